"""Of every filter: tiles equal the whole, and hidden colours stay hidden, also at settings that matter."""

from typing import Any

import numpy as np
import pytest

from fotofun.operation import REGISTRY
from fotofun.raster import Pixels
from tests.operations.filtering import cut_out, made, run, run_in_tiles, scene

FILTERS = sorted(name for name, each in REGISTRY.items() if each.menu == "filter")

# Beside the default, settings with other paths through the code: large radii, other kinds, odd angles.
SETTINGS: list[tuple[str, dict[str, Any]]] = [
    *((name, {}) for name in FILTERS),
    ("add_noise", {"distribution": "uniform", "monochromatic": True}),
    ("chromatic_aberration", {"red": 17.3, "blue": -8.1, "centre": (20.0, 110.0)}),
    ("emboss", {"angle": 33.0, "height": 7.5, "surface": "photo"}),
    ("film_grain", {"coloured": True, "grain": 4.0, "roughness": 100.0}),
    ("find_edges", {"colours": "grey", "dark": False}),
    ("gaussian_blur", {"radius": 0.4}),
    ("gaussian_blur", {"radius": 90.0}),
    ("glow", {"kind": "bloom", "threshold": 90}),
    ("halftone", {"pattern": "line", "inks": "single", "angle": 17.0, "cell": 5.5}),
    ("lens_blur", {"radius": 12.5, "shape": "pentagon"}),
    ("lens_blur", {"radius": 30.0, "highlights": 100.0}),
    ("lens_blur", {"radius": 7.0, "shape": "hexagon", "highlights": 0.0}),
    ("lens_distortion", {"amount": -70.0, "scale": 82.0}),
    ("lens_distortion", {"amount": 90.0, "fill": False, "beyond": "extend"}),
    ("median", {"radius": 1}),
    ("median", {"radius": 9}),
    ("mosaic", {"tiles": "hexagons", "cell": 9, "grout": 0.0}),
    ("mosaic", {"tiles": "squares", "cell": 13, "grout": 3.0, "grout_colour": "#20408080"}),
    ("motion_blur", {"angle": 33.0, "distance": 25.0}),
    ("motion_blur", {"angle": -71.0, "distance": 90.0}),
    ("pixelate", {"block": 7}),
    ("radial_blur", {"kind": "spin", "amount": 35.0, "centre": (15.0, 70.0)}),
    ("surface_blur", {"radius": 21, "threshold": 180}),
    ("tilt_shift", {"angle": 40.0, "blur": 20.0, "width": 4.0}),
    ("tilt_shift", {"angle": 90.0, "blur": 3.0}),
    ("unsharp_mask", {"radius": 12.0, "amount": 300.0, "threshold": 9}),
    ("vignette", {"roundness": -70.0, "amount": 80.0}),
    ("vignette", {"roundness": 100.0, "feather": 0.0}),
]
NAMES = [f"{name}-{i}" for i, (name, _) in enumerate(SETTINGS)]
both = pytest.mark.parametrize("pixels", [scene(), cut_out()], ids=["opaque", "cut-out"])
each_setting = pytest.mark.parametrize(("name", "params"), SETTINGS, ids=NAMES)


@both
@each_setting
def test_tiles_equal_the_whole(name: str, params: dict[str, Any], pixels: Pixels) -> None:
    whole = run(name, pixels, **params)
    assert (whole != pixels).any()
    for tile in ((160, 37), (53, 29), (41, 110)):
        np.testing.assert_array_equal(run_in_tiles(name, pixels, tile, **params), whole)


@each_setting
def test_hidden_colours_never_show(name: str, params: dict[str, Any]) -> None:
    """Whatever colour fully transparent pixels have, what is seen of the result is the same."""
    one, two = (run(name, cut_out(hidden=colour), **params) for colour in ((0, 255, 0), (255, 0, 255)))
    np.testing.assert_array_equal(one[..., 3], two[..., 3])
    seen = one[..., 3] > 0
    np.testing.assert_array_equal(one[seen], two[seen])


@each_setting
def test_a_margin_is_no_larger_than_it_has_to_be_by_far(name: str, params: dict[str, Any]) -> None:
    """So that bands of a large picture are mostly their own; what moves far may ask for more."""
    lengths = [float(v) for k, v in params.items() if k in ("radius", "distance", "blur", "height", "cell")]
    if name not in ("lens_distortion", "chromatic_aberration"):
        assert made(name, **params).margin((4000, 3000)) <= 60 + 5.5 * max(lengths, default=0.0)
