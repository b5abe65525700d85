"""Layers, masks, channels and the canvas: what each command changes, and what it leaves."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from fotofun.catalog import find
from fotofun.document.document import Document
from fotofun.document.layer import AnyLayer, GroupLayer, PixelLayer
from fotofun.document.tree import walk
from fotofun.editing import finish, perform
from fotofun.errors import CommandError, InvalidParameter
from fotofun.protocol import Target
from fotofun.raster import Plane
from fotofun.render.compositor import rendered
from tests.operations.examples import disc, layered, single


def run(document: Document, name: str, target: Target | None = None, **params: Any) -> Document:
    return finish(perform(document, find(name).create(params), target))


def ids(document: Document) -> list[str]:
    return [layer.id for layer in walk(document.layers)]


def pixels_of(layer: AnyLayer) -> np.ndarray:
    assert isinstance(layer, PixelLayer)
    return layer.pixels.data


def test_a_new_layer_is_empty_active_and_above() -> None:
    document = run(single(), "new_layer", title="Sky")
    assert ids(document) == ["layer-1", "layer-2"] and document.active.name == "Sky"
    assert not pixels_of(document.active).any()
    np.testing.assert_array_equal(rendered(document), rendered(single()))


def test_a_duplicate_shares_its_pixels() -> None:
    before = layered()
    document = run(before, "duplicate_layer")
    assert document.active.name == "Cut-out copy" and document.active_id == "layer-2"
    assert pixels_of(document.active) is pixels_of(before.active)


def test_a_duplicated_group_has_ids_of_its_own() -> None:
    document = run(run(layered(), "group_layers", count=2), "duplicate_layer")
    assert len(set(ids(document))) == len(ids(document)) == 6


def test_the_last_layer_stays() -> None:
    document = run(layered(), "delete_layer")
    assert ids(document) == ["layer-1"] == [document.active_id]
    with pytest.raises(CommandError, match="at least one layer"):
        run(document, "delete_layer")


@pytest.mark.parametrize("count", [1, 2])
def test_grouping_and_ungrouping_look_the_same(count: int) -> None:
    document = layered()
    grouped = run(document, "group_layers", count=count)
    assert isinstance(grouped.active, GroupLayer) and len(grouped.active.layers) == count
    np.testing.assert_array_equal(rendered(grouped), rendered(document))
    assert ids(run(grouped, "ungroup_layers")) == ids(document)


def test_an_isolated_group_keeps_its_blend_modes_inside() -> None:
    grouped = run(layered(), "group_layers", count=1)
    isolated = run(grouped, "isolate_group")
    assert (rendered(isolated) != rendered(grouped)).any()
    np.testing.assert_array_equal(rendered(run(isolated, "isolate_group", isolated=False)), rendered(grouped))


@pytest.mark.parametrize("name", ["merge_down", "merge_visible", "flatten"])
def test_merging_looks_the_same(name: str) -> None:
    document = layered()
    merged = run(document, name)
    assert len(merged.layers) == 1
    np.testing.assert_array_equal(rendered(merged), rendered(document))


def test_merging_down_needs_two_visible_layers() -> None:
    with pytest.raises(CommandError, match="no layer below"):
        run(single(), "merge_down")
    with pytest.raises(CommandError, match="hidden"):
        run(run(layered(), "show_layer", visible=False), "merge_down")


def test_merging_visible_keeps_hidden_layers() -> None:
    document = run(layered(), "show_layer", visible=False)
    assert ids(run(document, "merge_visible")) == ["layer-1", "cut"]


def test_a_stamp_is_what_is_visible_and_leaves_the_layers() -> None:
    document = run(layered(), "layer_opacity", opacity=40.0)
    stamped = run(document, "stamp_visible")
    assert ids(stamped)[: len(ids(document))] == ids(document) and len(ids(stamped)) == len(ids(document)) + 1
    stamp = replace(stamped, layers=(stamped.active,))
    np.testing.assert_array_equal(rendered(stamp), rendered(document))


@pytest.mark.parametrize("where", ["top", "bottom", "above", "below", "inside"])
def test_reordering(where: str) -> None:
    document = run(run(layered(), "group_layers", count=1), "new_layer")
    group = document.layers[1].id
    moved = run(replace(document, active_id="layer-1"), "move_layer", where=where, other=group)
    assert sorted(ids(moved)) == sorted(ids(document)) and moved.active_id == "layer-1"
    places = {"top": -1, "bottom": 0, "above": 1, "below": 0}
    if where == "inside":
        assert isinstance(moved.layers[0], GroupLayer) and moved.layers[0].layers[-1].id == "layer-1"
    else:
        assert moved.layers[places[where]].id == "layer-1"


def test_a_group_cannot_go_into_itself() -> None:
    document = run(layered(), "group_layers")
    with pytest.raises(CommandError, match="into itself"):
        run(document, "move_layer", where="inside", other="cut")


def test_locked_pixels_and_places_are_left_alone() -> None:
    document = run(layered(), "lock_layer", pixels=True, place=True)
    with pytest.raises(CommandError, match="pixels are locked"):
        run(document, "gaussian_blur")
    with pytest.raises(CommandError, match="position is locked"):
        run(document, "transform_layer", move=(3, 4))


def test_locked_transparency_stays() -> None:
    document = run(layered(), "lock_layer", alpha=True)
    blurred = run(document, "gaussian_blur")
    before, after = pixels_of(document.active), pixels_of(blurred.active)
    np.testing.assert_array_equal(before[..., 3], after[..., 3])
    assert (before[..., :3] != after[..., :3]).any()


def test_transforms_compose_and_come_back_exactly() -> None:
    document = layered()
    turned = document
    for degrees in (30, 15, -45):
        turned = run(turned, "transform_layer", rotate=degrees)
    moved = run(run(turned, "transform_layer", move=(12.5, 3)), "transform_layer", move=(-12.5, -3))
    assert pixels_of(moved.active) is pixels_of(document.active)
    assert np.abs(rendered(moved).astype(int) - rendered(document)).mean() < 1.0


def test_what_is_moved_off_the_canvas_is_kept_by_an_edit() -> None:
    away = run(layered(), "transform_layer", move=(70, 0))
    back = run(run(away, "gaussian_blur"), "transform_layer", move=(-70, 0))
    alpha = rendered(replace(back, layers=(replace(back.active, blend_mode="normal"),)))[..., 3]
    assert alpha.sum() > 0.9 * pixels_of(layered().active)[..., 3].sum()


def test_a_transform_has_an_area() -> None:
    with pytest.raises(InvalidParameter, match="no area"):
        find("transform_layer").create({"scale_x": 0})


def test_rasterising_looks_the_same() -> None:
    for document in (
        run(run(layered(), "layer_blend_mode"), "drop_shadow", blend_mode="normal"),
        run(single(), "text", text="Figs"),
        run(run(layered(), "transform_layer", rotate=20), "add_mask", shows="nothing"),
    ):
        flat = run(document, "rasterise_layer")
        assert isinstance(flat.active, PixelLayer) and not flat.active.effects
        difference = np.abs(rendered(flat).astype(int) - rendered(document))
        assert difference.mean() < 0.5


def test_masks_by_selection_transparency_and_back() -> None:
    document = single().with_selection(disc(60, 40, 30))
    masked = run(document, "add_mask", shows="selection")
    np.testing.assert_array_equal(rendered(masked)[..., 3], disc(60, 40, 30))
    other = run(document, "add_mask", shows="unselected")
    np.testing.assert_array_equal(rendered(other)[..., 3], 255 - disc(60, 40, 30))
    selected = run(masked.with_selection(None), "select_mask")
    assert selected.selection is not None
    np.testing.assert_array_equal(selected.selection.data, disc(60, 40, 30))
    with pytest.raises(CommandError, match="Nothing is selected"):
        run(single(), "add_mask", shows="selection")
    cut = run(layered(), "add_mask", shows="transparency")
    np.testing.assert_array_equal(rendered(cut), rendered(layered()))
    assert (pixels_of(cut.active)[..., 3] == 255).all()


def test_applying_a_mask_looks_the_same_and_erases() -> None:
    masked = run(single().with_selection(disc(60, 40, 30)), "add_mask", shows="selection")
    softened = run(masked, "mask_properties", feather=4.0, density=80.0)
    for document in (masked, softened):
        applied = run(document, "apply_mask")
        assert applied.active.mask is None
        np.testing.assert_array_equal(rendered(applied), rendered(document))


def test_density_and_feather_leave_the_mask_as_it_is() -> None:
    masked = run(single().with_selection(disc(60, 40, 30)), "add_mask", shows="selection")
    soft = run(masked, "mask_properties", feather=4.0, density=50.0)
    assert soft.active.mask and masked.active.mask and soft.active.mask.plane is masked.active.mask.plane
    assert rendered(soft)[0, 0, 3] == 128


def test_channels_are_kept_by_name() -> None:
    document = run(single().with_selection(disc(60, 40, 30)), "save_selection", title="Disc")
    other = run(document.with_selection(disc(20, 20, 10)), "load_selection", title="Disc", how="subtract")
    assert other.selection is not None
    np.testing.assert_array_equal(other.selection.data, np.minimum(disc(20, 20, 10), 255 - disc(60, 40, 30)))
    assert run(other, "delete_channel", title="Disc").channels == ()
    with pytest.raises(CommandError, match="no saved selection"):
        run(single(), "load_selection", title="Disc")


@pytest.mark.parametrize("name", ["exposure", "gaussian_blur", "gradient_map"])
def test_only_what_is_selected_changes(name: str) -> None:
    document = single().with_selection(disc(60, 40, 20))
    params: dict[str, Any] = {"stops": 2.0} if name == "exposure" else {}
    before, after = rendered(document), rendered(run(document, name, **params))
    outside, inside = disc(60, 40, 20) == 0, disc(60, 40, 20) == 255
    np.testing.assert_array_equal(before[outside], after[outside])
    assert (before[inside] != after[inside]).any(axis=-1).mean() > 0.9


def test_an_adjustment_layer_takes_the_selection_as_its_mask_and_can_be_changed() -> None:
    document = run(single().with_selection(disc(60, 40, 20)), "invert", "layer")
    assert document.active.kind == "adjustment" and document.active.mask
    outside = disc(60, 40, 20) == 0
    np.testing.assert_array_equal(rendered(document)[outside], rendered(single())[outside])
    changed = run(document, "exposure", "content", stops=1.0)
    assert len(changed.layers) == 2 and (rendered(changed) != rendered(document)).any()
    with pytest.raises(CommandError, match="cannot become"):
        run(document, "solid_colour", "content")


def test_an_area_filter_as_a_layer_filters_what_lies_below() -> None:
    document = run(single(), "gaussian_blur", "layer")
    np.testing.assert_array_equal(rendered(document), rendered(run(single(), "gaussian_blur")))


@pytest.mark.parametrize(
    ("name", "params"),
    [("rotate_quarter", {}), ("flip", {}), ("rotate", {"angle": 12.0}), ("resize_image", {"percent": 50.0})],
)
def test_geometry_takes_everything_along(name: str, params: dict[str, Any]) -> None:
    known = {parameter.name for parameter in find(name).parameters}
    params = {key: value for key, value in params.items() if key in known}
    document = run(layered(), "group_layers").with_selection(disc(60, 40, 20))
    document = run(run(document, "add_mask", shows="selection"), "save_selection", title="Disc")
    mapped = run(document, name, **params)
    size = (mapped.height, mapped.width)
    assert mapped.selection is not None and mapped.selection.shape == size
    assert mapped.channels[0].plane.shape == size
    flat = run(run(layered(), "flatten"), name, **params)
    alone = rendered(replace(mapped, layers=tuple(replace(each, mask=None) for each in mapped.layers)))
    assert alone.shape == rendered(flat).shape
    assert np.abs(alone.astype(int) - rendered(flat)).mean() < 4


def test_several_turns_resample_once() -> None:
    turned = single()
    for angle in (10.0, -4.0, -6.0):
        turned = run(turned, "rotate", angle=angle)
    layer = turned.active
    assert isinstance(layer, PixelLayer) and layer.pixels.data is not None
    np.testing.assert_array_equal(pixels_of(layer), pixels_of(single().active))


def test_the_background_and_the_resolution() -> None:
    document = run(run(single(), "show_layer", visible=False), "background_colour", colour="#102030")
    np.testing.assert_array_equal(rendered(document)[3, 3], (16, 32, 48, 255))
    assert not rendered(run(document, "background_colour", transparent=True)).any()
    assert run(document, "resolution", per_inch=300).metadata.dpi == (300, 300)


def selected(document: Document, mask: np.ndarray) -> Document:
    return replace(document, selection=Plane(mask))


def test_what_is_selected_moves_over_the_rest() -> None:
    mask = np.zeros((81, 120), np.uint8)
    mask[10:30, 20:50] = 255
    before = selected(single(), mask)
    old = pixels_of(before.active)
    moved = run(before, "transform_selected", move=(40.0, 25.0))
    new = pixels_of(moved.active)
    np.testing.assert_array_equal(new[35:55, 60:90], old[10:30, 20:50])
    assert not new[10:30, 20:50].any(), "it leaves a hole"
    assert moved.selection is not None
    np.testing.assert_array_equal(moved.selection.data, np.roll(mask, (25, 40), (0, 1)))
    untouched = (mask == 0) & (moved.selection.data == 0)
    np.testing.assert_array_equal(new[untouched], old[untouched])
    copied = pixels_of(run(before, "transform_selected", move=(40.0, 25.0), copy=True).active)
    np.testing.assert_array_equal(copied[mask > 0], old[mask > 0])
    assert run(before, "transform_selected") is before


def test_a_soft_selection_moves_as_softly_as_it_was() -> None:
    before = selected(single(), disc(40, 40, 15))
    moved = run(before, "transform_selected", move=(30.0, 0.0), rotate=90.0)
    layer = pixels_of(moved.active)
    assert layer[40, 40, 3] == 0 and layer[40, 70, 3] == 255
    edge = layer[..., 3]
    assert ((edge > 0) & (edge < 255)).any(), "the hole's edge is soft"
    assert moved.selection is not None
    turned = np.rot90(disc(40, 40, 15)[20:60, 20:60], -1)
    np.testing.assert_allclose(moved.selection.data[20:60, 50:90].astype(int), turned, atol=1)


def test_what_is_selected_cannot_leave_the_picture_or_a_locked_layer() -> None:
    before = selected(single(), disc(40, 40, 15))
    with pytest.raises(CommandError, match="No pixels would be selected"):
        run(before, "transform_selected", move=(500.0, 0.0))
    with pytest.raises(CommandError, match="Nothing is selected"):
        run(single(), "transform_selected", move=(5.0, 0.0))
    locked = before.with_active(replace(before.active, locks=frozenset({"position"})))
    with pytest.raises(CommandError, match="position is locked"):
        run(locked, "transform_selected", move=(5.0, 0.0))
    alpha = before.with_active(replace(before.active, locks=frozenset({"alpha"})))
    moved = run(alpha, "transform_selected", move=(5.0, 0.0))
    np.testing.assert_array_equal(pixels_of(moved.active)[..., 3], pixels_of(before.active)[..., 3])


def test_what_is_selected_becomes_a_layer() -> None:
    mask = disc(40, 40, 15)
    before = selected(single(), mask)
    old = pixels_of(before.active)
    copied = run(before, "duplicate_layer")
    assert ids(copied) == ["layer-1", "layer-2"] and copied.selection is None
    np.testing.assert_array_equal(pixels_of(copied.active)[..., 3], mask)
    np.testing.assert_array_equal(rendered(copied), rendered(before))
    cut = run(before, "layer_via_cut")
    np.testing.assert_array_equal(pixels_of(cut.active), pixels_of(copied.active))
    below = pixels_of(cut.layers[0])
    np.testing.assert_array_equal(below[..., 3], 255 - mask)
    np.testing.assert_array_equal(below[mask == 0], old[mask == 0])
    with pytest.raises(CommandError, match="Nothing is selected"):
        run(single(), "layer_via_cut")


def test_what_was_dropped_last_is_selected_again() -> None:
    first, second = disc(20, 20, 10), disc(60, 40, 12)
    document = single().with_selection(first).with_selection(second)
    again = run(run(document, "deselect"), "reselect")
    assert again.selection is not None
    np.testing.assert_array_equal(again.selection.data, second)
    with pytest.raises(CommandError, match="No selection was dropped"):
        run(single(), "reselect")
    with pytest.raises(CommandError, match="another size"):
        run(run(run(document, "deselect"), "rotate_quarter"), "reselect")
