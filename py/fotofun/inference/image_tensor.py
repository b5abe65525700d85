"""Pictures as the tensors that models take, and maps as masks; the same numbers on every machine.

Resizing is Pillow's, whose 8-bit arithmetic is integer; what follows is a table of 256 values per channel.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.inference.manifest import ImageInput, MapOutput
from fotofun.raster import Mask, Pixels

_RESAMPLE = {"bilinear": Image.Resampling.BILINEAR, "lanczos": Image.Resampling.LANCZOS}

# Behind transparent pixels. Their hidden colours are leftovers that nobody sees, and black or white could
# be taken for a subject; mid grey is where these networks' inputs are centred, so it says least.
_BACKDROP = 128


def image_tensor(pixels: Pixels, spec: ImageInput) -> NDArray[np.float32]:
    """(H, W, 4) uint8 as the float32 tensor that `spec` describes; its size does not depend on H and W."""
    small = _resized(pixels, spec)
    divisor = max(int(small.max()), 1) if spec.divide_by == "maximum" else spec.divide_by
    levels = np.arange(256) / divisor
    planes = [
        ((levels - mean) / std).astype(np.float32)[small[..., channel]]
        for channel, (mean, std) in enumerate(zip(spec.mean, spec.std, strict=True))
    ]
    return np.stack(planes, axis=0 if spec.layout == "NCHW" else -1)[np.newaxis]


def _resized(pixels: Pixels, spec: ImageInput) -> NDArray[np.uint8]:
    """The colours, (height, width, 3) uint8, over mid grey."""
    height, width = pixels.shape[:2]
    opaque = bool((pixels[..., 3] == 255).all())
    # As RGBX the fourth channel is ignored and nothing is copied; as RGBA colours count by their alpha.
    mode = "RGBX" if opaque else "RGBA"
    picture = Image.frombuffer(mode, (width, height), np.ascontiguousarray(pixels), "raw", mode, 0, 1)
    # Large pictures are averaged in blocks first: several times faster, and 0.2 of a level away on average.
    small = np.asarray(picture.resize(spec.size, _RESAMPLE[spec.resample], reducing_gap=3.0))
    colours = small[..., :3]
    if opaque:
        return colours
    alpha = small[..., 3:].astype(np.uint16)
    return ((colours * alpha + _BACKDROP * (255 - alpha) + 127) // 255).astype(np.uint8)


def mask_from_map(tensor: NDArray[np.float32], spec: MapOutput, size: tuple[int, int]) -> Mask:
    """A map of one channel as a mask of `size` (width, height).

    It is rounded to 8 bits before it is enlarged: the 1/510 that this may cost is less than the mask can
    hold, and what remains is integer arithmetic.
    """
    plane = tensor[0, 0] if spec.layout == "NCHW" else tensor[0, ..., 0]
    low, high = (float(plane.min()), float(plane.max())) if spec.stretch else spec.range
    scaled = (plane - np.float32(low)) / np.float32(high - low if high > low else 1.0)
    levels = np.rint(np.clip(scaled, 0.0, 1.0) * 255).astype(np.uint8)
    return np.asarray(Image.fromarray(levels).resize(size, Image.Resampling.BICUBIC))
