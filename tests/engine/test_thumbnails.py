"""Small pictures of layers are small, and show the layer."""

import asyncio
from typing import Any

import numpy as np
import pytest

from fotofun.document.document import Document
from fotofun.document.history import History
from fotofun.errors import CommandError
from fotofun.session import Session


def ask(session: Session, of: str, size: int = 32) -> Any:
    params = {"layer": "layer-1", "of": of, "size": size}
    info, buffers = asyncio.run(session.request(1, "thumbnail", params))
    return buffers[0].reshape(info["height"], info["width"], 4)  # type: ignore[index]


@pytest.fixture
def session() -> Session:
    pixels = np.zeros((300, 600, 4), np.uint8)
    pixels[:, :300] = (200, 40, 10, 255)
    pixels[:, 300:] = (0, 255, 0, 0)
    made = Session(lambda *_: None)
    made.documents.add(History(Document.from_pixels("a.png", pixels)))
    return made


def test_it_keeps_the_shape_and_hides_what_is_hidden(session: Session) -> None:
    small = ask(session, "pixels")
    assert small.shape == (16, 32, 4)
    assert small[8, 4].tolist() == [200, 40, 10, 255]
    assert small[8, 28, 3] == 0


def test_a_mask_is_grey(session: Session) -> None:
    with pytest.raises(CommandError):
        ask(session, "mask")
    asyncio.run(session.request(1, "run", {"operation": "add_mask", "params": {"shows": "nothing"}}))
    assert ask(session, "mask")[3, 3].tolist() == [0, 0, 0, 255]


def test_a_small_layer_is_not_enlarged(session: Session) -> None:
    assert ask(session, "pixels", 100_000).shape == (256, 512, 4)
