"""Planes of pixels and masks as PNG files: fast to write, the same bytes when read again."""

import zlib
from io import BytesIO

import numpy as np
from PIL import Image

from fotofun.codecs import ExportOptions, decode, encode, refusals
from fotofun.errors import BrokenFile
from fotofun.layered.archive import LABEL, Archive
from fotofun.raster import Mask, Pixels

LEVEL = 1
"""How hard PNG files are compressed: layers are large, and saving should not make anybody wait."""


def png_of(pixels: Pixels) -> bytes:
    """Pixels as a PNG; the colours of transparent ones stay."""
    return encode(pixels, "png", keep="none", options=ExportOptions(compression=LEVEL))


def png_of_mask(mask: Mask) -> bytes:
    """A mask, (H, W) uint8, as a grey PNG."""
    out = BytesIO()
    Image.fromarray(np.ascontiguousarray(mask)).save(out, "PNG", compress_level=LEVEL)
    return out.getvalue()


def visible_sum(pixels: Pixels) -> int:
    """A checksum of what can be seen of pixels: other programs may change colours under transparency."""
    clear = pixels[..., 3] == 0
    if clear.any():
        pixels = pixels.copy()
        pixels[clear] = 0
    return zlib.crc32(np.ascontiguousarray(pixels).data)


class PlaneReader:
    """Reads PNG files of an archive, as long as all together stay within a budget of pixels."""

    def __init__(self, archive: Archive, budget: int) -> None:
        self._archive = archive
        self._left = budget
        self.notes: list[str] = []

    def pixels(self, name: str) -> Pixels:
        """(H, W, 4) uint8 of its own; raises FileError."""
        picture = decode(self._archive.read(name), name, self._left)
        self._left -= picture.pixels.shape[0] * picture.pixels.shape[1]
        self.notes += [note for note in picture.notes if note not in self.notes]
        return picture.pixels

    def mask(self, name: str, shape: tuple[int, ...] | None = None) -> Mask:
        """(H, W) uint8; raises FileError, also where the shape is not the one that is needed."""
        found = np.ascontiguousarray(self.pixels(name)[..., 0])
        if shape and found.shape != shape:
            raise damaged()
        return found


def damaged() -> BrokenFile:
    """The file does not keep to its format."""
    return refusals.damaged(LABEL)
