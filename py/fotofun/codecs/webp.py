"""WebP."""

import struct
from io import BytesIO

import numpy as np
from PIL.WebPImagePlugin import WebPImageFile

from fotofun.codecs import exif, refusals
from fotofun.codecs.codec import Codec, ExportOptions, Scan, Tags
from fotofun.codecs.pillow import guarded, is_opaque, shared, slices
from fotofun.raster import Pixels

_LABEL = "WebP"
_EFFORT = 75  # what quality means to a picture that loses nothing


def _recognises(head: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


def _read(data: memoryview, pixel_budget: int) -> Scan:
    width, height = _size(bytes(data[:30]))
    refusals.check_size(_LABEL, width, height, pixel_budget)
    if len(data) < 8 + struct.unpack_from("<I", data, 4)[0]:
        raise refusals.cut_off(_LABEL)
    with guarded(_LABEL):
        image = WebPImageFile(BytesIO(data))
        refusals.check_size(_LABEL, image.width, image.height, pixel_budget)
        # Straight from the decoder: `load` would keep two more copies of the picture while it is read.
        samples, *_ = image._get_next()
    notes = ["This WebP is an animation: its first frame was opened."] if image.n_frames > 1 else []
    pixels = np.frombuffer(samples, np.uint8).reshape(image.height, image.width, 4)
    info = image.info
    tags = Tags(info.get("exif"), info.get("xmp"), None, info.get("icc_profile"))
    return Scan(image.width, image.height, slices(pixels), notes, tags)


def _size(head: bytes) -> tuple[int, int]:
    """Width and height from the first chunk: RFC 9649, sections 2.5 to 2.7."""
    if len(head) == 30:
        match head[12:16]:
            case b"VP8X":
                return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
            case b"VP8L":
                packed = int.from_bytes(head[21:25], "little")
                return 1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF)
            case b"VP8 ":
                width, height = struct.unpack_from("<HH", head, 26)
                return width & 0x3FFF, height & 0x3FFF
    raise refusals.damaged(_LABEL)


def _write(pixels: Pixels, quality: int, tags: Tags, options: ExportOptions) -> bytes:
    out = BytesIO()
    block = exif.with_iptc(tags.exif, tags.iptc) if tags.iptc else tags.exif
    shared(pixels, "RGBX" if is_opaque(pixels) else "RGBA").save(
        out,
        "WEBP",
        lossless=options.lossless,
        exact=options.lossless,  # colours under full transparency too
        quality=_EFFORT if options.lossless else quality,
        alpha_quality=100,
        method=4,
        icc_profile=tags.icc or b"",
        exif=block or b"",
        xmp=tags.xmp or b"",
    )
    return out.getvalue()


CODEC = Codec(
    name="webp",
    label=_LABEL,
    media_type="image/webp",
    extension="webp",
    largest_side=16_383,
    recognises=_recognises,
    read=_read,
    write=_write,
    carries=frozenset({"exif", "xmp", "iptc", "icc"}),
)
