"""Adjustments as a look-up table that film and video tools read."""

from collections.abc import Sequence

import numpy as np

from fotofun.codecs.cube import written
from fotofun.operation import PointOperation
from fotofun.render.table import chain


def cube_text(operations: Sequence[PointOperation], size: int = 33, title: str = "FotoFun") -> str:
    """The text of a 3D .cube file with what the operations do to size**3 sRGB-encoded colours of 0..1.

    Results are clipped to 0..1. Between the nodes other tools interpolate: steps (posterize, threshold)
    become slopes.
    """
    axis = np.arange(size) / (size - 1.0)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    return written(np.clip(chain(operations, np.stack([red, green, blue], axis=-1)), 0.0, 1.0), title)
