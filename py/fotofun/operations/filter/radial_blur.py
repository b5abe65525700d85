import math
from typing import Annotated

import numpy as np

from fotofun.imaging.alpha import premultiply, unpremultiply
from fotofun.imaging.sweep import Linear, enlargements, sweep_mean, turns
from fotofun.imaging.views import is_opaque
from fotofun.operation import AreaOperation, Choice, Position, Range, Tile, operation
from fotofun.raster import Box, Pixels, Size

SPACING = 1.5  # pixels between two readings, where they are farthest apart
ZOOM_REACH = 0.5  # of the way to the centre, at full amount
SPIN_REACH = 90.0  # degrees, at full amount
FARTHEST = 200.0  # percent: no centre is farther out


@operation(
    label="Radial blur", position=50, keywords=("zoom", "spin", "rotation", "explosion", "burst", "movement")
)
class RadialBlur(AreaOperation):
    """Blur towards a centre, as if the lens had zoomed, or around it, as if the camera had turned."""

    kind: Annotated[str, Choice({"zoom": "Zoom", "spin": "Spin"}, label="Kind")] = "zoom"
    amount: Annotated[float, Range(0, 100, step=1, unit="%", label="Amount")] = 20.0
    centre: Annotated[tuple[float, float], Position(unit="%", label="Centre")] = (50.0, 50.0)

    filters_alpha = True

    def prepare(self, pixels: Pixels) -> Pixels | None:
        """The whole picture blurred over the short step between two of the readings that `filter` takes."""
        size = pixels.shape[1], pixels.shape[0]
        count = self._count(size)
        if count == 1:
            return None
        source = np.ascontiguousarray(pixels) if is_opaque(pixels) else premultiply(pixels)
        return sweep_mean(source, self._maps(1.0 / count, count), self._centre(size), Box.of(size))

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """The mean of premultiplied colours along the way to the centre (up to a half of it), or along an arc
        (up to 90 degrees) around it, as far as these lie in the picture. A mean of means, as in `prepare`.
        pixels: (h, w, 4) uint8, straight alpha."""
        if tile.prepared is None:
            return pixels
        box = Box(tile.x, tile.y, tile.x + pixels.shape[1], tile.y + pixels.shape[0])
        maps = self._maps(1.0, self._count(tile.size))
        return unpremultiply(sweep_mean(tile.prepared, maps, self._centre(tile.size), box))

    def _maps(self, share: float, count: int) -> list[Linear]:
        amount = self.amount / 100.0 * share
        if self.kind == "zoom":
            return enlargements(amount * ZOOM_REACH, count)
        return turns(amount * SPIN_REACH, count)

    def _count(self, size: Size) -> int:
        """How many readings, and again how many between two of them."""
        x, y = self._centre(size)
        across, down = max(abs(x), abs(size[0] - x)), max(abs(y), abs(size[1] - y))
        reach = ZOOM_REACH if self.kind == "zoom" else SPIN_REACH * math.pi / 180.0
        length = math.sqrt(across * across + down * down) * reach * self.amount / 100.0
        return 2 * math.ceil((math.sqrt(length / SPACING) - 1.0) / 2.0) + 1 if length > SPACING else 1

    def _centre(self, size: Size) -> tuple[float, float]:
        x, y = (min(max(each, -FARTHEST), FARTHEST) / 100.0 for each in self.centre)
        return x * size[0], y * size[1]
