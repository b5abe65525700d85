"""A small copy of a document looks as the document does, and measures as it does."""

import asyncio
import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fotofun.codecs.summary import place
from fotofun.document.document import Document
from fotofun.document.history import History
from fotofun.editing.reduced import reduced, within
from fotofun.imaging.small import sampled
from fotofun.raster import Pixels
from fotofun.render.compositor import rendered
from fotofun.session import Session

LAYERS: list[tuple[str, dict[str, Any], str | None]] = [
    ("transform_layer", {"rotate": 12, "scale_x": 80, "move": [40, -30]}, None),
    ("solid_colour", {"colour": "#30508080"}, None),
    ("select_ellipse", {"rectangle": [100, 60, 500, 400]}, None),
    ("add_mask", {"shows": "selection"}, None),
    ("deselect", {}, None),
    ("mask_properties", {"feather": 24, "density": 80}, None),
    ("text", {"text": "Small", "size": 160, "place": [30, 60], "colour": "#ffcc00"}, None),
    ("drop_shadow", {"distance": 30, "size": 24}, None),
    ("group_layers", {"count": 2, "isolated": True}, None),
    ("exposure", {"stops": 0.4}, "layer"),
    ("gaussian_blur", {"radius": 8}, "layer"),
]


def soft_photo(width: int = 1200, height: int = 800) -> Pixels:
    small = np.random.default_rng(5).integers(0, 256, (8, 12, 3), dtype=np.uint8)
    return np.array(Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC).convert("RGBA"))


def ask(session: Session, method: str, **params: Any) -> tuple[Any, Any]:
    return asyncio.run(session.request(1, method, params))


def run(session: Session, operation: str, params: dict[str, Any], target: str | None = None) -> None:
    asked = {"operation": operation, "params": params}
    ask(session, "run", **(asked | {"target": target} if target else asked))


@pytest.fixture
def session() -> Session:
    made = Session(lambda *_: None)
    made.documents.add(History(Document.from_pixels("a.png", soft_photo())))
    return made


def picture(answer: tuple[Any, Any]) -> Pixels:
    info, buffers = answer
    return np.asarray(buffers[0]).reshape(info["height"], info["width"], 4)


def halved(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    image = Image.fromarray(pixels).convert("RGBa").resize(size, Image.Resampling.BOX)
    return np.asarray(image.convert("RGBA"))


def test_every_kind_of_layer_is_where_it_was(session: Session) -> None:
    for operation, params, target in LAYERS:
        run(session, operation, params, target)
        document = session.history.document
        small = picture(ask(session, "overview", size=300))
        assert small.shape[:2] == (200, 300)
        difference = np.abs(small.astype(int) - halved(rendered(document), (300, 200)))
        assert difference.mean() < 1.5, operation
    assert picture(ask(session, "overview", size=5000)).shape == (682, 1024, 4)


def test_a_small_document_is_itself() -> None:
    document = Document.from_pixels("a.png", soft_photo(30, 20))
    assert reduced(document, within(document.size, 64)) is document


def test_what_is_clipped_counts_as_clipped(session: Session) -> None:
    pixels = soft_photo()
    pixels[::2, ::2, :3] = 255
    pixels[1::2, :, :3] = 0
    document = Document.from_pixels("a.png", pixels)
    values = np.unique(rendered(reduced(document, 1 << 14, sampled)))
    assert set(values) <= set(np.unique(pixels))
    run(session, "invert", {})
    counts, _ = ask(session, "histogram", of="picture")
    exact = np.bincount(rendered(session.history.document)[..., 0].ravel(), minlength=256)
    share = np.cumsum(counts["red"]) / sum(counts["red"])
    assert np.abs(share - np.cumsum(exact) / exact.sum()).max() < 0.01


@pytest.mark.parametrize("name", [each["name"] for each in ask(Session(lambda *_: None), "presets")[0]])
def test_a_preset_is_shown_as_it_will_be(session: Session, name: str) -> None:
    shown = picture(ask(session, "preset_preview", preset=name, size=300))
    assert len(session.history.entries) == 1, "it is only shown"
    ask(session, "apply_recipe", preset=name)
    done = halved(rendered(session.history.document), (300, 200))
    # Grain and vignettes of the recipe are as coarse as the picture is.
    assert np.abs(shown.astype(int) - done).mean() < 6


def test_the_file_tells_where_it_was_taken_only_when_asked() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x013B] = "Make", "Model", "Somebody"
    exif[0x8825] = {1: "N", 2: (48.0, 8.0, 15.0), 3: "E", 4: (11.0, 34.0, 30.0)}
    file = io.BytesIO()
    Image.fromarray(soft_photo(40, 30)).convert("RGB").save(file, "JPEG", exif=exif)
    session = Session(lambda *_: None)
    data = np.frombuffer(file.getvalue(), np.uint8).copy()
    asyncio.run(session.request(1, "open", {"name": "a.jpg"}, [data]))
    told = {each["name"]: each["words"] for each in ask(session, "file_information")[0]}
    assert (told["camera"], told["author"]) == ("Make Model", "Somebody")
    assert "48" not in told["place"]
    told = {each["name"]: each["words"] for each in ask(session, "file_information", place=True)[0]}
    assert told["place"] == "48.13750° N, 11.57500° E"
    assert place(Document.from_pixels("a.png", soft_photo(4, 4)).metadata) == ""
