"""IPTC's older metadata, IIM: data sets one after the other, in JPEG inside a Photoshop resource.

IPTC-NAA Information Interchange Model 4.2, section 1.6; Adobe Photoshop file formats, image resource blocks.
"""

import struct
from collections.abc import Iterator

_ENVELOPE, _APPLICATION = 1, 2
_PREVIEWS = (200, 201, 202)  # an old picture of the picture
_PLACES = (26, 27, 90, 92, 95, 100, 101)  # content location, city, sublocation, state, country
_RESOURCE = 0x0404


def kept(data: bytes) -> bytes | None:
    """The data sets that describe the picture, up to the first that is damaged; None if there are none."""
    return _joined(data, _PREVIEWS)


def without_place(data: bytes) -> bytes | None:
    """The data sets without those that say where it was."""
    return _joined(data, (*_PREVIEWS, *_PLACES))


def _joined(data: bytes, left_out: tuple[int, ...]) -> bytes | None:
    chosen = [
        raw
        for record, number, raw in _data_sets(data)
        if record == _ENVELOPE or (record == _APPLICATION and number not in left_out)
    ]
    return b"".join(chosen) or None


def _data_sets(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Record, number and bytes of each."""
    place = 0
    while place + 5 <= len(data) and data[place] == 0x1C:
        record, number, size = struct.unpack_from(">BBH", data, place + 1)
        start = place + 5
        if size & 0x8000:
            digits = size & 0x7FFF
            if digits > 4:
                return
            size = int.from_bytes(data[start : start + digits], "big")
            start += digits
        if start + size > len(data):
            return
        yield record, number, data[place : start + size]
        place = start + size


def from_resources(data: bytes) -> bytes | None:
    """The IPTC data in Photoshop's image resources."""
    place = 0
    while place + 12 <= len(data) and data[place : place + 4] == b"8BIM":
        number = struct.unpack_from(">H", data, place + 4)[0]
        start = place + 6 + (data[place + 6] + 2 & ~1)
        if start + 4 > len(data):
            return None
        size = struct.unpack_from(">I", data, start)[0]
        if number == _RESOURCE:
            return data[start + 4 : start + 4 + size]
        place = start + 4 + (size + 1 & ~1)
    return None


def resources(iptc: bytes) -> bytes:
    """Photoshop's image resources with nothing but this IPTC data."""
    return b"8BIM" + struct.pack(">HHI", _RESOURCE, 0, len(iptc)) + iptc + bytes(len(iptc) % 2)
