from dataclasses import replace
from typing import Annotated, Literal, cast

from fotofun.document.document import Document
from fotofun.document.edit import ModelOperation
from fotofun.editing.frame import editable, with_frame
from fotofun.editing.geometry import mapped
from fotofun.errors import CommandError
from fotofun.imaging.matrices import scale
from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.upscale import CleanUp, Scale, clean_up_for, upscale
from fotofun.operation import Choice, Mapping, Outcome, operation
from fotofun.operation.frame import document_size
from fotofun.raster import Pixels


@operation(
    label="Upscale",
    position=50,
    keywords=("enlarge", "super resolution", "resize", "bigger", "sharper", "print size"),
)
class Upscale(ModelOperation):
    """Make the picture twice or four times as large, with finer detail than plain enlarging gives."""

    task = "upscale"

    times: Annotated[Literal["2", "4"], Choice({"2": "Twice", "4": "Four times"}, label="Size")] = "2"
    clean_up: Annotated[
        Literal["auto", "none", "0", "2", "3"],
        Choice(
            {"auto": "As the file needs", "none": "Off", "0": "A little", "2": "Some", "3": "A lot"},
            label="JPEG clean-up",
            description="Takes out blocks and rings that compression left.",
        ),
    ] = "auto"

    def fitted(self, document: Document) -> "Upscale":
        """With the clean-up that the document's file needs; CommandError where the result is too large."""
        editable(document)
        factor = int(self.times)
        document_size(document.width * factor, document.height * factor)
        if self.clean_up != "auto":
            return self
        found = clean_up_for(document.metadata.jpeg_quality)
        level = cast(Literal["none", "0", "2", "3"], "none" if found is None else str(found))
        return Upscale(self.times, level)

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """The layer's pixels, (H, W, 4) uint8, twice or four times as large each way."""
        clean = cast(CleanUp, int(self.clean_up)) if self.clean_up.isdigit() else None
        large, told = await upscale(pixels, models, cast(Scale, int(self.times)), clean)
        return Outcome(large, told, "pixels")

    def edit(self, document: Document, outcome: Outcome) -> Document:
        """The document that many times as large: the layer as the model made it, the others interpolated."""
        factor = int(self.times)
        size = document.width * factor, document.height * factor
        if outcome.data.shape[:2] != (size[1], size[0]):
            raise CommandError("The picture got another size meanwhile.", advice="Run it again.")
        large = mapped(document, Mapping(scale(float(factor), float(factor)), size))
        large = large.with_active(with_frame(editable(large), outcome.data, size))
        return replace(large, resolution=document.resolution)
