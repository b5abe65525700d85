import struct
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from fotofun.codecs import Metadata, decode, encode
from fotofun.errors import BrokenFile, FileError, TooLarge, UnsupportedFormat
from fotofun.raster import Pixels
from tests.hostile.pictures import bmp, photo, saved


def _pixels(image: Image.Image) -> Pixels:
    return np.asarray(image.convert("RGBA"))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
@pytest.mark.parametrize("width", [1, 2, 3, 4, 97])
def test_what_pillow_writes_is_read(mode: str, width: int) -> None:
    image = photo(width, 33).convert(mode)
    picture = decode(saved(image, "BMP", dpi=(300, 300)), "")
    assert (picture.format, picture.notes) == ("bmp", [])
    np.testing.assert_array_equal(picture.pixels, _pixels(image))
    assert picture.metadata.dpi is not None
    assert abs(picture.metadata.dpi[0] - 300) < 0.1


@pytest.mark.parametrize("top_down", [False, True])
def test_rows_from_either_end(top_down: bool) -> None:
    rows = bytes([1, 2, 3, 0, 4, 5, 6, 0])
    picture = decode(bmp(1, -2 if top_down else 2, 24, rows), "")
    colours = [[3, 2, 1, 255], [6, 5, 4, 255]]
    assert picture.pixels[:, 0].tolist() == (colours if top_down else colours[::-1])


@pytest.mark.parametrize(
    ("masks", "word", "expected"),
    [
        ((0xF800, 0x7E0, 0x1F, 0), 0x8000 | 0x400 | 0x1F, [132, 130, 255, 255]),
        ((0x7C00, 0x3E0, 0x1F, 0x8000), 0x8000 | 0x1F, [0, 0, 255, 255]),
        ((0x7C00, 0x3E0, 0x1F, 0x8000), 0x1F, [0, 0, 255, 255]),
        ((0xF00, 0xF0, 0xF, 0xF000), 0x8A21, [170, 34, 17, 136]),
    ],
)
def test_sixteen_bits_with_masks(masks: tuple[int, ...], word: int, expected: list[int]) -> None:
    row = struct.pack("<HH", word, 0)
    picture = decode(bmp(1, 1, 16, row, header=108, compression=3, masks=masks), "")
    assert picture.pixels[0, 0].tolist() == expected


def test_ten_bits_a_channel() -> None:
    masks = (0x3FF00000, 0xFFC00, 0x3FF, 0)
    word = 1023 << 20 | 512 << 10 | 4
    picture = decode(bmp(1, 1, 32, struct.pack("<I", word), compression=3, masks=masks), "")
    assert picture.pixels[0, 0].tolist() == [255, 128, 1, 255]


@pytest.mark.parametrize("header", [40, 108, 124])
@pytest.mark.parametrize(
    ("alphas", "expected"), [((0, 0), (255, 255)), ((128, 0), (128, 0)), ((255, 255),) * 2]
)
def test_alpha_counts_where_it_is_meant(
    header: int, alphas: tuple[int, int], expected: tuple[int, int]
) -> None:
    row = bytes([1, 2, 3, alphas[0], 4, 5, 6, alphas[1]])
    masks = (0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    data = bmp(2, 1, 32, row, header=header, compression=0 if header == 40 else 3, masks=masks)
    assert decode(data, "").pixels[0].tolist() == [[3, 2, 1, expected[0]], [6, 5, 4, expected[1]]]


@pytest.mark.parametrize("bits", [1, 4, 8])
def test_a_palette_with_too_many_and_too_few_colours(bits: int) -> None:
    row = {1: b"\x40", 4: b"\x01", 8: b"\0\1"}[bits].ljust(4, b"\0")
    one = decode(bmp(2, 1, bits, row, palette=bytes([30, 20, 10, 0])), "")
    assert one.pixels[0].tolist() == [[10, 20, 30, 255], [0, 0, 0, 255]]
    many = decode(bmp(2, 1, bits, row, palette=bytes(range(8)) + bytes(4 * 1000)), "")
    assert many.pixels[0].tolist() == [[2, 1, 0, 255], [6, 5, 4, 255]]


def test_run_lengths() -> None:
    rows = bytes([3, 1, 1, 0, 0, 0, 0, 4, 0, 1, 0, 1, 0, 1])  # 1 1 1 0 / 0 1 0 1
    palette = bytes([0, 0, 0, 0, 9, 8, 7, 0])
    picture = decode(bmp(4, 2, 8, rows, compression=1, palette=palette), "")
    assert picture.pixels[..., 0].tolist() == [[0, 7, 0, 7], [7, 7, 7, 0]]


def test_an_old_header() -> None:
    head = struct.pack("<2sIIIIHHHH", b"BM", 0, 0, 26 + 6, 12, 2, 1, 1, 1)
    picture = decode(head + bytes([3, 2, 1, 6, 5, 4]) + bytes([0x40, 0, 0, 0]), "")
    assert picture.pixels[0].tolist() == [[1, 2, 3, 255], [4, 5, 6, 255]]


@settings(max_examples=40, deadline=None)
@given(
    pixels=arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9), st.just(4))), opaque=st.booleans()
)
def test_every_pixel_is_kept(pixels: Pixels, opaque: bool) -> None:
    if opaque:
        pixels[..., 3] = 255
    data = encode(pixels, "bmp", metadata=Metadata(dpi=(240.0, 240.0)))
    assert int.from_bytes(data[2:6], "little") == len(data)
    expected = pixels.copy()
    if not pixels[..., 3].any():
        expected[..., 3] = 255  # alpha of nothing but zeros means that there is none
    np.testing.assert_array_equal(decode(data, "").pixels, expected)
    with Image.open(BytesIO(data)) as image:
        assert image.mode == ("RGB" if opaque or (pixels[..., 3] == 255).all() else "RGBA")
        np.testing.assert_array_equal(np.asarray(image.convert("RGBA")), pixels)
        assert abs(image.info["dpi"][0] - 240) < 0.1


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (bmp(0, 4, 24, b""), BrokenFile),
        (bmp(4, 0, 24, b""), BrokenFile),
        (bmp(-4, 4, 24, bytes(64)), BrokenFile),
        (bmp(4, 4, 24, bytes(40)), BrokenFile),
        (bmp(4, 4, 7, bytes(64)), BrokenFile),
        (bmp(2**31 - 1, -(2**31), 32, b""), TooLarge),
        (bmp(4, 4, 32, bytes(64), compression=4), UnsupportedFormat),
        (bmp(4, 4, 32, bytes(64), compression=3, masks=(0xF0F0, 1, 2, 0)), BrokenFile),
        (bmp(4, 4, 24, bytes(64))[:30], BrokenFile),
    ],
)
def test_bad_headers(data: bytes, kind: type[FileError]) -> None:
    with pytest.raises(kind):
        decode(data, "")
