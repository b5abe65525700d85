"""Face detection: every face once, none where there is none, the eyes where they are."""

import asyncio

import numpy as np
import pytest
from PIL import Image

from fotofun.errors import InferenceFailed
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.detection import Detection
from fotofun.inference.manifest import Manifest
from fotofun.inference.tasks.detect_faces import postprocess, preprocess
from fotofun.raster import Pixels
from tests.inference.photos import photo

MODELS = ["blazeface", "centerface"]

# The astronaut's face, from the hair's edge to the chin, and her eyes and nose; seen by a person.
FACE = (178, 62, 274, 176)
POINTS = [(204, 102), (247, 104), (224, 127)]


def _detect(native: NativeBackend, manifest: Manifest, pixels: Pixels) -> list[Detection]:
    ran = asyncio.run(native.infer(manifest, "cpu", preprocess(pixels, manifest), lambda stage: None))
    return postprocess(ran.outputs, manifest, (pixels.shape[1], pixels.shape[0]))


@pytest.mark.parametrize("name", MODELS)
def test_a_face_is_found_with_eyes_and_nose(
    native: NativeBackend, manifests: dict[str, Manifest], name: str
) -> None:
    [face] = _detect(native, manifests[name], photo("astronaut"))
    assert (face.label, face.score > 0.9) == ("face", True)
    assert face.box == pytest.approx(FACE, abs=10)
    assert np.ravel(face.points[:3]) == pytest.approx(np.ravel(POINTS), abs=4)


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("other", ["chelsea", "coffee", "motorcycle_left"])
def test_a_cat_a_cup_and_a_motorcycle_have_no_face(
    native: NativeBackend, manifests: dict[str, Manifest], name: str, other: str
) -> None:
    assert _detect(native, manifests[name], photo(other)) == []


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("size", [(1000, 640), (600, 1100)])
def test_a_face_lies_where_it_was_put(
    native: NativeBackend, manifests: dict[str, Manifest], name: str, size: tuple[int, int]
) -> None:
    """A wide and a tall picture: margins, borders and the way back are those of this picture."""
    left, top = 70, 90
    framed = np.full((size[1], size[0], 4), 255, np.uint8)
    framed[top : top + 512, left : left + 512] = photo("astronaut")
    [face] = _detect(native, manifests[name], framed)
    assert np.subtract(face.box, (left, top, left, top)) == pytest.approx(FACE, abs=16)
    eye = np.subtract(face.points[0], (left, top))
    assert eye == pytest.approx(POINTS[0], abs=7)


def test_small_faces_in_a_crowd_are_each_found_once(
    native: NativeBackend, manifests: dict[str, Manifest]
) -> None:
    one = Image.fromarray(photo("astronaut")).resize((160, 160), Image.Resampling.LANCZOS)
    crowd = np.tile(np.asarray(one), (3, 4, 1))
    faces = _detect(native, manifests["centerface"], crowd)
    assert len(faces) == 12
    cells = {(int(face.points[2][0]) // 160, int(face.points[2][1]) // 160) for face in faces}
    assert len(cells) == 12


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("size", [(1, 1), (2000, 3), (5, 700)])
def test_any_size_goes_through(
    native: NativeBackend, manifests: dict[str, Manifest], name: str, size: tuple[int, int]
) -> None:
    width, height = size
    assert _detect(native, manifests[name], np.full((height, width, 4), 120, np.uint8)) == []


@pytest.mark.parametrize("name", MODELS)
def test_what_are_no_faces_is_refused(manifests: dict[str, Manifest], name: str) -> None:
    with pytest.raises(InferenceFailed, match="no list of faces"):
        postprocess({}, manifests[name], (10, 10))
