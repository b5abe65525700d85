"""The AI service as a person meets it: set up, asked first, used, and every way in which it can refuse."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import numpy as np
import pytest
from driver import Driver
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Route, expect
from service_process import service_process

from tests.inference.photos import photo

KEY = "a-key-of-a-person-0123456789"
SMALL = np.array(
    Image.fromarray(photo("astronaut")[:320, 60:380]).resize((160, 160), Image.Resampling.LANCZOS)
)


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """The editor with a service that wants a key."""
    with service_process(API_KEY=KEY) as service:
        yield service.address


@pytest.fixture
def driver(browser: Browser, served: str) -> Iterator[Driver]:
    """A first visit with a small photo; nothing is kept from other tests."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, service_workers="block")
    made = Driver(context.new_page(), served)
    made.visit()
    made.wait_until_ready()
    made.page.set_default_timeout(20_000)
    made.open_pixels(SMALL)
    yield made
    context.close()


def dialog_of(page: Page) -> Locator:
    return page.locator("ff-service-dialog")


def open_dialog(page: Page) -> Locator:
    page.get_by_role("menuitem", name="Edit", exact=True).click()
    page.get_by_role("menuitem", name="AI service…", exact=True).click()
    return dialog_of(page)


def close_dialog(page: Page) -> None:
    page.keyboard.press("Escape")
    dialog_of(page).wait_for(state="detached")


def set_up(page: Page, address: str, key: str = KEY, use: str = "Whenever it is there") -> Locator:
    dialog = open_dialog(page)
    dialog.get_by_label("Address").fill(address)
    dialog.get_by_label("Key").fill(key)
    dialog.get_by_label(use, exact=True).check()
    dialog.get_by_role("button", name="Save").click()
    return dialog


def uploads(driver: Driver) -> int:
    return int(driver.page.locator("ff-shield .number").inner_text().split()[0])


def start(driver: Driver, quality: str = "fast") -> None:
    """Begins to remove the background; the outcome goes to `window.outcome`."""
    driver.page.evaluate(
        """quality => {
          window.outcome = null;
          fotofun.run('remove_background', { quality }).then(
            (done) => (window.outcome = done),
            (error) => (window.outcome = { error: error.info }),
          );
        }""",
        quality,
    )


def outcome(driver: Driver) -> dict[str, Any]:
    driver.wait_until("window.outcome !== null")
    found: dict[str, Any] = driver.page.evaluate("() => window.outcome")
    return found


def close_document(driver: Driver) -> None:
    """So that nothing is offered back at the next visit."""
    driver.page.evaluate("async () => fotofun.close((await fotofun.document()).id)")


def question(page: Page) -> Locator:
    asked = page.locator("ff-consent-dialog")
    asked.get_by_text("This would run on").wait_for()
    return asked


def test_from_setting_it_up_to_always(driver: Driver, served: str) -> None:
    page, host = driver.page, served.split("/")[2]
    dialog = open_dialog(page)
    dialog.get_by_label("Address").fill(served)
    dialog.get_by_role("button", name="Test connection").click()
    expect(dialog.get_by_role("status")).to_contain_text("It wants a key.")
    dialog.get_by_label("Key").fill("wrong")
    dialog.get_by_role("button", name="Test connection").click()
    expect(dialog.get_by_role("status")).to_contain_text("It does not accept the key.")
    dialog.get_by_label("Key").fill(KEY)
    dialog.get_by_role("button", name="Test connection").click()
    expect(dialog.get_by_role("status")).to_contain_text("It answers")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("status")).to_contain_text("Saved.")
    dialog.get_by_label("Whenever it is there").check()
    expect(dialog.locator(".status")).to_contain_text(f"{host} is ready.")
    close_dialog(page)

    # Nothing is sent unasked: a no runs it here.
    start(driver)
    asked = question(page)
    expect(asked.get_by_text(host).first).to_be_visible()
    assert uploads(driver) == 0
    asked.get_by_role("button", name="Do not send").click()
    assert "Nothing was uploaded" in outcome(driver)["message"]
    assert uploads(driver) == 0
    here = driver.exported_pixels()
    driver.call("undo")

    # Once is once.
    start(driver)
    question(page).get_by_role("button", name="Send once").click()
    done = outcome(driver)
    assert f"ran on {host}" in done["message"], done
    assert uploads(driver) == 1
    # The same weights, in WebAssembly and natively.
    difference = np.abs(driver.exported_pixels().astype(int) - here)
    assert difference.max() <= 2 and difference.mean() / 255 < 0.001
    driver.call("undo")
    start(driver)
    asked = question(page)
    asked.get_by_label("Remember the answer").check()
    asked.get_by_role("button", name="Always send").click()
    assert f"ran on {host}" in outcome(driver)["message"]
    driver.call("undo")
    start(driver)
    assert f"ran on {host}" in outcome(driver)["message"]
    assert uploads(driver) == 3

    # All of it is in the list of requests, and the key is nowhere.
    page.locator("ff-shield").click()
    ledger = page.locator("ff-ledger-dialog")
    expect(ledger.get_by_text("/v1/tasks/remove-background")).to_have_count(3)
    assert KEY not in str(page.evaluate("() => document.body.innerHTML"))
    page.keyboard.press("Escape")
    kept = page.evaluate("() => JSON.stringify({ ...localStorage, ...sessionStorage })")
    recipe = page.evaluate("async () => JSON.stringify(await fotofun.document())")
    assert KEY not in kept + recipe

    close_document(driver)
    # It is all there again after a reload; the key too, though nothing shows it.
    driver.visit()
    driver.wait_until_ready()
    driver.open_pixels(SMALL)
    dialog = open_dialog(page)
    expect(dialog.locator(".status")).to_contain_text(f"{host} is ready.")
    assert dialog.get_by_label("Key").input_value() == ""
    # Saving again keeps it, as long as it is for the same address.
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("status")).to_contain_text("Saved. It answers")
    dialog.get_by_label("Address").fill(served.replace("127.0.0.1", "localhost"))
    dialog.get_by_role("button", name="Test connection").click()
    expect(dialog.get_by_role("status")).to_contain_text("rules do not let it talk")
    dialog.get_by_label("Never", exact=True).check()
    close_dialog(page)
    start(driver)
    assert "Nothing was uploaded" in outcome(driver)["message"]
    assert uploads(driver) == 0
    dialog = open_dialog(page)
    dialog.get_by_role("button", name="Forget").click()
    close_dialog(page)
    assert page.evaluate("async () => (await indexedDB.databases()).length") <= 2
    close_document(driver)
    driver.page.reload()
    driver.wait_until_ready()
    dialog = open_dialog(page)
    assert dialog.get_by_label("Key").get_attribute("placeholder") == "None"


def test_never_is_absolute(driver: Driver, served: str) -> None:
    page = driver.page
    sent: list[str] = []
    page.context.on("request", lambda request: sent.append(request.method))
    set_up(page, served, use="Never")
    close_dialog(page)
    for _ in range(2):
        start(driver)
        assert "Nothing was uploaded" in outcome(driver)["message"]
    assert "POST" not in sent and uploads(driver) == 0


def test_cancel_reaches_the_service(driver: Driver, served: str) -> None:
    page = driver.page
    set_up(page, served)
    close_dialog(page)
    page.evaluate(
        """() => { window.outcome = null; fotofun.run('upscale', { times: '4' }).then(
          (done) => (window.outcome = done), (error) => (window.outcome = { error: error.info })); }"""
    )
    question(page).get_by_role("button", name="Send once").click()
    page.get_by_text("is working").first.wait_for()
    driver.call("cancel")
    assert outcome(driver)["error"]["kind"] == "cancelled"
    np.testing.assert_array_equal(driver.exported_pixels(), SMALL)
    # The slot is free again: the next request is answered.
    start(driver)
    question(page).get_by_role("button", name="Send once").click()
    assert "ran on" in outcome(driver)["message"]


def test_a_host_that_the_pages_own_rules_forbid_is_told_apart(driver: Driver, served: str) -> None:
    with service_process("--open", CORS_ORIGINS=served.rstrip("/")) as other:
        dialog = set_up(driver.page, other.address, key="")
        expect(dialog.locator(".status")).to_contain_text("This page’s own rules do not let it talk")


PROBLEMS = [
    (401, {}, "unauthorized", "refused the key", "another key"),
    (413, {}, "too-many-pixels", "too large", "smaller"),
    (429, {"Retry-After": "7200"}, "quota-exceeded", "used up", "larger plan"),
    (503, {"Retry-After": "30"}, "queue-full", "is busy", "in 30 seconds"),
    (500, {}, "inference-failed", "could not do it", "Try again"),
]


def refuse(status: int, headers: dict[str, str], problem: dict[str, object], route: Route) -> None:
    kind = "application/problem+json"
    route.fulfill(status=status, headers=headers, body=json.dumps(problem), content_type=kind)


def test_each_refusal_is_told_and_nothing_is_lost(driver: Driver, served: str) -> None:
    page = driver.page
    dialog = set_up(page, served)
    expect(dialog.get_by_role("status")).to_contain_text("Saved.")
    dialog.get_by_label("Tell subjects from backgrounds").select_option("Always send")
    close_dialog(page)
    history = driver.call("document")["history"]
    for status, headers, kind, what, advice in PROBLEMS:
        problem = {"type": f"/problems/{kind}", "detail": "Told by the service.", "status": status}
        page.context.route("**/v1/tasks/*", partial(refuse, status, headers, problem))
        start(driver)
        error = outcome(driver)["error"]
        assert what in error["what"] and advice in error["advice"] and "unchanged" in error["kept"], error
        page.context.unroute("**/v1/tasks/*")
    np.testing.assert_array_equal(driver.exported_pixels(), SMALL)
    assert driver.call("document")["history"] == history


def test_without_a_network_it_is_offline_and_the_device_takes_over(driver: Driver, served: str) -> None:
    page = driver.page
    # Loaded once, so that this device can do it alone.
    start(driver)
    assert "Nothing was uploaded" in outcome(driver)["message"]
    driver.call("undo")
    set_up(page, served)
    expect(dialog_of(page).get_by_role("status")).to_contain_text("Saved.")
    close_dialog(page)
    page.context.set_offline(True)
    dialog = open_dialog(page)
    expect(dialog.locator(".status")).to_contain_text("does not answer")
    close_dialog(page)
    start(driver)
    assert "Nothing was uploaded" in outcome(driver)["message"]
    page.context.set_offline(False)
    dialog = open_dialog(page)
    expect(dialog.locator(".status")).to_contain_text("is ready")


def test_a_task_without_a_model_explains_itself(driver: Driver) -> None:
    page = driver.page
    panel = page.locator("ff-ai")
    if not panel.is_visible():
        page.get_by_role("button", name="AI", exact=True).click()
    row = panel.locator("summary", has_text="Depth blur")
    expect(row.get_by_title("Needs an AI service")).to_be_visible()
    row.click()
    expect(panel.get_by_role("button", name="Depth blur")).to_be_disabled()
    panel.get_by_role("button", name="Self-host").click()
    dialog_of(page).get_by_text("Run a service of your own").click()
    expect(dialog_of(page).get_by_text("fotofun-service serve --open")).to_be_visible()


@contextmanager
def configured(page: Page, service: dict[str, Any]) -> Iterator[None]:
    def answer(route: Route) -> None:
        route.fulfill(json={"features": {"ai": True}, "hosts": [], "service": service})

    page.context.route("**/config.json", answer)
    yield
    page.context.unroute("**/config.json")


def test_a_deployment_without_service_allows_none(driver: Driver, served: str) -> None:
    page = driver.page
    set_up(page, served)
    close_dialog(page)
    close_document(driver)
    with configured(page, {"kind": "offline"}):
        driver.visit()
        driver.wait_until_ready()
        driver.open_pixels(SMALL)
        dialog = open_dialog(page)
        expect(dialog.get_by_text("This page works without a service")).to_be_visible()
        assert dialog.get_by_label("Address").count() == 0
        close_dialog(page)
        start(driver)
        assert "Nothing was uploaded" in outcome(driver)["message"]
        assert uploads(driver) == 0


def test_a_cloud_shows_its_plan_and_what_is_left(driver: Driver, served: str) -> None:
    page = driver.page
    usage = {
        "plan": "free",
        "quota_megapixels": 200,
        "used_megapixels": 150.25,
        "left_megapixels": 49.75,
        "resets_at": "2030-02-01T00:00:00Z",
    }
    page.context.route("**/v1/usage", lambda route: route.fulfill(json=usage))
    cloud = {"kind": "cloud", "endpoint": served, "upgrade": "https://example.org/plans"}
    close_document(driver)
    with configured(page, cloud):
        driver.visit()
        driver.wait_until_ready()
        dialog = open_dialog(page)
        dialog.get_by_label("Key").fill(KEY)
        dialog.get_by_label("Address").fill(served)
        dialog.get_by_role("button", name="Save").click()
        expect(dialog.get_by_text("150 of 200 megapixels used")).to_be_visible()
        expect(dialog.get_by_role("link", name="See larger plans")).to_have_attribute(
            "href", "https://example.org/plans"
        )
        assert dialog.get_by_text("Run a service of your own").count() == 0
