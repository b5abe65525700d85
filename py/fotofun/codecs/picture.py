"""What a file becomes when it is opened."""

from dataclasses import dataclass, field

from fotofun.raster import Pixels


@dataclass(frozen=True)
class Metadata:
    """What a file said about its picture, in line with these pixels and ready to be written again.

    exif: a TIFF block, upright and without thumbnails; xmp: a packet; iptc: IIM data sets; icc: the profile
    that describes the pixels, None when they are sRGB; dpi: horizontal and vertical; profile_name: what the
    pixels were converted from, empty if they were not; jpeg_quality: 1 to 100, None for other files.
    """

    exif: bytes | None = None
    xmp: bytes | None = None
    iptc: bytes | None = None
    icc: bytes | None = None
    dpi: tuple[float, float] | None = None
    profile_name: str = ""
    jpeg_quality: int | None = None


@dataclass(frozen=True, eq=False)
class Picture:
    """An opened picture: (H, W, 4) uint8, straight alpha, sRGB-encoded, C-contiguous, upright.

    format: the name of its codec; notes: short sentences for people about what had to be changed.
    """

    pixels: Pixels
    format: str
    notes: list[str] = field(default_factory=list)
    metadata: Metadata = field(default_factory=Metadata)
