"""A small TIFF writer for tests: any fields, strips or tiles, as they are given."""

import struct
from collections.abc import Mapping, Sequence

Value = int | bytes | Sequence[int]


def tiff(
    fields: Mapping[int, Value],
    parts: Sequence[bytes],
    order: str = "<",
    *,
    tiled: bool = False,
    big: bool = False,
    after: int = 0,
) -> bytes:
    """A file of one directory; numbers become LONG fields, bytes UNDEFINED ones."""
    offsets, counts = (324, 325) if tiled else (273, 279)
    start, places = (16 if big else 8), []
    body = b""
    for part in parts:
        places.append(start + len(body))
        body += part
    every: dict[int, Value] = {offsets: places, counts: [len(part) for part in parts], **fields}
    room = 8 if big else 4
    entries = b""
    for tag in sorted(every):
        value = every[tag]
        kind, data = (7, value) if isinstance(value, bytes) else (4, b"")
        if not isinstance(value, bytes):
            numbers = [value] if isinstance(value, int) else list(value)
            data = struct.pack(f"{order}{len(numbers)}I", *numbers)
        count = len(data) // (4 if kind == 4 else 1)
        if len(data) > room:
            place = start + len(body)
            body += data
            data = struct.pack(order + ("Q" if big else "I"), place)
        entries += struct.pack(order + ("HHQ" if big else "HHI"), tag, kind, count) + data.ljust(room, b"\0")
    first = start + len(body)
    mark = b"II" if order == "<" else b"MM"
    if big:
        head = mark + struct.pack(order + "HHHQ", 43, 8, 0, first)
        return head + body + struct.pack(order + "Q", len(every)) + entries + struct.pack(order + "Q", after)
    head = mark + struct.pack(order + "HI", 42, first)
    return head + body + struct.pack(order + "H", len(every)) + entries + struct.pack(order + "I", after)


def plain(width: int, height: int, bits: Sequence[int], colours: int, **more: Value) -> dict[int, Value]:
    """The fields of an ordinary page; `more` are named `t` and their tag."""
    fields: dict[int, Value] = {
        256: width,
        257: height,
        258: bits,
        259: 1,
        262: colours,
        277: len(bits),
        278: height,
    }
    return {**fields, **{int(name[1:]): value for name, value in more.items()}}
