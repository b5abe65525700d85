"""A preview shows what an operation would do, and leaves the document and its history as they are."""

import asyncio
from typing import Any

import numpy as np
import pytest

from fotofun.errors import Cancelled, CommandError
from tests.engine.test_session import Bytes, Page

BLUR: dict[str, Any] = {"operation": "gaussian_blur", "params": {"radius": 4}}


def photo() -> Bytes:
    return np.random.default_rng(5).integers(0, 256, (90, 130, 4), dtype=np.uint8)


def shown(page: Page) -> list[int]:
    """The revisions of the pixels that the viewport was told to draw, in order."""
    return [data["planes"][0]["revision"] for event, data, _ in page.events if event == "scene"]


def test_a_preview_is_shown_and_taken_back() -> None:
    page = Page()
    page.open(photo())
    page.run("invert")
    page.ask("undo")
    before, original = page.ask("document"), page.exported()
    page.events.clear()
    page.ask("preview", BLUR)
    page.ask("preview", {**BLUR, "params": {"radius": 8}})
    page.ask("end_preview")
    first, second, last = shown(page)
    assert len({first, second, last}) == 3
    assert page.ask("document") == before, "what was undone can still be done again"
    np.testing.assert_array_equal(page.exported(), original)
    assert "document" not in [event for event, *_ in page.events]


def test_what_was_previewed_is_not_made_again() -> None:
    page = Page()
    page.open(photo())
    page.ask("preview", BLUR)
    revision = shown(page)[-1]
    page.ask("run", BLUR)
    assert shown(page)[-1] == revision
    applied = page.exported()
    page.ask("undo")
    page.run("gaussian_blur", {"radius": 4})
    np.testing.assert_array_equal(page.exported(), applied)
    page.ask("undo")
    page.ask("preview", BLUR)
    page.run("gaussian_blur", {"radius": 5})
    assert np.any(page.exported() != applied), "another radius is made anew"


def test_every_target_and_refusals() -> None:
    page = Page()
    page.open(photo())
    for target in ("setting", "layer"):
        page.ask("preview", {"operation": "exposure", "params": {"stops": 1}, "target": target})
        page.ask("run", {"operation": "exposure", "params": {"stops": 1}, "target": target})
    assert [layer["kind"] for layer in page.ask("document")["layers"]] == ["pixel", "adjustment"]
    with pytest.raises(CommandError):
        page.ask("preview", {"operation": "remove_background", "params": {}})


def test_a_slow_preview_is_cancelled() -> None:
    page = Page()
    page.open(photo())

    async def change_of_mind() -> None:
        slow = asyncio.ensure_future(page.session.request(1000, "preview", BLUR))
        await asyncio.sleep(0)
        await page.session.request(1001, "cancel", {"request": 1000})
        await slow

    with pytest.raises(Cancelled):
        asyncio.run(change_of_mind())
    assert page.session.previewed is None


def test_the_histogram_is_of_the_layer_or_of_the_picture() -> None:
    page = Page()
    pixels = photo()
    pixels[..., 3] = 255
    page.open(pixels)
    page.run("solid_colour", {"colour": "#ff0000"})
    picture = page.ask("histogram", {"of": "picture"})
    assert picture["red"][255] == picture["green"][0] == pixels[..., 0].size
    page.ask("activate_layer", {"layer": "layer-1"})
    layer = page.ask("histogram", {"of": "layer"})
    assert layer["blue"] == np.bincount(pixels[..., 2].ravel(), minlength=256).tolist()
    page.ask("preview", {"operation": "invert", "params": {}})
    assert page.ask("histogram", {"of": "layer"}) == layer, "what is only previewed does not count"
    assert page.ask("histogram", {"of": "layer", "selected": True}) == layer, "nothing is selected"
    page.run("select_rectangle", {"rectangle": [3, 2, 10, 5]})
    selected = page.ask("histogram", {"of": "layer", "selected": True})
    assert selected["red"] == np.bincount(pixels[2:7, 3:13, 0].ravel(), minlength=256).tolist()


def test_a_filter_is_shown_where_it_is_seen_and_then_done_in_full() -> None:
    page = Page()
    page.open(photo())
    seen = {"x": 10, "y": 10, "width": 40, "height": 30, "scale": 1}
    assert page.ask("preview", {**BLUR, "seen": seen}) == {"exact": False}
    page.ask("run", BLUR)
    applied = page.exported()
    page.ask("undo")
    assert page.ask("preview", BLUR) == {"exact": True}
    assert page.ask("preview", {**BLUR, "seen": seen}) == {"exact": True}, "it is there already"
    page.ask("run", BLUR)
    np.testing.assert_array_equal(page.exported(), applied)
    page.ask("undo")
    point = {"operation": "exposure", "params": {"stops": 1}, "seen": seen}
    assert page.ask("preview", point) == {"exact": True}, "what is quick is done at once"
