"""Select the object that is clicked on: a picture once, then clicks and boxes, and a mask for each answer.

What the encoder finds out about the picture is worked out once, and every click is answered from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.errors import NothingFound
from fotofun.inference.image_tensor import Frame, image_tensor, tensor_of
from fotofun.inference.manifest import Manifest
from fotofun.inference.runner import Account, ModelRunner
from fotofun.raster import Mask, Pixels

# How SAM numbers what was pointed at.
_OUTSIDE, _INSIDE, _TOP_LEFT, _BOTTOM_RIGHT, _NO_BOX = 0, 1, 2, 3, -1

# Levels of 8 bits for one unit of the network's logits, which are about a unit steep at an edge.
_STEPS = 64.0

_known: dict[bytes, tuple["Embedding", str]] = {}
"""What is known of the picture that was clicked on last, by its digest."""


@dataclass(frozen=True)
class Prompt:
    """What is meant, in the picture's pixels: points on it, points beside it, a box around it."""

    inside: tuple[tuple[float, float], ...] = ()
    outside: tuple[tuple[float, float], ...] = ()
    box: tuple[float, float, float, float] | None = None

    def __post_init__(self) -> None:
        if not self.inside and not self.box:
            raise ValueError("a prompt needs a point inside or a box")


@dataclass(frozen=True)
class Embedding:
    """What is known of a picture: keep it as long as the picture is the same."""

    values: NDArray[np.float32]
    frame: Frame


@dataclass(frozen=True)
class Answer:
    """The object as a mask of the picture's size; `score` is how well the model thinks it fits."""

    mask: Mask
    score: float


async def select_in(pixels: Pixels, prompt: Prompt, models: ModelRunner) -> tuple[Mask, str]:
    """The object that is meant in a picture, (H, W) uint8, and an account of what ran.

    What the encoder found out is kept for the next click on the same picture.
    """
    picture = blake2b(np.ascontiguousarray(pixels).data).digest()
    if picture not in _known:
        found = await embed(pixels, models)
        _known.clear()
        _known[picture] = found
    embedding, told = _known[picture]
    return (await select(embedding, prompt, models)).mask, told


async def embed(pixels: Pixels, models: ModelRunner) -> tuple[Embedding, str]:
    """What the encoder finds out about a picture, (H, W, 4) uint8, and an account of what ran."""
    size = pixels.shape[1], pixels.shape[0]
    placement = await models.place("select_object", size, role="encoder")
    [spec] = placement.model.input
    ran = await models.infer(placement, {spec.name: image_tensor(pixels, spec)})
    name = placement.model.tensor_name("embedding")
    account = Account()
    account.add(placement, ran)
    values = tensor_of(ran.outputs, name, placement.model.title, "description of a picture")
    return Embedding(values, Frame.of(size, spec)), account.told()


async def select(embedding: Embedding, prompt: Prompt, models: ModelRunner) -> Answer:
    """The object that is meant by all the clicks together; NothingFound if there is none."""
    placement = await models.place("select_object", embedding.frame.picture, role="decoder")
    inputs = preprocess(embedding, prompt, placement.model)
    ran = await models.infer(placement, inputs)
    return postprocess(ran.outputs, placement.model, embedding.frame)


def preprocess(embedding: Embedding, prompt: Prompt, manifest: Manifest) -> dict[str, NDArray[Any]]:
    """The decoder's input tensors by name."""
    points = [*prompt.inside, *prompt.outside]
    labels = [_INSIDE] * len(prompt.inside) + [_OUTSIDE] * len(prompt.outside)
    if prompt.box:
        points += [prompt.box[:2], prompt.box[2:]]
        labels += [_TOP_LEFT, _BOTTOM_RIGHT]
    places = embedding.frame.to_tensor(np.array(points, np.float64))
    if not prompt.box:
        places, labels = np.vstack([places, [0.0, 0.0]]), [*labels, _NO_BOX]
    values: dict[str, Any] = {
        "embedding": embedding.values,
        "points": places[np.newaxis],
        "labels": [labels],
        # An answer of before narrows the next one down more than people mean to.
        "mask": np.zeros((1, 1, 256, 256)),
        "has_mask": [0],
    }
    return {spec.name: np.array(values[spec.role], np.float32) for spec in manifest.input_tensor}


def postprocess(outputs: Mapping[str, NDArray[Any]], manifest: Manifest, frame: Frame) -> Answer:
    """The decoder's answer for a picture that lies in `frame`; InferenceFailed if it is none."""
    logits, score = (
        tensor_of(outputs, manifest.tensor_name(role), manifest.title, "mask") for role in ("logits", "score")
    )
    if not (logits[0, 0] > 0).any():
        raise NothingFound(
            f"{manifest.title} found no object there.", advice="Click on another part of it, or draw a box."
        )
    return Answer(_mask(logits[0, 0], frame), float(score.ravel()[0]))


def _mask(logits: NDArray[np.float32], frame: Frame) -> Mask:
    """The mask in the picture's size: 0 outside, 255 inside, a narrow edge where the logits are 0."""
    share = logits.shape[1] / frame.canvas[0]
    part = tuple(length * share for length in frame.inside)
    levels = np.rint(np.clip(128 + logits * _STEPS, 0, 255)).astype(np.uint8)
    box = (0.0, 0.0, part[0], part[1])
    whole = Image.fromarray(levels).resize(frame.picture, Image.Resampling.BICUBIC, box=box)
    # The larger it is made, the flatter the way from out to in.
    steepness = max(1.0, frame.picture[0] / part[0], frame.picture[1] / part[1])
    table = np.clip(np.rint((np.arange(256) - 128) * steepness + 128), 0, 255).astype(np.uint8)
    mask: Mask = table[np.asarray(whole)]
    return mask
