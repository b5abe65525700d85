from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from fotofun.codecs import decode, encode
from fotofun.raster import Pixels
from tests.hostile.pictures import photo, saved


def _pixels(image: Image.Image) -> Pixels:
    return np.asarray(image.convert("RGBA"))


@pytest.mark.parametrize("mode", ["1", "L", "P"])
@pytest.mark.parametrize("interlace", [0, 1])
def test_what_pillow_writes_is_read(mode: str, interlace: int) -> None:
    data = saved(photo().convert(mode), "GIF", interlace=interlace)
    picture = decode(data, "")
    assert (picture.format, picture.notes) == ("gif", [])
    with Image.open(BytesIO(data)) as image:
        np.testing.assert_array_equal(picture.pixels, _pixels(image))


def test_the_first_picture_of_an_animation() -> None:
    first = photo().quantize(20)
    data = saved(first, "GIF", save_all=True, append_images=[photo().rotate(180).quantize(20)])
    picture = decode(data, "")
    np.testing.assert_array_equal(picture.pixels, _pixels(first))
    assert picture.notes == ["This GIF is an animation: its first picture was opened."]


def _gif(canvas: tuple[int, int], at: tuple[int, int], image: Image.Image, clear: int | None) -> bytes:
    """A still picture that covers a part of its canvas only."""
    data = saved(image, "GIF", optimize=False, **({} if clear is None else {"transparency": clear}))
    out = bytearray(data)
    out[6:10] = canvas[0].to_bytes(2, "little") + canvas[1].to_bytes(2, "little")
    place = out.index(b",\0\0\0\0" + image.width.to_bytes(2, "little"))
    out[place + 1 : place + 5] = at[0].to_bytes(2, "little") + at[1].to_bytes(2, "little")
    return bytes(out)


def test_a_picture_smaller_than_its_canvas() -> None:
    image = photo(20, 10).quantize(16)
    picture = decode(_gif((50, 30), (7, 5), image, 3), "")
    assert picture.pixels.shape == (30, 50, 4)
    expected = _pixels(image).copy()
    expected[np.asarray(image) == 3, 3] = 0
    np.testing.assert_array_equal(picture.pixels[5:15, 7:27], expected)
    assert (picture.pixels[:5, :, 3] == 0).all()


@settings(max_examples=40, deadline=None)
@given(
    pixels=arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9), st.just(4))), opaque=st.booleans()
)
def test_few_colours_are_kept_exactly(pixels: Pixels, opaque: bool) -> None:
    pixels[..., 3] = 255 if opaque else pixels[..., 3]
    again = decode(encode(pixels, "gif"), "").pixels
    seen = pixels[..., 3] >= 128
    np.testing.assert_array_equal(again[..., 3], np.where(seen, 255, 0))
    np.testing.assert_array_equal(again[seen][:, :3], pixels[seen][:, :3])


def test_two_hundred_and_fifty_six_colours_are_all_kept() -> None:
    pixels = np.full((16, 16, 4), 255, np.uint8)
    pixels[..., :3] = np.random.default_rng(3).integers(0, 256, (16, 16, 3), np.uint8)
    np.testing.assert_array_equal(decode(encode(pixels, "gif"), "").pixels, pixels)


@pytest.mark.parametrize("opaque", [True, False])
def test_many_colours_become_the_nearest_on_average(opaque: bool) -> None:
    pixels = _pixels(photo(300, 200)).copy()
    if not opaque:
        pixels[50:100, :, 3] = 0
        pixels[50:100, :, :3] = (255, 0, 255)
    again = decode(encode(pixels, "gif"), "").pixels
    assert (again[..., 3] == pixels[..., 3]).all()
    seen = pixels[..., 3] > 0
    assert len(np.unique(again[seen], axis=0)) <= 256 - (not opaque)
    difference = again[seen].astype(int) - pixels[seen]
    assert np.abs(difference).mean() < 8
    assert np.abs(difference.mean(0)).max() < 1  # error diffusion keeps the mean


def test_a_picture_that_is_all_transparent() -> None:
    pixels = np.zeros((4, 5, 4), np.uint8)
    assert (decode(encode(pixels, "gif"), "").pixels[..., 3] == 0).all()
