"""An operation on several layers at once: one entry of the history, a step for each."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from fotofun.document.document import Document
from fotofun.document.layer import GroupLayer, PixelLayer
from fotofun.document.tree import walk
from fotofun.editing import finish
from fotofun.errors import CommandError
from fotofun.recipe import recipe_of, replay
from fotofun.render.compositor import rendered
from tests.engine.test_journal import Keeper

ALL = ["layer-1", "layer-2", "layer-3", "layer-4"]


@pytest.fixture
def editor() -> Keeper:
    """Four layers: noise below, and a bar of red, green and blue above it."""
    made = Keeper()
    made.open()
    for index, colour in enumerate(("#ff0000", "#00ff00", "#0000ff")):
        run(made, "new_layer")
        run(made, "select_rectangle", {"rectangle": [index * 8, 4, 6, 10]})
        run(made, "solid_colour", {"colour": colour}, target="pixels")
        run(made, "deselect")
    assert order(made) == ALL
    return made


def run(editor: Keeper, operation: str, params: dict[str, Any] | None = None, **more: Any) -> Any:
    return editor.ask("run", {"operation": operation, "params": params or {}, **more})


def document(editor: Keeper) -> Document:
    return editor.session.history.document


def order(editor: Keeper) -> list[str]:
    return [layer.id for layer in walk(document(editor).layers)]


def pixels(made: Document) -> np.ndarray[Any, Any]:
    return rendered(made)


@pytest.mark.parametrize(
    ("operation", "params", "attribute", "value"),
    [
        ("show_layer", {"visible": False}, "visible", False),
        ("layer_opacity", {"opacity": 40, "fill": 70}, "opacity", 40.0),
        ("layer_blend_mode", {"blend_mode": "multiply"}, "blend_mode", "multiply"),
        ("lock_layer", {"pixels": True}, "locks", frozenset({"pixels"})),
    ],
)
def test_a_property_of_each_in_one_step(
    editor: Keeper, operation: str, params: dict[str, Any], attribute: str, value: object
) -> None:
    editor.ask("activate_layer", {"layer": "layer-2"})
    before, position = document(editor), editor.session.history.position
    run(editor, operation, params, layers=["layer-2", "layer-4"])
    chosen = [layer.id for layer in walk(document(editor).layers) if getattr(layer, attribute) == value]
    assert chosen == ["layer-2", "layer-4"]
    assert document(editor).active_id == "layer-2"
    assert editor.session.history.position == position + 1
    editor.ask("undo", {})
    assert document(editor) == before


def test_a_drag_is_one_step(editor: Keeper) -> None:
    position = editor.session.history.position
    for opacity in (80, 60, 20):
        params = {"opacity": opacity, "fill": 100}
        run(editor, "layer_opacity", params, layers=["layer-2", "layer-3"], gesture="a drag")
    assert editor.session.history.position == position + 1
    assert [layer.opacity for layer in document(editor).layers] == [100, 20, 20, 100]


def test_each_keeps_what_the_active_one_has_already(editor: Keeper) -> None:
    """A slider of two, a lock of three: what was not touched is not made alike."""
    run(editor, "layer_opacity", {"opacity": 100, "fill": 30}, layer="layer-2")
    run(editor, "lock_layer", {"alpha": True}, layer="layer-2")
    editor.ask("activate_layer", {"layer": "layer-3"})
    run(editor, "layer_opacity", {"opacity": 50, "fill": 100}, layers=["layer-2", "layer-3"])
    run(editor, "lock_layer", {"place": True}, layers=["layer-2", "layer-3"])
    _, second, third, _ = document(editor).layers
    assert [(each.opacity, each.fill_opacity) for each in (second, third)] == [(50, 30), (50, 100)]
    assert second.locks == {"alpha", "position"} and third.locks == {"position"}


def test_several_are_previewed(editor: Keeper) -> None:
    before = document(editor)
    params = {"opacity": 50, "fill": 100}
    editor.ask("preview", {"operation": "layer_opacity", "params": params, "layers": ["layer-2", "layer-3"]})
    previewed = editor.session.previewed
    assert previewed and [layer.opacity for layer in previewed.document.layers] == [100, 50, 50, 100]
    assert document(editor) is before


def test_they_are_thrown_away_but_the_last_stays(editor: Keeper) -> None:
    before = document(editor)
    with pytest.raises(CommandError, match="at least one layer"):
        run(editor, "delete_layer", layers=ALL)
    assert document(editor) is before
    run(editor, "delete_layer", layers=["layer-2", "layer-4"])
    assert order(editor) == ["layer-1", "layer-3"]


def test_each_copy_lies_above_its_original(editor: Keeper) -> None:
    run(editor, "duplicate_layer", layers=["layer-4", "layer-2"])
    names = [layer.name for layer in document(editor).layers]
    assert names == ["Photo", "Layer 2", "Layer 2 copy", "Layer 3", "Layer 4", "Layer 4 copy"]
    assert document(editor).active.name == "Layer 4 copy"


def test_a_part_is_copied_from_one_layer_only(editor: Keeper) -> None:
    run(editor, "select_rectangle", {"rectangle": [0, 0, 5, 5]})
    with pytest.raises(CommandError, match="one layer at a time"):
        run(editor, "duplicate_layer", layers=["layer-2", "layer-3"])


def test_a_group_takes_the_place_of_the_topmost(editor: Keeper) -> None:
    before = pixels(document(editor))
    run(editor, "group_layers", layers=["layer-4", "layer-2"])
    made = document(editor)
    group = made.layers[-1]
    assert isinstance(group, GroupLayer)
    assert made.active_id == group.id
    assert [layer.id for layer in group.layers] == ["layer-2", "layer-4"]
    assert np.array_equal(pixels(made), before)


@pytest.mark.parametrize(
    ("where", "other", "expected"),
    [
        ("below", "layer-1", ["layer-2", "layer-3", "layer-1", "layer-4"]),
        ("above", "layer-4", ["layer-1", "layer-4", "layer-2", "layer-3"]),
        ("top", "", ["layer-1", "layer-4", "layer-2", "layer-3"]),
        ("bottom", "", ["layer-2", "layer-3", "layer-1", "layer-4"]),
    ],
)
def test_they_keep_their_order_where_they_go(
    editor: Keeper, where: str, other: str, expected: list[str]
) -> None:
    run(editor, "move_layer", {"where": where, "other": other}, layers=["layer-3", "layer-2"])
    assert order(editor) == expected


def test_into_a_group(editor: Keeper) -> None:
    run(editor, "group_layers", layer="layer-1")
    group = document(editor).active_id
    run(editor, "move_layer", {"where": "inside", "other": group}, layers=["layer-3", "layer-4"])
    assert order(editor) == [group, "layer-1", "layer-3", "layer-4", "layer-2"]


def test_merged_they_look_as_before(editor: Keeper) -> None:
    run(editor, "layer_opacity", {"opacity": 50, "fill": 100}, layer="layer-4")
    before = pixels(document(editor)).astype(int)
    run(editor, "merge_down", layers=["layer-2", "layer-3", "layer-4"])
    assert order(editor) == ["layer-1", "layer-2"]
    assert np.abs(pixels(document(editor)).astype(int) - before).max() <= 1


def test_they_turn_about_the_middle_of_all(editor: Keeper) -> None:
    """Two bars, 8 apart, turned by half a turn change places."""
    whole = replace(document(editor), layers=document(editor).layers[1:3])
    run(editor, "transform_layer", {"rotate": 180, "resampling": "nearest"}, layers=["layer-2", "layer-3"])
    turned = replace(document(editor), layers=document(editor).layers[1:3])
    assert np.array_equal(pixels(turned), pixels(whole)[::-1, ::-1])


def test_adjustment_layers_stay_where_others_move(editor: Keeper) -> None:
    run(editor, "hue", {"degrees": 20}, target="layer")
    adjustment = document(editor).active_id
    run(editor, "transform_layer", {"move": [3, 2]}, layers=[adjustment, "layer-4"])
    moved = document(editor).layers[3]
    assert isinstance(moved, PixelLayer)
    assert (moved.matrix[0][2], moved.matrix[1][2]) == (3.0, 2.0)


def test_what_is_in_a_chosen_group_goes_with_it_once(editor: Keeper) -> None:
    run(editor, "group_layers", layer="layer-4")
    group = document(editor).active_id
    run(editor, "transform_layer", {"move": [3, 0]}, layers=["layer-4", group])
    (layer,) = [each for each in walk(document(editor).layers) if each.id == "layer-4"]
    assert isinstance(layer, PixelLayer)
    assert layer.matrix[0][2] == 3.0


def test_one_that_refuses_leaves_all_as_they_were(editor: Keeper) -> None:
    run(editor, "lock_layer", {"place": True}, layer="layer-3")
    before, position = document(editor), editor.session.history.position
    with pytest.raises(CommandError, match="locked"):
        run(editor, "transform_layer", {"move": [3, 0]}, layers=["layer-2", "layer-3"])
    assert document(editor) is before
    assert editor.session.history.position == position


@pytest.mark.parametrize(("operation", "layers"), [("gaussian_blur", ALL), ("show_layer", ["layer-9"])])
def test_what_cannot_be_done_to_several_says_so(editor: Keeper, operation: str, layers: list[str]) -> None:
    with pytest.raises(CommandError):
        run(editor, operation, layers=layers)


def test_recipe_and_journal_know_each_step(editor: Keeper) -> None:
    opened = editor.session.history.entries[0].document
    run(editor, "group_layers", layers=["layer-2", "layer-4"])
    run(editor, "layer_blend_mode", {"blend_mode": "screen"}, layers=["layer-1", "layer-3"])
    again = finish(replay(recipe_of(editor.session.history), opened))
    assert np.array_equal(pixels(again), pixels(document(editor)))
    restored = document(editor.restored())
    assert np.array_equal(pixels(restored), pixels(document(editor)))
    assert [layer.id for layer in walk(restored.layers)] == order(editor)


def test_their_bounds_together(editor: Keeper) -> None:
    found = editor.ask("bounds", {"layers": ["layer-2", "layer-4"]})
    assert found["visible"] == [0, 4, 22, 10]


@pytest.mark.parametrize(
    ("to", "layers", "expected"),
    [
        ("left", ["layer-2", "layer-4"], {"layer-2": (0, 4), "layer-4": (0, 4)}),
        ("right", ["layer-2", "layer-4"], {"layer-2": (16, 4), "layer-4": (16, 4)}),
        ("centre", ["layer-2", "layer-4"], {"layer-2": (8, 4), "layer-4": (8, 4)}),
        ("bottom", ["layer-2", "layer-3"], {"layer-2": (0, 8), "layer-3": (8, 8)}),
        ("top", ["layer-2", "layer-3"], {"layer-2": (0, 4), "layer-3": (8, 4)}),
        (
            "gaps_across",
            ["layer-2", "layer-3", "layer-4"],
            {"layer-2": (0, 4), "layer-3": (12, 8), "layer-4": (24, 4)},
        ),
    ],
)
def test_aligned(editor: Keeper, to: str, layers: list[str], expected: dict[str, tuple[int, int]]) -> None:
    """Bars of 6 x 10 pixels; the middle one lies lower, the right one further off."""
    run(editor, "transform_layer", {"move": [0, 4]}, layer="layer-3")
    if to == "gaps_across":
        run(editor, "transform_layer", {"move": [8, 0]}, layer="layer-4")
    run(editor, "align_layers", {"to": to}, layers=layers)
    found = {each: tuple(editor.ask("bounds", {"layers": [each]})["visible"][:2]) for each in layers}
    assert found == expected


def test_one_alone_is_aligned_to_the_picture_or_to_what_is_selected(editor: Keeper) -> None:
    width, height = document(editor).size
    run(editor, "align_layers", {"to": "right"}, layer="layer-2")
    run(editor, "align_layers", {"to": "bottom"}, layer="layer-2")
    assert editor.ask("bounds", {"layers": ["layer-2"]})["visible"] == [width - 6, height - 10, 6, 10]
    run(editor, "select_rectangle", {"rectangle": [2, 3, 12, 8]})
    run(editor, "align_layers", {"to": "centre"}, layer="layer-2")
    run(editor, "align_layers", {"to": "top"}, layer="layer-2")
    assert editor.ask("bounds", {"layers": ["layer-2"]})["visible"] == [5, 3, 6, 10]
    run(editor, "new_layer")
    with pytest.raises(CommandError, match="nothing to move"):
        run(editor, "align_layers", {"to": "left"})
