"""Pictures on their way to a service: no metadata, nothing that is hidden, and no more bytes than needed."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import numpy as np

from fotofun.codecs import encode
from fotofun.imaging.resize import resize
from fotofun.raster import Pixels, Size

Detail = Literal["overall", "every"]
"""Whether a task looks at the picture as a whole, as detection does, or works on its every pixel."""

LARGEST = 2048
"""The longest side that is sent where the picture as a whole matters; no model looks at more."""

FORMATS = ("png", "jpeg", "webp")
"""What can be sent; every service takes PNG."""

_LOSSLESS_PIXELS: dict[Detail, int] = {"overall": 600_000, "every": 2_000_000}
_QUALITY: dict[Detail, int] = {"overall": 92, "every": 97}


@dataclass(frozen=True)
class Outgoing:
    """A picture as it is sent: a file's bytes and media type, and its (width, height) there."""

    data: bytes
    media_type: str
    size: Size


def outgoing(pixels: Pixels, detail: Detail, formats: Collection[str] = FORMATS) -> Outgoing:
    """What is sent of a picture, (H, W, 4) uint8: colours that transparency hides are not.

    Small ones lose nothing. Larger ones become JPEG (WebP where there is transparency) of a quality at which
    the models' results stay the same within a hundredth; PNG where the service takes neither.
    """
    height, width = pixels.shape[:2]
    longest = max(height, width)
    if detail == "overall" and longest > LARGEST:
        small = max(1, round(width * LARGEST / longest)), max(1, round(height * LARGEST / longest))
        pixels = resize(pixels, small, "bicubic")
    pixels = np.where(pixels[..., 3:] > 0, pixels, np.uint8(0))
    size = pixels.shape[1], pixels.shape[0]
    is_small = size[0] * size[1] <= _LOSSLESS_PIXELS[detail]
    lossy = ("jpeg", "webp") if pixels[..., 3].min() == 255 else ("webp",)
    kind = next((each for each in lossy if each in formats and not is_small), "png")
    return Outgoing(encode(pixels, kind, _QUALITY[detail], keep="none"), f"image/{kind}", size)
