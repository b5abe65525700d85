from functools import lru_cache
from typing import Annotated

from fotofun.codecs.cube import CubeTable, parse
from fotofun.codecs.data_url import content
from fotofun.errors import FileError, InvalidParameter
from fotofun.operation import Choice, File, PointOperation, Range, operation
from fotofun.raster import Colours


@operation(label="Look-up table", position=180, keywords=("lut", "cube", "look", "film", "grade", "3d lut"))
class Lut(PointOperation):
    """Apply a finished look from a .cube file, as film and video tools write them."""

    table: Annotated[
        str, File(accept=(".cube",), largest=16 << 20, label="File", description="A 1D or 3D .cube file.")
    ] = ""
    amount: Annotated[float, Range(0, 100, step=1, unit="%", label="Amount")] = 100.0
    interpolation: Annotated[
        str,
        Choice({"tetrahedral": "Tetrahedral", "trilinear": "Trilinear"}, label="Interpolation"),
    ] = "tetrahedral"

    def check(self) -> None:
        """The file is a table that can be read."""
        if self.table:
            try:
                _read(self.table)
            except FileError as error:
                raise InvalidParameter(error.what, advice=error.advice) from None

    @property
    def rough(self) -> bool:
        """A table may hold anything."""
        return True

    def transform(self, rgb: Colours) -> Colours:
        """The table's colour, mixed with the old one by `amount`; rgb is (..., 3) float64, sRGB-encoded.

        Colours outside the table's domain take the nearest inside. Between its nodes: along the edges of the
        tetrahedron around the colour, or trilinear (`codecs.cube`).
        """
        if not self.table or self.amount == 0.0:
            return rgb
        looked = _read(self.table)(rgb, tetrahedral=self.interpolation == "tetrahedral")
        share = self.amount / 100.0
        return looked if share == 1.0 else rgb + (looked - rgb) * share


@lru_cache(maxsize=4)
def _read(url: str) -> CubeTable:
    return parse(content(url).decode("utf-8", "replace"))
