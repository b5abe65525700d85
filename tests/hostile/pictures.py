"""Picture files that nobody would wish to meet, made in code; browser tests open them too."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import numpy as np
from PIL import Image

from fotofun.codecs import encode
from tests.hostile.tiffs import plain, tiff

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, rows: bytes, depth: int = 8, colour: int = 2, *extra: bytes) -> bytes:
    """A PNG from its filtered rows; `extra` chunks come before the pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return PNG_SIGNATURE + header + b"".join(extra) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND")


def photo(width: int = 96, height: int = 64) -> Image.Image:
    """A small picture with soft and hard edges, the same every time."""
    y, x = np.mgrid[0:height, 0:width]
    noise = np.random.default_rng(7).integers(0, 24, (height, width, 3))
    rgb = np.stack((x * 2 % 232, y * 3 % 232, (x // 8 + y // 8) % 2 * 200), -1) + noise
    return Image.fromarray(rgb.clip(0, 255).astype(np.uint8))


def saved(image: Image.Image, format: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def bmp(
    width: int,
    height: int,
    bits: int,
    rows: bytes,
    *,
    header: int = 40,
    compression: int = 0,
    masks: tuple[int, ...] = (),
    palette: bytes = b"",
) -> bytes:
    """A BMP from its stored rows; 16 and 32 bits may have four masks."""
    fields = struct.pack(
        "<IiiHHIIiiII", header, width, height, 1, bits, compression, len(rows), 0, 0, len(palette) // 4, 0
    )
    if header > 40:
        fields += struct.pack("<4I", *masks).ljust(header - 40, b"\0")
    elif compression == 3:
        fields += struct.pack("<3I", *masks[:3])
    start = 14 + len(fields) + len(palette)
    return struct.pack("<2sIII", b"BM", start + len(rows), 0, start) + fields + palette + rows


def text() -> bytes:
    return b"Dear diary, today I renamed this file to photo.jpg.\n" * 20


def truncated_jpeg() -> bytes:
    data = saved(photo(), "JPEG", quality=90)
    return data[: len(data) * 2 // 3]


def truncated_png() -> bytes:
    data = saved(photo(), "PNG")
    return data[: len(data) * 2 // 3]


def truncated_webp() -> bytes:
    data = saved(photo(), "WEBP")
    return data[: len(data) * 2 // 3]


def truncated_tiff() -> bytes:
    """Its directory comes first, as in files that are written in one go."""
    return encode(np.asarray(photo().convert("RGBA")), "tiff")[:-1000]


def truncated_gif() -> bytes:
    data = saved(photo(), "GIF")
    return data[: len(data) * 2 // 3]


def truncated_bmp() -> bytes:
    return saved(photo(), "BMP")[:-1]


def truncated_avif() -> bytes:
    data = saved(photo(), "AVIF")
    return data[: len(data) * 2 // 3]


def jpeg_header_only() -> bytes:
    data = saved(photo(), "JPEG")
    return data[: data.index(b"\xff\xda")]


def huge_jpeg() -> bytes:
    """A JPEG whose header says 65500 x 65500."""
    data = bytearray(saved(photo(), "JPEG"))
    struct.pack_into(">HH", data, data.index(b"\xff\xc0") + 5, 65500, 65500)
    return bytes(data)


def png_of_300_megapixels() -> bytes:
    """A whole, valid, small file: 20000 x 15000 black pixels of one bit."""
    return png(20000, 15000, bytes(2501 * 15000), 1, 0)


def png_of_all_the_pixels() -> bytes:
    """Only a header: (2**31 - 1) squared pixels."""
    return png(2**31 - 1, 2**31 - 1, b"", 8, 6)


def huge_webp() -> bytes:
    """An extended WebP header that says 16383 x 16383, and nothing else."""
    side = (16382).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + side + side
    return b"RIFF" + struct.pack("<I", len(body)) + body


def huge_tiff() -> bytes:
    """A directory that says 4294967295 x 4294967295."""
    return tiff(plain(2**32 - 1, 2**32 - 1, [8] * 3, 2), [bytes(12)])


def tiff_of_a_small_strip() -> bytes:
    """7000 x 7000 pixels in a strip of a few bytes."""
    return tiff(plain(7000, 7000, [8] * 3, 2, t259=5), [bytes(12)])


def tiff_of_many_strips() -> bytes:
    """A billion strips, it says."""
    data = tiff(plain(100, 100, [8] * 3, 2, t278=1), [bytes(30_000)])
    place = data.index(struct.pack("<HHI", 273, 4, 1)) + 4
    return data[:place] + struct.pack("<II", 10**9, 8) + data[place + 8 :]


def tiff_that_is_its_own_page() -> bytes:
    """A preview only, followed by itself, without end."""
    data = tiff({254: 1}, [b""])
    return data[:-4] + data[4:8]


def huge_gif() -> bytes:
    """A screen of 65535 x 65535 with nothing on it."""
    return b"GIF89a\xff\xff\xff\xff\0\0\0;"


def gif_frame_larger_than_its_screen() -> bytes:
    data = saved(photo(), "GIF")
    return data.replace(b",\0\0\0\0" + struct.pack("<HH", 96, 64), b",\xff\xff\xff\xff\xff\xff\xff\xff", 1)


def gif_without_a_picture() -> bytes:
    return b"GIF89a\x01\0\x01\0\0\0\0" + b"!\xfe\1a\0" * 1000 + b";"


def huge_bmp() -> bytes:
    return bmp(2**31 - 1, -(2**31), 32, b"")


def huge_run_length_bmp() -> bytes:
    """20000 x 20000 pixels in one run."""
    return bmp(20000, 20000, 8, b"\xff\1\0\1", compression=1, palette=bytes(8))


def huge_avif() -> bytes:
    """An AVIF whose size says 65535 x 65535."""
    data = saved(photo(), "AVIF")
    return data.replace(b"ispe\0\0\0\0" + struct.pack(">II", 96, 64), b"ispe\0\0\0\0" + b"\0\0\xff\xff" * 2)


def damaged_png() -> bytes:
    data = bytearray(saved(photo(), "PNG"))
    place = data.index(b"IDAT") + 300
    data[place : place + 200] = bytes(200)
    return bytes(data)


def png_without_pixels() -> bytes:
    return PNG_SIGNATURE + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)) + chunk(b"IEND")


def png_of_no_size() -> bytes:
    return png(0, 8, b"")


def random_bytes() -> bytes:
    return np.random.default_rng(3).bytes(5000)


def heic() -> bytes:
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100)


BAD_PICTURES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.jpg": (bytes, "broken_file"),
    "text.jpg": (text, "unsupported_format"),
    "truncated.jpg": (truncated_jpeg, "broken_file"),
    "truncated.png": (truncated_png, "broken_file"),
    "truncated.webp": (truncated_webp, "broken_file"),
    "header_only.jpg": (jpeg_header_only, "broken_file"),
    "huge.jpg": (huge_jpeg, "too_large"),
    "huge.png": (png_of_300_megapixels, "too_large"),
    "endless.png": (png_of_all_the_pixels, "too_large"),
    "huge.webp": (huge_webp, "too_large"),
    "damaged.png": (damaged_png, "broken_file"),
    "no_pixels.png": (png_without_pixels, "broken_file"),
    "no_size.png": (png_of_no_size, "broken_file"),
    "random.png": (random_bytes, "unsupported_format"),
    "photo.heic": (heic, "decoder_missing"),
    "truncated.tif": (truncated_tiff, "broken_file"),
    "truncated.gif": (truncated_gif, "broken_file"),
    "truncated.bmp": (truncated_bmp, "broken_file"),
    "truncated.avif": (truncated_avif, "broken_file"),
    "huge.tif": (huge_tiff, "too_large"),
    "small_strip.tif": (tiff_of_a_small_strip, "broken_file"),
    "many_strips.tif": (tiff_of_many_strips, "broken_file"),
    "own_page.tif": (tiff_that_is_its_own_page, "broken_file"),
    "huge.gif": (huge_gif, "too_large"),
    "frame.gif": (gif_frame_larger_than_its_screen, "too_large"),
    "no_picture.gif": (gif_without_a_picture, "broken_file"),
    "huge.bmp": (huge_bmp, "too_large"),
    "runs.bmp": (huge_run_length_bmp, "too_large"),
    "huge.avif": (huge_avif, "broken_file"),
}
"""File name -> what makes its bytes, and the kind of the error that refuses it."""


def zipped_bomb(kind: bytes) -> bytes:
    """A valid little PNG with a chunk that unpacks to 64 MB."""
    packer = zlib.compressobj(9)
    packed = b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(64)), packer.flush()])
    return png(2, 1, b"\0" + bytes([10, 20, 30, 40, 50, 60]), 8, 2, chunk(kind, b"name\0\0" + packed))


def strange_notes() -> bytes:
    """A valid little PNG whose every optional chunk is nonsense."""
    kinds = (
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"tEXt",
        b"zTXt",
        b"iTXt",
        b"pHYs",
        b"eXIf",
        b"acTL",
        b"tIME",
    )
    nonsense = [chunk(kind, b"\xff\0\xfe") for kind in kinds]
    return png(2, 1, b"\0" + bytes([10, 20, 30, 40, 50, 60]), 8, 2, *nonsense)
