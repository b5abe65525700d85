"""Documents drawn by chance: every kind of layer, groups, masks and clipping."""

from dataclasses import replace
from typing import Any

import numpy as np

from fotofun.catalog import find
from fotofun.document.document import Document
from fotofun.document.layer import (
    AdjustmentLayer,
    AnyLayer,
    GroupLayer,
    LayerMask,
    Layers,
    PixelLayer,
)
from fotofun.imaging.matrices import translate
from fotofun.operation import AreaOperation, PointOperation
from fotofun.raster import Plane
from fotofun.render.blend import BLEND_MODES

MODES = [name for name in BLEND_MODES if name != "dissolve"]


def pixels(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """Random pixels with plenty that is fully opaque or fully transparent."""
    made = rng.integers(0, 256, (height, width, 4), dtype=np.uint8)
    alpha = rng.choice([0, 255, 255, 128, 37], (height, width)).astype(np.uint8)
    made[..., 3] = 255 if rng.random() < 0.4 else alpha
    return made


def random_document(seed: int, width: int = 23, height: int = 17, depth: int = 2) -> Document:
    """A document of some layers; the same for the same seed."""
    rng = np.random.default_rng(seed)
    numbers = iter(range(1, 1000))
    layers = _layers(rng, width, height, depth, numbers)
    return Document("random", width, height, layers, layers[-1].id, made=1000)


def _layers(rng: np.random.Generator, width: int, height: int, depth: int, numbers: object) -> Layers:
    made = [_layer(rng, width, height, depth, numbers) for _ in range(rng.integers(1, 5))]
    first = replace(made[0], clipped=False)
    return (first, *made[1:])


def _layer(rng: np.random.Generator, width: int, height: int, depth: int, numbers: object) -> AnyLayer:
    common = {
        "id": f"layer-{next(numbers)}",  # type: ignore[call-overload]
        "name": "Layer",
        "visible": bool(rng.random() < 0.9),
        "opacity": float(rng.choice([100.0, 100.0, 60.0, 13.0])),
        "fill_opacity": float(rng.choice([100.0, 100.0, 70.0])),
        "blend_mode": str(rng.choice(MODES)) if rng.random() < 0.6 else "normal",
        "clipped": bool(rng.random() < 0.2),
        "mask": _mask(rng, width, height) if rng.random() < 0.4 else None,
    }
    kind = rng.random()
    if kind < 0.2 and depth:
        inner = _layers(rng, width, height, depth - 1, numbers)
        common["blend_mode"] = common["blend_mode"] if rng.random() < 0.5 else "normal"
        return GroupLayer(**common, layers=inner, isolated=bool(rng.random() < 0.5))  # type: ignore[arg-type]
    if kind < 0.4:
        operation = _operation(rng)
        return AdjustmentLayer(**common, operation=operation)  # type: ignore[arg-type]
    size = (width, height) if rng.random() < 0.5 else (int(rng.integers(3, 30)), int(rng.integers(3, 30)))
    place = (0, 0) if rng.random() < 0.5 else (int(rng.integers(-8, 12)), int(rng.integers(-8, 12)))
    return PixelLayer(**common, pixels=Plane(pixels(rng, *size)), matrix=translate(*place))  # type: ignore[arg-type]


def _operation(rng: np.random.Generator) -> PointOperation | AreaOperation:
    choices: list[tuple[str, dict[str, Any]]] = [
        ("exposure", {"stops": 0.7}),
        ("saturation", {"saturation": -60}),
        ("invert", {}),
        ("hue", {"degrees": 70}),
        ("box_blur", {"radius": 2}),
    ]
    name, params = choices[rng.integers(0, len(choices))]
    made = find(name).create(params)
    assert isinstance(made, PointOperation | AreaOperation)
    return made


def _mask(rng: np.random.Generator, width: int, height: int) -> LayerMask:
    values = rng.choice([0, 255, 90], (height, width)).astype(np.uint8)
    density = float(rng.choice([100.0, 50.0]))
    feather = float(rng.choice([0.0, 0.0, 1.5]))
    return LayerMask(Plane(values), bool(rng.random() < 0.9), density, feather)
