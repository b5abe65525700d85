"""A Chromium to test in: the machine's own, else Playwright's download, else the system's package."""

import os
import shutil
import sys
from functools import cache
from pathlib import Path

from playwright.sync_api import sync_playwright

from fotofun_build import apt
from fotofun_build.errors import BuildError

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


@cache
def find() -> Path:
    """The path of a Chromium, installed if need be; FOTOFUN_CHROMIUM names another one."""
    chosen = os.environ.get("FOTOFUN_CHROMIUM")
    if chosen:
        if not Path(chosen).is_file():
            raise BuildError(f"FOTOFUN_CHROMIUM names {chosen}, and there is no such program.")
        return Path(chosen)
    found = _on_this_machine() or _from_playwright() or _from_apt()
    if found is None:
        raise BuildError(
            "No Chromium was found, and none could be downloaded.",
            "Everything else is in place.",
            "Install Chromium or Chrome (Debian: `apt install chromium`), or name one in FOTOFUN_CHROMIUM.",
        )
    return found


def _on_this_machine() -> Path | None:
    paths = [shutil.which(name) for name in _NAMES] + [place for place in _PLACES if Path(place).exists()]
    installed = [Path(path) for path in paths if path]
    if installed:
        return installed[0]
    with sync_playwright() as playwright:
        downloaded = Path(playwright.chromium.executable_path)
    return downloaded if downloaded.exists() else None


def _from_playwright() -> Path | None:
    environment = {**os.environ, "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "5000"}
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    apt.run("Chromium, from Playwright", command, environment)
    return _on_this_machine()


def _from_apt() -> Path | None:
    apt.install("Chromium", "chromium")
    return _on_this_machine()
