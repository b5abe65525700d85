from dataclasses import replace
from typing import Annotated, Literal

import numpy as np

from fotofun.codecs import decode
from fotofun.codecs.data_url import content
from fotofun.document.document import Document
from fotofun.document.edit import ModelOperation
from fotofun.document.layer import AnyLayer, GeneratedLayer, PixelLayer
from fotofun.document.tree import replaced
from fotofun.editing.frame import Frame, editable, with_frame
from fotofun.errors import CommandError
from fotofun.imaging.blur import gaussian
from fotofun.imaging.distance import contract, expand
from fotofun.imaging.hidden import without_hidden
from fotofun.imaging.matrices import multiply, scale, translate
from fotofun.imaging.matting import decontaminate
from fotofun.imaging.selection import feather
from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.remove_background import matte
from fotofun.operation import Choice, Colour, File, Matrix, Outcome, Range, Toggle, operation
from fotofun.operation.subject import RefinedEdges, SubjectQuality
from fotofun.operations.generate.solid_colour import SolidColour
from fotofun.raster import Mask, Pixels, Plane, Size

NAME = "New background"
EDGE = "Edge"
SURELY_OUT = 5


@operation(
    label="Remove background",
    position=10,
    keywords=(
        "extract subject",
        "make transparent",
        "cut out the object",
        "isolate",
        "matte",
        "replace background",
        "blur background",
    ),
)
class RemoveBackground(ModelOperation):
    """Cut the subject out: a mask hides the background, and something else may take its place."""

    task = "remove_background"

    quality: SubjectQuality = "best"
    refine: RefinedEdges = True
    behind: Annotated[
        Literal["nothing", "colour", "picture", "blur"],
        Choice(
            {"nothing": "Transparent", "colour": "Colour", "picture": "Picture", "blur": "Blurred photo"},
            label=NAME,
            description="A layer of its own below the subject.",
        ),
    ] = "nothing"
    colour: Annotated[str, Colour(label="Colour", group=NAME)] = "#ffffff"
    picture: Annotated[str, File(accept=("image/*",), largest=64 << 20, label="Picture", group=NAME)] = ""
    blur: Annotated[float, Range(0.5, 500, ui=(2, 80), step=0.5, unit="px", label="Blur", group=NAME)] = 16.0
    feather: Annotated[float, Range(0, 200, ui=(0, 30), step=0.5, unit="px", label="Feather", group=EDGE)] = (
        0.0
    )
    shift: Annotated[
        float,
        Range(
            -100,
            100,
            ui=(-20, 20),
            step=0.5,
            unit="px",
            label="Shift edge",
            description="Inwards or outwards.",
            group=EDGE,
        ),
    ] = 0.0
    clean: Annotated[
        bool,
        Toggle(
            label="Clean colours",
            description="Takes the old background's colour out of the subject's edge.",
            group=EDGE,
        ),
    ] = False

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """The subject's matte as a mask of the pixels' own size; pixels is (H, W, 4) uint8."""
        mask, told = await matte(pixels, models, self.quality, self.refine)
        return Outcome(mask, told)

    def fitted(self, document: Document) -> "RemoveBackground":
        """Itself; CommandError where the new background has no picture, or the pixels are locked."""
        if self.behind == "picture" and not self.picture:
            raise CommandError("No picture is chosen for the new background.", advice="Choose one.")
        if self.clean:
            editable(document)
        return self

    def edit(self, document: Document, outcome: Outcome) -> Document:
        """The layer with the mask, and below it the new background; the layer stays active."""
        mask = self._moved(outcome.data)
        layer = document.active
        behind, document = self._behind(document, outcome.data)
        if self.clean:
            layer = with_frame(editable(document), decontaminate(Frame(document).pixels, mask), document.size)
        layers = replaced(document.layers, layer.id, *behind, layer.with_mask(mask))
        return replace(document, layers=layers)

    def _moved(self, mask: Mask) -> Mask:
        if self.shift:
            mask = (expand if self.shift > 0 else contract)(mask, abs(self.shift))
        return feather(mask, self.feather)

    def _behind(self, document: Document, subject: Mask) -> tuple[list[AnyLayer], Document]:
        """The layer of the new background, if there is one, and the document that knows its id."""
        if self.behind == "nothing":
            return [], document
        new_id, document = document.new_id()
        size = document.size
        if self.behind == "colour":
            fill = SolidColour(colour=self.colour)
            return [GeneratedLayer(id=new_id, name=fill.label, content=fill, size=size)], document
        if self.behind == "picture":
            pixels = decode(content(self.picture), "picture").pixels
            layer = PixelLayer(id=new_id, name=NAME, pixels=Plane(pixels), matrix=_cover(pixels, size))
            return [layer], document
        blurred = _blurred(Frame(document).pixels, subject, self.blur)
        return [PixelLayer(id=new_id, name=NAME, pixels=Plane(blurred))], document


def _cover(pixels: Pixels, size: Size) -> Matrix:
    """Lays a picture in the middle of a document of that size, just large enough to fill it."""
    height, width = pixels.shape[:2]
    factor = max(size[0] / width, size[1] / height)
    left, top = (size[0] - width * factor) / 2.0, (size[1] - height * factor) / 2.0
    return multiply(translate(left, top), scale(factor, factor))


def _blurred(pixels: Pixels, subject: Mask, radius: float) -> Pixels:
    """The pixels blurred, with none of the subject's colours: around it these would shine like a halo."""
    around = pixels.copy()
    around[..., 3] = np.where(subject < SURELY_OUT, pixels[..., 3], 0)
    blurred = gaussian(without_hidden(around, max(pixels.shape[:2])), radius).copy()
    blurred[..., 3] = pixels[..., 3]
    return blurred
