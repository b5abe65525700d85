"""Geometry that looks at the picture first: straightening, and the crop of what matters."""

import math

import numpy as np
import pytest
from PIL import Image, ImageDraw

from fotofun.imaging.lines import tilt
from fotofun.imaging.matrices import apply, invert, is_integer_translation
from fotofun.operation import Mapping
from fotofun.operations.transform.auto_straighten import AutoStraighten
from fotofun.operations.transform.smart_crop import SmartCrop
from fotofun.raster import Pixels
from tests.operations.canvas import SmallCanvas, blank, has_no_empty_corner, plain


def scene(kind: str, angle: float) -> Pixels:
    """A horizon, or houses, that lean clockwise by an angle, with noise."""
    rng = np.random.default_rng(round(angle * 10) + 1000)
    image = Image.new("RGB", (1000, 800), (150, 180, 220))
    draw = ImageDraw.Draw(image)
    if kind == "horizon":
        draw.rectangle((0, 450, 1000, 800), fill=(60, 80, 70))
    for _ in range(25):
        x, y, size = (int(rng.integers(*ends)) for ends in ((0, 1000), (460, 780), (10, 60)))
        colour = tuple(rng.integers(30, 200, 3).tolist())
        if kind == "houses":
            draw.rectangle((x, 700 - size * 8, x + size * 2, 700), fill=colour)
        else:
            draw.ellipse((x, y, x + size, y + size), fill=colour)
    turned = image.rotate(-angle, Image.Resampling.BICUBIC).crop((150, 150, 850, 650))
    noisy = np.clip(np.asarray(turned) + rng.normal(0, 5, (500, 700, 3)), 0, 255).astype(np.uint8)
    return np.dstack([noisy, np.full((500, 700), 255, np.uint8)])


@pytest.mark.parametrize("kind", ["horizon", "houses"])
@pytest.mark.parametrize("angle", [-9.4, -3.0, -0.4, 0.0, 1.7, 6.2])
def test_a_leaning_picture_is_straightened(kind: str, angle: float) -> None:
    found = tilt(scene(kind, angle))
    assert found == pytest.approx(angle, abs=0.2)
    mapping = AutoStraighten().map(SmallCanvas(scene(kind, angle)))
    assert math.degrees(math.atan2(mapping.matrix[1][0], mapping.matrix[0][0])) == pytest.approx(
        -angle, abs=0.2
    )
    assert has_no_empty_corner(mapping, (700, 500))
    assert mapping.size[0] / mapping.size[1] == pytest.approx(1.4, abs=0.01)
    largest = AutoStraighten(frame="largest").map(SmallCanvas(scene(kind, angle)))
    assert largest.size[0] * largest.size[1] >= mapping.size[0] * mapping.size[1] - 2000


def test_a_picture_without_lines_stays_as_it_is() -> None:
    rng = np.random.default_rng(5)
    image = Image.new("RGB", (700, 500))
    draw = ImageDraw.Draw(image)
    for _ in range(200):
        x, y, size = (int(rng.integers(*ends)) for ends in ((0, 700), (0, 500), (5, 70)))
        draw.ellipse((x, y, x + size, y + size), fill=tuple(rng.integers(0, 255, 3).tolist()))
    discs = np.dstack([np.asarray(image), np.full((500, 700), 255, np.uint8)])
    for pixels in (discs, plain(300, 200), plain(3, 2), np.zeros((50, 50, 4), np.uint8)):
        mapping = AutoStraighten().map(SmallCanvas(pixels))
        assert mapping.size == (pixels.shape[1], pixels.shape[0])
        np.testing.assert_array_equal(np.array(mapping.matrix), np.eye(3))


def middle_of(mapping: Mapping) -> tuple[float, float]:
    return apply(invert(mapping.matrix), (mapping.size[0] / 2, mapping.size[1] / 2))


def test_a_smart_crop_finds_what_stands_out() -> None:
    pixels = plain(900, 300)
    pixels[100:200, 640:740, :3] = np.random.default_rng(1).integers(0, 256, (100, 100, 3))
    mapping = SmartCrop().map(SmallCanvas(pixels))
    assert mapping.size == (300, 300) and is_integer_translation(mapping.matrix)
    left = -mapping.matrix[0][2]
    assert left <= 640 and left + 300 >= 740
    closer = SmartCrop(zoom=50).map(SmallCanvas(pixels))
    assert closer.size == (150, 150)
    x, y = middle_of(closer)
    assert abs(x - 690) < 40 and abs(y - 150) < 40


def test_a_smart_crop_obeys_selection_regions_and_cut_outs() -> None:
    pixels = plain(900, 300)
    pixels[100:200, 640:740, :3] = np.random.default_rng(1).integers(0, 256, (100, 100, 3))
    selection = np.zeros((300, 900), np.uint8)
    selection[120:180, 100:160] = 255
    selected = SmartCrop().map(SmallCanvas(pixels, selection))
    assert -selected.matrix[0][2] <= 100 and -selected.matrix[0][2] + 300 >= 160
    faces = SmartCrop(regions=((100.0, 120.0), (160.0, 180.0))).map(SmallCanvas(pixels))
    assert -faces.matrix[0][2] <= 100 and -faces.matrix[0][2] + 300 >= 160
    cut_out = np.zeros((300, 900, 4), np.uint8)
    cut_out[50:250, 20:200] = (90, 90, 90, 255)
    shape = SmartCrop().map(SmallCanvas(cut_out))
    assert -shape.matrix[0][2] <= 20 and -shape.matrix[0][2] + 300 >= 200


def test_a_smart_crop_of_nothing_is_in_the_middle() -> None:
    assert middle_of(SmartCrop().map(blank(900, 300)))[0] == pytest.approx(450, abs=8)
    assert SmartCrop(ratio="16:9").map(blank(1, 1)).size == (1, 1)
