"""A document: its size and its layers, as a value that never changes."""

from dataclasses import dataclass, field, replace
from itertools import count

from fotofun.document.layer import PixelLayer
from fotofun.raster import Pixels, Plane

_serials = count(1)


@dataclass(frozen=True)
class Document:
    """An open picture. `serial` tells one opened picture from the next; `notes` say how it was opened."""

    name: str
    width: int
    height: int
    layers: tuple[PixelLayer, ...]
    notes: tuple[str, ...] = ()
    serial: int = field(default_factory=lambda: next(_serials))

    @classmethod
    def from_pixels(cls, name: str, pixels: Pixels, notes: tuple[str, ...] = ()) -> "Document":
        """A document of one layer; pixels is (H, W, 4) uint8 and belongs to the document from now on."""
        height, width = pixels.shape[:2]
        return cls(name, width, height, (PixelLayer("layer-1", "Photo", Plane(pixels)),), notes)

    @property
    def active(self) -> PixelLayer:
        """The layer that edits go to: the topmost."""
        return self.layers[-1]

    def with_active(self, layer: PixelLayer) -> "Document":
        """The document with its active layer replaced."""
        return replace(self, layers=(*self.layers[:-1], layer))
