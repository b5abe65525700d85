"""Looks from elsewhere: .cube files in and out, and the colours of another picture."""

import base64
import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fotofun.catalog import find
from fotofun.codecs.cube import parse, written
from fotofun.codecs.data_url import content, data_url
from fotofun.errors import BrokenFile, CommandError, FileError, InvalidParameter
from fotofun.imaging.colour_spaces import rgb_to_lab
from fotofun.imaging.colour_statistics import statistics_of
from fotofun.imaging.lattice import tetrahedral, trilinear
from fotofun.operation import PointOperation
from fotofun.render.apply import Applier
from fotofun.render.cube_file import cube_text
from fotofun.render.table import fuse

COLOURS = np.random.default_rng(4).uniform(0, 1, (500, 3))
BEYOND = np.random.default_rng(5).uniform(-0.5, 1.5, (500, 3))


def make(name: str, **params: Any) -> Any:
    return find(name).create(params)


def cube(text: str) -> str:
    return data_url("text/plain", text.encode())


def lattice(size: int = 5, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).uniform(0, 1, (size, size, size, 3))


# --- interpolation ----------------------------------------------------------------------------------


def test_interpolation_is_exact_for_what_is_linear() -> None:
    axis = np.arange(4.0)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    nodes = np.stack([2 * red - green + 1, blue + 0.5 * red, 3 * green - blue], axis=-1)
    places = COLOURS * 3
    red, green, blue = places.T
    expected = np.stack([2 * red - green + 1, blue + 0.5 * red, 3 * green - blue], axis=-1)
    np.testing.assert_allclose(tetrahedral(nodes, places), expected, atol=1e-12)
    np.testing.assert_allclose(trilinear(nodes, places), expected, atol=1e-12)


def slow_trilinear(nodes: np.ndarray, place: np.ndarray) -> np.ndarray:
    size, total = len(nodes), np.zeros(3)
    low = np.minimum(np.floor(place).astype(int), size - 2)
    for step in np.ndindex(2, 2, 2):
        weight = np.prod([1 - abs(place[i] - low[i] - step[i]) for i in range(3)])
        red, green, blue = low + step
        total += weight * nodes[blue, green, red]
    return total


def slow_tetrahedral(nodes: np.ndarray, place: np.ndarray) -> np.ndarray:
    """From the lowest corner to the highest, along the axis with the greatest remaining fraction first."""
    low = np.minimum(np.floor(place).astype(int), len(nodes) - 2)
    share = place - low
    corner, total, left = low.copy(), np.zeros(3), 1.0
    for axis in sorted(range(3), key=lambda i: -share[i]):
        total += (left - share[axis]) * nodes[tuple(corner[::-1])]
        left = share[axis]
        corner[axis] += 1
    return np.asarray(total + left * nodes[tuple(corner[::-1])])


@pytest.mark.parametrize(
    ("fast", "slow"), [(trilinear, slow_trilinear), (tetrahedral, slow_tetrahedral)], ids=["tri", "tetra"]
)
def test_interpolation_is_the_plain_one(fast: Any, slow: Any) -> None:
    nodes, places = lattice(), COLOURS * 4
    places[:3] = [[0, 0, 0], [4, 4, 4], [2, 2, 2]]
    places[3:40, 1] = places[3:40, 0]  # ties
    np.testing.assert_allclose(fast(nodes, places), [slow(nodes, place) for place in places], atol=1e-12)


# --- .cube ------------------------------------------------------------------------------------------


def test_a_written_table_reads_the_same() -> None:
    nodes = lattice(7)
    table = parse(written(nodes, 'Warm "soft"'))
    assert table.title == "Warm 'soft'"
    np.testing.assert_allclose(table.stages[0].nodes, nodes, atol=5e-7)


def test_red_is_the_fastest() -> None:
    text = "LUT_3D_SIZE 2\n0 0 0\n1 0 0\n0 1 0\n1 1 0\n0 0 1\n1 0 1\n0 1 1\n1 1 1\n"
    np.testing.assert_allclose(parse(text)(COLOURS), COLOURS, atol=1e-12)


def test_comments_blank_lines_windows_line_ends_and_a_byte_order_mark_are_fine() -> None:
    text = '\ufeff# made by hand\r\nTITLE "x"\r\n\r\nLUT_1D_SIZE 2\r\n1 1 1 # inverted\r\n0 0 0\r\n'
    np.testing.assert_allclose(parse(text)(COLOURS), 1 - COLOURS, atol=1e-12)


def test_a_domain_says_what_the_table_covers() -> None:
    text = "LUT_1D_SIZE 3\nDOMAIN_MIN -1 0 0\nDOMAIN_MAX 1 2 1\n0 0 0\n0.5 1 0.5\n1 2 1\n"
    result = parse(text)(np.array([[0.0, 1.0, 0.25], [-5.0, 9.0, 2.0]]))
    np.testing.assert_allclose(result, [[0.5, 1.0, 0.25], [0.0, 2.0, 1.0]])


def test_a_shaper_comes_before_the_cube() -> None:
    text = (
        "LUT_1D_SIZE 2\nLUT_1D_INPUT_RANGE 0 2\nLUT_3D_SIZE 2\n0 0 0\n1 1 1\n"
        "1 1 1\n0 1 1\n1 0 1\n0 0 1\n1 1 0\n0 1 0\n1 0 0\n0 0 0\n"
    )
    np.testing.assert_allclose(parse(text)(COLOURS * 2), 1 - COLOURS, atol=1e-12)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "does not say its size"),
        ("0 0 0\n1 1 1\n", "does not say its size"),
        ("LUT_3D_SIZE 1\n0 0 0\n", "Line 1 of the table needs a size from 2 to"),
        ("LUT_3D_SIZE 999999\n", "Line 1 of the table needs a size from 2 to"),
        ("LUT_1D_SIZE 2\n0 0 0\n", "needs 2 colours and has 1"),
        ("LUT_1D_SIZE 2\n0 0 0\n0 0\n", "not three numbers: '0 0'"),
        ("LUT_1D_SIZE 2\n0 0 0\n-0 x 0\n", "not three numbers"),
        ("LUT_1D_SIZE 2\n0 0 0\n1e999 0 0\n", "not three numbers"),
        ("LUT_1D_SIZE 2\nDOMAIN_MIN 0 0\n0 0 0\n1 1 1\n", "Line 2 of the table needs 3 numbers"),
        ("LUT_1D_SIZE 2\nDOMAIN_MAX 0 1 1\n0 0 0\n1 1 1\n", "domain of the table is empty"),
        ("LUT_1D_SIZE 2\nGIF89a\n", "Line 2 of the table says 'GIF89a'"),
    ],
)
def test_a_wrong_table_is_refused_with_a_reason(text: str, what: str) -> None:
    with pytest.raises(BrokenFile, match=what):
        parse(text)
    with pytest.raises(InvalidParameter, match=what):
        make("lut", table=cube(text))


def test_a_table_can_be_mixed_in() -> None:
    text = cube("LUT_1D_SIZE 2\n1 1 1\n0 0 0\n")
    np.testing.assert_allclose(make("lut", table=text).transform(BEYOND), 1 - np.clip(BEYOND, 0, 1))
    half = make("lut", table=text, amount=50).transform(COLOURS)
    np.testing.assert_allclose(half, 0.5, atol=1e-12)
    np.testing.assert_array_equal(make("lut", table=text, amount=0).transform(COLOURS), COLOURS)


def test_adjustments_become_a_table_that_does_the_same() -> None:
    operations: list[PointOperation] = [
        make("temperature", temperature=30),
        make("saturation", saturation=30),
        make("brightness_contrast", contrast=20),
    ]
    lut = make("lut", table=cube(cube_text(operations, size=49, title="look")))
    pixels = np.random.default_rng(2).integers(0, 256, (90, 90, 4), dtype=np.uint8)
    results = []
    for run in (operations, [lut]):
        out = np.empty_like(pixels)
        Applier(fuse(run))(pixels, out)
        results.append(out.astype(int))
    difference = np.abs(results[0] - results[1])
    assert difference.mean() < 0.3 and difference.max() <= 6


# --- data URLs --------------------------------------------------------------------------------------


def test_data_urls_carry_bytes() -> None:
    data = bytes(range(256))
    assert content(data_url("image/png", data)) == data
    assert content("data:,a%20b") == b"a b"
    assert content("data:text/plain;base64," + base64.b64encode(b"x").decode().replace("=", "%3D")) == b"x"
    for broken in ("data:image/png;base64,????", "data:nothing", "http://example.org/,x"):
        with pytest.raises(BrokenFile):
            content(broken)


# --- match colour -----------------------------------------------------------------------------------


def opaque(seed: int, mean: tuple[int, int, int], spread: int) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(0, spread, (80, 90, 3))
    pixels = np.full((80, 90, 4), 255, np.uint8)
    pixels[..., :3] = np.clip(noise + mean, 0, 255)
    return pixels


def as_file(pixels: np.ndarray) -> str:
    target = io.BytesIO()
    Image.fromarray(pixels).save(target, "PNG")
    return data_url("image/png", target.getvalue())


def test_statistics_are_those_of_what_can_be_seen() -> None:
    pixels = opaque(1, (120, 90, 160), 20)
    hidden = pixels.copy()
    hidden[40:] = [255, 0, 0, 0]
    measured = statistics_of(hidden)
    lab = rgb_to_lab(pixels[:40, :, :3] / 255).reshape(-1, 3)
    assert measured is not None
    np.testing.assert_allclose(measured.mean, lab.mean(axis=0), atol=1e-4)
    np.testing.assert_allclose(measured.deviation, lab.std(axis=0), atol=1e-3)
    assert statistics_of(np.zeros((3, 3, 4), np.uint8)) is None


def test_a_matched_picture_has_the_statistics_of_the_other() -> None:
    here, there = opaque(1, (120, 90, 160), 12), opaque(2, (150, 140, 110), 25)
    transfer = make("match_colour", reference=as_file(there)).resolve(here)
    out = np.empty_like(here)
    Applier(fuse([transfer]))(here, out)
    wanted, found = statistics_of(there), statistics_of(out)
    assert wanted is not None and found is not None
    np.testing.assert_allclose(found.mean, wanted.mean, atol=0.5)
    np.testing.assert_allclose(found.deviation, wanted.deviation, rtol=0.05)
    none = make("match_colour", reference=as_file(there), amount=0).resolve(here)
    np.testing.assert_array_equal(none.transform(COLOURS), COLOURS)


def test_match_colour_without_anything_to_match() -> None:
    here = opaque(1, (120, 90, 160), 12)
    np.testing.assert_array_equal(make("match_colour").resolve(here).transform(COLOURS), COLOURS)
    with pytest.raises(CommandError, match="fully transparent"):
        make("match_colour", reference=as_file(np.zeros((2, 2, 4), np.uint8))).resolve(here)
    with pytest.raises(FileError):
        make("match_colour", reference=data_url("image/png", b"no picture")).resolve(here)
