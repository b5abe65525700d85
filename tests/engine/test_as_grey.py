"""What changes pixels changes masks and the selection too: they are grey pictures to it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from fotofun.catalog import find
from fotofun.document.document import Document
from fotofun.document.layer import LayerMask, PixelLayer
from fotofun.editing import finish, perform
from fotofun.errors import CommandError
from fotofun.imaging.matrices import translate
from fotofun.protocol import Target
from fotofun.raster import Plane
from tests.engine.documents import random_document

WIDTH, HEIGHT = 40, 30
STROKE = {"points": [[10, 15, 1], [30, 15, 1]], "size": 8, "hardness": 100, "spacing": 10}


def run(document: Document, name: str, target: Target, **params: Any) -> Document:
    return finish(perform(document, find(name).create(params), target))


def photo(mask: LayerMask | None = None, selection: np.ndarray | None = None) -> Document:
    pixels = np.full((HEIGHT, WIDTH, 4), 200, np.uint8)
    layer = PixelLayer(id="layer-1", name="Photo", pixels=Plane(pixels), mask=mask)
    document = Document("photo", WIDTH, HEIGHT, (layer,), layer.id, made=1)
    return document if selection is None else document.with_selection(selection)


def white() -> LayerMask:
    return LayerMask(Plane(np.full((HEIGHT, WIDTH), 255, np.uint8)))


def mask(document: Document) -> np.ndarray:
    assert document.active.mask
    return document.active.mask.plane.data


def test_a_stroke_on_a_mask() -> None:
    before = photo(white())
    black = run(before, "brush", "mask", colour="#000000", **STROKE)
    assert mask(black)[15, 20] == 0 and mask(black)[2, 2] == 255
    assert black.active.pixels is before.active.pixels  # type: ignore[union-attr]
    grey = run(black, "brush", "mask", colour="#808080", **STROKE)
    assert mask(grey)[15, 20] == 128
    erased = run(before, "eraser", "mask", **STROKE)
    np.testing.assert_array_equal(mask(erased), mask(black))
    assert mask(before).all()


def test_a_stroke_on_a_mask_stays_in_what_is_selected() -> None:
    selection = np.zeros((HEIGHT, WIDTH), np.uint8)
    selection[:, 20:] = 255
    made = mask(run(photo(white(), selection), "brush", "mask", **STROKE))
    assert made[15, 12] == 255 and made[15, 28] == 0


def test_a_mask_that_was_moved_is_painted_where_it_is_seen() -> None:
    moved = replace(white(), matrix=translate(15, 0), outside=0, density=50.0, feather=2.0)
    made = run(photo(moved), "invert", "mask")
    assert mask(made)[15, 5] == 255 and mask(made)[15, 20] == 0
    kept = made.active.mask
    assert kept and (kept.density, kept.feather, kept.outside) == (50.0, 2.0, 0)


@pytest.mark.parametrize(
    ("name", "params"),
    [("gaussian_blur", {"radius": 3}), ("equalize", {}), ("gradient", {}), ("clear", {})],
)
def test_every_kind_of_change_reaches_a_mask(name: str, params: dict[str, Any]) -> None:
    half = np.zeros((HEIGHT, WIDTH), np.uint8)
    half[:, :20] = 150
    document = photo(LayerMask(Plane(half)))
    made = run(document, name, "mask", **params)
    assert (mask(made) != half).any()


def test_a_stroke_on_the_selection() -> None:
    everything = run(photo(), "brush", "selection", colour="#000000", **STROKE)
    assert everything.selection
    assert everything.selection.data[15, 20] == 0 and everything.selection.data[2, 2] == 255
    nothing = np.zeros((HEIGHT, WIDTH), np.uint8)
    chosen = run(photo(selection=nothing), "brush", "selection", colour="#ffffff", **STROKE)
    assert chosen.selection
    assert chosen.selection.data[15, 20] == 255 and chosen.selection.data[2, 2] == 0
    rubbed = run(photo(selection=nothing), "eraser", "selection", **STROKE)
    assert rubbed.selection and (rubbed.selection.data == chosen.selection.data).all()


def test_a_layer_without_pixels_can_have_its_mask_painted() -> None:
    document = run(photo(), "vibrance", "layer", vibrance=40)
    document = document.with_active(replace(document.active, mask=white()))
    assert mask(run(document, "brush", "mask", **STROKE))[15, 20] == 0


def test_what_has_no_mask_or_changes_no_pixels_is_told() -> None:
    with pytest.raises(CommandError, match="no mask"):
        run(photo(), "brush", "mask", **STROKE)
    with pytest.raises(CommandError, match="does not change pixels"):
        run(photo(white()), "rotate", "mask", angle=10)


def test_nothing_else_of_any_document_changes() -> None:
    for seed in range(12):
        document = random_document(seed)
        made = run(document, "fill_selection", "selection", colour="#ffffff")
        assert replace(made, selection=document.selection) == document
