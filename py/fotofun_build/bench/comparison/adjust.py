"""Tone and colour, as one writes it with Pillow, NumPy, OpenCV or scikit-image."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageEnhance, ImageFilter, ImageOps

from fotofun.operation import PointOperation
from fotofun_build.bench.comparison.cases import Case
from fotofun_build.bench.comparison.direct import direct
from fotofun_build.bench.comparison.files import NODES, look

Floats = NDArray[np.float32]
LUMA = (0.2126, 0.7152, 0.0722, 0.0)


def _rgb(case: Case) -> Floats:
    return case.pixels[..., :3].astype(np.float32) / np.float32(255.0)


def _rgba(case: Case, rgb: Floats) -> NDArray[np.uint8]:
    out = case.pixels.copy()
    out[..., :3] = np.clip(rgb * np.float32(255.0) + np.float32(0.5), 0, 255)
    return out


def _with_alpha(case: Case, rgb: Image.Image) -> Image.Image:
    rgb.putalpha(case.image.getchannel("A"))
    return rgb


def table(operation: PointOperation) -> list[int]:
    """The formula's 256 values for red, green and blue, and alpha as it is: for `Image.point`."""
    ramp = np.repeat(np.arange(256)[:, np.newaxis] / 255.0, 3, axis=1)
    values = np.floor(np.clip(operation.transform(ramp), 0.0, 1.0) * 255.0 + 0.5).astype(int)
    return [*values[:, 0].tolist(), *values[:, 1].tolist(), *values[:, 2].tolist(), *range(256)]


@direct(
    "exposure",
    "temperature",
    "brightness_contrast",
    "levels",
    "curves",
    "photo_filter",
    "posterize",
    library="Pillow",
    within=0.6,
)
def point(case: Case) -> Image.Image:
    assert isinstance(case.edit, PointOperation)
    return case.image.point(table(case.edit))


@direct("invert", library="Pillow", within=0.1)
def invert(case: Case) -> Image.Image:
    return _with_alpha(case, ImageChops.invert(case.image.convert("RGB")))


@direct("saturation", library="Pillow", within=4.0)
def saturation(case: Case) -> Image.Image:
    return ImageEnhance.Color(case.image).enhance(1.0 + case.edit.saturation / 100.0)  # type: ignore[attr-defined]


@direct("hue", "channel_mixer", "sepia", library="Pillow", within=0.6)
def matrix(case: Case) -> Image.Image:
    operation: Any = case.edit
    offset = operation.transform(np.zeros(3))
    rows = (operation.transform(np.eye(3)) - offset).T
    twelve = tuple(float(each) for row, add in zip(rows, offset, strict=True) for each in (*row, add * 255))
    return _with_alpha(case, case.image.convert("RGB").convert("RGB", twelve))


def _grey(case: Case) -> Image.Image:
    return case.image.convert("RGB").convert("L", LUMA)


@direct("grayscale", library="Pillow", within=0.6)
def grayscale(case: Case) -> Image.Image:
    grey = _grey(case)
    return Image.merge("RGBA", (grey, grey, grey, case.image.getchannel("A")))


@direct("threshold", library="Pillow", within=1.0)
def threshold(case: Case) -> Image.Image:
    level: float = case.edit.level  # type: ignore[attr-defined]
    white = _grey(case).point([255 * (value >= level) for value in range(256)])
    return Image.merge("RGBA", (white, white, white, case.image.getchannel("A")))


@direct("gradient_map", library="Pillow", within=1.5)
def gradient_map(case: Case) -> Image.Image:
    grey, values = _grey(case), table(case.edit)  # type: ignore[arg-type]
    bands = [grey.point(values[i * 256 : i * 256 + 256]) for i in range(3)]
    return Image.merge("RGBA", (*bands, case.image.getchannel("A")))


@direct("lut", library="Pillow", within=1.0)
def lut(case: Case) -> Image.Image:
    values = look().ravel().tolist()
    return case.image.filter(ImageFilter.Color3DLUT(NODES, values, target_mode="RGBA"))


@direct("vibrance", library="NumPy", within=1.0)
def vibrance(case: Case) -> NDArray[np.uint8]:
    rgb = _rgb(case)
    chroma = rgb.max(axis=-1) - rgb.min(axis=-1)
    share = np.float32(case.edit.vibrance / 100.0) * (1 - chroma)  # type: ignore[attr-defined]
    grey = (rgb @ np.array(LUMA[:3], np.float32))[..., np.newaxis]
    return _rgba(case, grey + (rgb - grey) * (1 + share)[..., np.newaxis])


@direct("hue_saturation", library="OpenCV")
def hue_saturation(case: Case) -> NDArray[np.uint8]:
    import cv2

    edit: Any = case.edit
    hue, light, chroma = cv2.split(cv2.cvtColor(case.pixels[..., :3], cv2.COLOR_RGB2HLS))
    turned = cv2.LUT(hue, ((np.arange(256) + edit.hue / 2) % 180).astype(np.uint8))
    stronger = cv2.convertScaleAbs(chroma, alpha=1 + edit.saturation / 100)
    rgb = cv2.cvtColor(cv2.merge([turned, light, stronger]), cv2.COLOR_HLS2RGB)
    return np.dstack([rgb, case.pixels[..., 3]])


@direct("hue_saturation", library="Pillow")
def hue_saturation_by_bands(case: Case) -> Image.Image:
    edit: Any = case.edit
    hue, chroma, value = case.image.convert("RGB").convert("HSV").split()
    hue = hue.point([round(each + edit.hue / 360 * 256) % 256 for each in range(256)])
    chroma = chroma.point([min(round(each * (1 + edit.saturation / 100)), 255) for each in range(256)])
    return _with_alpha(case, Image.merge("HSV", (hue, chroma, value)).convert("RGB"))


@direct("colour_balance", library="NumPy", within=1.0)
def colour_balance(case: Case) -> NDArray[np.uint8]:
    edit: Any = case.edit
    rgb, weights = _rgb(case), np.array(LUMA[:3], np.float32)
    light = rgb @ weights
    dark = np.clip((1 / 3 - light) * 4 + 0.5, 0, 1)
    bright = np.clip((light - 2 / 3) * 4 + 0.5, 0, 1)
    middle = np.clip((light - 1 / 3) * 4 + 0.5, 0, 1) * np.clip((2 / 3 - light) * 4 + 0.5, 0, 1)
    ranges = (("shadows", dark), ("midtones", middle), ("highlights", bright))
    for i, channel in enumerate(("red", "green", "blue")):
        for name, weight in ranges:
            share = getattr(edit, f"{name}_{channel}")
            if share:
                rgb[..., i] += weight * np.float32(share * 0.007)
    rgb += (light - rgb @ weights)[..., np.newaxis]
    return _rgba(case, rgb)


@direct("black_white", library="NumPy", within=1.0)
def black_white(case: Case) -> NDArray[np.uint8]:
    edit: Any = case.edit
    rgb = _rgb(case)
    most, least = rgb.argmax(axis=-1), rgb.argmin(axis=-1)
    ordered = np.sort(rgb, axis=-1)
    primary = np.array([edit.reds, edit.greens, edit.blues], np.float32)[most] / 100
    secondary = np.array([edit.cyans, edit.magentas, edit.yellows], np.float32)[least] / 100
    low, middle, high = ordered[..., 0], ordered[..., 1], ordered[..., 2]
    grey = low + (middle - low) * secondary + (high - middle) * primary
    return _rgba(case, np.repeat(grey[..., np.newaxis], 3, axis=-1))


@direct("selective_colour", library="NumPy", within=1.0)
def selective_colour(case: Case) -> NDArray[np.uint8]:
    edit: Any = case.edit
    rgb = _rgb(case)
    ordered = np.sort(rgb, axis=-1)
    low, middle, high = ordered[..., 0], ordered[..., 1], ordered[..., 2]
    weights = {
        "reds": np.where(rgb[..., 0] == high, high - middle, 0),
        "yellows": np.where(rgb[..., 2] == low, middle - low, 0),
        "neutrals": 1 - np.abs(high - 0.5) - np.abs(low - 0.5),
    }
    change = np.zeros_like(rgb)
    for name, weight in weights.items():
        black = getattr(edit, f"{name}_black") / 100
        for i, ink in enumerate(("cyan", "magenta", "yellow")):
            share = getattr(edit, f"{name}_{ink}") / 100
            if share or black:
                step = ((-1 - share) * black - share) * (1 - rgb[..., i])
                change[..., i] += np.clip(step, -rgb[..., i], 1 - rgb[..., i]) * weight
    return _rgba(case, rgb + change)


@direct("colour_transfer", library="OpenCV")
def colour_transfer(case: Case) -> NDArray[np.uint8]:
    import cv2

    edit: Any = case.edit
    lab = cv2.cvtColor(_rgb(case), cv2.COLOR_RGB2Lab)
    for i, name in enumerate(("lightness", "a", "b")):
        own, wanted = getattr(edit, f"from_{name}"), getattr(edit, f"to_{name}")
        scale = getattr(edit, f"to_{name}_deviation") / getattr(edit, f"from_{name}_deviation")
        lab[..., i] = (lab[..., i] - own) * scale + wanted
    return _rgba(case, cv2.cvtColor(lab, cv2.COLOR_Lab2RGB))


@direct("match_colour", library="OpenCV")
def match_colour(case: Case) -> NDArray[np.uint8]:
    import cv2

    lab = cv2.cvtColor(_rgb(case), cv2.COLOR_RGB2Lab)
    wanted = cv2.cvtColor(_rgb(case)[::8, ::8, ::-1].copy(), cv2.COLOR_RGB2Lab)
    (mean, spread), (other, wide) = cv2.meanStdDev(lab), cv2.meanStdDev(wanted)
    lab = (lab - mean.ravel()) * (wide / spread).ravel() + other.ravel()
    return _rgba(case, cv2.cvtColor(lab.astype(np.float32), cv2.COLOR_Lab2RGB))


XYZ = np.array(
    ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)), np.float32
) / np.array(((0.9505,), (1.0,), (1.089,)), np.float32)


@direct("colour_transfer", library="NumPy", within=1.5)
def colour_transfer_by_hand(case: Case) -> NDArray[np.uint8]:
    edit: Any = case.edit
    names = ("lightness", "a", "b")
    own = np.array([getattr(edit, f"from_{name}") for name in names], np.float32)
    wanted = np.array([getattr(edit, f"to_{name}") for name in names], np.float32)
    return _rgba(case, _from_lab(_lab(_rgb(case)) - own + wanted))


@direct("match_colour", library="NumPy")
def match_colour_by_hand(case: Case) -> NDArray[np.uint8]:
    lab = _lab(_rgb(case))
    wanted = _lab(_rgb(case)[::8, ::8, ::-1])
    axes = (0, 1)
    scale = wanted.std(axis=axes) / lab.std(axis=axes)
    moved = (lab - lab.mean(axis=axes)) * scale + wanted.mean(axis=axes)
    return _rgba(case, _from_lab(moved.astype(np.float32)))


def _lab(rgb: Floats) -> Floats:
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = linear @ XYZ.T
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    x, y, z = f[..., 0], f[..., 1], f[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1).astype(np.float32)


def _from_lab(lab: Floats) -> Floats:
    y = (lab[..., 0] + 16) / 116
    f = np.stack([y + lab[..., 1] / 500, y, y - lab[..., 2] / 200], axis=-1)
    xyz = np.where(f > 0.206893, f**3, (f - 16 / 116) / 7.787)
    linear = np.clip(xyz @ np.linalg.inv(XYZ).T.astype(np.float32), 0, None)
    encoded: Any = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return encoded.astype(np.float32)


@direct("auto_contrast", "auto_tone", library="Pillow")
def auto_contrast(case: Case) -> Image.Image:
    stretched = ImageOps.autocontrast(case.image.convert("RGB"), cutoff=0.1, preserve_tone=True)
    return _with_alpha(case, stretched)


@direct("auto_levels", library="Pillow", within=2.5)
def auto_levels(case: Case) -> Image.Image:
    return _with_alpha(case, ImageOps.autocontrast(case.image.convert("RGB"), cutoff=0.1))


@direct("auto_colour", library="Pillow")
def auto_colour(case: Case) -> Image.Image:
    """Stretched channels, then grey-world gammas."""
    stretched = ImageOps.autocontrast(case.image.convert("RGB"), cutoff=0.1)
    counts = np.array(stretched.histogram()).reshape(3, 256)
    means = (counts * np.arange(256)).sum(axis=1) / counts.sum(axis=1) / 255
    curves = [np.arange(256) / 255] * 3
    bent = [
        255 * curve ** (np.log(means.mean()) / np.log(mean))
        for curve, mean in zip(curves, means, strict=True)
    ]
    return _with_alpha(case, stretched.point(np.concatenate(bent).round().astype(int).tolist()))


@direct("equalize", library="Pillow")
def equalize(case: Case) -> Image.Image:
    return _with_alpha(case, ImageOps.equalize(case.image.convert("RGB")))


@direct("shadows_highlights", library="Pillow")
def shadows_highlights(case: Case) -> NDArray[np.uint8]:
    """Blurred luma chooses how much is lifted."""
    edit: Any = case.edit
    light = (
        np.asarray(case.image.convert("L").filter(ImageFilter.GaussianBlur(edit.radius)), np.float32) / 255
    )
    lift = np.clip(1 - light / (edit.shadows_width / 100), 0, 1) * np.float32(edit.shadows / 100)
    rgb = _rgb(case)
    return _rgba(case, rgb + (1 - (1 - rgb) ** 2 - rgb) * lift[..., np.newaxis])


@direct("clarity", library="Pillow")
def clarity(case: Case) -> Image.Image:
    edit: Any = case.edit
    return case.image.filter(ImageFilter.UnsharpMask(edit.radius, round(edit.amount * 1.5), 0))


def _dehazed(rgb: Floats, dark: Floats, veil_of: Any) -> Floats:
    brightest = np.argpartition(dark.ravel(), -dark.size // 1000)[-dark.size // 1000 :]
    air = rgb.reshape(-1, 3)[brightest].mean(axis=0)
    through = np.maximum(1 - 0.475 * veil_of(rgb / air), 0.15).astype(np.float32)
    return (rgb - air) / through[..., np.newaxis] + air


@direct("dehaze", library="OpenCV")
def dehaze(case: Case) -> NDArray[np.uint8]:
    """The dark channel prior with a guided filter, at full size."""
    import cv2

    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (15, 15))
    rgb = _rgb(case)
    guide, window = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), (121, 121)

    def veil(relative: Floats) -> Floats:
        least = cv2.erode(relative.min(axis=-1), kernel)
        mean, other = cv2.blur(guide, window), cv2.blur(least, window)
        slope = (cv2.blur(guide * least, window) - mean * other) / (
            cv2.blur(guide * guide, window) - mean * mean + 1e-3
        )
        made: Floats = cv2.blur(slope, window) * guide + cv2.blur(other - slope * mean, window)
        return made

    return _rgba(case, _dehazed(rgb, cv2.erode(rgb.min(axis=-1), kernel), veil))


@direct("dehaze", library="Pillow")
def dehaze_by_hand(case: Case) -> NDArray[np.uint8]:
    """The dark channel prior, its veil softened by a blur."""

    def least(values: Floats) -> Image.Image:
        levels = Image.fromarray((values.min(axis=-1).clip(0, 1) * 255).astype(np.uint8))
        return levels.filter(ImageFilter.MinFilter(15))

    def veil(relative: Floats) -> Floats:
        return np.asarray(least(relative).filter(ImageFilter.GaussianBlur(30)), np.float32) / np.float32(255)

    rgb = _rgb(case)
    return _rgba(case, _dehazed(rgb, np.asarray(least(rgb), np.float32), veil))
