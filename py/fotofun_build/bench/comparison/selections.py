"""Selections and masks, by Pillow, NumPy, OpenCV or scikit-image."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from fotofun_build.bench.comparison.cases import Case
from fotofun_build.bench.comparison.direct import direct, without

Bytes = NDArray[np.uint8]


def _drawing(case: Case) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    mask = Image.new("L", case.size)
    return mask, ImageDraw.Draw(mask)


@direct("select_all", library="Pillow")
def select_all(case: Case) -> Image.Image:
    return Image.new("L", case.size, 255)


@direct("invert_selection", library="Pillow", within=0.1)
def invert_selection(case: Case) -> Image.Image:
    return ImageChops.invert(Image.fromarray(case.selection))


@direct("select_rectangle", library="Pillow", within=0.1)
def select_rectangle(case: Case) -> Image.Image:
    edit: Any = case.edit
    mask = Image.new("L", case.size)
    x, y, width, height = edit.rectangle
    mask.paste(255, (round(x), round(y), round(x + width), round(y + height)))
    return mask


@direct("select_ellipse", library="Pillow", within=1.0)
def select_ellipse(case: Case) -> Image.Image:
    """Drawn four times as large, for soft edges."""
    edit: Any = case.edit
    x, y, width, height = (4 * each for each in edit.rectangle)
    large = Image.new("L", (round(width), round(height)))
    ImageDraw.Draw(large).ellipse((0, 0, width - 1, height - 1), fill=255)
    mask = Image.new("L", case.size)
    mask.paste(large.reduce(4), (round(x / 4), round(y / 4)))
    return mask


@direct("select_polygon", "select_lasso", library="Pillow", within=8.0)
def select_polygon(case: Case) -> Image.Image:
    """Drawn four times as large, for soft edges."""
    edit: Any = case.edit
    points = np.array(edit.points)
    left, top = np.floor(points.min(axis=0))
    width, height = np.ceil(points.max(axis=0) - (left, top))
    large = Image.new("L", (4 * int(width), 4 * int(height)))
    ImageDraw.Draw(large).polygon([tuple(each) for each in (points - (left, top)) * 4], fill=255)
    mask = Image.new("L", case.size)
    mask.paste(large.reduce(4), (int(left), int(top)))
    return mask


@direct("select_opaque", library="Pillow", within=0.1)
def select_opaque(case: Case) -> Image.Image:
    return case.image.getchannel("A")


@direct("select_channel", library="NumPy", within=1)
def select_channel(case: Case) -> Bytes:
    return (case.pixels[..., :3] @ np.array((0.2126, 0.7152, 0.0722), np.float32)).astype(np.uint8)


@direct("magic_wand", library="scikit-image", within=0.5)
def magic_wand(case: Case) -> Bytes:
    """What is like the colour in every channel, and of that what is connected."""
    from skimage.segmentation import flood

    edit: Any = case.edit
    x, y = (int(each) for each in edit.place)
    away = np.abs(case.pixels[..., :3].astype(np.int16) - case.pixels[y, x, :3]).max(axis=-1)
    alike = (away <= edit.tolerance).view(np.uint8)
    return flood(alike, (y, x), connectivity=1).astype(np.uint8) * np.uint8(255)


@direct("colour_range", library="NumPy")
def colour_range(case: Case) -> Bytes:
    edit: Any = case.edit
    colour = np.array([int(edit.colour[i : i + 2], 16) for i in (1, 3, 5)], np.float32)
    away = np.sqrt(((case.pixels[..., :3] - colour) ** 2).sum(axis=-1))
    return np.clip(255 * (1 - away / np.float32(2 * edit.fuzziness)), 0, 255).astype(np.uint8)


def _ball(radius: float) -> Any:
    import cv2

    side = 2 * int(radius) + 1
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))


@direct("expand_selection", library="OpenCV", within=0.5)
def expand_selection(case: Case) -> Bytes:
    import cv2

    edit: Any = case.edit
    return cv2.dilate(case.selection, _ball(edit.radius))


@direct("contract_selection", library="OpenCV", within=0.5)
def contract_selection(case: Case) -> Bytes:
    import cv2

    edit: Any = case.edit
    return cv2.erode(case.selection, _ball(edit.radius))


@direct("border_selection", library="OpenCV", within=0.5)
def border_selection(case: Case) -> Bytes:
    import cv2

    edit: Any = case.edit
    return cv2.morphologyEx(case.selection, cv2.MORPH_GRADIENT, _ball(edit.width / 2))


@direct("expand_selection", library="Pillow", within=5.0)
def expand_selection_by_pillow(case: Case) -> Image.Image:
    edit: Any = case.edit
    return Image.fromarray(case.selection).filter(ImageFilter.MaxFilter(2 * int(edit.radius) + 1))


@direct("contract_selection", library="Pillow", within=5.0)
def contract_selection_by_pillow(case: Case) -> Image.Image:
    edit: Any = case.edit
    return Image.fromarray(case.selection).filter(ImageFilter.MinFilter(2 * int(edit.radius) + 1))


@direct("border_selection", library="Pillow", within=5.0)
def border_selection_by_pillow(case: Case) -> Image.Image:
    edit: Any = case.edit
    mask, side = Image.fromarray(case.selection), int(edit.width) | 1
    return ImageChops.subtract(
        mask.filter(ImageFilter.MaxFilter(side)), mask.filter(ImageFilter.MinFilter(side))
    )


@direct("feather_selection", library="Pillow", within=0.1)
def feather_selection(case: Case) -> Image.Image:
    edit: Any = case.edit
    return Image.fromarray(case.selection).filter(ImageFilter.GaussianBlur(edit.radius))


@direct("smooth_selection", library="Pillow", within=0.5)
def smooth_selection(case: Case) -> Image.Image:
    edit: Any = case.edit
    soft = Image.fromarray(case.selection).filter(ImageFilter.GaussianBlur(edit.radius / 2))
    return soft.point([255 * (value >= 128) for value in range(256)])


@direct("transform_selection", library="Pillow", within=1.0)
def transform_selection(case: Case) -> Image.Image:
    from fotofun.imaging.matrices import multiply, rotate, scale, translate

    edit: Any = case.edit
    mask = Image.fromarray(case.selection)
    left, top, right, bottom = mask.getbbox() or (0, 0, *case.size)
    middle = (left + right) / 2, (top + bottom) / 2
    matrix = multiply(translate(edit.x, edit.y), rotate(edit.degrees, middle))
    matrix = multiply(matrix, scale(edit.width / 100, edit.height / 100, middle))
    six = tuple(np.linalg.inv(np.array(matrix))[:2].ravel().tolist())
    return mask.transform(case.size, Image.Transform.AFFINE, six, Image.Resampling.BILINEAR)


@direct("invert_mask", library="Pillow", within=0.1)
def invert_mask(case: Case) -> Image.Image:
    return ImageChops.invert(Image.fromarray(case.mask))


@direct("refine_mask", library="Pillow", within=0.5)
def refine_mask(case: Case) -> Image.Image:
    edit: Any = case.edit
    return Image.fromarray(case.mask).filter(ImageFilter.GaussianBlur(edit.feather))


@direct("apply_mask", library="Pillow", within=0.5)
def apply_mask(case: Case) -> Image.Image:
    """Pasted onto nothing, so that what is hidden is gone."""
    made = Image.new("RGBA", case.size)
    made.paste(case.image, (0, 0), Image.fromarray(case.mask))
    return made


without(
    "it grows a region by the colours of what is selected or painted over; the libraries have no such call",
    ["quick_selection", "grow_selection", "similar_selection"],
)
