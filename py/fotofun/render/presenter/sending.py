"""What the viewport was sent, and what it is sent when the document changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fotofun.document.document import Document
from fotofun.operation import rgba
from fotofun.protocol import Scene, SceneLayer, ScenePlane, Tile
from fotofun.raster import Box, Plane
from fotofun.render.presenter.made import Made
from fotofun.render.presenter.scene import Description, Operations, described
from fotofun.render.presenter.textures import describe, half_float_textures
from fotofun.render.table import fuse

Bytes = NDArray[np.uint8]
Emit = Callable[[str, Mapping[str, Any], Sequence[Bytes]], None]

TILE = 1024
MOST = 0.4  # of a plane may be sent as changed tiles; what has changed more is sent as a whole
SELECTION = "selection"


class Presenter:
    """Keeps in mind what the viewport was sent, and sends the difference."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._made = Made()
        self._serial = 0
        self._sent: dict[str, Plane] = {}
        self._tables: dict[str, tuple[Operations, int]] = {}
        self._last_table = 0

    def show(self, document: Document) -> None:
        """Sends the document's scene, then every tile and table that changed since the last time."""
        if document.serial != self._serial:
            self._serial = document.serial
            self._made.clear()
            self._sent.clear()
            self._tables.clear()
        description = described(document, self._made)
        if document.selection:
            description.planes[SELECTION] = document.selection
        # What is hidden is not sent for that; what is there already stays, to be shown again at once.
        for name, plane in description.unseen.items():
            if self._sent.get(name) is plane:
                description.planes[name] = plane
        new = self._numbered(description)
        changes = {name: self._changes(name, plane) for name, plane in description.planes.items()}
        for name, boxes in changes.items():
            if boxes == []:  # another plane of the same content: what was sent goes on under its own revision
                description.planes[name] = self._sent[name]
        scene: Scene = {
            "document": document.serial,
            "width": document.width,
            "height": document.height,
            "background": None if document.background is None else list(rgba(document.background)),
            "planes": [self._plane(name, description.planes[name], changes[name]) for name in changes],
            "layers": description.layers,
            "selection": SELECTION if document.selection else None,
        }
        self._emit("scene", scene, ())
        for name, plane in description.planes.items():
            self._send_tiles(name, plane, changes[name])
        self._sent = description.planes
        for layer in new:
            self._send_table(layer)

    # --- planes ------------------------------------------------------------------------------------

    def _changes(self, name: str, plane: Plane) -> list[Box] | None:
        """The boxes that the viewport does not have yet; None for all of the plane."""
        sent = self._sent.get(name)
        if sent is None:
            return None
        if sent is plane:
            return []
        changed = plane.changes_since(sent)
        if changed is None:
            return None
        area = sum(box.size[0] * box.size[1] for box in changed)
        return None if area > MOST * plane.shape[0] * plane.shape[1] else changed

    def _plane(self, name: str, plane: Plane, changes: list[Box] | None) -> ScenePlane:
        return {
            "name": name,
            "kind": "pixels" if len(plane.shape) == 3 else "mask",
            "revision": plane.revision,
            "base": None if not changes else self._sent[name].revision,
            "width": plane.shape[1],
            "height": plane.shape[0],
        }

    def _send_tiles(self, name: str, plane: Plane, changes: list[Box] | None) -> None:
        boxes = list(_pieces(plane) if changes is None else _joined(changes))
        for number, box in enumerate(boxes, 1):
            tile: Tile = {
                "document": self._serial,
                "plane": name,
                "revision": plane.revision,
                "x": box.left,
                "y": box.top,
                "width": box.size[0],
                "height": box.size[1],
                "last": number == len(boxes),
            }
            self._emit("tile", tile, (np.ascontiguousarray(plane.data[box.slices]).reshape(-1),))

    # --- tables ------------------------------------------------------------------------------------

    def _numbered(self, description: Description) -> list[str]:
        """Gives the layers' tables their revisions; answers the layers whose tables are new."""
        new, known = [], self._tables
        self._tables = {}
        for name, operations in description.tables.items():
            if name in known and known[name][0] == operations:
                self._tables[name] = known[name]
                continue
            self._last_table += 1
            self._tables[name] = (operations, self._last_table)
            new.append(name)
        for layer in _all(description.layers):
            if layer["table"] is not None:
                layer["table"] = self._tables[layer["id"]][1]
        return new

    def _send_table(self, layer: str) -> None:
        operations, revision = self._tables[layer]
        table = fuse(operations)
        self._emit("table", describe(table, self._serial, layer, revision), half_float_textures(table))


def _all(layers: Iterable[SceneLayer]) -> Iterator[SceneLayer]:
    for layer in layers:
        yield layer
        yield from _all(layer["layers"])
        yield from _all(layer["clipped"])


def _pieces(plane: Plane) -> Iterator[Box]:
    """All of a plane."""
    height, width = plane.shape[:2]
    for y in range(0, height, TILE):
        for x in range(0, width, TILE):
            yield Box(x, y, min(x + TILE, width), min(y + TILE, height))


def _joined(boxes: Iterable[Box]) -> Iterator[Box]:
    """The boxes, neighbours in a row as one."""
    joined: Box | None = None
    for box in sorted(boxes, key=lambda each: (each.top, each.left)):
        if joined and (joined.top, joined.right) == (box.top, box.left) and joined.size[0] < TILE:
            joined = joined.union(box)
            continue
        if joined:
            yield joined
        joined = box
    if joined:
        yield joined
