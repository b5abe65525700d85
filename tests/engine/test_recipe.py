"""Recipes: read, refused, recorded, replayed on the same photo and on others."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

import fotofun.recipe.recipe as recipes
from fotofun.catalog import find
from fotofun.document.document import Document
from fotofun.editing import finish
from fotofun.errors import BrokenRecipe, FotoFunError, ModelUnavailable, NewerRecipe, RecipeError, StepFailed
from fotofun.operation import REGISTRY, InferenceOperation, Outcome
from fotofun.protocol import Target
from fotofun.raster import Pixels
from fotofun.recipe import Action, Recipe, preset, presets, recipe_of, replay, schema
from fotofun.render.compositor import rendered
from fotofun.scripting import Photo
from tests.operations.legal import legal

RUNNABLE = sorted(name for name, each in REGISTRY.items() if not issubclass(each, InferenceOperation))
TARGETS: list[Target | None] = [None, None, "pixels", "setting", "layer", "content"]


def picture(width: int = 31, height: int = 22, seed: int = 0) -> Document:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8)
    return Document.from_pixels("beach.png", pixels)


def photo(width: int, height: int) -> Pixels:
    """A smooth opaque picture, the same at every size."""
    y, x = (np.mgrid[:height, :width] + 0.5) / np.array([height, width]).reshape(2, 1, 1)
    waves = [np.sin(x * 9 + y * 4), np.cos(x * 5 - y * 7), np.sin(x * y * 20)]
    made = [np.uint8(127 + 120 * wave) for wave in waves]
    return np.dstack([*made, np.full((height, width), 255, np.uint8)])


def table(*steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"fotofun": "recipe", "version": 1, "title": "Test", "steps": list(steps), **more}


def step(operation: str, /, **params: Any) -> dict[str, Any]:
    return {"operation": operation, "version": REGISTRY[operation].version, "params": params}


# --- the file --------------------------------------------------------------------------------------


def test_text_and_back() -> None:
    made = Recipe.from_json(
        table(
            step("exposure", stops=0.5),
            {**step("hue", degrees=20), "target": "layer", "layer": "layer-1"},
            description="Warm, »schön«",
            size=[400, 300],
            lengths="absolute",
        )
    )
    assert Recipe.from_text(made.to_text()) == made
    assert made.to_json()["steps"][1]["params"] == {"degrees": 20.0}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "no FotoFun recipe"),
        ({"fotofun": "photo"}, "no FotoFun recipe"),
        ({"fotofun": "recipe", "steps": []}, "no version"),
        (table(extra=1), "unknown: extra"),
        (table(size=[0, 3]), "size"),
        (table(size=[1.5, 3]), "size"),
        (table(lengths="metric"), "relative"),
        ({**table(), "steps": 3}, "steps"),
        (table({"operation": "hue"}), "Step 1 needs"),
        (table(step("invert"), step("hue", degrees=1000)), r"Step 2 .*degrees of hue was 1000.*from -180"),
        (table(step("invert"), step("hue", angle=10)), "Step 2 .*no parameter angle"),
        (table({**step("invert"), "operation": "magic"}), "Step 1 .*no operation named 'magic'"),
        (table({**step("invert"), "target": "moon"}), "Step 1 has the target 'moon'"),
        (table({**step("invert"), "note": ""}), "Step 1 has something unknown: note"),
    ],
)
def test_what_is_no_recipe_is_refused_in_words(data: Any, words: str) -> None:
    with pytest.raises(BrokenRecipe, match=words):
        Recipe.from_json(data)


@pytest.mark.parametrize("text", [b"", b"\xff\xfe\x00", b"{", "[" * 100_000, "x" * (recipes.LARGEST + 1)])
def test_what_is_no_json_is_refused(text: bytes | str) -> None:
    with pytest.raises(BrokenRecipe):
        Recipe.from_text(text)


def test_newer_ones_are_told_apart() -> None:
    with pytest.raises(NewerRecipe, match="Update FotoFun"):
        Recipe.from_json(table() | {"version": 2})
    with pytest.raises(NewerRecipe, match=r"Step 1 .hue. has version 99"):
        Recipe.from_json(table({**step("hue"), "version": 99}))


def test_older_ones_are_migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    def turns(cls: Any, params: dict[str, Any], version: int) -> dict[str, Any]:
        assert version == 1
        return {"degrees": params["turns"] * 360}

    def renamed(data: dict[str, Any]) -> dict[str, Any]:
        return {"fotofun": "recipe", "version": 2, "steps": data["actions"]}

    def old(params: dict[str, float]) -> dict[str, Any]:
        actions = [{"operation": "hue", "version": 1, "params": params}]
        return {"fotofun": "recipe", "version": 1, "actions": actions}

    monkeypatch.setattr(REGISTRY["hue"], "version", 2)
    monkeypatch.setattr(REGISTRY["hue"], "migrate", classmethod(turns))
    monkeypatch.setattr(recipes, "VERSION", 2)
    monkeypatch.setattr(recipes, "MIGRATIONS", {1: renamed})
    assert Recipe.from_json(old({"turns": 0.25})).to_json()["steps"] == [
        {"operation": "hue", "version": 2, "params": {"degrees": 90.0}}
    ]
    with pytest.raises(BrokenRecipe, match="not those of its version"):
        Recipe.from_json(old({}))


def test_the_schema_has_every_operation_and_parameter() -> None:
    found = schema()
    json.dumps(found)
    assert set(found["$defs"]) == set(REGISTRY)
    for name, each in REGISTRY.items():
        properties = found["$defs"][name]["properties"]["params"]["properties"]
        assert set(properties) == {parameter.name for parameter in each.parameters}
    stops = found["$defs"]["exposure"]["properties"]["params"]["properties"]["stops"]
    assert (stops["type"], stops["minimum"], stops["maximum"], stops["default"]) == ("number", -10, 10, 0)


# --- doing it --------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(data=st.data(), names=st.lists(st.sampled_from(RUNNABLE), min_size=1, max_size=6))
def test_a_recorded_recipe_makes_the_same_pixels(data: st.DataObject, names: list[str]) -> None:
    done = Photo(picture())
    for name in names:
        before = done.document
        try:
            edit = find(name).create(data.draw(legal(find(name))))
            done.do(edit, data.draw(st.sampled_from(TARGETS)))
        except FotoFunError:
            assert done.document is before
            continue
        if done.document.width * done.document.height > 4000:
            done.undo()
    read = Recipe.from_text(done.recipe().to_text())
    again = finish(replay(read, picture()))
    np.testing.assert_array_equal(rendered(again), done.pixels)
    assert [layer.id for layer in again.layers] == [layer.id for layer in done.document.layers]


def test_lengths_scale_with_the_photo() -> None:
    small, large = photo(120, 80), photo(240, 160)
    blur = Action(find("gaussian_blur").create({"radius": 3}))
    made = Recipe("Blur", (blur,), size=(120, 80))

    def done(recipe: Recipe, pixels: Pixels) -> Pixels:
        return rendered(finish(replay(recipe, Document.from_pixels("x", pixels.copy()))))

    halved = Image.fromarray(done(made, large)).reduce(2)
    difference = np.abs(np.asarray(halved).astype(int) - done(made, small))
    assert difference.mean() < 1 and difference.max() < 10
    twice = Action(find("gaussian_blur").create({"radius": 6}))
    np.testing.assert_array_equal(done(made, large), done(Recipe("Blur", (twice,)), large))
    absolute = replace(made, lengths="absolute")
    np.testing.assert_array_equal(done(absolute, large), done(Recipe("Blur", (blur,)), large))


def test_after_a_quarter_turn_width_and_height_have_changed_places() -> None:
    turn = Action(find("rotate_quarter").create({}))
    crop = Action(find("crop").create({"rectangle": [10, 20, 20, 30]}))
    made = Recipe("Turn", (turn, crop), size=(60, 40))
    assert finish(replay(made, picture(60, 40))).size == (20, 30)
    assert finish(replay(made, picture(120, 40))).size == (20, 60)


def test_automatic_operations_fit_themselves_to_each_photo() -> None:
    dark, bright = photo(40, 30), photo(40, 30)
    dark[..., :3] //= 4
    bright[..., :3] = 190 + bright[..., :3] // 4
    done = Photo(Document.from_pixels("dark", dark.copy())).auto_levels()
    assert done.recipe().to_json()["steps"][0]["operation"] == "auto_levels"
    for pixels in (dark, bright):
        result = rendered(finish(replay(done.recipe(), Document.from_pixels("x", pixels))))
        assert result[..., :3].min() < 10 and result[..., :3].max() > 245


def test_a_step_that_fails_is_named_and_changes_nothing() -> None:
    made = Recipe.from_json(table(step("invert"), step("invert_mask")))
    done = Photo(picture())
    before = done.document
    with pytest.raises(StepFailed, match=r"Step 2 of 'Test' \(Invert mask\) failed: the layer has no mask"):
        done.apply(made)
    assert done.document is before and len(done.history.entries) == 1


def test_undone_steps_are_left_out_and_a_recipe_is_one_entry() -> None:
    done = Photo(picture()).exposure(stops=1).invert().undo()
    assert [each.edit.name for each in done.recipe().actions] == ["exposure"]
    done.apply(Recipe.from_json(table(step("invert"), step("sepia"))))
    assert [entry.label for entry in done.history.entries] == ["Open", "Exposure", "Test"]
    assert [each.edit.name for each in done.recipe().actions] == ["exposure", "invert", "sepia"]
    assert done.recipe().size == (31, 22)


def test_a_restored_snapshot_brings_its_own_steps() -> None:
    done = Photo(picture()).exposure(stops=1)
    done.history.take_snapshot("bright")
    done.undo().sepia().invert()
    done.history.restore_snapshot("bright")
    done.hue(degrees=10)
    made = recipe_of(done.history, "Title")
    assert [each.edit.name for each in made.actions] == ["exposure", "hue"]
    np.testing.assert_array_equal(rendered(finish(replay(made, picture()))), done.pixels)


def test_layers_of_a_recipe_are_found_in_a_document_that_has_some_already() -> None:
    recorded = (
        Photo(picture()).solid_colour(colour="#ff0000").layer_opacity(opacity=50).invert(layer="layer-1")
    )
    other = Photo(picture(seed=1)).new_layer().duplicate_layer()
    other.apply(recorded.recipe())
    red = other.document.layers[-1]
    assert (red.name, red.opacity, len(other.document.layers)) == ("Solid colour", 50, 4)
    assert getattr(other.document.layers[2], "adjustments")[0].name == "invert"  # noqa: B009


def test_a_model_runs_where_there_is_one() -> None:
    made = Recipe.from_json(table(step("remove_background"), step("invert_mask")))
    with pytest.raises(StepFailed, match=r"Step 1 .*needs a model") as caught:
        finish(replay(made, picture()))
    assert isinstance(caught.value.__cause__, ModelUnavailable)
    mask = np.full((22, 31), 200, np.uint8)
    document = finish(replay(made, picture(), lambda edit, pixels: Outcome(mask, "done")))
    assert document.active.mask and (document.active.mask.plane.data == 55).all()


@pytest.mark.parametrize("name", presets())
def test_presets_load_and_change_a_photo(name: str) -> None:
    made = preset(name)
    assert made.title and made.description and made.actions
    pixels = photo(60, 40)
    result = rendered(finish(replay(made, Document.from_pixels("x", pixels.copy()))))
    assert np.abs(result[..., :3].astype(int) - pixels[..., :3]).mean() > 1


def test_an_unknown_preset() -> None:
    with pytest.raises(RecipeError, match="no preset 'no_such'"):
        preset("no_such")
