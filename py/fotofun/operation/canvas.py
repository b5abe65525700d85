"""What operations that paint, select or measure see of the document."""

from typing import Protocol

from fotofun.raster import Mask, Pixels, Size


class Canvas(Protocol):
    """The active layer in the frame of the document, and what surrounds it. Arrays are read-only."""

    @property
    def size(self) -> Size:
        """(width, height) of the document."""

    @property
    def pixels(self) -> Pixels:
        """The active layer, (H, W, 4) uint8, straight alpha, as it lies in the document."""

    @property
    def composite(self) -> Pixels:
        """All visible layers together, (H, W, 4) uint8, straight alpha."""

    @property
    def selection(self) -> Mask | None:
        """(H, W) uint8, 255 selected; None where nothing is selected, which means everything."""
