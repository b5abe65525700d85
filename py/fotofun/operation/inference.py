"""Operations that need a model."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from fotofun.operation.base import Operation
from fotofun.raster import Pixels

if TYPE_CHECKING:
    from fotofun.inference.runner import ModelRunner

Made: TypeAlias = Literal["mask", "selection", "pixels"]


@dataclass(frozen=True)
class Outcome:
    """What a model made of a layer, and a sentence that says what ran where.

    `data` is the layer's mask or what is to be selected, (H, W) uint8, or the layer's new pixels,
    (H, W, 4) uint8. `combine`: what happens with what is already selected. `names`: of what the bits of a
    selection stand for, from the lowest, where they stand for something.
    """

    data: NDArray[np.uint8]
    message: str
    kind: Made = "mask"
    combine: str = "new"
    names: tuple[str, ...] = ()


class InferenceOperation(Operation, ABC):
    """A task of a model; takes its time, can be cancelled, runs on this machine or on a chosen service."""

    family = "inference"
    task: ClassVar[str] = ""
    """The task of `fotofun.inference.tasks` that it cannot do without."""

    @abstractmethod
    async def run(self, pixels: Pixels, models: "ModelRunner") -> Outcome:
        """Runs the task on a layer's pixels, (H, W, 4) uint8; raises InferenceError or Cancelled."""
