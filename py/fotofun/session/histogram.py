"""How often each value occurs, for what is drawn behind curves and levels."""

from collections.abc import Sequence

from fotofun.document.layer import PixelLayer
from fotofun.editing.frame import Frame
from fotofun.editing.reduced import reduced
from fotofun.imaging.histogram import SAMPLE, Histogram
from fotofun.imaging.small import sampled
from fotofun.protocol import HistogramInfo, HistogramParams
from fotofun.render.compositor import rendered
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session

HALF = 128


@method("histogram")
async def histogram(
    session: Session, number: int, params: HistogramParams, buffers: Sequence[Bytes]
) -> Answer:
    """The histogram of the active layer or of the picture; of large ones every n-th row and column counts."""
    # Pixels that are mixed with their neighbours would hide what is clipped.
    document = reduced(session.history.document, SAMPLE, sampled)
    is_layer = params["of"] == "layer" and isinstance(document.active, PixelLayer)
    pixels = Frame(document).pixels if is_layer else rendered(document)
    if params.get("selected") and document.selection:
        pixels = pixels.copy()
        pixels[document.selection.data < HALF, 3] = 0  # what cannot be seen does not count
    found = Histogram.of(pixels)
    info: HistogramInfo = {
        "red": found.red.tolist(),
        "green": found.green.tolist(),
        "blue": found.blue.tolist(),
        "luma": found.luma.tolist(),
    }
    return info, ()
