"""Tasks as operations on a document, with the built models on this machine's processor."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fotofun.catalog import find
from fotofun.document.document import Document
from fotofun.document.layer import PixelLayer
from fotofun.editing.outcomes import with_outcome
from fotofun.errors import CommandError, NothingFound
from fotofun.inference.local import run_here
from fotofun.inference.manifest import Manifest
from fotofun.operation import InferenceOperation, Outcome
from fotofun.operations.ai.hide_faces import HideFaces
from fotofun.operations.ai.select_subject import SelectSubject
from fotofun.operations.ai.transfer_style import STYLES
from fotofun.raster import Pixels
from fotofun.render.compositor import rendered
from tests.inference.photos import photo

FACE = (178, 62, 274, 176)


def run(pixels: Pixels, name: str, **params: Any) -> Document:
    edit = find(name).create(params)
    assert isinstance(edit, InferenceOperation)
    document = Document.from_pixels("photo.png", pixels)
    return with_outcome(document, document.active_id, edit, run_here(lambda models: edit.run(pixels, models)))


def pixels_of(document: Document) -> Pixels:
    assert isinstance(document.active, PixelLayer)
    return document.active.pixels.data


def as_file(pixels: Pixels) -> str:
    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return f"data:image/png;base64,{b64encode(file.getvalue()).decode()}"


def test_the_subject_is_selected_and_the_layer_stays() -> None:
    pixels = photo("astronaut")
    document = run(pixels, "select_subject", quality="fast")
    assert document.selection is not None
    selected = document.selection.data
    assert selected[120, 225] == 255 and selected[10, 10] == 0, "her face, not the wall"
    assert pixels_of(document) is pixels and document.active.mask is None


def test_a_selection_joins_the_one_before() -> None:
    document = Document.from_pixels("photo.png", np.zeros((4, 6, 4), np.uint8))
    left, right = np.zeros((2, 4, 6), np.uint8)
    left[:, :3] = right[:, 3:] = 255
    document = document.with_selection(left)
    both = with_outcome(document, document.active_id, SelectSubject(), Outcome(right, "", "selection", "add"))
    assert both.selection is not None and both.selection.data.all()
    with pytest.raises(CommandError, match="No pixels"):
        with_outcome(
            document, document.active_id, SelectSubject(), Outcome(right, "", "selection", "intersect")
        )
    with pytest.raises(CommandError, match="another size"):
        with_outcome(document, document.active_id, SelectSubject(), Outcome(right[:2], "", "selection"))


@pytest.mark.parametrize("manner", ["blur", "pixelate"])
def test_a_face_is_hidden_and_all_else_stays(manner: str) -> None:
    pixels = photo("astronaut")
    hidden = pixels_of(run(pixels, "hide_faces", manner=manner))
    left, top, right, bottom = FACE
    face = np.s_[top + 30 : bottom - 20, left + 20 : right - 20]

    def detail(part: Pixels) -> float:
        return float(np.abs(np.diff(part[..., :3].astype(int), axis=1)).mean())

    assert detail(hidden[face]) < 0.4 * detail(pixels[face])
    changed = (hidden != pixels).any(axis=-1)
    assert not changed[:, : left - 60].any() and not changed[bottom + 60 :].any()
    with pytest.raises(NothingFound):
        run(hidden, "hide_faces")


def test_a_face_at_the_edge_is_hidden_up_to_it() -> None:
    pixels = np.full((40, 60, 4), 255, np.uint8)
    pixels[::2, ::2, :3] = 0
    hidden = HideFaces().hidden(pixels, [(-10.0, -10.0, 20.0, 20.0), (90.0, 5.0, 99.0, 9.0)])
    assert (hidden[0, 0] != pixels[0, 0]).any()
    np.testing.assert_array_equal(hidden[:, 40:], pixels[:, 40:])


def test_a_picture_is_painted_in_a_style_of_the_model_and_of_a_picture() -> None:
    pixels = photo("coffee")[:128, :160]
    painted = pixels_of(run(pixels, "transfer_style", style="woodcut"))
    assert painted.shape == pixels.shape and np.abs(painted.astype(int) - pixels).mean() > 10
    half = pixels_of(run(pixels, "transfer_style", style="woodcut", strength=50.0))
    np.testing.assert_allclose(half.astype(int), (painted.astype(int) + pixels) / 2, atol=1)
    example = as_file(photo("chelsea"))
    other = pixels_of(run(pixels, "transfer_style", picture=example))
    assert np.abs(other.astype(int) - painted).mean() > 10


def test_every_style_of_the_model_can_be_chosen(manifests: dict[str, Manifest]) -> None:
    assert tuple(STYLES.values()) == tuple(manifests["multistyle"].styles)


@pytest.mark.parametrize("behind", ["nothing", "colour", "picture", "blur"])
def test_a_background_is_replaced_below_the_subject(behind: str) -> None:
    pixels = photo("astronaut")
    params = {"quality": "fast", "behind": behind, "colour": "#00ff00", "picture": as_file(photo("chelsea"))}
    document = run(pixels, "remove_background", **params)
    shown = rendered(document)
    np.testing.assert_array_equal(shown[120, 225], pixels[120, 225], "her face")
    corner = shown[10, 10].tolist()
    if behind == "nothing":
        assert len(document.layers) == 1 and corner[3] == 0
        return
    assert [layer.name for layer in document.layers][1:] == ["Photo"] and document.active.name == "Photo"
    assert (shown[..., 3] == 255).all() and pixels_of(document) is pixels
    if behind == "colour":
        assert corner == [0, 255, 0, 255]
    else:
        assert np.abs(shown[..., :3].astype(int) - pixels[..., :3]).mean() > (2 if behind == "blur" else 20)


def test_an_edge_is_shifted_feathered_and_cleaned() -> None:
    pixels = photo("astronaut")

    def mask(**params: Any) -> Pixels:
        layer = run(pixels, "remove_background", quality="fast", **params).active
        assert layer.mask is not None
        return layer.mask.plane.data.astype(int)

    plain = mask()
    assert (mask(shift=-6.0) <= plain).all() and (mask(shift=6.0) >= plain).all()
    assert (mask(shift=-6.0) < plain).mean() > 0.005
    soft = mask(feather=8.0)
    assert ((soft > 0) & (soft < 255)).sum() > 1.5 * ((plain > 0) & (plain < 255)).sum()
    cleaned = pixels_of(run(pixels, "remove_background", quality="fast", clean=True))
    changed = (cleaned != pixels).any(axis=-1)
    assert changed.any() and not changed[(plain == 0) | (plain == 255)].any()
    with pytest.raises(CommandError, match="No picture"):
        find("remove_background").create({"behind": "picture"}).fitted(Document.from_pixels("a", pixels))  # type: ignore[attr-defined]
