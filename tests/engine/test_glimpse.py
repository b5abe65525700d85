"""A glimpse of a filter looks like the filter, where and as finely as it is seen."""

import numpy as np
import pytest

from fotofun.catalog import catalog, find
from fotofun.document.document import Document
from fotofun.editing import perform
from fotofun.editing.glimpse import Seen, glimpse
from fotofun.editing.perform import finish
from fotofun.exact import Floats
from fotofun.operation import AreaOperation
from fotofun.raster import Box, Pixels
from fotofun.render.compositor import rendered

WIDTH, HEIGHT = 640, 480
PATTERNED = {"add_noise", "film_grain", "halftone"}  # their grain and dots lie elsewhere; their means do not


def picture() -> Pixels:
    """Soft waves with hard edges between them."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    pixels = np.full((HEIGHT, WIDTH, 4), 255, np.uint8)
    for channel, period in enumerate((90.0, 130.0, 170.0)):
        wave = 128 + 90 * np.sin(x / period * 2) * np.cos(y / period)
        pixels[..., channel] = np.where((x // 160 + y // 120) % 2, wave, 255 - wave)
    return pixels


def means(pixels: Pixels, side: int) -> Floats:
    """The means of squares, without those at the rim."""
    found: Floats = pixels.reshape(HEIGHT // side, side, WIDTH // side, side, 4).mean((1, 3))
    return found[1:-1, 1:-1, :3]


FILTERS = [each["name"] for each in catalog() if each["family"] == "area"]


@pytest.mark.parametrize("name", FILTERS)
def test_at_half_the_size_it_looks_the_same(name: str) -> None:
    document = Document.from_pixels("waves", picture())
    edit = find(name).create({})
    assert isinstance(edit, AreaOperation)
    found = glimpse(document, edit, Seen(Box(0, 0, WIDTH, HEIGHT), 0.5))
    assert found is not None and found.active.pixels.shape == (240, 320, 4)  # type: ignore[union-attr]
    side = 20 if name in PATTERNED else 2
    shown, exact = (means(rendered(each), side) for each in (found, finish(perform(document, edit))))
    assert np.abs(shown - exact).mean() < 9


def test_only_what_is_seen_is_made() -> None:
    document = Document.from_pixels("waves", picture())
    selection = np.zeros((HEIGHT, WIDTH), np.uint8)
    selection[:, :300] = 255
    document = document.with_selection(selection)
    edit = find("gaussian_blur").create({"radius": 4})
    assert isinstance(edit, AreaOperation)
    found = glimpse(document, edit, Seen(Box(250, 200, 350, 260), 2.0))
    assert found is not None and found.active.pixels.shape == (64, 104, 4)  # type: ignore[union-attr]
    shown, exact = rendered(found), rendered(finish(perform(document, edit)))
    np.testing.assert_array_equal(shown[200:260, 250:350], exact[200:260, 250:350])
    assert glimpse(document, edit, Seen(Box(0, 0, WIDTH, HEIGHT), 1.0)) is None, "all of it comes as soon"
