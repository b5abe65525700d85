from dataclasses import replace

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.document.layer import PixelLayer
from fotofun.errors import CommandError
from fotofun.operation import operation
from fotofun.raster import Box, Plane
from fotofun.render.compositor import compose


@operation(label="Merge visible", position=150, keywords=("join", "combine"), shortcut="Mod+Shift+E")
class MergeVisible(DocumentOperation):
    """Join all visible layers into one; hidden ones stay."""

    def edit(self, document: Document) -> Document:
        """The document with one pixel layer in the place of the lowest visible one."""
        shown = [layer for layer in document.layers if layer.visible]
        if not shown:
            raise CommandError("No layer is visible.", advice="Show some layers first.")
        pixels = compose(document.layers, Box.of(document.size), document.size)
        merged = PixelLayer(id=shown[0].id, name=shown[0].name, pixels=Plane(pixels))
        layers = tuple(
            merged if layer is shown[0] else layer
            for layer in document.layers
            if layer is shown[0] or not layer.visible
        )
        return replace(document, layers=layers, active_id=merged.id)
