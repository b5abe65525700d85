"""What the graphics processor composes is what the engine exports: random documents, side by side."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser
from static_host import StaticHost
from viewport_page import Bytes, ViewportPage, encode, over_checkerboard, place

from fotofun.catalog import find
from fotofun.document.document import Document
from fotofun.document.layer import AnyLayer, GeneratedLayer, GroupLayer, PixelLayer
from fotofun.document.tree import changed
from fotofun.imaging.matrices import chain, rotate, scale, translate
from fotofun.operation import GeneratorOperation
from fotofun.render.compositor import rendered
from fotofun.render.presenter import Presenter
from tests.engine.documents import random_document

SCENES, BATCH = 200, 25
WIDTH, HEIGHT = 40, 32


@pytest.fixture(scope="module")
def viewport(browser: Browser, viewport_host: StaticHost) -> Iterator[ViewportPage]:
    context = browser.new_context(viewport={"width": 320, "height": 240}, reduced_motion="reduce")
    page = ViewportPage(context, viewport_host)
    yield page
    assert page.errors == []
    assert page.run("() => harness.errors.map(({ message }) => message)") == []
    context.close()


def events_of(document: Document) -> list[dict[str, Any]]:
    """What the engine sends to a viewport that has nothing yet."""
    events: list[dict[str, Any]] = []
    Presenter(
        lambda name, data, buffers: events.append(
            {"name": name, "data": data, "buffers": [encode(each) for each in buffers]}
        )
    ).show(document)
    return events


def screens(viewport: ViewportPage, documents: list[Document]) -> list[Bytes]:
    """The canvas with one document after the other, at 100 %."""
    shots, width, height = viewport.run(
        """async (scenes) => {
            const { width, height } = document.querySelector('canvas');
            const shots = [];
            for (const events of scenes) {
                await harness.present(events);
                shots.push(await harness.read(0, 0, width, height));
            }
            return [shots, width, height];
        }""",
        [events_of(each) for each in documents],
    )
    return [
        np.frombuffer(base64.b64decode(each), np.uint8).reshape(height, width, 4)[..., :3] for each in shots
    ]


def difference(viewport: ViewportPage, document: Document, screen: Bytes) -> np.ndarray:
    """How far the screen is from the engine's picture over the checkerboard."""
    expected = rendered(document)
    view = {"zoom": 1, "centreX": document.width / 2, "centreY": document.height / 2}
    left, top = (int(each) for each in place(view, screen))
    seen = screen[top : top + document.height, left : left + document.width].astype(float)
    behind = over_checkerboard(screen, expected[..., :3].astype(float), expected[..., 3] / 255.0, left, top)
    return np.abs(seen - behind)


def test_random_documents_are_the_same_within_2(viewport: ViewportPage) -> None:
    documents = [varied(random_document(seed, WIDTH, HEIGHT), seed) for seed in range(SCENES)]
    wrong = {}
    for start in range(0, SCENES, BATCH):
        batch = documents[start : start + BATCH]
        for seed, (document, screen) in enumerate(zip(batch, screens(viewport, batch), strict=True), start):
            away = difference(viewport, document, screen)
            if away.max() > 2:
                wrong[seed] = (away.max(), int((away.max(-1) > 2).sum()))
    assert wrong == {}


def varied(document: Document, seed: int) -> Document:
    """The document with more kinds of layers: turned, filled, with effects, dissolving, over a colour."""
    rng = np.random.default_rng(seed)

    def change(layer: AnyLayer) -> AnyLayer:
        kind = rng.random()
        if kind < 0.08:
            return replace(layer, blend_mode="dissolve")
        if kind < 0.14 and not isinstance(layer, GroupLayer):
            return replace(layer, effects=(find("drop_shadow").create({"distance": 4, "size": 3}),))  # type: ignore[arg-type]
        if kind < 0.22:
            content = find("solid_colour").create({"colour": "#3a9df055"})
            assert isinstance(content, GeneratorOperation)
            shown = {
                name: getattr(layer, name)
                for name in ("id", "name", "opacity", "blend_mode", "clipped", "mask")
            }
            return GeneratedLayer(**shown, content=content, size=document.size)
        if kind < 0.4 and isinstance(layer, PixelLayer):
            return replace(layer, matrix=COPIES[rng.integers(len(COPIES))])
        return layer

    background = "#c0703080" if rng.random() < 0.2 else None
    return replace(document, layers=changed(document.layers, change), background=background)


MIDDLE = (WIDTH / 2, HEIGHT / 2)
COPIES = [
    scale(-1.0, 1.0, MIDDLE),
    scale(1.0, -1.0, MIDDLE),
    rotate(90.0, (16.0, 16.0)),
    chain(rotate(180.0, MIDDLE), translate(-3.0, 5.0)),
]
