"""Operations that need a model."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fotofun.operation.base import Operation
from fotofun.raster import Mask, Pixels

if TYPE_CHECKING:
    from fotofun.inference.runner import ModelRunner


@dataclass(frozen=True)
class Outcome:
    """What a model made: a mask for the layer, and a sentence that says what ran where."""

    mask: Mask
    message: str


class InferenceOperation(Operation, ABC):
    """A task of a model; takes its time, can be cancelled, runs on this machine or on a chosen service."""

    family = "inference"

    @abstractmethod
    async def run(self, pixels: Pixels, models: "ModelRunner") -> Outcome:
        """Runs the task on a layer's pixels, (H, W, 4) uint8; raises InferenceError or Cancelled."""
