"""Every task of a model that has weights, set up for a small photo with a face."""

from typing import Any

import numpy as np
from PIL import Image

from tests.inference.photos import photo

SMALL = np.array(
    Image.fromarray(photo("astronaut")[:320, 60:380]).resize((160, 160), Image.Resampling.LANCZOS)
)
FACE = np.s_[40:80, 65:100]

TASKS: list[tuple[str, dict[str, Any]]] = [
    ("remove_background", {"quality": "fast", "behind": "colour", "colour": "#00ff00"}),
    ("select_subject", {"quality": "preview"}),
    ("select_object", {"inside": [[80, 60]]}),
    # What is known of the picture from the click before serves it too.
    ("remove_object", {"box": [60, 30, 45, 60]}),
    ("detect_objects", {"least": 40}),
    ("hide_faces", {}),
    ("transfer_style", {"style": "woodcut"}),
    ("upscale", {"times": "2"}),
    ("crop_to_subject", {"zoom": 60}),
    ("auto_enhance", {}),
]

WITHOUT_WEIGHTS = ("depth_blur", "depth_fog", "select_depth", "remove_noise", "remove_blur")
"""Tasks of which no package carries a model."""
