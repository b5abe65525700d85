"""What a model is asked before a device is trusted with it; its manifest states the answer."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fotofun.inference.image_tensor import image_tensor
from fotofun.inference.manifest import Manifest
from fotofun.raster import Pixels

# Tensors that say something about the picture, and must make sense.
_SENSIBLE = {
    "points": [512.0, 384.0],
    "labels": [1.0],
    "mask": [0.0],
    "has_mask": [0.0],
    "size": [96.0, 128.0],
}

# It takes others than its own, and a quarter of the pixels is a quarter of the time.
_SMALLER = {"isnet_general": (512, 512)}

_PARTS = 4

# Rounding differs between devices, more so in deep networks; what a broken driver answers is far off.
_SHARE = 0.02


def question(manifest: Manifest) -> dict[str, NDArray[Any]]:
    """The input tensors: pictures are a disc, free axes 1, and the rest a pattern."""
    tensors: dict[str, NDArray[Any]] = {}
    for image in manifest.input:
        size = _SMALLER.get(manifest.id, image.size)
        tensors[image.name] = image_tensor(_disc(), replace(image, size=size))
    for spec in manifest.input_tensor:
        shape = tuple(axis if isinstance(axis, int) else 1 for axis in spec.shape)
        sensible = _SENSIBLE.get(spec.role)
        pattern = np.resize(sensible, shape) if sensible else _pattern(shape)
        tensors[spec.name] = pattern.astype(np.float32)
    return tensors


def answer(outputs: Mapping[str, NDArray[Any]], manifest: Manifest) -> list[float]:
    """Mean and maximum of each of four equal parts (C order) of every output, in the manifest's order.

    What has fewer values than parts has as many parts as values.
    """
    names = [each.name for each in manifest.output] + [each.name for each in manifest.output_tensor]
    parts = [
        part
        for name in names
        for part in np.array_split(outputs[name].ravel(), min(_PARTS, outputs[name].size))
    ]
    return [float(value) for part in parts for value in (part.mean(), part.max())]


def is_right(outputs: Mapping[str, NDArray[Any]], manifest: Manifest) -> bool:
    """Whether a device's answer is the manifest's but for rounding; what states none cannot be right."""
    told = np.array(answer(outputs, manifest))
    stated = np.array(manifest.canary)
    if not stated.size or told.shape != stated.shape or not np.isfinite(told).all():
        return False
    return bool((np.abs(told - stated) <= _SHARE * np.maximum(np.abs(stated), 0.1)).all())


def _disc(width: int = 320, height: int = 240) -> Pixels:
    """A bright disc on a dark ground with a little texture, opaque."""
    y, x = np.mgrid[:height, :width]
    inside = (x - width * 0.55) ** 2 + (y - height * 0.5) ** 2 < (height * 0.3) ** 2
    texture = (x * 13 + y * 7) % 17 * 4
    planes = [np.where(inside, bright, 32) + texture for bright in (190, 170, 150)]
    return np.stack([*planes, np.full_like(x, 255)], axis=-1).astype(np.uint8)


def _pattern(shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Numbers from -0.5 to 0.5 that repeat late, the same everywhere."""
    steps = np.arange(int(np.prod(shape)), dtype=np.int64) * 61 % 4099
    return (steps / 4099 - 0.5).astype(np.float32).reshape(shape)
