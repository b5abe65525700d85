"""Drawing on a copy of the photo, by Pillow and NumPy."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from fotofun.imaging.fonts import FOLDER
from fotofun_build.bench.comparison.cases import Case
from fotofun_build.bench.comparison.direct import direct

Bytes = NDArray[np.uint8]
LARGER = 4


def _over(case: Case, picture: Bytes | Image.Image) -> Image.Image:
    top = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    return Image.alpha_composite(case.image, top)


def _shape(case: Case, points: NDArray[np.float64], colour: str) -> Image.Image:
    """A polygon drawn four times as large where it lies, for soft edges, and pasted."""
    left, top = (int(each) for each in np.floor(points.min(axis=0)))
    right, bottom = (int(each) for each in np.ceil(points.max(axis=0)))
    mask = Image.new("L", ((right - left) * LARGER, (bottom - top) * LARGER))
    ImageDraw.Draw(mask).polygon([tuple(each) for each in (points - (left, top)) * LARGER], fill=255)
    made = case.image.copy()
    made.paste(colour, (left, top, right, bottom), mask.reduce(LARGER))
    return made


@direct("rectangle", library="Pillow", within=0.5)
def rectangle(case: Case) -> Image.Image:
    edit: Any = case.edit
    x, y, width, height = edit.frame
    made = case.image.copy()
    ImageDraw.Draw(made).rectangle((x, y, x + width - 1, y + height - 1), fill=edit.fill)
    return made


@direct("ellipse", library="Pillow", within=0.5)
def ellipse(case: Case) -> Image.Image:
    edit: Any = case.edit
    x, y, width, height = edit.frame
    mask = Image.new("L", (round(width * LARGER), round(height * LARGER)))
    ImageDraw.Draw(mask).ellipse((0, 0, mask.width - 1, mask.height - 1), fill=255)
    made = case.image.copy()
    made.paste(edit.fill, (round(x), round(y)), mask.reduce(LARGER))
    return made


@direct("polygon", "star", library="Pillow")
def polygon(case: Case) -> Image.Image:
    edit: Any = case.edit
    x, y, width, height = edit.frame
    count = edit.sides if case.edit.name == "polygon" else 2 * edit.points
    turns = np.arange(count) * (2 * math.pi / count)
    far = np.where(np.arange(count) % 2 * (case.edit.name == "star"), 0.5, 1.0)
    across = x + width / 2 + np.sin(turns) * far * width / 2
    return _shape(
        case, np.stack([across, y + height / 2 - np.cos(turns) * far * height / 2], axis=1), edit.fill
    )


@direct("path", library="Pillow", within=0.5)
def path(case: Case) -> Image.Image:
    edit: Any = case.edit
    return _shape(case, np.array(edit.points), edit.fill)


@direct("line", "arrow", library="Pillow")
def line(case: Case) -> Image.Image:
    edit: Any = case.edit
    start, end = np.array(edit.start), np.array(edit.end)
    along = (end - start) / np.hypot(*(end - start)) * edit.width / 2
    side = along[::-1] * (-1, 1)
    colour = edit.colour if case.edit.name == "line" else edit.fill
    corners = [start + side, end + side, end - side, start - side]
    if case.edit.name == "arrow":
        corners[2:2] = [end - along * 7 + side * 3.5, end, end - along * 7 - side * 3.5]
    return _shape(case, np.array(corners), colour)


@direct("text", library="Pillow", within=1.0)
def text(case: Case) -> Image.Image:
    edit: Any = case.edit
    font = ImageFont.truetype(str(FOLDER / "Roboto-Regular.ttf"), round(edit.size))
    made = case.image.copy()
    width, height = case.size
    ImageDraw.Draw(made).text((width / 2, height / 2), edit.text, edit.colour, font, anchor="mm")
    return made


@direct("solid_colour", library="Pillow", within=0.1)
def solid_colour(case: Case) -> Image.Image:
    edit: Any = case.edit
    return _over(case, Image.new("RGBA", case.size, edit.colour))


@direct("gradient", library="NumPy", within=1.5)
def gradient(case: Case) -> Image.Image:
    """From corner to corner, at right angles to the diagonal."""
    edit: Any = case.edit
    width, height = case.size
    across = np.arange(width, dtype=np.float32) * (width / (width * width + height * height))
    down = np.arange(height, dtype=np.float32) * (height / (width * width + height * height))
    place = across + down[:, np.newaxis]
    places = [each for each, _ in edit.gradient]
    colours = np.array([[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for _, colour in edit.gradient])
    made = np.full((height, width, 4), 255, np.uint8)
    for channel in range(3):
        made[..., channel] = np.interp(place, places, colours[:, channel]) + 0.5
    return _over(case, made)


@direct("pattern", library="NumPy", within=1.5)
def pattern(case: Case) -> Image.Image:
    edit: Any = case.edit
    width, height = case.size
    side = int(edit.size)
    across, down = ((np.arange(each) + side // 2) // side for each in (width, height))
    odd = (across + down[:, np.newaxis]) % 2
    colours = np.array(
        [
            [*(int(each[i : i + 2], 16) for i in (1, 3, 5)), 255]
            for each in (edit.ink_colour, edit.paper_colour)
        ],
        np.uint8,
    )
    return _over(case, colours[odd])


@direct("noise", library="NumPy")
def noise(case: Case) -> Image.Image:
    """Perlin's noise in octaves, as it is mostly written with NumPy."""
    edit: Any = case.edit
    width, height = case.size
    rng = np.random.default_rng(edit.seed)
    total, strength, period = np.zeros((height, width), np.float32), 1.0, edit.size
    for _ in range(edit.detail):
        total += _perlin(rng, width, height, period) * np.float32(strength)
        strength, period = strength * edit.roughness / 100, period / 2
    share = np.clip(total * 0.5 + 0.5, 0, 1)[..., np.newaxis]
    low, high = (
        np.array([*(int(each[i : i + 2], 16) for i in (1, 3, 5)), 255], np.float32)
        for each in (edit.colour, edit.other_colour)
    )
    return _over(case, (low + (high - low) * share).astype(np.uint8))


def _perlin(rng: np.random.Generator, width: int, height: int, period: float) -> NDArray[np.float32]:
    x, y = np.arange(width, dtype=np.float32) / period, np.arange(height, dtype=np.float32) / period
    left, top = x.astype(int), y.astype(int)
    angles = rng.uniform(0, 2 * math.pi, (top[-1] + 2, left[-1] + 2)).astype(np.float32)
    across, down = np.cos(angles), np.sin(angles)
    x, y = x - left, (y - top)[:, np.newaxis]

    def corner(i: int, j: int) -> NDArray[np.float32]:
        at = np.ix_(top + j, left + i)
        return across[at] * (x - i) + down[at] * (y - j)

    fade_x, fade_y = (each * each * each * (each * (each * 6 - 15) + 10) for each in (x, y))
    upper = corner(0, 0) + fade_x * (corner(1, 0) - corner(0, 0))
    lower = corner(0, 1) + fade_x * (corner(1, 1) - corner(0, 1))
    made: NDArray[np.float32] = upper + fade_y * (lower - upper)
    return made
