"""Filters, as one writes them with Pillow, NumPy or OpenCV."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

from fotofun_build.bench.comparison.cases import Case
from fotofun_build.bench.comparison.direct import direct

Bytes = NDArray[np.uint8]


@direct("gaussian_blur", library="Pillow", within=0.6)
def gaussian_blur(case: Case) -> Image.Image:
    edit: Any = case.edit
    return case.image.filter(ImageFilter.GaussianBlur(edit.radius))


@direct("box_blur", library="Pillow", within=0.6)
def box_blur(case: Case) -> Image.Image:
    edit: Any = case.edit
    return case.image.filter(ImageFilter.BoxBlur(edit.radius))


def _line(length: float, degrees: float) -> NDArray[np.float32]:
    """The kernel of a motion blur: a thin line, its sum 1."""
    from PIL import ImageDraw

    side = int(length) | 1
    picture = Image.new("L", (side, side))
    x, y = math.cos(math.radians(degrees)) * side / 2, -math.sin(math.radians(degrees)) * side / 2
    middle = side // 2
    ImageDraw.Draw(picture).line((middle - x, middle - y, middle + x, middle + y), fill=255)
    kernel = np.asarray(picture, np.float32)
    return kernel / kernel.sum()


@direct("motion_blur", library="OpenCV", within=3.0)
def motion_blur(case: Case) -> Bytes:
    import cv2

    edit: Any = case.edit
    return cv2.filter2D(case.pixels, -1, _line(edit.distance, edit.angle), borderType=cv2.BORDER_REPLICATE)


@direct("motion_blur", library="NumPy", within=3.0)
def motion_blur_by_hand(case: Case) -> Bytes:
    """The mean of shifted copies."""
    edit: Any = case.edit
    rows, columns = np.nonzero(_line(edit.distance, edit.angle))
    reach = int(edit.distance) // 2
    height, width = case.pixels.shape[:2]
    wide = np.pad(case.pixels, ((reach, reach), (reach, reach), (0, 0)), mode="edge")
    total = np.zeros(case.pixels.shape, np.uint16)
    for row, column in zip(rows, columns, strict=True):
        total += wide[row : row + height, column : column + width]
    return (total // np.uint16(len(rows))).astype(np.uint8)


def _disc(radius: float) -> NDArray[np.float32]:
    reach = int(radius)
    rows, columns = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    kernel = (rows * rows + columns * columns <= radius * radius).astype(np.float32)
    return kernel / kernel.sum()


@direct("lens_blur", library="OpenCV")
def lens_blur(case: Case) -> Bytes:
    """A disc as kernel, on brightened highlights."""
    import cv2

    edit: Any = case.edit
    light = np.exp(case.pixels[..., :3].astype(np.float32) * np.float32(edit.highlights / 20 / 255))
    mean = np.log(cv2.filter2D(light, -1, _disc(edit.radius), borderType=cv2.BORDER_REPLICATE))
    out = case.pixels.copy()
    out[..., :3] = np.clip(mean * np.float32(255 * 20 / edit.highlights) + 0.5, 0, 255)
    return out


@direct("lens_blur", library="NumPy")
def lens_blur_by_hand(case: Case) -> Bytes:
    """The same by Fourier transforms."""
    edit: Any = case.edit
    height, width = case.pixels.shape[:2]
    kernel = _disc(edit.radius)
    reach = len(kernel) // 2
    wide = np.zeros((height, width), np.float32)
    wide[: len(kernel), : len(kernel)] = kernel
    transformed = np.fft.rfft2(np.roll(wide, (-reach, -reach), (0, 1)))
    out = case.pixels.copy()
    for channel in range(3):
        light = np.exp(case.pixels[..., channel].astype(np.float32) * np.float32(edit.highlights / 20 / 255))
        mean = np.fft.irfft2(np.fft.rfft2(light) * transformed, (height, width))
        out[..., channel] = np.clip(np.log(np.maximum(mean, 1)) * (255 * 20 / edit.highlights) + 0.5, 0, 255)
    return out


@direct("radial_blur", library="OpenCV")
def radial_blur(case: Case) -> Bytes:
    """To polar coordinates, a blur along the rays, and back."""
    import cv2

    width, height = case.size
    centre, reach = (width / 2, height / 2), math.hypot(width, height) / 2
    polar = cv2.warpPolar(
        case.pixels, (round(reach), round(reach * math.pi)), centre, reach, cv2.INTER_LINEAR
    )
    blurred = cv2.blur(polar, (round(reach * 0.1), 1))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpPolar(blurred, (width, height), centre, reach, flags)


@direct("radial_blur", library="Pillow")
def radial_blur_by_hand(case: Case) -> Image.Image:
    """The mean of 16 enlargements."""
    width, height = case.size
    mean = case.image
    for step in range(1, 16):
        share = 1 - 0.1 * step / 16
        matrix = (share, 0, width / 2 * (1 - share), 0, share, height / 2 * (1 - share))
        larger = case.image.transform(
            (width, height), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR
        )
        mean = Image.blend(mean, larger, 1 / (step + 1))
    return mean


@direct("sharpen", library="Pillow", within=1.5)
def sharpen(case: Case) -> Image.Image:
    edit: Any = case.edit
    return case.image.filter(ImageFilter.UnsharpMask(0.7, round(edit.amount), 0))


@direct("unsharp_mask", library="Pillow", within=2.0)
def unsharp_mask(case: Case) -> Image.Image:
    edit: Any = case.edit
    return case.image.filter(ImageFilter.UnsharpMask(edit.radius, round(edit.amount), edit.threshold))


@direct("high_pass", library="Pillow", within=0.6)
def high_pass(case: Case) -> Image.Image:
    edit: Any = case.edit
    soft = case.image.filter(ImageFilter.GaussianBlur(edit.radius))
    made = ImageChops.subtract(case.image.convert("RGB"), soft.convert("RGB"), 1, 128)
    made.putalpha(case.image.getchannel("A"))
    return made


@direct("median", library="OpenCV", within=0.6)
def median(case: Case) -> Bytes:
    import cv2

    edit: Any = case.edit
    return cv2.medianBlur(case.pixels, 2 * edit.radius + 1)


@direct("median", library="Pillow", within=0.6)
def median_by_pillow(case: Case) -> Image.Image:
    edit: Any = case.edit
    return case.image.filter(ImageFilter.MedianFilter(2 * edit.radius + 1))


def _where_far(case: Case, middle: Bytes) -> Bytes:
    edit: Any = case.edit
    far = np.abs(case.pixels.astype(np.int16) - middle) > edit.threshold
    return np.where(far, middle, case.pixels)


@direct("despeckle", library="OpenCV", within=0.6)
def despeckle(case: Case) -> Bytes:
    return _where_far(case, median_of(case))


def median_of(case: Case) -> Bytes:
    import cv2

    edit: Any = case.edit
    return cv2.medianBlur(case.pixels, 2 * edit.radius + 1)


@direct("despeckle", library="Pillow", within=0.6)
def despeckle_by_pillow(case: Case) -> Bytes:
    return _where_far(case, np.asarray(median_by_pillow(case)))


@direct("surface_blur", library="OpenCV")
def surface_blur(case: Case) -> Bytes:
    import cv2

    edit: Any = case.edit
    rgb = np.ascontiguousarray(case.pixels[..., :3])
    made = cv2.bilateralFilter(rgb, 2 * edit.radius + 1, edit.threshold, edit.radius / 2)
    return np.dstack([made, case.pixels[..., 3]])


@direct("denoise", library="OpenCV")
def denoise(case: Case) -> Bytes:
    """Non-local means."""
    import cv2

    made = cv2.fastNlMeansDenoisingColored(np.ascontiguousarray(case.pixels[..., :3]), None, 5, 5, 5, 15)
    return np.dstack([made, case.pixels[..., 3]])


@direct("add_noise", library="NumPy")
def add_noise(case: Case) -> Bytes:
    edit: Any = case.edit
    noise = np.random.default_rng(edit.seed).normal(0, edit.amount * 1.28, case.pixels[..., :3].shape)
    out = case.pixels.copy()
    out[..., :3] = np.clip(out[..., :3] + noise, 0, 255)
    return out


@direct("film_grain", library="NumPy")
def film_grain(case: Case) -> Bytes:
    """Blurred noise, weaker in dark and bright parts."""
    edit: Any = case.edit
    width, height = case.size
    even = Image.fromarray(np.random.default_rng(edit.seed).integers(0, 256, (height, width), np.uint8))
    total = np.zeros((height, width), np.float32)
    for size in (1.0, 2.5):
        soft = np.asarray(even.filter(ImageFilter.GaussianBlur(edit.grain / 2 * size)), np.float32)
        total += (soft - 127.5) / soft.std()
    luma = np.asarray(case.image.convert("L"), np.float32) / 255
    total *= (0.3 + 2.8 * luma * (1 - luma)) * np.float32(edit.amount * 0.6 / 2)
    out = case.pixels.copy()
    out[..., :3] = np.clip(out[..., :3] + total[..., np.newaxis], 0, 255)
    return out


@direct("pixelate", library="Pillow", within=1.0)
def pixelate(case: Case) -> Image.Image:
    edit: Any = case.edit
    small = case.image.reduce(edit.block)
    large = small.resize((small.width * edit.block, small.height * edit.block), Image.Resampling.NEAREST)
    return large.crop((0, 0, *case.size))


@direct("vignette", library="NumPy")
def vignette(case: Case) -> Bytes:
    edit: Any = case.edit
    width, height = case.size
    x, y = np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-1, 1, height, dtype=np.float32)
    far = np.sqrt((x * x + (y * y)[:, np.newaxis]) / 2)
    share = np.clip((far - edit.midpoint / 100) / (edit.feather / 100), 0, 1)
    factor = 1 + np.float32(edit.amount / 100) * share * share * (3 - 2 * share)
    out = case.pixels.copy()
    out[..., :3] = out[..., :3] * factor[..., np.newaxis] + np.float32(0.5)
    return out


@direct("mosaic", library="OpenCV")
def mosaic(case: Case) -> Bytes:
    """Cells around scattered seeds, each of its mean colour, with dark borders."""
    import cv2

    edit: Any = case.edit
    width, height = case.size
    rng = np.random.default_rng(edit.seed)
    seeds = np.full((height, width), 255, np.uint8)
    count = width * height // edit.cell**2
    seeds[rng.integers(0, height, count), rng.integers(0, width, count)] = 0
    _, labels = cv2.distanceTransformWithLabels(seeds, cv2.DIST_L2, 5)
    flat = labels.ravel()
    number = np.maximum(np.bincount(flat), 1)
    out = case.pixels.copy()
    for channel in range(3):
        means = np.bincount(flat, case.pixels[..., channel].ravel()) / number
        out[..., channel] = means.astype(np.uint8)[labels]
    out[cv2.Laplacian(labels.astype(np.float32), cv2.CV_32F) != 0, :3] = 26
    return out


@direct("lens_distortion", library="OpenCV")
def lens_distortion(case: Case) -> Any:
    import cv2

    edit: Any = case.edit
    width, height = case.size
    camera = np.array([[width, 0, width / 2], [0, width, height / 2], [0, 0, 1]], np.float64)
    return cv2.undistort(case.pixels, camera, np.array([edit.amount / 100.0, 0.0, 0.0, 0.0]))
