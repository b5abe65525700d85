from typing import Annotated

from fotofun.exact import sine_cosine
from fotofun.imaging.colour_spaces import joined
from fotofun.operation import PointOperation, Range, operation
from fotofun.raster import Colours


@operation(label="Hue", position=50, keywords=("colour", "rotate", "tint", "shift"))
class Hue(PointOperation):
    """Turn every colour around the colour wheel; greys stay grey."""

    linear = True
    setting = True

    degrees: Annotated[float, Range(-180, 180, step=1, unit="°", label="Hue")] = 0.0

    def transform(self, rgb: Colours) -> Colours:
        """Rotate around the grey axis with luma kept; rgb is (..., 3) float64, sRGB-encoded.

        The hueRotate matrix of W3C Filter Effects Module Level 1, "feColorMatrix", on encoded values.
        """
        sine, cosine = sine_cosine(self.degrees)
        red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
        rows = [
            (a + b * cosine + c * sine for a, b, c in zip(LUMA, BY_COSINE[i], BY_SINE[i], strict=True))
            for i in range(3)
        ]
        return joined(r * red + g * green + b * blue for r, g, b in rows)


LUMA = (0.213, 0.715, 0.072)
BY_COSINE = ((0.787, -0.715, -0.072), (-0.213, 0.285, -0.072), (-0.213, -0.715, 0.928))
BY_SINE = ((-0.213, -0.715, 0.928), (0.143, 0.140, -0.283), (-0.787, 0.715, 0.072))
