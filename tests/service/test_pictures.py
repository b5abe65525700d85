"""Pictures that are odd, hostile or tell too much, over a real socket."""

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.service.client import Client, kind_of, opened, png, saved, serving


@pytest.fixture(scope="module")
def client(dist: Path, built: Path) -> Iterator[Client]:
    with serving(dist, built, max_file_size=6_000_000, max_pixels=2_000_000) as client:
        yield client


def filled(client: Client, image: bytes, size: tuple[int, int], **headers: str) -> Any:
    """The answer of a task that gives the picture back, but for one pixel."""
    hole = Image.new("L", size)
    hole.putpixel((0, 0), 255)
    return client.task("inpaint", {"image": image, "mask": saved(hole, "PNG")}, **headers)


def animation(format: str) -> bytes:
    frames = [Image.new("P", (4, 4), each % 2) for each in range(500)]
    return saved(frames[0], format, save_all=True, append_images=frames[1:])


def pages(number: int) -> bytes:
    """A TIFF file of that many pages, of one pixel each."""
    file = bytearray(b"II*\0" + struct.pack("<I", 8))
    entries = ((256, 1), (257, 1), (258, 8), (259, 1), (262, 1), (273, 0), (278, 1), (279, 1))
    for page in range(number):
        file += struct.pack("<H", len(entries))
        for tag, value in entries:
            file += struct.pack("<HHII", tag, 4, 1, value)
        file += struct.pack("<I", len(file) + 4 if page < number - 1 else 0)
    return bytes(file)


@pytest.mark.parametrize("image", [animation("GIF"), animation("PNG"), pages(2001)])
def test_of_many_frames_the_first_counts(client: Client, image: bytes) -> None:
    status = client.task("detect-faces", {"image": image})[0]
    assert status in (200, 413, 422)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize(("kind", "head"), [(b"iCCP", b"p\0\0"), (b"zTXt", b"Comment\0\0")])
def test_what_unpacks_to_too_much_harms_nothing(client: Client, kind: bytes, head: bytes) -> None:
    whole = png(8, 8)
    bomb = chunk(kind, head + zlib.compress(bytes(300_000_000), 9))
    before = client.measured("fotofun_resident_bytes")
    status = client.task("detect-faces", {"image": whole[:33] + bomb + whole[33:]})[0]
    assert status in (200, 422)
    assert client.measured("fotofun_resident_bytes") - before < 100_000_000


def test_too_many_pixels_are_refused_before_they_are_unpacked(client: Client) -> None:
    large = saved(Image.new("L", (12_000, 12_000)), "PNG")
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 65_000, 65_000, 8, 2, 0, 0, 0))
    for image in (large, b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", b"") + chunk(b"IEND", b"")):
        before = client.measured("fotofun_resident_bytes")
        answer = client.task("detect-faces", {"image": image})
        assert kind_of(answer) == (413, "/problems/too-many-pixels")
        assert client.measured("fotofun_resident_bytes") - before < 50_000_000


@pytest.mark.parametrize("tail", [b"PK\x03\x04" + b"x" * 200, b"<html><script>alert(1)</script></html>"])
def test_what_hangs_behind_a_picture_is_not_in_the_answer(client: Client, tail: bytes) -> None:
    image = saved(Image.new("RGB", (16, 16), (20, 60, 120)), "JPEG") + tail
    answer = filled(client, image, (16, 16), Accept="image/jpeg")
    assert opened(answer).size == (16, 16)
    assert tail[:10] not in answer[2] and answer[1]["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_upright_and_tells_nothing(client: Client, orientation: int) -> None:
    picture = Image.new("RGB", (24, 16), (200, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0)})
    exif[0x010F] = "SecretCamera"
    image = saved(picture, "JPEG", exif=exif, xmp=b"<x:xmpmeta>SecretPlace</x:xmpmeta>")
    turned = (16, 24) if orientation > 4 else (24, 16)
    for media_type in ("image/png", "image/jpeg", "image/webp"):
        answer = filled(client, image, turned, Accept=media_type)
        upright = opened(answer)
        assert upright.size == turned and not upright.getexif()
        assert not {"xmp", "exif", "icc_profile", "photoshop", "comment"} & set(upright.info)
        assert b"Secret" not in answer[2]


def test_words_in_a_picture_stay_with_its_owner(client: Client) -> None:
    told = PngInfo()
    told.add_text("Author", "SecretName")
    answer = filled(client, saved(Image.new("RGB", (16, 16)), "PNG", pnginfo=told), (16, 16))
    assert b"SecretName" not in answer[2] and not getattr(opened(answer), "text", {})


def palette_with_alpha() -> bytes:
    picture = Image.new("P", (9, 9), 1)
    return saved(picture, "PNG", transparency=b"\x00\x80\xff")


@pytest.mark.parametrize(
    "image",
    [
        saved(Image.new("CMYK", (12, 9), (10, 20, 30, 40)), "JPEG"),
        saved(Image.fromarray(np.full((9, 9), 40_000, np.uint16)), "PNG"),
        saved(Image.fromarray(np.full((9, 9), 40_000, np.uint16)), "TIFF"),
        palette_with_alpha(),
        png(1, 1),
        png(1, 20_000),
        saved(Image.new("1", (9, 9)), "PNG"),
        saved(Image.new("LA", (9, 9)), "PNG"),
    ],
)
@pytest.mark.parametrize("task", ["detect-faces", "detect-objects", "upscale", "remove-background"])
def test_unusual_pictures_are_no_faults(client: Client, image: bytes, task: str) -> None:
    options = b'{"scale": 2}' if task == "upscale" else b'{"quality": "fast"}'
    assert client.task(task, {"image": image, "options": options})[0] in (200, 422)


def test_the_content_decides_about_the_format(client: Client) -> None:
    body = (
        b'--edge\r\nContent-Disposition: form-data; name="image"\r\nContent-Type: image/jpeg\r\n\r\n'
        + png(8, 8)
        + b"\r\n--edge--\r\n"
    )
    kind = "multipart/form-data; boundary=edge"
    assert client.ask("POST", "/v1/detect-faces", body, Content_Type=kind)[0] == 200


@pytest.mark.parametrize("head", [b"8BPS\0\1", b"%!PS-Adobe-3.0 EPSF-3.0\n", b"PK\x03\x04", b"%PDF-1.7\n"])
def test_what_is_no_picture_here_is_told(client: Client, head: bytes) -> None:
    answer = client.task("detect-faces", {"image": head + io.BytesIO(bytes(100)).read()})
    assert kind_of(answer) == (415, "/problems/unsupported-media-type")
