"""Noise, grain, light, lenses, and pictures made of other things."""

import numpy as np
import pytest

from fotofun.imaging.blur import gaussian
from tests.operations.filtering import cut_out, grey, run, scene


@pytest.mark.parametrize("distribution", ["gaussian", "uniform"])
def test_noise_has_its_strength_and_no_cast(distribution: str) -> None:
    added = run("add_noise", grey(128, 200, 150), amount=20.0, distribution=distribution)[..., :3] - 128.0
    assert np.std(added) == pytest.approx(0.2 * 128, rel=0.03)
    assert np.abs(added.mean(axis=(0, 1))).max() < 0.6
    between = np.corrcoef(added.reshape(-1, 3).T)
    assert np.abs(between - np.eye(3)).max() < 0.03
    kurtosis = (added**4).mean() / (added**2).mean() ** 2
    assert kurtosis == pytest.approx({"gaussian": 3.0, "uniform": 1.8}[distribution], abs=0.12)


def test_monochromatic_noise_is_the_same_in_all_channels_and_seeds_differ() -> None:
    one = run("add_noise", grey(128), monochromatic=True)
    assert (one[..., 0] == one[..., 1]).all() and (one[..., 0] == one[..., 2]).all()
    assert (run("add_noise", grey(128), monochromatic=True, seed=1) != one).any()
    np.testing.assert_array_equal(run("add_noise", scene(), amount=0.0), scene())


def test_grain_is_strongest_in_the_middle_tones_and_coarser_with_size() -> None:
    levels = {
        level: run("film_grain", grey(level, 200, 150), amount=40.0)[..., 0].astype(float)
        for level in (30, 128, 225)
    }
    strength = {level: np.std(values) for level, values in levels.items()}
    assert strength[128] == pytest.approx(0.4 * 50, rel=0.1)
    assert strength[30] < 0.85 * strength[128] and strength[225] < 0.85 * strength[128]
    fine, coarse = (
        np.std(np.diff(values)) / np.std(values)
        for values in (
            run("film_grain", grey(128, 200, 150), grain=grain)[..., 0].astype(float) for grain in (1.0, 5.0)
        )
    )
    assert coarse < 0.5 * fine
    np.testing.assert_array_equal(run("film_grain", scene(), amount=0.0), scene())


def test_coloured_grain_differs_between_channels() -> None:
    plain, coloured = (run("film_grain", grey(128), coloured=each) for each in (False, True))
    assert (plain[..., 0] == plain[..., 2]).all()
    assert (coloured[..., 0] != coloured[..., 2]).mean() > 0.5


@pytest.mark.parametrize("roundness", [-80.0, 0.0, 60.0])
def test_a_vignette_is_symmetric_and_falls_off_outwards(roundness: float) -> None:
    light = run("vignette", grey(200, 161, 101), roundness=roundness)[..., 0].astype(int)
    assert np.abs(light - light[::-1]).max() <= 1 and np.abs(light - light[:, ::-1]).max() <= 1
    assert light[50, 80] == 200 and light[0, 0] in (100, 101)
    diagonal = light[np.arange(51), np.arange(51) * 80 // 50]
    assert np.diff(diagonal).min() >= -1
    level = light[50, :81]
    assert np.diff(level).min() >= -1


def test_a_vignettes_shape() -> None:
    middle = {
        round_: run("vignette", grey(200, 161, 81), roundness=round_)[..., 0].astype(int)
        for round_ in (-100.0, 0.0, 100.0)
    }
    assert middle[0.0][0, 80] == pytest.approx(middle[0.0][40, 0], abs=2)  # an oval reaches all sides alike
    assert middle[100.0][0, 80] > middle[100.0][40, 0] + 20  # a circle of the width
    assert middle[-100.0][20, 0] == pytest.approx(middle[-100.0][40, 0], abs=6)  # along a rectangle's side


def test_a_bright_vignette_is_a_dark_one_of_the_negative() -> None:
    pixels = scene()
    bright = run("vignette", pixels, amount=70.0)
    negative = pixels ^ np.array([255, 255, 255, 0], np.uint8)
    dark = run("vignette", negative, amount=-70.0) ^ np.array([255, 255, 255, 0], np.uint8)
    np.testing.assert_array_equal(bright, dark)
    np.testing.assert_array_equal(run("vignette", pixels, amount=0.0), pixels)


def test_a_vignette_has_no_bands() -> None:
    """Neighbouring levels mix where the fall-off is slow."""
    row = run("vignette", grey(60, 600, 3), amount=-20.0)[1, :, 0].astype(int)
    assert (np.diff(row) != 0).sum() > 3 * (row.max() - row.min())


@pytest.mark.parametrize("block", [1, 4, 7, 50, 1000])
def test_pixelate_is_the_mean_of_each_block(block: int) -> None:
    pixels = scene()
    result = run("pixelate", pixels, block=block)
    for top in range(0, 110, block):
        for left in range(0, 160, block):
            mine = np.s_[top : top + block, left : left + block]
            assert np.abs(result[mine] - pixels[mine].mean(axis=(0, 1))).max() <= 1.0


def test_pixelate_counts_colours_by_alpha() -> None:
    pixels = np.zeros((2, 2, 4), np.uint8)
    pixels[...] = (0, 255, 0, 0)
    pixels[0] = (200, 100, 60, 255)
    np.testing.assert_allclose(run("pixelate", pixels, block=2)[0, 0], (200, 100, 60, 128), atol=2)


@pytest.mark.parametrize("tiles", ["crystals", "hexagons", "squares"])
def test_a_mosaics_cells_are_means(tiles: str) -> None:
    pixels = scene()
    result = run("mosaic", pixels, tiles=tiles, cell=14, grout=0.0)
    colours, cells = np.unique(result.reshape(-1, 4), axis=0, return_inverse=True)
    assert 40 < len(colours) < 260
    for number in range(0, len(colours), 5):
        mine = pixels.reshape(-1, 4)[cells.ravel() == number]
        assert np.abs(mine.mean(axis=0) - colours[number]).max() <= 0.51


def test_grout_lies_between_the_cells_in_its_colour_and_width() -> None:
    pixels = grey(200, 96, 96)
    result = run("mosaic", pixels, tiles="squares", cell=12, grout=3.0, grout_colour="#102030")
    np.testing.assert_array_equal(result[2:10, 2:10], pixels[2:10, 2:10])
    np.testing.assert_array_equal(result[11:13, 14], np.broadcast_to((16, 32, 48, 255), (2, 4)))
    across = (200 - result[6, 6:18, 0].astype(float)) / 184
    assert across.sum() == pytest.approx(3.0, abs=0.1)
    half = run("mosaic", pixels, tiles="squares", cell=12, grout=3.0, grout_colour="#10203080")
    assert int(half[11, 6, 0]) == pytest.approx(108, abs=2)


@pytest.mark.parametrize("pattern", ["dot", "line"])
@pytest.mark.parametrize("level", [0, 40, 128, 200, 255])
def test_a_screen_is_as_bright_as_what_it_shows(pattern: str, level: int) -> None:
    for inks in ("colour", "single"):
        result = run("halftone", grey(level, 160, 160), pattern=pattern, inks=inks, cell=10.0)[..., :3]
        assert np.abs(result.mean(axis=(0, 1)) - level).max() < 12.0
        if level in (0, 255):
            assert (result == level).all()


def test_one_ink_prints_between_ink_and_paper() -> None:
    result = run("halftone", scene(), inks="single", ink="#200040", paper="#ffeedd")
    share = (result[..., 0].astype(float) - 0x20) / (0xFF - 0x20)
    np.testing.assert_allclose(result[..., 1], share * 0xEE, atol=1.1)
    np.testing.assert_allclose(result[..., 2], 0x40 + share * (0xDD - 0x40), atol=1.1)


def test_painting_has_fewer_small_differences() -> None:
    before, after = (
        np.abs(np.diff(each[..., 0].astype(int))) for each in (scene(), run("oil_paint", scene()))
    )
    assert (after <= 1).mean() > 1.5 * (before <= 1).mean()
    np.testing.assert_array_equal(run("oil_paint", grey(140)), grey(140))


def test_orton_is_its_formula() -> None:
    pixels = scene()
    sharp, soft = pixels[..., :3] / 255.0, gaussian(pixels, 9.0)[..., :3] / 255.0
    glowing = (1 - (1 - sharp) ** 2) * (1 - (1 - soft) ** 2)
    wanted = 255.0 * (sharp + 0.5 * (glowing - sharp))
    assert np.abs(run("glow", pixels, radius=9.0, amount=50.0)[..., :3] - wanted).max() <= 1.5


def test_bloom_only_brightens_and_only_around_what_is_bright() -> None:
    pixels = grey(60, 120, 60)
    pixels[20:40, 10:30, :3] = 250
    result = run("glow", pixels, kind="bloom", radius=6.0, amount=100.0, threshold=150)
    assert (result >= pixels).all()
    assert result[30, 33, 0] > 90 and (result[:, 80:] == pixels[:, 80:]).all()
    for kind in ("orton", "bloom"):
        np.testing.assert_array_equal(run("glow", pixels, kind=kind, amount=0.0), pixels)


def test_aberration_moves_red_and_blue_against_green() -> None:
    pixels = grey(0, 301, 61)
    pixels[:, 270:273, :3] = 255  # 121 pixels from the centre; the corner is 153 away
    result = run("chromatic_aberration", pixels, red=10.0, blue=-10.0).astype(float)
    places = np.arange(301)
    middle = [(result[30, :, i] * places).sum() / result[30, :, i].sum() for i in range(3)]
    assert middle[1] == 271.0
    assert middle[0] - 271.0 == pytest.approx(10.0 * 121 / 153.5, abs=0.4)
    assert middle[2] - 271.0 == pytest.approx(-10.0 * 121 / 153.5, abs=0.4)
    np.testing.assert_array_equal(result[..., [1, 3]], pixels[..., [1, 3]])
    np.testing.assert_array_equal(run("chromatic_aberration", scene(), red=0.0, blue=0.0), scene())


@pytest.mark.parametrize("level", [0, 1, 128, 254, 255])
def test_aberration_does_not_change_an_even_colour(level: int) -> None:
    np.testing.assert_array_equal(run("chromatic_aberration", grey(level), red=9.0), grey(level))
    pixels = cut_out()
    pixels[pixels[..., 3] > 0, :3] = level
    seen = pixels[..., 3] > 100
    off = run("chromatic_aberration", pixels, red=5.0, blue=-5.0)[seen].astype(int) - pixels[seen]
    assert np.abs(off).max() <= 2


def test_no_distortion_changes_nothing() -> None:
    for pixels in (scene(), cut_out()):
        for beyond in ("transparent", "extend"):
            result = run("lens_distortion", pixels, amount=0.0, beyond=beyond)
            np.testing.assert_array_equal(result, pixels)


def test_distortion_moves_places_as_its_formula_says() -> None:
    size, k = 201, 0.5 * 0.3
    corner = np.hypot(size, size) / 2
    for wanted in (20, 45, 70):  # a line that far from the middle is read at r (1 + k r**2)
        read = wanted * (1 + k * (wanted / corner) ** 2)
        pixels = grey(0, size, size)
        places = np.arange(size) - 100
        pixels[..., :3] = np.clip(255 - 60 * np.abs(places - read), 0, 255)[np.newaxis, :, np.newaxis]
        row = run("lens_distortion", pixels, amount=50.0, fill=False)[100, :, 0].astype(float)
        assert (row * places).sum() / row.sum() == pytest.approx(wanted, abs=0.1)


@pytest.mark.parametrize("amount", [-100.0, -30.0, 30.0, 100.0])
def test_a_filled_frame_has_no_empty_corner(amount: float) -> None:
    assert (run("lens_distortion", scene(), amount=amount)[..., 3] == 255).all()


def test_what_lies_beyond_is_transparent_or_goes_on() -> None:
    empty = run("lens_distortion", grey(90), amount=80.0, fill=False)
    assert empty[0, 0, 3] == 0 and empty[20, 30, 3] == 255
    off = (empty[..., :3].astype(int) - 90) * (empty[..., 3:] / 255.0)
    assert np.abs(off).max() <= 1.0
    np.testing.assert_array_equal(
        run("lens_distortion", grey(90), amount=80.0, fill=False, beyond="extend"), grey(90)
    )
    smaller = run("lens_distortion", grey(90), amount=0.0, scale=50.0)
    assert (smaller[..., 3] == 255).mean() == pytest.approx(0.25, abs=0.03)
