"""How strongly a JPEG file was compressed, read from its quantisation tables."""

import numpy as np
from numpy.typing import NDArray

from fotofun.codecs import jpeg_segments

# ITU-T T.81, table K.1: the quantisation of brightness that most programs scale.
_BRIGHTNESS = np.array(
    [
        [16, 11, 10, 16, 24, 40, 51, 61],
        [12, 12, 14, 19, 26, 58, 60, 55],
        [14, 13, 16, 24, 40, 57, 69, 56],
        [14, 17, 22, 29, 51, 87, 80, 62],
        [18, 22, 37, 56, 68, 109, 103, 77],
        [24, 35, 55, 64, 81, 104, 113, 92],
        [49, 64, 78, 87, 103, 121, 120, 101],
        [72, 92, 95, 98, 112, 100, 103, 99],
    ]
).reshape(-1)


def _diagonal(place: int) -> tuple[int, int]:
    """Where a place of 8 x 8 comes in the zigzag in which files keep tables."""
    row, column = divmod(place, 8)
    return row + column, row if (row + column) % 2 else column


_ZIGZAG = sorted(range(64), key=_diagonal)


def estimate_quality(data: bytes | memoryview) -> int | None:
    """The quality 1 to 100 on the Independent JPEG Group's scale whose table is nearest; None for no JPEG."""
    table = jpeg_segments.quantisation(memoryview(data)) if bytes(data[:2]) == b"\xff\xd8" else None
    if table is None:
        return None
    differences = np.abs(_tables() - np.array(table)).sum(axis=1)
    return int(differences.argmin()) + 1


def _tables() -> NDArray[np.int64]:
    """The tables of the qualities 1 to 100: in hundredths, 50 leaves the table as it is."""
    quality = np.arange(1, 101)[:, np.newaxis]
    percent = np.where(quality < 50, 5000 // quality, 200 - 2 * quality)
    tables: NDArray[np.int64] = np.clip((_BRIGHTNESS * percent + 50) // 100, 1, 255)
    return tables[:, _ZIGZAG]
