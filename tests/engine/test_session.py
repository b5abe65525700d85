"""A session as the page uses it: requests in, answers and events out."""

import asyncio
import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fotofun.catalog import find
from fotofun.errors import (
    BrokenFile,
    CommandError,
    FotoFunError,
    InvalidParameter,
    NoDocument,
    UnsupportedFormat,
)
from fotofun.render.apply import Applier
from fotofun.render.table import fuse
from fotofun.session import Session, error_info

Bytes = np.ndarray[Any, np.dtype[np.uint8]]
SIX: list[tuple[str, dict[str, float]]] = [
    ("exposure", {"stops": 0.6}),
    ("temperature", {"temperature": 25}),
    ("brightness_contrast", {"brightness": 15, "contrast": 20}),
    ("saturation", {"saturation": 30}),
    ("hue", {"degrees": -20}),
]


class Page:
    """The other side of a session: keeps the events, asks and waits."""

    def __init__(self) -> None:
        self.events: list[tuple[str, Mapping[str, Any], Sequence[Bytes]]] = []
        self.session = Session(lambda *event: self.events.append(event))
        self._number = 0

    def ask(self, method: str, params: Mapping[str, Any] | None = None, *buffers: Bytes) -> Any:
        return self.ask_for_all(method, params, *buffers)[0]

    def ask_for_all(self, method: str, params: Mapping[str, Any] | None = None, *buffers: Bytes) -> Any:
        self._number += 1
        return asyncio.run(self.session.request(self._number, method, params or {}, buffers))

    def open(self, pixels: Bytes, name: str = "photo.png") -> Any:
        file = io.BytesIO()
        Image.fromarray(pixels).save(file, "PNG")
        return self.ask("open", {"name": name}, np.frombuffer(file.getvalue(), np.uint8))

    def run(self, operation: str, params: dict[str, Any] | None = None, **more: str) -> Any:
        return self.ask("run", {"operation": operation, "params": params or {}, **more})

    def exported(self) -> Bytes:
        _, (data,) = self.ask_for_all("export", {"format": "png", "quality": 90})
        return np.asarray(Image.open(io.BytesIO(data.tobytes())).convert("RGBA"))

    def last(self, event: str) -> Any:
        return [data for name, data, _ in self.events if name == event][-1]


@pytest.fixture
def page() -> Page:
    return Page()


@pytest.fixture
def photo() -> Bytes:
    return np.random.default_rng(5).integers(0, 256, (90, 130, 4), dtype=np.uint8)


def test_open_shows_every_tile(page: Page) -> None:
    big = np.random.default_rng(5).integers(0, 256, (1100, 1030, 4), dtype=np.uint8)
    info = page.open(big)
    assert (info["width"], info["height"], info["history"]) == (1030, 1100, ["Open"])
    shown = np.zeros_like(big)
    tiles = [(tile, buffers) for name, tile, buffers in page.events if name == "tile"]
    for tile, (data,) in tiles:
        rows, columns = (
            slice(tile["y"], tile["y"] + tile["height"]),
            slice(tile["x"], tile["x"] + tile["width"]),
        )
        shown[rows, columns] = data.reshape(tile["height"], tile["width"], 4)
    np.testing.assert_array_equal(shown, big)
    assert [tile["last"] for tile, _ in tiles] == [False] * 3 + [True]


def test_export_has_the_fused_adjustments(page: Page, photo: Bytes) -> None:
    page.open(photo)
    for operation, params in SIX:
        page.run(operation, params)
    expected = np.empty_like(photo)
    Applier(fuse([find(name).create(params) for name, params in SIX]))(photo, expected)  # type: ignore[misc]
    np.testing.assert_array_equal(page.exported(), expected)


def test_a_drag_sends_tables_only_and_is_one_step(page: Page, photo: Bytes) -> None:
    page.open(photo)
    page.events.clear()
    for degrees in range(1, 20):
        page.run("hue", {"degrees": degrees}, gesture="drag")
    assert {name for name, _, _ in page.events} == {"scene", "table", "document", "documents", "journal"}
    assert page.ask("document")["history"] == ["Open", "Hue"]
    assert page.ask("undo")["layers"][0]["adjustments"] == []
    assert page.last("scene")["layers"][0]["table"] is None
    assert page.ask("redo")["layers"][0]["adjustments"][0]["params"] == {"degrees": 19.0}


def test_every_step_can_be_taken_back(page: Page, photo: Bytes) -> None:
    page.open(photo)
    pictures = [page.exported()]
    for operation, params in SIX:
        page.run(operation, params)
        pictures.append(page.exported())
    for picture in reversed(pictures[:-1]):
        page.ask("undo")
        np.testing.assert_array_equal(page.exported(), picture)
    for picture in pictures[1:]:
        page.ask("redo")
        np.testing.assert_array_equal(page.exported(), picture)


@pytest.mark.parametrize(
    ("method", "params", "error"),
    [
        ("run", {"operation": "no_such", "params": {}}, FotoFunError),
        ("run", {"operation": "hue", "params": {"degrees": 1000}}, InvalidParameter),
        ("run", {"operation": "invert_mask", "params": {}}, CommandError),
        ("run", {"operation": "remove_background", "params": {}}, CommandError),
        ("export", {"format": "bmp2", "quality": 90}, FotoFunError),
        ("no_such", {}, CommandError),
    ],
)
def test_a_refused_command_changes_nothing(
    page: Page, photo: Bytes, method: str, params: dict[str, Any], error: type[FotoFunError]
) -> None:
    page.open(photo)
    page.run("hue", {"degrees": 20})
    before, picture = page.ask("document"), page.exported()
    with pytest.raises(error) as caught:
        page.ask(method, params)
    info = error_info(caught.value)
    assert info["kind"] and info["what"].endswith(".")
    assert page.ask("document") == before
    np.testing.assert_array_equal(page.exported(), picture)


@pytest.mark.parametrize(
    ("content", "error"), [(b"", BrokenFile), (b"this is a text, not a picture", UnsupportedFormat)]
)
def test_a_file_that_cannot_be_opened_keeps_the_open_one(
    page: Page, photo: Bytes, content: bytes, error: type[FotoFunError]
) -> None:
    page.open(photo)
    with pytest.raises(error):
        page.ask("open", {"name": "photo.jpg"}, np.frombuffer(content, np.uint8))
    np.testing.assert_array_equal(page.exported(), photo)


def test_without_a_document(page: Page) -> None:
    assert page.ask("document") is None
    for method, params in [("undo", {}), ("export", {"format": "png", "quality": 90})]:
        with pytest.raises(NoDocument):
            page.ask(method, params)


def test_a_view_that_lost_the_scene_gets_all_of_it_again(page: Page, photo: Bytes) -> None:
    page.ask("present")
    assert page.events == []
    page.open(photo)
    page.run("hue", {"degrees": 20})
    sent = {name for name, _, _ in page.events}
    page.events.clear()
    page.ask("present")
    assert (
        {name for name, _, _ in page.events}
        == sent - {"document", "documents", "journal"}
        == {"scene", "tile", "table"}
    )


def test_export_can_be_cancelled(page: Page) -> None:
    page.open(np.zeros((3000, 20, 4), np.uint8))

    async def cancelled() -> None:
        export = asyncio.ensure_future(page.session.request(100, "export", {"format": "png", "quality": 90}))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await page.session.request(101, "cancel", {"request": 100})
        await export

    with pytest.raises(FotoFunError) as caught:
        asyncio.run(cancelled())
    assert caught.value.kind == "cancelled"
