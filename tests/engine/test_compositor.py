"""Layers together: against a slow reference in float64, whole and in parts."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fotofun.catalog import find
from fotofun.document.document import Document
from fotofun.document.layer import AdjustmentLayer, GroupLayer, LayerMask, Layers, PixelLayer
from fotofun.editing import finish, perform
from fotofun.operation import AreaOperation, PointOperation, Tile
from fotofun.raster import Box, Plane
from fotofun.render.blend import composite
from fotofun.render.compositor import composed, render, rendered
from fotofun.render.sources import mask_in
from tests.engine.documents import pixels, random_document


@given(st.integers(0, 100_000), st.data())
@settings(max_examples=150, deadline=None)
def test_any_part_is_that_part_of_the_whole(seed: int, data: st.DataObject) -> None:
    document = random_document(seed)
    left = data.draw(st.integers(0, document.width - 1))
    top = data.draw(st.integers(0, document.height - 1))
    right = data.draw(st.integers(left + 1, document.width))
    bottom = data.draw(st.integers(top + 1, document.height))
    box = Box(left, top, right, bottom)
    np.testing.assert_array_equal(composed(document, box), rendered(document)[box.slices])


@given(st.integers(0, 100_000))
@settings(max_examples=120, deadline=None)
def test_against_the_reference(seed: int) -> None:
    document = random_document(seed, 9, 8)
    made = rendered(document).astype(np.float64) / 255
    expected = Reference(document).result()
    weight = np.minimum(made[..., 3:], expected[..., 3:])
    count = 1 + sum(1 for _ in document.planes())
    # Every blend rounds to 8 bits, and the modes amplify what was rounded before.
    close = np.abs((made - expected) * weight)[..., :3] <= 0.06
    assert close.mean() > 0.98, document.layers
    assert np.abs(made[..., 3] - expected[..., 3]).max() <= count * 1.5 / 255


def test_bands_are_the_whole_picture() -> None:
    document = random_document(5)
    out = np.empty((document.height, document.width, 4), np.uint8)
    assert list(render(document, out))[-1] == 1.0
    np.testing.assert_array_equal(out, rendered(document))


def test_nothing_visible_is_transparent() -> None:
    document = one(pixels(np.random.default_rng(0), 4, 3))
    hidden = document.with_active(replace(document.active, visible=False))
    assert not rendered(hidden).any()


def test_what_a_mask_hides_is_cleared() -> None:
    document = one(np.full((3, 4, 4), 200, np.uint8))
    masked = document.with_active(document.active.with_mask(np.zeros((3, 4), np.uint8)))
    assert not rendered(masked).any()


def test_plain_adjustment_layers_fuse_with_the_layer_below() -> None:
    """Two that undo one another give the picture back exactly: nothing is rounded in between."""
    document = one(pixels(np.random.default_rng(1), 40, 30))
    source = rendered(document)
    for stops in (4.0, -4.0):
        document = finish(perform(document, find("exposure").create({"stops": stops}), "layer"))
    assert len(document.layers) == 3
    np.testing.assert_array_equal(rendered(document), source)


def test_a_clipped_layer_only_shows_where_its_base_does() -> None:
    base = np.zeros((4, 4, 4), np.uint8)
    base[:2] = (10, 20, 30, 255)
    top = np.full((4, 4, 4), 255, np.uint8)
    layers: Layers = (
        PixelLayer(id="a", name="a", pixels=Plane(base)),
        PixelLayer(id="b", name="b", pixels=Plane(top), clipped=True, blend_mode="multiply"),
    )
    result = rendered(Document("d", 4, 4, layers, "a"))
    np.testing.assert_array_equal(result, base)


def test_an_isolated_group_does_not_blend_with_what_lies_below() -> None:
    below, above = np.full((2, 2, 4), 255, np.uint8), np.full((2, 2, 4), 255, np.uint8)
    below[..., :3], above[..., :3] = 200, 100
    inner = PixelLayer(id="c", name="c", pixels=Plane(above), blend_mode="multiply")
    under = PixelLayer(id="a", name="a", pixels=Plane(below))

    group = GroupLayer(id="g", name="g", layers=(inner,), isolated=True)
    assert rendered(Document("d", 2, 2, (under, group), "g"))[0, 0, 0] == 100
    group = replace(group, isolated=False)
    assert rendered(Document("d", 2, 2, (under, group), "g"))[0, 0, 0] == 78


def test_a_background_lies_behind_everything() -> None:
    document = replace(one(np.zeros((2, 2, 4), np.uint8)), background="#102030")
    np.testing.assert_array_equal(rendered(document)[0, 0], (16, 32, 48, 255))


def test_dissolve_depends_on_the_place_in_the_document_only() -> None:
    picture = np.full((40, 40, 4), 255, np.uint8)
    picture[..., 3] = 128
    layer = PixelLayer(id="a", name="a", pixels=Plane(picture), blend_mode="dissolve")
    document = Document("d", 40, 40, (layer,), "a")
    whole = rendered(document)
    assert set(np.unique(whole[..., 3])) == {0, 255} and 0.4 < (whole[..., 3] == 255).mean() < 0.6
    box = Box(7, 11, 31, 39)
    np.testing.assert_array_equal(composed(document, box), whole[box.slices])


@pytest.mark.parametrize("effect", ["drop_shadow", "stroke", "colour_overlay", "inner_glow", "outer_glow"])
def test_effects_are_the_same_in_parts(effect: str) -> None:
    picture = np.zeros((60, 70, 4), np.uint8)
    picture[20:40, 20:50] = (200, 100, 50, 255)
    document = one(picture)
    document = finish(perform(document, find(effect).create({})))
    whole = rendered(document)
    assert (whole != rendered(one(picture.copy()))).any()
    box = Box(13, 9, 58, 47)
    np.testing.assert_array_equal(composed(document, box), whole[box.slices])


def one(picture: np.ndarray) -> Document:
    return Document.from_pixels("photo.png", picture)


class Reference:
    """The compositor once more: whole pictures, float64, one layer after the other."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.size = document.size

    def result(self) -> np.ndarray:
        return self.group(self.document.layers, np.zeros((*self.size[::-1], 4)))

    def group(self, layers: Layers, backdrop: np.ndarray) -> np.ndarray:
        index = 0
        while index < len(layers):
            layer = layers[index]
            index += 1
            clipped = []
            while index < len(layers) and layers[index].clipped and not isinstance(layer, AdjustmentLayer):
                clipped.append(layers[index])
                index += 1
            if not layer.visible:
                continue
            cover = self.coverage(layer)
            if isinstance(layer, AdjustmentLayer):
                backdrop = self.adjusted(layer, backdrop, cover)
            elif isinstance(layer, GroupLayer) and not (
                layer.isolated or clipped or layer.blend_mode != "normal"
            ):
                after = self.group(layer.layers, backdrop)
                backdrop = mixed(backdrop, after, cover)
            else:
                source = self.source(layer)
                for other in clipped:
                    if not other.visible:
                        continue
                    if isinstance(other, AdjustmentLayer):
                        source = self.adjusted(other, source, self.coverage(other))
                        continue
                    inner = self.group(
                        (replace(other, clipped=False, blend_mode="normal"),), np.zeros_like(backdrop)
                    )
                    source = inside(source, inner, other.blend_mode)
                backdrop = over(backdrop, source, layer.blend_mode, cover)
        return backdrop

    def source(self, layer: object) -> np.ndarray:
        if isinstance(layer, GroupLayer):
            return self.group(layer.layers, np.zeros((*self.size[::-1], 4)))
        assert isinstance(layer, PixelLayer)
        made = np.zeros((*self.size[::-1], 4))
        x, y = int(layer.matrix[0][2]), int(layer.matrix[1][2])
        data = layer.pixels.data / 255
        for row in range(made.shape[0]):
            for column in range(made.shape[1]):
                if 0 <= row - y < data.shape[0] and 0 <= column - x < data.shape[1]:
                    made[row, column] = data[row - y, column - x]
        return made

    def coverage(self, layer: object) -> np.ndarray:
        assert hasattr(layer, "mask")
        mask: LayerMask | None = layer.mask
        shown = mask_in(mask, Box.of(self.size), self.size)
        opacity = layer.opacity * layer.fill_opacity / 10_000  # type: ignore[attr-defined]
        full = np.full(self.size[::-1], opacity)
        return full if shown is None else full * (shown / 255)

    def adjusted(self, layer: AdjustmentLayer, backdrop: np.ndarray, cover: np.ndarray) -> np.ndarray:
        changed = backdrop.copy()
        if isinstance(layer.operation, PointOperation):
            changed[..., :3] = np.clip(layer.operation.transform(backdrop[..., :3]), 0, 1)
        else:
            assert isinstance(layer.operation, AreaOperation)
            quantised = np.floor(backdrop * 255 + 0.5).astype(np.uint8)
            changed = layer.operation.filter(quantised, Tile(0, 0, self.size)) / 255
        if layer.blend_mode == "normal":
            return mixed(backdrop, changed, cover)
        return inside(backdrop, np.dstack([changed[..., :3], cover]), layer.blend_mode)


def blended(backdrop: np.ndarray, source: np.ndarray, mode: str) -> np.ndarray:
    """B(cb, cs) by the kernel that is itself tested against the formulas, at 8 bits."""
    flat = [np.dstack([each[..., :3], np.ones(each.shape[:2])]) for each in (backdrop, source)]
    quantised = [np.floor(each * 255 + 0.5).astype(np.uint8) for each in flat]
    return composite(quantised[0], quantised[1], mode)[..., :3] / 255


def over(backdrop: np.ndarray, source: np.ndarray, mode: str, cover: np.ndarray) -> np.ndarray:
    ab, as_ = backdrop[..., 3:], source[..., 3:] * cover[..., np.newaxis]
    alpha = ab + as_ - ab * as_
    mixing = (1 - ab) * source[..., :3] + ab * blended(backdrop, source, mode)
    colour = (1 - as_) * ab * backdrop[..., :3] + as_ * mixing
    safe = np.where(alpha > 0, alpha, 1)
    return np.concatenate([np.where(alpha > 0, colour / safe, 0), alpha], axis=-1)


def inside(backdrop: np.ndarray, source: np.ndarray, mode: str) -> np.ndarray:
    opaque = np.dstack([backdrop[..., :3], np.ones(backdrop.shape[:2])])
    result = over(opaque, source, mode, np.ones(backdrop.shape[:2]))
    return np.dstack([result[..., :3], backdrop[..., 3]])


def mixed(before: np.ndarray, after: np.ndarray, cover: np.ndarray) -> np.ndarray:
    share = cover[..., np.newaxis]
    alpha = before[..., 3:] * (1 - share) + after[..., 3:] * share
    colour = before[..., :3] * before[..., 3:] * (1 - share) + after[..., :3] * after[..., 3:] * share
    safe = np.where(alpha > 0, alpha, 1)
    return np.concatenate([np.where(alpha > 0, colour / safe, 0), alpha], axis=-1)
