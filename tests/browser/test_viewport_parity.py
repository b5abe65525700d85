"""What the graphics processor composes is what the engine exports: random documents, side by side."""

import os
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from driver import photo
from playwright.sync_api import Browser
from scene_page import expected, screens, seen
from static_host import StaticHost
from viewport_page import ViewportPage

from fotofun.catalog import find
from fotofun.document.document import Document
from fotofun.document.layer import AnyLayer, GeneratedLayer, GroupLayer, PixelLayer
from fotofun.document.tree import changed
from fotofun.imaging.matrices import chain, from_quad, rotate, scale, translate
from fotofun.operation import GeneratorOperation
from tests.engine.documents import random_document

SCENES, BATCH = int(os.environ.get("FOTOFUN_SCENES", "100")), 25
WIDTH, HEIGHT = 40, 32


@pytest.fixture(scope="module")
def viewport(browser: Browser, viewport_host: StaticHost) -> Iterator[ViewportPage]:
    context = browser.new_context(viewport={"width": 320, "height": 240}, reduced_motion="reduce")
    page = ViewportPage(context, viewport_host)
    yield page
    assert page.errors == []
    assert page.run("() => harness.errors.map(({ message }) => message)") == []
    context.close()


def test_random_documents_are_the_same_within_2(viewport: ViewportPage) -> None:
    documents = [varied(random_document(seed, WIDTH, HEIGHT), seed) for seed in range(SCENES)]
    wrong = {}
    for start in range(0, SCENES, BATCH):
        batch = documents[start : start + BATCH]
        for seed, (document, screen) in enumerate(zip(batch, screens(viewport, batch), strict=True), start):
            away = np.abs(seen(viewport, document, screen) - expected(viewport, document, screen)).max(-1)
            if away.max() > 2:
                wrong[seed] = (away.max(), int((away > 2).sum()))
    assert wrong == {}


def test_layers_are_resampled_as_the_engine_does(viewport: ViewportPage) -> None:
    soft = photo(120, 90)
    soft[..., 3] = np.linspace(90, 255, 120).astype(np.uint8)
    opened = Document.from_pixels("soft", soft)
    middle = (60.0, 45.0)
    corners = [(0.0, 0.0), (120.0, 0.0), (120.0, 90.0), (0.0, 90.0)]
    matrices = [
        rotate(17.0, middle),
        chain(scale(1.6, 1.2, middle), translate(0.3, -0.6)),
        chain(rotate(-40.0, middle), scale(1.3, -1.4, middle)),
        from_quad(corners, [(-4.0, 8.0), (128.0, 2.0), (140.0, 96.0), (3.0, 88.0)]),
    ]
    layer = opened.layers[0]
    assert isinstance(layer, PixelLayer)
    documents = [
        replace(opened, serial=100000 + number, layers=(replace(layer, matrix=matrix),))
        for number, matrix in enumerate(matrices)
    ]
    for document, screen in zip(documents, screens(viewport, documents), strict=True):
        away = np.abs(seen(viewport, document, screen) - expected(viewport, document, screen)).max(-1)
        assert away.max() <= 8 and (away > 3).mean() < 0.01


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
