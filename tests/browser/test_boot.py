"""How Python starts in the browser: from its saved memory, and whole."""

import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fotofun_build import paths
from fotofun_build.bench.python_start import FOTOFUN, lay_out
from fotofun_service.app import create_app
from fotofun_service.server import in_background
from fotofun_service.settings import Settings

PLUGIN = "fotofun_greeting-1.0-py3-none-any.whl"
OTHER_TABLE, CUT_SHORT = "engine/0f070f01/", "engine/0f070f02/"

NUMPY = """
import numpy as np
matrix = np.array([[4.0, 1.0], [2.0, 3.0]])
assert np.allclose(np.linalg.inv(matrix) @ matrix, np.eye(2))
assert np.allclose(sorted(np.linalg.eigvals(matrix)), [2, 5])
assert np.allclose(np.fft.ifft2(np.fft.fft2(matrix)).real, matrix)
assert 0.45 < np.random.default_rng(7).random(10_000).mean() < 0.55
assert np.polynomial.Polynomial([1, 2])(3) == 7 and np.ma.array([1, 2], mask=[0, 1]).sum() == 1
'good'
"""

PILLOW = """
import io
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps
ramp = np.linspace(0, 255, 64 * 48 * 3).astype('uint8').reshape(48, 64, 3)
picture = Image.fromarray(ramp)
blank = Image.new('L', (80, 30))
ImageDraw.Draw(blank).text((2, 2), 'Foto', font=ImageFont.load_default(20), fill=255)
assert np.asarray(blank).max() == 255
exact = [('PNG', {}, 0), ('TIFF', {}, 0), ('WEBP', {'lossless': True}, 0)]
formats = [*exact, ('WEBP', {'quality': 95}, 12), ('JPEG', {'quality': 95}, 12)]
for name, options, worst in formats:
    stream = io.BytesIO()
    picture.save(stream, name, **options)
    again = np.asarray(Image.open(stream).convert('RGB')).astype(int)
    assert np.abs(again - ramp).mean() <= worst, (name, np.abs(again - ramp).mean())
small = ImageOps.mirror(picture.resize((9, 7), Image.Resampling.LANCZOS))
assert small.filter(ImageFilter.GaussianBlur(1)).size == (9, 7)
'good'
"""

INSTALL = """
import pyodide_js
await pyodide_js.loadPackage('micropip')
import micropip
await micropip.install('ADDRESS')
import fotofun_greeting, numpy
fotofun_greeting.greet()
"""

STATE = """
import random, sys
import fotofun, pyodide_js
packages = ','.join(sorted(pyodide_js.loadedPackages.to_py()))
f"{random.random()} {fotofun.__name__} {'numpy.random' in sys.modules} {packages}"
"""


def write_plugin(path: Path) -> None:
    info = "fotofun_greeting-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("fotofun_greeting.py", "def greet():\n    return 'hello'\n")
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: fotofun-greeting\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")


@pytest.fixture(scope="module")
def site_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bench page with the built engine, two damaged copies of it, and the plain Pyodide."""
    root = tmp_path_factory.mktemp("site") / "root"
    (engine,) = (paths.DIST / "engine").iterdir()
    lay_out(root, engine)
    write_plugin(root / PLUGIN)
    for damaged in (OTHER_TABLE, CUT_SHORT):
        shutil.copytree(root / FOTOFUN, root / damaged, copy_function=os.link)
    change_table(root / OTHER_TABLE / "runtime.json")
    cut_short(root / CUT_SHORT / "snapshot.bin")
    return root


@pytest.fixture(scope="module")
def site(site_root: Path) -> Iterator[str]:
    with in_background(create_app(Settings(site_root))) as address:
        yield address


def change_table(file: Path) -> None:
    """As if the browser's table of functions were another than the one at the time of building."""
    runtime = json.loads(file.read_text())
    runtime["snapshot"]["tableBase"] += 1
    for sibling in file.parent.glob(file.name + "*"):
        sibling.unlink()
    file.write_text(json.dumps(runtime))


def cut_short(file: Path) -> None:
    data = file.read_bytes()
    for sibling in file.parent.glob(file.name + "*"):
        sibling.unlink()
    file.write_bytes(data[: len(data) // 2])


@pytest.fixture
def page(context: BrowserContext, site: str) -> Page:
    made = context.new_page()
    made.goto(site)
    return made


def start(page: Page, base: str = FOTOFUN, kind: str = "fotofun") -> dict[str, object]:
    return page.evaluate(  # type: ignore[no-any-return]
        "([kind, base]) => startPython(kind, base)", [kind, base]
    )


def run(page: Page, source: str) -> str:
    return page.evaluate("(source) => runPython(source)", source)  # type: ignore[no-any-return]


def test_python_comes_from_its_saved_memory_and_is_whole(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    started = start(page)
    assert said == []
    assert started["phases"].keys() == {"download", "interpreter", "packages", "engine"}  # type: ignore[attr-defined]
    sizes = json.loads(next(paths.DIST.glob("engine/*/runtime.json")).read_text())["sizes"]
    assert started["bytes"] == sum(sizes.values())
    assert run(page, NUMPY) == "good"
    assert run(page, PILLOW) == "good"


def test_saved_memory_does_not_make_chance_the_same(page: Page) -> None:
    states = []
    for _ in range(2):
        start(page)
        states.append(run(page, STATE).split())
    (first, *rest), (second, *same) = states
    assert first != second
    assert rest == same == ["fotofun", "False", "Pillow,numpy"]


def test_a_wheel_can_be_installed_from_the_pages_own_origin(page: Page, site: str) -> None:
    requests: list[str] = []
    page.context.on("request", lambda request: requests.append(request.url))
    start(page)
    assert run(page, INSTALL.replace("ADDRESS", site + PLUGIN)) == "hello"
    assert all(url.startswith(site) for url in requests)
    assert not [url for url in requests if "numpy-" in url], "numpy is installed already"


def test_python_starts_the_ordinary_way_where_its_memory_does_not_fit(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    start(page, OTHER_TABLE)
    assert len(said) == 1 and "SnapshotMismatch" in said[0]
    assert run(page, NUMPY) == "good"
    assert run(page, PILLOW) == "good"


def test_a_file_that_does_not_arrive_whole_is_named(page: Page) -> None:
    with pytest.raises(Error, match=r"did not arrive whole: snapshot\.bin.*Reload the page"):
        start(page, CUT_SHORT)


def test_without_webassembly_a_sentence_says_what_to_do(context: BrowserContext, site_root: Path) -> None:
    with in_background(forbidding_webassembly(create_app(Settings(site_root)))) as address:
        page = context.new_page()
        page.goto(address)
        with pytest.raises(Error, match=r"does not let the page run WebAssembly.*Allow WebAssembly"):
            start(page)


def forbidding_webassembly(app: ASGIApp) -> ASGIApp:
    """The same answers under a policy that lets nothing compile WebAssembly."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_changed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    (name, value.replace(b"'wasm-unsafe-eval'", b"")) for name, value in message["headers"]
                ]
            await send(message)

        await app(scope, receive, send_changed)

    return application
