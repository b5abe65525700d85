"""How far pixels are from each other when crossing edges costs."""

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]


def geodesic(seeds: NDArray[np.bool_], across: Field, down: Field, rounds: int) -> Field:
    """The least cost of a way from any True pixel to each one, (H, W) float32; infinite without seeds.

    `across`, (H, W-1), and `down`, (H-1, W): what a step between neighbours costs, float32, not negative.
    Each round sweeps the picture down, up, right and left (a raster scan as in Pekka Toivanen, "New geodesic
    distance transforms for gray-scale images", 1996): exact for ways with so few turns, else too much.
    """
    cost = np.where(seeds, np.float32(0.0), np.float32(np.inf))
    turned, sideways = np.empty_like(cost.T, order="C"), np.ascontiguousarray(across.T)
    for _ in range(rounds):
        _sweep(cost, down)
        turned[...] = cost.T
        _sweep(turned, sideways)
        cost[...] = turned.T
    return cost


def _sweep(cost: Field, step: Field) -> None:
    """Down all rows and up again, in place."""
    for row in range(1, len(cost)):
        np.minimum(cost[row], cost[row - 1] + step[row - 1], out=cost[row])
    for row in range(len(cost) - 2, -1, -1):
        np.minimum(cost[row], cost[row + 1] + step[row], out=cost[row])
