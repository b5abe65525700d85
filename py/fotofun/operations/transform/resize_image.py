from typing import Annotated, Literal

from fotofun.imaging.matrices import scale
from fotofun.operation import Canvas, Choice, GeometryOperation, Mapping, Range, Resampling, Toggle, operation
from fotofun.operation.frame import LONGEST, document_size
from fotofun.raster import Size


@operation(
    label="Image size",
    position=60,
    keywords=("resize", "scale", "pixels", "smaller", "larger", "width", "height", "resample", "megapixels"),
    shortcut="Mod+Alt+I",
)
class ResizeImage(GeometryOperation):
    """Make the whole picture larger or smaller, in percent or in pixels."""

    by: Annotated[str, Choice({"percent": "Percent", "pixels": "Pixels"}, label="By")] = "percent"
    percent: Annotated[float, Range(0.1, 10_000, ui=(1, 400), step=1, unit="%", label="Percent")] = 100.0
    width: Annotated[
        float,
        Range(0, LONGEST, ui=(0, 8000), unit="px", whole=True, description="0 follows from the height."),
    ] = 0
    height: Annotated[
        float,
        Range(0, LONGEST, ui=(0, 8000), unit="px", whole=True, description="0 follows from the width."),
    ] = 0
    keep_aspect: Annotated[
        bool,
        Toggle(label="Keep the aspect ratio", description="The picture fits inside the width and height."),
    ] = True
    enlarge: Annotated[
        bool, Toggle(label="Enlarge small pictures", description="Off: pictures only become smaller.")
    ] = True
    resampling: Annotated[
        Literal["automatic", "nearest", "bilinear", "bicubic", "lanczos"],
        Choice(
            {
                "automatic": "Automatic",
                "nearest": "Nearest (hard pixels)",
                "bilinear": "Bilinear (soft)",
                "bicubic": "Bicubic",
                "lanczos": "Lanczos (sharpest)",
            },
            label="Resampling",
            description="Automatic: Lanczos to make smaller, bicubic to enlarge.",
        ),
    ] = "automatic"
    sharpen: Annotated[
        float,
        Range(0, 200, ui=(0, 100), step=1, unit="%", label="Sharpen after", description="0 is off."),
    ] = 0.0

    def map(self, canvas: Canvas) -> Mapping:
        """Scales to whole pixels, at least one. Raises CommandError for a picture that is too large."""
        width, height = canvas.size
        size = self._size(canvas.size)
        smaller = size[0] <= width and size[1] <= height
        automatic: Resampling = "lanczos" if smaller else "bicubic"
        resampling = automatic if self.resampling == "automatic" else self.resampling
        matrix = scale(size[0] / width, size[1] / height)
        return Mapping(matrix, size, resampling, sharpen=self.sharpen if size != canvas.size else 0.0)

    def _size(self, old: Size) -> Size:
        if self.by == "percent":
            across = down = self.percent / 100.0
        else:
            wanted = [
                side / length for side, length in zip((self.width, self.height), old, strict=True) if side
            ]
            if not wanted:
                across = down = 1.0
            elif self.keep_aspect or len(wanted) == 1:
                across = down = min(wanted)
            else:
                across, down = wanted
        if not self.enlarge:
            most = max(across, down)
            across, down = (across / most, down / most) if most > 1.0 else (across, down)
        return document_size(max(old[0] * across, 1.0), max(old[1] * down, 1.0))
