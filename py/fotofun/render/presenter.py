"""Tells the viewport what to draw: a small scene, and the tiles and tables it does not have yet."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fotofun.document.document import Document
from fotofun.document.layer import LayerMask, PixelLayer
from fotofun.imaging.matrices import IDENTITY
from fotofun.operation import PointOperation
from fotofun.protocol import Scene, SceneLayer, Tile
from fotofun.protocol import Table as TableInfo
from fotofun.raster import Colours, Plane
from fotofun.render.compositor import rendered
from fotofun.render.table import CODES, NODES, STEPS, TONE_SAMPLES, Cube, Curves, Linear, Table, fuse

Bytes = NDArray[np.uint8]
Emit = Callable[[str, Mapping[str, Any], Sequence[Bytes]], None]

HALF_RANGE = (-65504.0, 65504.0)
TILE = 1024


class Presenter:
    """Keeps in mind what the viewport was sent, and sends the difference."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._serial = 0
        self._planes: dict[tuple[str, str], int] = {}
        self._sent_tables: dict[str, int] = {}
        self._numbered: dict[str, tuple[tuple[PointOperation, ...], int]] = {}
        self._flattened: tuple[Document, PixelLayer] | None = None

    def show(self, document: Document) -> None:
        """Sends the document's scene, then every tile and table that changed since the last time."""
        if document.serial != self._serial:
            self._serial = document.serial
            self._planes.clear()
            self._sent_tables.clear()
        layer = self._drawn(document)
        scene: Scene = {
            "document": document.serial,
            "width": document.width,
            "height": document.height,
            "layers": [self._layer(layer)],
        }
        self._emit("scene", scene, ())
        self._send_plane(layer, "pixels", layer.pixels)
        self._send_plane(layer, "mask", layer.mask.plane if layer.mask and layer.mask.enabled else None)
        self._send_table(layer, self._table_revision(layer))

    def _drawn(self, document: Document) -> PixelLayer:
        """The one layer that the viewport draws: the document's only plain one, or all of them together."""
        if plain := _plain(document):
            return plain
        if self._flattened is None or self._flattened[0] is not document:
            self._flattened = (document, PixelLayer(id="all", name="", pixels=Plane(rendered(document))))
        return self._flattened[1]

    def _layer(self, layer: PixelLayer) -> SceneLayer:
        return {
            "id": layer.id,
            "visible": layer.visible,
            "pixels": layer.pixels.revision,
            "mask": layer.mask.plane.revision if layer.mask and layer.mask.enabled else None,
            "table": self._table_revision(layer),
        }

    def _table_revision(self, layer: PixelLayer) -> int | None:
        """A number that changes when the layer's adjustments do; None without adjustments."""
        if not layer.adjustments:
            return None
        last, revision = self._numbered.get(layer.id, ((), 0))
        if last != layer.adjustments:
            revision += 1
            self._numbered[layer.id] = (layer.adjustments, revision)
        return revision

    def _send_plane(self, layer: PixelLayer, name: str, plane: Plane | None) -> None:
        key = (layer.id, name)
        if plane is None:
            self._planes.pop(key, None)
            return
        if self._planes.get(key) == plane.revision:
            return
        self._planes[key] = plane.revision
        height, width = plane.data.shape[:2]
        corners = [(x, y) for y in range(0, height, TILE) for x in range(0, width, TILE)]
        for x, y in corners:
            pixels = plane.data[y : y + TILE, x : x + TILE]
            tile: Tile = {
                "document": self._serial,
                "layer": layer.id,
                "plane": "pixels" if name == "pixels" else "mask",
                "revision": plane.revision,
                "x": x,
                "y": y,
                "width": pixels.shape[1],
                "height": pixels.shape[0],
                "last": (x, y) == corners[-1],
            }
            self._emit("tile", tile, (np.ascontiguousarray(pixels).reshape(-1),))

    def _send_table(self, layer: PixelLayer, revision: int | None) -> None:
        if revision is None or self._sent_tables.get(layer.id) == revision:
            return
        self._sent_tables[layer.id] = revision
        table = fuse(layer.adjustments)
        info = describe(table, self._serial, layer.id, revision)
        self._emit("table", info, half_float_textures(table))


def _plain(document: Document) -> PixelLayer | None:
    """The document's only layer, if the viewport can draw it as it is."""
    match document.layers:
        case (PixelLayer(opacity=100.0, fill_opacity=100.0, blend_mode="normal", effects=()) as layer,):
            height, width = layer.pixels.data.shape[:2]
            fits = layer.matrix == IDENTITY and (width, height) == document.size
            if fits and document.background is None and _is_plain(layer.mask):
                return layer
    return None


def _is_plain(mask: LayerMask | None) -> bool:
    return mask is None or (mask.density, mask.feather, mask.matrix) == (100.0, 0.0, IDENTITY)


def describe(table: Table, document: int, layer: str, revision: int) -> TableInfo:
    """What the viewport is told of a layer's table."""
    info: TableInfo = {
        "document": document,
        "layer": layer,
        "revision": revision,
        "curve_size": 256,
        "cube_size": NODES if isinstance(table, Cube) else 0,
        "tone_size": TONE_SAMPLES if isinstance(table, Cube) else 0,
    }
    if isinstance(table, Linear):
        info["matrix"] = np.column_stack([table.matrix, table.offset]).ravel().tolist()
    return info


def half_float_textures(table: Table) -> tuple[Bytes, Bytes, Bytes]:
    """(curves, cube, tone) as the bytes of RGBA half floats; cube and tone are empty without a cube."""
    match table:
        case Curves(results=curves) | Linear(entering=curves):
            nothing = np.empty(0, np.uint8)
            return half_floats(np.clip(curves, *HALF_RANGE)), nothing, nothing
        case Cube(positions=positions, codes=codes, tone_samples=tones):
            share = positions / ((NODES - 1) * STEPS)
            return half_floats(share), half_floats(codes / CODES), half_floats(tones)


def half_floats(rgb: Colours) -> Bytes:
    """(n, 3) floats as the bytes of n RGBA half floats."""
    texels = np.ones((len(rgb), 4), np.float16)
    texels[:, :3] = rgb
    return texels.reshape(-1).view(np.uint8)
