"""The colour profile that exported pictures carry: sRGB.

ICC.1:2022, version 4, a matrix and a parametric curve: exact, and a sixth of the size of one with tables.
"""

import struct
from functools import lru_cache

NAME = "sRGB IEC61966-2.1"
_WHITE = (0xF6D6, 0x10000, 0xD32D)  # D50, as every profile's connection space
# IEC 61966-2-1 primaries under D50 and the Bradford matrix that brought them there from D65.
_RED = (0x6FA2, 0x38F5, 0x0390)
_GREEN = (0x6299, 0xB785, 0x18DA)
_BLUE = (0x24A0, 0x0F84, 0xB6CF)
_FROM_D65 = (1.047882, 0.022919, -0.050201, 0.029587, 0.990479, -0.017059, -0.009232, 0.015076, 0.751678)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """The profile's bytes, always the same."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(*_CURVE)
    tags = [
        (b"desc", _text(NAME)),
        (b"cprt", _text("No copyright, use freely")),
        (b"wtpt", _xyz(_WHITE)),
        (b"chad", b"sf32" + bytes(4) + _fixed(*_FROM_D65)),
        (b"rXYZ", _xyz(_RED)),
        (b"gXYZ", _xyz(_GREEN)),
        (b"bXYZ", _xyz(_BLUE)),
        *((name, curve) for name in (b"rTRC", b"gTRC", b"bTRC")),
    ]
    bodies, places = bytearray(), {}
    begin = 132 + 12 * len(tags)
    for _, body in tags:
        if body not in places:
            places[body] = begin + len(bodies)
            bodies += body + bytes(-len(body) % 4)
    table = b"".join(name + struct.pack(">II", places[body], len(body)) for name, body in tags)
    head = struct.pack(
        ">I4sI4s4s4s6H4s4sIIIQI3I",
        begin + len(bodies),
        bytes(4),
        0x04400000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *(2024, 1, 1, 0, 0, 0),
        b"acsp",
        *(bytes(4), 0, 0, 0, 0, 0),
        *_WHITE,
    ).ljust(128, b"\0")
    return head + struct.pack(">I", len(tags)) + table + bytes(bodies)


def _fixed(*values: float) -> bytes:
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _xyz(values: tuple[int, ...]) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *values)


def _text(words: str) -> bytes:
    text = words.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II4sII", 1, 12, b"enUS", len(text), 28) + text
