"""Showing what an operation would make of the document, before anybody decides to do it."""

from collections.abc import Sequence

from fotofun.errors import CommandError
from fotofun.operation import InferenceOperation
from fotofun.protocol import PreviewParams
from fotofun.session.command import asked
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Previewed, Session


@method("preview")
async def preview(session: Session, number: int, params: PreviewParams, buffers: Sequence[Bytes]) -> Answer:
    """Show what an operation would do; the document and its history stay as they are."""
    command = asked(params, session.history.document)
    if isinstance(command.edit, InferenceOperation):
        raise CommandError(f"{command.edit.label} has no preview.", advice="Run it; it can be undone.")
    kept = session.previewed
    if kept is None or kept.command != command:
        kept = Previewed(command, await session.finish(number, command.work(), None))
    session.preview(kept)
    return {}, ()


@method("end_preview")
async def end_preview(session: Session, number: int, params: object, buffers: Sequence[Bytes]) -> Answer:
    """Show the document as it is again."""
    session.preview(None)
    return {}, ()
