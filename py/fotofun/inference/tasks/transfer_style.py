"""Paint a picture anew in a style: one of the model's own, a blend of them, or that of any other picture."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.inference.image_tensor import colours_from, image_tensor, tensor_of
from fotofun.inference.manifest import Manifest
from fotofun.inference.runner import Account, ModelRunner
from fotofun.raster import Pixels

LARGEST = 1024
"""The longest side, in pixels, that is worked at; the result is enlarged to the picture's own size."""


def preprocess(
    pixels: Pixels, manifest: Manifest, style: NDArray[np.float32], side: int = LARGEST
) -> dict[str, NDArray[Any]]:
    """The input tensors by name: the picture with a longest side of `side`, and what says its style.

    The larger the side, the finer the strokes. Statistics are the whole picture's, so there are no tiles.
    """
    [image], [vector] = manifest.input, manifest.input_tensor
    picture = image_tensor(pixels, replace(image, size=(side, side)))
    shape = [axis for axis in vector.shape if isinstance(axis, int)]
    return {image.name: picture, vector.name: style.astype(np.float32).reshape(shape)}


def postprocess(outputs: Mapping[str, NDArray[Any]], manifest: Manifest, pixels: Pixels) -> Pixels:
    """The painting in the size of `pixels` and with its alpha; InferenceFailed if it is no picture."""
    [spec] = manifest.output
    return _in_size_of(colours_from(tensor_of(outputs, spec.name, manifest.title, "picture"), spec), pixels)


def blend(manifest: Manifest, shares: Mapping[str, float]) -> NDArray[np.float32]:
    """How much of each of the model's styles, summing to 1; `shares` by name, one of them above 0."""
    unknown = set(shares) - set(manifest.styles)
    weights = np.array([max(shares.get(name, 0.0), 0.0) for name in manifest.styles], np.float32)
    if unknown or not weights.sum() > 0:
        raise ValueError(f"the shares {dict(shares)} name no style of {manifest.title}")
    weights /= weights.sum()
    return weights


async def paint(
    pixels: Pixels,
    models: ModelRunner,
    shares: Mapping[str, float],
    strength: float = 1.0,
    side: int = LARGEST,
) -> tuple[Pixels, str]:
    """The picture in a blend of named styles, and an account of what ran; `strength` 0 leaves it as it is."""
    used = [name for name, share in shares.items() if share > 0]
    # The service paints in one style; blends are made here.
    service = (
        await models.service_for("transfer_style", pixels, "overall", role="named")
        if len(used) == 1
        else None
    )
    if service:
        painted = await service.picture({"style": used[0]})
        return _mixed(pixels, _in_size_of(painted, pixels), strength), service.told()
    account = Account()
    placement = await models.place("transfer_style", (pixels.shape[1], pixels.shape[0]), role="named")
    inputs = preprocess(pixels, placement.model, blend(placement.model, shares), side)
    ran = await models.infer(placement, inputs)
    account.add(placement, ran)
    painted = postprocess(ran.outputs, placement.model, pixels)
    return _mixed(pixels, painted, strength), account.told()


async def paint_like(
    pixels: Pixels, style: Pixels, models: ModelRunner, strength: float = 1.0, side: int = LARGEST
) -> tuple[Pixels, str]:
    """The picture in the style of another, and an account of what ran.

    With less `strength` the style lies between the other picture's (1) and the picture's own (0).
    """
    size = pixels.shape[1], pixels.shape[0]
    if service := await models.service_for("transfer_style", pixels, "overall", role="transformation"):
        painted = await service.picture({"strength": strength}, style=style)
        return _in_size_of(painted, pixels), service.told()
    account = Account()
    predictor = await models.place("transfer_style", size, role="prediction")
    [source] = predictor.model.input
    vector = np.zeros(1, np.float32)
    for picture, share in ((style, strength), (pixels, 1 - strength)):
        if share:
            ran = await models.infer(predictor, {source.name: image_tensor(picture, source)})
            account.add(predictor, ran)
            found = tensor_of(
                ran.outputs, predictor.model.tensor_name("style"), predictor.model.title, "style"
            )
            vector = vector + np.float32(share) * found
    painter = await models.place("transfer_style", size, role="transformation")
    ran = await models.infer(painter, preprocess(pixels, painter.model, vector, side))
    account.add(painter, ran)
    return postprocess(ran.outputs, painter.model, pixels), account.told()


def _in_size_of(painted: NDArray[np.uint8], pixels: Pixels) -> Pixels:
    """A painting, (h, w, 3 or 4) uint8, in the picture's own size and with its alpha."""
    height, width = pixels.shape[:2]
    colours = np.ascontiguousarray(painted[..., :3])
    large = np.asarray(Image.fromarray(colours).resize((width, height), Image.Resampling.BICUBIC))
    return np.dstack([large, pixels[..., 3]])


def _mixed(pixels: Pixels, painted: Pixels, strength: float) -> Pixels:
    """The painting over the picture, both opaque, with the picture's alpha."""
    share = round(min(max(strength, 0.0), 1.0) * 256)
    mixed = painted.astype(np.uint16) * share + pixels.astype(np.uint16) * (256 - share)
    return ((mixed + 128) >> 8).astype(np.uint8)
