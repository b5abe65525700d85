"""From a scan to a picture: upright, in sRGB, in one pass over strips of rows."""

from itertools import chain

import numpy as np

from fotofun.codecs import exif, metadata
from fotofun.codecs.codec import Scan
from fotofun.codecs.depth import reduce_to_8_bits
from fotofun.codecs.icc import Conversion, UnreadableProfile, conversion, describe, is_rgb, parse
from fotofun.codecs.picture import Picture

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
    """The picture of a scan: (H, W, 4) uint8, sRGB, upright. Raises FileError, MemoryError."""
    notes = list(scan.notes)
    to_srgb: Conversion = reduce_to_8_bits
    kept_profile, name = None, ""
    if scan.tags.icc:
        try:
            profile = parse(scan.tags.icc)
            if convert := conversion(profile):
                to_srgb, name = convert, profile.name
                notes.append(f"Colours were converted from {profile.name}.")
        except UnreadableProfile:
            kept_profile = scan.tags.icc if is_rgb(scan.tags.icc) else None
            notes.append(
                f"FotoFun cannot apply this file's colour profile, {describe(scan.tags.icc)}: "
                "colours may look different."
            )
    kept, remarks = metadata.kept(scan.tags, kept_profile, name)

    turn = scan.orientation
    if turn is None:
        turn = exif.orientation(exif.tiff_block(scan.tags.exif)) if scan.tags.exif else 1
    down, across, swapped = _TURNS[turn]
    # The first rows before the picture's memory: a file that has none of what it promises costs nothing.
    strips = iter(scan.strips)
    first = next(strips)
    shape = (scan.width, scan.height) if swapped else (scan.height, scan.width)
    pixels = np.empty((*shape, 4), np.uint8)
    # One number per pixel, seen through a view that has the scan's rows and columns.
    target = pixels.view(np.uint32)[..., 0][:: -1 if down else 1, :: -1 if across else 1]
    target = target.T if swapped else target
    top = 0
    for strip in chain([first], strips):
        target[top : top + len(strip)] = np.ascontiguousarray(to_srgb(strip)).view(np.uint32)[..., 0]
        top += len(strip)
    return Picture(pixels, format, notes + remarks, kept)
