"""Shadows, glows, strokes and overlays that follow a layer's shape; and the parameters that all have."""

from typing import Annotated

from fotofun.operation import Choice, Range
from fotofun.render.blend import BLEND_MODES

BlendMode = Annotated[
    str, Choice({mode.name: mode.label for mode in BLEND_MODES.values()}, label="Blend mode")
]
Opacity = Annotated[float, Range(0, 100, unit="%")]
LightAngle = Annotated[
    float,
    Range(
        -360,
        360,
        ui=(-180, 180),
        unit="°",
        dial="direction",
        label="Angle of the light",
        description="Where the light comes from: 90° is above, 0° the right.",
    ),
]
Distance = Annotated[float, Range(0, 2000, ui=(0, 100), unit="px")]
Softness = Annotated[
    float, Range(0, 500, ui=(0, 100), unit="px", label="Size", description="How far it fades out.")
]
Spread = Annotated[
    float,
    Range(0, 100, unit="%", description="How much of the size is solid before it fades."),
]
