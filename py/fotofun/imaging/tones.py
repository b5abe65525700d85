"""Lightening and darkening shadows, middle tones or highlights."""

import numpy as np
from numpy.typing import NDArray

TONES = {"shadows": "Shadows", "midtones": "Midtones", "highlights": "Highlights"}


def tone_table(tones: str, exposure: float) -> NDArray[np.uint8]:
    """256 levels after lightening (exposure 0..1) or darkening (-1..0) one range of tones.

    The other ranges move less: with v = level / 255 shadows weigh (1 - v)^2, midtones 4 v (1 - v), highlights
    v^2. A level moves by exposure / 2 times its weight towards white or black.
    """
    v = np.arange(256) / 255.0
    weight = {"shadows": (1.0 - v) * (1.0 - v), "midtones": 4.0 * v * (1.0 - v), "highlights": v * v}[tones]
    room = 1.0 - v if exposure > 0.0 else v
    moved = v + exposure / 2.0 * weight * np.sqrt(room)
    return np.floor(np.clip(moved, 0.0, 1.0) * 255.0 + (0.5 + 1e-9)).astype(np.uint8)
