"""The parts of a JPEG file: what makes the picture, and what is said about it.

ITU-T T.81, annex B; EXIF 2.32, section 4.7; ISO 16684-3 (XMP), section 1.1.3; ICC.1:2022, annex B.4.
"""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from fotofun.codecs import exif, iptc, xmp
from fotofun.codecs.codec import Tags

_LARGEST = 65_533  # bytes after a segment's own length

_EXIF = b"Exif\0\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_EXTENDED = b"http://ns.adobe.com/xmp/extension/\0"
_ICC = b"ICC_PROFILE\0"
_RESOURCES = b"Photoshop 3.0\0"
_DQT, _SOS = 0xDB, 0xDA
_APP0, _APP1, _APP2, _APP13, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xEF, 0xFE
_INCHES = {1: 1.0, 2: 2.54}


@dataclass
class Segments:
    """picture: the pieces that together are a JPEG without a word about it."""

    picture: list[memoryview] = field(default_factory=list)
    tags: Tags = field(default_factory=Tags)
    notes: list[str] = field(default_factory=list)


@dataclass
class _Found:
    exif: bytes | None = None
    xmp: bytes | None = None
    extended: dict[bytes, dict[int, bytes]] = field(default_factory=dict)
    profile: dict[int, bytes] = field(default_factory=dict)
    profile_parts: int = 0
    resources: bytes = b""
    dpi: tuple[float, float] | None = None


def split(data: memoryview) -> Segments:
    """Both, up to the first scan or whatever is out of order: the rest is picture. Raises nothing."""
    segments, found = Segments([data[:2]]), _Found()
    place = 2
    for marker, body, end in _walk(data):
        if marker in (_APP0, _APP14) or not (_APP0 <= marker <= _APP15 or marker == _COMMENT):
            segments.picture.append(data[place:end])
        _note(found, marker, body)
        place = end
    segments.picture.append(data[place:])
    icc = b"".join(part for _, part in sorted(found.profile.items())) or None
    if icc and set(found.profile) != set(range(1, found.profile_parts + 1)):
        icc = None
        segments.notes.append("Its colour profile is damaged and was left out.")
    captions = iptc.from_resources(found.resources)
    segments.tags = Tags(found.exif, _whole_xmp(found), captions, icc, found.dpi)
    return segments


def quantisation(data: memoryview) -> list[int] | None:
    """The first quantisation table, 64 numbers from low frequencies to high (zigzag); None without one."""
    for marker, body, _ in _walk(data):
        place = 0
        while marker == _DQT and place < len(body):
            wide, number = body[place] >> 4, body[place] & 15
            size = 128 if wide else 64
            table = body[place + 1 : place + 1 + size]
            if len(table) < size:
                break
            if number == 0:
                return list(struct.unpack(">64H", table) if wide else table)
            place += 1 + size
    return None


def _walk(data: memoryview) -> Iterator[tuple[int, bytes, int]]:
    """Marker, contents (where they may speak of the picture) and end of each segment before the scan."""
    place = 2
    while place + 4 <= len(data):
        mark, marker, size = struct.unpack_from(">BBH", data, place)
        end = place + 2 + size
        if mark != 0xFF or not 0xC0 <= marker <= _COMMENT or marker == _SOS or 0xD0 <= marker <= 0xD9:
            return
        if size < 2 or end > len(data):
            return
        told = marker == _DQT or _APP0 <= marker <= _APP15
        yield marker, bytes(data[place + 4 : end]) if told else b"", end
        place = end


def _note(found: _Found, marker: int, body: bytes) -> None:
    """Remember what a segment says."""
    if marker == _APP0 and body.startswith(b"JFIF\0") and len(body) >= 12:
        unit, across, down = struct.unpack_from(">BHH", body, 7)
        if unit in _INCHES and across and down:
            found.dpi = across * _INCHES[unit], down * _INCHES[unit]
    elif marker == _APP1 and body.startswith(_EXIF):
        found.exif = found.exif or body.removeprefix(_EXIF)
    elif marker == _APP1 and body.startswith(_XMP):
        found.xmp = found.xmp or body.removeprefix(_XMP)
    elif marker == _APP1 and body.startswith(_EXTENDED) and len(body) > len(_EXTENDED) + 40:
        start = len(_EXTENDED) + 40
        guid, offset = body[len(_EXTENDED) : start - 8], struct.unpack_from(">I", body, start - 4)[0]
        found.extended.setdefault(guid, {})[offset] = body[start:]
    elif marker == _APP2 and body.startswith(_ICC) and len(body) > 14:
        found.profile[body[12]] = body[14:]
        found.profile_parts = max(found.profile_parts, body[13])
    elif marker == _APP13 and body.startswith(_RESOURCES):
        found.resources += body.removeprefix(_RESOURCES)


def _whole_xmp(found: _Found) -> bytes | None:
    """The packet together with the extended one that it points to, if that is all there."""
    if found.xmp is None:
        return None
    for guid, parts in found.extended.items():
        more = b"".join(part for _, part in sorted(parts.items()))
        digest = hashlib.md5(more, usedforsecurity=False).hexdigest().upper().encode()
        if guid in found.xmp and guid.upper() == digest:
            return xmp.kept(found.xmp, more) or found.xmp
    return found.xmp


def insert(data: bytes, tags: Tags) -> bytes:
    """A JPEG as Pillow writes it, beginning with a JFIF segment, with these tags put after that."""
    start = 4 + struct.unpack_from(">H", data, 4)[0]
    return b"".join((data[:start], *_segments(tags), memoryview(data)[start:]))


def _segments(tags: Tags) -> Iterator[bytes]:
    if tags.exif and (body := exif.for_jpeg(tags.exif, _LARGEST)):
        yield _segment(_APP1, body)
    if tags.xmp:
        yield from _xmp_segments(tags.xmp)
    if tags.iptc:
        resources = iptc.resources(tags.iptc)
        room = _LARGEST - len(_RESOURCES)
        for start in range(0, len(resources), room):
            yield _segment(_APP13, _RESOURCES + resources[start : start + room])
    if tags.icc:
        room = _LARGEST - len(_ICC) - 2
        parts = [tags.icc[start : start + room] for start in range(0, len(tags.icc), room)]
        for index, part in enumerate(parts if len(parts) < 256 else [], 1):
            yield _segment(_APP2, _ICC + bytes((index, len(parts))) + part)


def _xmp_segments(packet: bytes) -> Iterator[bytes]:
    """One segment if it is long enough, else a pointer and the packet in an extended one."""
    if len(_XMP) + len(packet) <= _LARGEST:
        yield _segment(_APP1, _XMP + packet)
        return
    guid = hashlib.md5(packet, usedforsecurity=False).hexdigest().upper()
    yield _segment(_APP1, _XMP + xmp.pointer(guid))
    room = _LARGEST - len(_EXTENDED) - 40
    for start in range(0, len(packet), room):
        head = guid.encode() + struct.pack(">II", len(packet), start)
        yield _segment(_APP1, _EXTENDED + head + packet[start : start + room])


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
