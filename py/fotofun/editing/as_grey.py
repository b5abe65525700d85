"""A mask or the selection as a grey picture: whatever changes pixels can change it too."""

from dataclasses import replace

import numpy as np

from fotofun.document.document import Document
from fotofun.document.layer import LayerMask, PixelLayer
from fotofun.errors import CommandError
from fotofun.imaging.matrices import IDENTITY
from fotofun.raster import Box, Mask, Pixels, Plane
from fotofun.render.cache import CACHE
from fotofun.render.sources import mask_in

BAND = 256
RED, GREEN, BLUE = 77, 150, 29
"""Shares of 256 in how bright a colour is (BT.601)."""


def mask_of(document: Document) -> LayerMask:
    """The active layer's mask; CommandError where it has none."""
    mask = document.active.mask
    if mask is None:
        raise CommandError("The layer has no mask.", advice="Add a mask first.")
    return mask


def mask_picture(document: Document) -> Document:
    """A document of one layer, which shows the active layer's mask as it lies in the document: white shows.

    What is selected is selected there too.
    """
    plain = replace(mask_of(document), enabled=True, density=100.0, feather=0.0)
    laid = mask_in(plain, Box.of(document.size), document.size)
    assert laid is not None
    key = ("grey", plain.plane.revision, plain.matrix, plain.outside, document.size)
    return _picture(document, CACHE.get(key, lambda: _grey(laid)))


def selection_picture(document: Document) -> Document:
    """A document of one layer, which shows the selection: white is selected; with none, everything is."""
    selection = document.selection
    if selection is None:
        width, height = document.size
        return _picture(document, np.full((height, width, 4), 255, np.uint8))
    grey = CACHE.get(("grey", selection.revision), lambda: _grey(selection.data))
    return _picture(replace(document, selection=None), grey)


def with_mask_of(document: Document, shown: Pixels) -> Document:
    """The document with what the picture shows as the active layer's mask; how it is used stays.

    What was erased there hides the layer.
    """
    plane = Plane(_brightness(shown, under=0))
    mask = replace(mask_of(document), plane=plane, matrix=IDENTITY)
    return document.with_active(replace(document.active, mask=mask))


def with_selection_of(document: Document, shown: Pixels) -> Document:
    """The document with what the picture shows as its selection.

    What was erased there is selected: the veil over what is not selected is what was painted.
    """
    return document.with_selection(_brightness(shown, under=255))


def _picture(document: Document, grey: Pixels) -> Document:
    active = document.active
    layer = PixelLayer(id=active.id, name=active.name, pixels=Plane(grey))
    return replace(document, layers=(layer,), channels=())


def _grey(plane: Mask) -> Pixels:
    grey = np.empty((*plane.shape, 4), np.uint8)
    grey[..., :3] = plane[..., None]
    grey[..., 3] = 255
    return grey


def _brightness(pixels: Pixels, under: int) -> Mask:
    """How bright each pixel is over a grey, (H, W) uint8."""
    made = np.empty(pixels.shape[:2], np.uint8)
    for top in range(0, len(pixels), BAND):
        band = pixels[top : top + BAND].astype(np.uint32)
        light = (RED * band[..., 0] + GREEN * band[..., 1] + BLUE * band[..., 2] + 128) >> 8
        alpha = band[..., 3]
        made[top : top + BAND] = (light * alpha + under * (255 - alpha) + 127) // 255
    return made
