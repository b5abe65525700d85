from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.errors import CommandError
from fotofun.operation import Combine, combine, operation
from fotofun.raster import Box
from fotofun.render.sources import mask_in


@operation(label="Select by mask", position=50, keywords=("select subject", "mask to selection", "load mask"))
class SelectMask(DocumentOperation):
    """Select what the active layer's mask shows, such as the subject that a model found."""

    how: Combine = "new"

    def edit(self, document: Document) -> Document:
        """The document with the selection; CommandError where the layer has no mask."""
        mask = document.active.mask
        if mask is None:
            raise CommandError("The layer has no mask.", advice="Add a mask or remove the background.")
        shown = mask_in(mask, Box.of(document.size), document.size)
        if shown is None:
            shown = mask.plane.data
        current = document.selection.data if document.selection else None
        return document.with_selection(combine(current, shown.copy(), self.how))
