"""Restoring a document from its journal."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from fotofun.document.history import History
from fotofun.errors import BrokenFile, FotoFunError
from fotofun.protocol import JournalRecord, RecoverParams
from fotofun.session.journal import outcomes_of
from fotofun.session.method import REGISTERED, Answer, Bytes, method
from fotofun.session.session import Session


@method("recover")
async def recover(session: Session, number: int, params: RecoverParams, buffers: Sequence[Bytes]) -> Answer:
    """Ask everything again that a journal kept; the document is opened as it was, with its history.

    What cannot be done again ends it there: the document is then as it was before, and says so in its notes.
    Raises BrokenFile where not even the picture could be opened.
    """
    report = session.reporter(number)
    # Aside, so that what people do meanwhile is not mixed with it, and nothing is shown until it is whole.
    aside = Session(lambda *_: None, shows=False)
    done: list[tuple[int, int]] = []
    lost = 0
    start = 0
    for index, record in enumerate(params["records"]):
        report(index / len(params["records"]), "Restoring your work")
        await asyncio.sleep(0)
        end = start + record["buffers"]
        own = buffers[start:end]
        first_mask = len(own) - len(record["outcomes"])
        aside.journal.give(number, outcomes_of(record["outcomes"], own[first_mask:]))
        try:
            await REGISTERED[record["method"]](aside, number, _renumbered(record, aside), own[:first_mask])
        except (FotoFunError, KeyError):
            lost = len(params["records"]) - index
            break
        finally:
            aside.journal.forget(number)
        done.append((start, end))
        start = end
    if not aside.has_document:
        raise BrokenFile("What was kept of that document cannot be read.", advice="Open its file again.")
    history = aside.history
    if lost:
        _tell(history, lost)
    session.documents.add(history)
    for (first, last), record in zip(done, params["records"], strict=False):
        own = buffers[first:last]
        first_mask = len(own) - len(record["outcomes"])
        for outcome in outcomes_of(record["outcomes"], own[first_mask:]):
            session.journal.note(number, outcome)
        params_now = _renumbered(record, session)
        session.journal.keep(history, number, record["method"], params_now, own[:first_mask])
    return session.changed(), ()


def _renumbered(record: JournalRecord, session: Session) -> dict[str, object]:
    """A record's parameters, which may name the document by the number it had."""
    params = record["params"]
    if "document" not in params:
        return params
    return {**params, "document": session.history.document.serial}


def _tell(history: History, lost: int) -> None:
    words = "The last change could not be restored."
    if lost > 1:
        words = f"The last {lost} changes could not be restored."
    document = history.document
    history.amend(replace(document, notes=(*document.notes, words)))
