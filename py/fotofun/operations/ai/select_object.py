from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import ModelOperation
from fotofun.errors import CommandError
from fotofun.imaging.selection import feather, found
from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.select_object import Prompt, select_in
from fotofun.operation import Combine, Feather, Outcome, Points, Rectangle, combine, operation
from fotofun.operations.retouch.content_aware_fill import around
from fotofun.raster import Mask, Pixels

Places = tuple[tuple[float, float], ...]
Frame = tuple[float, float, float, float]
Inside = Annotated[Places, Points(most=100, label="Points", description="On the object.")]
Outside = Annotated[
    Places, Points(most=100, label="Points beside it", description="On what does not belong to the object.")
]
Around = Annotated[Frame, Rectangle(label="Box", description="Around the object.")]
NOWHERE = (0.0, 0.0, 0.0, 0.0)


@operation(
    label="Select object",
    position=22,
    keywords=("click to select", "smart selection", "segment", "thing", "box"),
)
class SelectObject(ModelOperation):
    """Select the object that is clicked on or boxed in; without either, the one that is roughly selected."""

    task = "select_object"

    inside: Inside = ()
    outside: Outside = ()
    box: Around = NOWHERE
    feather: Feather = 0.0
    combine: Combine = "new"

    def fitted(self, document: Document) -> "SelectObject":
        """With a box where nothing is pointed at; CommandError where nothing is roughly selected either."""
        box = box_for(document, self.inside, self.box)
        return SelectObject(self.inside, self.outside, box, self.feather, self.combine)

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """The object as a mask of the pixels' own size; pixels is (H, W, 4) uint8."""
        mask, told = await object_in(pixels, models, self.inside, self.outside, self.box)
        return Outcome(mask, told, "selection", self.combine)

    def edit(self, document: Document, outcome: Outcome) -> Document:
        """The document with the object selected."""
        if outcome.data.shape[:2] != (document.height, document.width):
            raise CommandError("The picture got another size meanwhile.", advice="Run it again.")
        selection = document.selection.data if document.selection else None
        region = feather(outcome.data, self.feather)
        return document.with_selection(found(combine(selection, region, self.combine)))


def box_for(document: Document, inside: Places, box: Frame) -> Frame:
    """The box, or around what is selected where nothing is pointed at; CommandError where neither is."""
    if inside or (box[2] > 0 and box[3] > 0):
        return box
    if document.selection is None:
        raise CommandError(
            "Nothing says which object is meant.",
            advice="Click it with the object selection tool, or select it roughly first.",
        )
    rough = around(document.selection.data)
    return float(rough.left), float(rough.top), float(rough.size[0]), float(rough.size[1])


async def object_in(
    pixels: Pixels, models: ModelRunner, inside: Places, outside: Places, box: Frame
) -> tuple[Mask, str]:
    """The object that is meant, (H, W) uint8, and an account of what ran."""
    left, top, width, height = box
    corners = (left, top, left + width, top + height) if width > 0 and height > 0 else None
    return await select_in(pixels, Prompt(inside, outside, corners), models)
