"""Zooming and panning with the wheel, the mouse and fingers."""

from collections.abc import Iterator
from typing import Any

import pytest
from driver import photo
from playwright.sync_api import Browser
from static_host import StaticHost
from viewport_page import ViewportPage

WIDTH, HEIGHT = 900, 640
PICTURE = (1600, 1200)


@pytest.fixture
def options() -> dict[str, Any]:
    return {"reduced_motion": "reduce"}


@pytest.fixture
def viewport(browser: Browser, viewport_host: StaticHost, options: dict[str, Any]) -> Iterator[ViewportPage]:
    """A picture that is larger than the window, as a whole."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, **options)
    page = ViewportPage(context, viewport_host)
    page.open(photo(*PICTURE))
    yield page
    assert page.errors == []
    context.close()


def picture_place(viewport: ViewportPage, x: float, y: float) -> tuple[float, float]:
    """The place of the picture that is at a place of the window."""
    view = viewport.view()
    return (
        view["centreX"] + (x - WIDTH / 2) / view["zoom"],
        view["centreY"] + (y - HEIGHT / 2) / view["zoom"],
    )


def test_a_picture_opens_whole_with_a_margin(viewport: ViewportPage) -> None:
    assert viewport.view() == {
        "zoom": pytest.approx((HEIGHT - 48) / 1200),
        "centreX": 800,
        "centreY": 600,
        "fitted": True,
    }
    viewport.page.set_viewport_size({"width": 500, "height": 400})
    viewport.settle()
    assert viewport.view()["zoom"] == pytest.approx(500 / 1600)  # narrow: the full width


def test_the_wheel_zooms_around_the_pointer(viewport: ViewportPage) -> None:
    viewport.look(1, (800, 600))
    viewport.page.mouse.move(300, 200)
    before = picture_place(viewport, 300, 200)
    viewport.page.mouse.wheel(0, -120)
    viewport.settle()
    assert 1.2 < viewport.view()["zoom"] < 1.35
    assert picture_place(viewport, 300, 200) == pytest.approx(before)


def test_zoom_has_limits(viewport: ViewportPage) -> None:
    for delta, limit in ((-400, 32), (400, 0.01)):
        for _ in range(15):
            viewport.page.mouse.wheel(0, delta)
        viewport.settle()
        assert viewport.view()["zoom"] == limit


def test_shift_and_wheel_pan(viewport: ViewportPage) -> None:
    viewport.look(1, (800, 600))
    viewport.page.mouse.move(300, 200)
    viewport.page.keyboard.down("Shift")
    viewport.page.mouse.wheel(0, 50)
    viewport.page.keyboard.up("Shift")
    viewport.settle()
    view = viewport.view()
    assert (view["centreX"], view["centreY"], view["zoom"]) == (850, 600, 1)


@pytest.mark.parametrize("button", ["left", "middle"])
def test_dragging_pans_and_keeps_the_picture_in_sight(viewport: ViewportPage, button: Any) -> None:
    viewport.look(1, (800, 600))
    mouse = viewport.page.mouse
    mouse.move(400, 300)
    mouse.down(button=button)
    mouse.move(370, 340, steps=3)
    viewport.settle()
    assert (viewport.view()["centreX"], viewport.view()["centreY"]) == (830, 560)
    mouse.move(-3000, 3000)
    mouse.up(button=button)
    viewport.settle()
    assert (viewport.view()["centreX"], viewport.view()["centreY"]) == (1600 - WIDTH / 2, HEIGHT / 2)
    mouse.move(500, 500)
    viewport.settle()
    assert viewport.view()["centreX"] == 1600 - WIDTH / 2


def test_a_double_click_changes_between_whole_and_100_percent(viewport: ViewportPage) -> None:
    fitted = viewport.view()
    before = picture_place(viewport, 500, 300)
    viewport.page.mouse.dblclick(500, 300)
    viewport.settle()
    assert viewport.view()["zoom"] == 1
    assert picture_place(viewport, 500, 300) == pytest.approx(before)
    viewport.page.mouse.dblclick(500, 300)
    viewport.settle()
    assert viewport.view() == fitted


def test_the_steps_of_zooming(viewport: ViewportPage) -> None:
    seen = []
    for direction in ("In", "In", "In", "In", "Out"):
        viewport.run(f"() => harness.viewport.zoom{direction}()")
        viewport.settle()
        seen.append(round(viewport.view()["zoom"], 3))
    assert seen == [0.5, 0.667, 1, 1.5, 1]


@pytest.mark.parametrize("options", [{"has_touch": True, "reduced_motion": "reduce"}])
def test_two_fingers_zoom_and_pan(viewport: ViewportPage, options: dict[str, Any]) -> None:
    viewport.look(1, (800, 600))
    before = picture_place(viewport, 400, 300)
    session = viewport.page.context.new_cdp_session(viewport.page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        where = [{"x": x, "y": y, "id": index} for index, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": where})

    touch("touchStart", (350, 300), (450, 300))
    for step in range(1, 11):
        touch("touchMove", (350 - 5 * step + 2 * step, 300 + step), (450 + 5 * step + 2 * step, 300 + step))
    touch("touchEnd")
    viewport.settle()
    assert viewport.view()["zoom"] == pytest.approx(2, rel=0.05)
    assert picture_place(viewport, 420, 310) == pytest.approx(before, abs=6)


@pytest.mark.parametrize("options", [{}])
def test_fitting_is_a_short_motion(viewport: ViewportPage, options: dict[str, Any]) -> None:
    viewport.look(2, (300, 300))
    zooms = viewport.run(
        """async () => {
            const start = harness.views.length;
            harness.viewport.fit();
            await harness.settled();
            return harness.views.slice(start).map(({ zoom }) => zoom);
        }"""
    )
    assert zooms[-1] == pytest.approx((HEIGHT - 48) / 1200) and viewport.view()["fitted"]
    assert zooms == sorted(zooms, reverse=True)
