"""Values between the nodes of a lattice of colours."""

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import Floats
from fotofun.raster import Colours


def tetrahedral(nodes: Colours, places: Colours) -> Colours:
    """Interpolates a (size, size, size, 3) lattice, by [blue, green, red], at places, (..., 3), 0..size - 1.

    Along the edges from a cell's lowest node to its highest, the axis with the greatest fraction first; greys
    stay on the grey axis. James Kasson et al., "Performing color space conversions with three-dimensional
    linear interpolation", J. Electronic Imaging 4 (1995).
    """
    cell, share = _split(nodes, places)
    size = nodes.shape[0]
    flat = nodes.reshape(-1, 3)
    node = cell[..., 0] + size * (cell[..., 1] + size * cell[..., 2])
    red, green, blue = share[..., 0], share[..., 1], share[..., 2]
    whole = 1 + size + size * size
    first = np.where((red >= green) & (red >= blue), 1, np.where(green >= blue, size, size * size))
    last = np.where((blue <= red) & (blue <= green), size * size, np.where(green <= red, size, 1))
    most = np.maximum(np.maximum(red, green), blue)
    least = np.minimum(np.minimum(red, green), blue)
    middle = np.maximum(np.minimum(red, green), np.minimum(np.maximum(red, green), blue))
    result: Colours = flat[node] * (1.0 - most)[..., np.newaxis]
    result += flat[node + first] * (most - middle)[..., np.newaxis]
    result += flat[node + (whole - last)] * (middle - least)[..., np.newaxis]
    result += flat[node + whole] * least[..., np.newaxis]
    return result


def trilinear(nodes: Colours, places: Colours) -> Colours:
    """Interpolates the same lattice between the eight nodes around each place."""
    cell, share = _split(nodes, places)
    size = nodes.shape[0]
    flat = nodes.reshape(-1, 3)
    node = cell[..., 0] + size * (cell[..., 1] + size * cell[..., 2])

    def along(axis: int, base: int) -> Colours:
        if axis < 0:
            corner: Colours = flat[node + base]
            return corner
        near, far = along(axis - 1, base), along(axis - 1, base + size**axis)
        return near + (far - near) * share[..., axis : axis + 1]

    return along(2, 0)


def linear(nodes: Colours, places: Colours) -> Colours:
    """Interpolates (size, 3) nodes, each channel with its own column, at places, (..., 3), 0..size - 1."""
    cell, share = _split(nodes, places)
    channels = [nodes[:, i] for i in range(3)]
    near, far = (
        np.stack([column[cell[..., i] + step] for i, column in enumerate(channels)], axis=-1)
        for step in (0, 1)
    )
    return near + (far - near) * share


def _split(nodes: Colours, places: Colours) -> tuple[NDArray[np.intp], Floats]:
    """The lowest node of each place's cell, and the way from there to the next, 0..1."""
    inside = np.clip(places, 0.0, nodes.shape[0] - 1.0)
    cell = np.minimum(inside.astype(np.intp), nodes.shape[0] - 2)
    return cell, inside - cell
