"""What an operation is: typed parameters, and families that promise what the engine may do with it.

A file in `operations/<menu>/` defines one operation; its name is the file's. The annotated dataclass is the
only source of its controls, schema, flags, recipe and help.
"""

from fotofun.imaging.matrices import Matrix
from fotofun.imaging.resize import Resampling
from fotofun.operation.area import AreaOperation, Tile
from fotofun.operation.base import REGISTRY, Operation, operation
from fotofun.operation.canvas import Canvas
from fotofun.operation.inference import InferenceOperation, Outcome
from fotofun.operation.parameter import (
    Choice,
    Colour,
    Control,
    Curve,
    File,
    Gradient,
    Parameter,
    Points,
    Position,
    Range,
    Rectangle,
    Text,
    Toggle,
    rgba,
)
from fotofun.operation.pixels import (
    Combine,
    EffectOperation,
    Feather,
    GeneratorOperation,
    GeometryOperation,
    Mapping,
    MaskOperation,
    PaintOperation,
    SelectOperation,
    combine,
)
from fotofun.operation.point import AutoOperation, PointOperation
from fotofun.operation.stroke import StrokeOperation

__all__ = [
    "REGISTRY",
    "AreaOperation",
    "AutoOperation",
    "Canvas",
    "Choice",
    "Colour",
    "Combine",
    "Control",
    "Curve",
    "EffectOperation",
    "Feather",
    "File",
    "GeneratorOperation",
    "GeometryOperation",
    "Gradient",
    "InferenceOperation",
    "Mapping",
    "MaskOperation",
    "Matrix",
    "Operation",
    "Outcome",
    "PaintOperation",
    "Parameter",
    "PointOperation",
    "Points",
    "Position",
    "Range",
    "Rectangle",
    "Resampling",
    "SelectOperation",
    "StrokeOperation",
    "Text",
    "Tile",
    "Toggle",
    "combine",
    "operation",
    "rgba",
]
