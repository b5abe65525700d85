"""Every operation's picture, at default and at a strong setting, is the one that was looked at.

`FOTOFUN_RENEW_GOLDEN=1` writes the pictures anew; look at them before they are committed. A contact sheet of
all of them is left in artefacts/.
"""

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

import fotofun.operations  # noqa: F401  # registers them
from fotofun.document.document import Document
from fotofun.editing import finish, perform
from fotofun.operation import REGISTRY, InferenceOperation, Operation, SelectOperation
from fotofun.raster import Pixels
from fotofun.render.compositor import rendered
from tests.operations.examples import HEIGHT, WIDTH, default, prepared, strong

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
SHEET = ROOT / "artefacts" / "operations.png"
RENEW = bool(os.environ.get("FOTOFUN_RENEW_GOLDEN"))
SETTINGS = ("default", "strong")

# Most levels by which one pixel, and all on average, may differ.
MOST, MEAN = 3, 0.1

NAMES = sorted(name for name, each in REGISTRY.items() if not issubclass(each, InferenceOperation))


def made(name: str, setting: str) -> tuple[Operation, Document, Document]:
    edit = default(REGISTRY[name]) if setting == "default" else strong(REGISTRY[name])
    document = prepared(edit)
    return edit, document, finish(perform(document, edit))


def picture(name: str, setting: str) -> Pixels:
    """What a person sees afterwards; of a selection, the selection."""
    edit, before, after = made(name, setting)
    if isinstance(edit, SelectOperation) or after.selection is not before.selection:
        shown = after.selection.data if after.selection else np.full((HEIGHT, WIDTH), 255, np.uint8)
        if isinstance(edit, SelectOperation):
            return np.dstack([shown, shown, shown, np.full_like(shown, 255)])
    return rendered(after)


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("name", NAMES)
def test_the_picture_is_the_golden_one(name: str, setting: str) -> None:
    result = picture(name, setting)
    path = GOLDEN / setting / f"{name}.webp"
    if RENEW:
        path.parent.mkdir(exist_ok=True)
        Image.fromarray(result).save(path, lossless=True, exact=True, method=4)
    assert path.exists(), f"{name} has no golden picture: run with FOTOFUN_RENEW_GOLDEN=1 and look at it"
    expected = np.asarray(Image.open(path).convert("RGBA"))
    assert result.shape == expected.shape
    difference = np.abs(result.astype(int) - expected)
    assert difference.max() <= MOST and difference.mean() <= MEAN


def test_no_golden_picture_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*/*.webp")} == set(NAMES)


def test_contact_sheet() -> None:
    """All golden pictures on one sheet, by menu, default beside strong."""
    cell, columns = (WIDTH * 2 + 12, HEIGHT + 22), 5
    by_menu = sorted(NAMES, key=lambda name: (REGISTRY[name].menu, REGISTRY[name].position, name))
    rows = -(-len(by_menu) // columns)
    sheet = Image.new("RGB", (cell[0] * columns, cell[1] * rows), "#262626")
    words = ImageDraw.Draw(sheet)
    for index, name in enumerate(by_menu):
        x, y = index % columns * cell[0] + 4, index // columns * cell[1] + 2
        words.text((x, y), f"{REGISTRY[name].menu} / {REGISTRY[name].label}", fill="#e6e6e6")
        for place, setting in enumerate(SETTINGS):
            shown = Image.open(GOLDEN / setting / f"{name}.webp").convert("RGBA")
            shown.thumbnail((WIDTH, HEIGHT))
            sheet.paste(shown, (x + place * (WIDTH + 2), y + 14), shown)
    SHEET.parent.mkdir(exist_ok=True)
    sheet.save(SHEET)
    assert SHEET.stat().st_size > 100_000
