import os
import struct
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile, get_sampling

from fotofun.codecs import EXPORT_FORMATS, ExportOptions, Metadata, decode, encode, exif
from fotofun.codecs.depth import reduce_to_8_bits
from fotofun.errors import InvalidParameter, TooLarge, UnsupportedFormat
from fotofun.raster import Pixels
from tests.hostile.pictures import chunk, photo, png, saved


def _pixels(image: Image.Image) -> Pixels:
    return np.asarray(image.convert("RGBA"))


def _exif(orientation: int, order: str = "<") -> bytes:
    mark = b"II*\0" if order == "<" else b"MM\0*"[:2] + b"\0*"
    entry = struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    return mark + struct.pack(order + "IH", 8, 1) + entry + bytes(4)


# --- opening ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("format", "name"), [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp")])
def test_the_content_decides_about_the_format(format: str, name: str) -> None:
    data = saved(photo(), format)
    picture = decode(data, "photo.txt")
    assert picture.format == name
    assert picture.notes == []
    assert picture.pixels.dtype == np.uint8
    assert picture.pixels.flags.c_contiguous
    with Image.open(BytesIO(data)) as expected:
        np.testing.assert_array_equal(picture.pixels, _pixels(expected))
    np.testing.assert_array_equal(decode(memoryview(data), "").pixels, picture.pixels)


def test_a_picture_of_many_strips_is_whole() -> None:
    image = photo(700, 1100)
    np.testing.assert_array_equal(decode(saved(image, "PNG"), "").pixels, _pixels(image))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("order", "<>")
def test_orientation_is_applied_exactly_once(format: str, orientation: int, order: str) -> None:
    data = saved(photo(40, 24), format, exif=b"Exif\0\0" + _exif(orientation, order))
    picture = decode(data, "")
    with Image.open(BytesIO(data)) as image:
        np.testing.assert_array_equal(picture.pixels, _pixels(ImageOps.exif_transpose(image)))
    assert picture.pixels.flags.c_contiguous
    for written in ("png", "tiff", "webp"):
        lossless = ExportOptions(lossless=True)
        again = decode(encode(picture.pixels, written, metadata=picture.metadata, options=lossless), "")
        np.testing.assert_array_equal(again.pixels, picture.pixels)
        assert again.metadata.exif is None or exif.orientation(again.metadata.exif) == 1
    if format in ("JPEG", "PNG", "WEBP"):
        assert picture.metadata.exif == _exif(1, order)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_one_pixel(format: str) -> None:
    assert decode(saved(Image.new("RGB", (1, 1), (200, 10, 60)), format), "").pixels.shape == (1, 1, 4)


def test_sixteen_bits_are_rounded_to_eight() -> None:
    every = np.arange(65536, dtype=np.uint16)
    np.testing.assert_array_equal(reduce_to_8_bits(every), np.floor(every / 257 + 0.5))


@pytest.mark.parametrize(("colour", "channels"), [(0, 1), (2, 3), (4, 2), (6, 4)])
def test_every_kind_of_16_bit_png(colour: int, channels: int) -> None:
    samples = np.random.default_rng(5).integers(0, 65536, (300, 500, channels), np.uint16)
    rows = np.zeros((300, 1 + 500 * channels * 2), np.uint8)
    rows[:, 1:] = samples.astype(">u2").view(np.uint8).reshape(300, -1)
    picture = decode(png(500, 300, rows.tobytes(), 16, colour), "")
    expected = np.full((300, 500, 4), 255, np.uint8)
    eight = np.floor(samples / 257 + 0.5).astype(np.uint8)
    expected[..., :3] = eight[..., :3] if channels > 2 else eight[..., :1]
    if channels in (2, 4):
        expected[..., 3] = eight[..., -1]
    np.testing.assert_array_equal(picture.pixels, expected)
    assert picture.notes == ["16 bits a channel were reduced to 8."]


def test_a_clear_colour_of_16_bits_is_compared_in_full() -> None:
    rows = b"\0" + struct.pack(">6H", 1000, 2000, 3000, 1000, 2000, 3001)
    picture = decode(png(2, 1, rows, 16, 2, chunk(b"tRNS", struct.pack(">3H", 1000, 2000, 3000))), "")
    assert picture.pixels[0, :, 3].tolist() == [0, 255]


@pytest.mark.parametrize("depth", [1, 2, 4, 8])
def test_grey_of_few_bits_with_a_clear_value(depth: int) -> None:
    top = 2**depth - 1
    row = b"\0" + (top << (8 - depth)).to_bytes(1, "big") + b"\0" * (depth // 8)
    picture = decode(png(2, 1, row, depth, 0, chunk(b"tRNS", struct.pack(">H", top))), "")
    assert picture.pixels.tolist() == [[[255, 255, 255, 0], [0, 0, 0, 255]]]


@pytest.mark.parametrize("depth", [1, 2, 4, 8])
def test_a_palette_with_transparency(depth: int) -> None:
    row = b"\0" + (1 << (8 - depth)).to_bytes(1, "big") + b"\0" * (depth // 8)
    palette = chunk(b"PLTE", bytes([9, 8, 7, 30, 20, 10])) + chunk(b"tRNS", bytes([128]))
    picture = decode(png(2, 1, row, depth, 3, palette), "")
    assert picture.pixels.tolist() == [[[30, 20, 10, 255], [9, 8, 7, 128]]]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGB", "RGBA", "P"])
def test_every_mode_of_png_equals_pillow(mode: str) -> None:
    image = photo().convert(mode)
    data = saved(image, "PNG")
    np.testing.assert_array_equal(decode(data, "").pixels, _pixels(image))


def test_animations_show_their_first_picture() -> None:
    first, second = photo(), photo().rotate(180)
    animated_png = decode(saved(first, "PNG", save_all=True, append_images=[second]), "")
    np.testing.assert_array_equal(animated_png.pixels, _pixels(first))
    assert animated_png.notes == ["This PNG is an animation: its first picture was opened."]
    animated_webp = decode(saved(first, "WEBP", save_all=True, append_images=[second], lossless=True), "")
    np.testing.assert_array_equal(animated_webp.pixels, _pixels(first))
    assert animated_webp.notes == ["This WebP is an animation: its first frame was opened."]


def test_print_colours_look_like_ink_on_paper() -> None:
    inks = np.zeros((16, 64, 4), np.uint8)
    for index, ink in enumerate([(0, 0, 0, 0), (255, 0, 0, 0), (0, 255, 0, 0), (0, 0, 0, 255)]):
        inks[:, index * 16 : index * 16 + 16] = ink
    data = saved(Image.frombytes("CMYK", (64, 16), inks.tobytes()), "JPEG", quality=100)
    picture = decode(data, "print.jpg")
    seen = picture.pixels[8, 8::16].astype(int)
    paper_cyan_magenta_black = [[255, 255, 255], [0, 174, 239], [236, 0, 140], [35, 31, 32]]
    assert np.abs(seen[:, :3] - paper_cyan_magenta_black).max() <= 3
    assert (picture.pixels[..., 3] == 255).all()
    assert "CMYK" in picture.notes[0]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux to measure memory")
def test_opening_a_jpeg_takes_little_more_than_two_copies_of_it(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(saved(photo(4000, 3000), "JPEG"))
    code = f"""
from pathlib import Path
from fotofun.codecs import decode
def memory(line):
    text = Path("/proc/self/status").read_text()
    return int(text.partition(line + ":")[2].split()[0]) * 1024
data = Path({str(file)!r}).read_bytes()
before = memory("VmRSS")
pixels = decode(data, "").pixels
print((memory("VmHWM") - before) / pixels.nbytes)
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert float(run.stdout) < 2.5


# --- writing ---------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(
    pixels=arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9), st.just(4))), opaque=st.booleans()
)
def test_png_keeps_every_pixel(pixels: Pixels, opaque: bool) -> None:
    if opaque:
        pixels[..., 3] = 255
    pixels.flags.writeable = False
    data = encode(pixels, "png")
    np.testing.assert_array_equal(decode(data, "").pixels, pixels)
    with Image.open(BytesIO(data)) as image:
        assert image.mode == ("RGB" if (pixels[..., 3] == 255).all() else "RGBA")


@pytest.mark.parametrize(("quality", "sampling"), [(100, 0), (90, 0), (89, 2), (60, 2)])
def test_jpeg_keeps_colour_detail_at_high_quality(quality: int, sampling: int) -> None:
    pixels = _pixels(photo())
    data = encode(pixels, "jpeg", quality)
    with Image.open(BytesIO(data)) as image:
        assert isinstance(image, JpegImageFile)
        assert get_sampling(image) == sampling
        assert image.info["progressive"]
    error = np.abs(decode(data, "").pixels.astype(int) - pixels)
    assert error.mean() < (1 if quality == 100 else 12)


def test_jpeg_puts_transparent_pixels_on_white() -> None:
    pixels = np.zeros((32, 48, 4), np.uint8)
    pixels[:, 16:] = (200, 0, 100, 128)
    pixels[:, 32:, 3] = 255
    seen = decode(encode(pixels, "jpeg", 100), "").pixels[16, 8::16].astype(int)
    assert np.abs(seen - [(255, 255, 255, 255), (227, 127, 177, 255), (200, 0, 100, 255)]).max() <= 2


def test_webp_keeps_alpha_exactly_and_colours_nearly() -> None:
    pixels = _pixels(photo()).copy()
    pixels[..., 3] = np.arange(96)[None, :] * 2
    seen = decode(encode(pixels, "webp", 60), "").pixels
    np.testing.assert_array_equal(seen[..., 3], pixels[..., 3])
    assert np.abs(seen[:, 48:, :3].astype(int) - pixels[:, 48:, :3]).mean() < 20


@pytest.mark.parametrize("format", ["jpeg", "png", "webp"])
def test_a_profile_and_exif_are_written_only_when_asked(format: str) -> None:
    pixels = _pixels(photo())
    profile = bytes(16) + b"RGB Lab " + bytes(12) + b"acsp" + bytes(92)
    plain = decode(encode(pixels, format), "").metadata
    assert (plain.exif, plain.icc) == (None, None)
    said = Metadata(exif=_exif(1), icc=profile)
    full = decode(encode(pixels, format, metadata=said), "").metadata
    assert (full.exif, full.icc) == (_exif(1), profile)
    bare = decode(encode(pixels, format, metadata=said, keep="none"), "").metadata
    assert replace(bare, jpeg_quality=None) == Metadata()


def test_what_cannot_be_written_is_refused() -> None:
    pixels = np.zeros((1, 20_000, 4), np.uint8)
    with pytest.raises(TooLarge, match="16383"):
        encode(pixels, "webp")
    for name in ("jxl", "heic"):
        with pytest.raises(UnsupportedFormat, match=name):
            encode(pixels, name)
    for quality in (0, 101):
        with pytest.raises(InvalidParameter):
            encode(pixels, "jpeg", quality)


def test_the_formats_say_what_a_download_needs() -> None:
    assert {name: (codec.extension, codec.media_type) for name, codec in EXPORT_FORMATS.items()} == {
        "avif": ("avif", "image/avif"),
        "bmp": ("bmp", "image/bmp"),
        "gif": ("gif", "image/gif"),
        "jpeg": ("jpg", "image/jpeg"),
        "png": ("png", "image/png"),
        "tiff": ("tif", "image/tiff"),
        "webp": ("webp", "image/webp"),
    }
