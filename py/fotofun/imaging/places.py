"""Places as parameters give them, which may lie anywhere, brought to where numbers stay exact."""

from fotofun.raster import Size

FARTHEST = 1e6
"""No place is farther from the document's corner, in pixels; no document is a thirtieth as large."""


def bounded(value: float) -> float:
    """A coordinate in pixels, at most `FARTHEST`."""
    return min(max(value, -FARTHEST), FARTHEST)


def from_percent(place: tuple[float, float], size: Size) -> tuple[float, float]:
    """A place in percent of a document's width and height, in pixels."""
    return bounded(place[0] / 100.0 * size[0]), bounded(place[1] / 100.0 * size[1])
