"""Files become pixels and pixels become files; one module per file format.

A module of this package that has a `CODEC` is a format: a new format is a new file.
"""

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from fotofun.codecs import refusals
from fotofun.codecs.codec import PIXEL_BUDGET, Codec
from fotofun.codecs.develop import develop
from fotofun.codecs.foreign import foreign_name
from fotofun.codecs.picture import Metadata, Picture
from fotofun.errors import FotoFunError, InvalidParameter, TooLarge, UnsupportedFormat
from fotofun.raster import Pixels

__all__ = ["EXPORT_FORMATS", "PIXEL_BUDGET", "Codec", "Metadata", "Picture", "decode", "encode"]

_modules = [import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
_codecs: list[Codec] = [module.CODEC for module in _modules if hasattr(module, "CODEC")]

EXPORT_FORMATS: Mapping[str, Codec] = MappingProxyType({codec.name: codec for codec in _codecs})
"""Every format by its name, such as `png`."""


def decode(data: bytes | memoryview, name: str, pixel_budget: int = PIXEL_BUDGET) -> Picture:
    """Open a picture file; its content decides about the format, never its name.

    The pixels are (H, W, 4) uint8, straight alpha, sRGB-encoded and C-contiguous; EXIF orientation and an RGB
    or grey colour profile are applied. `name` is only for the words of an error. A picture with more than
    `pixel_budget` pixels is refused before anything is decoded. Raises FileError, and nothing else.
    """
    data = memoryview(data).cast("B") if isinstance(data, memoryview) else memoryview(data)
    if not data:
        raise refusals.empty(name)
    head = bytes(data[:64])
    for codec in _codecs:
        if codec.recognises(head):
            try:
                return develop(codec.read(data, pixel_budget), codec.name)
            except MemoryError:
                raise refusals.out_of_memory() from None
    raise refusals.unsupported(foreign_name(head))


def encode(
    pixels: Pixels, format: str, quality: int = 90, *, profile: bytes | None = None, exif: bytes | None = None
) -> bytes:
    """Write pixels as a file of one of EXPORT_FORMATS.

    pixels: (H, W, 4) uint8, straight alpha, sRGB-encoded. `quality` is 1..100 and matters to JPEG and WebP.
    A file without `profile` (an ICC profile that describes the pixels) is read as sRGB everywhere; nothing
    about the photo is written unless `exif` (a TIFF block, as Metadata keeps it) is given. PNG keeps every
    pixel; JPEG puts transparent ones on white. Raises UnsupportedFormat, InvalidParameter, TooLarge.
    """
    if not isinstance(format, str) or format not in EXPORT_FORMATS:
        raise UnsupportedFormat(
            f"FotoFun cannot write {format!r}.", advice=f"Choose one of {', '.join(EXPORT_FORMATS)}."
        )
    if type(quality) is not int or not 1 <= quality <= 100:
        raise InvalidParameter(f"The quality was {quality!r}.", advice="Give a whole number from 1 to 100.")
    codec = EXPORT_FORMATS[format]
    side = max(pixels.shape[:2])
    if side > codec.largest_side:
        raise TooLarge(
            f"The picture is {side} pixels long; a {codec.label} file can have {codec.largest_side} a side.",
            advice="Export it as PNG, or make it smaller first.",
        )
    try:
        return codec.write(pixels, quality, profile, exif)
    except FotoFunError:
        raise
    except MemoryError:
        raise TooLarge(
            "There is not enough memory to write this picture.",
            advice="Close other tabs, or make it smaller first.",
        ) from None
