"""What AVIF and HEIC files, both of the ISO base media format, say about their picture.

ISO/IEC 14496-12, sections 4.2 and 8.11 (boxes, meta); ISO/IEC 23008-12, section 6.5.5 (colours) and annex A.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from fotofun.codecs.codec import Tags

_LARGEST = 16 << 20
_MOST = 10_000
_XMP = b"application/rdf+xml"


def brands(head: bytes) -> set[bytes]:
    """The major and the compatible brands of a file that begins like this, as far as they are here."""
    if head[4:8] != b"ftyp":
        return set()
    size = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[8:12], *(head[place : place + 4] for place in range(16, size - 3, 4))}


@dataclass
class _Items:
    """kinds: of each item; extents: whether they count from the `idat` box, and offset and length of each."""

    kinds: dict[int, bytes] = field(default_factory=dict)
    extents: dict[int, tuple[int, list[tuple[int, int]]]] = field(default_factory=dict)
    inner: memoryview = field(default_factory=lambda: memoryview(b""))
    icc: bytes | None = None


def tags(data: memoryview) -> Tags:
    """EXIF, XMP and colour profile; what is damaged counts as missing. Raises nothing."""
    items = _Items()
    try:
        for kind, body in _boxes(data):
            if kind == b"meta":
                _read_meta(body[4:], items)
                break
    except (struct.error, IndexError):
        return Tags()
    found: dict[bytes, bytes] = {}
    for number, kind in items.kinds.items():
        if kind in (b"Exif", _XMP) and kind not in found and (content := _content(data, items, number)):
            found[kind] = content
    exif = found.get(b"Exif")
    if exif and len(exif) > 4:  # it begins with the distance to the TIFF block
        exif = exif[4 + int.from_bytes(exif[:4], "big") :]
    return Tags(exif or None, found.get(_XMP), None, items.icc)


def _boxes(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Kind and contents of the boxes that follow one another."""
    place = 0
    for _ in range(_MOST):
        if place + 8 > len(data):
            return
        size, kind = struct.unpack_from(">I4s", data, place)
        start = place + 8
        if size == 1:
            size, start = struct.unpack_from(">Q", data, start)[0], start + 8
        elif size == 0:
            size = len(data) - place
        if size < start - place:
            return
        yield kind, data[start : place + size]
        place += size


def _read_meta(meta: memoryview, items: _Items) -> None:
    for kind, body in _boxes(meta):
        if kind == b"iinf":
            _read_kinds(body, items)
        elif kind == b"iloc":
            _read_extents(body, items)
        elif kind == b"idat":
            items.inner = body
        elif kind == b"iprp":
            for inner, properties in _boxes(body):
                if inner == b"ipco":
                    _read_profile(properties, items)


def _read_kinds(body: memoryview, items: _Items) -> None:
    for kind, entry in _boxes(body[6 if body[0] == 0 else 8 :]):
        if kind != b"infe" or len(entry) < 12 or entry[0] not in (2, 3):
            continue
        number, start = (
            (struct.unpack_from(">H", entry, 4)[0], 8)
            if entry[0] == 2
            else (struct.unpack_from(">I", entry, 4)[0], 10)
        )
        item = bytes(entry[start : start + 4])
        if item == b"mime":  # a name, then what it is
            item = bytes(entry[start + 4 :]).partition(b"\0")[2].partition(b"\0")[0]
        items.kinds[number] = item


def _read_extents(body: memoryview, items: _Items) -> None:
    version, sizes, base_sizes = body[0], body[4], body[5]
    offset_size, length_size, base_size = sizes >> 4, sizes & 15, base_sizes >> 4
    index_size = base_sizes & 15 if version in (1, 2) else 0
    if not offset_size and not length_size:
        return  # whole files as items: not ours, and no end to their number
    reader = _Reader(body, 6)
    wide = 4 if version == 2 else 2
    for _ in range(min(reader.number(wide), _MOST)):
        item = reader.number(wide)
        inner = reader.number(2) & 15 if version in (1, 2) else 0
        reader.number(2)
        base = reader.number(base_size)
        extents = []
        for _ in range(min(reader.number(2), _MOST)):
            reader.number(index_size)
            offset = reader.number(offset_size)
            extents.append((base + offset, reader.number(length_size)))
        items.extents[item] = inner, extents


class _Reader:
    """Numbers one after the other; struct.error at the end."""

    def __init__(self, data: memoryview, place: int) -> None:
        self._data = data
        self._place = place

    def number(self, size: int) -> int:
        """The next of so many bytes."""
        if self._place + size > len(self._data):
            raise struct.error("the end")
        self._place += size
        return int.from_bytes(self._data[self._place - size : self._place], "big")


def _read_profile(properties: memoryview, items: _Items) -> None:
    for kind, body in _boxes(properties):
        if kind == b"colr" and bytes(body[:4]) in (b"prof", b"rICC") and items.icc is None:
            items.icc = bytes(body[4:])


def _content(data: memoryview, items: _Items, number: int) -> bytes | None:
    inner, extents = items.extents.get(number, (0, []))
    source = {0: data, 1: items.inner}.get(inner)
    if source is None or sum(length for _, length in extents) > min(_LARGEST, len(source)):
        return None
    return b"".join(bytes(source[offset : offset + length]) for offset, length in extents)
