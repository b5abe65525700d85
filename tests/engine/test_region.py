"""Connected regions, against walking from pixel to pixel."""

from collections import deque

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fotofun.imaging import region
from fotofun.imaging.region import Flags, alike, average_around, connected, soften
from fotofun.imaging.strips import strips
from fotofun.raster import Mask

SIDES = [(0, 1), (1, 0), (0, -1), (-1, 0)]
CORNERS = [(1, 1), (1, -1), (-1, 1), (-1, -1)]


def walked(allowed: Flags, seeds: list[int], diagonal: bool) -> Mask:
    """Breadth first, one pixel at a time."""
    height, width = allowed.shape
    found = np.zeros(allowed.shape, np.uint8)
    queue = deque(divmod(seed, width) for seed in seeds)
    while queue:
        y, x = queue.popleft()
        if 0 <= y < height and 0 <= x < width and allowed[y, x] and not found[y, x]:
            found[y, x] = 255
            queue.extend((y + down, x + right) for down, right in SIDES + CORNERS * diagonal)
    return found


def spiral(size: int) -> Flags:
    """One way from the corner to the middle, one pixel wide, with walls as wide."""
    way = np.zeros((size, size), np.bool_)
    y, x, down, right = 0, 0, 0, 1
    way[0, 0] = True
    while True:
        for _ in range(2):
            ahead = y + 2 * down, x + 2 * right
            free = 0 <= ahead[0] < size and 0 <= ahead[1] < size and not way[ahead]
            edge = 0 <= y + down < size and 0 <= x + right < size and not way[y + down, x + right]
            if free or (edge and not (0 <= ahead[0] < size and 0 <= ahead[1] < size)):
                break
            down, right = right, -down
        else:
            return way
        y, x = y + down, x + right
        way[y, x] = True


def comb(size: int) -> Flags:
    teeth = np.zeros((size, size), np.bool_)
    teeth[:, ::2] = True
    teeth[-1] = True
    return teeth


def serpent(size: int) -> Flags:
    way = comb(size)
    way[-1] = way[0] = False
    way[0, 1::4] = way[-1, 3::4] = True
    way[[0, -1], ::2] = True
    return way


def checkerboard(size: int) -> Flags:
    dark: Flags = np.indices((size, size)).sum(axis=0) % 2 == 0
    return dark


@settings(deadline=None, max_examples=200)
@given(
    size=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    share=st.sampled_from([0.1, 0.4, 0.55, 0.6, 0.7, 0.9, 1.0]),
    diagonal=st.booleans(),
    seed=st.integers(0, 10**6),
    band=st.sampled_from([1, 90, 10**6]),
)
def test_noise(size: tuple[int, int], share: float, diagonal: bool, seed: int, band: int) -> None:
    rng = np.random.default_rng(seed)
    allowed = rng.random(size) < share
    seeds = rng.integers(0, allowed.size, rng.integers(0, 4))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(region, "strips", lambda shape: strips(shape, band))
        result = connected(allowed, seeds, diagonal)
    np.testing.assert_array_equal(result, walked(allowed, seeds.tolist(), diagonal))


@pytest.mark.parametrize("maze", [spiral, comb, serpent, checkerboard])
@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("diagonal", [False, True])
def test_mazes(maze: object, turns: int, diagonal: bool) -> None:
    for size in (1, 2, 21, 41):
        allowed = np.ascontiguousarray(np.rot90(maze(size), turns))  # type: ignore[operator]
        for seed in (0, size // 2, size * size - 1):
            expected = walked(allowed, [seed], diagonal)
            np.testing.assert_array_equal(connected(allowed, np.array([seed]), diagonal), expected)


def test_a_spiral_is_one_region() -> None:
    way = spiral(301)
    np.testing.assert_array_equal(connected(way, np.array([0])) > 0, way)
    assert way.mean() > 0.45


def test_alike_compares_every_channel() -> None:
    rng = np.random.default_rng(1)
    pixels = rng.integers(0, 256, (60, 50, 4), dtype=np.uint8)
    for tolerance in (0, 1, 40, 254, 255):
        colour = tuple(int(each) for each in pixels[7, 9])
        expected = (np.abs(pixels.astype(int) - colour) <= tolerance).min(axis=2)
        np.testing.assert_array_equal(alike(pixels, colour, tolerance), expected)  # type: ignore[arg-type]
        assert expected[7, 9]


def test_what_is_transparent_has_no_colour() -> None:
    pixels = np.zeros((1, 3, 4), np.uint8)
    pixels[0, :, 0] = (0, 200, 90)
    pixels[0, :, 3] = (0, 0, 40)
    assert alike(pixels, (255, 255, 255, 0), 10).tolist() == [[True, True, False]]


def test_an_average_is_of_visible_colours() -> None:
    pixels = np.zeros((2, 2, 4), np.uint8)
    pixels[0, 0], pixels[0, 1], pixels[1, 1] = (10, 20, 30, 255), (21, 30, 40, 255), (250, 250, 250, 0)
    assert average_around(pixels, 0, 0, 0) == (10, 20, 30, 255)
    assert average_around(pixels, 0, 0, 1) == (16, 25, 35, 128)
    assert average_around(pixels, 1, 1, 0) == (0, 0, 0, 0)


def test_softening_keeps_sides_and_straight_edges() -> None:
    mask = (np.random.default_rng(2).random((50, 60)) < 0.5).astype(np.uint8) * np.uint8(255)
    np.testing.assert_array_equal(soften(mask) > 127, mask > 127)
    straight = np.zeros((20, 20), np.uint8)
    straight[:, 7:] = 255
    np.testing.assert_array_equal(soften(straight), straight)
    slanting = np.triu(np.full((20, 20), 255, np.uint8))
    soft = soften(slanting)
    assert 127 < soft[9, 9] < 255 and 0 < soft[10, 9] < 128
