"""Photoshop's adjustment layers byte by byte, as its file format describes them, and what they are here."""

import struct
from typing import Any

import numpy as np
import psd_tools
from PIL import Image
from psd_tools.psd.tagged_blocks import TaggedBlock

Block = tuple[bytes, bytes]
Expected = tuple[str, dict[str, Any]] | None


def descriptor(kind: bytes, **items: Any) -> bytes:
    """An Action Manager descriptor: whole numbers, truth values, numbers, colours (tuples)."""
    body = struct.pack(">I2x", 1) + _key(kind) + struct.pack(">I", len(items))
    for name, value in items.items():
        body += _key(name.encode().ljust(4)) + _item(value)
    return body


def _key(name: bytes) -> bytes:
    return struct.pack(">I", 0 if len(name) == 4 else len(name)) + name


def _item(value: Any) -> bytes:
    match value:
        case bool():
            return b"bool" + struct.pack(">?", value)
        case int():
            return b"long" + struct.pack(">i", value)
        case float():
            return b"doub" + struct.pack(">d", value)
        case (red, green, blue):
            return b"Objc" + descriptor(b"RGBC", Rd=float(red), Grn=float(green), Bl=float(blue))
    raise TypeError(value)


def _levels(*records: tuple[int, int, int, int, int]) -> bytes:
    plain = (0, 255, 0, 255, 100)
    padded = [*records, *[plain] * (29 - len(records))]
    return struct.pack(">H", 2) + b"".join(struct.pack(">5h", *record) for record in padded)


def _curves(**points: list[tuple[int, int]]) -> bytes:
    """By channel; a point is kept as (output, input)."""
    numbers = {"rgb": 0, "red": 1, "green": 2, "blue": 3}
    flags = sum(1 << numbers[name] for name in points)
    lists = {
        numbers[name]: struct.pack(">H", len(each))
        + b"".join(struct.pack(">2H", up, across) for across, up in each)
        for name, each in points.items()
    }
    marker = struct.pack(">4sHI", b"Crv ", 4, len(lists))
    extra = b"".join(struct.pack(">H", number) + body for number, body in lists.items())
    return struct.pack(">BHI", 0, 1, flags) + b"".join(lists.values()) + marker + extra


def _hue(colorize: bool, colour: tuple[int, int, int], master: tuple[int, int, int], reds: int = 0) -> bytes:
    ranges = [(315, 345, 15, 45), (15, 45, 75, 105), (75, 105, 135, 165)]
    ranges += [(135, 165, 195, 225), (195, 225, 255, 285), (255, 285, 315, 345)]
    body = b"".join(struct.pack(">7h", *each, 0, reds if i == 0 else 0, 0) for i, each in enumerate(ranges))
    return struct.pack(">HBx3h3h", 2, colorize, *colour, *master) + body


def _filter(space: int, colour: tuple[int, int, int, int]) -> bytes:
    return struct.pack(">HH4HI?3x", 2, space, *colour, 40, True)


_GREYS = {"Rd": 40, "Yllw": 60, "Grn": 40, "Cyn": 60, "Bl": 20, "Mgnt": 80}
_SEPIA = (225, 211, 179)
_BLACK_WHITE = {"reds": 40, "yellows": 60, "greens": 40, "cyans": 60, "blues": 20, "magentas": 80}

CASES: dict[str, tuple[Block, Expected]] = {
    "invert": ((b"nvrt", b""), ("invert", {})),
    "threshold": ((b"thrs", struct.pack(">H2x", 90)), ("threshold", {"level": 90})),
    "posterize": ((b"post", struct.pack(">H2x", 6)), ("posterize", {"levels": 6})),
    "brightness": (
        (b"CgEd", struct.pack(">I", 16) + descriptor(b"null", Vrsn=1, Brgh=-20, Cntr=35, means=127)),
        ("brightness_contrast", {"brightness": -20, "contrast": 35}),
    ),
    "exposure": (
        (b"expA", struct.pack(">H3f2x", 1, 0.5, -0.25, 1.5)),
        ("exposure", {"stops": 0.5, "offset": -0.25, "gamma": 1.5}),
    ),
    "levels": (
        (b"levl", _levels((10, 240, 5, 250, 120), (0, 200, 0, 255, 100))),
        ("levels", {"input_black": 10, "gamma": 1.2, "output_white": 250, "red_input_white": 200}),
    ),
    "curves": (
        (b"curv", _curves(rgb=[(0, 0), (64, 90), (255, 255)], blue=[(0, 20), (255, 240)])),
        ("curves", {"rgb": [[0, 0], [64, 90], [255, 255]], "blue": [[0, 20], [255, 240]]}),
    ),
    "hue": (
        (b"hue2", _hue(False, (0, 25, 0), (30, -40, 10))),
        ("hue_saturation", {"hue": 30, "saturation": -40, "lightness": 10, "colorize": False}),
    ),
    "colorize": (
        (b"hue2", _hue(True, (210, 45, 5), (0, 0, 0))),
        (
            "hue_saturation",
            {"colorize": True, "colorize_hue": 210, "colorize_saturation": 45, "lightness": 5},
        ),
    ),
    "a range of hues": ((b"hue2", _hue(False, (0, 25, 0), (0, 0, 0), reds=30)), None),
    "balance": (
        (b"blnc", struct.pack(">9h?x", 1, -2, 3, 10, -20, 30, 4, 5, -6, True)),
        (
            "colour_balance",
            {"shadows_red": 1, "midtones_green": -20, "highlights_blue": -6},
        ),
    ),
    "black and white": (
        (
            b"blwh",
            struct.pack(">I", 16) + descriptor(b"null", **_GREYS, useTint=True, tintColor=(225, 211, 179)),
        ),
        ("black_white", {**_BLACK_WHITE, "tint": True, "tint_colour": "#e1d3b3"}),
    ),
    "filter": (
        (b"phfl", _filter(0, (0xECEC, 0x8A8A, 0x0000, 0))),
        ("photo_filter", {"colour": "#ec8a00", "density": 40, "preserve_luminosity": True}),
    ),
    "filter of another space": ((b"phfl", _filter(2, (1000, 2000, 3000, 4000))), None),
    "vibrance": (
        (b"vibA", struct.pack(">I", 16) + descriptor(b"null", vibrance=35)),
        ("vibrance", {"vibrance": 35, "protect_skin": True}),
    ),
    "vibrance with saturation": (
        (b"vibA", struct.pack(">I", 16) + descriptor(b"null", vibrance=35, Strt=12)),
        None,
    ),
    "fill": (
        (b"SoCo", struct.pack(">I", 16) + descriptor(b"null", Clr=(12.4, 99.6, 255.0))),
        ("solid_colour", {"colour": "#0c64ff"}),
    ),
    "levels out of range": ((b"levl", _levels((10, 5, 300, 1, 0))), None),
    "mixer": ((b"mixr", struct.pack(">HH20h", 1, 0, *[100, 0, 0, 0, 0] * 4)), None),
}
"""By name: the tagged block of a layer, and the operation with some of its parameters, or None."""


def file_with(*names: str, size: tuple[int, int] = (12, 9)) -> Any:
    """A Photoshop file of an opaque layer, and above it these adjustment layers, named by themselves."""
    psd = psd_tools.PSDImage.new(mode="RGB", size=size, depth=8)
    grey = np.full((size[1], size[0], 3), 100, np.uint8)
    psd.create_pixel_layer(Image.fromarray(grey), name="Ground")
    for name in names:
        layer = psd.create_pixel_layer(Image.new("RGB", (1, 1)), name=name)
        layer._record.top = layer._record.left = layer._record.bottom = layer._record.right = 0
        for info, channel in zip(layer._record.channel_info, layer._channels, strict=True):
            info.length = channel.set_data(b"", 0, 0, 8)
        key, data = CASES[name][0]
        layer._record.tagged_blocks[key] = TaggedBlock(key=key, data=data)
    return psd
