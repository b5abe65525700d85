from typing import Annotated

from fotofun.imaging.colour_spaces import joined
from fotofun.operation import PointOperation, Range, operation
from fotofun.raster import Colours


@operation(label="Sepia", position=300, keywords=("old photo", "brown", "vintage", "antique", "toning"))
class Sepia(PointOperation):
    """Tone the picture brown, like a print from a hundred years ago."""

    amount: Annotated[float, Range(0, 100, step=1, unit="%", label="Amount")] = 100.0

    linear = True

    def transform(self, rgb: Colours) -> Colours:
        """The sepia matrix of W3C Filter Effects Module Level 1, mixed with the identity by `amount`, on
        encoded values; rgb is (..., 3) float64."""
        red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
        toned = joined(a * red + b * green + c * blue for a, b, c in MATRIX)
        return rgb + (toned - rgb) * (self.amount / 100.0)


MATRIX = ((0.393, 0.769, 0.189), (0.349, 0.686, 0.168), (0.272, 0.534, 0.131))
