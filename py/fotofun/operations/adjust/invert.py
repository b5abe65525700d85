from fotofun.operation import PointOperation, operation
from fotofun.raster import Colours


@operation(label="Invert", position=250, keywords=("negative", "opposite", "film negative"), shortcut="Mod+I")
class Invert(PointOperation):
    """Turn every colour into its opposite, as on a film negative."""

    separable = True
    linear = True

    def transform(self, rgb: Colours) -> Colours:
        """1 - rgb; rgb is (..., 3) float64, sRGB-encoded."""
        return 1.0 - rgb
