"""A look-up table on pixels: exact to the rounding, and the same bytes on every machine."""

from dataclasses import dataclass
from functools import lru_cache

from fotofun.imaging.views import as_image, copy_into, looked_up
from fotofun.raster import Pixels
from fotofun.render.matrix import Matrix
from fotofun.render.memo import Memo
from fotofun.render.stages import Stages
from fotofun.render.table import Cube, Curves, Linear, Table

BAND = 1 << 18  # pixels at once: what is looked up is copied while it is in the processor's cache


@dataclass(frozen=True)
class Applier:
    """A table made ready to be applied. What it learns of colours is kept for the next time."""

    table: Table

    def __call__(self, pixels: Pixels, out: Pixels) -> None:
        """Writes pixels through the table into out; both (H, W, 4) uint8, alpha is copied.

        The result is within 1 of the operations in float64, clipped once at the end.
        """
        match self.table:
            case Curves():
                _through_curves(self.table, pixels, out)
            case Linear() if self.table.is_plain and (matrix := _matrix(self.table)).is_exact:
                matrix(pixels, out)
            case _:
                _memo(self.table)(pixels, out)


def _through_curves(table: Curves, pixels: Pixels, out: Pixels) -> None:
    """By Pillow, which is three times as quick as looking values up with NumPy."""
    values = [*table.bytes().T.ravel().tolist(), *range(256)]
    rows = max(1, BAND // max(1, pixels.shape[1]))
    for top in range(0, pixels.shape[0], rows):
        copy_into(out[top : top + rows], looked_up(as_image(pixels[top : top + rows]), values))


@lru_cache(maxsize=16)
def _matrix(table: Linear) -> Matrix:
    return Matrix(table.matrix, table.offset)


@lru_cache(maxsize=3)
def _memo(table: Linear | Cube) -> Memo:
    return Memo(Stages(table.operations))
