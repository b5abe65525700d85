"""A blend mode as a function on bytes, as fast as its formula allows."""

from collections.abc import Callable
from functools import cache

import numpy as np
from PIL import ImageChops

from fotofun.raster import Pixels
from fotofun.render.blend import nonseparable, separable
from fotofun.render.blend.modes import find_mode
from fotofun.render.blend.tiles import image, paste

Kernel = Callable[[Pixels, Pixels], Pixels]
"""The blended colours of a backdrop and a source, (h, w, 4) uint8, rounded; their alphas play no part.

The result is a new array; its alpha is undefined.
"""


@cache
def kernel(mode: str) -> Kernel:
    """The kernel of a mode other than dissolve; CommandError if there is no such mode."""
    if not find_mode(mode).separable:
        whole: Kernel = getattr(nonseparable, mode)
        return whole
    return SHORT.get(mode) or by_table(getattr(separable, mode))


def by_table(formula: separable.Formula) -> Kernel:
    """Any formula, looked up: a byte of backdrop and a byte of source make an index of 16 bits."""
    table = separable.tabulated(formula)

    def blend(backdrop: Pixels, source: Pixels) -> Pixels:
        result = np.empty_like(backdrop)
        pair = np.empty((*backdrop.shape[:2], 2), np.uint8)
        for channel in range(3):
            pair[..., 0] = source[..., channel]
            pair[..., 1] = backdrop[..., channel]
            result[..., channel] = table[pair.view("<u2")[..., 0].astype(np.intp)]
        return result

    return blend


def _multiply(backdrop: Pixels, source: Pixels) -> Pixels:
    return _weighted(np.zeros_like(backdrop), backdrop, source)


def _screen(backdrop: Pixels, source: Pixels) -> Pixels:
    return _weighted(backdrop.copy(), np.full_like(backdrop, 255), source)


def _exclusion(backdrop: Pixels, source: Pixels) -> Pixels:
    return _weighted(backdrop.copy(), ~backdrop, source)


def _weighted(result: Pixels, other: Pixels, weight: Pixels) -> Pixels:
    """The result moved to the other by a weight of its own for each byte."""
    row = (len(result), -1)
    paste(result.reshape(row), image(other.reshape(row)), image(weight.reshape(row)))
    return result


def _difference(backdrop: Pixels, source: Pixels) -> Pixels:
    result = np.empty_like(backdrop)
    paste(result, ImageChops.difference(image(backdrop), image(source)))
    return result


def _darken(backdrop: Pixels, source: Pixels) -> Pixels:
    return np.minimum(backdrop, source)


def _lighten(backdrop: Pixels, source: Pixels) -> Pixels:
    return np.maximum(backdrop, source)


def _linear_dodge(backdrop: Pixels, source: Pixels) -> Pixels:
    result = np.minimum(~backdrop, source)
    result += backdrop
    return result


def _linear_burn(backdrop: Pixels, source: Pixels) -> Pixels:
    inverse = ~source
    result = np.maximum(backdrop, inverse)
    result -= inverse
    return result


def _subtract(backdrop: Pixels, source: Pixels) -> Pixels:
    result = np.maximum(backdrop, source)
    result -= source
    return result


SHORT: dict[str, Kernel] = {
    "multiply": _multiply,
    "screen": _screen,
    "exclusion": _exclusion,
    "difference": _difference,
    "darken": _darken,
    "lighten": _lighten,
    "linear_dodge": _linear_dodge,
    "linear_burn": _linear_burn,
    "subtract": _subtract,
}
"""Kernels that give the same bytes as the table, sooner."""
