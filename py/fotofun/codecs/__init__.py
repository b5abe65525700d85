"""Files become pixels and pixels become files; one module per file format.

A module of this package that has a `CODEC` is a format: a new format is a new file.
"""

import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from types import MappingProxyType
from typing import get_args

import numpy as np

from fotofun.codecs import metadata as metadata_of
from fotofun.codecs import refusals
from fotofun.codecs.codec import PIXEL_BUDGET, Codec, ExportOptions, Keep, Tags
from fotofun.codecs.develop import develop
from fotofun.codecs.foreign import foreign_name
from fotofun.codecs.icc import profile_name
from fotofun.codecs.jpeg_quality import estimate_quality
from fotofun.codecs.picture import Metadata, Picture
from fotofun.errors import FotoFunError, InvalidParameter, TooLarge, UnsupportedFormat
from fotofun.raster import Pixels

__all__ = [
    "EXPORT_FORMATS",
    "PIXEL_BUDGET",
    "Codec",
    "ExportOptions",
    "Keep",
    "Metadata",
    "Picture",
    "decode",
    "decode_with",
    "encode",
]

_modules = [import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
_codecs: list[Codec] = [module.CODEC for module in _modules if hasattr(module, "CODEC")]

EXPORT_FORMATS: Mapping[str, Codec] = MappingProxyType(
    {codec.name: codec for codec in _codecs if codec.write}
)
"""Every format that can be written here by its name, such as `png`."""


def decode(data: bytes | memoryview, name: str, pixel_budget: int = PIXEL_BUDGET) -> Picture:
    """Open a picture file; its content decides about the format, never its name.

    The pixels are (H, W, 4) uint8, straight alpha, sRGB-encoded and C-contiguous; orientation and an RGB or
    grey colour profile are applied. `name` is only for the words of an error. A picture with more than
    `pixel_budget` pixels is refused before anything is decoded. Raises FileError, and nothing else; where it
    is DecoderMissing, a browser may decode the file and `decode_with` take over.
    """
    data, codec = _recognised(data, name)
    if codec is None:
        raise refusals.unsupported(foreign_name(bytes(data[:64])))
    try:
        picture = develop(codec.read(data, pixel_budget), codec.name)
    except MemoryError:
        raise refusals.out_of_memory() from None
    return replace(picture, metadata=_with_quality(picture.metadata, codec, data))


def decode_with(
    pixels: Pixels, data: bytes | memoryview, name: str, pixel_budget: int = PIXEL_BUDGET
) -> Picture:
    """Open a picture file whose pixels somebody else has decoded, such as the browser.

    pixels: (H, W, 4) uint8, straight alpha, upright and in sRGB, as a browser's canvas hands them out; they
    become the picture's own. data: the file itself, for what it says about its picture (all that AVIF and
    HEIC say; of a format unknown here, nothing). Raises FileError.
    """
    data, codec = _recognised(data, name)
    if pixels.ndim != 3 or pixels.shape[2] != 4 or pixels.dtype != np.uint8:
        raise ValueError("pixels must be (H, W, 4) uint8")
    label = codec.label if codec else "picture"
    refusals.check_size(label, pixels.shape[1], pixels.shape[0], pixel_budget)
    tags = codec.tags(data) if codec else Tags()
    kept, notes = metadata_of.kept(tags, profile_name=profile_name(tags.icc) if tags.icc else "")
    kept = _with_quality(kept, codec, data)
    return Picture(np.ascontiguousarray(pixels), codec.name if codec else "", notes, kept)


def _with_quality(metadata: Metadata, codec: Codec | None, data: bytes | memoryview) -> Metadata:
    """What is known of a file, and how strongly it is compressed if it is a JPEG."""
    if codec is None or codec.name != "jpeg":
        return metadata
    return replace(metadata, jpeg_quality=estimate_quality(data))


def encode(
    pixels: Pixels,
    format: str,
    quality: int = 90,
    *,
    metadata: Metadata | None = None,
    keep: Keep = "all",
    options: ExportOptions | None = None,
) -> bytes:
    """Write pixels as a file of one of EXPORT_FORMATS.

    pixels: (H, W, 4) uint8, straight alpha, sRGB-encoded. `quality` is 1..100 and matters to JPEG, WebP and
    AVIF. `metadata` is the opened picture's; `keep` says what of it is written: `all` that the format
    carries, `no_place` (without GPS, place names and the camera's private notes), or `none`, which leaves
    out the colour profile too: pixels without one are taken as sRGB everywhere. PNG, TIFF and BMP keep every
    pixel, WebP if it is told to; JPEG puts transparent ones on white; GIF has 256 colours, one of them
    transparent. Raises UnsupportedFormat, InvalidParameter, TooLarge.
    """
    if not isinstance(format, str) or format not in EXPORT_FORMATS:
        raise UnsupportedFormat(
            f"FotoFun cannot write {format!r}.", advice=f"Choose one of {', '.join(EXPORT_FORMATS)}."
        )
    if type(quality) is not int or not 1 <= quality <= 100:
        raise InvalidParameter(f"The quality was {quality!r}.", advice="Give a whole number from 1 to 100.")
    if keep not in get_args(Keep):
        raise InvalidParameter(
            f"What to keep was {keep!r}.", advice=f"Choose one of {', '.join(get_args(Keep))}."
        )
    codec = EXPORT_FORMATS[format]
    assert codec.write is not None
    height, width = pixels.shape[:2]
    if max(width, height) > codec.largest_side:
        raise TooLarge(
            f"The picture is {max(width, height)} pixels long; "
            f"a {codec.label} file can have {codec.largest_side} a side.",
            advice="Export it as PNG, or make it smaller first.",
        )
    tags = metadata_of.written(metadata or Metadata(), keep, (width, height))
    try:
        return codec.write(pixels, quality, tags, options or ExportOptions())
    except FotoFunError:
        raise
    except MemoryError:
        raise TooLarge(
            "There is not enough memory to write this picture.",
            advice="Close other tabs, or make it smaller first.",
        ) from None


def _recognised(data: bytes | memoryview, name: str) -> tuple[memoryview, Codec | None]:
    """The file's bytes and its format, None if that is unknown; BrokenFile if it is empty."""
    data = memoryview(data).cast("B") if isinstance(data, memoryview) else memoryview(data)
    if not data:
        raise refusals.empty(name)
    head = bytes(data[:64])
    return data, next((codec for codec in _codecs if codec.recognises(head)), None)
