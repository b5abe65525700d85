from dataclasses import replace

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.document.layer import PixelLayer
from fotofun.operation import operation
from fotofun.raster import Plane
from fotofun.render.compositor import rendered


@operation(label="Flatten image", position=160, keywords=("join all", "single layer", "merge all"))
class Flatten(DocumentOperation):
    """Join everything that can be seen into one layer; what is hidden goes."""

    def edit(self, document: Document) -> Document:
        """The document with one pixel layer, over its background."""
        layer = PixelLayer(id=document.layers[0].id, name="Background", pixels=Plane(rendered(document)))
        return replace(document, layers=(layer,), active_id=layer.id, background=None)
