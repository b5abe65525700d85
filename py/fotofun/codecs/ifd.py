"""Image file directories: the tagged fields of TIFF, which EXIF is made of too.

TIFF 6.0, section 2, and BigTIFF. Reading takes whatever comes: a field that does not fit its file is
left out.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias, Union

import numpy as np
from numpy.typing import NDArray

BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED = 1, 2, 3, 4, 5, 7
_SIZES = {
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    17: 8,
    18: 8,
}
_INTEGERS = {1: "u1", 3: "u2", 4: "u4", 6: "i1", 8: "i2", 9: "i4", 13: "u4", 16: "i8", 17: "i8", 18: "i8"}


@dataclass(frozen=True)
class Field:
    """A value: its TIFF type, how many there are, and their bytes in the file's own byte order.

    pinned: the offset that it has to keep when it is written, 0 if it may move.
    """

    kind: int
    count: int
    data: bytes | memoryview
    pinned: int = 0


Directory: TypeAlias = dict[int, Field]
Tree: TypeAlias = Mapping[int, Union[Field, "Tree"]]
"""A directory to be written; a directory inside it stands for its own pointer."""


@dataclass(frozen=True)
class Block:
    """A TIFF file or EXIF block; `order` is `<` or `>`, `first` the offset of the first directory."""

    data: memoryview
    order: str
    is_big: bool
    first: int

    def directory(self, offset: int, most: int = 65535) -> Directory:
        """The fields at an offset, `most` of them at most, the first of each tag; raises nothing."""
        count, size, start = self._extent(offset)
        count = min(count, most)
        head = self.order + ("HHQ" if self.is_big else "HHI")
        room = 8 if self.is_big else 4
        fields: Directory = {}
        for place in range(start, start + count * size, size):
            tag, kind, number = struct.unpack_from(head, self.data, place)
            length = _SIZES.get(kind, 0) * number
            at = place + size - room
            if length > room:
                at = struct.unpack_from(self.order + ("Q" if room == 8 else "I"), self.data, at)[0]
            if length and at + length <= len(self.data) and tag not in fields:
                fields[tag] = Field(kind, number, self.data[at : at + length], at)
        return fields

    def after(self, offset: int) -> int:
        """The offset of the directory that follows the one at `offset`, 0 if there is none."""
        count, size, start = self._extent(offset)
        pointer = "Q" if self.is_big else "I"
        place = start + count * size
        if not start or place + struct.calcsize(pointer) > len(self.data):
            return 0
        return int(struct.unpack_from(self.order + pointer, self.data, place)[0])

    def child(self, fields: Directory, tag: int) -> Directory:
        """The directory that a field points to, empty if there is none."""
        pointer = self.number(fields, tag)
        return self.directory(pointer) if pointer else {}

    def numbers(self, fields: Directory, tag: int) -> NDArray[np.int64]:
        """The whole numbers of a field, none if it is missing or of another type."""
        found = fields.get(tag)
        if found is None or found.kind not in _INTEGERS:
            return np.empty(0, np.int64)
        return np.frombuffer(found.data, self.order + _INTEGERS[found.kind]).astype(np.int64)

    def number(self, fields: Directory, tag: int, default: int = 0) -> int:
        """The first whole number of a field."""
        found = self.numbers(fields, tag)
        return int(found[0]) if len(found) else default

    def ratio(self, fields: Directory, tag: int) -> float:
        """The first fraction of a field, 0 if there is none."""
        found = fields.get(tag)
        if found is None or found.kind != RATIONAL:
            return 0.0
        upper, lower = struct.unpack_from(self.order + "II", found.data)
        return upper / lower if lower else 0.0

    def _extent(self, offset: int) -> tuple[int, int, int]:
        """How many fields there are, their size, and where the first begins: 0 if there is no directory."""
        size, head = (20, 8) if self.is_big else (12, 2)
        start = offset + head
        if not 8 <= offset <= len(self.data) - head:
            return 0, size, 0
        count = int(struct.unpack_from(self.order + ("Q" if self.is_big else "H"), self.data, offset)[0])
        return min(count, (len(self.data) - start) // size, 65535), size, start


def parse(data: bytes | memoryview) -> Block | None:
    """The block that these bytes begin, None if they do not."""
    data = memoryview(data)
    order = {b"II": "<", b"MM": ">"}.get(bytes(data[:2]))
    if order is None or len(data) < 8:
        return None
    version = struct.unpack_from(order + "H", data, 2)[0]
    if version == 42:
        return Block(data, order, False, struct.unpack_from(order + "I", data, 4)[0])
    if version == 43 and len(data) >= 16 and struct.unpack_from(order + "HH", data, 4) == (8, 0):
        return Block(data, order, True, struct.unpack_from(order + "Q", data, 8)[0])
    return None


def integers(order: str, kind: int, *values: int) -> Field:
    """A field of SHORT or LONG numbers."""
    return Field(
        kind, len(values), struct.pack(f"{order}{len(values)}{'H' if kind == SHORT else 'I'}", *values)
    )


def fraction(order: str, value: float) -> Field:
    """A RATIONAL field of one number, to a thousandth."""
    return Field(RATIONAL, 1, struct.pack(order + "II", round(value * 1000), 1000))


def undefined(data: bytes) -> Field:
    """A field of bytes with a meaning of their own."""
    return Field(UNDEFINED, len(data), data)


def write(order: str, tree: Tree) -> bytes:
    """A TIFF block whose first directory is the tree; pinned fields keep their offsets."""
    pinned = list(_pinned(tree))
    out = bytearray(max([8, *(found.pinned + len(found.data) for found in pinned)]))
    for found in pinned:
        out[found.pinned : found.pinned + len(found.data)] = found.data
    out += bytes(len(out) % 2)
    out[:8] = struct.pack(order + "2sHI", b"II" if order == "<" else b"MM", 42, len(out))
    _append(out, order, tree)
    return bytes(out)


def _pinned(tree: Tree) -> list[Field]:
    found: list[Field] = []
    for entry in tree.values():
        if not isinstance(entry, Field):
            found += _pinned(entry)
        elif entry.pinned:
            found.append(entry)
    return found


def _append(out: bytearray, order: str, tree: Tree) -> int:
    """Put a directory and all that it names at the end; its offset."""
    offset = len(out)
    out += struct.pack(order + "H", len(tree)) + bytes(12 * len(tree) + 4)
    for index, tag in enumerate(sorted(tree)):
        entry = tree[tag]
        if isinstance(entry, Field):
            kind, count, value = entry.kind, entry.count, bytes(entry.data)
            if len(value) > 4:
                place = entry.pinned or len(out)
                if not entry.pinned:
                    out += value + bytes(len(value) % 2)
                value = struct.pack(order + "I", place)
        else:
            kind, count, value = LONG, 1, struct.pack(order + "I", _append(out, order, entry))
        struct.pack_into(order + "HHI4s", out, offset + 2 + 12 * index, tag, kind, count, value)
    return offset
