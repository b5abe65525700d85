"""AVIF, where Pillow has it: not in the browser's build, where the browser itself decodes instead."""

from collections.abc import Iterator
from io import BytesIO

import numpy as np
from PIL import AvifImagePlugin

from fotofun.codecs import exif, heif, refusals
from fotofun.codecs.codec import Codec, ExportOptions, Scan, Tags
from fotofun.codecs.pillow import guarded, is_opaque, shared, slices
from fotofun.raster import Pixels

_LABEL = "AVIF"
_BRANDS = {b"avif", b"avis"}
_BEST = 90  # the quality from which colours keep their full detail
_SPEED = 8


def _recognises(head: bytes) -> bool:
    return not _BRANDS.isdisjoint(heif.brands(head))


def _read(data: memoryview, pixel_budget: int) -> Scan:
    if not AvifImagePlugin.SUPPORTED:
        raise refusals.no_decoder(_LABEL)
    with guarded(_LABEL):
        image = AvifImagePlugin.AvifImageFile(BytesIO(data))
        refusals.check_size(_LABEL, image.width, image.height, pixel_budget)
        # Straight from the decoder: `load` would keep two more copies of the picture while it is read.
        samples, *_ = image._decoder.get_frame(0)
        pixels = np.frombuffer(samples, np.uint8).reshape(image.height, image.width, -1)
    notes = ["This AVIF is an animation: its first picture was opened."] if image.n_frames > 1 else []
    # Pillow puts the file's own turns into the EXIF that it shows.
    shown = image.info.get("exif")
    turn = exif.orientation(exif.tiff_block(shown)) if shown else 1
    return Scan(image.width, image.height, _strips(pixels), notes, heif.tags(data), turn)


def _strips(pixels: Pixels) -> Iterator[Pixels]:
    for part in slices(pixels):
        if part.shape[2] == 4:
            yield part
            continue
        out = np.full((*part.shape[:2], 4), 255, np.uint8)
        out[..., :3] = part
        yield out


def _write(pixels: Pixels, quality: int, tags: Tags, options: ExportOptions) -> bytes:
    out = BytesIO()
    # Pillow would write a block with an orientation anew.
    block = exif.without_orientation(tags.exif) if tags.exif else None
    block = exif.with_iptc(block, tags.iptc) if tags.iptc else block
    image = shared(pixels, "RGBA")
    (image.convert("RGB") if is_opaque(pixels) else image).save(
        out,
        "AVIF",
        quality=quality,
        speed=_SPEED,
        subsampling="4:4:4" if quality >= _BEST else "4:2:0",
        icc_profile=tags.icc or b"",
        exif=block or b"",
        xmp=tags.xmp or b"",
    )
    return out.getvalue()


CODEC = Codec(
    name="avif",
    label=_LABEL,
    media_type="image/avif",
    extension="avif",
    largest_side=65_535,
    recognises=_recognises,
    read=_read,
    write=_write if AvifImagePlugin.SUPPORTED else None,
    carries=frozenset({"exif", "xmp", "iptc", "icc"}),
    tags=heif.tags,
)
