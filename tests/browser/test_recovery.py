"""Work is never lost: a killed tab, a broken engine and a full disk, as people meet them."""

import contextlib
import os
import random
import time
from typing import Any

import numpy as np
from driver import Driver, photo
from playwright.sync_api import BrowserContext, Error, expect
from tool_driver import ToolDriver

COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("exposure", {"stops": 0.5}),
    ("gaussian_blur", {"radius": 2}),
    ("new_layer", {}),
    ("solid_colour", {"colour": "#33669980"}),
    ("duplicate_layer", {}),
    ("rotate_quarter", {}),
    ("invert", {}),
]
KILLS = int(os.environ.get("FOTOFUN_KILLS", "2"))


def start(context: BrowserContext, address: str) -> Driver:
    driver = Driver(context.new_page(), address)
    driver.visit()
    driver.wait_until_ready()
    return driver


def kill(driver: Driver) -> None:
    """The tab's process ends at once, as the system ends it when memory is short."""
    with contextlib.suppress(Error):
        driver.page.goto("chrome://crash", timeout=5000)
    driver.page.close()
    time.sleep(0.5)  # pages that are opened before its process is gone would share it


def known(info: dict[str, Any]) -> dict[str, Any]:
    """What must be the same again; numbers of planes and documents are an engine's own."""
    return {key: info[key] for key in ("name", "width", "height", "history", "position", "active")}


def test_a_killed_tab_is_offered_back(context: BrowserContext, address: str) -> None:
    chance = random.Random(7)
    driver = start(context, address)
    driver.open_pixels(photo(96, 64), "dunes.png")
    done: list[tuple[str, dict[str, Any]]] = []
    for _ in range(KILLS):
        for operation, params in chance.sample(COMMANDS, 3):
            if "error" not in driver.run(operation, params):
                done.append((operation, params))
        if chance.random() < 0.5:
            driver.call("undo")
        before, pixels = driver.call("document"), driver.exported_pixels()
        driver.page.wait_for_timeout(1000)
        kill(driver)
        driver = start(context, address)
        expect(driver.page.get_by_role("dialog", name="Unsaved work")).to_be_visible()
        expect(driver.page.get_by_text("dunes.png")).to_be_visible()
        driver.page.get_by_role("button", name="Restore", exact=True).click()
        expect(driver.page.get_by_role("dialog")).to_be_hidden()
        assert known(driver.call("document")) == known(before)
        np.testing.assert_array_equal(driver.exported_pixels(), pixels)
    driver.call("undo")
    assert driver.call("document")["position"] == before["position"] - 1
    driver.assert_clean()


def test_what_is_deleted_is_not_offered_again(context: BrowserContext, address: str) -> None:
    driver = start(context, address)
    driver.open_pixels(photo(32, 32), "dunes.png")
    driver.run("invert")
    driver.page.wait_for_timeout(400)
    kill(driver)
    driver = start(context, address)
    driver.page.get_by_role("button", name="Delete dunes.png").click()
    driver.page.get_by_role("button", name="Delete for good").click()
    expect(driver.page.get_by_role("dialog")).to_be_hidden()
    kill(driver)
    driver = start(context, address)
    driver.wait_until("(await fotofun.catalog()).length > 0")
    expect(driver.page.get_by_role("dialog")).to_be_hidden()


def test_two_tabs_keep_their_own_work(context: BrowserContext, address: str) -> None:
    one, two = start(context, address), start(context, address)
    for driver, name in ((one, "one.png"), (two, "two.png")):
        driver.open_pixels(photo(32, 24), name)
        driver.run("invert")
    one.page.wait_for_timeout(400)
    kill(one)
    three = start(context, address)
    expect(three.page.get_by_text("one.png")).to_be_visible()
    expect(three.page.get_by_text("two.png")).to_be_hidden()


def test_a_broken_engine_starts_again_with_the_document(context: BrowserContext, address: str) -> None:
    driver = start(context, address)
    driver.open_pixels(photo(96, 64), "dunes.png")
    for operation, params in COMMANDS[:3]:
        driver.run(operation, params)
    before, pixels = driver.call("document"), driver.exported_pixels()
    engine = next(worker for worker in driver.page.workers if "worker" in worker.url)
    engine.evaluate("() => { setTimeout(() => { throw new RangeError('out of memory'); }); }")
    expect(driver.page.get_by_text("The engine stopped working and was started again.")).to_be_visible(
        timeout=30000
    )
    assert known(driver.call("document")) == known(before)
    np.testing.assert_array_equal(driver.exported_pixels(), pixels)
    driver.run("invert")
    assert driver.call("document")["history"][-1] == "Invert"


def test_where_nothing_can_be_kept_people_are_told(context: BrowserContext, address: str) -> None:
    driver = Driver(context.new_page(), address)
    driver.page.route(
        "**/engine-worker-*.js",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body="navigator.storage.getDirectory = () => Promise.reject(new Error('denied'));"
            + answer.text(),
        ),
    )
    driver.visit()
    driver.wait_until_ready()
    words = "This browser does not let FotoFun keep a copy of your work while you edit."
    expect(driver.page.get_by_text(words).first).to_be_visible()
    driver.open_pixels(photo(32, 24))
    assert driver.run("invert")["document"]["history"] == ["Open", "Invert"]


def test_guides_and_watched_places_come_back(context: BrowserContext, address: str) -> None:
    driver = start(context, address)
    tools = ToolDriver(driver, photo(400, 300))
    driver.run("invert")
    tools.choose("Colour sampler")
    tools.click((50.5, 60.5))
    tools.choose("Move")
    driver.page.keyboard.press("Control+r")
    box = driver.page.locator("canvas").first.bounding_box()
    assert box
    driver.page.mouse.move(box["x"] + 300, box["y"] + 8)
    driver.page.mouse.down()
    driver.page.mouse.move(*tools.at((200, 120)), steps=3)
    driver.page.mouse.up()
    guide = driver.page.locator("ff-guide-lines .guide")
    expect(guide).to_have_count(1)
    driver.page.wait_for_timeout(1500)  # so long may pass until it is kept
    kill(driver)
    driver = start(context, address)
    driver.page.get_by_role("button", name="Restore", exact=True).click()
    expect(driver.page.locator("ff-guide-lines .guide")).to_have_count(1)
    watched = driver.page.get_by_role("list", name="Watched places").get_by_role("listitem")
    expect(watched).to_have_count(1)
    expect(watched).to_contain_text("50, 60")
    driver.assert_clean()
