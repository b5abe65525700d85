"""Layers that somebody else has read from a file, such as psd-tools, or a library in the page.

They come as dictionaries that JSON can carry, with their pixels in buffers beside them.
"""

from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from fotofun.catalog import find
from fotofun.codecs import PIXEL_BUDGET, Metadata, refusals
from fotofun.document.document import Document
from fotofun.document.layer import (
    LOCKS,
    AdjustmentLayer,
    AnyLayer,
    GeneratedLayer,
    GroupLayer,
    LayerMask,
    Layers,
    PixelLayer,
)
from fotofun.errors import FotoFunError
from fotofun.imaging.matrices import Matrix, translate
from fotofun.operation import AreaOperation, GeneratorOperation, PointOperation
from fotofun.protocol import DocumentPart, LayerPart, MaskPart
from fotofun.raster import Plane
from fotofun.render.blend import BLEND_MODES

Buffer = NDArray[np.uint8]

BUDGET = 4 * PIXEL_BUDGET
"""The pixels that all layers may have together."""

DEEPEST, MOST = 100, 20_000
_LABEL = "layered"


def document_from_parts(
    name: str, part: DocumentPart, buffers: Sequence[Buffer], metadata: Metadata | None = None
) -> Document:
    """The document of these parts; the buffers belong to it from now on.

    Raises BrokenFile where they do not fit together, TooLarge beyond the budget.
    """
    try:
        return _Maker(buffers).document(name, part, metadata or Metadata())
    except FotoFunError:
        raise
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise refusals.damaged(_LABEL) from error


class _Maker:
    def __init__(self, buffers: Sequence[Buffer]) -> None:
        self.buffers = buffers
        self.left = BUDGET
        self.made = 0
        self.size = (0, 0)

    def document(self, name: str, part: DocumentPart, metadata: Metadata) -> Document:
        width, height = int(part["width"]), int(part["height"])
        refusals.check_size(_LABEL, width, height, PIXEL_BUDGET)
        self.size = width, height
        layers = self._layers(part["layers"], 0)
        if not layers:
            pixels = Plane(np.zeros((height, width, 4), np.uint8))
            layers = (PixelLayer(id=self._id(), name="Layer", pixels=pixels),)
        return Document(
            name,
            width,
            height,
            layers,
            layers[-1].id,
            resolution=_within(part.get("resolution", 72.0), 1.0, 100_000.0),
            metadata=metadata,
            notes=tuple(dict.fromkeys(str(note) for note in part.get("notes", []))),
            made=self.made,
        )

    def _layers(self, parts: list[LayerPart], depth: int) -> Layers:
        if depth > DEEPEST:
            raise refusals.damaged(_LABEL)
        return tuple(self._layer(part, depth) for part in parts)

    def _layer(self, part: LayerPart, depth: int) -> AnyLayer:
        mode = part.get("blend_mode", "normal")
        common = {
            "id": self._id(),
            "name": str(part["name"])[:1000],
            "visible": bool(part.get("visible", True)),
            "opacity": _within(part.get("opacity", 100.0), 0.0, 100.0),
            "fill_opacity": _within(part.get("fill_opacity", 100.0), 0.0, 100.0),
            "blend_mode": mode if mode in BLEND_MODES else "normal",
            "clipped": bool(part.get("clipped", False)),
            "locks": frozenset(lock for lock in LOCKS if lock in part.get("locks", [])),
            "mask": self._mask(part["mask"]) if "mask" in part else None,
        }
        if part["kind"] == "group":
            layers = self._layers(part["layers"], depth + 1)
            return GroupLayer(**common, layers=layers, isolated=bool(part.get("isolated")))  # type: ignore[arg-type]
        if part["kind"] in ("adjustment", "generated"):
            applied = part["operation"]
            operation = find(applied["operation"]).create(applied["params"])
            if part["kind"] == "generated" and isinstance(operation, GeneratorOperation):
                return GeneratedLayer(**common, content=operation, size=self.size)  # type: ignore[arg-type]
            if not isinstance(operation, PointOperation | AreaOperation):
                raise ValueError(applied["operation"])
            return AdjustmentLayer(**common, operation=operation)  # type: ignore[arg-type]
        plane = self._plane(part["buffer"], (part["height"], part["width"], 4))
        return PixelLayer(**common, pixels=plane, matrix=_place(part))  # type: ignore[arg-type]

    def _mask(self, part: MaskPart) -> LayerMask:
        return LayerMask(
            self._plane(part["buffer"], (part["height"], part["width"])),
            bool(part.get("enabled", True)),
            _within(part.get("density", 100.0), 0.0, 100.0),
            _within(part.get("feather", 0.0), 0.0, 1000.0),
            bool(part.get("linked", True)),
            _place(part),
            int(_within(part.get("outside", 255), 0, 255)),
        )

    def _plane(self, number: int, shape: tuple[int, ...]) -> Plane:
        refusals.check_size(_LABEL, shape[1], shape[0], self.left)
        self.left -= shape[0] * shape[1]
        if number < 0:
            raise IndexError(number)
        return Plane(np.ascontiguousarray(self.buffers[number]).reshape(shape))

    def _id(self) -> str:
        self.made += 1
        if self.made > MOST:
            raise refusals.damaged(_LABEL)
        return f"layer-{self.made}"


def _place(part: LayerPart | MaskPart) -> Matrix:
    left, top = (float(int(cast(int, part.get(key, 0)))) for key in ("left", "top"))
    return translate(_within(left, -1e7, 1e7), _within(top, -1e7, 1e7))


def _within(value: float, low: float, high: float) -> float:
    """A number, cut to what is legal; what is no number takes the lower end."""
    value = float(value)
    return min(max(value, low), high) if value == value else low
