"""Strokes and fills, by Pillow."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from fotofun_build.bench.comparison.cases import Case
from fotofun_build.bench.comparison.direct import direct, without

Bytes = NDArray[np.uint8]
Box = tuple[int, int, int, int]


def stroke(case: Case, soft: bool = True) -> tuple[Box, Image.Image]:
    """Where the stroke lies, and its mask there: thick lines with round joints, blurred for a soft brush."""
    edit: Any = case.edit
    points = np.array([each[:2] for each in edit.points])
    half = edit.size / 2
    left, top = (int(each) for each in points.min(axis=0) - edit.size)
    right, bottom = (int(each) for each in points.max(axis=0) + edit.size)
    mask = Image.new("L", (right - left, bottom - top))
    pen = ImageDraw.Draw(mask)
    places = [(x - left, y - top) for x, y in points]
    pen.line(places, fill=255, width=round(edit.size), joint="curve")
    for x, y in (places[0], places[-1]):
        pen.ellipse((x - half, y - half, x + half, y + half), fill=255)
    if soft:
        mask = mask.filter(ImageFilter.GaussianBlur(half * (1 - edit.hardness / 100) / 2))
    return (left, top, right, bottom), mask


def _pasted(case: Case, box: Box, mask: Image.Image, part: Any) -> Image.Image:
    made = case.image.copy()
    made.paste(part, box, mask)
    return made


@direct("brush", library="Pillow", within=2.0)
def brush(case: Case) -> Image.Image:
    edit: Any = case.edit
    box, mask = stroke(case)
    return _pasted(case, box, mask, edit.colour)


@direct("pencil", library="Pillow", within=1.0)
def pencil(case: Case) -> Image.Image:
    edit: Any = case.edit
    box, mask = stroke(case, soft=False)
    return _pasted(case, box, mask, edit.colour)


@direct("eraser", library="Pillow", within=4.0)
def eraser(case: Case) -> Image.Image:
    box, mask = stroke(case)
    made = case.image.copy()
    alpha = made.getchannel("A")
    alpha.paste(0, box, mask)
    made.putalpha(alpha)
    return made


@direct("clone_stamp", library="Pillow", within=2.0)
def clone_stamp(case: Case) -> Image.Image:
    edit: Any = case.edit
    box, mask = stroke(case)
    x, y = (round(each) for each in edit.source)
    return _pasted(case, box, mask, case.image.crop((box[0] + x, box[1] + y, box[2] + x, box[3] + y)))


@direct("blur_brush", library="Pillow", within=2.0)
def blur_brush(case: Case) -> Image.Image:
    edit: Any = case.edit
    box, mask = stroke(case)
    return _pasted(case, box, mask, case.image.crop(box).filter(ImageFilter.GaussianBlur(edit.strength)))


@direct("sharpen_brush", library="Pillow")
def sharpen_brush(case: Case) -> Image.Image:
    box, mask = stroke(case)
    return _pasted(case, box, mask, case.image.crop(box).filter(ImageFilter.UnsharpMask(1, 100, 0)))


@direct("dodge", "burn", library="Pillow")
def dodge(case: Case) -> Image.Image:
    box, mask = stroke(case)
    gamma = 0.7 if case.edit.name == "dodge" else 1.4
    values = [*[round(255 * (value / 255) ** gamma) for value in range(256)] * 3, *range(256)]
    return _pasted(case, box, mask, case.image.crop(box).point(values))


@direct("sponge", library="Pillow")
def sponge(case: Case) -> Image.Image:
    box, mask = stroke(case)
    return _pasted(case, box, mask, ImageEnhance.Color(case.image.crop(box)).enhance(0.5))


@direct("fill_selection", library="Pillow", within=0.5)
def fill_selection(case: Case) -> Image.Image:
    edit: Any = case.edit
    made = case.image.copy()
    made.paste(edit.colour, (0, 0, *case.size), Image.fromarray(case.selection))
    return made


@direct("fill", library="scikit-image", within=1.0)
def fill(case: Case) -> Image.Image:
    """What is like the colour and connected, pasted."""
    from skimage.segmentation import flood

    edit: Any = case.edit
    x, y = (int(each) for each in edit.place)
    away = np.abs(case.pixels[..., :3].astype(np.int16) - case.pixels[y, x, :3]).max(axis=-1)
    area = flood((away <= edit.tolerance).view(np.uint8), (y, x), connectivity=1)
    made = case.image.copy()
    made.paste(edit.colour, (0, 0, *case.size), Image.fromarray(area.astype(np.uint8) * np.uint8(255)))
    return made


without("each dab takes up what the one before left; the libraries have no such call", ["smudge"])
