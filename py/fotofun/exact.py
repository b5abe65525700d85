"""Roots, powers and angles that come out the same on every machine.

Math libraries differ in the last bit of `pow` and `sin`, and a last bit can turn 127.5 into 127 or into 128.
What ends in stored pixels is therefore built from + - * / and square root, which IEEE 754 rounds exactly.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def cube_root(x: Floats) -> Floats:
    """The cube root of x >= 0, by Newton's method; full precision for 0 and 1e-9..1e4."""
    root = _above_root(x, 1)
    for _ in range(16):
        root = root - (root - x / (root * root)) / 3.0
    return np.where(x > 0.0, root, 0.0)


def fifth_root(x: Floats) -> Floats:
    """The fifth root of x >= 0, by Newton's method; full precision for 0 and 1e-9..1e4."""
    root = _above_root(x, 2)
    for _ in range(16):
        square = root * root
        root = root - (root - x / (square * square)) / 5.0
    return np.where(x > 0.0, root, 0.0)


def _above_root(x: Floats, halvings: int) -> Floats:
    """A start not below the root, from which Newton's method falls onto it without swinging.

    The 2**halvings-th root of x is above the root for x >= 1, the square root of that for x < 1.
    """
    start = np.maximum(x, 1e-12)
    for _ in range(halvings):
        start = np.sqrt(start)
    return np.where(x < 1.0, np.sqrt(start), start)


def power_of_two(exponent: float) -> float:
    """2**exponent for -60..60: the series of exp for the fraction, an exact shift for the rest."""
    whole = round(exponent)
    angle = (exponent - whole) * 0.6931471805599453
    term = total = 1.0
    for n in range(1, 21):
        term = term * angle / n
        total = total + term
    return total * float(1 << whole) if whole >= 0 else total / float(1 << -whole)


def sine_cosine(degrees: float) -> tuple[float, float]:
    """(sin, cos) of an angle in degrees: quarter turns are exact, the rest is the Taylor series."""
    quarters = round(degrees / 90.0)
    angle = (degrees - quarters * 90.0) * 0.017453292519943295
    sine = term = angle
    for n in range(2, 22, 2):
        term = -term * angle * angle / (n * (n + 1))
        sine = sine + term
    cosine = term = 1.0
    for n in range(1, 21, 2):
        term = -term * angle * angle / (n * (n + 1))
        cosine = cosine + term
    turned = ((sine, cosine), (cosine, -sine), (-sine, -cosine), (-cosine, sine))
    return turned[quarters % 4]
