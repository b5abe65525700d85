"""The bench is honest: every operation has a direct call, which makes about the same picture, or a reason."""

import numpy as np
import pytest

import fotofun.operations  # noqa: F401  # registers them
from fotofun.operation import REGISTRY
from fotofun_build import paths
from fotofun_build.bench.comparison.cases import case, photo
from fotofun_build.bench.comparison.every import DIRECT, NONE, Direct
from fotofun_build.bench.comparison.files import references
from fotofun_build.bench.comparison.parameters import PARAMETERS, START

SIZE = (480, 360)
NAMES = sorted(name for name, each in REGISTRY.items() if each.family != "inference")
CLAIMS = [(name, each) for name in NAMES for each in DIRECT.get(name, []) if each.within is not None]


@pytest.mark.parametrize("name", NAMES)
def test_every_operation_has_a_direct_call_or_a_reason_for_none(name: str) -> None:
    assert (name in DIRECT) != bool(NONE.get(name))


def test_nothing_is_left_over() -> None:
    assert {*DIRECT, *NONE, *PARAMETERS, *START} <= {*REGISTRY}


@pytest.mark.parametrize(("name", "peer"), CLAIMS, ids=[f"{name}-{each.library}" for name, each in CLAIMS])
def test_the_direct_call_makes_about_the_same_picture(name: str, peer: Direct) -> None:
    if not peer.runs:
        pytest.skip(f"{peer.library} is not installed; `build.py bench operations` does it")
    pixels = photo(paths.STATIC / "samples" / "fig-in-a-bowl.jpg", SIZE)
    given = case(name, pixels, references(pixels))
    own, other = np.asarray(given.run()), np.asarray(peer.call(given))
    assert own.shape == other.shape and own.dtype == other.dtype == np.uint8
    if own.ndim == 3:  # colours that nobody sees do not count
        own, other = (each * (each[..., 3:] > 0) for each in (own, other))
    assert peer.within is not None
    assert np.abs(own.astype(int) - other).mean() <= peer.within
    before = given.pixels if own.shape == given.pixels.shape else None
    assert before is None or name in ("flatten",) or (own != before).any()
