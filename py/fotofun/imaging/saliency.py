"""Where people look first in a picture, without a model; and the crop that shows it best."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from fotofun.imaging.resize import resize
from fotofun.raster import Box, Mask, Pixels, Size

LONGEST = 128  # pixels; the picture is looked at in this size
DETAIL, VIVID, SKIN, RARE, CENTRE = 4, 2, 4, 3, 2  # what the signs of interest weigh
PLACES = 64  # places that are tried along each side

Interest = NDArray[np.int64]


def saliency(pixels: Pixels, subject: Mask | None = None, regions: Sequence[Box] = ()) -> Interest:
    """How interesting each part of a picture is, (h, w) int64 from 0, the longest side `LONGEST` at most.

    pixels: (H, W, 4) uint8. Edges, vivid colours, skin, colours that are rare in this picture, and the middle
    count; what is transparent does not. `subject`, (H, W) uint8, and `regions` (faces, say) count far more.
    The signs are those of Jonas Wagner's smartcrop and of Radhakrishna Achanta et al., "Frequency-tuned
    salient region detection", 2009; all of it in whole numbers.
    """
    height, width = pixels.shape[:2]
    scale = max(1.0, max(width, height) / LONGEST)
    size = max(1, round(width / scale)), max(1, round(height / scale))
    small = resize(pixels, size, "bilinear").astype(np.int64)
    red, green, blue, alpha = bands = [small[..., band] for band in range(4)]
    luma = (red + 2 * green + blue) >> 2
    most, least = np.maximum(np.maximum(red, green), blue), np.minimum(np.minimum(red, green), blue)
    lit = np.minimum(most, 255 - least) * 2
    interest: Interest = (
        DETAIL * np.minimum(_detail(luma) * 4, 255)
        + VIVID * ((most - least) * np.minimum(lit, 255) // 255)
        + SKIN * _skin(red, green, blue)
        + RARE * _rare(bands[:3], alpha)
        + CENTRE * _central(size)
    )
    interest *= alpha
    interest //= 255
    known: Interest = np.zeros_like(interest)
    if subject is not None:
        known = resize(subject, size, "bilinear").astype(np.int64)
    for region in regions:
        left, top = int(region.left / scale), int(region.top / scale)
        right, bottom = max(left + 1, round(region.right / scale)), max(top + 1, round(region.bottom / scale))
        known[max(top, 0) : bottom, max(left, 0) : right] = 255
    if known.any():
        # A small subject among many details still has to win.
        interest += known * max(4 * int(interest.sum()) // int(known.sum()), 1)
    return interest


def best_crop(interest: Interest, size: Size, crop: tuple[float, float]) -> tuple[float, float]:
    """The left and top of the crop of that size that shows most of what interests, in pixels.

    `size` is the picture's. A crop is worth the interest in it, weighed by the place: full in the middle and
    on the lines of thirds, less towards the edges, and nothing but a loss for what an edge would cut.
    """
    rows, columns = interest.shape
    width = min(columns, max(1, round(crop[0] * columns / size[0])))
    height = min(rows, max(1, round(crop[1] * rows / size[1])))
    worth = _worth(width)[np.newaxis, :] + _worth(height)[:, np.newaxis]
    best, place = None, (0, 0)
    for top in _tried(rows - height):
        for left in _tried(columns - width):
            part = interest[top : top + height, left : left + width]
            aside = abs(2 * left + width - columns) + abs(2 * top + height - rows)
            value = int((part * worth).sum()), -aside
            if best is None or value > best:
                best, place = value, (left, top)
    free = size[0] - crop[0], size[1] - crop[1]
    x = free[0] * place[0] / (columns - width) if columns > width else free[0] / 2.0
    y = free[1] * place[1] / (rows - height) if rows > height else free[1] / 2.0
    return x, y


def _tried(room: int) -> list[int]:
    step = -(-(room + 1) // PLACES)
    return [*range(0, room, step), room]


def _worth(length: int) -> NDArray[np.int64]:
    """What interest counts along a side of the crop: -32 at its ends, 64 inside, 80 on the thirds."""
    place = np.abs(2 * np.arange(length) + 1 - length) * 300 // length  # 0 in the middle, 300 at the ends
    fall = np.minimum(64, (300 - place) * 96 // 60 - 32)
    worth: Interest = fall + np.maximum(0, 16 - np.abs(place - 100) // 2)
    return worth


def _detail(luma: Interest) -> Interest:
    """The size of the brightness' gradient, 0..255, a little spread out."""
    padded = np.pad(luma, 1, mode="edge")
    across = np.abs(padded[1:-1, 2:] - padded[1:-1, :-2])
    down = np.abs(padded[2:, 1:-1] - padded[:-2, 1:-1])
    edges = Image.fromarray(np.minimum(across + down, 255).astype(np.uint8))
    return np.asarray(edges.filter(ImageFilter.BoxBlur(1)), dtype=np.int64)


def _skin(red: Interest, green: Interest, blue: Interest) -> Interest:
    """255 for the colours of skin of any tone: more red than green than blue, but not vivid; fading to 0.

    The rules of Peer, Kovac and Solina, "Human skin colour clustering for face detection", 2003, made soft,
    without their lower bound on brightness, which leaves out dark skin.
    """
    warm = np.minimum(red - green, green - blue + red // 8)
    soft = np.clip(warm * 16, 0, 255) * np.clip((red - 40) * 8, 0, 255) // 255
    vivid = np.clip((red * 3 - (red - blue) * 4) * 4, 0, 255)
    skin: Interest = soft * vivid // 255
    return skin


def _rare(bands: Sequence[Interest], alpha: Interest) -> Interest:
    """How far each colour is from the picture's mean colour, 0..255."""
    weight = max(int(alpha.sum()), 1)
    distance = np.zeros_like(alpha)
    for band in bands:
        distance += np.abs(band - int((band * alpha).sum()) // weight)
    return np.minimum(distance, 255)


def _central(size: Size) -> Interest:
    """255 in the middle, 0 in the corners."""
    across, down = (np.abs(2 * np.arange(n) + 1 - n) * 255 // n for n in size)
    central: Interest = 255 - (across[np.newaxis, :] + down[:, np.newaxis]) // 2
    return central
