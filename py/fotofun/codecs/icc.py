"""Colours described by an ICC profile, brought to sRGB: matrix profiles of RGB and curve profiles of grey.

Tag layouts and formulas: ICC.1:2022, sections 9, 10 and F.3. Only + - * / and square root touch the values,
so the result is the same on every machine.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from fotofun.codecs.codec import Strip
from fotofun.codecs.depth import reduce_to_8_bits
from fotofun.codecs.icc_curve import Curve, Floats, UnreadableProfile, read_curve
from fotofun.raster import Pixels, encode_srgb

__all__ = [
    "Conversion",
    "Profile",
    "UnreadableProfile",
    "conversion",
    "describe",
    "is_rgb",
    "parse",
    "profile_name",
]

Conversion = Callable[[Strip], Pixels]

# XYZ under D50, the profile connection space, to linear sRGB: the inverse of sRGB's adapted primaries.
_SRGB_FROM_XYZ = (
    (3.1338561, -1.6168667, -0.4906146),
    (-0.9787684, 1.9161415, 0.0334540),
    (0.0719453, -0.2289914, 1.4052427),
)
_STEPS = 65536  # of the table that encodes linear light


@dataclass(frozen=True)
class Profile:
    """A colour space: curves to linear light, three and a matrix to XYZ (D50), or one for grey."""

    name: str
    curves: tuple[Curve, ...]
    matrix: tuple[tuple[float, ...], ...] | None


def parse(data: bytes) -> Profile:
    """A profile from its bytes; UnreadableProfile if it cannot be one of those that are read here."""
    try:
        space, connection, signature = data[16:20], data[20:24], data[36:40]
        if signature != b"acsp" or connection != b"XYZ ":
            raise UnreadableProfile("no profile to XYZ")
        tags = _tags(data)
        name = _name(tags.get(b"desc", b""))
        if space == b"GRAY":
            return Profile(name, (read_curve(tags[b"kTRC"]),), None)
        if space == b"RGB ":
            columns = [_xyz(tags[tag]) for tag in (b"rXYZ", b"gXYZ", b"bXYZ")]
            curves = tuple(read_curve(tags[tag]) for tag in (b"rTRC", b"gTRC", b"bTRC"))
            return Profile(name, curves, tuple(zip(*columns, strict=True)))
    except (struct.error, KeyError, UnicodeDecodeError) as error:
        raise UnreadableProfile("a part is missing") from error
    raise UnreadableProfile("another kind of colours")


def profile_name(data: bytes) -> str:
    """What a profile calls itself, empty if it is damaged."""
    try:
        return _name(_tags(data).get(b"desc", b""))
    except (struct.error, UnicodeDecodeError):
        return ""


def describe(data: bytes) -> str:
    """What a profile calls itself and, if that is the reason why `parse` cannot read it, its kind."""
    name = profile_name(data)
    if not name:
        return "which is damaged"
    tags = _tags(data)
    if data[16:20] == b"CMYK":
        return f"{name} (for print)"
    return f"{name} (made of tables)" if b"A2B0" in tags else name


def is_rgb(data: bytes) -> bool:
    """Whether the profile can belong to pictures of red, green and blue at all."""
    return data[36:40] == b"acsp" and data[16:20] == b"RGB "


def conversion(profile: Profile) -> Conversion | None:
    """What brings strips, (rows, W, 4) uint8 or uint16, to sRGB as uint8; None if it changes nothing."""
    cube = np.stack(np.meshgrid(*[np.arange(0, 256, 15)] * 3, indexing="ij"), -1).reshape(1, -1, 3)
    ramp = np.arange(256).reshape(1, -1, 1).repeat(3, 2)
    colours = ramp if profile.matrix is None else np.concatenate((cube, ramp), 1)
    probe = np.concatenate((colours, np.full((1, colours.shape[1], 1), 255)), 2).astype(np.uint8)
    convert = _Grey(profile) if profile.matrix is None else _Matrix(profile)
    return convert if int(np.abs(convert(probe).astype(int) - probe).max()) > 1 else None


class _Grey:
    """One table from grey to grey."""

    def __init__(self, profile: Profile) -> None:
        (self._curve,) = profile.curves
        self._tables: dict[int, NDArray[np.uint8]] = {}

    def __call__(self, strip: Strip) -> Pixels:
        codes = np.iinfo(strip.dtype).max + 1
        if codes not in self._tables:
            self._tables[codes] = _rounded(encode_srgb(_linear(self._curve, codes)))
        out = np.empty(strip.shape, np.uint8)
        # All three, not one for all: a colour picture may carry a grey profile by mistake.
        out[..., :3] = self._tables[codes][strip[..., :3]]
        out[..., 3] = reduce_to_8_bits(strip[..., 3])
        return out


class _Matrix:
    """A table per channel to linear light, a matrix to linear sRGB, a table that encodes it."""

    def __init__(self, profile: Profile) -> None:
        self._curves = profile.curves
        self._tables: dict[int, list[NDArray[np.float32]]] = {}
        assert profile.matrix is not None
        columns = list(zip(*profile.matrix, strict=True))  # what one channel adds to X, Y and Z
        product = [[row[0] * x + row[1] * y + row[2] * z for x, y, z in columns] for row in _SRGB_FROM_XYZ]
        if max(abs(value) for row in product for value in row) > 8:
            raise UnreadableProfile("a matrix out of this world")
        # In steps of the table that encodes, so that a product's whole part is its index there.
        self._matrix = np.floor(np.array(product) * _STEPS + 0.5).astype(np.float32)

    def __call__(self, strip: Strip) -> Pixels:
        codes = np.iinfo(strip.dtype).max + 1
        if codes not in self._tables:
            self._tables[codes] = [_snapped(_linear(curve, codes)) for curve in self._curves]
        # Indices of the machine's own integer type: others are far slower, in WebAssembly most of all.
        indices = np.moveaxis(strip[..., :3], -1, 0).astype(np.intp, order="C")
        red, green, blue = (table[index] for table, index in zip(self._tables[codes], indices, strict=True))
        out = np.empty(strip.shape, np.uint8)
        light, share = np.empty_like(red), np.empty_like(red)
        for index, (of_red, of_green, of_blue) in enumerate(self._matrix):
            np.multiply(red, of_red, out=light)
            light += np.multiply(green, of_green, out=share)
            light += np.multiply(blue, of_blue, out=share)
            np.clip(light, 0, _STEPS - 1, out=light)
            out[..., index] = _encoding()[light.astype(np.intp)]
        out[..., 3] = reduce_to_8_bits(strip[..., 3])
        return out


def _tags(data: bytes) -> dict[bytes, bytes]:
    tags = {}
    for index in range(min(struct.unpack_from(">I", data, 128)[0], 100)):
        tag, offset, size = struct.unpack_from(">4sII", data, 132 + 12 * index)
        tags[tag] = data[offset : offset + size]
    return tags


def _linear(curve: Curve, codes: int) -> Floats:
    return np.clip(curve(np.arange(codes) / (codes - 1)), 0.0, 1.0)


def _snapped(linear: Floats) -> NDArray[np.float32]:
    """Whole multiples of 2**-20: the same on every machine, and exact in 32 bits."""
    return (np.floor(linear * 2**20 + 0.5) / 2**20).astype(np.float32)


def _rounded(encoded: Floats) -> NDArray[np.uint8]:
    return np.floor(encoded * 255 + 0.5).astype(np.uint8)


@lru_cache(maxsize=1)
def _encoding() -> NDArray[np.uint8]:
    """sRGB codes of linear light, by the middle of each of its steps."""
    return _rounded(encode_srgb((np.arange(_STEPS) + 0.5) / _STEPS))


def _xyz(tag: bytes) -> tuple[float, ...]:
    return tuple(value / 65536 for value in struct.unpack_from(">3i", tag, 8))


def _name(tag: bytes) -> str:
    """The profile's description ('desc' or 'mluc'), printable and short."""
    text = ""
    if tag[:4] == b"desc":
        text = tag[12 : 12 + struct.unpack_from(">I", tag, 8)[0]].decode("latin-1")
    elif tag[:4] == b"mluc":
        size, offset = struct.unpack_from(">II", tag, 20)
        text = tag[offset : offset + size].decode("utf-16-be", "replace")
    text = "".join(letter for letter in text if letter.isprintable()).strip()
    return text[:60] or "the file's own colour profile"
