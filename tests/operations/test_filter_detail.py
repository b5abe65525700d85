"""Sharpening, edges, relief, medians and denoising."""

import numpy as np
import pytest

from fotofun.imaging.blur import gaussian
from fotofun.imaging.colour_spaces import luma_bytes
from fotofun.raster import Pixels
from tests.operations.filtering import cut_out, grey, run, scene


@pytest.mark.parametrize("threshold", [0, 2, 20])
@pytest.mark.parametrize("amount", [50.0, 100.0, 313.0])
def test_unsharp_mask_is_its_formula(amount: float, threshold: int) -> None:
    pixels = scene()
    mean = gaussian(pixels, 2.5)[..., :3].astype(float)
    detail = pixels[..., :3] - mean
    detail = np.sign(detail) * np.maximum(np.abs(detail) - threshold, 0.0)
    wanted = np.clip(pixels[..., :3] + amount / 100.0 * detail, 0.0, 255.0)
    result = run("unsharp_mask", pixels, amount=amount, radius=2.5, threshold=threshold)
    assert np.abs(result[..., :3] - wanted).max() <= 0.5 + 255 / 256  # the amount is in 1/128


def test_the_strongest_sharpening_is_clipped_not_wrapped() -> None:
    pixels = grey(0, 30, 8)
    pixels[:, 15:, :3] = 255
    result = run("unsharp_mask", pixels, amount=500.0, radius=5.0, threshold=0)
    np.testing.assert_array_equal(result, pixels)


@pytest.mark.parametrize("name", ["sharpen", "unsharp_mask"])
def test_no_amount_changes_nothing(name: str) -> None:
    for pixels in (scene(), cut_out()):
        np.testing.assert_array_equal(run(name, pixels, amount=0.0), pixels)


def test_sharpen_makes_fine_detail_stronger() -> None:
    before, after = (
        np.abs(np.diff(each[..., 0].astype(int))).mean() for each in (scene(), run("sharpen", scene()))
    )
    assert after > 1.3 * before
    np.testing.assert_array_equal(run("sharpen", grey(77)), grey(77))


def test_high_pass_is_the_difference_from_the_mean_on_grey() -> None:
    pixels = scene()
    wanted = np.clip(128 + pixels[..., :3].astype(int) - gaussian(pixels, 6.0)[..., :3], 0, 255)
    np.testing.assert_array_equal(run("high_pass", pixels, radius=6.0)[..., :3], wanted)
    assert (run("high_pass", grey(200))[..., :3] == 128).all()


@pytest.mark.parametrize("name", ["sharpen", "unsharp_mask", "high_pass"])
def test_what_is_transparent_is_no_neighbour(name: str) -> None:
    """An even disc has no edge to sharpen."""
    pixels = cut_out()
    pixels[pixels[..., 3] > 0, :3] = (200, 120, 40)
    result = run(name, pixels)
    expected = (128, 128, 128) if name == "high_pass" else (200, 120, 40)
    opaque = pixels[..., 3] == 255
    assert np.abs(result[opaque][:, :3].astype(int) - expected).max() <= 3
    np.testing.assert_array_equal(result[..., 3], pixels[..., 3])


def test_one_pixel_alone_keeps_its_colour() -> None:
    """So little is around it that no mean can be told."""
    pixels = np.zeros((41, 41, 4), np.uint8)
    pixels[20, 20] = (200, 100, 50, 255)
    np.testing.assert_array_equal(run("unsharp_mask", pixels, radius=10.0)[20, 20], pixels[20, 20])


def test_despeckle_changes_only_what_differs() -> None:
    clean = grey(100, 50, 40)
    clean[..., 0] += np.arange(50, dtype=np.uint8)
    dusty = clean.copy()
    dusty[10, 10, :3], dusty[20:22, 30:32, :3], dusty[30, 40, :3] = 255, 0, (150, 108, 100)
    result = run("despeckle", dusty, radius=2, threshold=20)
    np.testing.assert_array_equal(result[30, 40], dusty[30, 40])  # differs by less
    assert (
        np.abs(result[[10, 20, 21], [10, 30, 31]].astype(int) - clean[[10, 20, 21], [10, 30, 31]]).max() <= 2
    )
    same = (dusty == clean).all(axis=-1)
    np.testing.assert_array_equal(result[same], dusty[same])


def noisy(sigma: float, coloured: bool) -> tuple[Pixels, Pixels]:
    """A soft picture with an edge under noise, and without."""
    rows, columns = np.mgrid[:110, :160]
    clean = grey(255, 160, 110)
    for channel, plane in enumerate((80 + 0.3 * columns, 90 + 0.5 * rows, 190 - 0.4 * columns)):
        clean[..., channel] = plane - 40 * (columns + rows > 140)
    noise = np.random.default_rng(5).normal(0, sigma, (*clean.shape[:2], 3 if coloured else 1))
    result = clean.copy()
    result[..., :3] = np.clip(clean[..., :3] + noise, 0, 255)
    return result, clean


def test_denoise_comes_nearer_to_the_picture_without_noise() -> None:
    noise, clean = noisy(8.0, coloured=True)
    result = run("denoise", noise)

    def parts(pixels: Pixels) -> tuple[float, float]:
        luma = luma_bytes(pixels).astype(float)
        wanted = luma_bytes(clean).astype(float)
        chroma = (pixels[..., 0] - luma) - (clean[..., 0] - wanted)
        return float(((luma - wanted) ** 2).mean()), float((chroma**2).mean())

    (luma_before, chroma_before), (luma_after, chroma_after) = parts(noise), parts(result)
    assert luma_after < 0.4 * luma_before
    assert chroma_after < 0.3 * chroma_before


def test_denoise_does_each_part_for_itself() -> None:
    noise, _ = noisy(8.0, coloured=True)
    np.testing.assert_array_equal(run("denoise", noise, luminance=0.0, colour=0.0), noise)
    only_colour = run("denoise", noise, luminance=0.0, colour=60.0)
    assert np.abs(luma_bytes(only_colour).astype(int) - luma_bytes(noise)).mean() < 0.6
    chroma = [(each[..., 0].astype(int) - luma_bytes(each)) for each in (noise, only_colour)]
    assert np.abs(np.diff(chroma[1])).mean() < 0.6 * np.abs(np.diff(chroma[0])).mean()
    only_luma = run("denoise", noise, luminance=60.0, colour=0.0)
    inside = ((noise[..., :3] > 30) & (noise[..., :3] < 225)).all(axis=-1)  # where nothing is cut off
    chroma = [(each[..., 0].astype(int) - luma_bytes(each))[inside] for each in (noise, only_luma)]
    assert np.abs(chroma[0] - chroma[1]).max() <= 1


def test_more_detail_is_less_smoothing() -> None:
    noise, _ = noisy(6.0, coloured=False)
    off = [
        np.abs(run("denoise", noise, detail=detail).astype(int) - noise).mean()
        for detail in (0.0, 50.0, 100.0)
    ]
    assert off[0] > off[1] > off[2] > 0.0


def test_edges_are_sobels() -> None:
    pixels = scene()
    padded = np.pad(pixels[..., 1].astype(float), 1, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3))
    kernel = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 8.0
    length = np.hypot((windows * kernel).sum(axis=(-1, -2)), (windows * kernel.T).sum(axis=(-1, -2)))
    wanted = np.minimum(length * 1.7, 255.0)
    result = run("find_edges", pixels, strength=170.0, dark=False)
    assert np.abs(result[..., 1] - wanted).max() <= 0.51
    np.testing.assert_array_equal(run("find_edges", pixels, strength=170.0)[..., :3], ~result[..., :3])
    assert (run("find_edges", grey(90))[..., :3] == 255).all()
    one = run("find_edges", pixels, colours="grey")
    assert (one[..., 0] == one[..., 1]).all() and (one[..., 0] == one[..., 2]).all()


@pytest.mark.parametrize(("angle", "bright", "dark"), [(180.0, 9, 20), (0.0, 20, 9)])
def test_relief_is_bright_towards_the_light(angle: float, bright: int, dark: int) -> None:
    pixels = grey(60, 30, 20)
    pixels[:, 10:20, :3] = 160  # a ridge between columns 10 and 20
    result = run("emboss", pixels, angle=angle, height=2.0)[..., 0].astype(int)
    assert (result[:, 14] == 128).all()
    assert result[10, bright] == 228 and result[10, dark] == 28
    lying = run("emboss", pixels.swapaxes(0, 1), angle=90.0, height=2.0)[..., 0]
    assert lying[9, 10] == 228 and lying[20, 10] == 28


def test_relief_of_the_photo_keeps_its_colours() -> None:
    pixels = scene()
    on_grey = run("emboss", pixels)[..., :3].astype(int)
    wanted = np.clip(on_grey - 128 + pixels[..., :3], 0, 255)
    result = run("emboss", pixels, surface="photo")[..., :3].astype(int)
    free = (on_grey > 0) & (on_grey < 255)
    np.testing.assert_array_equal(result[free], wanted[free])
    np.testing.assert_array_equal(run("emboss", pixels, surface="photo", amount=0.0), pixels)


@pytest.mark.parametrize("name", ["median", "despeckle", "denoise", "emboss", "find_edges", "oil_paint"])
def test_alpha_stays(name: str) -> None:
    np.testing.assert_array_equal(run(name, cut_out())[..., 3], cut_out()[..., 3])
