"""One fused table gives what the operations give one after the other."""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fotofun.catalog import find
from fotofun.operation import REGISTRY, PointOperation
from fotofun.raster import Colours
from fotofun.render.apply import Applier
from fotofun.render.memo import BAND, Memo
from fotofun.render.presenter import describe, half_float_textures
from fotofun.render.stages import Sampled, Stages
from fotofun.render.table import NODES, Cube, Curves, Linear, chain, fuse
from tests.operations.legal import legal

ADJUSTMENTS = st.fixed_dictionaries(
    {},
    optional={
        "exposure": st.fixed_dictionaries({"stops": st.floats(-3, 3)}),
        "temperature": st.fixed_dictionaries({"temperature": st.floats(-100, 100)}),
        "brightness_contrast": st.fixed_dictionaries(
            {"brightness": st.floats(-100, 100), "contrast": st.floats(-100, 100)}
        ),
        "saturation": st.fixed_dictionaries({"saturation": st.floats(-100, 100)}),
        "hue": st.fixed_dictionaries({"degrees": st.floats(-180, 180)}),
    },
)
POINT = [each for _, each in sorted(REGISTRY.items()) if issubclass(each, PointOperation)]
ANY = st.sampled_from(POINT).flatmap(lambda each: legal(each).map(each.create))


def made(settings: dict[str, dict[str, Any]]) -> list[PointOperation]:
    operations = [find(name).create(params) for name, params in settings.items()]
    return sorted(operations, key=lambda each: each.position)  # type: ignore[arg-type]


STRONG: dict[str, dict[str, Any]] = {
    "exposure": {"stops": 1.5},
    "saturation": {"saturation": 60},
    "hue": {"degrees": 40},
}
# Something that is not linear after something that mixes channels.
CUBE = [*made({"saturation": {"saturation": 40}}), *made({"brightness_contrast": {"contrast": 30}})]
# What a cube of 33 nodes cannot hold: kinks, jumps, steep curves between mixing.
HARD: list[PointOperation] = [
    *made({"saturation": {"saturation": 100}}),
    *made({"exposure": {"stops": 2}}),
    *made({"hue_saturation": {"reds_hue": 120, "greens_saturation": -100, "blues_lightness": 60}}),
    *made({"curves": {"rgb": [[0, 0], [100, 20], [104, 240], [255, 255]]}}),
    *made({"black_white": {"reds": 300, "blues": -200}}),
    *made(
        {"gradient_map": {"gradient": [[0, "#200040"], [0.5, "#ff0000"], [0.5, "#00ff00"], [1, "#ffffff"]]}}
    ),
    *made({"posterize": {"levels": 5}}),
    *made({"threshold": {"level": 77}}),
]


def pixels(height: int = 50, width: int = 60) -> np.ndarray:
    return np.random.default_rng(3).integers(0, 256, (height, width, 4), dtype=np.uint8)


def applied(operations: list[PointOperation], source: np.ndarray) -> np.ndarray:
    out = np.zeros_like(source)
    Applier(fuse(operations))(source, out)
    return out


def error(operations: list[PointOperation], source: np.ndarray) -> float:
    """How far the result is from the operations in float64, clipped once at the end, in levels."""
    reference = np.clip(chain(operations, source[..., :3] / 255.0), 0, 1) * 255
    return float(np.abs(applied(operations, source)[..., :3] - reference).max())


@settings(max_examples=60, deadline=None)
@given(ADJUSTMENTS)
def test_within_one_of_the_float_reference(settings: dict[str, dict[str, float]]) -> None:
    operations, source = made(settings), pixels()
    assert error(operations, source) <= 1.0
    np.testing.assert_array_equal(applied(operations, source)[..., 3], source[..., 3])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ANY, min_size=1, max_size=7))
def test_any_run_of_any_operations_is_within_one(operations: list[PointOperation]) -> None:
    source = pixels(60, 80)
    source[0, :, :3] = np.linspace(0, 255, 80).astype(np.uint8)[:, np.newaxis]
    assert error(operations, source) <= 1.0


@pytest.mark.parametrize("length", range(1, len(HARD) + 1))
def test_kinks_and_jumps_are_exact(length: int) -> None:
    assert error(HARD[:length], pixels(200, 200)) <= 0.6


def test_no_operation_is_the_identity() -> None:
    source = pixels()
    np.testing.assert_array_equal(applied([], source), source)


def test_separable_operations_need_no_cube() -> None:
    separable = made({"exposure": {"stops": 1}, "temperature": {"temperature": 20}})
    assert isinstance(fuse(separable), Curves)
    linear = made({"hue": {"degrees": 5}})
    assert isinstance(fuse([*separable, *linear]), Linear)
    assert isinstance(fuse([*linear, *separable]), Cube)


def test_the_same_operations_share_a_table() -> None:
    assert fuse(made(STRONG)) is fuse(made(STRONG))
    assert fuse(made(STRONG)) is not fuse(CUBE)


@pytest.mark.parametrize("operations", [made(STRONG), CUBE], ids=["matrix", "cube"])
def test_grey_stays_grey(operations: list[PointOperation]) -> None:
    grey = np.repeat(np.arange(256, dtype=np.uint8)[:, np.newaxis, np.newaxis], 4, axis=2)
    assert np.ptp(applied(operations, grey)[..., :3].astype(int), axis=-1).max() <= 1


@pytest.mark.parametrize("operations", [made(STRONG), CUBE, HARD], ids=["matrix", "cube", "hard"])
def test_any_tiling_gives_the_same_bytes(operations: list[PointOperation]) -> None:
    source = pixels(700, 400)
    whole = applied(operations, source)
    parts = [applied(operations, source[top : top + 77, 13:]) for top in range(0, 700, 77)]
    np.testing.assert_array_equal(np.concatenate(parts), whole[:, 13:])


def test_pixels_need_not_lie_side_by_side() -> None:
    source = pixels(60, 80)
    out = np.zeros((30, 80, 4), np.uint8)
    Applier(fuse(CUBE))(source[::2, ::-1], out)
    np.testing.assert_array_equal(out[:, ::-1], applied(CUBE, source)[::2])


def test_a_memo_answers_as_its_function_and_asks_it_little() -> None:
    asked = 0

    def turned(levels: np.ndarray) -> np.ndarray:
        nonlocal asked
        asked += len(levels)
        return levels[:, [2, 0, 1]] ^ 37

    memo = Memo(turned)
    rng = np.random.default_rng(1)
    few = rng.integers(0, 256, (5000, 4), dtype=np.uint8)
    source = few[rng.integers(0, 5000, (900, 700))]
    source[..., 3] = rng.integers(0, 256, (900, 700))
    for _ in range(2):
        out = np.empty_like(source)
        memo(source, out)
        np.testing.assert_array_equal(out[..., :3], source[..., [2, 0, 1]] ^ 37)
        np.testing.assert_array_equal(out[..., 3], source[..., 3])
    assert 4900 < asked < 5100


def test_a_memo_is_right_where_every_colour_is_new_and_where_colours_share_a_slot() -> None:
    memo = Memo(lambda levels: ~levels)
    every = np.zeros((4 * BAND, 4), np.uint8)
    every[:, :3] = np.arange(4 * BAND)[:, np.newaxis] * np.array([1, 7, 13]) >> np.array([0, 3, 9])
    source = every.reshape(-1, 1024, 4)
    for part in (source, source[:600], source[::-1]):
        out = np.empty_like(part)
        memo(part, out)
        np.testing.assert_array_equal(out[..., :3], ~part[..., :3])


def test_tables_serve_smooth_runs_and_only_behind_jumps() -> None:
    smooth = made({"brightness_contrast": {"contrast": 40}})
    mixing = made({"vibrance": {"vibrance": 40}})
    jump = made({"threshold": {"level": 100}})

    def sampled(operations: list[PointOperation]) -> list[bool]:
        return [isinstance(each, Sampled) for each in Stages(operations)._stages]

    assert sampled([*mixing, *smooth, *smooth]) == [False, True]
    assert sampled([*mixing, *smooth, *mixing, *smooth]) == [False, True, False, True]
    assert sampled([*mixing, *smooth, *jump, *smooth]) == [False, False, False, True]


def test_a_run_that_magnifies_what_tables_round_is_not_tabled() -> None:
    steep = made({"levels": {"input_black": 127.0, "input_white": 128.0}})
    mixing = made({"saturation": {"saturation": 50}})
    smooth = made({"exposure": {"stops": 0.3}})
    run = [*mixing, *smooth, *mixing, *steep, *mixing, *steep, *mixing, *steep]
    assert error(run, pixels(300, 300)) <= 0.6


def test_a_cube_is_within_one_of_the_float_reference() -> None:
    assert isinstance(fuse(CUBE), Cube)
    assert error(CUBE, pixels()) <= 1.0


def test_textures_hold_the_cube() -> None:
    table = fuse(CUBE)
    curves, cube, tone = (
        each.view(np.float16).astype(float).reshape(-1, 4) for each in half_float_textures(table)
    )
    assert (len(curves), len(cube)) == (256, NODES**3)
    position = np.rint(curves[:, :3] * (NODES - 1)).astype(int)
    node = position[:, 0] + NODES * position[:, 1] + NODES * NODES * position[:, 2]
    result = tone[np.rint(cube[node, :3] * (len(tone) - 1)).astype(int), [0, 1, 2]]
    grey = np.repeat(np.arange(256)[:, np.newaxis], 3, axis=1) / 255
    assert np.abs(result - np.clip(chain(CUBE, grey), 0, 1)).max() < 0.04


LINEAR = legal(find("channel_mixer")).map(lambda params: find("channel_mixer").create(params))


@settings(max_examples=40, deadline=None)
@given(ADJUSTMENTS, st.none() | LINEAR)
def test_what_the_eye_sees_is_what_export_writes(
    settings: dict[str, dict[str, float]], mixer: PointOperation | None
) -> None:
    operations, source = made(settings), pixels()
    operations += [mixer] if mixer else []
    table = fuse(operations)
    assert isinstance(table, Curves | Linear)
    texture, _, _ = half_float_textures(table)
    curves = texture.view(np.float16).astype(float).reshape(-1, 4)
    shown = np.stack([curves[source[..., channel], channel] for channel in range(3)], axis=-1)
    if isinstance(table, Linear):
        rows = np.array(describe(table, 1, "a", 1)["matrix"]).reshape(3, 4)
        gain = max(1.0, np.abs(rows[:, :3]).sum(axis=1).max())
        shown = np.clip(shown @ rows[:, :3].T + rows[:, 3], 0, 1)
    else:
        gain = 1.0
    assert np.abs(shown * 255 - applied(operations, source)[..., :3]).max() <= 0.5 + gain


def test_one_more_adjustment_costs_one_evaluation(monkeypatch: pytest.MonkeyPatch) -> None:
    vibrance = REGISTRY["vibrance"]
    run = [vibrance.create({"vibrance": float(i)}) for i in range(1, 40)]
    table = fuse(run)  # type: ignore[arg-type]
    assert isinstance(table, Cube)
    table.codes  # noqa: B018 - made now
    evaluated: list[int] = []
    transform = vibrance.transform  # type: ignore[attr-defined]

    def counted(self: PointOperation, rgb: Colours) -> Colours:
        evaluated.append(len(rgb))
        return transform(self, rgb)  # type: ignore[no-any-return]

    monkeypatch.setattr(vibrance, "transform", counted)
    longer = fuse([*run, vibrance.create({"vibrance": 77.0})])  # type: ignore[list-item]
    assert isinstance(longer, Cube)
    assert longer.codes.shape == (NODES**3, 3)
    assert evaluated.count(NODES**3) == 1
