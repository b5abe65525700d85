"""Photos with known things in them: the samples of scikit-image and scikit-learn, out of their packages."""

from functools import cache

import numpy as np
from PIL import Image

from fotofun.raster import Pixels
from fotofun_build import sources

_SOURCES = {
    "astronaut": ("pypi:scikit-image==0.26.0", "skimage/data/astronaut.png"),
    "chelsea": ("pypi:scikit-image==0.26.0", "skimage/data/chelsea.png"),
    "coffee": ("pypi:scikit-image==0.26.0", "skimage/data/coffee.png"),
    "motorcycle_left": ("pypi:scikit-image==0.26.0", "skimage/data/motorcycle_left.png"),
    "china": ("pypi:scikit-learn==1.7.2", "sklearn/datasets/images/china.jpg"),
    "flower": ("pypi:scikit-learn==1.7.2", "sklearn/datasets/images/flower.jpg"),
}
_SHA256 = {
    "astronaut": "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5",
    "chelsea": "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb",
    "coffee": "cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7",
    "china": "8378025ad2519d649d02e32bd98990db4ab572357d9f09841c2fbfbb4fefad29",
    "flower": "a77f6ec41e353afdf8bdff2ea981b2955535d8d83294f8cfa49cf4e423dd5638",
    "motorcycle_left": "db18e9c4157617403c3537a6ba355dfeafe9a7eabb6b9b94cb33f6525dd49179",
}


@cache
def photo(name: str) -> Pixels:
    """(H, W, 4) uint8, opaque, not to be written to.

    `astronaut`: a woman's face and shoulders before a flag and a model of a rocket, 512x512. `chelsea`: a
    cat, 451x300. `coffee`: a cup with a saucer and a spoon, 600x400. `motorcycle_left`: one, 741x497.
    `china`: a pagoda, `flower`: a dahlia, both 640x427.
    """
    package, path = _SOURCES[name]
    file = sources.fetch(path.rpartition("/")[2], _SHA256[name], [sources.Carrier(package, path)])
    with Image.open(file) as picture:
        pixels = np.array(picture.convert("RGBA"))
    pixels.flags.writeable = False
    return pixels
