"""The files that some operations need."""

import base64
import io
from typing import Any

import numpy as np
from PIL import Image

from fotofun.raster import Pixels

NODES = 17


def references(pixels: Pixels) -> dict[str, dict[str, Any]]:
    """By operation: a look-up table, a picture whose colours are wanted, and one to be placed."""
    picture = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels[::8, ::8, 2::-1])).save(picture, "PNG")
    return {
        "lut": {"table": _url("text/plain", _cube())},
        "match_colour": {"reference": _url("image/png", picture.getvalue())},
        "place_picture": {"picture": _url("image/png", picture.getvalue())},
    }


def look() -> np.ndarray[Any, np.dtype[np.float64]]:
    """A look's colours, (NODES**3, 3), red fastest."""
    axis = np.arange(NODES) / (NODES - 1)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    return np.stack([red * (2 - red), green, blue * blue], axis=-1).reshape(-1, 3)


def _cube() -> bytes:
    rows = "\n".join(f"{red:.6f} {green:.6f} {blue:.6f}" for red, green, blue in look())
    return f"LUT_3D_SIZE {NODES}\n{rows}\n".encode()


def _url(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"
