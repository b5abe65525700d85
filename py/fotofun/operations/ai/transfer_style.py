from typing import Annotated

from fotofun.codecs import decode
from fotofun.codecs.data_url import content
from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.transfer_style import paint, paint_like
from fotofun.operation import Choice, File, InferenceOperation, Outcome, Range, operation
from fotofun.raster import Pixels

STYLES = {
    "soft_canvas": "Soft canvas",
    "bold_outlines": "Bold outlines",
    "ink_wash": "Ink wash",
    "stained_glass": "Stained glass",
    "warm_gouache": "Warm gouache",
    "wild_colours": "Wild colours",
    "night_speckles": "Night speckles",
    "primary_strokes": "Primary strokes",
    "coloured_pencil": "Coloured pencil",
    "lino_print": "Lino print",
    "terracotta": "Terracotta",
    "woodcut": "Woodcut",
    "pastel": "Pastel",
    "poster": "Poster",
    "ice": "Ice",
    "line_mosaic": "Line mosaic",
    "violet_crayon": "Violet crayon",
    "red_weave": "Red weave",
    "sepia_carving": "Sepia carving",
    "blue_impasto": "Blue impasto",
    "crimson": "Crimson",
    "cubes": "Cubes",
    "comic_ink": "Comic ink",
    "black_and_rose": "Black and rose",
    "sea_print": "Sea print",
    "tapestry": "Tapestry",
}
"""The model's own styles, by the names that its manifest gives them."""


@operation(
    label="Transfer style",
    position=40,
    keywords=("painting", "artistic", "neural style", "restyle", "watercolour", "sketch", "mosaic"),
)
class TransferStyle(InferenceOperation):
    """Paint the active layer anew in one of many styles, or in that of another picture."""

    task = "transfer_style"

    style: Annotated[str, Choice(STYLES, label="Style")] = "stained_glass"
    picture: Annotated[
        str,
        File(
            accept=("image/*",),
            largest=64 << 20,
            label="Picture",
            description="A picture whose style is taken in place of the one above.",
        ),
    ] = ""
    strength: Annotated[float, Range(0, 100, step=1, unit="%", label="Strength")] = 100.0

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """The painting in the pixels' own size and with their alpha; pixels is (H, W, 4) uint8.

        FileError where the file is no picture.
        """
        share = self.strength / 100.0
        if self.picture:
            example = decode(content(self.picture), "picture").pixels
            painted, told = await paint_like(pixels, example, models, share)
        else:
            painted, told = await paint(pixels, models, {STYLES[self.style]: 1.0}, share)
        return Outcome(painted, told, "pixels")
