from typing import Annotated

import numpy as np

from fotofun.imaging.edge_avoiding import edge_avoiding_mean
from fotofun.imaging.hidden import without_hidden
from fotofun.operation import AreaOperation, Range, Tile, operation
from fotofun.raster import Pixels, Size


@operation(
    label="Surface blur",
    position=60,
    keywords=("smooth skin", "bilateral", "edge preserving", "soften", "noise"),
)
class SurfaceBlur(AreaOperation):
    """Smooth surfaces such as skin and sky, and keep the edges between them sharp."""

    radius: Annotated[int, Range(0, 200, ui=(0, 50), step=1, whole=True, unit="px", label="Radius")] = 10
    threshold: Annotated[
        int,
        Range(
            1,
            255,
            ui=(1, 100),
            step=1,
            whole=True,
            unit="levels",
            label="Threshold",
            description="Colours that differ more than this do not mix.",
        ),
    ] = 30

    def margin(self, size: Size) -> int:
        """The reach of the means, and again what hidden colours there are made of."""
        return 2 * self.radius

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Means of neighbours at ever smaller distances, by weights that fall to 0 where a channel differs by
        the threshold (Dammertz et al., 2010). What is transparent does not count, alpha stays.
        pixels: (h, w, 4) uint8, straight alpha."""
        colours = without_hidden(pixels, self.radius)
        planes = [np.ascontiguousarray(colours[..., channel]) for channel in range(3)]
        smooth = edge_avoiding_mean(planes, self.radius, self.threshold)
        return np.stack([*smooth, pixels[..., 3]], axis=-1)
