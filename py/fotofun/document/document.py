"""A document: its canvas, its layers and what is selected, as a value that never changes."""

from dataclasses import dataclass, field, replace
from itertools import count

from fotofun.codecs.picture import Metadata
from fotofun.document import tree
from fotofun.document.layer import AnyLayer, Layers, PixelLayer
from fotofun.raster import Mask, Pixels, Plane, Size

_serials = count(1)


@dataclass(frozen=True)
class Channel:
    """A selection kept under a name: a plane of (H, W) uint8, 255 selected."""

    name: str
    plane: Plane


@dataclass(frozen=True)
class Document:
    """An open picture.

    `active_id`: the layer that edits go to. `selection`: (H, W) uint8, or None where nothing is selected,
    which means everything; `dropped`: the last one that was. `resolution`: pixels per inch, for print.
    `background`: the colour behind the layers, or None for transparent. `notes` say how it was opened;
    `serial` tells one opened picture from the next; `made` counts the layers ever made, for their ids.
    """

    name: str
    width: int
    height: int
    layers: Layers
    active_id: str
    selection: Plane | None = None
    dropped: Plane | None = None
    channels: tuple[Channel, ...] = ()
    resolution: float = 72.0
    background: str | None = None
    metadata: Metadata = field(default_factory=Metadata)
    notes: tuple[str, ...] = ()
    made: int = 1
    serial: int = field(default_factory=lambda: next(_serials))

    @classmethod
    def from_pixels(
        cls, name: str, pixels: Pixels, notes: tuple[str, ...] = (), metadata: Metadata | None = None
    ) -> "Document":
        """A document of one layer; pixels is (H, W, 4) uint8 and belongs to the document from now on.

        Its resolution is the one that its file tells.
        """
        height, width = pixels.shape[:2]
        layer = PixelLayer(id="layer-1", name="Photo", pixels=Plane(pixels))
        metadata = metadata or Metadata()
        across = metadata.dpi[0] if metadata.dpi else cls.resolution
        return cls(name, width, height, (layer,), layer.id, resolution=across, notes=notes, metadata=metadata)

    @property
    def size(self) -> Size:
        """(width, height)."""
        return self.width, self.height

    @property
    def active(self) -> AnyLayer:
        """The layer that edits go to."""
        return tree.find(self.layers, self.active_id)

    def with_active(self, layer: AnyLayer) -> "Document":
        """The document with its active layer replaced; the new one is active."""
        return self.with_layer(self.active_id, layer, active=True)

    def with_layer(self, id: str, layer: AnyLayer, active: bool = False) -> "Document":
        """The document with one layer replaced."""
        layers = tree.replaced(self.layers, id, layer)
        return replace(self, layers=layers, active_id=layer.id if active else self.active_id)

    def with_selection(self, selection: Mask | None) -> "Document":
        """The document with another selection, (H, W) uint8, or none."""
        if selection is None:
            return replace(self, selection=None, dropped=self.selection or self.dropped)
        return replace(self, selection=Plane(selection))

    def new_id(self) -> tuple[str, "Document"]:
        """An id for a new layer, and the document that knows that it is taken."""
        return f"layer-{self.made + 1}", replace(self, made=self.made + 1)

    def planes(self) -> dict[tuple[str, str], Plane]:
        """Every plane of pixels, masks, selection and channels, by where it is."""
        found: dict[tuple[str, str], Plane] = {}
        for layer in tree.walk(self.layers):
            if isinstance(layer, PixelLayer):
                found["pixels", layer.id] = layer.pixels
            if layer.mask:
                found["mask", layer.id] = layer.mask.plane
        if self.selection:
            found["selection", ""] = self.selection
        if self.dropped:
            found["dropped", ""] = self.dropped
        return found | {("channel", channel.name): channel.plane for channel in self.channels}
