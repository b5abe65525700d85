"""What detectors find: boxes with a label and a score, the best of those that overlap."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fotofun.inference.manifest import Detector
from fotofun.raster import Size

Point = tuple[float, float]


@dataclass(frozen=True)
class Detection:
    """Something found: `box` is (left, top, right, bottom) in the picture's pixels, inside the picture.

    `score` is 0..1. `points` are landmarks (x, y), in the order that the task states.
    """

    label: str
    score: float
    box: tuple[float, float, float, float]
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Candidates:
    """What a network proposes, one row each.

    `boxes` (n, 4) float64 left, top, right, bottom in the picture's pixels; `scores` (n, labels); `points`
    (n, k, 2), where k may be 0.
    """

    boxes: NDArray[np.float64]
    scores: NDArray[np.float32]
    points: NDArray[np.float64]


def find(candidates: Candidates, detector: Detector, size: Size) -> list[Detection]:
    """What counts of the candidates, best first; `size` is the picture's (width, height)."""
    found: list[Detection] = []
    boxes = np.clip(candidates.boxes, 0, np.array([*size, *size]))
    for column, label in enumerate(detector.labels):
        if not label:
            continue
        scores = candidates.scores[:, column]
        [passing] = np.nonzero(scores > detector.score)
        passing = passing[(boxes[passing, 2:] > boxes[passing, :2]).all(axis=1)]
        for row in passing[suppress(boxes[passing], scores[passing], detector.overlap)]:
            left, top, right, bottom = (float(each) for each in boxes[row])
            points = tuple((float(x), float(y)) for x, y in candidates.points[row])
            found.append(Detection(label, float(scores[row]), (left, top, right, bottom), points))
    return sorted(found, key=lambda each: -each.score)


def suppress(boxes: NDArray[np.float64], scores: NDArray[np.float32], overlap: float) -> NDArray[np.intp]:
    """The rows of the boxes to keep, best first: none overlaps a better one by more than `overlap`.

    Overlap is intersection over union; boxes (n, 4) left, top, right, bottom; greedy non-maximum suppression.
    """
    order = np.argsort(-scores, kind="stable")
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    kept: list[int] = []
    while order.size:
        best, rest = order[0], order[1:]
        kept.append(int(best))
        corner = np.maximum(boxes[best, :2], boxes[rest, :2])
        sides = np.clip(np.minimum(boxes[best, 2:], boxes[rest, 2:]) - corner, 0, None)
        shared = sides[:, 0] * sides[:, 1]
        order = rest[shared <= overlap * (areas[best] + areas[rest] - shared)]
    return np.array(kept, np.intp)
