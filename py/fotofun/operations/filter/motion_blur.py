from typing import Annotated

from fotofun.exact import sine_cosine
from fotofun.imaging.alpha import on_premultiplied
from fotofun.imaging.line_mean import line_margin, line_mean
from fotofun.operation import AreaOperation, Range, Tile, operation
from fotofun.raster import Pixels, Size


@operation(label="Motion blur", position=30, keywords=("speed", "panning", "streak", "movement", "direction"))
class MotionBlur(AreaOperation):
    """Blur in one direction, as if the camera or the subject had moved during the exposure."""

    angle: Annotated[
        float,
        Range(
            -360,
            360,
            ui=(-90, 90),
            step=1,
            unit="°",
            dial="direction",
            label="Angle",
            description="0 is level, 90 upright.",
        ),
    ] = 0.0
    distance: Annotated[float, Range(0, 2000, ui=(0, 300), step=1, unit="px", label="Distance")] = 40.0

    filters_alpha = True

    def margin(self, size: Size) -> int:
        """Half the line, and what rounding adds."""
        return line_margin(*self._line())

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """The mean of premultiplied colours along a line of that length, centred on each pixel; edges go on.
        pixels: (h, w, 4) uint8, straight alpha."""
        return on_premultiplied(pixels, lambda part: line_mean(part, *self._line()))

    def _line(self) -> tuple[float, float]:
        sine, cosine = sine_cosine(self.angle)
        return self.distance * cosine, -self.distance * sine
