import zlib
from io import BytesIO
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from fotofun.codecs import ExportOptions, Metadata, decode, encode
from fotofun.codecs.codec import Packing
from fotofun.errors import BrokenFile, FileError, InvalidParameter, UnsupportedFormat
from fotofun.raster import Pixels
from tests.hostile.pictures import photo, saved
from tests.hostile.tiffs import plain, tiff

Samples = NDArray[np.uint8] | NDArray[np.uint16]


def _pixels(image: Image.Image) -> Pixels:
    return np.asarray(image.convert("RGBA"))


def _noise(*shape: int, top: int = 256) -> Samples:
    kind = np.uint8 if top <= 256 else np.uint16
    return np.random.default_rng(11).integers(0, top, shape, kind)


def _stored(samples: Samples, order: Literal["<", ">"] = "<") -> bytes:
    return samples.astype(samples.dtype.newbyteorder(order)).tobytes()


# --- opening ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "RGBA", "P", "CMYK"])
@pytest.mark.parametrize("compression", ["raw", "tiff_lzw", "tiff_adobe_deflate", "tiff_deflate", "packbits"])
def test_what_others_write_is_read(mode: str, compression: str) -> None:
    image = photo(300, 211).convert(mode)
    picture = decode(saved(image, "TIFF", compression=compression), "")
    assert picture.format == "tiff"
    if mode == "CMYK":
        assert picture.notes == [
            "This picture was made for print (CMYK): its colours on screen are an estimate."
        ]
        assert np.abs(picture.pixels.astype(int) - _pixels(photo(300, 211))).mean() < 40
    else:
        assert picture.notes == []
        np.testing.assert_array_equal(picture.pixels, _pixels(image))


@pytest.mark.parametrize("compression", ["group3", "group4", "tiff_ccitt"])
def test_fax_pages_are_read(compression: str) -> None:
    image = photo(301, 97).convert("1")
    picture = decode(saved(image, "TIFF", compression=compression), "")
    np.testing.assert_array_equal(picture.pixels, _pixels(image))


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_jpeg_inside(mode: str) -> None:
    image = photo(100, 75).convert(mode)
    data = saved(image, "TIFF", compression="jpeg", quality=95)
    picture = decode(data, "")
    if mode == "CMYK":
        exact = decode(saved(image, "TIFF"), "").pixels
        assert np.abs(picture.pixels.astype(int) - exact).mean() < 6
    else:
        with Image.open(BytesIO(data)) as expected:
            assert np.abs(picture.pixels.astype(int) - _pixels(expected)).max() <= 1


@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_adobe_deflate"])
@pytest.mark.parametrize("rows", [1, 7, 64])
def test_differences_are_summed(compression: str, rows: int) -> None:
    image = photo()
    data = saved(image, "TIFF", compression=compression, tiffinfo={317: 2, 278: rows})
    np.testing.assert_array_equal(decode(data, "").pixels, _pixels(image))


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("predictor", [1, 2])
@pytest.mark.parametrize(("channels", "colours"), [(1, 1), (1, 0), (3, 2), (4, 2)])
def test_sixteen_bits(
    order: Literal["<", ">"], big: bool, predictor: int, channels: int, colours: int
) -> None:
    samples = _noise(9, 14, channels, top=65536)
    coded = samples.copy()
    if predictor == 2:
        coded[:, 1:] -= samples[:, :-1]
    fields = plain(14, 9, [16] * channels, colours, t259=8, t317=predictor, t338=2 * (channels == 4))
    parts = [zlib.compress(_stored(coded[top : top + 4], order)) for top in (0, 4, 8)]
    picture = decode(tiff({**fields, 278: 4}, parts, order, big=big), "")
    eight = np.floor(samples / 257 + 0.5).astype(np.uint8)
    expected = np.full((9, 14, 4), 255, np.uint8)
    expected[..., :3] = 255 - eight if colours == 0 else eight[..., :3]
    if channels == 4:
        expected[..., 3] = eight[..., 3]
    np.testing.assert_array_equal(picture.pixels, expected)
    assert picture.notes == ["16 bits a channel were reduced to 8."]


@pytest.mark.parametrize("bits", [1, 2, 4])
@pytest.mark.parametrize("colours", [0, 1, 3])
def test_few_bits(bits: int, colours: int) -> None:
    width, height = 13, 5
    values = _noise(height, width, top=2**bits)
    rows = []
    for row in values:
        text = "".join(f"{value:0{bits}b}" for value in row)
        rows.append(int(text.ljust(-(-len(text) // 8) * 8, "0"), 2).to_bytes(-(-len(text) // 8), "big"))
    palette = _noise(3 * 2**bits, top=65536).astype(int)
    fields = plain(width, height, [bits], colours)
    if colours == 3:
        fields[320] = palette.tolist()
    picture = decode(tiff(fields, [b"".join(rows)]), "")
    scaled = values * (255 // (2**bits - 1))
    if colours == 3:
        expected = (palette.reshape(3, -1).T // 256)[values]
    else:
        expected = (255 - scaled if colours == 0 else scaled)[..., None].repeat(3, 2)
    np.testing.assert_array_equal(picture.pixels[..., :3], expected)
    assert (picture.pixels[..., 3] == 255).all()


def test_bits_in_reversed_order() -> None:
    row = bytes([0b00000011])
    picture = decode(tiff(plain(8, 1, [1], 1, t266=2), [row]), "")
    assert picture.pixels[0, :, 0].tolist() == [255, 255, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("compression", [1, 5, 8])
@pytest.mark.parametrize("planar", [1, 2])
@pytest.mark.parametrize("size", [(70, 50), (64, 48), (5, 3)])
def test_tiles(compression: int, planar: int, size: tuple[int, int]) -> None:
    width, height = size
    samples = _noise(height, width, 3)
    wide, tall = 32, 16
    across, down = -(-width // wide), -(-height // tall)
    padded = np.zeros((down * tall, across * wide, 3), np.uint8)
    padded[:height, :width] = samples
    planes = [padded] if planar == 1 else [padded[..., index : index + 1] for index in range(3)]
    parts = []
    for plane in planes:
        for top in range(0, down * tall, tall):
            for left in range(0, across * wide, wide):
                parts.append(_packed(plane[top : top + tall, left : left + wide], compression))
    fields = plain(width, height, [8] * 3, 2, t259=compression, t284=planar, t322=wide, t323=tall)
    del fields[278]
    picture = decode(tiff(fields, parts, tiled=True), "")
    np.testing.assert_array_equal(picture.pixels[..., :3], samples)


def _packed(block: Samples, compression: int) -> bytes:
    if compression == 8:
        return zlib.compress(block.tobytes())
    if compression == 5:
        image = Image.fromarray(np.ascontiguousarray(block).reshape(len(block), -1))
        data = saved(image, "TIFF", compression="tiff_lzw")
        with TiffImageFile(BytesIO(data)) as packed:
            (offset,), (count,) = packed.tag_v2[273], packed.tag_v2[279]
            return data[offset : offset + count]
    return block.tobytes()


def test_planes_in_strips() -> None:
    samples = _noise(10, 7, 4)
    parts = [samples[top : top + 4, :, plane].tobytes() for plane in range(4) for top in (0, 4, 8)]
    picture = decode(tiff(plain(7, 10, [8] * 4, 2, t284=2, t278=4, t338=2), parts), "")
    np.testing.assert_array_equal(picture.pixels, samples)


@pytest.mark.parametrize(("extra", "expected"), [(0, [100, 50, 25, 255]), (1, [199, 100, 50, 128])])
def test_kinds_of_a_fourth_channel(extra: int, expected: list[int]) -> None:
    picture = decode(tiff(plain(1, 1, [8] * 4, 2, t338=extra), [bytes([100, 50, 25, 128])]), "")
    assert picture.pixels[0, 0].tolist() == expected


def test_premultiplied_colours_never_overflow() -> None:
    samples = _noise(20, 20, 4)
    picture = decode(tiff(plain(20, 20, [8] * 4, 2, t338=1), [samples.tobytes()]), "")
    alpha = samples[..., 3:].astype(int)
    straight = np.floor(samples[..., :3].astype(int) * 255 / np.maximum(alpha, 1) + 0.5)
    expected = np.where(alpha > 0, np.minimum(straight, 255), 0)
    np.testing.assert_array_equal(picture.pixels[..., :3], expected)


def test_the_first_page_is_opened_with_a_note() -> None:
    first, second = photo(), photo(30, 30)
    picture = decode(saved(first, "TIFF", save_all=True, append_images=[second, second]), "")
    np.testing.assert_array_equal(picture.pixels, _pixels(first))
    assert picture.notes == ["This TIFF has 3 pages: the first was opened."]


def test_a_preview_is_no_page() -> None:
    preview = tiff(plain(1, 1, [8] * 3, 2, t254=1), [b"abc"])
    offset = int.from_bytes(preview[4:8], "little")
    # The second directory is put behind the first, whose pointer to the next is its last four bytes.
    page = tiff(plain(2, 1, [8] * 3, 2, t254=0), [b"abcdef"])
    shifted = bytearray(page)
    start = int.from_bytes(page[4:8], "little")
    for place in range(start + 2, start + 2 + 12 * int.from_bytes(page[start : start + 2], "little"), 12):
        tag = int.from_bytes(page[place : place + 2], "little")
        if tag in (258, 273):
            old = int.from_bytes(page[place + 8 : place + 12], "little")
            shifted[place + 8 : place + 12] = (old + len(preview)).to_bytes(4, "little")
    both = preview[:-4] + (len(preview) + start).to_bytes(4, "little") + bytes(shifted)
    assert offset < len(preview)
    picture = decode(both, "")
    assert picture.pixels.shape == (1, 2, 4)
    assert picture.notes == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({259: 50000}, "Zstandard"),
        ({259: 6}, "outdated"),
        ({262: 8}, "Lab"),
        ({258: [32] * 3}, "32 bits"),
        ({339: 3}, "no whole ones"),
        ({262: 32803}, "raw"),
        ({50706: b"\1\4\0\0"}, "raw"),
    ],
)
def test_rare_kinds_are_refused_by_name(changes: dict[int, int | bytes | list[int]], words: str) -> None:
    with pytest.raises(UnsupportedFormat, match=words):
        decode(tiff({**plain(2, 2, [8] * 3, 2), **changes}, [bytes(48)]), "")


# --- damage ----------------------------------------------------------------------------------------


def test_pages_in_a_circle_end() -> None:
    fields = plain(1, 1, [8] * 3, 2)
    data = tiff(fields, [b"abc"])
    circle = tiff(fields, [b"abc"], after=int.from_bytes(data[4:8], "little"))
    picture = decode(circle, "")
    assert picture.pixels[0, 0].tolist() == [97, 98, 99, 255]
    assert picture.notes == []


@pytest.mark.parametrize(
    "changes",
    [
        {256: 0},
        {257: 0},
        {278: 0},
        {277: 0},
        {277: 60000},
        {273: 0},
        {279: 0},
        {279: 4_000_000_000},
        {273: 4_000_000_000},
        {273: [1] * 3, 278: 1},
        {262: 3},
        {259: 8},
        {259: 5},
        {259: 7},
        {259: 32773},
        {259: 4},
        {322: 16, 323: 16},
        {322: 1 << 30, 323: 1 << 30, 324: 8, 325: 12},
    ],
)
def test_fields_that_make_no_sense(changes: dict[int, int | list[int]]) -> None:
    data = tiff({**plain(2, 2, [8] * 3, 2), **changes}, [bytes([77]) * 12])
    with pytest.raises(BrokenFile):
        decode(data, "")


def test_a_small_file_of_a_large_picture_costs_nothing() -> None:
    packed = zlib.compress(bytes(1000))
    data = tiff(plain(12000, 12000, [8] * 3, 2, t259=8), [packed])
    with pytest.raises(BrokenFile):
        decode(data, "")


@settings(max_examples=150, deadline=None)
@given(
    tag=st.sampled_from(
        [254, 256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 284, 317, 320, 322, 323, 338]
    ),
    values=st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 10), max_size=4),
    compression=st.sampled_from([1, 5, 8, 7, 32773, 3]),
)
def test_any_field_is_read_or_refused(tag: int, values: list[int], compression: int) -> None:
    fields = plain(20, 10, [8] * 3, 2, t259=compression)
    try:
        picture = decode(tiff({**fields, tag: values}, [bytes(range(256)) * 3]), "", pixel_budget=100_000)
    except FileError:
        return
    assert picture.pixels.size <= 400_000


# --- writing ---------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(
    pixels=arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9), st.just(4))),
    opaque=st.booleans(),
    packing=st.sampled_from(["deflate", "lzw", "none"]),
)
def test_every_pixel_is_kept(pixels: Pixels, opaque: bool, packing: Packing) -> None:
    if opaque:
        pixels[..., 3] = 255
    data = encode(pixels, "tiff", options=ExportOptions(packing=packing))
    np.testing.assert_array_equal(decode(data, "").pixels, pixels)
    with Image.open(BytesIO(data)) as image:
        np.testing.assert_array_equal(np.asarray(image.convert("RGBA")), pixels)


@pytest.mark.parametrize("packing", ["deflate", "lzw", "none"])
def test_pillow_reads_a_large_one_of_many_strips(packing: Packing) -> None:
    pixels = _pixels(photo(700, 900)).copy()
    pixels[..., 3] = 200
    metadata = Metadata(dpi=(300.0, 240.0))
    data = encode(pixels, "tiff", metadata=metadata, options=ExportOptions(packing=packing))
    with Image.open(BytesIO(data)) as image:
        assert image.info["compression"] == {"deflate": "tiff_adobe_deflate", "lzw": "tiff_lzw"}.get(
            packing, "raw"
        )
        assert image.info["dpi"] == (300, 240)
        np.testing.assert_array_equal(np.asarray(image), pixels)
    if packing != "none":
        assert len(data) < pixels.nbytes * 0.9
    assert decode(data, "").metadata.dpi == (300.0, 240.0)


def test_options_out_of_range_are_refused() -> None:
    for options in ({"packing": "zip"}, {"subsampling": "4:1:1"}, {"compression": 10}, {"lossless": 1}):
        with pytest.raises(InvalidParameter):
            ExportOptions(**options)
