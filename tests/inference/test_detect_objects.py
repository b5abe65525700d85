"""Object detection: the right labels in the right places, on real photos."""

import asyncio

import numpy as np
import pytest

from fotofun.errors import InferenceFailed
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.detection import Candidates, Detection, find, suppress
from fotofun.inference.manifest import Detector, Manifest
from fotofun.inference.tasks.detect_objects import postprocess, preprocess
from fotofun.raster import Pixels
from tests.inference.photos import photo


def _detect(native: NativeBackend, manifest: Manifest, pixels: Pixels) -> list[Detection]:
    ran = asyncio.run(native.infer(manifest, "cpu", preprocess(pixels, manifest), lambda stage: None))
    return postprocess(ran.outputs, manifest, (pixels.shape[1], pixels.shape[0]))


@pytest.mark.parametrize(
    ("name", "label", "box"),
    [
        ("astronaut", "person", (26, 7, 369, 478)),
        ("chelsea", "cat", (0, 4, 388, 297)),
        ("coffee", "cup", (174, 23, 416, 253)),
        ("motorcycle_left", "motorcycle", (93, 52, 696, 461)),
    ],
)
def test_what_is_in_a_photo_is_found_where_it_is(
    native: NativeBackend, manifests: dict[str, Manifest], name: str, label: str, box: tuple[int, ...]
) -> None:
    best, *others = _detect(native, manifests["ssd_mobilenet"], photo(name))
    assert best.label == label
    assert best.score > 0.6
    assert best.box == pytest.approx(box, abs=4)
    # A table under the cup is right, a second person is not.
    assert {each.label for each in others} <= {"dining table"}


def test_a_shifted_photo_has_its_boxes_shifted(native: NativeBackend, manifests: dict[str, Manifest]) -> None:
    """Pixels, not fractions: a margin at the left and at the top moves what is found by as much."""
    cat = photo("chelsea")
    framed = np.full((cat.shape[0] + 60, cat.shape[1] + 90, 4), 255, np.uint8)
    framed[60:, 90:] = cat
    plain = _detect(native, manifests["ssd_mobilenet"], cat)[0]
    moved = _detect(native, manifests["ssd_mobilenet"], framed)[0]
    assert moved.label == "cat"
    assert np.subtract(moved.box, plain.box) == pytest.approx((90, 60, 90, 60), abs=25)


def test_nothing_is_found_where_nothing_is(native: NativeBackend, manifests: dict[str, Manifest]) -> None:
    grey = np.full((50, 3000, 4), 200, np.uint8)
    assert _detect(native, manifests["ssd_mobilenet"], grey) == []


def test_what_are_no_boxes_is_refused(manifests: dict[str, Manifest]) -> None:
    boxes = np.full((1, 1917, 4), np.nan, np.float32)
    for outputs in ({}, {"scores": np.zeros((1, 1917, 90), np.float32), "boxes": boxes}):
        with pytest.raises(InferenceFailed, match="no list of boxes"):
            postprocess(outputs, manifests["ssd_mobilenet"], (10, 10))


def test_the_best_of_overlapping_boxes_is_kept() -> None:
    boxes = np.array([[0, 0, 10, 10], [1, 0, 11, 10], [20, 0, 30, 10], [0, 0, 10, 4]], np.float64)
    scores = np.array([0.6, 0.9, 0.5, 0.7], np.float32)
    # The first shares 9/11 with the second; the last shares 36/114 with it and 4/10 with the first.
    assert list(suppress(boxes, scores, 0.5)) == [1, 3, 2]
    assert list(suppress(boxes, scores, 0.9)) == [1, 3, 0, 2]
    assert list(suppress(boxes, scores, 0.3)) == [1, 2]
    assert list(suppress(boxes[:0], scores[:0], 0.5)) == []


def test_labels_do_not_suppress_each_other_and_boxes_stay_in_the_picture() -> None:
    boxes = np.array([[-5, 2, 8, 20], [-4, 2, 8, 20], [-9, 0, -1, 5]], np.float64)
    scores = np.array([[0.9, 0.3, 0.9], [0.8, 0.7, 0.9], [0.9, 0.9, 0.9]], np.float32)
    detector = Detector("boxes", 0.5, 0.5, ("one", "other", ""))
    found = find(Candidates(boxes, scores, np.zeros((3, 0, 2))), detector, (16, 12))
    assert [(each.label, each.box) for each in found] == [("one", (0, 2, 8, 12)), ("other", (0, 2, 8, 12))]
