"""What a file becomes when it is opened."""

from dataclasses import dataclass, field

from fotofun.raster import Pixels


@dataclass(frozen=True)
class Metadata:
    """What a file said about its picture, ready to be written again with these pixels.

    exif: the TIFF block, its orientation set to upright; icc: the profile that describes the pixels, None
    when they are sRGB.
    """

    exif: bytes | None = None
    icc: bytes | None = None


@dataclass(frozen=True, eq=False)
class Picture:
    """An opened picture: (H, W, 4) uint8, straight alpha, sRGB-encoded, C-contiguous, upright.

    format: the name of its codec; notes: short sentences for people about what had to be changed.
    """

    pixels: Pixels
    format: str
    notes: list[str] = field(default_factory=list)
    metadata: Metadata = field(default_factory=Metadata)
