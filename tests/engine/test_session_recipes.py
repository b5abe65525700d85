"""A session records what is done, gives it as a recipe, and does recipes; snapshots, jumps, active layers."""

import asyncio
import json
from typing import Any

import numpy as np
import pytest

from fotofun.errors import BrokenRecipe, CommandError, StepFailed
from fotofun.operation import Outcome
from fotofun.protocol import METHODS
from fotofun.recipe import presets
from fotofun.session import Session
from fotofun.session.method import REGISTERED
from tests.engine.test_session import Bytes, Page


@pytest.fixture
def page() -> Page:
    page = Page()
    page.open(np.random.default_rng(5).integers(0, 256, (60, 80, 4), dtype=np.uint8))
    return page


def names(page: Page) -> list[str]:
    return [step["operation"] for step in page.ask("recipe")["json"]["steps"]]


def test_what_was_done_is_a_recipe(page: Page) -> None:
    for degrees in range(1, 6):
        page.run("hue", {"degrees": degrees}, gesture="drag", target="setting")
    page.run("exposure", {"stops": 1}, target="layer")
    page.run("invert", layer="layer-1")
    page.run("sepia")
    page.ask("undo")
    answer = page.ask("recipe", {"title": "Mine", "lengths": "absolute"})
    made = answer["json"]
    assert json.loads(json.dumps(made)) == made
    assert (made["title"], made["size"], made["lengths"]) == ("Mine", [80, 60], "absolute")
    assert [(step["operation"], step.get("target"), step.get("layer")) for step in made["steps"]] == [
        ("hue", "setting", None),
        ("exposure", "layer", None),
        ("invert", None, "layer-1"),
    ]
    assert made["steps"][0]["params"] == {"degrees": 5.0}
    assert "photo.exposure(stops=1.0, target='layer')" in answer["python"]


def test_a_recipe_is_one_entry(page: Page) -> None:
    page.run("exposure", {"stops": 1}, target="layer")
    page.run("invert", layer="layer-1")
    made, picture = page.ask("recipe", {"title": "Mine"})["json"], page.exported()
    page.ask("jump", {"position": 0})
    before = page.exported()
    answer = page.ask("apply_recipe", {"recipe": made})
    assert answer["message"] == "Mine" and answer["document"]["history"] == ["Open", "Mine"]
    np.testing.assert_array_equal(page.exported(), picture)
    assert names(page) == ["exposure", "invert"]
    page.ask("undo")
    np.testing.assert_array_equal(page.exported(), before)
    assert names(page) == []


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({}, BrokenRecipe),
        ({"recipe": {"fotofun": "recipe", "version": 1, "steps": [{}]}}, BrokenRecipe),
        ({"preset": "no_such"}, CommandError),
        (
            {
                "recipe": {
                    "fotofun": "recipe",
                    "version": 1,
                    "steps": [
                        {"operation": "invert", "version": 1, "params": {}},
                        {"operation": "delete_mask", "version": 1, "params": {}},
                        {"operation": "invert_mask", "version": 1, "params": {}},
                    ],
                }
            },
            StepFailed,
        ),
    ],
)
def test_a_recipe_that_fails_changes_nothing(page: Page, params: Any, error: type[CommandError]) -> None:
    before, picture = page.ask("document"), page.exported()
    with pytest.raises(error):
        page.ask("apply_recipe", params)
    assert page.ask("document") == before
    np.testing.assert_array_equal(page.exported(), picture)


def test_presets_by_name(page: Page) -> None:
    found = page.ask("presets")
    assert [each["name"] for each in found] == list(presets())
    for each in found[:2]:
        assert page.ask("apply_recipe", {"preset": each["name"]})["document"]["history"][-1] == each["title"]


def test_snapshots_and_jumps(page: Page) -> None:
    page.run("invert")
    picture = page.exported()
    assert page.ask("snapshot", {"name": "one"})["snapshots"] == ["one"]
    page.run("sepia")
    assert page.ask("restore_snapshot", {"name": "one"})["history"][-1] == "Snapshot: one"
    np.testing.assert_array_equal(page.exported(), picture)
    assert names(page) == ["invert"]
    assert page.ask("jump", {"position": 2})["position"] == 2
    assert names(page) == ["invert", "sepia"]
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("jump", {"position": 9}),
        ("restore_snapshot", {"name": "two"}),
    ]
    for method, params in wrong:
        with pytest.raises(CommandError):
            page.ask(method, params)


def test_another_layer_becomes_active_without_an_entry(page: Page) -> None:
    page.run("new_layer")
    info = page.ask("activate_layer", {"layer": "layer-1"})
    assert (info["active"], info["history"]) == ("layer-1", ["Open", "New layer"])
    page.run("invert")
    assert page.ask("recipe")["json"]["steps"][1]["layer"] == "layer-1"
    with pytest.raises(CommandError):
        page.ask("activate_layer", {"layer": "layer-9"})


def test_models_in_recipes(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    made = {
        "fotofun": "recipe",
        "version": 1,
        "steps": [
            {"operation": "remove_background", "version": 1, "params": {}},
            {"operation": "invert_mask", "version": 1, "params": {}},
        ],
    }
    with pytest.raises(StepFailed, match=r"Step 1 .*none can run here"):
        page.ask("apply_recipe", {"recipe": made})

    sent: list[bool] = []

    async def infer(self: Session, number: int, edit: object, pixels: Bytes, sends: bool = False) -> Outcome:
        await asyncio.sleep(0)
        sent.append(sends)
        return Outcome(np.full(pixels.shape[:2], 55, np.uint8), "Done.")

    monkeypatch.setattr(Session, "infer", infer)
    page.ask("apply_recipe", {"recipe": made})
    mask = page.session.history.document.active.mask
    assert mask and (mask.plane.data == 200).all()
    page.run("remove_background")
    assert names(page) == ["remove_background", "invert_mask", "remove_background"]
    # A recipe never sends a picture anywhere by itself.
    assert sent == [False, True]


def test_every_method_is_in_the_protocol() -> None:
    assert set(REGISTERED) == set(METHODS)
