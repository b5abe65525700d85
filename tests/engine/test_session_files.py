"""Files out of a session: exports in another size, files made of files, copies of what is selected."""

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fotofun.codecs.data_url import data_url
from fotofun.document.document import Document
from fotofun.errors import BrokenFile, CommandError, FotoFunError
from fotofun.raster import Pixels
from fotofun.render.compositor import render
from tests.engine.test_session import Bytes, Page


@pytest.fixture
def page() -> Page:
    return Page()


@pytest.fixture
def photo() -> Bytes:
    pixels = np.random.default_rng(5).integers(0, 256, (90, 130, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    return pixels


def pixels_of(data: Bytes) -> Pixels:
    return np.asarray(Image.open(io.BytesIO(data.tobytes())).convert("RGBA"))


def file_of(pixels: Bytes) -> Bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return np.frombuffer(out.getvalue(), np.uint8)


def test_an_export_can_have_another_size_and_drafts_are_rendered_once(
    page: Page, photo: Bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    renders: list[Document] = []

    def counted(document: Document, out: Pixels) -> Iterator[float]:
        renders.append(document)
        return render(document, out)

    monkeypatch.setattr("fotofun.session.exporting.render", counted)
    page.open(photo)
    asked: dict[str, Any] = {"format": "png", "quality": 90, "draft": True}
    small = {"width": 65, "height": 45}
    _, (data,) = page.ask_for_all("export", {**asked, "size": small})
    assert pixels_of(data).shape == (45, 65, 4)
    page.ask_for_all("export", {**asked, "size": small, "format": "jpeg"})
    assert len(renders) == 1
    page.run("exposure", {"stops": 1.0})
    _, (lossless,) = page.ask_for_all("export", {**asked, "format": "webp", "lossless": True, "draft": False})
    assert len(renders) == 2
    np.testing.assert_array_equal(pixels_of(lossless), page.exported())
    for wrong in ({"size": {"width": 0, "height": 9}}, {"lossless": 1}, {"quality": 0}, {"format": "psd"}):
        with pytest.raises(FotoFunError):
            page.ask("export", {**asked, **wrong})


def test_a_file_becomes_another_beside_the_open_document(page: Page, photo: Bytes) -> None:
    before = page.open(np.full((20, 30, 4), 255, np.uint8), "open.png")
    page.events.clear()
    recipe = {
        "fotofun": "recipe",
        "version": 1,
        "title": "Negative",
        "description": "",
        "size": None,
        "lengths": "relative",
        "steps": [{"operation": "invert", "version": 1, "params": {}}],
    }
    asked = {"name": "beach.png", "format": "png", "quality": 90, "recipe": recipe}
    result, (data,) = page.ask_for_all("convert", asked, file_of(photo))
    assert result == {"name": "beach.png", "media_type": "image/png"}
    np.testing.assert_array_equal(pixels_of(data)[..., :3], 255 - photo[..., :3])
    assert {name for name, _, _ in page.events} <= {"progress"} and page.ask("document")["id"] == before["id"]
    asked = {"name": "beach.png", "format": "jpeg", "quality": 80, "preset": "classic_mono", "longest": 65}
    result, (data,) = page.ask_for_all("convert", asked, file_of(photo))
    grey = pixels_of(data).astype(int)
    assert result["name"] == "beach.jpg" and grey.shape == (45, 65, 4)
    assert np.ptp(grey[..., :3], axis=2).max() < 24
    with pytest.raises(BrokenFile):
        page.ask("convert", asked, file_of(photo)[:200].copy())


def test_nothing_need_be_open_to_convert(page: Page, photo: Bytes) -> None:
    result, (data,) = page.ask_for_all(
        "convert", {"name": "a.png", "format": "ora", "quality": 90}, file_of(photo)
    )
    assert result["name"] == "a.ora" and bytes(data[:2]) == b"PK"


def test_what_is_selected_is_copied_and_can_be_placed_where_it_was(page: Page, photo: Bytes) -> None:
    page.open(photo)
    page.run("new_layer")
    page.run("select_rectangle", {"rectangle": [10, 20, 40, 30]})
    with pytest.raises(CommandError):
        page.ask("copy", {"merged": False})
    place, (data,) = page.ask_for_all("copy", {"merged": True})
    assert place == {"x": 10, "y": 20, "width": 40, "height": 30}
    np.testing.assert_array_equal(pixels_of(data), photo[20:50, 10:50])
    page.run("deselect")
    url = data_url("image/png", data.tobytes())
    page.run("invert", {}, layer="layer-1", target="pixels")
    page.run("place_picture", {"picture": url, "place": "corner", "corner": [10, 20], "title": "Copy"})
    assert page.ask("document")["layers"][1]["name"] == "Copy"
    shown = page.exported()
    np.testing.assert_array_equal(shown[20:50, 10:50], photo[20:50, 10:50])
    assert not np.array_equal(shown[:20], photo[:20])


def test_a_placed_picture_fits_and_clearing_takes_only_what_is_selected(page: Page, photo: Bytes) -> None:
    page.open(np.full((30, 40, 4), 255, np.uint8))
    url = data_url("image/png", file_of(photo).tobytes())
    page.run("place_picture", {"picture": url})
    shown = page.exported().astype(int)
    assert (shown[0] == 255).all() and (shown[15, 1] != 255).any(), "40 wide, 28 high, in the middle"
    page.run("select_rectangle", {"rectangle": [0, 0, 20, 30]})
    page.run("clear")
    after = page.exported()
    assert (after[:, :20] == 255).all()
    np.testing.assert_array_equal(after[:, 20:], shown[:, 20:])
