"""No operation needs more than a few times the memory of its layer, as tracemalloc sees it."""

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from fotofun.catalog import catalog, find
from fotofun.document.document import Document
from fotofun.document.layer import PixelLayer
from fotofun.editing import perform
from fotofun.errors import FotoFunError
from fotofun.operation import Operation
from fotofun.raster import Mask, Pixels, Plane
from tests.operations.examples import default, photo

SIDE = 1536
MOST = 4.0
# Tables, fonts and other things that do not grow with the picture.
CONSTANT = 8 << 20


def large() -> Pixels:
    """The example photo again and again, (SIDE, SIDE, 4) uint8."""
    small = photo()
    times = SIDE // small.shape[0] + 1, SIDE // small.shape[1] + 1, 1
    return np.ascontiguousarray(np.tile(small, times)[:SIDE, :SIDE])


def selected() -> Mask:
    mask = np.zeros((SIDE, SIDE), np.uint8)
    mask[SIDE // 4 : 2 * SIDE // 5, SIDE // 4 : 2 * SIDE // 5] = 255
    return mask


def documents() -> list[Document]:
    """One on which almost everything runs, and a plain one."""
    plain = Document.from_pixels("photo.png", large())
    above = PixelLayer(id="above", name="Above", pixels=Plane(large()[::-1].copy()), blend_mode="screen")
    both = replace(plain, layers=(*plain.layers, above), active_id="above")
    return [plain, plain.with_selection(selected()), both.with_selection(selected())]


def peak(edit: Operation) -> float | None:
    """The most that carrying it out needed, in layers; None where it runs on none of the documents."""
    for document in documents():
        work = perform(document, edit)
        tracemalloc.start()
        try:
            for _ in work:
                pass
        except FotoFunError:
            continue
        finally:
            most = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return max(0, most - CONSTANT) / (SIDE * SIDE * 4)
    return None


@pytest.mark.parametrize("name", [each["name"] for each in catalog() if each["family"] != "inference"])
def test_memory_is_a_few_times_the_layers(name: str) -> None:
    needed = peak(default(find(name)))
    if needed is None:
        pytest.skip("it needs a document of another kind")
    assert needed <= MOST
