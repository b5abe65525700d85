"""Say what is in a picture and where: a picture in, labelled boxes out."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fotofun.inference.detection import Candidates, Detection, find
from fotofun.inference.image_tensor import Frame, image_tensor, tensor_of
from fotofun.inference.manifest import Manifest
from fotofun.inference.runner import ModelRunner, account
from fotofun.raster import Pixels, Size


async def objects_in(pixels: Pixels, models: ModelRunner) -> tuple[list[Detection], str]:
    """What is in a picture, (H, W, 4) uint8, best first, and an account of what ran."""
    size = pixels.shape[1], pixels.shape[0]
    if service := await models.service_for("detect_objects", pixels, "overall"):
        return await service.detections({}), service.told()
    placement = await models.place("detect_objects", size)
    ran = await models.infer(placement, preprocess(pixels, placement.model))
    return postprocess(ran.outputs, placement.model, size), account(placement, ran)


def preprocess(pixels: Pixels, manifest: Manifest) -> dict[str, NDArray[Any]]:
    """The model's input tensor by name; pixels is (H, W, 4) uint8 of any size."""
    [spec] = manifest.input
    return {spec.name: image_tensor(pixels, spec)}


def postprocess(outputs: Mapping[str, NDArray[Any]], manifest: Manifest, size: Size) -> list[Detection]:
    """What was found in a picture of `size` (width, height), best first; empty if nothing was.

    Raises InferenceFailed when what the model returned are no boxes.
    """
    [spec] = manifest.input
    detector = manifest.detector
    if detector is None:
        raise ValueError(f"{manifest.id} is no detector")
    scores, boxes = (
        tensor_of(outputs, manifest.tensor_name(role), manifest.title, "list of boxes")[0]
        for role in ("scores", "boxes")
    )
    # Top, left, bottom, right in 0..1, as this family of networks has them.
    corners = boxes.reshape(-1, 2, 2)[..., ::-1].astype(np.float64) * spec.size
    placed = Frame.of(size, spec).to_picture(corners).reshape(-1, 4)
    return find(Candidates(placed, scores, np.zeros((len(placed), 0, 2))), detector, size)
