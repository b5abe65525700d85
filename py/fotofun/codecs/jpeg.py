"""JPEG."""

from io import BytesIO

import numpy as np
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from fotofun.codecs import cmyk, jpeg_segments, refusals
from fotofun.codecs.codec import Codec, ExportOptions, Scan, Tags
from fotofun.codecs.pillow import array, guarded, is_opaque, rgba, shared, strips, whole_dpi
from fotofun.raster import Pixels

_LABEL = "JPEG"
_BEST = 90  # the quality from which colours keep their full detail


def _recognises(head: bytes) -> bool:
    return head.startswith(b"\xff\xd8\xff")


def _read(data: memoryview, pixel_budget: int) -> Scan:
    segments = jpeg_segments.split(data)
    with guarded(_LABEL):
        image = JpegImageFile(BytesIO(b"".join(segments.picture)))
        refusals.check_size(_LABEL, image.width, image.height, pixel_budget)
        image.load()
        if image.mode != "CMYK":
            return Scan(image.width, image.height, strips(image, rgba), segments.notes, segments.tags)
        tags = segments.tags
        rows = strips(image, _from_cmyk)
        without_profile = Tags(tags.exif, tags.xmp, tags.iptc, None, tags.dpi)
        return Scan(image.width, image.height, rows, [cmyk.NOTE], without_profile)


def _from_cmyk(image: Image.Image) -> Pixels:
    return cmyk.rgba_from_cmyk(array(image))


def _write(pixels: Pixels, quality: int, tags: Tags, options: ExportOptions) -> bytes:
    out = BytesIO()
    sampling = options.subsampling
    if sampling == "auto":
        sampling = "4:4:4" if quality >= _BEST else "4:2:0"
    shared(pixels if is_opaque(pixels) else on_white(pixels), "RGBX").save(
        out,
        "JPEG",
        quality=quality,
        subsampling=sampling,
        progressive=options.progressive,
        optimize=True,
        dpi=whole_dpi(tags.dpi),
    )
    return jpeg_segments.insert(out.getvalue(), tags)


def on_white(pixels: Pixels) -> Pixels:
    """The pixels laid on white paper: round((c a + 255 (255 - a)) / 255), all of them opaque."""
    out = np.empty_like(pixels)
    rows = max(1, (1 << 18) // pixels.shape[1])
    for top in range(0, len(pixels), rows):
        part = pixels[top : top + rows]
        alpha = part[..., 3:].astype(np.uint16)
        mixed = part[..., :3] * alpha + (255 - alpha) * 255
        out[top : top + rows, :, :3] = (mixed + 127) // 255
    out[..., 3] = 255
    return out


CODEC = Codec(
    name="jpeg",
    label=_LABEL,
    media_type="image/jpeg",
    extension="jpg",
    largest_side=65_500,
    recognises=_recognises,
    read=_read,
    write=_write,
    carries=frozenset({"exif", "xmp", "iptc", "icc", "dpi"}),
    tags=lambda data: jpeg_segments.split(data).tags,
)
