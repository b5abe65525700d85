"""Find faces: a picture in; boxes out, each with the eyes, the nose and the mouth."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fotofun.inference.detection import Candidates, Detection, find
from fotofun.inference.image_tensor import Frame, image_tensor, tensor_of
from fotofun.inference.manifest import Manifest
from fotofun.inference.runner import ModelRunner, account
from fotofun.raster import Pixels, Size


async def faces_in(pixels: Pixels, models: ModelRunner) -> tuple[list[Detection], str]:
    """The faces in a picture, (H, W, 4) uint8, best first, and an account of what ran."""
    size = pixels.shape[1], pixels.shape[0]
    if service := await models.service_for("detect_faces", pixels, "overall"):
        return await service.detections({}), service.told()
    placement = await models.place("detect_faces", size)
    ran = await models.infer(placement, preprocess(pixels, placement.model))
    return postprocess(ran.outputs, placement.model, size), account(placement, ran)


def preprocess(pixels: Pixels, manifest: Manifest) -> dict[str, NDArray[Any]]:
    """The model's input tensor by name; pixels is (H, W, 4) uint8 of any size."""
    [spec] = manifest.input
    return {spec.name: image_tensor(pixels, spec)}


def postprocess(outputs: Mapping[str, NDArray[Any]], manifest: Manifest, size: Size) -> list[Detection]:
    """The faces in a picture of `size` (width, height), best first; empty if there is none.

    A face's points are the eye at the left of the picture, the one at the right, and the tip of the nose;
    what follows depends on the model. Raises InferenceFailed when what the model returned are no faces.
    """
    detector = manifest.detector
    if detector is None:
        raise ValueError(f"{manifest.id} is no detector")
    tensors = {
        spec.role: tensor_of(outputs, spec.name, manifest.title, "list of faces")[0]
        for spec in manifest.output_tensor
    }
    frame = Frame.of(size, manifest.input[0])
    found = _from_anchors(tensors, frame) if detector.scheme == "anchors" else _from_centres(tensors, frame)
    boxes = frame.to_picture(found.boxes.reshape(-1, 2, 2)).reshape(-1, 4)
    return find(Candidates(boxes, found.scores, frame.to_picture(found.points)), detector, size)


def _from_anchors(tensors: Mapping[str, NDArray[np.float32]], frame: Frame) -> Candidates:
    """One candidate for each cell of a square grid: its middle and its points are shifts from the cell's.

    Everything is in the tensor's pixels; `scores` are logits.
    """
    values = tensors["boxes"].astype(np.float64)
    cells = round(len(values) ** 0.5)
    down, across = np.divmod(np.arange(len(values)), cells)
    middles = np.stack([across + 0.5, down + 0.5], axis=-1) * (frame.canvas[0] / cells)
    points = values[:, 4:].reshape(len(values), -1, 2) + middles[:, np.newaxis]
    logits = np.clip(tensors["scores"], -80, 80)
    scores = (1 / (1 + np.exp(-logits))).astype(np.float32)
    return Candidates(_boxes(middles + values[:, :2], values[:, 2:4]), scores, points)


def _from_centres(tensors: Mapping[str, NDArray[np.float32]], frame: Frame) -> Candidates:
    """One candidate for each cell of a map: its score is how likely the middle of a face lies there.

    Sizes are logarithms of a number of cells, points are shares of the box; all maps have y before x.
    """
    heat = tensors["centres"][0]
    step = frame.canvas[0] / heat.shape[1]
    # All others are far below any limit that makes sense, and there are many of them.
    down, across = np.nonzero(heat > 0.1)
    offsets, sizes, points = (
        tensors[role][:, down, across].T.astype(np.float64) for role in ("offsets", "sizes", "points")
    )
    middles = (np.stack([across, down], axis=-1) + 0.5 + offsets[:, ::-1]) * step
    sides = np.exp(sizes[:, ::-1]) * step
    boxes = _boxes(middles, sides)
    places = points.reshape(len(points), 5, 2)[..., ::-1] * sides[:, np.newaxis] + boxes[:, np.newaxis, :2]
    return Candidates(boxes, heat[down, across][:, np.newaxis], places)


def _boxes(middles: NDArray[np.float64], sides: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([middles - sides / 2, middles + sides / 2], axis=-1)
