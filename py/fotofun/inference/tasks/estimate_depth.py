"""Tell how near everything is: a picture in, a map of the same size out."""

from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from fotofun.errors import ModelUnavailable, NothingFound
from fotofun.imaging.resize import resize
from fotofun.inference.image_tensor import image_tensor, mask_from_map, tensor_of
from fotofun.inference.manifest import Manifest
from fotofun.inference.runner import ModelRunner, account
from fotofun.raster import Mask, Pixels, Size


async def estimate(pixels: Pixels, models: ModelRunner) -> tuple[Mask, str]:
    """How near each pixel is, and an account of what ran; pixels is (H, W, 4) uint8."""
    size = pixels.shape[1], pixels.shape[0]
    if service := await models.service_for("estimate_depth", pixels, "overall"):
        return resize(await service.mask({}), size, "bicubic"), service.told()
    try:
        placement = await models.place("estimate_depth", size)
    except ModelUnavailable:
        raise ModelUnavailable(
            "The model that sees depth, MiDaS small, is not on this device: no package carries it.",
            advice="It is free (MIT licence, 67 MB): AI, Models says where to get the file, and takes it.",
        ) from None
    ran = await models.infer(placement, preprocess(pixels, placement.model))
    return postprocess(ran.outputs, placement.model, size), account(placement, ran)


def preprocess(pixels: Pixels, manifest: Manifest) -> dict[str, NDArray[Any]]:
    """The model's input tensor by name; pixels is (H, W, 4) uint8 of any size."""
    [spec] = manifest.input
    return {spec.name: image_tensor(pixels, spec)}


def postprocess(outputs: Mapping[str, NDArray[Any]], manifest: Manifest, size: Size) -> Mask:
    """(H, W) uint8 of a picture of `size` (width, height): 255 is the nearest in it, 0 the farthest.

    The scale is that of the inverse of the distance. Raises NothingFound where everything is equally near,
    and InferenceFailed when what the model returned is not a map of numbers.
    """
    [spec] = manifest.output
    tensor = tensor_of(outputs, spec.name, manifest.title, "map of depth")
    if tensor.max() - tensor.min() < 1e-6:
        raise NothingFound(f"{manifest.title} sees everything equally near.", advice="Try another photo.")
    return mask_from_map(tensor, spec, size)
