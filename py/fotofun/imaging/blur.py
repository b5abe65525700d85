"""Gaussian and box blur of pixels and masks; the cost does not depend on the radius."""

import numpy as np
from PIL import Image, ImageFilter

from fotofun.imaging.views import as_array, as_image
from fotofun.raster import Pixels


def gaussian(image: Pixels, sigma: float) -> Pixels:
    """A Gaussian blur of standard deviation `sigma` pixels; image is (H, W) or (H, W, 3 or 4) uint8.

    Three box blurs after one another, each with edges extended (Gwosdek et al., "Theoretical foundations of
    Gaussian convolution by extended box filtering", 2011), by Pillow in integers, so that tiles equal the
    whole. Every channel is blurred for itself. Depends on `gaussian_margin(sigma)` pixels around each.
    """
    return _filtered(image, ImageFilter.GaussianBlur(sigma)) if sigma > 0.0 else image


def box(image: Pixels, radius: float) -> Pixels:
    """The mean of the square that reaches `radius` pixels (also fractions) to each side, edges extended."""
    return _filtered(image, ImageFilter.BoxBlur(radius)) if radius > 0.0 else image


def gaussian_margin(sigma: float) -> int:
    """How many pixels around a pixel its Gaussian blur depends on."""
    return 0 if sigma <= 0.0 else 3 * (int(sigma) + 2)


def _filtered(image: Pixels, kind: ImageFilter.Filter) -> Pixels:
    if image.ndim == 3 and image.shape[2] == 3:
        return np.asarray(Image.fromarray(image).filter(kind))
    return as_array(as_image(image).filter(kind))
