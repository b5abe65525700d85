"""Filters that give a picture another look, as one writes them with Pillow and NumPy."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

from fotofun_build.bench.comparison.cases import Case
from fotofun_build.bench.comparison.direct import direct, without

Bytes = NDArray[np.uint8]


def _with_alpha(case: Case, rgb: Image.Image) -> Image.Image:
    rgb.putalpha(case.image.getchannel("A"))
    return rgb


@direct("chromatic_aberration", library="Pillow")
def chromatic_aberration(case: Case) -> Image.Image:
    """Red and blue enlarged a little, by different shares."""
    edit: Any = case.edit
    width, height = case.size
    bands = list(case.image.split())
    for i, shift in ((0, edit.red), (2, edit.blue)):
        share = 1 - 2 * shift / np.hypot(width, height)
        six = (share, 0, width / 2 * (1 - share), 0, share, height / 2 * (1 - share))
        bands[i] = bands[i].transform(case.size, Image.Transform.AFFINE, six, Image.Resampling.BILINEAR)
    return Image.merge("RGBA", bands)


@direct("emboss", library="Pillow")
def emboss(case: Case) -> Image.Image:
    grey = case.image.convert("L")
    relief = ImageChops.subtract(ImageChops.offset(grey, -1, 1), ImageChops.offset(grey, 1, -1), 1, 128)
    return _with_alpha(case, relief.convert("RGB"))


@direct("find_edges", library="Pillow")
def find_edges(case: Case) -> Image.Image:
    return _with_alpha(case, ImageChops.invert(case.image.convert("RGB").filter(ImageFilter.FIND_EDGES)))


@direct("glow", library="Pillow")
def glow(case: Case) -> Image.Image:
    edit: Any = case.edit
    rgb = case.image.convert("RGB")
    bright = ImageChops.screen(rgb, rgb)
    orton = ImageChops.multiply(bright, bright.filter(ImageFilter.GaussianBlur(edit.radius)))
    return _with_alpha(case, Image.blend(rgb, orton, edit.amount / 100))


@direct("halftone", library="NumPy")
def halftone(case: Case) -> Bytes:
    """Each ink's dots on a screen of its own angle."""
    edit: Any = case.edit
    width, height = case.size
    x, y = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)[:, np.newaxis]
    out = case.pixels.copy()
    for channel, turn in enumerate((15, 75, 45)):
        sine, cosine = np.sin(np.radians(turn)), np.cos(np.radians(turn))
        across = (x * cosine + y * sine) * np.float32(2 * np.pi / edit.cell)
        down = (y * cosine - x * sine) * np.float32(2 * np.pi / edit.cell)
        screen = (np.cos(across) + np.cos(down)) * np.float32(63.75) + np.float32(127.5)
        out[..., channel] = np.where(case.pixels[..., channel] > screen, 255, 0)
    return out


@direct("tilt_shift", library="Pillow")
def tilt_shift(case: Case) -> Image.Image:
    """A blurred copy through a mask that fades from a band."""
    edit: Any = case.edit
    height = case.size[1]
    place = np.abs(np.arange(height) / height * 100 - edit.centre[1]) - edit.width / 2
    share = np.clip(place / edit.transition, 0, 1) * 255
    mask = Image.fromarray(share.astype(np.uint8)[:, np.newaxis]).resize(case.size)
    return Image.composite(case.image.filter(ImageFilter.GaussianBlur(edit.blur)), case.image, mask)


without("OpenCV has it only in its contributed modules, Pillow not at all", ["oil_paint"])
