"""npm's @imgly/background-removal on a page of its own, its models local: what ours is measured beside.

Fetched for the measurement only, and no part of FotoFun: its code is under the AGPL.
"""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from threading import Thread

from fotofun_build import node, sources
from fotofun_build.errors import BuildError

CODE, DATA = "@imgly/background-removal@1.4.5", "npm:@imgly/background-removal-data@1.4.5"
# The newest onnxruntime-web that the package works with; it brings the WebAssembly of that one.
RUNTIME = "onnxruntime-web@1.17.0"

_PAGE = """<!doctype html>
<html lang="en"><head><title>imgly</title><link rel="icon" href="data:,">
<script type="module" src="./page.js"></script></head></html>
"""

_SCRIPT = """
import { segmentForeground } from '@imgly/background-removal';
const publicPath = new URL('data/', location.href).href;
/** Seconds, and the matte as bytes; `model` is `small` or `medium`. */
window.measure = async (url, model) => {
    const photo = await (await fetch(url)).blob();
    const begin = performance.now();
    const matte = await segmentForeground(photo, { publicPath, model, output: { format: 'image/x-alpha8' } });
    const seconds = (performance.now() - begin) / 1000;
    return { seconds, type: matte.type, alpha: Array.from(new Uint8Array(await matte.arrayBuffer())) };
};
"""


@contextmanager
def served(folder: Path, photo: Path) -> Iterator[str]:
    """The page's address; `window.measure('photo.jpg', model)` in it measures one run."""
    built = _built(folder)
    data = sources.fetch_package(DATA, ["dist/*"]) / "dist"
    copytree(data, built / "data", dirs_exist_ok=True)
    (built / "photo.jpg").write_bytes(photo.read_bytes())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Isolated, directory=str(built)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/index.html"
    finally:
        server.shutdown()
        server.server_close()


def _built(folder: Path) -> Path:
    """The page, bundled; BuildError where the package cannot be had."""
    folder.mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"private": True, "type": "module"}))
    (folder / "index.html").write_text(_PAGE)
    (folder / "page.js").write_text(_SCRIPT)
    tool = node.find()
    options = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
    install = [*tool.npm, "install", *options, CODE, RUNTIME]
    made = subprocess.run(install, cwd=folder, env=tool.environment(), capture_output=True, text=True)
    if made.returncode:
        raise BuildError(f"{CODE} could not be installed: {made.stderr.strip()[-300:]}")
    bundled = tool.run(
        "node_modules/vite/bin/vite.js", "build", str(folder), "--outDir", "built", "--base", "./"
    )
    if bundled.returncode:
        raise BuildError(f"{CODE} could not be bundled: {bundled.stdout.strip()[-300:]}")
    return folder / "built"


class _Isolated(SimpleHTTPRequestHandler):
    """Files, with what lets a page use several threads."""

    def end_headers(self) -> None:
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Quiet."""
