"""Operations along a stroke of a brush."""

from abc import ABC
from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np

from fotofun.imaging.brush import Dab, Tip, bounds, coverage, dabs
from fotofun.operation.canvas import Canvas
from fotofun.operation.parameter import Points, Range, Toggle
from fotofun.operation.pixels import PaintOperation
from fotofun.raster import Box, Mask


@dataclass(frozen=True, slots=True)
class StrokeOperation(PaintOperation, ABC):
    """What every brush has: its stroke and its tip. A whole stroke is one operation."""

    points: Annotated[
        tuple[tuple[float, ...], ...],
        Points(pressure=True, label="Stroke", description="The way of the pen, with its pressure."),
    ] = ()
    size: Annotated[float, Range(0.5, 5000, ui=(1, 500), step=1, unit="px", label="Size")] = 30.0
    hardness: Annotated[float, Range(0, 100, step=1, unit="%", label="Hardness")] = 50.0
    opacity: Annotated[
        float,
        Range(0, 100, step=1, unit="%", label="Opacity", description="The most that one stroke covers."),
    ] = 100.0
    flow: Annotated[
        float, Range(1, 100, step=1, unit="%", label="Flow", description="How much each dab adds.")
    ] = 100.0
    spacing: Annotated[float, Range(1, 1000, ui=(1, 200), step=1, unit="%", label="Spacing", group="Pen")] = (
        10.0
    )
    smoothing: Annotated[float, Range(0, 100, step=1, unit="%", label="Smoothing", group="Pen")] = 0.0
    pressure_size: Annotated[bool, Toggle(label="Pressure sets size", group="Pen")] = False
    pressure_flow: Annotated[bool, Toggle(label="Pressure sets flow", group="Pen")] = False

    aliased: ClassVar[bool] = False

    @property
    def tip(self) -> Tip:
        """The tip as the brush engine takes it."""
        return Tip(
            size=self.size,
            hardness=self.hardness / 100.0,
            spacing=self.spacing / 100.0,
            flow=self.flow / 100.0,
            smoothing=self.smoothing / 100.0,
            pressure_sizes=self.pressure_size,
            pressure_flows=self.pressure_flow,
            aliased=self.aliased,
        )

    def dabs(self) -> list[Dab]:
        """The dabs of the stroke."""
        return dabs(self.points, self.tip)

    def bounds(self, canvas: Canvas) -> Box:
        """The box of all dabs."""
        return bounds(self.dabs())

    def coverage(self, box: Box) -> Mask:
        """How much of a box the stroke covers at most: (h, w) uint8, opacity included."""
        covered = coverage(self.dabs(), self.tip, box).astype(np.uint16)
        share = round(self.opacity * 2.56)
        return ((covered * share + 128) >> 8).astype(np.uint8)
