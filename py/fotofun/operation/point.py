"""Operations on colours."""

from abc import ABC, abstractmethod
from typing import ClassVar

from fotofun.operation.base import Operation
from fotofun.raster import Colours, Pixels


class PointOperation(Operation, ABC):
    """Colour in, colour out; the position does not matter. Consecutive ones fuse into one table.

    `separable`: each channel's result depends on that channel alone. `setting`: a layer keeps it as one of
    its own live settings, the sliders beside the picture; at default it then changes nothing. Values may lie
    outside 0..1: the picture is clipped once, at the end. Use only + - * / sqrt and `fotofun.exact`, so that
    every machine gives the same bytes.
    """

    family = "point"
    separable: ClassVar[bool] = False
    setting: ClassVar[bool] = False

    @property
    def linear(self) -> bool:
        """Whether the result is a matrix times the colour, plus an offset."""
        return False

    @property
    def rough(self) -> bool:
        """Whether neighbouring colours may come out far apart: steps, arbitrary tables."""
        return False

    @abstractmethod
    def transform(self, rgb: Colours) -> Colours:
        """The colours after the operation; rgb is (..., 3) float64, sRGB-encoded.

        `render.stages` also passes float32, and checks that it is enough.
        """


class AutoOperation(Operation, ABC):
    """Measures a picture, then becomes a point operation with fitting parameters.

    A recipe keeps the automatic one, so that it fits itself anew to the next photo.
    """

    family = "auto"

    @abstractmethod
    def resolve(self, pixels: Pixels) -> PointOperation:
        """The fitting operation for pixels, (H, W, 4) uint8, straight alpha; hidden ones do not count."""
