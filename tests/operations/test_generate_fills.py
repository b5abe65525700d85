"""Gradients, patterns and noise against their formulas, pixel by pixel."""

import io
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from fotofun.catalog import find
from fotofun.codecs.data_url import data_url
from fotofun.errors import InvalidParameter
from fotofun.exact import Floats
from fotofun.imaging.ramp import ramp
from fotofun.operation import GeneratorOperation
from fotofun.raster import Box, Pixels

SIZE = (97, 61)
WHOLE = Box.of(SIZE)
PLACE = st.integers(-200, 200)
BLACK_WHITE = [[0, "#000000"], [1, "#ffffff"]]


def png(*colours: tuple[int, int, int, int]) -> str:
    """A picture of these colours in a row, as a data URL."""
    target = io.BytesIO()
    Image.fromarray(np.array([colours], np.uint8)).save(target, "PNG")
    return data_url("image/png", target.getvalue())


def drawn(name: str, document: tuple[int, int] = SIZE, /, **params: Any) -> Pixels:
    made = find(name).create(params)
    assert isinstance(made, GeneratorOperation)
    return made.draw(document, Box.of(document))


def places(style: str, start: tuple[float, float], end: tuple[float, float]) -> Floats:
    """How far along a gradient each pixel of `SIZE` lies, unbounded."""
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]] + 0.5
    x, y = x - start[0], y - start[1]
    across, down = end[0] - start[0], end[1] - start[1]
    length = math.hypot(across, down)
    u, v = (x * across + y * down) / length**2, (y * across - x * down) / length**2
    found: dict[str, Floats] = {
        "linear": u,
        "reflected": np.abs(u),
        "radial": np.hypot(u, v),
        "diamond": np.abs(u) + np.abs(v),
        "conic": np.arctan2(v, u) / (2.0 * math.pi) % 1.0,
    }
    return found[style]


def test_a_colour_is_everywhere() -> None:
    assert (drawn("solid_colour", colour="#01020380") == (1, 2, 3, 128)).all()


@pytest.mark.parametrize("style", ["linear", "reflected", "radial", "diamond", "conic"])
@pytest.mark.parametrize("beyond", ["clamp", "repeat", "mirror"])
def test_a_gradient_follows_its_formula(style: str, beyond: str) -> None:
    made = drawn(
        "gradient",
        gradient=BLACK_WHITE,
        style=style,
        beyond=beyond,
        dither=False,
        start=(20, 30),
        end=(70, 80),
    )
    place = places(style, (0.2 * 97, 0.3 * 61), (0.7 * 97, 0.8 * 61))
    if beyond == "repeat":
        place = place % 1.0
    elif beyond == "mirror":
        place = 1.0 - np.abs(1.0 - place % 2.0)
    wrong = np.abs(made[..., 0] - np.clip(place, 0.0, 1.0) * 255.0)
    jumps = np.minimum(place % 1.0, 1.0 - place % 1.0) < 1e-3
    assert wrong[~jumps].max() < 0.65
    assert (made[..., 3] == 255).all() and (made[..., 0] == made[..., 2]).all()


@pytest.mark.parametrize("style", ["linear", "radial", "conic"])
def test_a_gradient_between_one_place_and_itself_is_drawn(style: str) -> None:
    for place in ((50, 50), (1e300, -1e300)):
        assert drawn("gradient", style=style, start=place, end=place).shape == (61, 97, 4)


def test_dithering_keeps_the_mean_and_leaves_what_is_exact() -> None:
    narrow = [[0, "#40404080"], [1, "#44444484"]]
    level = {"gradient": narrow, "start": (0, 50), "end": (100, 50), "mixing": "encoded"}
    made, plain = (drawn("gradient", (256, 64), **level, dither=on) for on in (True, False))
    alpha = 128.0 + 4.0 * (np.arange(256) + 0.5) / 256.0
    assert np.abs((made[..., 3] - alpha).reshape(8, 8, 32, 8).mean((1, 3))).max() < 0.06
    assert np.abs(made.astype(int) - plain).max() == 1
    assert len(np.unique(made[:, 100, 3])) == 2 and len(np.unique(plain[:, 100, 3])) == 1
    flat = drawn("gradient", gradient=[[0, "#12345678"], [1, "#12345678"]])
    assert (flat == (0x12, 0x34, 0x56, 0x78)).all()


def test_stops_in_one_place_are_a_hard_edge_and_reverse_turns_them_round() -> None:
    stops = [[0, "#ff0000"], [0.5, "#ff0000"], [0.5, "#0000ff"], [1, "#00ff00"]]
    level = {"gradient": stops, "start": (0, 50), "end": (100, 50), "dither": False}
    row = drawn("gradient", (100, 1), **level)[0]
    assert (row[:50, :3] == (255, 0, 0)).all() and row[50, 2] > 250 and row[99, 1] > 250
    turned = drawn("gradient", (100, 1), **level, reverse=True)[0]
    assert np.abs(turned[::-1].astype(int) - row).max() <= 1


def test_colours_mix_as_light_or_as_encoded_and_in_proportion_to_their_opacity() -> None:
    ends = ((0.0, (255, 0, 0, 255)), (1.0, (0, 0, 255, 255)))
    encoded, light = (ramp(ends, 3, linear)[1] / 256.0 for linear in (False, True))
    assert encoded.tolist() == [127.5, 0, 127.5, 255]
    assert light[:3] == pytest.approx([187.516, 0, 187.516], abs=0.01)
    fading = ramp(((0.0, (200, 100, 50, 255)), (1.0, (0, 0, 0, 0))), 5) / 256.0
    assert (np.abs(fading[:4, :3] - (200, 100, 50)) < 0.01).all()
    assert fading[:, 3] == pytest.approx([255, 191.25, 127.5, 63.75, 0], abs=0.01)


@pytest.mark.parametrize(
    ("pattern", "share", "cover"),
    [
        ("checker", 50, 0.5),
        ("stripes", 30, 0.3),
        ("grid", 20, 0.36),
        ("hatch", 20, 0.36),
        ("dots", 60, math.pi * 0.09),
        ("polka", 60, math.pi * 0.18),
        ("zigzag", 40, 0.4),
    ],
)
@pytest.mark.parametrize("angle", [0, 33])
def test_a_pattern_has_as_much_ink_as_it_should(
    pattern: str, share: float, cover: float, angle: float
) -> None:
    made = drawn(
        "pattern", (480, 480), pattern=pattern, share=share, size=20, angle=angle,
        ink_colour="#ffffff", paper_colour="#000000",
    )  # fmt: skip
    assert made[..., 0].mean() / 255.0 == pytest.approx(cover, abs=0.012)


def test_upright_patterns_stand_on_whole_pixels() -> None:
    colours = {"ink_colour": "#ffffff", "paper_colour": "#000000", "size": 4}
    checker = drawn("pattern", (16, 16), pattern="checker", **colours)[..., 0]
    stripes = drawn("pattern", (8, 8), pattern="stripes", **colours)[..., 0]
    rows, columns = np.mgrid[0:16, 0:16] // 4
    assert (
        set(np.unique(checker)) <= {0, 255}
        and (checker[2::4, 2::4] == 255 * ((rows + columns) % 2 == 0)[2::4, 2::4]).all()
    )
    assert stripes[:, 0].tolist() == [0, 255, 255, 0] * 2
    moved = drawn("pattern", (16, 16), pattern="checker", origin=(4, 0), **colours)[..., 0]
    np.testing.assert_array_equal(moved[:, 4:], checker[:, :-4])


def test_own_pictures_repeat_and_turn() -> None:
    colours = ((200, 30, 90, 255), (10, 20, 30, 255), (0, 255, 0, 255))
    tile = png(*colours)
    made = drawn("pattern", tile=tile)
    for x in range(9):
        assert (made[:, x] == colours[x % 3]).all()
    down = drawn("pattern", tile=tile, angle=90)
    for y in range(9):
        assert (down[y] == colours[y % 3]).all()
    moved = drawn("pattern", tile=tile, origin=(1, 5))
    np.testing.assert_array_equal(moved[:, 1:], made[:, :-1])
    nearly = drawn("pattern", (60, 60), tile=tile, angle=90.0001)
    assert np.abs(nearly.astype(int) - drawn("pattern", (60, 60), tile=tile, angle=90)).max() <= 1
    large = drawn("pattern", (40, 8), tile=tile, scale=400)
    assert (large[:, :12] == large[:, 12:24]).all()
    with pytest.raises(InvalidParameter):
        find("pattern").create({"tile": data_url("image/png", b"no picture")})


def test_noise_depends_on_its_seed_and_has_the_spread_it_should() -> None:
    grey = {"colour": "#000000", "other_colour": "#ffffff", "size": 40}
    clouds = drawn("noise", (400, 400), **grey)[..., 0].astype(float)
    assert 110 < clouds.mean() < 145 and 25 < clouds.std() < 60
    assert np.abs(np.diff(clouds, axis=0)).mean() < 8.0
    other = drawn("noise", (400, 400), **grey, seed=2)[..., 0].astype(float)
    assert abs(np.corrcoef(clouds.ravel(), other.ravel())[0, 1]) < 0.15
    grain = drawn("noise", (256, 256), **{**grey, "size": 1}, texture="grain")[..., 0]
    assert np.abs(np.histogram(grain, 8, (0, 256))[0] / grain.size - 0.125).max() < 0.01
    squares = drawn("noise", (80, 80), **grey, texture="grain")[..., 0]
    assert (squares[:40, :40] == squares[0, 0]).all() and len(np.unique(squares)) == 4


@settings(deadline=None, max_examples=25)
@given(
    st.floats(1, 400), st.integers(1, 10), st.floats(0, 100), st.integers(-200, 200), st.integers(-200, 200)
)
def test_clouds_are_the_same_in_every_part(size: float, detail: int, rough: float, x: int, y: int) -> None:
    made = find("noise").create({"size": size, "detail": detail, "roughness": rough})
    whole, part = Box(x, y, x + 60, y + 50), Box(x + 13, y + 29, x + 44, y + 41)
    inside = part.shift(-x, -y).slices
    np.testing.assert_array_equal(made.draw(SIZE, part), made.draw(SIZE, whole)[inside])  # type: ignore[attr-defined]
