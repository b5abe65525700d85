"""Shows documents in the viewport as the engine presents them, and compares the screen with the engine."""

import base64
from collections.abc import Iterator
from typing import Any

import numpy as np
from viewport_page import Bytes, Floats, ViewportPage, encode, over_checkerboard, place

from fotofun.document.document import Document
from fotofun.render.compositor import rendered
from fotofun.render.presenter import Presenter

Event = dict[str, Any]


class Sender:
    """A presenter whose events can be given to the page."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._presenter = Presenter(self._emit)

    def show(self, document: Document) -> list[Event]:
        """What the engine sends for a document after what it sent before."""
        self._events = []
        self._presenter.show(document)
        return self._events

    def _emit(self, name: str, data: Any, buffers: Any) -> None:
        self._events.append({"name": name, "data": data, "buffers": [encode(each) for each in buffers]})


def present(viewport: ViewportPage, events: list[Event]) -> None:
    """Gives events to the page and waits until they are seen."""
    viewport.run("(events) => harness.present(events)", events)


def screens(viewport: ViewportPage, documents: list[Document]) -> Iterator[Bytes]:
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
        [Sender().show(each) for each in documents],
    )
    for shot in shots:
        yield np.frombuffer(base64.b64decode(shot), np.uint8).reshape(height, width, 4)[..., :3]


def seen(viewport: ViewportPage, document: Document, screen: Bytes) -> Floats:
    """The document's part of a screen at 100 %."""
    left, top = corner(viewport, screen)
    return screen[top : top + document.height, left : left + document.width].astype(float)


def expected(viewport: ViewportPage, document: Document, screen: Bytes) -> Floats:
    """The engine's picture over the screen's checkerboard."""
    picture = rendered(document)
    left, top = corner(viewport, screen)
    return over_checkerboard(screen, picture[..., :3].astype(float), picture[..., 3] / 255.0, left, top)


def corner(viewport: ViewportPage, screen: Bytes) -> tuple[int, int]:
    """Where the document's top left corner is on the screen."""
    left, top = place(viewport.view(), screen)
    return int(left), int(top)
