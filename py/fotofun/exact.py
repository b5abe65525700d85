"""Roots, powers, logarithms and angles that come out the same on every machine.

Math libraries differ in the last bit of `pow` and `sin`, and a last bit can turn 127.5 into 127 or into 128.
What ends in stored pixels is therefore built from + - * / and square root, which IEEE 754 rounds exactly,
and from moving a number's exponent, which rounds nothing.
"""

from collections.abc import Iterable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

AnyFloats = TypeVar("AnyFloats", NDArray[np.float32], NDArray[np.float64])

LN2 = 0.6931471805599453
LN2_HIGH, LN2_LOW = 0.693147180369123816490, 1.90821492927058770002e-10  # the high part has 21 zero bits
TAU = 6.283185307179586


def choose(condition: NDArray[np.bool_], then: AnyFloats, otherwise: AnyFloats) -> AnyFloats:
    """One or the other, both finite, in the type of `then`.

    `np.where` branches: where the condition changes often it takes ten times as long.
    """
    share = condition.astype(then.dtype)
    return then * share + otherwise * (1.0 - share)


def total(values: Iterable[float]) -> float:
    """The sum from left to right; from Python 3.12 on, `sum` rounds floats differently."""
    so_far = 0.0
    for each in values:
        so_far += each
    return so_far


def cube_root(x: Floats) -> Floats:
    """The cube root of x >= 0, to the last bits; 0 below 1e-300.

    Halley's method from a third of the exponent: r (r**3 + 2 x) / (2 r**3 + x) triples the correct digits.
    """
    x = np.asarray(x, np.float64)
    root = _near_root(x, 3)
    for _ in range(3):
        cube = root * root
        cube *= root
        below = cube + x
        cube += below  # 2 r**3 + x
        below += x  # r**3 + 2 x
        below /= cube
        root *= below
    root[x <= 1e-300] = 0.0
    return root


def fifth_root(x: Floats) -> Floats:
    """The fifth root of x >= 0, to the last bits; 0 below 1e-300.

    Newton's method from a fifth of the exponent doubles the correct digits.
    """
    x = np.asarray(x, np.float64)
    root = _near_root(x, 5)
    for _ in range(4):
        fourth = root * root
        fourth *= fourth
        away = x / fourth
        away -= root
        away *= 0.2
        root += away
    root[x <= 1e-300] = 0.0
    return root


def _near_root(x: Floats, degree: int) -> Floats:
    """The root within 6 %: the bits of a float, read as an integer, are near its logarithm."""
    one = 0x3FF0000000000000
    bits = np.asarray(np.maximum(x, 1e-300)).view(np.int64)
    bits //= degree
    bits += one - one // degree
    return bits.view(np.float64)


def exp(x: Floats) -> Floats:
    """e**x: an exact power of two times the series for the rest; 0 below -750, the same from 709 on."""
    x = np.clip(np.asarray(x, np.float64), -750.0, 709.0)
    whole = np.floor(x / LN2 + 0.5)
    rest = (x - whole * LN2_HIGH) - whole * LN2_LOW
    total = np.ones_like(rest)
    for n in range(16, 0, -1):
        total = 1.0 + total * rest / n
    return np.ldexp(total, whole.astype(np.int32))


def log(x: Floats) -> Floats:
    """The natural logarithm of x > 0; -745 for what is 0 or below.

    With m 2**e and m around 1: e ln 2 + 2 artanh((m - 1) / (m + 1)), by the series of artanh.
    """
    x = np.asarray(x, np.float64)
    mantissa, exponent = np.frexp(np.where(x > 0.0, x, 1.0))
    low = mantissa < 0.7071067811865476
    mantissa = np.where(low, mantissa + mantissa, mantissa)
    whole = (exponent - low).astype(np.float64)
    slope = (mantissa - 1.0) / (mantissa + 1.0)
    square = slope * slope
    total = np.zeros_like(slope)
    for n in range(23, 2, -2):
        total = (total + 1.0 / n) * square
    series = 2.0 * slope * (1.0 + total)
    return np.where(x > 0.0, whole * LN2_HIGH + (series + whole * LN2_LOW), -745.0)


def power(x: Floats, exponent: float | Floats) -> Floats:
    """x**exponent for x >= 0, to about 1e-14 of the value; 0**0 is 1."""
    x = np.asarray(x, np.float64)
    result = exp(log(x) * exponent)
    return np.where(x > 0.0, result, np.where(np.asarray(exponent) == 0.0, 1.0, 0.0))


def power_of_two(exponent: float) -> float:
    """2**exponent for -60..60: the series of exp for the fraction, an exact shift for the rest."""
    whole = round(exponent)
    angle = (exponent - whole) * LN2
    term = total = 1.0
    for n in range(1, 21):
        term = term * angle / n
        total = total + term
    return total * float(1 << whole) if whole >= 0 else total / float(1 << -whole)


def sine_cosine(degrees: float) -> tuple[float, float]:
    """(sin, cos) of an angle in degrees: quarter turns are exact, the rest is the Taylor series."""
    sine, cosine = sines_cosines(np.array(degrees, np.float64))
    return float(sine), float(cosine)


def sines_cosines(degrees: Floats) -> tuple[Floats, Floats]:
    """(sin, cos) of angles in degrees, like `sine_cosine`, for arrays; full precision up to 1e6 degrees."""
    degrees = np.asarray(degrees, np.float64)
    quarters = np.rint(degrees / 90.0)
    angle = (degrees - quarters * 90.0) * 0.017453292519943295
    square = angle * angle
    sine, cosine = np.ones_like(angle), np.ones_like(angle)
    for n in range(20, 1, -2):
        sine = 1.0 - sine * square / (n * (n + 1))
        cosine = 1.0 - cosine * square / (n * (n - 1))
    sine = sine * angle
    turn = quarters.astype(np.int64) & 3
    odd = (turn & 1).astype(bool)
    sines = np.where(odd, cosine, sine)
    cosines = np.where(odd, sine, cosine)
    return np.where(turn >= 2, -sines, sines), np.where((turn == 1) | (turn == 2), -cosines, cosines)


def arctan2(y: Floats, x: Floats) -> Floats:
    """The angle of (x, y) in radians, -pi..pi; 0 for (0, 0).

    The arctangent's series, after halving the angle twice.
    """
    y, x = np.asarray(y, np.float64), np.asarray(x, np.float64)
    across, along = np.abs(y), np.abs(x)
    steep = across > along
    most = np.where(steep, across, along)
    slope = np.where(steep, along, across) / np.where(most > 0.0, most, 1.0)
    for _ in range(2):  # tan(a / 2) = tan(a) / (1 + sqrt(1 + tan(a)**2))
        slope = slope / (1.0 + np.sqrt(1.0 + slope * slope))
    square = slope * slope
    total = np.zeros_like(slope)
    for n in range(23, 0, -2):
        total = 1.0 / n - total * square
    angle = 4.0 * slope * total
    angle = np.where(steep, TAU / 4.0 - angle, angle)
    angle = np.where(x < 0.0, TAU / 2.0 - angle, angle)
    return np.where(y < 0.0, -angle, angle)
