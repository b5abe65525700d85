"""What a file format has to offer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from fotofun.raster import Pixels

PIXEL_BUDGET = 150_000_000
"""Pictures with more pixels than this are refused unless the caller says otherwise."""

Strip: TypeAlias = NDArray[np.uint8] | NDArray[np.uint16]
"""Some whole rows of a picture: (rows, W, 4), straight alpha, in the colours of the file's profile."""


@dataclass
class Scan:
    """A file as it was stored: before its orientation and its colour profile are applied.

    strips: the rows from top to bottom, made when they are asked for, so that there is never a second full
    copy of the picture. exif: a TIFF block or one with the JPEG prefix. icc: the profile's bytes.
    """

    width: int
    height: int
    strips: Iterator[Strip]
    notes: list[str] = field(default_factory=list)
    exif: bytes | None = None
    icc: bytes | None = None


@dataclass(frozen=True)
class Codec:
    """A file format.

    recognises(head): whether these first 64 bytes begin such a file. read(data, pixel_budget): its scan;
    raises FileError or MemoryError only, and refuses a size above the budget before it allocates anything.
    write(pixels, quality, profile, exif): the file's bytes; see `fotofun.codecs.encode`.
    """

    name: str
    label: str
    media_type: str
    extension: str
    largest_side: int
    recognises: Callable[[bytes], bool]
    read: Callable[[memoryview, int], Scan]
    write: Callable[[Pixels, int, bytes | None, bytes | None], bytes]
