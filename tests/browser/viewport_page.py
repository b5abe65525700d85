"""Drives a page that holds nothing but the viewport, and says what should be on its screen."""

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import BrowserContext, Page
from static_host import StaticHost

from fotofun_build import node

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]

HARNESS = Path(__file__).with_name("viewport-harness")
CANVAS = (27, 27, 27)
CHECKER = ((42, 42, 42), (53, 53, 53))


def build_harness(target: Path) -> None:
    """Bundles the harness page into a folder."""
    script = ("node_modules/vite/bin/vite.js", "build", str(HARNESS), "--base", "./", "--outDir", str(target))
    built = node.find().run(*script, "--emptyOutDir", "--logLevel", "warn")
    assert built.returncode == 0, built.stdout


class ViewportPage:
    """The page, as large as its browser's window."""

    def __init__(self, context: BrowserContext, host: StaticHost) -> None:
        self.errors: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(host.address)
        self.page.evaluate("() => harness.settled()")

    def run(self, script: str, *arguments: Any) -> Any:
        """Evaluates a function of the harness' page."""
        return self.page.evaluate(script, *arguments)

    def open(self, pixels: Bytes) -> None:
        height, width = pixels.shape[:2]
        self.run(
            "([width, height, data]) => harness.open(width, height, fromBase64(data))",
            [width, height, encode(pixels)],
        )

    def mask(self, mask: Bytes | None) -> None:
        data = None if mask is None else encode(mask)
        self.run("(data) => harness.mask(data && fromBase64(data))", data)

    def table(self, sizes: dict[str, Any] | None, buffers: Sequence[Bytes] = ()) -> None:
        """A table as the engine sends it; `sizes` has cube_size, tone_size and perhaps matrix."""
        self.run(
            "([sizes, buffers]) => harness.table(sizes, ...buffers.map(fromBase64))",
            [sizes, [encode(each) for each in buffers]],
        )

    def look(self, zoom: float, centre: tuple[float, float]) -> None:
        self.run(
            """async ([zoom, centreX, centreY]) => {
                harness.viewport.view = { zoom, centreX, centreY, fitted: false };
                await harness.settled();
            }""",
            [zoom, *centre],
        )

    def view(self) -> dict[str, Any]:
        return cast(dict[str, Any], self.run("() => harness.viewport.view"))

    def settle(self) -> None:
        self.run("() => harness.settled()")

    def size(self) -> tuple[int, int]:
        """The canvas' (width, height) in device pixels."""
        script = "() => { const c = document.querySelector('canvas'); return [c.width, c.height]; }"
        width, height = self.run(script)
        return width, height

    def screen(self) -> Bytes:
        """The whole canvas, (H, W, 3)."""
        width, height = self.size()
        data = self.run("([width, height]) => harness.read(0, 0, width, height)", [width, height])
        return np.frombuffer(base64.b64decode(data), np.uint8).reshape(height, width, 4)[..., :3]

    def glimpses(self, views: Sequence[dict[str, Any]]) -> list[Bytes]:
        """What the frames show, one for each of the views that follow one another, (H, W, 3)."""
        width, height = self.size()
        frames = self.run("(views) => harness.glimpses(views)", list(views))
        seen = [np.frombuffer(base64.b64decode(data), np.uint8) for data in frames]
        return [np.flipud(pixels.reshape(height, width, 4)[..., :3]) for pixels in seen]


def encode(data: NDArray[Any]) -> str:
    return base64.b64encode(np.ascontiguousarray(data).tobytes()).decode()


def place(view: dict[str, Any], screen: Bytes) -> tuple[float, float]:
    """(x, y) of the picture's top left corner on the screen."""
    height, width = screen.shape[:2]
    x = width / 2 - view["centreX"] * view["zoom"]
    y = height / 2 - view["centreY"] * view["zoom"]
    return (np.floor(x + 0.5), np.floor(y + 0.5)) if float(view["zoom"]).is_integer() else (x, y)


def checkerboard(height: int, width: int, square: int = 8) -> Floats:
    """What is behind the picture, (H, W, 3)."""
    rows, columns = np.mgrid[:height, :width] // square
    return cast(Floats, np.asarray(CHECKER, np.float64)[(rows + columns) % 2])


def over_checkerboard(screen: Bytes, colours: Floats, alpha: Floats, left: int, top: int) -> Floats:
    """Colours (H, W, 3) of 0..255 by alpha of 0..1 over what is behind them at a place of the screen."""
    height, width = colours.shape[:2]
    behind = checkerboard(*screen.shape[:2])[top : top + height, left : left + width]
    return behind + (colours - behind) * alpha[..., np.newaxis]


def shown(pixels: Bytes, view: dict[str, Any], screen: Bytes) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """How a picture filtered as one, without pages, looks: (colours 0..255, alpha 0..1, where it is).

    Mip levels are means of 2 x 2 by alpha, rounded to bytes; between texels it is interpolated by alpha.
    """
    zoom = view["zoom"]
    level = int(np.clip(np.floor(-np.log2(zoom) + 0.5), 0, 5))
    for _ in range(level):
        pixels = halved(pixels)
    left, top = place(view, screen)
    rows, columns = np.mgrid[: screen.shape[0], : screen.shape[1]] + 0.5
    x, y = (columns - left) / zoom, (rows - top) / zoom
    # A pixel whose centre is on the picture's very edge may fall to either side.
    edge = 0.01 / zoom
    inside = (x > edge) & (y > edge) & (x < view["width"] - edge) & (y < view["height"] - edge)
    u, v = x / 2**level - 0.5, y / 2**level - 0.5
    i, j = np.floor(u).astype(int), np.floor(v).astype(int)
    colours, alpha = np.zeros((*u.shape, 3)), np.zeros(u.shape)
    for dx, dy in ((0, 0), (1, 0), (0, 1), (1, 1)):
        texel = (
            pixels[np.clip(j + dy, 0, pixels.shape[0] - 1), np.clip(i + dx, 0, pixels.shape[1] - 1)] / 255.0
        )
        weight = np.abs(1 - dx - (u - i)) * np.abs(1 - dy - (v - j)) * texel[..., 3]
        colours += texel[..., :3] * weight[..., np.newaxis] * 255.0
        alpha += weight
    return colours / np.maximum(alpha, 1e-6)[..., np.newaxis], alpha, inside


def halved(pixels: Bytes) -> Bytes:
    """The next mip level; at an odd side the last texel stands for the one that is not there."""
    height, width = pixels.shape[:2]
    padded = np.pad(pixels, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge").astype(float)
    quads = [padded[dy::2, dx::2] for dy in (0, 1) for dx in (0, 1)]
    weight = sum(quad[..., 3:] for quad in quads)
    colours = sum(quad[..., :3] * quad[..., 3:] for quad in quads) / np.maximum(weight, 1e-6)
    return cast(Bytes, np.round(np.concatenate([colours, weight / 4], axis=-1)).astype(np.uint8))
