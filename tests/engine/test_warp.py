"""Resampling through matrices, against slow references written from the formulas."""

import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from fotofun.errors import InvalidParameter
from fotofun.imaging import matrices
from fotofun.imaging.matrices import IDENTITY, Matrix, apply, chain, from_quad, invert
from fotofun.imaging.resize import Resampling, resize
from fotofun.imaging.warp import warp
from fotofun.raster import Box, Pixels

KINDS: tuple[Resampling, ...] = ("nearest", "bilinear", "bicubic", "lanczos")
SMOOTH: tuple[Resampling, ...] = ("bilinear", "bicubic", "lanczos")
SLOW = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
Image = NDArray[np.float64]


def noise(width: int, height: int, seed: int = 1) -> Pixels:
    """Opaque noise."""
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    return pixels


def waves(width: int, height: int) -> Pixels:
    """Smooth, opaque."""
    y, x = np.mgrid[0:height, 0:width]
    bands = [127 + 90 * np.sin(x / 7.0), 127 + 90 * np.sin(y / 9.0), 127 + 60 * np.sin((x + y) / 11.0)]
    return np.dstack([*bands, np.full((height, width), 255)]).astype(np.uint8)


def keys(t: Image) -> Image:
    """Keys' cubic convolution kernel, a = -1/2."""
    t = np.abs(t)
    inner, outer = 1.5 * t**3 - 2.5 * t**2 + 1, -0.5 * t**3 + 2.5 * t**2 - 4 * t + 2
    return np.where(t <= 1, inner, np.where(t < 2, outer, 0.0))


def lanczos(t: Image) -> Image:
    """Lanczos' kernel, three lobes, made to sum to one."""
    weights = np.where(np.abs(t) < 3, np.sinc(t) * np.sinc(t / 3.0), 0.0)
    return np.asarray(weights / weights.sum())


def triangle(t: Image) -> Image:
    return np.maximum(1.0 - np.abs(t), 0.0)


def interpolated(channel: Image, x: float, y: float, kernel: object, reach: int) -> float:
    """One value at a position, with the edge going on outside."""
    height, width = channel.shape
    columns = np.arange(math.floor(x - 0.5) - reach + 1, math.floor(x - 0.5) + reach + 1)
    rows = np.arange(math.floor(y - 0.5) - reach + 1, math.floor(y - 0.5) + reach + 1)
    values = channel[np.clip(rows, 0, height - 1)][:, np.clip(columns, 0, width - 1)]
    weights = np.outer(kernel(y - rows - 0.5), kernel(x - columns - 0.5))  # type: ignore[operator]
    return float((values * weights).sum())


def reference(pixels: Pixels, matrix: Matrix, box: Box, kernel: object, reach: int) -> Image:
    """An opaque picture's colours in a box, pixel by pixel."""
    inverse, (width, height) = invert(matrix), box.size
    result = np.zeros((height, width, 3))
    for row in range(height):
        for column in range(width):
            x, y = apply(inverse, (box.left + column + 0.5, box.top + row + 0.5))
            for channel in range(3):
                value = interpolated(pixels[..., channel].astype(float), x, y, kernel, reach)
                result[row, column, channel] = min(max(value, 0.0), 255.0)
    return result


# --- copies -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_quarter_turns_flips_and_whole_moves_copy_bytes(kind: Resampling) -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (20, 30, 4), dtype=np.uint8)
    cases = [
        (IDENTITY, pixels),
        (chain(matrices.rotate(90.0), matrices.translate(20.0, 0.0)), np.rot90(pixels, -1)),
        (chain(matrices.rotate(-90.0), matrices.translate(0.0, 30.0)), np.rot90(pixels)),
        (matrices.rotate(180.0, (15.0, 10.0)), pixels[::-1, ::-1]),
        (matrices.scale(-1.0, 1.0, (15.0, 10.0)), pixels[:, ::-1]),
        (matrices.scale(1.0, -1.0, (15.0, 10.0)), pixels[::-1]),
        (((0.0, 1.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)), pixels.swapaxes(0, 1)),
    ]
    for matrix, expected in cases:
        height, width = expected.shape[:2]
        np.testing.assert_array_equal(warp(pixels, matrix, Box(0, 0, width, height), kind), expected)
        moved = chain(matrix, matrices.translate(5.0, -3.0))
        around = warp(pixels, moved, Box(-2, -6, width + 9, height + 1), kind)
        np.testing.assert_array_equal(around[3 : 3 + height, 7 : 7 + width], expected)
        assert not around[:3].any() and not around[:, :7].any() and not around[3 + height :].any()
        mask = warp(pixels[..., 1], matrix, Box(0, 0, width, height), kind)
        np.testing.assert_array_equal(mask, expected[..., 1])


def test_turning_by_thirty_degrees_and_back_copies_bytes() -> None:
    pixels = noise(40, 30)
    there_and_back = chain(matrices.rotate(30.0, (20.0, 15.0)), matrices.rotate(-30.0, (20.0, 15.0)))
    np.testing.assert_array_equal(warp(pixels, there_and_back, Box(0, 0, 40, 30), "bicubic"), pixels)


# --- interpolation ------------------------------------------------------------------------------------


def test_a_move_by_parts_of_a_pixel_is_bilinear() -> None:
    pixels = noise(9, 7)
    result = warp(pixels, matrices.translate(0.25, 0.75), Box(0, 0, 10, 8), "bilinear")
    padded = np.zeros((9, 11, 4))
    padded[1:-1, 1:-1] = pixels
    padded[..., :3] *= padded[..., 3:] / 255.0
    across = 0.25 * padded[:, :-1] + 0.75 * padded[:, 1:]
    mixed = 0.75 * across[:-1] + 0.25 * across[1:]
    np.testing.assert_allclose(result[..., 3], mixed[..., 3], atol=1.0)
    straight = mixed[..., :3] * 255.0 / np.maximum(mixed[..., 3:], 1e-9)
    solid = result[1:-1, 1:-1, 3] == 255
    assert solid.all()
    np.testing.assert_allclose(result[1:-1, 1:-1, :3], straight[1:-1, 1:-1], atol=1.0)


@pytest.mark.parametrize(
    "matrix",
    [
        matrices.rotate(33.0, (24.0, 20.0)),
        chain(matrices.rotate(100.0, (24.0, 20.0)), matrices.scale(1.7, 1.2, (24.0, 20.0))),
        from_quad([(0, 0), (48, 0), (48, 40), (0, 40)], [(-8, -5), (50, 3), (60, 50), (-2, 38)]),
    ],
)
def test_turned_pictures_equal_the_reference(matrix: Matrix) -> None:
    box = Box(18, 14, 30, 25)
    result = warp(waves(48, 40), matrix, box, "bicubic")
    np.testing.assert_allclose(result[..., :3], reference(waves(48, 40), matrix, box, keys, 2), atol=1.6)
    rough = warp(noise(48, 40), matrix, box, "bilinear")
    np.testing.assert_allclose(rough[..., :3], reference(noise(48, 40), matrix, box, triangle, 1), atol=1.6)
    assert (result[..., 3] == 255).all()


@pytest.mark.parametrize("kind", ["bicubic", "lanczos"])
def test_noise_between_the_pixels_is_close_to_its_kernel(kind: Resampling) -> None:
    """Straight lines between samples at every half pixel are not quite the kernel, but nearly."""
    pixels, matrix, box = noise(40, 40), matrices.rotate(20.0, (20.0, 20.0)), Box(13, 13, 27, 27)
    kernel = keys if kind == "bicubic" else lanczos
    expected = reference(pixels, matrix, box, kernel, 3)

    def error(other: Resampling) -> float:
        return float(np.sqrt(((warp(pixels, matrix, box, other)[..., :3] - expected) ** 2).mean()))

    assert error(kind) < 13.0
    assert error("bilinear") > 1.5 * error(kind)


def test_turning_keeps_the_mean() -> None:
    """Rounding to the nearest level: twelve turns of noise make it neither darker nor lighter."""
    pixels = np.clip(noise(60, 60).astype(int) // 4 + 90, 0, 255).astype(np.uint8)
    pixels[..., 3] = 255
    turned = pixels
    for _ in range(12):
        turned = warp(turned, matrices.rotate(30.0, (30.0, 30.0)), Box(0, 0, 60, 60), "bicubic")
    middle = slice(18, 42), slice(18, 42), slice(0, 3)
    assert abs(turned[middle].mean() - pixels[middle].mean()) < 1.0


def test_nearest_mixes_nothing() -> None:
    pixels = noise(50, 40)
    colours = {tuple(pixel) for pixel in pixels.reshape(-1, 4)} | {(0, 0, 0, 0)}
    for matrix in (
        matrices.rotate(17.0, (25.0, 20.0)),
        matrices.scale(2.5, 0.4),
        from_quad([(0, 0), (50, 0), (50, 40), (0, 40)], [(3, 2), (40, 0), (50, 45), (0, 30)]),
    ):
        result = warp(pixels, matrix, Box(-5, -5, 60, 60), "nearest")
        assert {tuple(pixel) for pixel in result.reshape(-1, 4)} <= colours
        inverse = invert(matrix)
        x, y = (math.floor(part) for part in apply(inverse, (20.5, 15.5)))
        if 0 <= x < 50 and 0 <= y < 40:
            np.testing.assert_array_equal(result[20, 25], pixels[y, x])


def test_nearest_doubles_every_pixel() -> None:
    pixels = noise(13, 9)
    doubled = warp(pixels, matrices.scale(2.0, 2.0), Box(0, 0, 26, 18), "nearest")
    np.testing.assert_array_equal(doubled, pixels.repeat(2, axis=0).repeat(2, axis=1))


def test_perspective_maps_the_four_corners() -> None:
    pixels = np.full((80, 100, 4), 255, np.uint8)
    colours = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (90, 90, 90)]
    for i, part in enumerate((np.s_[:16, :16], np.s_[:16, -16:], np.s_[-16:, -16:], np.s_[-16:, :16])):
        pixels[(*part, slice(0, 3))] = colours[i]
    targets = [(20.0, 10.0), (170.0, 30.0), (150.0, 140.0), (5.0, 110.0)]
    matrix = from_quad([(0, 0), (100, 0), (100, 80), (0, 80)], targets)
    for kind in KINDS:
        result = warp(pixels, matrix, Box(0, 0, 180, 150), kind)
        for (x, y), colour in zip(targets, colours, strict=True):
            inside = int(x + (85 - x) * 0.06), int(y + (75 - y) * 0.06)
            outside = int(x - (85 - x) * 0.06), int(y - (75 - y) * 0.06)
            assert tuple(result[inside[1], inside[0]]) == (*colour, 255)
            if 0 <= outside[0] < 180 and 0 <= outside[1] < 150:
                assert result[outside[1], outside[0], 3] == 0


# --- shrinking ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SMOOTH)
@pytest.mark.parametrize("angle", [0.0, 15.0, 45.0])
def test_shrinking_averages_instead_of_skipping(kind: Resampling, angle: float) -> None:
    """A chessboard of single pixels becomes grey."""
    board = np.zeros((200, 200, 4), np.uint8)
    board[...] = (np.indices((200, 200)).sum(axis=0) % 2 * 255).astype(np.uint8)[..., np.newaxis]
    board[..., 3] = 255
    matrix = chain(matrices.rotate(angle, (100.0, 100.0)), matrices.scale(0.23, 0.31, (100.0, 100.0)))
    result = warp(board, matrix, Box(90, 88, 110, 112), kind)
    assert np.abs(result[..., :3].astype(int) - 127).max() <= 6


def test_far_parts_of_a_perspective_do_not_flicker() -> None:
    board = np.zeros((300, 300, 4), np.uint8)
    board[...] = (np.indices((300, 300)).sum(axis=0) % 2 * 255).astype(np.uint8)[..., np.newaxis]
    board[..., 3] = 255
    matrix = from_quad(
        [(0, 0), (300, 0), (300, 300), (0, 300)], [(130, 0), (170, 0), (420, 200), (-120, 200)]
    )
    far = warp(board, matrix, Box(135, 4, 165, 34), "bicubic")
    assert np.abs(far[..., :3].astype(int) - 127).max() < 40
    assert np.abs(far[..., :3].astype(int) - 127).mean() < 8


# --- edges and transparency ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_edge_shows_as_much_as_is_covered(kind: Resampling) -> None:
    pixels = np.full((60, 80, 4), (10, 200, 90, 255), np.uint8)
    result = warp(pixels, matrices.rotate(20.0, (40.0, 30.0)), Box(-40, -40, 140, 120), kind)
    assert result[..., 3].sum() / 255.0 == pytest.approx(80 * 60, rel=2e-3 if kind == "nearest" else 3e-4)
    visible = result[..., 3] > 0
    assert (result[visible][:, :3] == (10, 200, 90)).all(), "the edge has the colour of the picture"
    soft = (result[..., 3] > 0) & (result[..., 3] < 255)
    assert soft.any() == (kind != "nearest")


def test_a_mask_fades_to_what_is_around_it() -> None:
    mask = np.full((30, 30), 255, np.uint8)
    turn = matrices.rotate(30.0, (15.0, 15.0))
    box = Box(-10, -10, 40, 40)
    assert (warp(mask, turn, box, "bicubic", outside=255) == 255).all()
    assert (warp(mask // 255 * 100, turn, box, "bilinear", outside=100) == 100).all()
    zero = warp(mask, turn, box, "bicubic")
    assert zero[0, 0] == 0 and zero[25, 25] == 255 and ((zero > 0) & (zero < 255)).any()
    half = warp(mask, matrices.translate(0.5, 0.0), Box(0, 0, 31, 30), "bicubic", outside=55)
    assert (half[:, 0] == 155).all() and (half[:, 1:30] == 255).all() and (half[:, 30] == 155).all()


@pytest.mark.parametrize("kind", SMOOTH)
@pytest.mark.parametrize(
    "matrix",
    [
        matrices.scale(6.0, 6.0),
        matrices.scale(0.45, 0.6),
        matrices.translate(0.4, 0.3),
        matrices.rotate(25.0, (20.0, 20.0)),
        chain(matrices.scale(3.0, 2.0), matrices.rotate(50.0)),
        chain(matrices.scale(0.3, 0.3), matrices.rotate(25.0)),
    ],
)
def test_cut_out_shapes_get_neither_dark_nor_bright_rims(kind: Resampling, matrix: Matrix) -> None:
    pixels = np.zeros((40, 40, 4), np.uint8)
    pixels[8:32, 8:32] = (128, 140, 90, 255)
    result = warp(pixels, matrix, Box(-100, -100, 260, 260), kind)
    solid = result[..., 3] >= 100
    assert solid.sum() > 20
    assert np.abs(result[solid][:, :3].astype(int) - (128, 140, 90)).max() <= 4
    assert result[..., 3].max() == 255


def test_hidden_colours_do_not_shine_through() -> None:
    pixels = noise(40, 40)
    pixels[:, 20:, 3] = 0
    other = pixels.copy()
    other[:, 20:, :3] = 255 - other[:, 20:, :3]
    for matrix in (matrices.rotate(10.0), matrices.scale(1.3, 0.7), matrices.translate(0.5, 0.5)):
        for kind in SMOOTH:
            one, two = (warp(each, matrix, Box(0, 0, 50, 50), kind) for each in (pixels, other))
            np.testing.assert_array_equal(one, two)


# --- any map ------------------------------------------------------------------------------------------

ANY = st.tuples(
    st.floats(-180, 180), st.floats(0.05, 6), st.floats(0.05, 6), st.floats(-40, 40), st.floats(-30, 30)
)


@SLOW
@given(ANY, st.integers(1, 40), st.integers(1, 40), st.sampled_from(KINDS), st.booleans())
def test_any_part_equals_that_part_of_the_whole(
    numbers: tuple[float, ...], width: int, height: int, kind: Resampling, tilted: bool
) -> None:
    angle, across, down, x, y = numbers
    matrix = chain(
        matrices.scale(across, down),
        matrices.rotate(angle),
        matrices.translate(x, y),
        ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.002 if tilted else 0.0, -0.003 if tilted else 0.0, 1.0)),
    )
    pixels = np.random.default_rng(width).integers(0, 256, (height, width, 4), dtype=np.uint8)
    pixels[..., 3] |= 200
    pixels.flags.writeable = False
    whole = warp(pixels, matrix, Box(-90, -90, 90, 90), kind)
    part = warp(pixels, matrix, Box(-31, 7, 44, 70), kind)
    expected = whole[97:160, 59:134]
    if kind == "nearest" or (matrix[0][1] and matrix[1][1]):
        np.testing.assert_array_equal(part, expected)
    else:  # upright scaling places its bands in single precision
        np.testing.assert_allclose(part.astype(int), expected, atol=2)


@SLOW
@given(ANY, st.integers(1, 20), st.integers(1, 20), st.sampled_from(KINDS))
def test_a_single_colour_stays_that_colour(
    numbers: tuple[float, ...], width: int, height: int, kind: Resampling
) -> None:
    angle, across, down, x, y = numbers
    matrix = chain(matrices.scale(across, down), matrices.rotate(angle), matrices.translate(x, y))
    pixels = np.full((height, width, 4), (200, 3, 77, 255), np.uint8)
    result = warp(pixels, matrix, Box(-60, -60, 60, 60), kind)
    seen = result[result[..., 3] > 0]
    assert (seen[:, :3] == (200, 3, 77)).all()


def test_a_picture_that_crosses_the_horizon_is_drawn_as_far_as_it_is_seen() -> None:
    tilted: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, -1.0 / 60.0, 1.0))
    pixels = np.full((100, 40, 4), 255, np.uint8)
    for kind in KINDS:
        result = warp(pixels, tilted, Box(-100, -50, 300, 700), kind)
        assert (result[60:300, 100:110, 3] == 255).all()
        assert not result[:49].any()


def test_nothing_asked_or_nothing_there() -> None:
    pixels = noise(5, 5)
    assert warp(pixels, IDENTITY, Box(3, 3, 3, 9), "bicubic").shape == (6, 0, 4)
    assert not warp(pixels, matrices.rotate(5.0), Box(100, 100, 120, 120), "bicubic").any()
    with pytest.raises(InvalidParameter):
        warp(pixels, matrices.scale(0.0, 0.0), Box(0, 0, 5, 5), "bicubic")


def test_a_turn_needs_little_more_memory_than_its_result() -> None:
    pixels = np.full((1500, 2000, 4), 255, np.uint8)
    pixels[:700, :700, 3] = 90
    tracemalloc.start()
    warp(pixels, matrices.rotate(10.0, (1000.0, 750.0)), Box(0, 0, 2000, 1500), "bicubic")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2.2 * pixels.nbytes


# --- resizing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SMOOTH)
@pytest.mark.parametrize("size", [(31, 17), (150, 130), (1, 1), (200, 3)])
def test_resizing_in_bands_equals_resizing_at_once(
    kind: Resampling, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    pixels = noise(70, 60)
    pixels[10:20, 10:50, 3] = 40
    whole = resize(pixels, size, kind)
    monkeypatch.setattr("fotofun.imaging.resize.BAND", 16 * size[0])
    banded = resize(pixels, size, kind)
    np.testing.assert_allclose(banded[..., 3].astype(int), whole[..., 3], atol=1)
    seen = whole[..., 3:] / 255.0
    np.testing.assert_allclose(banded * seen, whole * seen, atol=2.1)


def test_halving_by_area_is_the_mean_of_four_where_the_filter_is_the_triangle() -> None:
    """Keys' and the triangle's weights at half scale sum to one and are symmetric: means survive."""
    pixels = waves(64, 48)
    for kind in SMOOTH:
        small = resize(pixels, (32, 24), kind)
        assert small.mean() == pytest.approx(pixels.mean(), abs=0.6)


def test_a_region_is_the_part_of_the_whole() -> None:
    pixels = noise(40, 40)
    whole = resize(pixels, (80, 80), "bicubic")
    part = resize(pixels, (40, 20), "bicubic", (10.0, 5.0, 30.0, 15.0))
    np.testing.assert_allclose(part.astype(int), whole[10:30, 20:60], atol=1)
