"""Medians of windows, by comparing whole planes at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np

from fotofun.imaging.strips import strips
from fotofun.raster import Pixels

CELLS = 1 << 13  # pixels at once: a few dozen planes of them have to fit the processor's cache
EXACT = 3
"""Up to this radius a median is that of all pixels of the window."""

Exchange: TypeAlias = tuple[int, int, bool, bool]
"""Two wires that are put in order, and whether the lesser and the greater are needed later."""


def median(image: Pixels, radius: int) -> Pixels:
    """The median of each channel over the square of 2 radius + 1 pixels; (H, W, 4) uint8, edges go on.

    Beyond a radius of 3 it is a median of medians of ever wider spaced pixels (Peter Rousseeuw, Gilbert
    Bassett, "The remedian", 1990), which keeps edges and drops specks as the median does. Every channel is
    filtered for itself. Depends on `radius` pixels around each.
    """
    for reach, step in _stages(radius):
        image = _window_median(image, reach, step)
    return image


def _stages(radius: int) -> list[tuple[int, int]]:
    """(reach in readings, pixels between them) of each stage; together they reach over the radius.

    What is read is never farther apart than the windows before are wide.
    """
    stages, covered, rest = [], 0, radius
    while rest > 0:
        if rest <= EXACT and covered == 0:
            reach, step = rest, 1
        else:
            width = 2 * covered + 1
            reach = 2 if covered == 0 else min(EXACT, -(-rest // width))
            step = min(width, max(1, rest // reach))
        stages.append((reach, step))
        covered, rest = covered + reach * step, rest - reach * step
    return stages


def _window_median(image: Pixels, reach: int, step: int) -> Pixels:
    """The median over (2 reach + 1)**2 readings, `step` pixels apart."""
    height, width = image.shape[:2]
    far, count = reach * step, 2 * reach + 1
    padded = np.pad(image, ((far, far), (far, far), (0, 0)), mode="edge").reshape(height + 2 * far, -1)
    plan = _plan(count)
    result = np.empty((height, width, 4), np.uint8)
    for rows in strips(image.shape, CELLS):
        size = rows.stop - rows.start
        columns = [padded[rows.start + i * step :][:size] for i in range(count)]
        _run(plan.columns, columns)
        wires = [column[:, 4 * j * step : 4 * (j * step + width)] for column in columns for j in range(count)]
        _run(plan.window, wires)
        result[rows] = wires[plan.middle].reshape(size, width, 4)
    return result


def _run(exchanges: Iterable[Exchange], wires: list[Pixels]) -> None:
    for low, high, lesser, greater in exchanges:
        first, second = wires[low], wires[high]
        if lesser:
            wires[low] = np.minimum(first, second)
        if greater:
            wires[high] = np.maximum(first, second)


@dataclass(frozen=True)
class _Plan:
    """Sorts each column, which all windows over it share; then finds the middle of a window's columns."""

    columns: list[Exchange]
    window: list[Exchange]
    middle: int


@cache
def _plan(count: int) -> _Plan:
    """The exchanges for windows of count x count.

    After columns and rows are sorted, place (a, b), from 1, is not the least of (a b) pixels and not the
    greatest of (n + 1 - a)(n + 1 - b); what cannot be the median drops out, as many above as below.
    """
    half = (count * count + 1) // 2
    rows = [
        (row * count + low, row * count + high)
        for row in range(count)
        for low, high in _merge_exchange(count)
    ]
    rest = [
        a * count + b
        for a in range(count)
        for b in range(count)
        if (a + 1) * (b + 1) <= half and (count - a) * (count - b) <= half
    ]
    rows += [(rest[low], rest[high]) for low, high in _merge_exchange(len(rest))]
    middle = rest[len(rest) // 2]
    every = [(low, high, True, True) for low, high in _merge_exchange(count)]
    return _Plan(every, _needed(rows, middle), middle)


def _needed(pairs: list[tuple[int, int]], wanted: int) -> list[Exchange]:
    """Only the exchanges, and of each only the half, that lead to the wanted wire."""
    needed, kept = {wanted}, []
    for low, high in reversed(pairs):
        if low in needed or high in needed:
            kept.append((low, high, low in needed, high in needed))
            needed |= {low, high}
    return kept[::-1]


def _merge_exchange(count: int) -> Iterator[tuple[int, int]]:
    """Pairs of wires that sort `count` values: Donald Knuth, The Art of Computer Programming 3, 5.2.2 M."""
    top = 1 << max(count - 1, 1).bit_length() - 1
    p = top
    while p > 0:
        q, r, d = top, 0, p
        while True:
            yield from ((i, i + d) for i in range(count - d) if i & p == r)
            if q == p:
                break
            d, q, r = q - p, q // 2, p
        p //= 2
