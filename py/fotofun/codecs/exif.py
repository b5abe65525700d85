"""The one EXIF entry that changes pixels: which way the camera was held."""

import struct

_ORIENTATION = 0x0112
_SHORT = 3
_PREFIX = b"Exif\0\0"


def tiff_block(exif: bytes) -> bytes:
    """EXIF data without the prefix that JPEG files put before it."""
    return exif.removeprefix(_PREFIX)


def for_jpeg(tiff: bytes) -> bytes:
    """EXIF data with the prefix that JPEG files put before it."""
    return _PREFIX + tiff


def orientation(tiff: bytes) -> int:
    """How the stored picture has to be turned: 1..8 as in EXIF 2.32, 1 (upright) if it does not say."""
    place = _place(tiff)
    value = struct.unpack_from(place[0], tiff, place[1])[0] if place else 1
    return value if 1 <= value <= 8 else 1


def upright(tiff: bytes) -> bytes:
    """The same block for a picture that has been turned: only its orientation is another."""
    place = _place(tiff)
    if not place:
        return tiff
    changed = bytearray(tiff)
    struct.pack_into(place[0], changed, place[1], 1)
    return bytes(changed)


def _place(tiff: bytes) -> tuple[str, int] | None:
    """Format and offset of the orientation's value in the first directory, None if there is none."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return None
    start = struct.unpack_from(order + "I", tiff, 4)[0]
    if start + 2 > len(tiff):
        return None
    count = struct.unpack_from(order + "H", tiff, start)[0]
    for entry in range(start + 2, min(start + 2 + 12 * count, len(tiff) - 11), 12):
        tag, kind, values = struct.unpack_from(order + "HHI", tiff, entry)
        if tag == _ORIENTATION:
            return (order + "H", entry + 8) if kind == _SHORT and values == 1 else None
    return None
