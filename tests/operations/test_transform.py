"""The operations that give a document another frame."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fotofun.errors import CommandError
from fotofun.imaging.matrices import apply, chain, from_quad, is_integer_translation, outline
from fotofun.imaging.warp import warp
from fotofun.operation.frame import LONGEST, document_size
from fotofun.operations.transform.canvas_size import CanvasSize
from fotofun.operations.transform.crop import Crop
from fotofun.operations.transform.crop_aspect import CropAspect
from fotofun.operations.transform.flip import Flip
from fotofun.operations.transform.keystone import Keystone
from fotofun.operations.transform.perspective_correction import PerspectiveCorrection, true_ratio
from fotofun.operations.transform.resize_image import ResizeImage
from fotofun.operations.transform.rotate import Rotate
from fotofun.operations.transform.rotate_quarter import RotateQuarter
from fotofun.operations.transform.trim import Trim
from fotofun.raster import Box
from tests.operations.canvas import SmallCanvas, blank, drawn, has_no_empty_corner, picture, plain

# --- crop ---------------------------------------------------------------------------------------------


def test_a_crop_is_a_slice() -> None:
    pixels = picture(40, 30)
    np.testing.assert_array_equal(drawn(Crop(rectangle=(5, 7, 20, 11)), pixels), pixels[7:18, 5:25])
    np.testing.assert_array_equal(drawn(Crop(rectangle=(4.6, 7.4, 20, 11)), pixels), pixels[7:18, 5:25])


def test_a_crop_beyond_the_picture_adds_empty_space() -> None:
    result = drawn(Crop(rectangle=(-3, -2, 10, 10)), plain(40, 30))
    assert result.shape == (10, 10, 4)
    assert not result[:2].any() and not result[:, :3].any() and (result[2:, 3:, 3] == 255).all()


def test_a_crop_straightens_about_the_middle_first() -> None:
    pixels = picture(40, 30)
    turned = drawn(Rotate(angle=8, frame="keep"), pixels)
    np.testing.assert_array_equal(drawn(Crop(rectangle=(8, 6, 20, 15), angle=8), pixels), turned[6:21, 8:28])


def test_a_crop_without_a_rectangle_takes_the_selection() -> None:
    selection = np.zeros((30, 40), np.uint8)
    selection[4:9, 10:22] = 1
    assert Crop().map(blank(40, 30, selection)) == Crop(rectangle=(10, 4, 12, 5)).map(blank(40, 30))
    for canvas in (blank(40, 30), blank(40, 30, np.zeros((30, 40), np.uint8))):
        with pytest.raises(CommandError, match="nothing to crop"):
            Crop().map(canvas)
    with pytest.raises(CommandError, match="nothing to crop"):
        Crop(rectangle=(4, 4, 0, 9)).map(blank(40, 30, selection))
    with pytest.raises(CommandError, match="outside the picture"):
        Crop(rectangle=(40, 0, 5, 5)).map(blank(40, 30))


def test_a_crop_can_be_resized_at_once() -> None:
    crop = Crop(rectangle=(10, 0, 20, 10), width=200)
    mapping = crop.map(blank(40, 30))
    assert mapping.size == (200, 100)
    assert apply(mapping.matrix, (20.0, 5.0)) == (100.0, 50.0)
    assert Crop(rectangle=(10, 0, 20, 10), height=5).map(blank(40, 30)).size == (10, 5)
    assert Crop(rectangle=(10, 0, 20, 10), width=7, height=9).map(blank(40, 30)).size == (7, 9)
    assert Crop(rectangle=(0, 0, 9, 9), hide=True).map(blank(40, 30)).hide


@pytest.mark.parametrize(
    ("ratio", "orientation", "size"),
    [
        ("1:1", "picture", (300, 300)),
        ("original", "picture", (400, 300)),
        ("original", "portrait", (225, 300)),
        ("16:9", "picture", (400, 225)),
        ("3:2", "portrait", (200, 300)),
        ("custom", "picture", (150, 300)),
    ],
)
def test_the_largest_part_of_a_ratio(ratio: str, orientation: str, size: tuple[int, int]) -> None:
    crop = CropAspect(ratio=ratio, orientation=orientation, custom_width=1, custom_height=2)
    mapping = crop.map(blank(400, 300))
    assert mapping.size == size
    assert is_integer_translation(mapping.matrix)
    assert has_no_empty_corner(mapping, (400, 300))


def test_a_ratio_lies_like_the_picture() -> None:
    assert CropAspect(ratio="3:2").map(blank(300, 400)).size == (267, 400)
    assert CropAspect(ratio="3:2", orientation="landscape").map(blank(300, 400)).size == (300, 200)


def test_the_anchor_says_where_the_part_lies() -> None:
    for anchor, left in (("top_left", 0.0), ("middle_centre", -50.0), ("bottom_right", -100.0)):
        mapping = CropAspect(ratio="1:1", anchor=anchor).map(blank(400, 300))
        assert (mapping.matrix[0][2], mapping.matrix[1][2]) == (left, 0.0)


@settings(deadline=None, max_examples=60)
@given(
    st.floats(-45, 45),
    st.sampled_from(["original", "1:1", "16:9"]),
    st.sampled_from(["top_left", "middle_centre", "bottom_right", "bottom_left"]),
)
def test_a_straightened_crop_has_no_empty_corners(angle: float, ratio: str, anchor: str) -> None:
    mapping = CropAspect(ratio=ratio, angle=angle, anchor=anchor).map(blank(400, 300))
    assert has_no_empty_corner(mapping, (400, 300))
    width, height = mapping.size
    wanted = {"original": 4 / 3, "1:1": 1.0, "16:9": 16 / 9}[ratio]
    assert width / height == pytest.approx(wanted, abs=0.02)
    sine, cosine = abs(math.sin(math.radians(angle))), math.cos(math.radians(angle))
    most = min(400 / (wanted * cosine + sine), 300 / (wanted * sine + cosine))
    assert most - 1.01 <= height <= most + 0.51


def test_trimming_transparent_and_coloured_borders() -> None:
    pixels = np.zeros((30, 40, 4), np.uint8)
    pixels[5:20, 8:33] = (200, 10, 10, 255)
    assert drawn(Trim(), pixels).shape == (15, 25, 4)
    assert drawn(Trim(left=False, top=False), pixels).shape == (20, 33, 4)
    framed = np.full((30, 40, 4), (250, 250, 250, 255), np.uint8)
    framed[10:12, 3:5, :3] = 100
    framed[0, 5, :3] = 245
    assert drawn(Trim(border="top_left", tolerance=5), framed).shape == (2, 2, 4)
    assert drawn(Trim(border="bottom_right", tolerance=4), framed).shape == (12, 3, 4)
    assert drawn(Trim(), framed).shape == framed.shape
    for border in ("transparent", "top_left"):
        with pytest.raises(CommandError, match="looks like its border"):
            Trim(border=border).map(SmallCanvas(np.zeros((5, 5, 4), np.uint8)))


def test_hidden_colours_are_no_border() -> None:
    pixels = picture(20, 20)
    pixels[..., 3] = 0
    pixels[5:9, 5:9] = 255
    assert drawn(Trim(border="top_left"), pixels).shape == (4, 4, 4)


# --- turning and mirroring ----------------------------------------------------------------------------


def test_quarter_turns_and_mirrors_move_bytes() -> None:
    pixels = picture(13, 8)
    np.testing.assert_array_equal(drawn(RotateQuarter(turn="right"), pixels), np.rot90(pixels, -1))
    np.testing.assert_array_equal(drawn(RotateQuarter(turn="left"), pixels), np.rot90(pixels))
    np.testing.assert_array_equal(drawn(RotateQuarter(turn="half"), pixels), np.rot90(pixels, 2))
    np.testing.assert_array_equal(drawn(Flip(), pixels), pixels[:, ::-1])
    np.testing.assert_array_equal(drawn(Flip(direction="vertical"), pixels), pixels[::-1])


@pytest.mark.parametrize("angle", [90.0, -90.0, 180.0, 360.0])
def test_rotating_by_quarters_moves_bytes_too(angle: float) -> None:
    pixels = picture(13, 8)
    np.testing.assert_array_equal(drawn(Rotate(angle=angle), pixels), np.rot90(pixels, -round(angle / 90)))


@settings(deadline=None, max_examples=60)
@given(st.floats(-360, 360))
def test_the_frame_of_a_rotation(angle: float) -> None:
    canvas = blank(400, 300)
    whole = Rotate(angle=angle).map(canvas)
    width, height = whole.size
    places = outline(whole.matrix, (400, 300))
    assert all(-1e-5 <= x <= width + 1e-5 and -1e-5 <= y <= height + 1e-5 for x, y in places)
    assert max(x for x, _ in places) - min(x for x, _ in places) > width - 1.0
    assert apply(whole.matrix, (200.0, 150.0)) == pytest.approx((width / 2, height / 2))
    assert has_no_empty_corner(Rotate(angle=angle, frame="crop").map(canvas), (400, 300))
    assert Rotate(angle=angle, frame="keep").map(canvas).size == (400, 300)


# --- size ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_size", "expected"),
    [
        ({"percent": 50}, (200, 150)),
        ({"percent": 0.1}, (1, 1)),
        ({"by": "pixels"}, (400, 300)),
        ({"by": "pixels", "width": 100}, (100, 75)),
        ({"by": "pixels", "height": 600}, (800, 600)),
        ({"by": "pixels", "width": 1000, "height": 600}, (800, 600)),
        ({"by": "pixels", "width": 1000, "height": 600, "keep_aspect": False}, (1000, 600)),
        ({"by": "pixels", "width": 1000, "height": 600, "enlarge": False}, (400, 300)),
        ({"by": "pixels", "width": 100, "height": 600, "enlarge": False}, (100, 75)),
    ],
)
def test_sizes(given_size: dict[str, object], expected: tuple[int, int]) -> None:
    mapping = ResizeImage.create(given_size).map(blank(400, 300))
    assert mapping.size == expected
    assert apply(mapping.matrix, (400.0, 300.0)) == pytest.approx(expected)


def test_the_resampling_follows_the_direction() -> None:
    canvas = blank(400, 300)
    assert ResizeImage(percent=50).map(canvas).resampling == "lanczos"
    assert ResizeImage(percent=200).map(canvas).resampling == "bicubic"
    assert ResizeImage(percent=200, resampling="nearest").map(canvas).resampling == "nearest"
    assert ResizeImage(percent=50, sharpen=40).map(canvas).sharpen == 40
    assert ResizeImage(percent=100, sharpen=40).map(canvas).sharpen == 0


@pytest.mark.parametrize(("width", "height"), [(LONGEST + 1, 5), (20_000, 20_000), (0, 9)])
def test_impossible_sizes_are_refused_in_words(width: int, height: int) -> None:
    with pytest.raises(CommandError, match=r"pixels|be left"):
        document_size(width, height)


def test_documents_that_would_become_too_large_are_refused() -> None:
    with pytest.raises(CommandError, match="at most 30,000"):
        ResizeImage(percent=10_000).map(blank(400, 300))
    with pytest.raises(CommandError, match="megapixels"):
        CanvasSize(width=20_000, height=20_000).map(blank(400, 300))
    assert document_size(LONGEST, 5000) == (LONGEST, 5000)


def test_the_canvas_grows_and_shrinks_at_its_anchor() -> None:
    pixels = picture(20, 10)
    grown = drawn(CanvasSize(width=30, height=14), pixels)
    np.testing.assert_array_equal(grown[2:12, 5:25], pixels)
    assert grown.shape == (14, 30, 4) and not grown[:2].any() and not grown[:, 25:].any()
    cut = drawn(CanvasSize(width=12, anchor="bottom_right"), pixels)
    np.testing.assert_array_equal(cut, pixels[:, 8:])
    borders = drawn(CanvasSize(by="borders", left=3, right=-4, top=-1, bottom=2), pixels)
    assert borders.shape == (11, 19, 4)
    np.testing.assert_array_equal(borders[:9, 3:], pixels[1:, :16])
    for border in ({"left": -20.0}, {"left": -30.0, "right": 30.0}):
        with pytest.raises(CommandError, match="be left"):
            CanvasSize.create({"by": "borders", **border}).map(blank(20, 10))


# --- perspective --------------------------------------------------------------------------------------


def photographed(width: float, height: float, pitch: float, yaw: float, size: tuple[int, int]) -> list:  # type: ignore[type-arg]
    """Where a pinhole camera (focal length: the picture's diagonal) sees the corners of a rectangle."""
    focal, (a, b) = math.hypot(*size), (math.radians(pitch), math.radians(yaw))
    corners = []
    for x, y in ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)):
        u, v, w = x * width, y * height, 0.0
        u, w = u * math.cos(b) + w * math.sin(b), -u * math.sin(b) + w * math.cos(b)
        v, w = v * math.cos(a) - w * math.sin(a), v * math.sin(a) + w * math.cos(a)
        depth = w + focal
        corners.append((size[0] / 2 + focal * u / depth, size[1] / 2 + focal * v / depth))
    return corners


@pytest.mark.parametrize(("pitch", "yaw"), [(0, 0), (25, 0), (0, -30), (20, 25), (-15, 10)])
def test_the_ratio_of_a_photographed_rectangle_is_found(pitch: float, yaw: float) -> None:
    corners = photographed(420, 297, pitch, yaw, (1200, 900))
    assert true_ratio(corners, (1200, 900)) == pytest.approx(420 / 297, rel=0.01)


def test_the_four_corners_become_the_pictures_corners_in_any_order() -> None:
    corners = photographed(420, 297, 20, 25, (1200, 900))
    first = PerspectiveCorrection(corners=tuple(corners)).map(blank(1200, 900))
    mixed = tuple(corners[i] for i in (2, 0, 3, 1))
    assert PerspectiveCorrection(corners=mixed).map(blank(1200, 900)) == first
    width, height = first.size
    for corner, place in zip(corners, ((0, 0), (width, 0), (width, height), (0, height)), strict=True):
        assert apply(first.matrix, corner) == pytest.approx(place, abs=1e-6)
    assert width / height == pytest.approx(420 / 297, rel=0.02)
    paper = PerspectiveCorrection(corners=mixed, ratio="297:210").map(blank(1200, 900))
    assert paper.size[0] / paper.size[1] == pytest.approx(297 / 210, rel=0.01)


def test_a_corrected_picture_can_be_kept_around_the_rectangle() -> None:
    corners = tuple(photographed(420, 297, 15, 10, (1200, 900)))
    cropped = PerspectiveCorrection(corners=corners, frame="crop").map(blank(1200, 900))
    assert has_no_empty_corner(cropped, (1200, 900))
    whole = PerspectiveCorrection(corners=corners, frame="expand").map(blank(1200, 900))
    places = outline(whole.matrix, (1200, 900))
    assert all(-1e-3 <= x <= whole.size[0] and -1e-3 <= y <= whole.size[1] for x, y in places)
    for mapping in (cropped, whole):
        places = [apply(mapping.matrix, corner) for corner in corners]
        assert places[0][0] == pytest.approx(places[3][0], abs=1e-6)
        assert places[0][1] == pytest.approx(places[1][1], abs=1e-6)


def test_corners_that_are_missing_or_crossed_are_explained() -> None:
    with pytest.raises(CommandError, match="corners are not marked"):
        PerspectiveCorrection().map(blank(100, 100))
    with pytest.raises(CommandError, match="Only 2 of the four"):
        PerspectiveCorrection(corners=((1, 1), (2, 2))).map(blank(100, 100))
    with pytest.raises(CommandError, match="line"):
        PerspectiveCorrection(corners=((1, 1), (2, 2), (3, 3), (50, 3))).map(blank(100, 100))


def test_tilting_the_camera_back_makes_verticals_upright() -> None:
    """A wall seen from below by 10 degrees; the slider's end is 35."""
    wall = photographed(300, 400, -10, 0, (1200, 900))
    assert wall[0][0] > wall[3][0] + 5, "it is narrower at the top"
    mapping = Keystone(vertical=10 / 35 * 100).map(blank(1200, 900))
    places = [apply(mapping.matrix, corner) for corner in wall]
    assert places[0][0] == pytest.approx(places[3][0], abs=0.01)
    assert places[1][0] == pytest.approx(places[2][0], abs=0.01)
    assert has_no_empty_corner(mapping, (1200, 900))


def test_keystone_at_rest_changes_nothing_and_its_frames_fit() -> None:
    pixels = picture(40, 30)
    for frame in ("crop", "expand", "keep"):
        np.testing.assert_array_equal(drawn(Keystone(frame=frame), pixels), pixels)
    wide = Keystone(vertical=60, horizontal=-40, angle=7, stretch=20, frame="expand").map(blank(400, 300))
    places = outline(wide.matrix, (400, 300))
    assert all(-1e-3 <= x <= wide.size[0] and -1e-3 <= y <= wide.size[1] for x, y in places)
    kept = Keystone(vertical=60, frame="keep").map(blank(400, 300))
    assert kept.size == (400, 300)
    assert apply(kept.matrix, (200.0, 150.0)) == pytest.approx((200.0, 150.0))


def test_geometry_composes() -> None:
    """A turn there and back through operations is exactly nothing, and copies bytes."""
    pixels = picture(21, 21)
    there = Rotate(angle=33.3, frame="keep").map(SmallCanvas(pixels)).matrix
    back = Rotate(angle=-33.3, frame="keep").map(SmallCanvas(pixels)).matrix
    np.testing.assert_array_equal(warp(pixels, chain(there, back), Box(0, 0, 21, 21), "bicubic"), pixels)
    square = [(0.0, 0.0), (21.0, 0.0), (21.0, 21.0), (0.0, 21.0)]
    np.testing.assert_array_equal(np.array(from_quad(square, square)), np.eye(3))
