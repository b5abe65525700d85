"""Photoshop's adjustment and fill layers as operations of ours, where they mean the same."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from fotofun.catalog import find
from fotofun.errors import FotoFunError
from fotofun.protocol import AppliedOperation

_CHANNELS = ("", "red_", "green_", "blue_")
_CURVES = ("rgb", "red", "green", "blue")
_HUES = ("red", "yellow", "green", "cyan", "blue", "magenta")
_TONES = ("shadows", "midtones", "highlights")


def applied(layer: Any) -> AppliedOperation | None:
    """The operation of a layer of psd-tools; None if there is none that does the same."""
    if layer.kind not in _READERS:
        return None
    name, read = _READERS[layer.kind]
    try:
        params = read(layer)
        return None if params is None else {"operation": name, "params": find(name).create(params).values()}
    except (FotoFunError, AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None


def _levels(layer: Any) -> dict[str, Any]:
    params: dict[str, Any] = {}
    for prefix, record in zip(_CHANNELS, layer.data, strict=False):
        params |= {
            f"{prefix}input_black": record.input_floor,
            f"{prefix}input_white": record.input_ceiling,
            f"{prefix}gamma": record.gamma / 100.0,
            f"{prefix}output_black": record.output_floor,
            f"{prefix}output_white": record.output_ceiling,
        }
    return params


def _curves(layer: Any) -> dict[str, Any] | None:
    """Points are kept as (output, input)."""
    if layer.data.is_map or layer.extra is None:
        return None
    return {
        _CURVES[item.channel_id]: [[across, up] for up, across in item.points]
        for item in layer.extra
        if item.channel_id < len(_CURVES)
    }


def _hue_saturation(layer: Any) -> dict[str, Any] | None:
    if layer.enable_colorization:
        hue, saturation, lightness = layer.colorization
        return {
            "colorize": True,
            "colorize_hue": hue % 360,
            "colorize_saturation": saturation,
            "lightness": lightness,
        }
    if any(any(values) for _, values in layer.data):
        return None  # ranges of hues can be drawn anywhere there
    hue, saturation, lightness = layer.master
    return {"hue": hue, "saturation": saturation, "lightness": lightness}


def _colour_balance(layer: Any) -> dict[str, Any]:
    params: dict[str, Any] = {"preserve_luminosity": bool(layer.luminosity)}
    for tone in _TONES:
        for colour, value in zip(("red", "green", "blue"), getattr(layer, tone), strict=True):
            params[f"{tone}_{colour}"] = value
    return params


def _black_white(layer: Any) -> dict[str, Any]:
    params = {f"{name}s": getattr(layer, name) for name in _HUES}
    if layer.use_tint:
        params |= {"tint": True, "tint_colour": _colour(layer.tint_color)}
    return params


def _photo_filter(layer: Any) -> dict[str, Any] | None:
    if layer.color_space != 0:  # not RGB
        return None
    red, green, blue = (round(value / 257) for value in layer.color_components[:3])
    return {
        "colour": f"#{red:02x}{green:02x}{blue:02x}",
        "density": layer.density,
        "preserve_luminosity": bool(layer.luminosity),
    }


def _colour(descriptor: Any) -> str:
    values = (float(descriptor[key]) for key in (b"Rd  ", b"Grn ", b"Bl  "))
    return "#" + "".join(f"{min(max(round(value), 0), 255):02x}" for value in values)


_READERS: Mapping[str, tuple[str, Callable[[Any], dict[str, Any] | None]]] = MappingProxyType(
    {
        "invert": ("invert", lambda layer: {}),
        "threshold": ("threshold", lambda layer: {"level": layer.threshold}),
        "posterize": ("posterize", lambda layer: {"levels": layer.posterize}),
        "brightnesscontrast": (
            "brightness_contrast",
            lambda layer: {"brightness": layer.brightness, "contrast": layer.contrast},
        ),
        "exposure": (
            "exposure",
            lambda layer: {
                "stops": layer.exposure,
                "offset": layer.exposure_offset,
                "gamma": layer.gamma,
            },
        ),
        "levels": ("levels", _levels),
        "curves": ("curves", _curves),
        "huesaturation": ("hue_saturation", _hue_saturation),
        "colorbalance": ("colour_balance", _colour_balance),
        "blackandwhite": ("black_white", _black_white),
        "photofilter": ("photo_filter", _photo_filter),
        "vibrance": (
            "vibrance",
            lambda layer: None if layer.saturation else {"vibrance": layer.vibrance, "protect_skin": True},
        ),
        "solidcolorfill": ("solid_colour", lambda layer: {"colour": _colour(layer.data)}),
    }
)
