"""What several operations cost together, beside the least that would make the same picture."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from fotofun.document.document import Document
from fotofun.document.layer import AdjustmentLayer, LayerMask, Layers, PixelLayer
from fotofun.operation import REGISTRY, PointOperation
from fotofun.raster import Pixels, Plane
from fotofun.render.compositor import render
from fotofun_build.bench.comparison.cases import case, disc, photo
from fotofun_build.bench.comparison.timing import in_turn

MIXED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("exposure", {"stops": 0.2}),
    ("temperature", {"temperature": 15.0}),
    ("saturation", {"saturation": 20.0}),
    ("levels", {"input_black": 6.0, "gamma": 1.1}),
    ("hue", {"degrees": 8.0}),
    ("curves", {"rgb": ((0.0, 0.0), (70.0, 62.0), (180.0, 192.0), (255.0, 255.0))}),
    ("colour_balance", {"shadows_blue": 12.0, "highlights_red": 10.0}),
    ("brightness_contrast", {"brightness": 6.0, "contrast": 8.0}),
    ("vibrance", {"vibrance": 20.0}),
    ("photo_filter", {"density": 12.0}),
)
LARGE = (6000, 4000)
NODES = 65  # fewer are more than two levels off


def point(name: str, params: dict[str, Any]) -> PointOperation:
    """A point operation."""
    made = REGISTRY[name].create(params)
    assert isinstance(made, PointOperation)
    return made


def fusing(file: Path) -> dict[str, Any]:
    """Ten adjustments on a layer, beside the one of them that mixes channels most."""
    pixels = photo(file)
    out = np.empty_like(pixels)
    ten = [point(*each) for each in MIXED]

    def together(operations: list[PointOperation]) -> None:
        document = Document.from_pixels("photo", pixels)
        layer = document.active
        assert isinstance(layer, PixelLayer)
        document = document.with_active(replace(layer, adjustments=tuple(operations)))
        for _ in render(document, out):
            pass

    one = point("colour_balance", dict(MIXED)["colour_balance"])
    times = in_turn(lambda: together(ten), lambda: together([one]))
    return {
        "compound": "Ten adjustments of a layer, fused",
        "target": 1.3,
        "seconds": times.own,
        "peer": "one colour balance",
        "peer_seconds": times.peer,
        "ratio": times.ratio,
    }


def wand(file: Path) -> dict[str, Any]:
    """The magic wand beside four Gaussian blurs."""
    given = case("magic_wand", photo(file))

    def blurs() -> None:
        for _ in range(4):
            given.image.filter(ImageFilter.GaussianBlur(8))

    times = in_turn(given.run, blurs)
    return {
        "compound": "Magic wand",
        "target": 1.0,
        "seconds": times.own,
        "peer": "four Gaussian blurs",
        "peer_seconds": times.peer,
        "ratio": times.ratio,
    }


def layered(file: Path) -> dict[str, Any]:
    """24 megapixels: five layers, two masks and ten adjustments, beside the least Pillow calls for them."""
    base = photo(file, LARGE)
    parts = _parts(base)
    document = _document(base, parts)
    out = np.empty_like(base)

    def own() -> Pixels:
        for _ in render(document, out):
            pass
        return out

    pictures = [Image.fromarray(each) for each in (base, *parts[:4])]
    masks = [Image.fromarray(each) for each in parts[4:]]

    def peer() -> Image.Image:
        return _by_pillow(pictures, masks)

    differ = [
        int(np.abs(a.astype(np.int16) - b).max())
        for a, b in zip(np.array_split(own(), 40), np.array_split(np.asarray(peer()), 40), strict=True)
    ]
    times = in_turn(own, peer)
    return {
        "compound": "Rendering 24 megapixels, 5 layers, 2 masks, 10 adjustments",
        "target": 2.0,
        "seconds": times.own,
        "peer": f"Pillow, at most {max(differ)} levels apart",
        "peer_seconds": times.peer,
        "ratio": times.ratio,
        "differ": max(differ),
    }


def _parts(base: Pixels) -> list[NDArray[np.uint8]]:
    """Four more layers, then two masks."""
    size = base.shape[1], base.shape[0]
    cut = np.ascontiguousarray(base[::-1])
    cut[..., 3] = disc(size, 0.4, 0.3, 0.25)
    tint = np.full_like(base, (230, 160, 90, 60))
    mirrored = np.ascontiguousarray(base[:, ::-1])
    stamp = np.zeros_like(base)
    stamp[size[1] // 2 :, size[0] // 2 :] = (40, 90, 160, 128)
    return [cut, tint, mirrored, stamp, disc(size, 0.7, 0.3, 0.3), disc(size, 0.3, 0.3, 0.3)]


LAYER_LOOK = (MIXED[0], MIXED[1], MIXED[3], MIXED[7])  # each channel by itself: one table
WHOLE_LOOK = (MIXED[2], *MIXED[4:7], MIXED[8])
MASKED_LOOK = MIXED[9:]


def _document(base: Pixels, parts: list[NDArray[np.uint8]]) -> Document:
    """Photo with four adjustments, cut-out, tint, mirrored photo by a mask, stamp; an adjustment layer by a
    mask, and five plain ones over everything."""
    cut, tint, mirrored, stamp, first, second = parts
    document = Document.from_pixels("photo", base)
    photo_layer = document.active
    assert isinstance(photo_layer, PixelLayer)
    looks = tuple(point(*each) for each in LAYER_LOOK)
    masked = AdjustmentLayer(
        id="masked", name="Masked", operation=point(*MASKED_LOOK[0]), mask=LayerMask(Plane(second))
    )
    layers: Layers = (
        replace(photo_layer, adjustments=looks),
        PixelLayer(id="cut", name="Cut-out", pixels=Plane(cut)),
        PixelLayer(id="tint", name="Tint", pixels=Plane(tint)),
        PixelLayer(
            id="mirrored", name="Mirrored", pixels=Plane(mirrored), opacity=60.0, mask=LayerMask(Plane(first))
        ),
        masked,
        PixelLayer(id="stamp", name="Stamp", pixels=Plane(stamp)),
        *(
            AdjustmentLayer(id=f"look-{i}", name=each[0], operation=point(*each))
            for i, each in enumerate(WHOLE_LOOK)
        ),
    )
    return replace(document, layers=layers)


def _by_pillow(pictures: list[Image.Image], masks: list[Image.Image]) -> Image.Image:
    """The least sequence of calls: every run of adjustments is one table."""
    base, cut, tint, mirrored, stamp = pictures
    made = base.point(curve(LAYER_LOOK))
    made.alpha_composite(cut)
    made.alpha_composite(tint)
    made.paste(mirrored, (0, 0), masks[0].point([round(value * 0.6) for value in range(256)]))
    made.paste(made.point(curve(MASKED_LOOK)), (0, 0), masks[1])
    made.alpha_composite(stamp)
    return made.filter(cube(WHOLE_LOOK))


def curve(looks: tuple[tuple[str, dict[str, Any]], ...]) -> list[int]:
    """A run of adjustments that treat channels apart as a table for `Image.point`."""
    colours = np.repeat(np.arange(256)[:, np.newaxis] / 255.0, 3, axis=1)
    for each in looks:
        colours = point(*each).transform(colours)
    values = np.floor(np.clip(colours, 0, 1) * 255 + 0.5).astype(int)
    return [*values.T.ravel().tolist(), *range(256)]


def cube(looks: tuple[tuple[str, dict[str, Any]], ...]) -> ImageFilter.Color3DLUT:
    """A run of adjustments as a cube."""
    axis = np.arange(NODES) / (NODES - 1)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    colours = np.stack([red, green, blue], axis=-1).reshape(-1, 3)
    for each in looks:
        colours = point(*each).transform(colours)
    return ImageFilter.Color3DLUT(NODES, np.clip(colours, 0, 1).ravel().tolist(), target_mode="RGBA")


COMPOUNDS: tuple[Callable[[Path], dict[str, Any]], ...] = (fusing, wand, layered)
