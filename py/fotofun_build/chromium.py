"""A Chromium to test in: the machine's own, else Playwright's download, else the system's package."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from playwright.sync_api import sync_playwright

from fotofun_build.errors import BuildError
from fotofun_build.progress import Step, heartbeat

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
    _run(
        "Chromium, from Playwright", [sys.executable, "-m", "playwright", "install", "chromium"], environment
    )
    return _on_this_machine()


def _from_apt() -> Path | None:
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium"]
    if not _run("Chromium, from the system's packages", install, environment):
        _run("The system's list of packages", ["apt-get", "update", "--quiet"], environment)
        _run("Chromium, from the system's packages", install, environment)
    return _on_this_machine()


def _run(title: str, command: list[str], environment: dict[str, str]) -> bool:
    with Step(title) as step, heartbeat(step, "fetching"):
        run = subprocess.run(command, env=environment, capture_output=True)
        step.result = "not available" if run.returncode else "done"
    return run.returncode == 0
