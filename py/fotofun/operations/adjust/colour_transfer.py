from typing import Annotated, Self

import numpy as np

from fotofun.imaging.colour_spaces import lab_to_rgb, rgb_to_lab
from fotofun.imaging.colour_statistics import LabStatistics
from fotofun.operation import PointOperation, Range, operation
from fotofun.raster import Colours


def _mean(label: str, group: str) -> Range:
    return Range(-150, 150, step=0.1, label=f"{label}, mean", group=group)


def _spread(label: str, group: str) -> Range:
    return Range(1, 150, step=0.1, label=f"{label}, deviation", group=group)


LIGHTNESS, A, B = "Lightness", "Green to red", "Blue to yellow"
HERE, THERE = "This picture", "The wanted picture"


@operation(label="Colour transfer", position=195, keywords=("match colour", "lab", "statistics", "reinhard"))
class ColourTransfer(PointOperation):
    """Move colours from one picture's mean and spread to another's; made by Match colour."""

    from_lightness: Annotated[float, Range(0, 100, step=0.1, label="Lightness, mean", group=HERE)] = 50.0
    from_a: Annotated[float, _mean(A, HERE)] = 0.0
    from_b: Annotated[float, _mean(B, HERE)] = 0.0
    from_lightness_deviation: Annotated[float, _spread(LIGHTNESS, HERE)] = 25.0
    from_a_deviation: Annotated[float, _spread(A, HERE)] = 10.0
    from_b_deviation: Annotated[float, _spread(B, HERE)] = 10.0
    to_lightness: Annotated[float, Range(0, 100, step=0.1, label="Lightness, mean", group=THERE)] = 50.0
    to_a: Annotated[float, _mean(A, THERE)] = 0.0
    to_b: Annotated[float, _mean(B, THERE)] = 0.0
    to_lightness_deviation: Annotated[float, _spread(LIGHTNESS, THERE)] = 25.0
    to_a_deviation: Annotated[float, _spread(A, THERE)] = 10.0
    to_b_deviation: Annotated[float, _spread(B, THERE)] = 10.0
    amount: Annotated[float, Range(0, 100, step=1, unit="%", label="Amount")] = 100.0

    @classmethod
    def between(cls, own: LabStatistics, wanted: LabStatistics, amount: float = 100.0) -> Self:
        """The transfer between two pictures' statistics."""
        values = {}
        for side, measured in (("from", own), ("to", wanted)):
            for name, mean, deviation in zip(("lightness", "a", "b"), *measured, strict=True):
                values[f"{side}_{name}"] = mean
                values[f"{side}_{name}_deviation"] = max(1.0, deviation)
        return cls(**values, amount=amount)

    def transform(self, rgb: Colours) -> Colours:
        """In CIE Lab, per coordinate: (value - mean) * wanted deviation / own deviation + wanted mean, mixed
        with the old colour by `amount`; rgb is (..., 3) float64, sRGB-encoded.

        Erik Reinhard et al., "Color transfer between images", IEEE Computer Graphics and Applications 21
        (2001), in Lab instead of their lαβ.
        """
        if self.amount == 0.0:
            return rgb
        names = ("lightness", "a", "b")
        own, wanted, own_spread, wanted_spread = (
            np.array([getattr(self, pattern.format(name)) for name in names])
            for pattern in ("from_{}", "to_{}", "from_{}_deviation", "to_{}_deviation")
        )
        moved = lab_to_rgb((rgb_to_lab(rgb) - own) * (wanted_spread / own_spread) + wanted)
        return rgb + (moved - rgb) * (self.amount / 100.0)
