"""Several open documents: each keeps its own history, all share one budget of memory."""

import asyncio
import gc
import io
import tracemalloc
from itertools import count
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fotofun.document.document import Document
from fotofun.document.history import History
from fotofun.document.open_documents import OpenDocuments
from fotofun.errors import CommandError, InvalidParameter
from fotofun.session import Session
from tests.engine.test_session import Bytes, Page


@pytest.fixture
def page() -> Page:
    return Page()


def noise(seed: int, size: int = 64) -> Bytes:
    return np.random.default_rng(seed).integers(0, 256, (size, size, 4), dtype=np.uint8)


def opened(seed: int) -> History:
    return History(Document.from_pixels(f"{seed}.png", noise(seed)))


def test_each_document_has_its_own_history(page: Page) -> None:
    first = page.open(noise(1), "first.png")
    page.run("exposure", {"stops": 1.0})
    second = page.open(noise(2), "second.png")
    assert first["id"] != second["id"] and page.ask("document")["history"] == ["Open"]
    np.testing.assert_array_equal(page.exported(), noise(2))
    back = page.ask("activate_document", {"document": first["id"]})
    assert (back["id"], back["history"]) == (first["id"], ["Open", "Exposure"])
    assert page.last("scene")["document"] == first["id"]
    page.ask("undo")
    np.testing.assert_array_equal(page.exported(), noise(1))
    assert [each["name"] for each in page.ask("documents")["documents"]] == ["first.png", "second.png"]


def test_what_is_changed_is_told_until_it_is_saved_or_undone(page: Page) -> None:
    document = page.open(noise(1))["id"]

    def is_changed() -> bool:
        return bool(page.last("documents")["documents"][0]["changed"])

    assert not is_changed()
    page.run("hue", {"degrees": 5})
    assert is_changed()
    page.ask("mark_saved", {"document": document})
    assert not is_changed()
    page.ask("undo")
    assert is_changed()
    page.ask("redo")
    page.ask("activate_layer", {"layer": "layer-1"})
    assert not is_changed()
    page.run("hue", {"degrees": 9}, gesture="drag")
    page.run("hue", {"degrees": 12}, gesture="drag")
    assert is_changed()


def test_closing_shows_the_one_seen_last(page: Page) -> None:
    first, second, third = (page.open(noise(seed))["id"] for seed in (1, 2, 3))
    page.ask("activate_document", {"document": first})
    assert page.ask("close_document", {"document": first})["active"] == third
    np.testing.assert_array_equal(page.exported(), noise(3))
    page.events.clear()
    assert page.ask("close_document", {"document": second})["active"] == third
    assert "scene" not in {name for name, _, _ in page.events}, "nothing is drawn anew"
    assert page.ask("close_document", {"document": third}) == {"active": None, "documents": []}
    assert page.ask("document") is None
    with pytest.raises(CommandError):
        page.ask("activate_document", {"document": third})


def test_a_new_document_is_empty_or_filled(page: Page) -> None:
    wanted = {"name": "Untitled", "width": 30, "height": 20, "resolution": 300.0, "background": None}
    info = page.ask("new", wanted)
    assert (info["width"], info["height"], info["resolution"], info["history"]) == (30, 20, 300.0, ["New"])
    assert not page.exported().any()
    info = page.ask("new", {**wanted, "background": "#ff8000"})
    assert info["layers"][0]["name"] == "Background"
    assert (page.exported() == (255, 128, 0, 255)).all()
    for wrong, error in (({"width": 0}, CommandError), ({"background": "red"}, InvalidParameter)):
        with pytest.raises(error):
            page.ask("new", {**wanted, **wrong})
    assert len(page.ask("documents")["documents"]) == 2


def test_all_keep_to_one_budget_and_lose_nothing() -> None:
    one = noise(0).nbytes
    documents = OpenDocuments(budget=5 * one)
    flat = np.full((64, 64, 4), 7, np.uint8)
    histories = []
    for seed in range(4):
        history = opened(seed)
        changed = history.document.with_active(
            Document.from_pixels("", flat.copy() if seed % 2 else noise(seed + 50)).active
        )
        history.push("Change", changed)
        histories.append(history)
        documents.add(history)
    resting = [each for each in histories if each is not documents.active]
    assert all(each.entries[0].document.planes()["pixels", "layer-1"].is_packed for each in resting[:2])
    for seed, history in enumerate(histories):
        documents.activate(history)
        expected = flat if seed % 2 else noise(seed + 50)
        np.testing.assert_array_equal(history.document.planes()["pixels", "layer-1"].data, expected)
    documents.activate(histories[0])
    histories[0].step(-1)
    np.testing.assert_array_equal(histories[0].document.planes()["pixels", "layer-1"].data, noise(0))


def test_less_memory_forgets_the_oldest_steps(page: Page) -> None:
    documents, history = OpenDocuments(), opened(0)
    documents.add(history)
    for seed in range(1, 9):
        history.push("Change", history.document.with_active(opened(seed).document.active))
    assert len(history.entries) == 9
    documents.limit(3 * noise(0).nbytes)
    assert 1 < len(history.entries) < 9
    np.testing.assert_array_equal(history.document.planes()["pixels", "layer-1"].data, noise(8))
    page.ask("settings", {"history_bytes": 64 << 20})
    for size in (0, 1 << 40, True, 1e8):
        with pytest.raises(InvalidParameter, match="memory"):
            page.ask("settings", {"history_bytes": size})


def test_a_file_is_opened_beside_the_others(page: Page) -> None:
    ids = [page.open(noise(seed))["id"] for seed in (1, 2)]
    page.ask("activate_document", {"document": ids[0]})
    file = io.BytesIO()
    Image.fromarray(noise(3)).save(file, "PNG")
    third = page.ask("open", {"name": "third.png"}, np.frombuffer(file.getvalue(), np.uint8))["id"]
    assert [each["id"] for each in page.last("documents")["documents"]] == [ids[0], third, ids[1]]


def test_opening_and_closing_photos_in_turn_gives_the_memory_back() -> None:
    session = Session(lambda *event: None)
    numbers = count(1)

    def ask(method: str, params: dict[str, Any], *buffers: Bytes) -> Any:
        return asyncio.run(session.request(next(numbers), method, params, buffers))[0]

    def turn(seed: int) -> int:
        file = io.BytesIO()
        Image.fromarray(noise(seed, 400)).save(file, "PNG", compress_level=1)
        document = ask("open", {"name": "photo.png"}, np.frombuffer(file.getvalue(), np.uint8))["id"]
        for operation in ("gaussian_blur", "exposure", "new_layer", "fill"):
            ask("run", {"operation": operation, "params": {}})
        ask("export", {"format": "jpeg", "quality": 80, "draft": True})
        ask("end_drafts", {})
        ask("close_document", {"document": document})
        del file
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        used = [turn(seed) for seed in range(20)]
    finally:
        tracemalloc.stop()
    photo = 400 * 400 * 4
    assert used[-1] - used[1] <= photo / 10, used
