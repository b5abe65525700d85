"""One fused table gives what the operations give one after the other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fotofun.catalog import find
from fotofun.operation import PointOperation
from fotofun.render.apply import Applier
from fotofun.render.presenter import half_float_textures
from fotofun.render.table import NODES, Cube, Curves, Linear, chain, fuse

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


def made(settings: dict[str, dict[str, float]]) -> list[PointOperation]:
    operations = [find(name).create(params) for name, params in settings.items()]
    return sorted(operations, key=lambda each: each.position)  # type: ignore[arg-type]


STRONG: dict[str, dict[str, float]] = {
    "exposure": {"stops": 1.5},
    "saturation": {"saturation": 60},
    "hue": {"degrees": 40},
}
# Something that is not linear after something that mixes channels.
CUBE = [*made({"saturation": {"saturation": 40}}), *made({"brightness_contrast": {"contrast": 30}})]


def pixels(height: int = 50, width: int = 60) -> np.ndarray:
    return np.random.default_rng(3).integers(0, 256, (height, width, 4), dtype=np.uint8)


def applied(operations: list[PointOperation], source: np.ndarray) -> np.ndarray:
    out = np.zeros_like(source)
    Applier(fuse(operations))(source, out)
    return out


@settings(max_examples=60, deadline=None)
@given(ADJUSTMENTS)
def test_within_one_of_the_float_reference(settings: dict[str, dict[str, float]]) -> None:
    operations, source = made(settings), pixels()
    reference = np.clip(chain(operations, source[..., :3] / 255.0), 0, 1) * 255
    result = applied(operations, source)
    assert np.abs(result[..., :3] - reference).max() <= 1.0
    np.testing.assert_array_equal(result[..., 3], source[..., 3])


def test_no_operation_is_the_identity() -> None:
    source = pixels()
    np.testing.assert_array_equal(applied([], source), source)


def test_separable_operations_need_no_cube() -> None:
    separable = made({"exposure": {"stops": 1}, "temperature": {"temperature": 20}})
    assert isinstance(fuse(separable), Curves)
    linear = made({"hue": {"degrees": 5}})
    assert isinstance(fuse([*separable, *linear]), Linear)
    assert isinstance(fuse([*linear, *separable]), Cube)


@pytest.mark.parametrize("operations", [made(STRONG), CUBE], ids=["matrix", "cube"])
def test_grey_stays_grey(operations: list[PointOperation]) -> None:
    grey = np.repeat(np.arange(256, dtype=np.uint8)[:, np.newaxis, np.newaxis], 4, axis=2)
    assert np.ptp(applied(operations, grey)[..., :3].astype(int), axis=-1).max() <= 1


@pytest.mark.parametrize("operations", [made(STRONG), CUBE], ids=["matrix", "cube"])
def test_any_tiling_gives_the_same_bytes(operations: list[PointOperation]) -> None:
    source = pixels(700, 400)
    whole = applied(operations, source)
    parts = [applied(operations, source[top : top + 77]) for top in range(0, 700, 77)]
    np.testing.assert_array_equal(np.concatenate(parts), whole)


def test_a_cube_is_within_one_of_the_float_reference() -> None:
    assert isinstance(fuse(CUBE), Cube)
    source = pixels()
    reference = np.clip(chain(CUBE, source[..., :3] / 255.0), 0, 1) * 255
    assert np.abs(applied(CUBE, source)[..., :3] - reference).max() <= 1.0


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


@settings(max_examples=40, deadline=None)
@given(ADJUSTMENTS)
def test_what_the_eye_sees_is_what_export_writes(settings: dict[str, dict[str, float]]) -> None:
    operations, source = made(settings), pixels()
    table = fuse(operations)
    assert isinstance(table, Curves | Linear)
    texture, _, _ = half_float_textures(table)
    curves = texture.view(np.float16).astype(float).reshape(-1, 4)
    shown = np.stack([curves[source[..., channel], channel] for channel in range(3)], axis=-1)
    if isinstance(table, Linear):
        shown = np.clip(shown @ table.matrix.T, 0, 1)
    assert np.abs(shown * 255 - applied(operations, source)[..., :3]).max() <= 1.5
