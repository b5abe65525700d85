"""How long Python takes until the engine is imported: as the editor starts it, and the ordinary way."""

import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

from fotofun_build import compress, node, paths, pins, runtime_image, wheel
from fotofun_build.bench import Context, Row
from fotofun_build.errors import BuildError
from fotofun_service.app import create_app
from fotofun_service.server import in_background
from fotofun_service.settings import Settings

# The service lets browsers keep what lies in folders of such names.
FOTOFUN = "engine/0f070f00/"
PLAIN = "engine/00000000/"
_VISITS = 5
# Browsers store what they compiled a moment after a visit.
_SETTLE_SECONDS = 2.0


def run(context: Context) -> list[Row]:
    """Times from the worker's creation, cold and as the median of later visits in one browser profile."""
    with tempfile.TemporaryDirectory(prefix="fotofun-bench-") as folder:
        root = Path(folder) / "site"
        (engine,) = (paths.DIST / "engine").iterdir()
        lay_out(root, engine)
        compress.compress_tree(root)
        with in_background(create_app(Settings(root))) as address:
            cold, warm = _measure(context.chromium, address, Path(folder) / "profile")
    peers = {"Python ready, first visit": cold, "Python ready, later visits": warm}
    return [_row(name, seconds["fotofun"], seconds["plain"]) for name, seconds in peers.items()]


def _row(name: str, seconds: float, plain: float) -> Row:
    return Row(name, seconds, "s", f"plain Pyodide, {plain:.2f} s", seconds / plain)


def lay_out(root: Path, engine: Path) -> None:
    """Make a site of the bench page, an assembled engine and the plain Pyodide to compare with."""
    run = node.find().run(
        "node_modules/vite/bin/vite.js", "build", "--config", "bench/vite.config.ts", FOTOFUN_OUT=str(root)
    )
    if run.returncode:
        raise BuildError(f"The bench page could not be built:\n{run.stdout.strip()[-2000:]}")
    (root / "version.json").write_text('{"version":"bench"}\n')
    shutil.copytree(engine, root / FOTOFUN)
    (root / PLAIN).mkdir()
    wheels = [pins.fetch(pin) for pin in pins.load()]
    runtime_image.plain_runtime(root / PLAIN, wheels, wheel.build(paths.STAMPS / "wheel"))


def start(context: BrowserContext, address: str, kind: str) -> float:
    """Start one in a new page: seconds until the engine is imported."""
    page = context.new_page()
    page.goto(address)
    base = {"fotofun": FOTOFUN, "plain": PLAIN}[kind]
    started = page.evaluate("([kind, base]) => startPython(kind, base)", [kind, base])
    page.close()
    return float(started["seconds"])


def _measure(chromium: Path, address: str, profile: Path) -> tuple[dict[str, float], dict[str, float]]:
    kinds = ("plain", "fotofun")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium, args=["--no-sandbox"]
        )
        cold: dict[str, float] = {}
        for kind in kinds:
            cold[kind] = start(context, address, kind)
            time.sleep(_SETTLE_SECONDS)
            start(context, address, kind)
            time.sleep(_SETTLE_SECONDS)
        warm: dict[str, list[float]] = {kind: [] for kind in kinds}
        for _ in range(_VISITS):
            for kind in kinds:
                warm[kind].append(start(context, address, kind))
        context.close()
    return cold, {kind: statistics.median(seconds) for kind, seconds in warm.items()}
