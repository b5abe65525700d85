"""Planes that Python renders, since the viewport cannot: made when they are first needed, then kept."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from fotofun.document.layer import AnyLayer, GeneratedLayer, Layers
from fotofun.imaging.matrices import IDENTITY, Matrix, is_integer_translation, multiply, scale, translate
from fotofun.raster import Box, Pixels, Plane, Size
from fotofun.render.sources import mask_in, offset
from fotofun.render.styles import Body, Step, steps_of

LARGEST = 4  # times the document's area: a larger drawing is only made where it is seen


class Part(NamedTuple):
    """A plane of RGBA, and how it is laid into the document. `mask` is laid like it.

    `blend_mode` is None where it is the layer's own.
    """

    plane: Plane
    matrix: Matrix
    mask: Plane | None = None
    blend_mode: str | None = None
    share: int = 255


class Made:
    """The planes of the document that is shown, each with what it was made from."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Hashable, Any]] = {}
        self._used: set[str] = set()

    def begin(self) -> None:
        """From now on it is noted what is used."""
        self._used.clear()

    def end(self) -> None:
        """Forgets what was not used since it began."""
        self._kept = {name: self._kept[name] for name in self._kept if name in self._used}

    def clear(self) -> None:
        """Forgets all, as when another picture is opened."""
        self._kept.clear()

    def stack(self, name: str, layers: Layers, size: Size, compose: Callable[[], Pixels]) -> Part:
        """Layers together, as a plane of the document's size."""
        plane: Plane = self._get(f"stack:{name}", (layers, size), lambda: Plane(compose()))
        return Part(plane, IDENTITY)

    def content(self, layer: GeneratedLayer, size: Size) -> Part:
        """What a fill, a text or a shape draws."""
        content, drawn = layer.content, layer.content.bounds(layer.size)
        if content.uniform:
            corner = Box(drawn.left, drawn.top, drawn.left + 1, drawn.top + 1)
            plane = self._get(f"content:{layer.id}", content, lambda: Plane(content.draw(layer.size, corner)))
            width, height = drawn.size
            stretched = multiply(layer.matrix, translate(float(drawn.left), float(drawn.top)))
            return Part(plane, multiply(stretched, scale(float(width), float(height))))
        if is_integer_translation(layer.matrix) and _area(drawn) > LARGEST * size[0] * size[1]:
            x, y = offset(layer.matrix)
            drawn = drawn.intersect(Box.of(size).shift(-x, -y))
        if drawn.is_empty:
            drawn = Box(0, 0, 1, 1)
        key = (content, layer.size, drawn)
        plane = self._get(f"content:{layer.id}", key, lambda: Plane(content.draw(layer.size, drawn)))
        return Part(plane, multiply(layer.matrix, translate(float(drawn.left), float(drawn.top))))

    def mask(self, layer: AnyLayer, size: Size) -> Plane:
        """A layer's mask as it lies in the document, feathered, at full density."""
        assert layer.mask
        mask = replace(layer.mask, density=100.0)

        def laid() -> Plane:
            values = mask_in(mask, Box.of(size), size)
            assert values is not None
            return Plane(np.ascontiguousarray(values))

        plane: Plane = self._get(f"mask:{layer.id}", (mask, size), laid)
        return plane

    def styled(self, layer: AnyLayer, clipped: Layers, body: Body, size: Size) -> list[Part]:
        """A layer with its effects as parts that are laid over one another."""
        bare = replace(
            layer,
            name="",
            visible=True,
            opacity=100.0,
            blend_mode="normal",
            locks=frozenset(),
            clipped=False,
        )

        def parts() -> list[Part]:
            steps = steps_of(bare, body, Box.of(size), size)
            return [_part(step) for step in steps]

        made: list[Part] = self._get(f"style:{layer.id}", (bare, clipped, size), parts)
        return made

    def _get(self, name: str, key: Hashable, make: Callable[[], Any]) -> Any:
        self._used.add(name)
        kept = self._kept.get(name)
        if kept is None or kept[0] != key:
            kept = self._kept[name] = (key, make())
        return kept[1]


def _part(step: Step) -> Part:
    """A step without the rows and columns in which nothing can be seen."""
    seen = step.pixels[..., 3] > 0
    if step.mask is not None:
        seen &= step.mask > 0
    rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
    top, bottom = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, 1)
    left, right = (int(columns[0]), int(columns[-1]) + 1) if len(columns) else (0, 1)
    where = slice(top, bottom), slice(left, right)
    return Part(
        Plane(np.ascontiguousarray(step.pixels[where])),
        translate(float(left), float(top)),
        None if step.mask is None else Plane(np.ascontiguousarray(step.mask[where])),
        None if step.own else step.blend_mode,
        step.share,
    )


def _area(box: Box) -> int:
    return box.size[0] * box.size[1]
