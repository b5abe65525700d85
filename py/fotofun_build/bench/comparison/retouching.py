"""Repairs, by OpenCV and Pillow."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from fotofun_build.bench.comparison.cases import Case
from fotofun_build.bench.comparison.direct import direct
from fotofun_build.bench.comparison.painting import Box, stroke

Bytes = NDArray[np.uint8]
AROUND = 32


def _grown(box: Box, case: Case) -> Box:
    left, top, right, bottom = box
    width, height = case.size
    return (
        max(left - AROUND, 0),
        max(top - AROUND, 0),
        min(right + AROUND, width),
        min(bottom + AROUND, height),
    )


def _hole(case: Case) -> tuple[Box, Bytes]:
    """Where the selection or the stroke lies, and its mask there."""
    if case.document.selection:
        mask = Image.fromarray(case.selection)
        box = _grown(mask.getbbox() or (0, 0, *case.size), case)
        return box, np.asarray(mask.crop(box))
    inner, part = stroke(case)
    box = _grown(inner, case)
    mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
    mask.paste(part, (inner[0] - box[0], inner[1] - box[1]))
    return box, np.asarray(mask)


def _rgb(case: Case, box: Box, by: tuple[float, float] = (0.0, 0.0)) -> Bytes:
    x, y = (round(each) for each in by)
    left, top, right, bottom = box[0] + x, box[1] + y, box[2] + x, box[3] + y
    return np.ascontiguousarray(case.pixels[top:bottom, left:right, :3])


def _put(case: Case, box: Box, rgb: Bytes) -> Image.Image:
    made = case.image.copy()
    made.paste(Image.fromarray(rgb), box)
    return made


@direct("content_aware_fill", "spot_heal", library="OpenCV")
def inpaint(case: Case) -> Image.Image:
    """Telea's inpainting, which has no texture."""
    import cv2

    box, mask = _hole(case)
    hole = (mask > 0).astype(np.uint8)
    return _put(case, box, cv2.inpaint(_rgb(case, box), hole, 5, cv2.INPAINT_TELEA))


@direct("healing_brush", "patch", library="OpenCV")
def clone(case: Case) -> Image.Image:
    import cv2

    edit: Any = case.edit
    box, mask = _hole(case)
    middle = ((box[2] - box[0]) // 2, (box[3] - box[1]) // 2)
    here, there = _rgb(case, box), _rgb(case, box, edit.source)
    return _put(case, box, cv2.seamlessClone(there, here, mask, middle, cv2.NORMAL_CLONE))


@direct("red_eye", library="NumPy")
def red_eye(case: Case) -> Image.Image:
    """Red that stands out becomes the mean of green and blue."""
    edit: Any = case.edit
    x, y, half = int(edit.place[0]), int(edit.place[1]), int(edit.size / 2)
    box = (x - half, y - half, x + half, y + half)
    part = _rgb(case, box).astype(np.float32)
    other = (part[..., 1] + part[..., 2]) / 2
    red = part[..., 0] > 1.5 * other
    part[red] = (other * np.float32(1 - edit.darken / 100))[red][:, np.newaxis]
    disc = Image.new("L", (2 * half, 2 * half))
    ImageDraw.Draw(disc).ellipse((0, 0, 2 * half - 1, 2 * half - 1), fill=255)
    made = case.image.copy()
    made.paste(Image.fromarray(part.astype(np.uint8)), box, disc.filter(ImageFilter.GaussianBlur(1)))
    return made
