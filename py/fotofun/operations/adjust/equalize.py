from typing import Annotated

import numpy as np

from fotofun.imaging.histogram import luma_counts
from fotofun.operation import AutoOperation, PointOperation, Range, operation
from fotofun.operations.adjust.curves import Curves
from fotofun.raster import Pixels


@operation(label="Equalize", position=240, keywords=("automatic", "histogram equalization", "even", "detail"))
class Equalize(AutoOperation):
    """Spread the tones so that each brightness occurs equally often; it brings out what is hidden."""

    amount: Annotated[float, Range(0, 100, step=1, unit="%", label="Amount")] = 100.0

    def resolve(self, pixels: Pixels) -> PointOperation:
        """One curve for all channels, a point for each of the 256 values: the share of pixels, (H, W, 4)
        uint8, whose luma is below it, mixed with the straight line by `amount`.

        Histogram equalization; the value's own pixels count half, so that black and white stay apart from
        the ends no more than they must. Rafael Gonzalez and Richard Woods, "Digital image processing", 3.3.
        """
        counts = luma_counts(pixels)
        total = int(counts.sum())
        if np.count_nonzero(counts) < 2:
            return Curves()
        upto = np.cumsum(counts)
        middle = (2 * upto - counts).astype(np.float64) / (2.0 * total)
        first, last = middle[np.argmax(counts > 0)], middle[255 - np.argmax(counts[::-1] > 0)]
        even = np.clip((middle - first) / (last - first), 0.0, 1.0) * 255.0
        values = np.arange(256.0)
        mixed = values + (even - values) * (self.amount / 100.0)
        return Curves(rgb=tuple(zip(values.tolist(), np.round(mixed, 3).tolist(), strict=True)))
