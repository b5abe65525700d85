"""Pictures as the tensors that models take, and maps as masks; the same numbers on every machine.

Resizing is Pillow's, whose 8-bit arithmetic is integer; what follows is a table of 256 values per channel.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.errors import InferenceFailed
from fotofun.inference.manifest import ImageInput, MapOutput
from fotofun.raster import Mask, Pixels, Size

_RESAMPLE = {"bilinear": Image.Resampling.BILINEAR, "lanczos": Image.Resampling.LANCZOS}

# Behind transparent pixels. Their hidden colours are leftovers that nobody sees, and black or white could
# be taken for a subject; mid grey is where these networks' inputs are centred, so it says least.
_BACKDROP = 128


@dataclass(frozen=True)
class Frame:
    """Where a picture lies in a tensor: `picture` and `inside` are its size before and after resizing.

    `canvas` is the tensor's size, `left` and `top` where in it the picture begins; sizes are (width, height).
    """

    picture: Size
    inside: Size
    canvas: Size
    left: int = 0
    top: int = 0

    @classmethod
    def of(cls, picture: Size, spec: ImageInput) -> "Frame":
        """The frame that `spec` asks for; for `cover` that of the part that is used."""
        width, height = spec.size
        if spec.fit in ("stretch", "cover"):
            return cls(picture, spec.size, spec.size)
        scale = min(width / picture[0], height / picture[1])
        if spec.fit == "free":
            across, down = (
                -(-max(round(length * min(scale, 1.0)), spec.least) // spec.multiple) * spec.multiple
                for length in picture
            )
            inside = min(across, max(width, spec.least)), min(down, max(height, spec.least))
            return cls(picture, inside, inside)
        inside = max(1, round(picture[0] * scale)), max(1, round(picture[1] * scale))
        if spec.fit == "corner":
            return cls(picture, inside, spec.size)
        return cls(picture, inside, spec.size, (width - inside[0]) // 2, (height - inside[1]) // 2)

    def to_picture(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """(..., 2) positions x, y in the tensor as positions in the picture, which may lie outside it."""
        scale = np.array(self.picture) / np.array(self.inside)
        moved: NDArray[np.float64] = (points - (self.left, self.top)) * scale
        return moved

    def to_tensor(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """(..., 2) positions x, y in the picture as positions in the tensor."""
        scale = np.array(self.inside) / np.array(self.picture)
        moved: NDArray[np.float64] = points * scale + (self.left, self.top)
        return moved


def image_tensor(pixels: Pixels, spec: ImageInput) -> NDArray[np.float32]:
    """(H, W, 4) uint8 as the float32 tensor that `spec` describes; its picture is not one of tiles."""
    if spec.fit == "cover":
        pixels = _middle(pixels, spec.size)
    frame = Frame.of((pixels.shape[1], pixels.shape[0]), spec)
    small = _resized(pixels, frame.inside, spec)
    if frame.inside == frame.canvas:
        return colour_tensor(small, spec)
    rows = slice(frame.top, frame.top + frame.inside[1])
    columns = slice(frame.left, frame.left + frame.inside[0])
    shape = (1, 3, *frame.canvas[::-1]) if spec.layout == "NCHW" else (1, *frame.canvas[::-1], 3)
    canvas = np.full(shape, spec.pad, np.float32)
    inside = canvas[:, :, rows, columns] if spec.layout == "NCHW" else canvas[:, rows, columns]
    inside[:] = colour_tensor(small, spec)
    return canvas


def colour_tensor(colours: NDArray[np.uint8], spec: ImageInput) -> NDArray[np.float32]:
    """(H, W, 3) uint8 as the tensor that `spec` describes, in its own size."""
    divisor = max(int(colours.max()), 1) if spec.divide_by == "maximum" else spec.divide_by
    levels = np.arange(256) / divisor
    planes = [
        ((levels - mean) / std).astype(np.float32)[colours[..., channel]]
        for channel, (mean, std) in enumerate(zip(spec.mean, spec.std, strict=True))
    ]
    return np.stack(planes, axis=0 if spec.layout == "NCHW" else -1)[np.newaxis]


def colours_from(tensor: NDArray[np.float32], spec: MapOutput) -> NDArray[np.uint8]:
    """A picture of three channels as (H, W, 3) uint8."""
    low, high = spec.range
    planes = tensor[0].transpose(1, 2, 0) if spec.layout == "NCHW" else tensor[0]
    scaled = (planes - np.float32(low)) * np.float32(255 / (high - low))
    levels: NDArray[np.uint8] = np.rint(np.clip(scaled, 0, 255)).astype(np.uint8)
    return levels


def _middle(pixels: Pixels, shape: Size) -> Pixels:
    """The largest part in the middle that has the proportions of `shape`."""
    height, width = pixels.shape[:2]
    across = min(width, max(1, round(height * shape[0] / shape[1])))
    down = min(height, max(1, round(width * shape[1] / shape[0])))
    left, top = (width - across) // 2, (height - down) // 2
    return pixels[top : top + down, left : left + across]


def _resized(pixels: Pixels, size: Size, spec: ImageInput) -> NDArray[np.uint8]:
    """The colours, (height, width, 3) uint8, over mid grey."""
    height, width = pixels.shape[:2]
    opaque = bool((pixels[..., 3] == 255).all())
    # As RGBX the fourth channel is ignored and nothing is copied; as RGBA colours count by their alpha.
    mode = "RGBX" if opaque else "RGBA"
    picture = Image.frombuffer(mode, (width, height), np.ascontiguousarray(pixels), "raw", mode, 0, 1)
    # Large pictures are averaged in blocks first: several times faster, and 0.2 of a level away on average.
    small = np.asarray(picture.resize(size, _RESAMPLE[spec.resample], reducing_gap=3.0))
    colours = small[..., :3]
    if opaque:
        return colours
    alpha = small[..., 3:].astype(np.uint16)
    return ((colours * alpha + _BACKDROP * (255 - alpha) + 127) // 255).astype(np.uint8)


def tensor_of(outputs: Mapping[str, NDArray[Any]], name: str, title: str, what: str) -> NDArray[np.float32]:
    """The output `name`; InferenceFailed if the model did not return it, or returned no numbers.

    `what` says what it should be: "matte".
    """
    tensor = outputs.get(name)
    if tensor is None or not np.isfinite(tensor).all():
        raise InferenceFailed(f"{title} returned something that is no {what}.", advice="Try again.")
    return np.asarray(tensor, np.float32)


def mask_from_map(tensor: NDArray[np.float32], spec: MapOutput, size: tuple[int, int]) -> Mask:
    """A map of one channel as a mask of `size` (width, height).

    It is rounded to 8 bits before it is enlarged: the 1/510 that this may cost is less than the mask can
    hold, and what remains is integer arithmetic.
    """
    plane = {"NCHW": tensor[:, 0], "NHWC": tensor[..., 0], "NHW": tensor}[spec.layout][0]
    low, high = (float(plane.min()), float(plane.max())) if spec.stretch else spec.range
    scaled = (plane - np.float32(low)) / np.float32(high - low if high > low else 1.0)
    levels = np.rint(np.clip(scaled, 0.0, 1.0) * 255).astype(np.uint8)
    return np.asarray(Image.fromarray(levels).resize(size, Image.Resampling.BICUBIC))
