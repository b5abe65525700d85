"""A document restored from its journal is the one that was lost, byte for byte, with its whole history."""

import asyncio
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from fotofun.document.history import History
from fotofun.errors import BrokenFile, FotoFunError
from fotofun.operation import InferenceOperation, Outcome
from fotofun.protocol import METHODS
from fotofun.session import Session
from tests.engine.test_session import Bytes

Event = tuple[str, Mapping[str, Any], Sequence[Bytes]]

TOLD = {"open", "new", "run", "undo", "redo", "jump", "snapshot", "restore_snapshot", "delete_snapshot"}
TOLD |= {"activate_layer", "apply_recipe", "close_document", "mark_saved", "keep_marks"}

COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("run", {"operation": "exposure", "params": {"stops": 0.5}}),
    ("run", {"operation": "exposure", "params": {"stops": 0.25}, "gesture": "drag"}),
    ("run", {"operation": "exposure", "params": {"stops": 0.75}, "gesture": "drag"}),
    ("run", {"operation": "hue", "params": {"degrees": 40}, "target": "layer"}),
    ("run", {"operation": "hue", "params": {"degrees": 70}, "target": "content", "gesture": "drag 2"}),
    ("run", {"operation": "new_layer", "params": {}}),
    ("run", {"operation": "solid_colour", "params": {"colour": "#336699"}}),
    ("run", {"operation": "select_rectangle", "params": {"rectangle": [4, 4, 20, 12]}}),
    ("run", {"operation": "gaussian_blur", "params": {"radius": 3}}),
    ("run", {"operation": "duplicate_layer", "params": {}}),
    ("run", {"operation": "rotate_quarter", "params": {}}),
    ("run", {"operation": "remove_background", "params": {}}),
    ("apply_recipe", {"preset": "vivid_slide"}),
    ("undo", {}),
    ("undo", {}),
    ("redo", {}),
    ("jump", {"position": 1}),
    ("snapshot", {"name": "a"}),
    ("restore_snapshot", {"name": "a"}),
    ("snapshot", {"name": "b"}),
    ("delete_snapshot", {"name": "b"}),
    ("activate_layer", {"layer": "layer-1"}),
]


class Keeper:
    """A session whose journal is kept as the page keeps it."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.session = Session(lambda *event: self.events.append(event))

    def ask(self, method: str, params: Mapping[str, Any], buffers: Sequence[Bytes] = ()) -> Any:
        return asyncio.run(self.session.request(1, method, params, buffers))[0]

    def open(self) -> None:
        noise = np.random.default_rng(3).integers(0, 256, (24, 40, 3), np.uint8)
        file = io.BytesIO()
        Image.fromarray(noise).save(file, "PNG")
        self.ask("open", {"name": "photo.png"}, [np.frombuffer(file.getvalue(), np.uint8)])

    def journal(self) -> list[Event]:
        return [event for event in self.events if event[0] == "journal"]

    def restored(self, spoil: Callable[[list[dict[str, Any]]], None] = lambda records: None) -> "Keeper":
        """Another session, which is asked to restore what this one's journal tells."""
        records = [
            {key: entry[key] for key in ("method", "params", "outcomes")} | {"buffers": len(buffers)}
            for _, entry, buffers in self.journal()
        ]
        spoil(records)
        other = Keeper()
        other.ask("recover", {"records": records}, [each for _, _, own in self.journal() for each in own])
        return other


def pages(history: History) -> list[tuple[str, dict[Any, bytes]]]:
    """Every entry's label and the bytes of all its planes."""
    made = []
    for index in range(len(history.entries)):
        history.jump(index)
        planes = history.document.planes()
        made.append((history.entries[index].label, {str(k): v.data.tobytes() for k, v in planes.items()}))
    return made


async def a_model(self: InferenceOperation, pixels: Bytes, models: object) -> Outcome:
    return Outcome(np.random.default_rng().integers(0, 256, pixels.shape[:2], np.uint8), "Ran here.")


@settings(max_examples=12)
@given(st.lists(st.sampled_from(COMMANDS), max_size=10))
def test_a_restored_document_is_the_lost_one(commands: list[tuple[str, dict[str, Any]]]) -> None:
    lost = Keeper()
    lost.session._models = lambda report: None  # type: ignore[assignment]
    lost.open()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("fotofun.operations.ai.remove_background.RemoveBackground.run", a_model)
        for method, params in commands:
            try:
                lost.ask(method, params)
            except FotoFunError:
                continue
    found = lost.restored()
    after, before = found.ask("document", {}), lost.ask("document", {})
    for volatile in ("id", "selection"):
        after.pop(volatile), before.pop(volatile)
    assert _without_revisions(after) == _without_revisions(before)
    assert pages(found.session.history) == pages(lost.session.history)
    again = found.restored()
    assert pages(again.session.history) == pages(lost.session.history)


def _without_revisions(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_revisions(each) for key, each in value.items() if key != "revision"}
    return [_without_revisions(each) for each in value] if isinstance(value, list) else value


def test_what_cannot_be_done_again_ends_it_there_and_is_told() -> None:
    lost = Keeper()
    lost.open()
    for _ in range(3):
        lost.ask("run", {"operation": "invert", "params": {}})

    def spoil(records: list[dict[str, Any]]) -> None:
        records[2]["params"] = {"operation": "of another version", "params": {}}

    found = lost.restored(spoil)
    info = found.ask("document", {})
    assert info["history"] == ["Open", "Invert"]
    assert info["notes"][-1] == "The last 2 changes could not be restored."


def test_without_a_picture_there_is_nothing_to_restore() -> None:
    lost = Keeper()
    lost.open()
    with pytest.raises(BrokenFile):
        lost.restored(lambda records: records[0].update(params={"name": "x"}, method="gone"))


def test_refused_requests_are_not_told() -> None:
    keeper = Keeper()
    keeper.open()
    with pytest.raises(FotoFunError):
        keeper.ask("run", {"operation": "exposure", "params": {"stops": 99}})
    assert [entry["method"] for _, entry, _ in keeper.journal()] == ["open"]


def test_every_method_either_is_told_or_changes_nothing() -> None:
    looks = {"documents", "activate_document", "recipe", "presets", "document", "catalog", "present"}
    looks |= {
        "export",
        "end_drafts",
        "cancel",
        "recover",
        "preview",
        "end_preview",
        "preview_preset",
        "pick",
        "bounds",
        "copy",
        "convert",
        "histogram",
        "text_carets",
        "settings",
        "thumbnail",
        "overview",
        "preset_preview",
        "file_information",
        "models",
        "check_model",
        "add_model",
        "remove_model",
    }
    assert TOLD | looks == set(METHODS), "decide whether the journal must know the new method"


def test_guides_and_watched_places_come_back() -> None:
    keeper = Keeper()
    keeper.open()
    marks = {"guides": [{"axis": "x", "at": 12}], "samplers": [[3, 4], [5.5, 6]]}
    keeper.ask("keep_marks", {"document": keeper.ask("document", {})["id"], "marks": marks})
    keeper.ask("run", {"operation": "invert", "params": {}})
    restored = keeper.restored().ask("document", {})
    assert restored["marks"] == marks
    assert restored["history"] == ["Open", "Invert"]


def test_closing_ends_the_journal_and_saving_marks_it() -> None:
    keeper = Keeper()
    keeper.open()
    number = keeper.ask("document", {})["id"]
    keeper.ask("run", {"operation": "invert", "params": {}})
    keeper.ask("mark_saved", {"document": number})
    assert keeper.restored().ask("documents", {})["documents"][0]["changed"] is False
    keeper.ask("close_document", {"document": number})
    assert [entry["method"] for _, entry, _ in keeper.journal()][-1] == "close_document"
