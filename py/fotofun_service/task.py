"""What a task of the service is: what it is asked with, and what it answers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fotofun.inference.detection import Detection
from fotofun.inference.manifest import Quality
from fotofun.inference.runner import ModelRunner
from fotofun.raster import Mask, Pixels
from fotofun_service.problem import Refused

_QUALITIES: tuple[Quality, ...] = ("best", "fast", "preview")


@dataclass(frozen=True, eq=False)
class Request:
    """One request, decoded: pictures are (H, W, 4) uint8, the mask (H, W) uint8 of the image's size."""

    image: Pixels
    models: ModelRunner
    max_pixels: int
    options: Mapping[str, Any] = field(default_factory=dict)
    style: Pixels | None = None
    mask: Mask | None = None

    @property
    def size(self) -> tuple[int, int]:
        """The image's width and height."""
        return self.image.shape[1], self.image.shape[0]

    def choice(self, name: str, choices: tuple[Any, ...], default: Any) -> Any:
        """The option `name`, which must be one of `choices`."""
        value = self.options.get(name, default)
        if isinstance(value, bool) or value not in choices:
            words = ", ".join(str(each) for each in choices)
            raise Refused(422, "invalid-options", f"The option {name} must be one of {words}.")
        return value

    def flag(self, name: str, default: bool) -> bool:
        """The option `name`, true or false."""
        value = self.options.get(name, default)
        if not isinstance(value, bool):
            raise Refused(422, "invalid-options", f"The option {name} must be true or false.")
        return value

    def quality(self) -> Quality:
        """How well it should be done."""
        quality: Quality = self.choice("quality", _QUALITIES, "best")
        return quality

    def share(self, name: str, default: float) -> float:
        """The option `name`, a number from 0 to 1."""
        value = self.options.get(name, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            raise Refused(422, "invalid-options", f"The option {name} must be a number from 0 to 1.")
        return float(value)


@dataclass(frozen=True, eq=False)
class Result:
    """A picture, or facts, and an account of what ran."""

    pixels: Pixels | None = None
    facts: Mapping[str, Any] | None = None
    account: str = ""


@dataclass(frozen=True)
class Task:
    """`options` are the names that it understands, `example` some of them with values.

    `parts` are those of a form that it cannot do without.
    """

    name: str
    summary: str
    run: Callable[[Request], Awaitable[Result]]
    options: tuple[str, ...] = ()
    example: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[str, ...] = ("image",)


def as_picture(mask: Mask) -> Pixels:
    """A mask as an opaque grey picture."""
    return np.dstack([mask, mask, mask, np.full_like(mask, 255)])


def as_facts(found: list[Detection], size: tuple[int, int]) -> dict[str, Any]:
    """Detections as JSON has them; boxes are left, top, right, bottom in the picture's pixels."""
    return {
        "width": size[0],
        "height": size[1],
        "detections": [
            {
                "label": each.label,
                "score": round(each.score, 4),
                "box": [round(edge, 2) for edge in each.box],
                "points": [[round(x, 2), round(y, 2)] for x, y in each.points],
            }
            for each in found
        ],
    }
