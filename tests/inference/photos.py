"""Photos with known things in them: scikit-image's samples, out of its package."""

from functools import cache

import numpy as np
from PIL import Image

from fotofun.raster import Pixels
from fotofun_build import sources

_PACKAGE = "pypi:scikit-image==0.26.0"
_SHA256 = {
    "astronaut": "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5",
    "chelsea": "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb",
    "coffee": "cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7",
    "motorcycle_left": "db18e9c4157617403c3537a6ba355dfeafe9a7eabb6b9b94cb33f6525dd49179",
}


@cache
def photo(name: str) -> Pixels:
    """(H, W, 4) uint8, opaque, not to be written to.

    `astronaut`: a woman's face and shoulders before a flag and a model of a rocket, 512x512. `chelsea`: a
    cat, 451x300. `coffee`: a cup with a saucer and a spoon, 600x400. `motorcycle_left`: one, 741x497.
    """
    source = sources.Carrier(_PACKAGE, f"skimage/data/{name}.png")
    with Image.open(sources.fetch(f"{name}.png", _SHA256[name], [source])) as picture:
        pixels = np.array(picture.convert("RGBA"))
    pixels.flags.writeable = False
    return pixels
