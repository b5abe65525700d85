"""From a scan to a picture: upright, in sRGB, in one pass over strips of rows."""

import numpy as np

from fotofun.codecs import exif
from fotofun.codecs.codec import Scan
from fotofun.codecs.depth import reduce_to_8_bits
from fotofun.codecs.icc import Conversion, UnreadableProfile, conversion, parse
from fotofun.codecs.picture import Metadata, Picture

_TURNS = {  # EXIF orientation -> (rows reversed, columns reversed, axes swapped) of the upright picture
    1: (False, False, False),
    2: (False, True, False),
    3: (True, True, False),
    4: (True, False, False),
    5: (False, False, True),
    6: (False, True, True),
    7: (True, True, True),
    8: (True, False, True),
}


def develop(scan: Scan, format: str) -> Picture:
    """The picture of a scan: (H, W, 4) uint8, sRGB, upright. Raises MemoryError."""
    notes = list(scan.notes)
    tiff = exif.tiff_block(scan.exif) if scan.exif else None
    to_srgb: Conversion = reduce_to_8_bits
    kept_profile = None
    if scan.icc:
        try:
            profile = parse(scan.icc)
            if convert := conversion(profile):
                to_srgb = convert
                notes.append(f"Colours were converted from {profile.name}.")
        except UnreadableProfile:
            kept_profile = scan.icc
            notes.append("FotoFun cannot read this file's colour profile: colours may look different.")

    down, across, swapped = _TURNS[exif.orientation(tiff) if tiff else 1]
    shape = (scan.width, scan.height) if swapped else (scan.height, scan.width)
    pixels = np.empty((*shape, 4), np.uint8)
    # One number per pixel, seen through a view that has the scan's rows and columns.
    target = pixels.view(np.uint32)[..., 0][:: -1 if down else 1, :: -1 if across else 1]
    target = target.T if swapped else target
    top = 0
    for strip in scan.strips:
        target[top : top + len(strip)] = np.ascontiguousarray(to_srgb(strip)).view(np.uint32)[..., 0]
        top += len(strip)
    return Picture(pixels, format, notes, Metadata(exif.upright(tiff) if tiff else None, kept_profile))
