"""How long a person waits for the shell, the picture, Python and the first edit, and the memory it takes."""

import tempfile
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from fotofun_build.bench import Context, Row
from fotofun_build.browsing import SUBJECT, browser_profile, choose_picture, wait_until

SETTLE_MILLISECONDS = 6000  # the service worker fetches and the browser keeps its compiled code meanwhile


def run(context: Context) -> list[Row]:
    """Seconds from navigation on a first and on a later visit, and the memory after the first edit."""
    with tempfile.TemporaryDirectory(prefix="fotofun-bench-") as folder:
        with browser_profile(context.chromium, Path(folder) / "profile") as browser:
            cold = visit(browser, context.address)
            browser.pages[-1].wait_for_timeout(SETTLE_MILLISECONDS)
            visit(browser, context.address)
            warm = visit(browser, context.address)
            memory = renderer_memory(str(Path(folder) / "profile"))
    rows = [
        Row(f"{what}, {which} visit", seconds, "s")
        for which, seconds_of in (("first", cold), ("later", warm))
        for what, seconds in seconds_of.items()
    ]
    return [*rows, Row("Peak memory of the page with a sample photo", memory / 1e6, "MB")]


def visit(browser: BrowserContext, address: str) -> dict[str, float]:
    """Opens the page and a sample photo at once, then edits it."""
    for old in browser.pages[1:]:
        old.close()
    page = browser.new_page()
    page.goto(address, wait_until="commit")
    wait_until(page, "window.fotofun !== undefined")
    page.evaluate(
        "() => { const off = fotofun.on('frame', () => { off(); window.shown = performance.now(); }); }"
    )
    choose_picture(page, SUBJECT)
    page.evaluate("() => fotofun.ready.then(() => { window.ready = performance.now(); })")
    wait_until(page, "(await fotofun.document()) !== null")
    page.evaluate(
        "() => fotofun.run('exposure', { stops: 0.5 }).then(() => { window.edited = performance.now(); })"
    )
    return {
        "Shell painted": _milliseconds(
            page, "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        ),
        "Picture shown": _milliseconds(page, "window.shown"),
        "Python ready": _milliseconds(page, "window.ready"),
        "First edit": _milliseconds(page, "window.edited"),
    }


def _milliseconds(page: Page, expression: str) -> float:
    return float(page.evaluate(expression)) / 1000


def renderer_memory(profile: str) -> int:
    """The largest memory, in bytes, that any page process of the browser with this profile has ever had."""
    peak = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_text()
            status = (process / "status").read_text()
        except OSError:
            continue
        if "--type=renderer" in command and profile in command:
            line = next((line for line in status.splitlines() if line.startswith("VmHWM")), "VmHWM: 0 kB")
            peak = max(peak, int(line.split()[1]) * 1024)
    return peak
