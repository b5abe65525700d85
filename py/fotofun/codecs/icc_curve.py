"""The curves of an ICC profile, from a file's numbers to linear light."""

import struct
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Curve = Callable[[Floats], Floats]

_PARAMETERS = (1, 3, 4, 5, 7)  # of a 'para' curve, by its type
_LARGEST_EXPONENT = 16


class UnreadableProfile(ValueError):
    """The profile is damaged, or neither a matrix profile of RGB nor a curve profile of grey."""


def read_curve(tag: bytes) -> Curve:
    """The function of a 'curv' or 'para' tag, from 0..1 to linear light; UnreadableProfile, struct.error."""
    if tag[:4] == b"curv":
        count = struct.unpack_from(">I", tag, 8)[0]
        if count == 0:
            return lambda x: x
        values = struct.unpack_from(f">{min(count, 65536)}H", tag, 12)
        if count == 1:
            return _parametric(0, values[0] * 256, 1.0)
        return _sampled(np.array(values) / 65535)
    if tag[:4] == b"para":
        kind = struct.unpack_from(">H", tag, 8)[0]
        if kind < len(_PARAMETERS):
            exponent, *rest = struct.unpack_from(f">{_PARAMETERS[kind]}i", tag, 12)
            return _parametric(kind, exponent, *(value / 65536 for value in rest))
    raise UnreadableProfile("a curve of another kind")


def _sampled(values: Floats) -> Curve:
    def curve(x: Floats) -> Floats:
        place = x * (len(values) - 1)
        below = np.minimum(place.astype(np.intp), len(values) - 2)
        low, high = values[below], values[below + 1]
        return np.asarray(low + (place - below) * (high - low), np.float64)

    return curve


def _parametric(
    kind: int, exponent: int, a: float = 1.0, b: float = 0.0, c: float = 0.0, d: float = 0.0, *offsets: float
) -> Curve:
    """The curve of a 'para' tag, `kind` 0..4; the exponent is in units of 1/65536."""
    if not 0 < exponent <= _LARGEST_EXPONENT * 65536:
        raise UnreadableProfile("an exponent out of this world")
    above, below = offsets or (0.0, 0.0)

    def curve(x: Floats) -> Floats:
        raised = _power(np.maximum(a * x + b, 0.0), exponent)
        match kind:
            case 0 | 1:
                return raised
            case 2:
                return raised + c
            case _:
                return np.where(x >= d, raised + above, c * x + below)

    return curve


def _power(base: Floats, exponent: int) -> Floats:
    """base**(exponent / 65536) exactly alike everywhere: square roots for the bits of the fraction."""
    result = np.ones_like(base)
    for _ in range(exponent >> 16):
        result = result * base
    root = base
    for bit in range(15, -1, -1):
        root = np.sqrt(root)
        if exponent >> bit & 1:
            result = result * root
    return result
