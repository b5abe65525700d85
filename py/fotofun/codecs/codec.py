"""What a file format has to offer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from fotofun.errors import InvalidParameter
from fotofun.raster import Pixels

PIXEL_BUDGET = 150_000_000
"""Pictures with more pixels than this are refused unless the caller says otherwise."""

Strip: TypeAlias = NDArray[np.uint8] | NDArray[np.uint16]
"""Some whole rows of a picture: (rows, W, 4), straight alpha, in the colours of the file's profile."""

Keep: TypeAlias = Literal["all", "no_place", "none"]
"""What of a photo's metadata goes into an exported file: all, all but where it was taken, nothing."""

Subsampling: TypeAlias = Literal["auto", "4:4:4", "4:2:2", "4:2:0"]
Packing: TypeAlias = Literal["deflate", "lzw", "none"]


@dataclass(frozen=True)
class Tags:
    """What a file says about its picture, as it says it.

    exif: a TIFF block; xmp: the packet; iptc: IIM data sets; icc: the profile of the stored pixels;
    dpi: horizontal and vertical.
    """

    exif: bytes | None = None
    xmp: bytes | None = None
    iptc: bytes | None = None
    icc: bytes | None = None
    dpi: tuple[float, float] | None = None


@dataclass
class Scan:
    """A file as it was stored: before its orientation and its colour profile are applied.

    strips: the rows from top to bottom, made when they are asked for, so that there is never a second full
    copy of the picture; asking raises FileError or MemoryError. orientation: 1..8 where the format itself
    says it; None leaves it to EXIF.
    """

    width: int
    height: int
    strips: Iterator[Strip]
    notes: list[str] = field(default_factory=list)
    tags: Tags = field(default_factory=Tags)
    orientation: int | None = None


@dataclass(frozen=True)
class ExportOptions:
    """What a format lets one choose beyond its quality; each choice matters to the named formats only.

    lossless: WebP. compression: PNG, 0 (fast) to 9 (small). subsampling: JPEG; `auto` keeps colour detail
    from quality 90 on. progressive: JPEG. packing: TIFF. Raises InvalidParameter.
    """

    lossless: bool = False
    compression: int = 4
    subsampling: Subsampling = "auto"
    progressive: bool = True
    packing: Packing = "deflate"

    def __post_init__(self) -> None:
        if type(self.compression) is not int or not 0 <= self.compression <= 9:
            raise InvalidParameter(
                f"The compression was {self.compression!r}.", advice="Give a whole number from 0 to 9."
            )
        for name, choices in (("subsampling", get_args(Subsampling)), ("packing", get_args(Packing))):
            if getattr(self, name) not in choices:
                raise InvalidParameter(
                    f"The {name} was {getattr(self, name)!r}.", advice=f"Choose one of {', '.join(choices)}."
                )
        for name in ("lossless", "progressive"):
            if type(getattr(self, name)) is not bool:
                raise InvalidParameter(
                    f"The choice of {name} was {getattr(self, name)!r}.", advice="Give true or false."
                )


@dataclass(frozen=True)
class Codec:
    """A file format.

    recognises(head): whether these first 64 bytes begin such a file. read(data, pixel_budget): its scan;
    raises FileError or MemoryError only, and refuses a size above the budget before it allocates anything.
    write(pixels, quality, tags, options): the file's bytes, with exactly these tags as far as the format
    `carries` them; None if it cannot be written here. tags(data): what a file says, without decoding it;
    raises nothing.
    """

    name: str
    label: str
    media_type: str
    extension: str
    largest_side: int
    recognises: Callable[[bytes], bool]
    read: Callable[[memoryview, int], Scan]
    write: Callable[[Pixels, int, Tags, ExportOptions], bytes] | None
    carries: frozenset[str] = frozenset()
    tags: Callable[[memoryview], Tags] = lambda data: Tags()
