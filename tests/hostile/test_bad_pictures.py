import time
import tracemalloc
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fotofun.codecs import decode
from fotofun.codecs.exif import kept, orientation
from fotofun.codecs.icc import UnreadableProfile, conversion, parse
from fotofun.errors import FotoFunError, TooLarge
from tests.hostile import pictures


@pytest.mark.parametrize("name", pictures.BAD_PICTURES)
def test_a_bad_picture_is_refused_at_once_in_words_for_people(name: str) -> None:
    make, kind = pictures.BAD_PICTURES[name]
    data = make()
    tracemalloc.start()
    start = time.perf_counter()
    with pytest.raises(FotoFunError) as caught:
        decode(data, name)
    assert time.perf_counter() - start < 30
    assert tracemalloc.get_traced_memory()[1] < 20e6
    tracemalloc.stop()
    assert caught.value.kind == kind
    sentences = (caught.value.what, caught.value.kept, caught.value.advice)
    assert all(sentence.endswith(".") and "!" not in sentence for sentence in sentences)
    assert "Your open picture is unchanged." in str(caught.value)


def test_the_words_for_a_file_that_is_no_picture() -> None:
    with pytest.raises(FotoFunError) as caught:
        decode(pictures.text(), "photo.jpg")
    assert str(caught.value) == (
        "This file is not a picture that FotoFun can read. Your open picture is unchanged. "
        "Try a JPEG, PNG, WebP, TIFF, GIF or BMP file."
    )


def test_a_truncated_file_is_told_from_a_damaged_one() -> None:
    for name in ("truncated.jpg", "truncated.png", "truncated.webp", "truncated.tif", "truncated.bmp"):
        with pytest.raises(FotoFunError, match="end of this"):
            decode(pictures.BAD_PICTURES[name][0](), name)
    with pytest.raises(FotoFunError, match="HEIC"):
        decode(pictures.heic(), "photo.jpg")


def test_the_pixel_budget_is_the_callers() -> None:
    data = pictures.saved(pictures.photo(100, 50), "PNG")
    assert decode(data, "", pixel_budget=5000).pixels.shape == (50, 100, 4)
    with pytest.raises(TooLarge):
        decode(data, "", pixel_budget=4999)


def test_running_out_of_memory_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise MemoryError

    data = pictures.saved(pictures.photo(), "JPEG")
    monkeypatch.setattr("numpy.empty", fail)
    with pytest.raises(TooLarge, match="memory"):
        decode(data, "")


@pytest.mark.parametrize(
    "make", [lambda: pictures.zipped_bomb(b"iCCP"), lambda: pictures.zipped_bomb(b"zTXt")]
)
def test_a_bomb_in_the_notes_does_not_hinder_the_picture(make: Callable[[], bytes]) -> None:
    data = make()
    tracemalloc.start()
    picture = decode(data, "bomb.png")
    assert tracemalloc.get_traced_memory()[1] < 40e6
    tracemalloc.stop()
    assert picture.pixels.tolist() == [[[10, 20, 30, 255], [40, 50, 60, 255]]]


def test_nonsense_in_the_notes_does_not_hinder_the_picture() -> None:
    picture = decode(pictures.strange_notes(), "strange.png")
    assert picture.pixels.tolist() == [[[10, 20, 30, 255], [40, 50, 60, 255]]]
    assert any("profile" in note for note in picture.notes)


def _good_files() -> list[bytes]:
    rgb = pictures.photo(40, 24)
    rgba = rgb.convert("RGBA")
    rgba.putalpha(rgb.convert("L"))
    deep = np.random.default_rng(1).integers(0, 256, (5, 1 + 7 * 6), np.uint8)
    deep[:, 0] = 0
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    return [
        pictures.saved(rgb, "JPEG", exif=exif),
        pictures.saved(rgb, "JPEG", progressive=True),
        pictures.saved(rgb.convert("CMYK"), "JPEG"),
        pictures.saved(rgb.convert("L"), "JPEG"),
        pictures.saved(rgba, "PNG", exif=exif),
        pictures.saved(rgb.quantize(16), "PNG", transparency=3),
        pictures.saved(rgb, "PNG", save_all=True, append_images=[rgb.rotate(90)]),
        pictures.png(7, 5, deep.tobytes(), 16, 2, pictures.chunk(b"tRNS", bytes(6))),
        pictures.saved(rgba, "WEBP", exif=exif),
        pictures.saved(rgb, "WEBP", lossless=True),
        pictures.saved(rgb, "WEBP", save_all=True, append_images=[rgb.rotate(90)]),
        *(
            pictures.saved(image, "TIFF", compression=compression)
            for image in (rgb, rgba, rgb.quantize(16), rgb.convert("CMYK"), rgb.convert("1"))
            for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits")
        ),
        pictures.saved(rgb, "TIFF", compression="jpeg"),
        pictures.saved(rgb.convert("1"), "TIFF", compression="group4"),
        pictures.saved(rgb, "TIFF", save_all=True, append_images=[rgb]),
        pictures.saved(rgb, "GIF"),
        pictures.saved(rgb.quantize(16), "GIF", transparency=3),
        pictures.saved(rgb, "GIF", save_all=True, append_images=[rgb.rotate(90)]),
        pictures.saved(rgb, "BMP"),
        pictures.saved(rgb.quantize(16), "BMP"),
        pictures.bmp(
            4, 2, 8, bytes([3, 1, 1, 0, 0, 0, 0, 4, 0, 1, 0, 1, 0, 1]), compression=1, palette=bytes(8)
        ),
        pictures.saved(rgba, "AVIF", exif=exif),
    ]


GOOD_FILES = _good_files()


@settings(max_examples=900, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
@given(
    data=st.sampled_from(GOOD_FILES),
    changes=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=6),
    cut=st.floats(0, 1) | st.none(),
    inserted=st.tuples(st.floats(0, 1), st.binary(max_size=40)),
)
def test_a_mutated_file_opens_or_is_refused(
    data: bytes, changes: list[tuple[float, int]], cut: float | None, inserted: tuple[float, bytes]
) -> None:
    mutated = bytearray(data)
    for place, value in changes:
        # Headers are short and matter most: half of the changes hit the first 200 bytes.
        span = min(200, len(mutated)) if value % 2 else len(mutated)
        mutated[int(place * span)] = value
    at = int(inserted[0] * len(mutated))
    mutated[at:at] = inserted[1]
    if cut is not None:
        del mutated[int(cut * len(mutated)) :]
    try:
        picture = decode(bytes(mutated), "mutated", pixel_budget=1_000_000)
    except FotoFunError:
        return
    assert picture.pixels.ndim == 3
    assert picture.pixels.shape[2] == 4
    assert picture.pixels.flags.c_contiguous


@settings(max_examples=300, deadline=None)
@given(start=st.sampled_from([b"", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"]), rest=st.binary(max_size=60))
def test_any_bytes_are_taken_as_exif(start: bytes, rest: bytes) -> None:
    tiff = start + rest
    assert 1 <= orientation(tiff) <= 8
    clean = kept(tiff)
    assert clean is None or orientation(clean) == 1
    assert clean is None or kept(clean) == clean


@settings(max_examples=300, deadline=None)
@given(
    tags=st.lists(
        st.tuples(
            st.sampled_from([b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"desc"]),
            st.sampled_from([b"curv", b"para", b"XYZ ", b"mluc", b"desc"]),
            st.binary(max_size=40),
        ),
        min_size=4,
        max_size=9,
    ),
    space=st.sampled_from([b"RGB ", b"GRAY", b"CMYK"]),
)
def test_any_profile_is_read_or_refused(tags: list[tuple[bytes, bytes, bytes]], space: bytes) -> None:
    table, bodies = b"", b""
    for tag, kind, rest in tags:
        body = kind + bytes(4) + rest
        table += tag + (132 + 12 * len(tags) + len(bodies)).to_bytes(4, "big") + len(body).to_bytes(4, "big")
        bodies += body
    header = bytes(16) + space + b"XYZ " + bytes(12) + b"acsp" + bytes(88)
    try:
        convert = conversion(parse(header + len(tags).to_bytes(4, "big") + table + bodies))
    except UnreadableProfile:
        return
    if convert:
        assert convert(np.zeros((1, 1, 4), np.uint8)).dtype == np.uint8
