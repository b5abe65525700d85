"""Tell the subject from the background: a picture in, a matte of the same size out."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fotofun.errors import InferenceFailed, NothingFound
from fotofun.imaging.matting import enlarge_matte
from fotofun.inference.image_tensor import image_tensor, mask_from_map
from fotofun.inference.manifest import Manifest, Quality
from fotofun.inference.runner import ModelRunner, account
from fotofun.raster import Mask, Pixels

# A map that is enlarged less than this has edges as fine as can be told from the picture.
_LEAST = 1.25


async def matte(
    pixels: Pixels, models: ModelRunner, quality: Quality, refined: bool = True
) -> tuple[Mask, str]:
    """The subject of a picture, (H, W) uint8, and an account of what ran; pixels is (H, W, 4) uint8.

    `refined`: where the model's map was enlarged, edges follow those of the picture.
    """
    height, width = pixels.shape[:2]
    if service := await models.service_for("remove_background", pixels, "overall", quality):
        mask = await service.mask({"quality": quality, "output": "mask", "refine": refined})
        return enlarged(mask, pixels), service.told()
    placement = await models.place("remove_background", (width, height), quality)
    ran = await models.infer(placement, preprocess(pixels, placement.model))
    [spec] = placement.model.input
    if refined and max(width / spec.size[0], height / spec.size[1]) >= _LEAST:
        mask = enlarge_matte(postprocess(ran.outputs, placement.model, spec.size), pixels)
    else:
        mask = postprocess(ran.outputs, placement.model, (width, height))
    return mask, account(placement, ran)


def enlarged(mask: Mask, pixels: Pixels) -> Mask:
    """A mask of a smaller copy of the picture in the picture's own size, with its edges."""
    return mask if mask.shape == pixels.shape[:2] else enlarge_matte(mask, pixels)


def preprocess(pixels: Pixels, manifest: Manifest) -> dict[str, NDArray[Any]]:
    """The model's input tensor by name; pixels is (H, W, 4) uint8 of any size."""
    [spec] = manifest.input
    return {spec.name: image_tensor(pixels, spec)}


def postprocess(outputs: Mapping[str, NDArray[Any]], manifest: Manifest, size: tuple[int, int]) -> Mask:
    """The matte of a picture of `size` (width, height): (H, W) uint8, 255 where the subject is.

    Raises NothingFound when there is no subject, which would hide the whole picture, and InferenceFailed when
    what the model returned is not a map of numbers.
    """
    [spec] = manifest.output
    tensor = outputs.get(spec.name)
    if tensor is None or tensor.ndim != 4 or not np.isfinite(tensor).all():
        raise InferenceFailed(
            f"{manifest.title} returned something that is no matte.",
            advice="Try again, or choose another quality.",
        )
    # Decided on the model's own map: a tiny picture's matte may well be an average.
    if not spec.stretch and tensor.max() < sum(spec.range) / 2:
        raise NothingFound(
            f"{manifest.title} found no subject that stands out.",
            advice="Try another quality, or another photo.",
        )
    return mask_from_map(tensor, spec, size)
