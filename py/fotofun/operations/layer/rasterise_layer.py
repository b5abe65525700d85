from dataclasses import replace

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.document.layer import AdjustmentLayer, PixelLayer
from fotofun.errors import CommandError
from fotofun.operation import operation
from fotofun.raster import Box, Plane
from fotofun.render.compositor import compose


@operation(label="Rasterise layer", position=170, keywords=("pixels", "bake", "convert", "text to pixels"))
class RasteriseLayer(DocumentOperation):
    """Turn the active layer, with its own adjustments and effects, into plain pixels."""

    several = True

    def edit(self, document: Document) -> Document:
        """The document with a pixel layer that looks the same; opacity, blend mode and mask stay."""
        layer = document.active
        if isinstance(layer, AdjustmentLayer):
            raise CommandError("An adjustment layer has no pixels.", advice="Merge it down instead.")
        bare = replace(layer, opacity=100.0, blend_mode="normal", clipped=False, visible=True, mask=None)
        pixels = compose((bare,), Box.of(document.size), document.size)
        made = PixelLayer(
            id=layer.id,
            name=layer.name,
            visible=layer.visible,
            opacity=layer.opacity,
            blend_mode=layer.blend_mode,
            locks=layer.locks,
            clipped=layer.clipped,
            mask=layer.mask,
            pixels=Plane(pixels),
        )
        return document.with_active(made)
