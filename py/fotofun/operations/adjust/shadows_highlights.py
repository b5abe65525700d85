from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import Floats
from fotofun.imaging.colour_spaces import luma_bytes
from fotofun.imaging.guided_plane import GuidedPlane
from fotofun.imaging.local_light import as_bytes, local_light
from fotofun.imaging.strips import strips
from fotofun.operation import AreaOperation, Range, Tile, operation
from fotofun.raster import Pixels

FARTHEST = 0.4  # how far the bend's middle goes from 1/2
ONE = 256  # of a factor of colourfulness


def _amount(label: str, group: str) -> Range:
    return Range(-100, 100, ui=(0, 100), step=1, unit="%", label=label, group=group)


def _width(group: str) -> Range:
    return Range(
        1,
        100,
        step=1,
        unit="%",
        label="Tonal width",
        group=group,
        description="How much of the scale of tones, from this end, is changed.",
    )


@operation(
    label="Shadows and highlights",
    position=80,
    keywords=("backlight", "fill light", "recover", "dark", "dynamic range", "hdr", "tone mapping"),
)
class ShadowsHighlights(AreaOperation):
    """Brighten dark parts and darken bright ones, each by what lies around it, and keep their detail."""

    shadows: Annotated[float, _amount("Shadows", "Shadows")] = 35.0
    shadows_width: Annotated[float, _width("Shadows")] = 50.0
    highlights: Annotated[float, _amount("Highlights", "Highlights")] = 0.0
    highlights_width: Annotated[float, _width("Highlights")] = 50.0
    radius: Annotated[
        float,
        Range(
            1,
            1000,
            ui=(1, 200),
            step=1,
            unit="px",
            label="Radius",
            description="How far around a pixel it is measured whether it lies in shadow or in light.",
        ),
    ] = 40.0
    colour: Annotated[
        float,
        Range(-100, 100, step=1, unit="%", label="Colour", description="Colourfulness where tones changed."),
    ] = 20.0

    def prepare(self, pixels: Pixels) -> GuidedPlane:
        """The light around each pixel of the whole picture."""
        return local_light(pixels, self.radius)

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Bend each channel by a curve that the local light chooses; pixels are (h, w, 4) uint8.

        The curve is Schlick's bias (Graphics Gems IV, 1994), its middle moved by up to 0.4 where the local
        light (a guided filter of luma) is at the dark or bright end, fading smoothly over the tonal width.
        The distance from grey then grows by `colour` times the shift. Transparent pixels are not measured.
        """
        plane: GuidedPlane = tile.prepared
        moved = self._moved()
        bends = _bends(moved).ravel()
        factors = np.floor((1.0 + self.colour / 100.0 * np.abs(moved) * 2.0) * ONE + 0.5).astype(np.int32)
        out = pixels.copy()
        for rows in strips(pixels.shape):
            part, target = pixels[rows], out[rows]
            light = as_bytes(plane.at(luma_bytes(part), tile.x, tile.y + rows.start))
            row = light.astype(np.uint16) << 8
            for channel in range(3):
                target[..., channel] = bends[row | part[..., channel]]
            if self.colour:
                _coloured(target, factors[light])
        return out

    def _moved(self) -> Floats:
        """Where the bend's middle goes from 1/2, for each of 256 levels of local light."""
        light = np.arange(256) / 255.0
        dark = np.clip(1.0 - light / (self.shadows_width / 100.0), 0.0, 1.0)
        bright = np.clip(1.0 - (1.0 - light) / (self.highlights_width / 100.0), 0.0, 1.0)
        dark, bright = (each * each * (3.0 - 2.0 * each) for each in (dark, bright))
        return (dark * self.shadows - bright * self.highlights) * (FARTHEST / 100.0)


def _bends(moved: Floats) -> NDArray[np.uint8]:
    """The bent value, (256, 256) uint8, for each local light and each value."""
    value = np.arange(256) / 255.0
    bend = 1.0 / (0.5 + moved[:, np.newaxis]) - 2.0
    return np.floor(value / (bend * (1.0 - value) + 1.0) * 255.0 + 0.5).astype(np.uint8)


def _coloured(target: Pixels, factor: NDArray[np.int32]) -> None:
    """Multiplies the distance from grey by factor / 256."""
    grey = luma_bytes(target).astype(np.int32)
    for channel in range(3):
        away = target[..., channel] - grey
        away *= factor
        away += ONE // 2
        away >>= 8
        away += grey
        target[..., channel] = np.clip(away, 0, 255, out=away)
