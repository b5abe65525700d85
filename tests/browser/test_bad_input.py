"""Files that cannot be opened, or only in part: a clear sentence, and what was open stays open."""

import io
import struct
import zlib

import numpy as np
import pytest
from driver import Driver, photo
from PIL import Image


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def picture(width: int = 64, height: int = 48) -> Image.Image:
    return Image.fromarray(photo(width, height)).convert("RGB")


def huge_png() -> bytes:
    """A whole PNG of 300 megapixels, all black, of a few hundred kilobytes."""
    width, height = 20_000, 15_000
    packer = zlib.compressobj(9)
    row = bytes(1 + width // 8)
    data = b"".join([*(packer.compress(row * 100) for _ in range(height // 100)), packer.flush()])

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


REFUSED = {
    "a text called .jpg": (b"Dear diary, this is not a photo. " * 50, "unsupported_format"),
    "a zero-byte file": (b"", "broken_file"),
    "a truncated JPEG": (saved(picture(640, 480), "JPEG")[:9000], "broken_file"),
    "a 300-megapixel PNG": (huge_png(), "too_large"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence_and_nothing_lost(shared_editor: Driver, name: str) -> None:
    kept = photo(200, 150)
    shared_editor.open_pixels(kept)
    shared_editor.run("hue", {"degrees": 30})
    before, screen = shared_editor.call("document"), shared_editor.screen()
    content, kind = REFUSED[name]
    error = shared_editor.open(content, "photo.jpg")["error"]
    assert error["kind"] == kind
    assert error["what"].endswith(".") and error["advice"].endswith(".")
    assert "unchanged" in error["kept"]
    assert shared_editor.call("document") == before
    shared_editor.page.wait_for_timeout(300)
    assert np.abs(shared_editor.screen().astype(int) - screen)[150:-100, 150:-150].mean() < 1
    assert "error" not in shared_editor.run("hue", {"degrees": 10})


OPENED = {
    "an animated WebP": saved(
        picture(), "WEBP", save_all=True, append_images=[picture(64, 48)], lossless=True
    ),
    "a CMYK JPEG": saved(picture().convert("CMYK"), "JPEG"),
    "a 16-bit PNG": saved(Image.fromarray(np.arange(48 * 64, dtype=np.uint16).reshape(48, 64) * 21), "PNG"),
    "a 1x1 picture": saved(Image.new("RGB", (1, 1), (10, 200, 30)), "PNG"),
}


@pytest.mark.parametrize("name", OPENED)
def test_unusual_pictures_open(shared_editor: Driver, name: str) -> None:
    info = shared_editor.open(OPENED[name], "photo")
    assert "error" not in info
    expected = (1, 1) if "1x1" in name else (64, 48)
    assert (info["width"], info["height"]) == expected
    pixels = shared_editor.exported_pixels()
    assert pixels.shape == (expected[1], expected[0], 4)
    if "1x1" in name:
        np.testing.assert_array_equal(pixels[0, 0], [10, 200, 30, 255])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied_once(shared_editor: Driver, orientation: int) -> None:
    pixels = np.zeros((40, 80, 3), np.uint8)
    pixels[:20, :40] = [250, 0, 0]
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = saved(Image.fromarray(pixels), "JPEG", exif=exif.tobytes(), quality=95)
    info = shared_editor.open(file, "photo.jpg")
    assert (info["width"], info["height"]) == ((80, 40) if orientation < 5 else (40, 80))
    upright = shared_editor.exported_pixels()[..., 0] > 120
    corner = {1: (0, 0), 2: (0, 1), 3: (1, 1), 4: (1, 0), 5: (0, 0), 6: (0, 1), 7: (1, 1), 8: (1, 0)}[
        orientation
    ]
    height, width = upright.shape
    rows, columns = (
        (slice(0, height // 2), slice(height // 2, None)),
        (slice(0, width // 2), slice(width // 2, None)),
    )
    assert upright[rows[corner[0]], columns[corner[1]]].mean() > 0.9
    assert upright.mean() == pytest.approx(0.25, abs=0.05)


def test_commands_that_make_no_sense(shared_editor: Driver) -> None:
    shared_editor.open_pixels(photo(50, 40))
    assert shared_editor.run("no_such_operation")["error"]["kind"] == "unknown_operation"
    assert shared_editor.run("exposure", {"stops": 99})["error"]["kind"] == "invalid_parameter"
    assert shared_editor.run("exposure", {"nonsense": 1})["error"]["kind"] == "invalid_parameter"
    assert shared_editor.call("document")["history"] == ["Open"]
