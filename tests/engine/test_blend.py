"""Blend modes and compositing agree with formulas written out slowly in float64."""

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from fotofun.errors import CommandError
from fotofun.raster import Mask, Pixels
from fotofun.render.blend import BLEND_MODES, composite, find_mode, mix, separable
from fotofun.render.blend.kernels import SHORT, by_table, kernel

Floats = NDArray[np.float64]
Coverage = Mask | int | None

W3C = {
    *("normal", "multiply", "screen", "overlay", "darken", "lighten", "colour_dodge", "colour_burn"),
    *("hard_light", "soft_light", "difference", "exclusion", "hue", "saturation", "colour", "luminosity"),
}
OTHERS = {
    *("linear_burn", "linear_dodge", "vivid_light", "linear_light", "pin_light", "hard_mix", "subtract"),
    *("divide", "darker_colour", "lighter_colour", "dissolve"),
}
CONTINUOUS = sorted((W3C | OTHERS) - {"dissolve"})

# --- the reference: colours of 0..255 in float64, one pixel after another ---------------------------

ROUNDING = 1.5 + 1e-6
"""As far as a byte may be from an exact value when it has to be within 1 of that value, rounded."""


def dodge(cb: float, cs: float) -> float:
    return 0.0 if cb == 0 else 1.0 if cs == 1 else min(1.0, cb / (1 - cs))


def burn(cb: float, cs: float) -> float:
    return 1.0 if cb == 1 else 0.0 if cs == 0 else 1 - min(1.0, (1 - cb) / cs)


def hard_light(cb: float, cs: float) -> float:
    return cb * 2 * cs if cs <= 0.5 else cb + (2 * cs - 1) - cb * (2 * cs - 1)


def soft_light(cb: float, cs: float) -> float:
    if cs <= 0.5:
        return cb - (1 - 2 * cs) * cb * (1 - cb)
    d = ((16 * cb - 12) * cb + 4) * cb if cb <= 0.25 else cb**0.5
    return cb + (2 * cs - 1) * (d - cb)


CHANNEL: dict[str, Callable[[float, float], float]] = {
    "normal": lambda cb, cs: cs,
    "multiply": lambda cb, cs: cb * cs,
    "screen": lambda cb, cs: 1 - (1 - cb) * (1 - cs),
    "overlay": lambda cb, cs: hard_light(cs, cb),
    "darken": min,
    "lighten": max,
    "colour_dodge": dodge,
    "colour_burn": burn,
    "hard_light": hard_light,
    "soft_light": soft_light,
    "difference": lambda cb, cs: abs(cb - cs),
    "exclusion": lambda cb, cs: cb + cs - 2 * cb * cs,
    "linear_burn": lambda cb, cs: max(0.0, cb + cs - 1),
    "linear_dodge": lambda cb, cs: min(1.0, cb + cs),
    "vivid_light": lambda cb, cs: burn(cb, 2 * cs) if cs <= 0.5 else dodge(cb, 2 * (cs - 0.5)),
    "linear_light": lambda cb, cs: min(1.0, max(0.0, cb + 2 * cs - 1)),
    "pin_light": lambda cb, cs: min(cb, 2 * cs) if cs <= 0.5 else max(cb, 2 * (cs - 0.5)),
    "hard_mix": lambda cb, cs: float(round(cb * 255) + round(cs * 255) >= 255),
    "subtract": lambda cb, cs: max(0.0, cb - cs),
    "divide": lambda cb, cs: 0.0 if cb == 0 else 1.0 if cs == 0 else min(1.0, cb / cs),
}

Colour = list[float]


def lum(c: Colour) -> float:
    return 0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2]


def sat(c: Colour) -> float:
    return max(c) - min(c)


def set_lum(c: Colour, light: float) -> Colour:
    d = light - lum(c)
    c = [each + d for each in c]
    middle, n, x = lum(c), min(c), max(c)
    if n < -1e-12:
        c = [middle + (each - middle) * middle / (middle - n) for each in c]
    if x > 1 + 1e-12:
        c = [middle + (each - middle) * (1 - middle) / (x - middle) for each in c]
    return c


def set_sat(c: Colour, s: float) -> Colour:
    low, mid, high = sorted(range(3), key=lambda i: c[i])
    result = [0.0, 0.0, 0.0]
    if c[high] > c[low]:
        result[mid] = (c[mid] - c[low]) * s / (c[high] - c[low])
        result[high] = s
    return result


def weigh(c: Colour) -> int:
    """Lum times 25500, without a last bit that could decide which of two colours is darker."""
    return sum(share * round(each * 255) for share, each in zip((30, 59, 11), c, strict=True))


WHOLE: dict[str, Callable[[Colour, Colour], Colour]] = {
    "hue": lambda cb, cs: set_lum(set_sat(cs, sat(cb)), lum(cb)),
    "saturation": lambda cb, cs: set_lum(set_sat(cb, sat(cs)), lum(cb)),
    "colour": lambda cb, cs: set_lum(cs, lum(cb)),
    "luminosity": lambda cb, cs: set_lum(cb, lum(cs)),
    "darker_colour": lambda cb, cs: cs if weigh(cs) < weigh(cb) else cb,
    "lighter_colour": lambda cb, cs: cs if weigh(cs) > weigh(cb) else cb,
}


def blended(mode: str, cb: Colour, cs: Colour) -> Colour:
    if mode in WHOLE:
        return WHOLE[mode](cb, cs)
    return [CHANNEL[mode](b, s) for b, s in zip(cb, cs, strict=True)]


def over(mode: str, backdrop: Colour, source: Colour, m: float) -> Colour:
    """Simple alpha compositing of straight colours, all 0..1: premultiplied, then divided by alpha."""
    (*cb, ab), (*cs, alpha) = backdrop, source
    a = alpha * m
    ar = a + ab - a * ab
    if ar == 0:
        return [0.0] * 4
    b = blended(mode, cb, cs)
    return [(cs[i] * a * (1 - ab) + cb[i] * ab * (1 - a) + a * ab * b[i]) / ar for i in range(3)] + [ar]


def inside(mode: str, backdrop: Colour, source: Colour, m: float) -> Colour:
    """As if the backdrop were opaque, with its alpha put back."""
    return [*over(mode, [*backdrop[:3], 1.0], source, m)[:3], backdrop[3]]


def between(_mode: str, before: Colour, after: Colour, m: float) -> Colour:
    """The mean of two premultiplied colours, divided by its alpha."""
    ab, aa = before[3] * (1 - m), after[3] * m
    if ab + aa == 0:
        return [0.0] * 4
    return [(before[i] * ab + after[i] * aa) / (ab + aa) for i in range(3)] + [ab + aa]


def assert_near(
    actual: Pixels,
    mode: str,
    backdrop: Pixels,
    source: Pixels,
    coverage: Coverage,
    reference: Callable[[str, Colour, Colour, float], Colour] = over,
) -> None:
    """Every colour and alpha within 1 of the reference, rounded; nothing left in clear pixels."""
    shares = np.broadcast_to(np.array(255 if coverage is None else coverage), backdrop.shape[:2])
    exact = np.array(
        [
            reference(mode, (b / 255).tolist(), (s / 255).tolist(), m / 255)
            for b, s, m in zip(backdrop.reshape(-1, 4), source.reshape(-1, 4), shares.ravel(), strict=True)
        ]
    ).reshape(backdrop.shape)
    error = np.abs(actual - exact * 255)
    assert error[..., 3].max() <= ROUNDING
    shown = actual[..., 3] > 0
    assert not actual[~shown].any()
    assert error[shown].max(initial=0) <= ROUNDING


# --- pictures -----------------------------------------------------------------------------------------

LEVELS = (0, 1, 64, 127, 128, 254, 255)
EDGES = np.array(list(product(LEVELS, repeat=4)), np.uint8)


def grid() -> tuple[Pixels, Pixels]:
    """All combinations of levels of cb, cs, ab and as; the channels pair up differently."""
    cb, cs, ab, alpha = EDGES.T
    other_cb, other_cs = np.array(LEVELS, np.uint8)[[(np.arange(len(cb)) * k) % 7 for k in (3, 5)]]
    backdrop = np.stack([cb, other_cb, cs, ab], axis=-1)[np.newaxis]
    source = np.stack([cs, cb, other_cs, alpha], axis=-1)[np.newaxis]
    return np.ascontiguousarray(backdrop), np.ascontiguousarray(source)


def noise(seed: int, height: int, width: int, alphas: tuple[int, ...] = ()) -> Pixels:
    """Random colours; random alphas, or random ones of a few."""
    random = np.random.default_rng(seed)
    pixels = random.integers(0, 256, (height, width, 4), np.uint8)
    if alphas:
        pixels[..., 3] = random.choice(np.array(alphas, np.uint8), (height, width))
    return pixels


BYTES = st.one_of(st.sampled_from(LEVELS), st.integers(0, 255))
ALPHAS = st.sampled_from([(0,), (255,), (0, 255), (1, 2, 253, 254), ()])
SIZES = st.tuples(st.integers(1, 5), st.integers(1, 5))


@st.composite
def pictures(draw: st.DrawFn) -> tuple[Pixels, Pixels, Coverage]:
    """Two pictures of one size, opaque, clear, partly so or anything between, and a coverage."""
    height, width = draw(SIZES)
    backdrop, source = (noise(draw(st.integers(0, 2**32)), height, width, draw(ALPHAS)) for _ in range(2))
    if draw(st.booleans()):
        coverage: Coverage = draw(st.one_of(st.none(), BYTES))
    else:
        coverage = noise(draw(st.integers(0, 2**32)), height, width, draw(ALPHAS))[..., 3].copy()
    return backdrop, source, coverage


# --- blending and compositing ---------------------------------------------------------------------------


def test_the_list_is_complete() -> None:
    assert set(BLEND_MODES) == W3C | OTHERS and len(BLEND_MODES) == 27
    assert all(mode.name == name and mode.label for name, mode in BLEND_MODES.items())
    assert {name for name, mode in BLEND_MODES.items() if not mode.separable} == set(WHOLE)
    groups = [mode.group for mode in BLEND_MODES.values()]
    assert groups == sorted(groups, key=groups.index), "a group's modes stand together"


@pytest.mark.parametrize("mode", CONTINUOUS)
def test_all_extremes(mode: str) -> None:
    backdrop, source = grid()
    for coverage in (None, 1, 128, 254):
        assert_near(composite(backdrop, source, mode, coverage), mode, backdrop, source, coverage)
    kept = composite(backdrop, source, mode, 128, keep_alpha=True)
    assert_near(kept, mode, backdrop, source, 128, inside)


@settings(deadline=None, max_examples=250)
@given(st.sampled_from(CONTINUOUS), pictures())
def test_any_pictures(mode: str, case: tuple[Pixels, Pixels, Coverage]) -> None:
    backdrop, source, coverage = case
    assert_near(composite(backdrop, source, mode, coverage), mode, backdrop, source, coverage)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(CONTINUOUS), pictures(), st.booleans())
def test_a_pixel_depends_on_itself_alone(
    mode: str, case: tuple[Pixels, Pixels, Coverage], keep_alpha: bool
) -> None:
    """However the picture is cut up: what takes another path through the code gives the same bytes."""
    backdrop, source, coverage = case
    whole = composite(backdrop, source, mode, coverage, keep_alpha=keep_alpha)
    mixed = mix(backdrop, source, 255 if coverage is None else coverage)
    for y, x in np.ndindex(backdrop.shape[:2]):
        place = slice(y, y + 1), slice(x, x + 1)
        part = coverage[place] if isinstance(coverage, np.ndarray) else coverage
        alone = composite(backdrop[place], source[place], mode, part, keep_alpha=keep_alpha)
        assert np.array_equal(alone, whole[place])
        alone = mix(backdrop[place], source[place], 255 if part is None else part)
        assert np.array_equal(alone, mixed[place])


@pytest.mark.parametrize("mode", sorted(BLEND_MODES))
def test_more_than_one_tile(mode: str) -> None:
    backdrop, source = noise(1, 70, 1100, (0, 100, 255)), noise(2, 70, 1100, (0, 100, 255))
    coverage = noise(3, 70, 1100)[..., 0]
    whole = composite(backdrop, source, mode, coverage, origin=(-7, 5))
    middle = slice(60, 69), slice(1000, 1099)
    part = composite(backdrop[middle], source[middle], mode, coverage[middle], origin=(993, 65))
    assert np.array_equal(part, whole[middle])


@pytest.mark.parametrize("mode", ["normal", "multiply", "overlay", "hue", "dissolve"])
@pytest.mark.parametrize("alphas", [(255,), (0, 100, 255)])
@pytest.mark.parametrize("coverage", [None, 128])
def test_writes_only_to_out(mode: str, alphas: tuple[int, ...], coverage: Coverage) -> None:
    backdrop, source = noise(1, 20, 30, alphas), noise(2, 20, 30, alphas)
    pristine = backdrop.copy(), source.copy()
    backdrop.flags.writeable = source.flags.writeable = False
    expected = composite(backdrop, source, mode, coverage)
    assert np.array_equal(backdrop, pristine[0]) and np.array_equal(source, pristine[1])
    for i in range(2):
        pair = [each.copy() for each in pristine]
        assert composite(pair[0], pair[1], mode, coverage, out=pair[i]) is pair[i]
        assert np.array_equal(pair[i], expected)
    frame = np.full((22, 33, 4), 9, np.uint8)
    composite(backdrop, source, mode, coverage, out=frame[1:21, 2:32])
    assert np.array_equal(frame[1:21, 2:32], expected)
    assert (frame[0] == 9).all() and (frame[:, :2] == 9).all() and (frame[:, 32] == 9).all()


@pytest.mark.parametrize("mode", sorted(BLEND_MODES))
def test_neutral_sources_change_nothing(mode: str) -> None:
    backdrop = noise(1, 10, 10, (1, 100, 255))
    for coverage, source in ((0, noise(2, 10, 10)), (None, noise(2, 10, 10, (0,)))):
        assert np.array_equal(composite(backdrop, source, mode, coverage), backdrop)


def test_normal_is_pillows() -> None:
    backdrop, source = noise(1, 99, 99, (1, 100, 255)), noise(2, 99, 99)
    expected = np.asarray(Image.alpha_composite(Image.fromarray(backdrop), Image.fromarray(source)))
    assert np.array_equal(composite(backdrop, source), expected)


def test_coverage_of_255_is_full_wherever_it_is_said() -> None:
    backdrop, source = noise(1, 60, 60), noise(2, 60, 60)
    mask = noise(3, 60, 60, (128, 255))[..., 3].copy()
    for mode in ("normal", "multiply"):
        full = composite(backdrop, source, mode)
        assert np.array_equal(composite(backdrop, source, mode, mask)[mask == 255], full[mask == 255])
        assert np.array_equal(composite(backdrop, source, mode, np.full_like(mask, 255)), full)


def all_bytes() -> tuple[Pixels, Pixels]:
    """Opaque greys: every byte over every byte."""
    backdrop, source = np.full((256, 256, 4), 255, np.uint8), np.full((256, 256, 4), 255, np.uint8)
    values = np.arange(256, dtype=np.uint8)
    backdrop[..., :3], source[..., :3] = values[:, None, None], values[None, :, None]
    return backdrop, source


@pytest.mark.parametrize("mode", sorted(CHANNEL))
def test_opaque_bytes_are_rounded(mode: str) -> None:
    formula = CHANNEL[mode]
    exact = np.array([[formula(cb / 255, cs / 255) for cs in range(256)] for cb in range(256)]) * 255
    result = composite(*all_bytes(), mode)
    assert np.abs(result[..., :3] - exact[..., np.newaxis]).max() <= 0.5 + 1e-6
    assert (result[..., 3] == 255).all()


@pytest.mark.parametrize("mode", sorted(WHOLE))
def test_opaque_colours_are_rounded(mode: str) -> None:
    backdrop, source = noise(1, 60, 60, (255,)), noise(2, 60, 60, (255,))
    backdrop[:30, :, 1] = backdrop[:30, :, 0]  # two channels the same, then three
    source[:, :9, :3] = source[:, :9, :1]
    colours = zip(backdrop.reshape(-1, 4)[:, :3] / 255, source.reshape(-1, 4)[:, :3] / 255, strict=True)
    exact = np.array([WHOLE[mode](b.tolist(), s.tolist()) for b, s in colours]).reshape(60, 60, 3) * 255
    assert np.abs(composite(backdrop, source, mode)[..., :3] - exact).max() <= 0.5 + 1e-3


@pytest.mark.parametrize("mode", sorted(SHORT))
def test_short_kernels_give_the_tables_bytes(mode: str) -> None:
    backdrop, source = all_bytes()
    table = by_table(getattr(separable, mode))
    assert np.array_equal(kernel(mode)(backdrop, source)[..., :3], table(backdrop, source)[..., :3])


def test_an_unknown_mode_is_refused() -> None:
    assert find_mode("multiply").label == "Multiply"
    with pytest.raises(CommandError, match="no blend mode 'color'"):
        composite(noise(1, 2, 2), noise(2, 2, 2), "color")


# --- mixing ---------------------------------------------------------------------------------------------


def test_mix_of_all_extremes() -> None:
    before, after = grid()
    for coverage in (1, 100, 128, 254):
        assert_near(mix(before, after, coverage), "", before, after, coverage, between)


@settings(deadline=None, max_examples=150)
@given(pictures())
def test_mix_of_any_pictures(case: tuple[Pixels, Pixels, Coverage]) -> None:
    before, after, coverage = case
    mask = np.full(before.shape[:2], 77, np.uint8) if coverage is None else coverage
    inner = np.clip(mask, 1, 254)
    assert_near(mix(before, after, inner), "", before, after, inner, between)
    mixed, shares = mix(before, after, mask), np.broadcast_to(mask, before.shape[:2])
    assert np.array_equal(mixed[shares == 0], before[shares == 0])
    assert np.array_equal(mixed[shares == 255], after[shares == 255])


def test_mix_in_place() -> None:
    before, after = noise(1, 70, 1100), noise(2, 70, 1100)
    mask = noise(3, 70, 1100, (0, 9, 255))[..., 3]
    expected = mix(before, after, mask)
    for i in range(2):
        pair = before.copy(), after.copy()
        assert mix(*pair, mask, out=pair[i]) is pair[i]
        assert np.array_equal(pair[i], expected)
