"""AVIF and HEIC: decoded here where Pillow can, else by the browser, which hands over its pixels."""

from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import AvifImagePlugin, Image

from fotofun.codecs import EXPORT_FORMATS, Metadata, decode, decode_with, encode, exif, heif, xmp
from fotofun.codecs.codec import Tags
from fotofun.errors import DecoderMissing, TooLarge, UnsupportedFormat
from fotofun.raster import Pixels
from tests.engine.test_codecs_metadata import XMP, exif_block
from tests.hostile.pictures import photo, saved


def _pixels(image: Image.Image) -> Pixels:
    return np.asarray(image.convert("RGBA"))


def _avif(**options: object) -> bytes:
    return saved(photo(), "AVIF", exif=exif_block(), xmp=XMP, **options)


def _heic(**options: object) -> bytes:
    """The same boxes under HEIC's name: what the pixels are packed with is not looked at."""
    return (
        _avif(**options)
        .replace(b"ftypavif", b"ftypheic")
        .replace(b"avif", b"heix")
        .replace(b"mif1miaf", b"mif1heic")
    )


def test_what_pillow_writes_is_read() -> None:
    rgba = photo().convert("RGBA")
    rgba.putalpha(photo().convert("L"))
    for image in (photo(), rgba):
        data = saved(image, "AVIF")
        picture = decode(data, "")
        assert (picture.format, picture.notes) == ("avif", [])
        with Image.open(BytesIO(data)) as expected:
            np.testing.assert_array_equal(picture.pixels, _pixels(expected))


@pytest.mark.parametrize("opaque", [True, False])
def test_export_keeps_the_picture_nearly(opaque: bool) -> None:
    pixels = _pixels(photo()).copy()
    pixels[..., 3] = 255 if opaque else np.arange(96)[None, :] * 2
    again = decode(encode(pixels, "avif", 95), "").pixels
    assert np.abs(again[..., 3].astype(int) - pixels[..., 3]).max() <= 3
    assert np.abs(again[:, 48:, :3].astype(int) - pixels[:, 48:, :3]).mean() < 8


def test_an_animation_shows_its_first_picture() -> None:
    data = saved(photo(), "AVIF", save_all=True, append_images=[photo().rotate(180)])
    picture = decode(data, "")
    assert picture.notes == ["This AVIF is an animation: its first picture was opened."]


def test_the_boxes_tell_what_pillow_was_told() -> None:
    data = _avif(icc_profile=b"x" * 200)
    tags = heif.tags(memoryview(data))
    assert tags.xmp == XMP
    assert tags.icc == b"x" * 200
    assert tags.exif and b"Maker of cameras" in tags.exif


@pytest.mark.parametrize("make", [_avif, _heic])
def test_where_nothing_decodes_the_browser_may(
    make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AvifImagePlugin, "SUPPORTED", False)
    label = "AVIF" if make is _avif else "HEIC"
    data = make()
    with pytest.raises(DecoderMissing, match=label) as caught:
        decode(data, "photo")
    assert caught.value.kind == "decoder_missing"
    assert isinstance(caught.value, UnsupportedFormat)
    assert "browser" in caught.value.advice

    shown = _pixels(photo().rotate(90, expand=True))
    picture = decode_with(shown, data, "photo")
    np.testing.assert_array_equal(picture.pixels, shown)
    assert picture.format == label.lower()
    assert picture.metadata.exif and b"Maker of cameras" in picture.metadata.exif
    assert exif.orientation(picture.metadata.exif) == 1
    assert picture.metadata.xmp == xmp.kept(XMP)
    assert picture.metadata.icc is None
    again = decode(encode(picture.pixels, "jpeg", metadata=picture.metadata, keep="no_place"), "")
    assert again.pixels.shape == shown.shape
    assert b"Atlantis" not in (again.metadata.xmp or b"")


def test_heic_cannot_be_written() -> None:
    assert "heic" not in EXPORT_FORMATS
    assert "avif" in EXPORT_FORMATS


def test_pixels_of_an_unknown_format_can_be_handed_over() -> None:
    shown = _pixels(photo())
    picture = decode_with(shown, b"\xff\x0a unknown", "photo.jxl")
    assert (picture.format, picture.metadata) == ("", Metadata())
    with pytest.raises(TooLarge):
        decode_with(shown, b"\xff\x0a", "photo.jxl", pixel_budget=100)
    with pytest.raises(ValueError, match="uint8"):
        decode_with(shown[..., 0], b"\xff\x0a", "photo.jxl")


def test_pixels_of_a_known_format_keep_what_its_file_says() -> None:
    data = saved(photo(), "JPEG", exif=b"Exif\0\0" + exif_block())
    picture = decode_with(_pixels(photo()), data, "photo.jpg")
    assert picture.format == "jpeg"
    assert picture.metadata.exif and b"Maker of cameras" in picture.metadata.exif


def test_any_damage_to_the_boxes_is_survived() -> None:
    data = _heic()
    generator = np.random.default_rng(9)
    for _ in range(400):
        damaged = bytearray(data[: generator.integers(20, len(data))])
        for place in generator.integers(0, min(len(damaged), 600), generator.integers(0, 4)):
            damaged[place] = generator.integers(0, 256)
        assert isinstance(heif.tags(memoryview(bytes(damaged))), Tags)
        decode_with(np.zeros((1, 1, 4), np.uint8), bytes(damaged), "")
