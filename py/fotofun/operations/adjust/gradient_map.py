from typing import Annotated

import numpy as np

from fotofun.imaging.colour_spaces import luma
from fotofun.operation import Gradient, PointOperation, Toggle, operation, rgba
from fotofun.raster import Colours

Stops = tuple[tuple[float, str], ...]
NUDGE = 1e-9


@operation(label="Gradient map", position=280, keywords=("duotone", "tritone", "false colour", "colourize"))
class GradientMap(PointOperation):
    """Replace dark by one colour and bright by another, with a gradient between them."""

    gradient: Annotated[Stops, Gradient(label="Gradient")] = (
        (0.0, "#1b1035"),
        (0.5, "#c2566b"),
        (1.0, "#ffe9c7"),
    )
    reverse: Annotated[bool, Toggle(label="Reverse")] = False

    @property
    def rough(self) -> bool:
        """Stops may lie on top of each other: it may jump."""
        return True

    def transform(self, rgb: Colours) -> Colours:
        """The gradient's colour at the colour's luma, straight between stops, on encoded values; where the
        gradient is transparent the old colour shows through. rgb is (..., 3) float64, sRGB-encoded."""
        place = luma(rgb)
        place = 1.0 - place if self.reverse else place
        places = np.array([position for position, _ in self.gradient])
        colours = np.array([rgba(colour) for _, colour in self.gradient]) / 255.0
        # The last stop at or before the place; of stops on top of each other the last one counts.
        after = np.clip(np.searchsorted(places, place + NUDGE, side="right"), 1, len(places) - 1)
        start, width = places[after - 1], places[after] - places[after - 1]
        share = np.clip((place - start) / np.where(width > 0.0, width, 1.0), 0.0, 1.0)
        share = np.where(width > 0.0, share, np.where(place + NUDGE >= start, 1.0, 0.0))[..., np.newaxis]
        mapped = colours[after - 1] + (colours[after] - colours[after - 1]) * share
        return rgb + (mapped[..., :3] - rgb) * mapped[..., 3:]
