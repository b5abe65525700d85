"""Blend modes that treat channels apart: formulas of two values in 0..1, the backdrop's and the source's.

Most are those of W3C "Compositing and Blending Level 1", "Separable blend modes". The linear, vivid and pin
modes, hard mix, subtract and divide are not in it; they do what Adobe's help, "Blending mode descriptions",
says in words. Results beyond 0..1 are clipped by whoever asks.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import Floats

Formula = Callable[[Floats, Floats], Floats]
"""B(backdrop, source): arrays of one shape, float64 in 0..1; float64, to be clipped to 0..1."""


def normal(backdrop: Floats, source: Floats) -> Floats:
    """The source."""
    return source


def darken(backdrop: Floats, source: Floats) -> Floats:
    """The smaller."""
    return np.minimum(backdrop, source)


def multiply(backdrop: Floats, source: Floats) -> Floats:
    """The product."""
    return backdrop * source


def colour_burn(backdrop: Floats, source: Floats) -> Floats:
    """1 - (1 - backdrop) / source; a white backdrop stays, even under black."""
    return np.where(backdrop == 1.0, 1.0, 1.0 - _share(1.0 - backdrop, source))


def linear_burn(backdrop: Floats, source: Floats) -> Floats:
    """The sum less 1."""
    return backdrop + source - 1.0


def lighten(backdrop: Floats, source: Floats) -> Floats:
    """The greater."""
    return np.maximum(backdrop, source)


def screen(backdrop: Floats, source: Floats) -> Floats:
    """The inverse of the inverses' product."""
    return backdrop + source - backdrop * source


def colour_dodge(backdrop: Floats, source: Floats) -> Floats:
    """backdrop / (1 - source); a black backdrop stays, even under white."""
    return _share(backdrop, 1.0 - source)


def linear_dodge(backdrop: Floats, source: Floats) -> Floats:
    """The sum."""
    return backdrop + source


def overlay(backdrop: Floats, source: Floats) -> Floats:
    """Hard light with the two exchanged."""
    return hard_light(source, backdrop)


def soft_light(backdrop: Floats, source: Floats) -> Floats:
    """Towards the backdrop's square under dark sources, towards nearly its square root under light ones."""
    root = np.where(
        backdrop <= 0.25, ((16.0 * backdrop - 12.0) * backdrop + 4.0) * backdrop, np.sqrt(backdrop)
    )
    weight = 2.0 * source - 1.0
    return backdrop + weight * np.where(source <= 0.5, backdrop * (1.0 - backdrop), root - backdrop)


def hard_light(backdrop: Floats, source: Floats) -> Floats:
    """Multiply by twice a dark source, screen with what a light one has beyond the middle, twice."""
    twice = 2.0 * source
    return np.where(source <= 0.5, multiply(backdrop, twice), screen(backdrop, twice - 1.0))


def vivid_light(backdrop: Floats, source: Floats) -> Floats:
    """Colour burn by twice a dark source, colour dodge by what a light one has beyond the middle, twice."""
    twice = 2.0 * source
    return np.where(
        source <= 0.5,
        colour_burn(backdrop, np.minimum(twice, 1.0)),
        colour_dodge(backdrop, np.maximum(twice - 1.0, 0.0)),
    )


def linear_light(backdrop: Floats, source: Floats) -> Floats:
    """Linear burn by twice a dark source and linear dodge by a light one are the same sum."""
    return backdrop + 2.0 * source - 1.0


def pin_light(backdrop: Floats, source: Floats) -> Floats:
    """Darken by twice a dark source, lighten by what a light one has beyond the middle, twice."""
    twice = 2.0 * source
    return np.where(source <= 0.5, np.minimum(backdrop, twice), np.maximum(backdrop, twice - 1.0))


def hard_mix(backdrop: Floats, source: Floats) -> Floats:
    """1 where the sum reaches 1, else 0."""
    return np.where(np.rint((backdrop + source) * 255.0) >= 255.0, 1.0, 0.0)


def difference(backdrop: Floats, source: Floats) -> Floats:
    """How far they are apart."""
    return np.abs(backdrop - source)


def exclusion(backdrop: Floats, source: Floats) -> Floats:
    """The sum less twice the product."""
    return backdrop + source - 2.0 * (backdrop * source)


def subtract(backdrop: Floats, source: Floats) -> Floats:
    """The backdrop less the source."""
    return backdrop - source


def divide(backdrop: Floats, source: Floats) -> Floats:
    """The backdrop over the source; black stays black over black, as in colour dodge."""
    return _share(backdrop, source)


def tabulated(formula: Formula) -> NDArray[np.uint8]:
    """A formula's rounded results for all pairs of bytes: 65536 values, at backdrop * 256 + source."""
    values = np.arange(256) / 255.0
    backdrop, source = np.repeat(values, 256), np.tile(values, 256)
    return np.floor(np.clip(formula(backdrop, source), 0.0, 1.0) * 255.0 + (0.5 + 1e-9)).astype(np.uint8)


def _share(part: Floats, whole: Floats) -> Floats:
    """part / whole, at most 1; 0 where part is, whatever the whole."""
    fits = part < whole
    return np.where(part == 0.0, 0.0, np.where(fits, part / np.where(fits, whole, 1.0), 1.0))
