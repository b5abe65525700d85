"""Reading FlatBuffers without a schema compiler: tables whose fields are found by their number.

The format: https://flatbuffers.dev/internals. Offsets are little-endian; an absent field has its default.
"""

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Table:
    """A table of `data` that begins at `position`; fields are asked for by their number in the schema."""

    data: bytes
    position: int

    @classmethod
    def root(cls, data: bytes) -> "Table":
        """The table that the whole buffer is."""
        return cls(data, _read(data, "<I", 0))

    def number(self, field: int, kind: str = "<i", default: int = 0) -> int:
        """A scalar of `struct`'s format `kind`."""
        place = self._place(field)
        return _read(self.data, kind, place) if place else default

    def text(self, field: int) -> str:
        """A string; empty if it is absent."""
        return bytes(self.array(field, np.uint8)).decode()

    def array(self, field: int, kind: type[np.generic]) -> NDArray[np.generic]:
        """A vector of scalars; empty if it is absent."""
        place = self._place(field)
        if not place:
            return np.zeros(0, kind)
        start = place + _read(self.data, "<I", place)
        return np.frombuffer(self.data, kind, _read(self.data, "<I", start), start + 4)

    def integers(self, field: int) -> list[int]:
        """A vector of 32-bit integers."""
        return [int(each) for each in self.array(field, np.int32)]

    def table(self, field: int) -> "Table":
        """A table; ValueError if it is absent."""
        place = self._place(field)
        if not place:
            raise ValueError(f"a table lacks its field {field}")
        return Table(self.data, place + _read(self.data, "<I", place))

    def tables(self, field: int) -> list["Table"]:
        """A vector of tables."""
        place = self._place(field)
        if not place:
            return []
        start = place + _read(self.data, "<I", place) + 4
        count = _read(self.data, "<I", start - 4)
        places = range(start, start + 4 * count, 4)
        return [Table(self.data, each + _read(self.data, "<I", each)) for each in places]

    def _place(self, field: int) -> int:
        """Where the field's value or offset is; 0 if it is absent."""
        virtual = self.position - _read(self.data, "<i", self.position)
        entry = 4 + 2 * field
        if entry >= _read(self.data, "<H", virtual):
            return 0
        offset = _read(self.data, "<H", virtual + entry)
        return self.position + offset if offset else 0


def _read(data: bytes, kind: str, place: int) -> int:
    [value] = struct.unpack_from(kind, data, place)
    return int(value)
