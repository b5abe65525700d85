from typing import Annotated

import numpy as np

from fotofun.imaging.outline import polygon
from fotofun.imaging.selection import feather, found
from fotofun.operation import (
    Canvas,
    Combine,
    Feather,
    Points,
    Range,
    SelectOperation,
    Toggle,
    combine,
    operation,
)
from fotofun.raster import Box, Mask


@operation(label="Lasso", position=70, keywords=("freehand", "outline", "draw around"))
class SelectLasso(SelectOperation):
    """Select what you draw a line around by hand; the line is smoothed and closed."""

    points: Annotated[tuple[tuple[float, float], ...], Points(least=3, label="Line")] = (
        (50.0, 0.0),
        (100.0, 50.0),
        (50.0, 100.0),
        (0.0, 50.0),
    )
    smoothing: Annotated[
        float,
        Range(0, 20, step=1, whole=True, label="Smoothing", description="How much a shaky line is evened."),
    ] = 2
    antialias: Annotated[bool, Toggle(label="Smooth edges", description="Cover edge pixels partly.")] = True
    feather: Feather = 0.0
    combine: Combine = "new"

    def select(self, canvas: Canvas) -> Mask | None:
        """255 times the area of each pixel that the line winds around, (H, W) uint8.

        Each step of smoothing cuts all corners: points at 1/4 and 3/4 of every side (George Chaikin, "An
        algorithm for high speed curve generation", 1974) up to 4,000 points, then at 1/2 only.
        """
        line = np.clip(np.array(self.points, np.float64), -1e9, 1e9)
        for _ in range(int(self.smoothing)):
            following = np.roll(line, -1, axis=0)
            if len(line) > 4000:
                line = (line + following) / 2.0
            else:
                cut = np.stack([0.75 * line + 0.25 * following, 0.25 * line + 0.75 * following], axis=1)
                line = cut.reshape(-1, 2)
        region = polygon(line, Box.of(canvas.size), self.antialias)
        return found(combine(canvas.selection, feather(region, self.feather), self.combine))
