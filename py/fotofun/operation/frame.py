"""What operations that give a document another frame have in common: parameters, sizes and their limits."""

from typing import Annotated

from fotofun.codecs.codec import PIXEL_BUDGET
from fotofun.errors import CommandError
from fotofun.imaging.resize import Resampling
from fotofun.operation.parameter import Choice, Range, Toggle
from fotofun.raster import Size

LONGEST = 30_000
"""No side of a document is longer, in pixels."""

_HEIGHTS = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
_WIDTHS = {"left": 0.0, "centre": 0.5, "right": 1.0}

Anchor = Annotated[
    str,
    Choice(
        {
            f"{height}_{width}": f"{height} {width}".capitalize().replace("Middle centre", "Centre")
            for height in _HEIGHTS
            for width in _WIDTHS
        },
        label="Anchor",
        description="The part of the picture that keeps its place.",
    ),
]

Ratio = Annotated[
    str,
    Choice(
        {
            "original": "As the picture",
            "1:1": "1:1 square",
            "5:4": "5:4",
            "4:3": "4:3",
            "7:5": "7:5",
            "3:2": "3:2",
            "16:9": "16:9 wide screen",
            "2:1": "2:1",
            "custom": "Custom",
        },
        label="Aspect ratio",
    ),
]
Orientation = Annotated[
    str,
    Choice(
        {"picture": "As the picture", "landscape": "Landscape", "portrait": "Portrait"}, label="Orientation"
    ),
]
CustomSide = Annotated[
    float,
    Range(0.01, 100_000, ui=(1, 30), step=1, group="Custom", description="Only for a custom aspect ratio."),
]

Smoothness = Annotated[
    Resampling,
    Choice(
        {
            "nearest": "Nearest (hard pixels)",
            "bilinear": "Bilinear",
            "bicubic": "Bicubic",
            "lanczos": "Lanczos (sharpest)",
        },
        label="Resampling",
        description="How colours between pixels are found.",
    ),
]
Hide = Annotated[
    bool,
    Toggle(label="Keep what is cut off", description="It stays in the layers, out of sight."),
]


def document_size(width: float, height: float) -> Size:
    """The nearest size in whole pixels. Raises CommandError for one that no document can have."""
    size = round(width), round(height)
    if min(size) < 1:
        raise CommandError("Nothing of the picture would be left.", advice="Give at least one pixel.")
    if max(size) > LONGEST:
        raise CommandError(
            f"The picture would be {size[0]:,} x {size[1]:,} pixels; a side can have at most {LONGEST:,}.",
            advice="Choose a smaller size.",
        )
    if size[0] * size[1] > PIXEL_BUDGET:
        raise CommandError(
            f"The picture would have {size[0] * size[1] / 1e6:.0f} megapixels; "
            f"FotoFun edits up to {PIXEL_BUDGET / 1e6:g}.",
            advice="Choose a smaller size.",
        )
    return size


def anchored(anchor: str) -> tuple[float, float]:
    """Where an anchor lies: shares of the width and of the height."""
    height, width = anchor.split("_")
    return _WIDTHS[width], _HEIGHTS[height]


def ratio_of(ratio: str, orientation: str, custom: tuple[float, float], size: Size) -> float:
    """Width over height; a custom ratio is taken as it stands, the others lie like the picture."""
    if ratio == "original":
        width, height = float(size[0]), float(size[1])
    elif ratio == "custom":
        width, height = custom
    else:
        width, height = (float(part) for part in ratio.split(":"))
    if orientation == "picture":
        swap = ratio not in ("original", "custom") and size[0] < size[1]
    else:
        swap = (width < height) == (orientation == "landscape")
    return height / width if swap else width / height


def fitting(size: Size, ratio: float) -> tuple[float, float]:
    """The greatest width and height of that ratio within a size."""
    width, height = float(size[0]), float(size[1])
    return (width, width / ratio) if width <= height * ratio else (height * ratio, height)
