"""Placed glyphs as polygons."""

from collections.abc import Iterable

import numpy as np

from fotofun.exact import Floats
from fotofun.imaging.curves import flatten
from fotofun.imaging.overlaps import without_overlaps
from fotofun.imaging.typography.font import Font
from fotofun.imaging.typography.layout import Placed, TextStyle, gaps

_SLANT = 0.2126  # the tangent of twelve degrees


def outlines(
    placed: Iterable[Placed], style: TextStyle, slant: bool = False, merged: bool = False
) -> list[Floats]:
    """The closed contours, each (n, 2), in pixels, of placed glyphs.

    `slant` leans them forward; `merged`: a glyph's contours that overlap become one, as a line along its edge
    needs it.
    """
    known: dict[tuple[Font, int], list[Floats]] = {}
    contours = []
    for cell, x, y, cosine, sine in placed:
        key = cell.font, cell.glyph
        if key not in known:
            flat = _flat(cell.font, cell.glyph, style, slant)
            known[key] = without_overlaps(flat) if merged else flat
        for points in known[key]:
            if sine:
                across, down = points[:, 0], points[:, 1]
                points = np.stack([across * cosine - down * sine, across * sine + down * cosine], axis=1)
            contours.append(points + (x, y))
    return contours


def rules(placed: Iterable[Placed], style: TextStyle, strike: bool) -> list[Floats]:
    """A rule for each glyph, below it or through it, that together are one line."""
    contours = []
    for each, width in gaps(list(placed)):
        scale = style.scale(each.cell.font)
        position, thickness = each.cell.font.underline
        top = (-0.28 * each.cell.font.units if strike else -position) * scale
        corners = ((0.0, top), (width, top), (width, top + thickness * scale), (0.0, top + thickness * scale))
        contours.append(
            np.array(
                [
                    (
                        each.x + x * each.cosine - y * each.sine,
                        each.y + x * each.sine + y * each.cosine,
                    )
                    for x, y in corners
                ]
            )
        )
    return contours


def capital_height(style: TextStyle) -> float:
    """How high a capital letter of the first font stands above its baseline, in pixels."""
    font = style.fonts[0]
    contours = font.outline(font.glyph("H"))
    top = max((float(each[..., 1].max()) for each in contours), default=0.7 * font.units)
    return top * style.scale(font)


def _flat(font: Font, glyph: int, style: TextStyle, slant: bool) -> list[Floats]:
    """A glyph's contours at its origin."""
    scale = style.scale(font)
    contours = []
    for curves in font.outline(glyph):
        x, y = curves[..., 0] * (scale * style.stretch), curves[..., 1] * scale
        contours.append(flatten(np.stack([x + y * _SLANT if slant else x, -y], axis=2)))
    return contours
