"""JPEG."""

from io import BytesIO

import numpy as np
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from fotofun.codecs import exif as exif_data
from fotofun.codecs import refusals
from fotofun.codecs.cmyk import rgba_from_cmyk
from fotofun.codecs.codec import Codec, Scan
from fotofun.codecs.pillow import array, guarded, is_opaque, rgba, shared, strips
from fotofun.raster import Pixels

_LABEL = "JPEG"
_LARGEST_MARKER = 65_533


def _recognises(head: bytes) -> bool:
    return head.startswith(b"\xff\xd8\xff")


def _read(data: memoryview, pixel_budget: int) -> Scan:
    with guarded(_LABEL):
        image = JpegImageFile(BytesIO(data))
        refusals.check_size(_LABEL, image.width, image.height, pixel_budget)
        image.load()
        notes: list[str] = []
        icc = image.info.get("icc_profile")
        if image.mode == "CMYK":
            notes.append("This picture was made for print (CMYK): its colours on screen are an estimate.")
            icc = None
        convert = _from_cmyk if image.mode == "CMYK" else rgba
        return Scan(
            image.width, image.height, strips(image, convert), notes, exif=image.info.get("exif"), icc=icc
        )


def _from_cmyk(image: Image.Image) -> Pixels:
    return rgba_from_cmyk(array(image))


def _write(pixels: Pixels, quality: int, profile: bytes | None, exif: bytes | None) -> bytes:
    out = BytesIO()
    tiff = exif_data.for_jpeg(exif) if exif else b""
    shared(pixels if is_opaque(pixels) else on_white(pixels), "RGBX").save(
        out,
        "JPEG",
        quality=quality,
        subsampling="4:4:4" if quality >= 90 else "4:2:0",
        progressive=True,
        optimize=True,
        icc_profile=profile,
        exif=tiff if len(tiff) <= _LARGEST_MARKER else b"",
    )
    return out.getvalue()


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
)
