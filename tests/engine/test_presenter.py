"""The viewport is sent what it does not have yet, and nothing else; from that it can rebuild every plane."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from fotofun.catalog import find
from fotofun.document.document import Document
from fotofun.document.history import History
from fotofun.document.layer import GroupLayer, PixelLayer
from fotofun.editing import perform
from fotofun.editing.perform import finish
from fotofun.protocol import Target
from fotofun.raster import Plane
from fotofun.render.presenter import Presenter

Bytes = np.ndarray[Any, np.dtype[np.uint8]]


class Screen:
    """What a viewport keeps of what it is sent."""

    def __init__(self) -> None:
        self.presenter = Presenter(self._receive)
        self.scene: Mapping[str, Any] = {}
        self.planes: dict[str, Bytes] = {}
        self.revisions: dict[str, int] = {}
        self.tables: list[str] = []
        self.bytes = 0

    def show(self, document: Document) -> None:
        self.bytes, self.tables = 0, []
        self.presenter.show(document)

    def _receive(self, name: str, data: Mapping[str, Any], buffers: Sequence[Bytes]) -> None:
        if name == "scene":
            self._follow(data)
        elif name == "table":
            self.tables.append(data["layer"])
        else:
            plane = self.planes[data["plane"]]
            assert self.revisions[data["plane"]] == data["revision"]
            part = plane[data["y"] : data["y"] + data["height"], data["x"] : data["x"] + data["width"]]
            part[...] = buffers[0].reshape(part.shape)
            self.bytes += buffers[0].size

    def _follow(self, scene: Mapping[str, Any]) -> None:
        self.scene = scene
        named = {each["name"]: each for each in scene["planes"]}
        self.planes = {name: plane for name, plane in self.planes.items() if name in named}
        for name, info in named.items():
            if info["base"] is not None:
                assert info["base"] == self.revisions[name]
            elif self.revisions.get(name) != info["revision"] or name not in self.planes:
                channels = (4,) if info["kind"] == "pixels" else ()
                self.planes[name] = np.zeros((info["height"], info["width"], *channels), np.uint8)
        self.revisions = {name: info["revision"] for name, info in named.items()}


def opened(width: int = 1400, height: int = 1100) -> Document:
    rng = np.random.default_rng(8)
    return Document.from_pixels("photo", rng.integers(0, 256, (height, width, 4), dtype=np.uint8))


def run(document: Document, name: str, target: Target | None = None, **params: Any) -> Document:
    return finish(perform(document, find(name).create(params), target))


def pixels_of(document: Document, name: str = "layer-1") -> Bytes:
    layer = next(each for each in document.layers if each.id == name)
    assert isinstance(layer, PixelLayer)
    return layer.pixels.data


STROKE = [[100.0, 100.0, 1.0], [300.0, 180.0, 1.0]]


def test_a_stroke_and_its_undo_send_the_tiles_it_touched() -> None:
    screen, history = Screen(), History(opened())
    screen.show(history.document)
    whole = screen.bytes
    assert whole == 1400 * 1100 * 4
    history.push("Brush", run(history.document, "brush", points=STROKE, size=20))
    screen.show(history.document)
    assert 0 < screen.bytes <= 2 * 256 * 256 * 4
    np.testing.assert_array_equal(screen.planes["pixels:layer-1"], pixels_of(history.document))
    for step in (-1, 1):
        history.step(step)
        screen.show(history.document)
        assert 0 < screen.bytes <= 2 * 256 * 256 * 4
        np.testing.assert_array_equal(screen.planes["pixels:layer-1"], pixels_of(history.document))


def test_what_changes_everywhere_is_sent_as_a_whole() -> None:
    screen, document = Screen(), opened()
    screen.show(document)
    document = run(document, "gaussian_blur", radius=2)
    screen.show(document)
    assert screen.bytes == 1400 * 1100 * 4
    np.testing.assert_array_equal(screen.planes["pixels:layer-1"], pixels_of(document))


def test_properties_of_layers_send_nothing_but_the_scene() -> None:
    screen, document = Screen(), opened()
    document = run(run(document, "solid_colour"), "drop_shadow")
    screen.show(document)
    changes: dict[str, dict[str, Any]] = {
        "layer_opacity": {"opacity": 40},
        "layer_blend_mode": {"blend_mode": "screen"},
        "clip_layer": {},
        "show_layer": {"visible": False},
    }
    for name, params in changes.items():
        document = run(document, name, **params)
        screen.show(document)
        assert (screen.bytes, screen.tables) == (0, []), name


def test_hidden_layers_are_not_sent_but_kept() -> None:
    document, screen = opened(400, 300), Screen()
    document = run(document, "duplicate_layer")
    upper = document.active
    hidden = document.with_active(replace(upper, visible=False))
    screen.show(hidden)
    assert set(screen.planes) == {"pixels:layer-1"}
    screen.show(document)
    assert screen.bytes == 400 * 300 * 4
    screen.show(hidden)
    screen.show(document)
    assert screen.bytes == 0


def test_a_colour_is_one_pixel_and_a_selection_a_plane() -> None:
    document, screen = opened(400, 300), Screen()
    screen.show(document)
    document = run(document, "solid_colour", colour="#123456")
    screen.show(document)
    assert screen.bytes == 4
    screen.show(document.with_selection(np.full((300, 400), 7, np.uint8)))
    assert screen.scene["selection"] == "selection" and (screen.planes["selection"] == 7).all()


def test_adjustments_in_a_row_are_one_table() -> None:
    document, screen = opened(400, 300), Screen()
    document = run(document, "duplicate_layer")
    for name, params in [("exposure", {"stops": 1}), ("invert", {}), ("hue", {"degrees": 40})]:
        document = run(document, name, "layer", **params)
    screen.show(document)
    kinds = ["pixels", "pixels", "adjustment"]
    assert [each["kind"] for each in screen.scene["layers"]] == kinds
    assert screen.tables == [document.layers[2].id]
    screen.show(document.with_active(replace(document.active, opacity=50.0)))
    assert [each["kind"] for each in screen.scene["layers"]] == [
        "pixels",
        "pixels",
        "adjustment",
        "adjustment",
    ]


@pytest.mark.parametrize("inside", [False, True])
def test_a_filter_on_what_lies_below_comes_as_a_plane(inside: bool) -> None:
    document, screen = opened(), Screen()
    document = run(document, "box_blur", "layer", radius=3)
    if inside:
        group = GroupLayer(id="group", name="Group", layers=(document.layers[1],))
        document = replace(document, layers=(document.layers[0], group), active_id="group")
    document = run(document, "solid_colour")
    screen.show(document)
    top = "group" if inside else "layer-2"
    assert [each["plane"] for each in screen.scene["layers"]] == [f"stack:{top}", "content:layer-3"]
    lower = document.layers[0]
    assert isinstance(lower, PixelLayer)
    changed = lower.pixels.data.copy()
    changed[100:120, 100:120] = 0
    screen.show(document.with_layer(lower.id, replace(lower, pixels=Plane(changed))))
    assert 0 < screen.bytes == 256 * 256 * 4
