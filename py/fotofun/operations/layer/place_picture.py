from dataclasses import replace
from typing import Annotated, Literal

from fotofun.codecs import decode
from fotofun.codecs.data_url import content
from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.document.layer import PixelLayer
from fotofun.document.tree import inserted
from fotofun.imaging.matrices import Matrix, multiply, scale, translate
from fotofun.operation import Choice, File, Position, Text, operation
from fotofun.raster import Plane, Size


@operation(
    label="Place picture",
    position=15,
    keywords=("import", "insert", "paste", "file", "embed", "watermark", "logo"),
)
class PlacePicture(DocumentOperation):
    """Add a picture file as a layer above the active one; all of its pixels are kept."""

    picture: Annotated[str, File(accept=("image/*",), largest=512 << 20, label="Picture")] = ""
    title: Annotated[str, Text(longest=200, label="Name")] = ""
    place: Annotated[
        Literal["fit", "middle", "corner"],
        Choice(
            {
                "fit": "In the middle, made smaller if it is too large",
                "middle": "In the middle, in its own size",
                "corner": "With its corner at the position",
            },
            label="Place",
        ),
    ] = "fit"
    corner: Annotated[
        tuple[float, float], Position(label="Position", description="Where its top left corner goes.")
    ] = (0.0, 0.0)

    def edit(self, document: Document) -> Document:
        """The document with the picture's layer, which becomes active; without a picture as it was.

        FileError where the file is no picture.
        """
        if not self.picture:
            return document
        pixels = decode(content(self.picture), self.title or "picture").pixels
        new_id, document = document.new_id()
        height, width = pixels.shape[:2]
        layer = PixelLayer(
            id=new_id,
            name=self.title or f"Layer {document.made}",
            pixels=Plane(pixels),
            matrix=self._matrix(document.size, (width, height)),
        )
        layers = inserted(document.layers, document.active_id, layer)
        return replace(document, layers=layers, active_id=new_id)

    def _matrix(self, canvas: Size, size: Size) -> Matrix:
        """Where its pixels go: whole pixels wherever it keeps its size."""
        if self.place == "corner":
            return translate(float(round(self.corner[0])), float(round(self.corner[1])))
        factor = 1.0
        if self.place == "fit":
            factor = min(1.0, canvas[0] / size[0], canvas[1] / size[1])
        left, top = ((outer - inner * factor) / 2.0 for outer, inner in zip(canvas, size, strict=True))
        if factor == 1.0:
            return translate(float(left // 1), float(top // 1))
        return multiply(translate(left, top), scale(factor, factor))
