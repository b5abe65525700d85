"""Removing a background end to end in the page, beside the same model run by native onnxruntime."""

import asyncio
import tempfile
import time
from pathlib import Path

import numpy as np

from fotofun.codecs import decode
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.manifest import Manifest, Quality, read_index
from fotofun.inference.tasks.remove_background import postprocess, preprocess
from fotofun.raster import Pixels
from fotofun_build import paths
from fotofun_build.bench import Context, Row
from fotofun_build.browsing import SUBJECT, browser_profile, open_editor, open_picture

QUALITIES: tuple[Quality, ...] = ("preview", "fast", "best")
REMOVE = "async (quality) => (await fotofun.run('remove_background', { quality })).message"


def run(context: Context) -> list[Row]:
    """Seconds from the command to the mask, first (with download and loading) and again."""
    pixels = decode(SUBJECT.read_bytes(), SUBJECT.name).pixels
    models = {
        manifest.quality: manifest
        for manifest in read_index(paths.DIST / "models")
        if manifest.task == "remove_background"
    }
    times: dict[Quality, list[float]] = {}
    providers: dict[Quality, str] = {}
    with tempfile.TemporaryDirectory(prefix="fotofun-bench-") as folder:
        with browser_profile(context.chromium, Path(folder) / "profile") as browser:
            page = open_editor(browser, context.address)
            open_picture(page, SUBJECT)
            for quality in QUALITIES:
                times[quality] = []
                for _ in range(3):
                    started = time.perf_counter()
                    message = page.evaluate(REMOVE, quality)
                    times[quality].append(time.perf_counter() - started)
                providers[quality] = "WebGPU" if "with WebGPU," in message else "WebAssembly"
    rows: list[Row] = []
    for quality in QUALITIES:
        model = models[quality]
        native = _native(model, paths.DIST / "models", pixels)
        name = f"Remove background, {model.title}, {providers[quality]}"
        again = min(times[quality][1:])
        rows.append(Row(f"{name}, first time", times[quality][0], "s"))
        rows.append(Row(f"{name}, again", again, "s", f"native, {native:.2f} s", again / native))
    return rows


def _native(model: Manifest, folder: Path, pixels: Pixels) -> float:
    """Seconds of the same work by native onnxruntime on two threads; the better of two."""
    backend = NativeBackend(folder, threads=2)

    async def once() -> float:
        started = time.perf_counter()
        ran = await backend.infer(model, "cpu", preprocess(pixels, model), lambda _: None)
        mask = postprocess(ran.outputs, model, (pixels.shape[1], pixels.shape[0]))
        assert np.ptp(mask) > 0
        return time.perf_counter() - started

    async def measure() -> float:
        await once()
        return min([await once(), await once()])

    return asyncio.run(measure())
