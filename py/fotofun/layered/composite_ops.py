"""Blend modes as OpenRaster names them, and the nearest name for those that it does not have."""

from collections.abc import Mapping
from types import MappingProxyType

_EXACT: Mapping[str, str] = {
    "normal": "svg:src-over",
    "multiply": "svg:multiply",
    "screen": "svg:screen",
    "overlay": "svg:overlay",
    "darken": "svg:darken",
    "lighten": "svg:lighten",
    "colour_dodge": "svg:color-dodge",
    "colour_burn": "svg:color-burn",
    "hard_light": "svg:hard-light",
    "soft_light": "svg:soft-light",
    "difference": "svg:difference",
    "hue": "svg:hue",
    "saturation": "svg:saturation",
    "colour": "svg:color",
    "luminosity": "svg:luminosity",
    "linear_dodge": "svg:plus",
}

# A program that does not know a name shows the layer without a mode; the nearest standard one is nearer.
_NEAREST: Mapping[str, str] = {
    "dissolve": "svg:src-over",
    "linear_burn": "svg:color-burn",
    "darker_colour": "svg:darken",
    "lighter_colour": "svg:lighten",
    "vivid_light": "svg:hard-light",
    "linear_light": "svg:hard-light",
    "pin_light": "svg:hard-light",
    "hard_mix": "svg:hard-light",
    "exclusion": "svg:difference",
    "subtract": "svg:difference",
    "divide": "svg:color-dodge",
}

# What other programs write for modes outside the specification.
_FOREIGN: Mapping[str, str] = {
    "svg:add": "linear_dodge",
    "svg:exclusion": "exclusion",
    "krita:dissolve": "dissolve",
    "krita:linear_burn": "linear_burn",
    "krita:linear_dodge": "linear_dodge",
    "krita:add": "linear_dodge",
    "krita:darker color": "darker_colour",
    "krita:lighter color": "lighter_colour",
    "krita:vivid_light": "vivid_light",
    "krita:linear light": "linear_light",
    "krita:pin_light": "pin_light",
    "krita:hard mix": "hard_mix",
    "krita:exclusion": "exclusion",
    "krita:subtract": "subtract",
    "krita:divide": "divide",
    "krita:soft_light_svg": "soft_light",
    "krita:hue": "hue",
    "krita:saturation": "saturation",
    "krita:color": "colour",
    "krita:luminize": "luminosity",
}

OPS: Mapping[str, str] = MappingProxyType({**_EXACT, **_NEAREST})
"""The name written for each blend mode."""

_MODES: Mapping[str, str] = {op: mode for mode, op in _EXACT.items()} | dict(_FOREIGN)


def mode_of(op: str) -> str | None:
    """The blend mode of an OpenRaster name; None if it is unknown."""
    return _MODES.get(op.strip())
