"""How often each value occurs, for what is drawn behind curves and levels."""

from collections.abc import Sequence

import numpy as np

from fotofun.document.layer import PixelLayer
from fotofun.editing.frame import Frame
from fotofun.imaging.histogram import SAMPLE, Histogram
from fotofun.protocol import HistogramInfo, HistogramParams
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session


@method("histogram")
async def histogram(
    session: Session, number: int, params: HistogramParams, buffers: Sequence[Bytes]
) -> Answer:
    """The histogram of the active layer or of the picture; of large ones every n-th row and column counts."""
    document = session.history.document
    frame = Frame(document)
    is_layer = params["of"] == "layer" and isinstance(document.active, PixelLayer)
    pixels = frame.pixels if is_layer else frame.composite
    step = 1
    while (pixels.shape[0] // step) * (pixels.shape[1] // step) > SAMPLE:
        step += 1
    found = Histogram.of(np.ascontiguousarray(pixels[::step, ::step]))
    info: HistogramInfo = {
        "red": found.red.tolist(),
        "green": found.green.tolist(),
        "blue": found.blue.tolist(),
        "luma": found.luma.tolist(),
    }
    return info, ()
