import numpy as np

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.editing.frame import Frame, editable, limited, with_frame
from fotofun.editing.lifting import lifted
from fotofun.operation import operation
from fotofun.raster import Box


@operation(
    label="Layer by cutting",
    position=22,
    keywords=("layer via cut", "extract", "lift", "separate", "split", "selection"),
    shortcut="Mod+Shift+J",
)
class LayerViaCut(DocumentOperation):
    """Move what is selected of the active layer to a layer of its own, right above it."""

    def edit(self, document: Document) -> Document:
        """The document with the new layer active; below it what was selected is transparent.

        CommandError without selection, for locked pixels, and for a layer without pixels of its own.
        """
        layer, before = editable(document), Frame(document).pixels
        rest = limited(document, before, np.zeros_like(before), Box.of(document.size))
        return lifted(document).with_layer(layer.id, with_frame(layer, rest, document.size))
