"""Look-up tables as the viewport takes them: numbers, and textures of half floats."""

import numpy as np
from numpy.typing import NDArray

from fotofun.protocol import Table as TableInfo
from fotofun.raster import Colours
from fotofun.render.table import CODES, NODES, STEPS, TONE_SAMPLES, Cube, Curves, Linear, Table

Bytes = NDArray[np.uint8]

HALF_RANGE = (-65504.0, 65504.0)


def describe(table: Table, document: int, layer: str, revision: int) -> TableInfo:
    """What the viewport is told of a layer's table."""
    info: TableInfo = {
        "document": document,
        "layer": layer,
        "revision": revision,
        "curve_size": 256,
        "cube_size": NODES if isinstance(table, Cube) else 0,
        "tone_size": TONE_SAMPLES if isinstance(table, Cube) else 0,
    }
    if isinstance(table, Linear):
        info["matrix"] = np.column_stack([table.matrix, table.offset]).ravel().tolist()
    return info


def half_float_textures(table: Table) -> tuple[Bytes, Bytes, Bytes]:
    """(curves, cube, tone) as the bytes of RGBA half floats; cube and tone are empty without a cube."""
    match table:
        case Curves(results=curves) | Linear(entering=curves):
            nothing = np.empty(0, np.uint8)
            return half_floats(np.clip(curves, *HALF_RANGE)), nothing, nothing
        case Cube(positions=positions, codes=codes, tone_samples=tones):
            share = positions / ((NODES - 1) * STEPS)
            return half_floats(share), half_floats(codes / CODES), half_floats(tones)


def half_floats(rgb: Colours) -> Bytes:
    """(n, 3) floats as the bytes of n RGBA half floats."""
    texels = np.ones((len(rgb), 4), np.float16)
    texels[:, :3] = rgb
    return texels.reshape(-1).view(np.uint8)
