from dataclasses import replace

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.document.layer import PixelLayer
from fotofun.document.tree import inserted
from fotofun.errors import CommandError
from fotofun.operation import operation
from fotofun.raster import Box, Plane
from fotofun.render.compositor import compose


@operation(
    label="Stamp visible",
    position=155,
    keywords=("merge visible", "copy", "new layer", "combine", "keep layers"),
    shortcut="Mod+Alt+Shift+E",
)
class StampVisible(DocumentOperation):
    """Put all that is visible, joined into one, as a new layer above the active one; the others stay."""

    def edit(self, document: Document) -> Document:
        """The document with a pixel layer that holds its picture; CommandError where nothing is visible."""
        if not any(layer.visible for layer in document.layers):
            raise CommandError("No layer is visible.", advice="Show some layers first.")
        pixels = compose(document.layers, Box.of(document.size), document.size)
        new_id, document = document.new_id()
        stamp = PixelLayer(id=new_id, name=self.label, pixels=Plane(pixels))
        layers = inserted(document.layers, document.active_id, stamp)
        return replace(document, layers=layers, active_id=new_id)
