from typing import Any

import numpy as np
import pytest

from fotofun.raster import Pixels
from tests.operations.filtering import cut_out, grey, run, scene

BLURS = ("gaussian_blur", "box_blur", "motion_blur", "lens_blur", "radial_blur", "tilt_shift")


def point(side: int = 81, level: int = 255) -> Pixels:
    """A bright pixel on black."""
    pixels = grey(0, side, side)
    pixels[side // 2, side // 2, :3] = level
    return pixels


@pytest.mark.parametrize("name", BLURS)
@pytest.mark.parametrize("level", [0, 90, 255])
def test_what_is_even_stays(name: str, level: int) -> None:
    np.testing.assert_array_equal(run(name, grey(level)), grey(level))


@pytest.mark.parametrize(
    ("name", "none"),
    [
        ("gaussian_blur", {"radius": 0.0}),
        ("box_blur", {"radius": 0.0}),
        ("motion_blur", {"distance": 0.0}),
        ("lens_blur", {"radius": 0.0}),
        ("lens_blur", {"radius": 0.0, "highlights": 100.0}),
        ("radial_blur", {"amount": 0.0}),
        ("surface_blur", {"radius": 0}),
        ("tilt_shift", {"blur": 0.0}),
    ],
)
def test_no_blur_changes_nothing(name: str, none: dict[str, float]) -> None:
    np.testing.assert_array_equal(run(name, scene(), **none), scene())


@pytest.mark.parametrize("name", BLURS)
def test_transparency_is_blurred_too_and_colours_count_by_it(name: str) -> None:
    pixels = grey(0, 80, 60)
    pixels[:] = (0, 255, 0, 0)
    pixels[20:40, 30:50] = (200, 40, 60, 255)
    params: dict[str, Any] = {"tilt_shift": {"centre": (50.0, 0.0)}, "radial_blur": {"amount": 60.0}}
    result = run(name, pixels, **params.get(name, {}))
    between = (result[..., 3] > 40) & (result[..., 3] < 255)
    assert between.sum() > 20
    off = np.abs(result[between][:, :3].astype(int) - (200, 40, 60))
    assert off.max() <= 10  # premultiplied colours have fewer levels


def test_box_blur_is_the_mean_of_a_square() -> None:
    pixels = scene()
    padded = np.pad(pixels, ((3, 3), (3, 3), (0, 0)), mode="edge")
    wanted = np.lib.stride_tricks.sliding_window_view(padded, (7, 7), axis=(0, 1)).mean(axis=(-1, -2))
    assert np.abs(run("box_blur", pixels, radius=3.0) - wanted).max() <= 1.01


def test_motion_blur_streaks_along_its_angle() -> None:
    for angle, (dx, dy) in ((0.0, (1, 0)), (90.0, (0, -1)), (45.0, (1, -1)), (-45.0, (1, 1))):
        light = run("motion_blur", point(), angle=angle, distance=20.0)[..., 0]
        assert light[40 + 5 * dy, 40 + 5 * dx] > 5 and light[40 - 5 * dy, 40 - 5 * dx] > 5
        assert light[40 + 5 * dx, 40 - 5 * dy] == 0


def test_lens_blur_makes_a_flat_disc() -> None:
    light = run("lens_blur", point(), radius=8.0, highlights=0.0)[..., 0].astype(int)
    away = np.hypot(*np.mgrid[-40:41, -40:41])
    assert light[away > 9.0].max() == 0
    inside = light[away < 7.0]
    assert inside.min() == inside.max() == round(255 / (np.pi * 64))


def test_highlights_shine_through_a_lens_blur() -> None:
    dull = run("lens_blur", point(), radius=6.0, highlights=0.0)[40, 40, 0]
    bright = run("lens_blur", point(), radius=6.0, highlights=100.0)[40, 40, 0]
    assert bright > 10 * max(dull, 1)
    pixels = scene()
    assert (
        run("lens_blur", pixels, highlights=100.0) >= run("lens_blur", pixels, highlights=0.0) - 1.0
    ).all()


def test_blades_are_seen_and_turn() -> None:
    discs = [
        run("lens_blur", point(), shape="hexagon", rotation=turn, highlights=100.0) for turn in (0.0, 30.0)
    ]
    assert (discs[0] != discs[1]).any()
    np.testing.assert_array_equal(
        discs[0], run("lens_blur", point(), shape="hexagon", rotation=60.0, highlights=100.0)
    )


def test_a_large_lens_blur_is_about_what_a_small_one_would_be() -> None:
    """Made of a smaller picture from a radius of 12 pixels on."""
    pixels = scene()
    below, above = (run("lens_blur", pixels, radius=radius).astype(int) for radius in (12.0, 12.5))
    assert np.abs(below - above)[15:-15, 15:-15].mean() < 1.5


@pytest.mark.parametrize("kind", ["zoom", "spin"])
def test_radial_blur_leaves_its_centre_sharp(kind: str) -> None:
    pixels = np.repeat(np.repeat(scene(41, 41)[::2, ::2], 2, axis=0), 2, axis=1)[:41, :41]
    result = run("radial_blur", pixels, kind=kind, amount=40.0)
    off = np.abs(result.astype(int) - pixels).max(axis=-1)
    assert off[20, 20] <= 3
    assert off[0].mean() > 2 * max(off[20, 18:23].mean(), 1)


def test_zoom_blurs_outwards_and_spin_around() -> None:
    pixels = grey(0, 121, 121)
    pixels[60, 95:98, :3] = 255  # 36 pixels to the right of the centre
    zoom, spin = (run("radial_blur", pixels, kind=kind, amount=40.0)[..., 0] for kind in ("zoom", "spin"))
    assert zoom[60, 92] > 40 and zoom[66, 96] == 0
    assert spin[66, 96] > 5 and spin[60, 88] == 0


def test_surface_blur_smooths_surfaces_and_keeps_edges() -> None:
    clean = grey(80, 80, 60)
    clean[:, 40:, :3] = 180
    noisy = clean.copy()
    noise = np.random.default_rng(0).normal(0, 6, clean.shape[:2] + (3,))
    noisy[..., :3] = np.clip(clean[..., :3] + noise, 0, 255)
    result = run("surface_blur", noisy, radius=8, threshold=40).astype(float)
    assert np.std(result - clean) < 0.4 * np.std(noisy.astype(float) - clean)
    assert np.abs(result[:, 38:42, 0].mean(axis=0) - clean[0, 38:42, 0]).max() < 3.0
    np.testing.assert_array_equal(run("surface_blur", cut_out())[..., 3], cut_out()[..., 3])


def test_tilt_shift_is_sharp_in_its_band_and_more_blurred_farther_off() -> None:
    pixels = scene(120, 160)
    result = run("tilt_shift", pixels, centre=(50.0, 50.0), width=20.0, transition=30.0, blur=8.0)
    np.testing.assert_array_equal(result[66:94], pixels[66:94])
    detail = np.abs(np.diff(result[..., 0].astype(int), axis=1)).mean(axis=1)
    before = np.abs(np.diff(pixels[..., 0].astype(int), axis=1)).mean(axis=1)
    kept = detail / before
    assert kept[20:40].mean() < kept[45:55].mean() < kept[60:66].mean()
    whole = run("gaussian_blur", pixels, radius=8.0).astype(int)
    assert np.abs(result[:12] - whole[:12]).max() <= 8  # the full blur, of a smaller picture


def test_tilt_shift_turns_with_its_angle() -> None:
    pixels = scene(160, 120)
    result = run("tilt_shift", pixels, centre=(50.0, 50.0), angle=90.0, width=30.0, blur=6.0)
    np.testing.assert_array_equal(result[:, 64:96], pixels[:, 64:96])
    assert (result[:, :20] != pixels[:, :20]).mean() > 0.5
