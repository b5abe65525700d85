from collections.abc import Sequence
from dataclasses import replace

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation, Parts
from fotofun.document.layer import PixelLayer
from fotofun.document.tree import removed, replaced, siblings_of
from fotofun.errors import CommandError
from fotofun.operation import operation
from fotofun.operations.layer.move_layer import gathered
from fotofun.raster import Box, Plane
from fotofun.render.compositor import compose


@operation(label="Merge down", position=140, keywords=("join", "combine", "stamp"), shortcut="Mod+E")
class MergeDown(DocumentOperation):
    """Join the active layer with the one below it, as they look together."""

    several = True

    def edit(self, document: Document) -> Document:
        """The document with one pixel layer in the place of two; it is normal, opaque and without a mask."""
        siblings = siblings_of(document.layers, document.active_id)
        index = next(i for i, layer in enumerate(siblings) if layer.id == document.active_id)
        if index == 0:
            raise CommandError("There is no layer below this one.", advice="Choose a higher layer.")
        pair = siblings[index - 1 : index + 1]
        below = pair[0]
        if not all(layer.visible for layer in pair):
            raise CommandError("One of the two layers is hidden.", advice="Show both first.")
        plain = replace(below, blend_mode="normal", clipped=False)
        pixels = compose((plain, pair[1]), Box.of(document.size), document.size)
        merged = PixelLayer(
            id=below.id,
            name=below.name,
            pixels=Plane(pixels),
            blend_mode=below.blend_mode,
            clipped=below.clipped,
        )
        layers = replaced(removed(document.layers, document.active_id), below.id, merged)
        return replace(document, layers=layers, active_id=below.id)

    def for_layers(self, document: Document, ids: Sequence[str]) -> Parts:
        """All of them into the lowest, in the place of the topmost."""
        return [*gathered(ids), *((self, each) for each in ids[1:])]
