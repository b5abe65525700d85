"""What is selected of a layer, as a layer of its own."""

from dataclasses import replace

import numpy as np

from fotofun.document.document import Document
from fotofun.document.layer import PixelLayer
from fotofun.document.tree import inserted
from fotofun.editing.frame import Frame
from fotofun.imaging.selection import existing
from fotofun.raster import Plane
from fotofun.render.blend import mix


def lifted(document: Document) -> Document:
    """The document with a copy of what is selected right above the active layer; nothing stays selected.

    CommandError without selection, and where the active layer has no pixels of its own.
    """
    frame = Frame(document)
    pixels, selection = frame.pixels, existing(frame.selection)
    original = document.active
    new_id, document = document.new_id()
    copy = PixelLayer(
        id=new_id,
        name=f"{original.name} copy",
        pixels=Plane(mix(np.zeros_like(pixels), pixels, selection)),
        blend_mode=original.blend_mode,
        opacity=original.opacity,
    )
    layers = inserted(document.layers, original.id, copy)
    return replace(document, layers=layers, active_id=new_id).with_selection(None)
