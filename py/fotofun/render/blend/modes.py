"""The blend modes in the order and the groups of the menu."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from fotofun.errors import CommandError

Group = Literal["basic", "darken", "lighten", "contrast", "compare", "component"]


@dataclass(frozen=True)
class BlendMode:
    """A way to put a source's colour over a backdrop's.

    `separable`: each channel's result depends on that channel alone.
    """

    name: str
    label: str
    group: Group
    separable: bool = True


BLEND_MODES: Mapping[str, BlendMode] = MappingProxyType(
    {
        mode.name: mode
        for mode in (
            BlendMode("normal", "Normal", "basic"),
            BlendMode("dissolve", "Dissolve", "basic"),
            BlendMode("darken", "Darken", "darken"),
            BlendMode("multiply", "Multiply", "darken"),
            BlendMode("colour_burn", "Colour burn", "darken"),
            BlendMode("linear_burn", "Linear burn", "darken"),
            BlendMode("darker_colour", "Darker colour", "darken", separable=False),
            BlendMode("lighten", "Lighten", "lighten"),
            BlendMode("screen", "Screen", "lighten"),
            BlendMode("colour_dodge", "Colour dodge", "lighten"),
            BlendMode("linear_dodge", "Linear dodge (add)", "lighten"),
            BlendMode("lighter_colour", "Lighter colour", "lighten", separable=False),
            BlendMode("overlay", "Overlay", "contrast"),
            BlendMode("soft_light", "Soft light", "contrast"),
            BlendMode("hard_light", "Hard light", "contrast"),
            BlendMode("vivid_light", "Vivid light", "contrast"),
            BlendMode("linear_light", "Linear light", "contrast"),
            BlendMode("pin_light", "Pin light", "contrast"),
            BlendMode("hard_mix", "Hard mix", "contrast"),
            BlendMode("difference", "Difference", "compare"),
            BlendMode("exclusion", "Exclusion", "compare"),
            BlendMode("subtract", "Subtract", "compare"),
            BlendMode("divide", "Divide", "compare"),
            BlendMode("hue", "Hue", "component", separable=False),
            BlendMode("saturation", "Saturation", "component", separable=False),
            BlendMode("colour", "Colour", "component", separable=False),
            BlendMode("luminosity", "Luminosity", "component", separable=False),
        )
    }
)
"""Every blend mode by its name, in the menu's order."""


def find_mode(name: str) -> BlendMode:
    """The mode of that name; CommandError if there is none."""
    if name not in BLEND_MODES:
        raise CommandError(f"There is no blend mode {name!r}.", advice="Choose one of the list.")
    return BLEND_MODES[name]
