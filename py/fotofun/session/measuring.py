"""What tools ask about places: a colour, whether it is selected, how far a layer or the selection reaches."""

import math
from collections.abc import Sequence

from PIL import Image

from fotofun.document.document import Document
from fotofun.document.layer import GeneratedLayer, PixelLayer
from fotofun.document.tree import find, walk
from fotofun.errors import InvalidParameter
from fotofun.imaging.region import average_around
from fotofun.protocol import BoundsInfo, BoundsParams, PickInfo, PickParams
from fotofun.raster import Box, Pixels
from fotofun.render.compositor import composed
from fotofun.render.sources import extent, visible
from fotofun.render.styles import body_of
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session

LARGEST_SAMPLE = 101


@method("pick")
async def pick(session: Session, number: int, params: PickParams, buffers: Sequence[Bytes]) -> Answer:
    """The colour at a place, and how much it is selected."""
    document = session.history.document
    size = params.get("size", 1)
    if not 1 <= size <= LARGEST_SAMPLE:
        raise InvalidParameter(f"The sample's side was {size}.", advice=f"Choose 1 to {LARGEST_SAMPLE}.")
    x, y = math.floor(params["x"]), math.floor(params["y"])
    found: PickInfo = {"colour": None, "selected": 0}
    if 0 <= x < document.width and 0 <= y < document.height:
        reach = size // 2
        around = Box(x - reach, y - reach, x + reach + 1, y + reach + 1).intersect(Box.of(document.size))
        pixels = _sampled(document, around, all_layers=params.get("all_layers", True))
        colour = average_around(pixels, x - around.left, y - around.top, reach)
        found["colour"] = "#" + bytes(colour).hex()
        found["selected"] = int(document.selection.data[y, x]) if document.selection else 0
    return found, ()


@method("bounds")
async def measure(session: Session, number: int, params: BoundsParams, buffers: Sequence[Bytes]) -> Answer:
    """How far layers, their visible pixels and the selection reach."""
    document = session.history.document
    ids = params.get("layers") or [params.get("layer", document.active_id)]
    layers = tuple(find(document.layers, each) for each in ids)
    inner = [each for each in walk(layers) if isinstance(each, PixelLayer | GeneratedLayer)]
    selection = Image.fromarray(document.selection.data).getbbox() if document.selection else None
    found: BoundsInfo = {
        "layer": _listed(_union([extent(each) for each in inner])),
        "visible": _listed(visible(*layers)),
        "selection": _listed(Box(*selection)) if selection else None,
    }
    return found, ()


def _sampled(document: Document, box: Box, *, all_layers: bool) -> Pixels:
    layer = document.active
    if all_layers or not isinstance(layer, PixelLayer | GeneratedLayer):
        return composed(document, box)
    return body_of(layer)(box)


def _union(boxes: list[Box]) -> Box | None:
    full = [box for box in boxes if not box.is_empty]
    if not full:
        return None
    whole = full[0]
    for box in full[1:]:
        whole = whole.union(box)
    return whole


def _listed(box: Box | None) -> list[int] | None:
    return [box.left, box.top, *box.size] if box else None
