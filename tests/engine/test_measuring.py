"""What tools ask a session about places."""

import asyncio
import io
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fotofun.errors import InvalidParameter
from fotofun.session import Session


def ask(session: Session, method: str, params: Mapping[str, Any] | None = None) -> Any:
    return asyncio.run(session.request(1, method, params or {}))[0]


def run(session: Session, operation: str, **params: Any) -> None:
    ask(session, "run", {"operation": operation, "params": params})


@pytest.fixture
def session() -> Session:
    """A picture of 40 x 30: red on the left of x = 20, and a transparent rest."""
    pixels = np.zeros((30, 40, 4), np.uint8)
    pixels[5:25, 4:20] = (255, 0, 0, 255)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    made = Session(lambda *event: None)
    asyncio.run(made.request(1, "open", {"name": "a.png"}, [np.frombuffer(file.getvalue(), np.uint8).copy()]))
    return made


def test_a_colour_is_averaged_by_its_opacity(session: Session) -> None:
    assert ask(session, "pick", {"x": 19.9, "y": 12.5}) == {"colour": "#ff0000ff", "selected": 0}
    # A square of three by three, a third of it beside the red.
    assert ask(session, "pick", {"x": 19.5, "y": 12.5, "size": 3})["colour"] == "#ff0000aa"
    assert ask(session, "pick", {"x": 0, "y": 0})["colour"] == "#00000000"
    assert ask(session, "pick", {"x": 40, "y": 0})["colour"] is None
    with pytest.raises(InvalidParameter):
        ask(session, "pick", {"x": 0, "y": 0, "size": 1000})


def test_all_layers_or_the_active_one(session: Session) -> None:
    run(session, "new_layer")
    assert ask(session, "pick", {"x": 10, "y": 10})["colour"] == "#ff0000ff"
    assert ask(session, "pick", {"x": 10, "y": 10, "all_layers": False})["colour"] == "#00000000"


def test_bounds_of_layer_and_selection(session: Session) -> None:
    assert ask(session, "bounds") == {"layer": [0, 0, 40, 30], "visible": [4, 5, 16, 20], "selection": None}
    run(session, "transform_layer", move=[3, -2])
    run(session, "select_rectangle", rectangle=[2, 3, 10, 7])
    assert ask(session, "bounds") == {
        "layer": [3, -2, 40, 30],
        "visible": [7, 3, 16, 20],
        "selection": [2, 3, 10, 7],
    }
    assert ask(session, "pick", {"x": 2, "y": 3})["selected"] == 255
    assert ask(session, "pick", {"x": 1, "y": 3})["selected"] == 0
    layer = ask(session, "document")["active"]
    run(session, "new_layer")
    assert ask(session, "bounds")["visible"] is None
    assert ask(session, "bounds", {"layer": layer})["visible"] == [7, 3, 16, 20]
