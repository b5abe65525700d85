"""Operations that look at a neighbourhood."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

from fotofun.operation.base import Operation
from fotofun.raster import Pixels, Size


@dataclass(frozen=True)
class Tile:
    """Where the pixels given to a filter lie: the array's top left corner (x, y) in a picture of `size`.

    `prepared` is what the operation's `prepare` made of the whole picture.
    """

    x: int
    y: int
    size: Size
    prepared: Any = None


class AreaOperation(Operation, ABC):
    """The result depends on a margin around each pixel. Runs tile by tile, and equals the untiled result.

    Every tile comes with its margin, except where the picture ends; there a filter extends the edge as it
    sees fit. What depends on the place (noise, vignettes) uses the tile's own. `filters_alpha`: transparency
    is filtered too (blurs, distortions); where it is not, alpha stays as it is.
    """

    family = "area"
    filters_alpha: ClassVar[bool] = False

    def margin(self, size: Size) -> int:
        """How many pixels around a pixel its result depends on, in a picture of that size."""
        return 0

    def prepare(self, pixels: Pixels) -> Any:
        """What has to be known of the whole picture, (H, W, 4) uint8, before a tile can be made."""
        return None

    @abstractmethod
    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """The result for all of pixels, (h, w, 4) uint8, straight alpha, in the same shape.

        The margin's part is cut off, so it may be wrong. Does not write to pixels.
        """
