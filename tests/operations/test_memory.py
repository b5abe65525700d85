"""No operation takes more memory at its peak than a few times the layer it works on."""

import tracemalloc
from functools import cache
from typing import Any

import numpy as np
import pytest

import fotofun.operations  # noqa: F401  # registers them
from fotofun.operation import REGISTRY
from fotofun.operations.retouch.content_aware_fill import around, repaired
from fotofun.raster import Pixels, Size
from fotofun_build import paths
from fotofun_build.bench.comparison.cases import case, photo
from fotofun_build.bench.comparison.files import references
from fotofun_build.bench.comparison.timing import forget

SIZE = (1200, 834)  # a megapixel
LARGER = (2400, 1668)
LAYERS = 4
TABLES = 2**21  # bytes of tables and outlines, which do not grow with the picture
NAMES = sorted(name for name, each in REGISTRY.items() if each.family != "inference")
Files = dict[str, dict[str, Any]]


@cache
def example(size: Size) -> tuple[Pixels, Files]:
    pixels = photo(paths.STATIC / "samples" / "fig-in-a-bowl.jpg", size)
    return pixels, references(pixels)


def peak(name: str, size: Size) -> float:
    """Layers that an operation takes at its peak, by NumPy and Python, its result among them.

    What Pillow takes inside itself `build.py bench operations` weighs.
    """
    pixels, files = example(size)
    given = case(name, pixels, files)
    forget()
    tracemalloc.start(1)
    try:
        made = given.run()
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    del made
    return (most - TABLES) / pixels.nbytes


@pytest.mark.parametrize("name", NAMES)
def test_memory_is_a_few_layers(name: str) -> None:
    """A band of a megapixel and 16 MB of colours met are no more with a larger picture, which tells."""
    taken = peak(name, SIZE)
    if taken > LAYERS:
        taken = peak(name, LARGER)
    assert taken <= LAYERS


def test_a_large_hole_is_filled_in_the_same_memory() -> None:
    """A sixteenth of the picture, which is looked at from as far around as it is wide."""
    pixels, _ = example(SIZE)
    height, width = pixels.shape[:2]
    hole = np.zeros((height, width), bool)
    hole[height * 3 // 8 : height * 5 // 8, width * 3 // 8 : width * 5 // 8] = True
    tracemalloc.start(1)
    try:
        repaired(pixels, hole, around(hole.view(np.uint8)))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most <= LAYERS * pixels.nbytes
