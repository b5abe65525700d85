from fotofun.imaging.selection import found
from fotofun.operation import Canvas, Combine, SelectOperation, combine, operation
from fotofun.raster import Mask


@operation(
    label="Opaque pixels",
    position=80,
    keywords=("transparency", "alpha", "load layer as selection", "layer's shape"),
)
class SelectOpaque(SelectOperation):
    """Select the shape of the active layer: each pixel as far as it is opaque."""

    combine: Combine = "new"

    def select(self, canvas: Canvas) -> Mask | None:
        """The layer's alpha, (H, W) uint8; CommandError where the layer is empty."""
        return found(combine(canvas.selection, canvas.pixels[..., 3].copy(), self.combine))
