"""What must be the same in the browser's Pillow, whose libtiff is smaller and which has no AVIF.

Needs nothing but pytest and the engine, so that it can also run in Pyodide.
"""

import hashlib
from io import BytesIO

import numpy as np
import pytest
from PIL import AvifImagePlugin, Image

from fotofun.codecs import (
    EXPORT_FORMATS,
    ExportOptions,
    Metadata,
    decode,
    decode_with,
    encode,
    exif,
    ifd,
    tiff_file,
)
from fotofun.codecs.codec import Packing
from fotofun.errors import BrokenFile, DecoderMissing
from fotofun.raster import Pixels


def _photo(opaque: bool = False) -> Pixels:
    y, x = np.mgrid[0:90, 0:130]
    channels = (x * 2 % 232, y * 3 % 232, (x // 8 + y // 8) % 2 * 200, np.where(opaque, 255, 255 - x))
    return np.stack(np.broadcast_arrays(*channels), -1).astype(np.uint8)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]


@pytest.mark.parametrize("opaque", [True, False])
@pytest.mark.parametrize("packing", ["deflate", "lzw", "none"])
def test_tiff_keeps_every_pixel(opaque: bool, packing: Packing) -> None:
    pixels = _photo(opaque)
    data = encode(pixels, "tiff", options=ExportOptions(packing=packing))
    np.testing.assert_array_equal(decode(data, "").pixels, pixels)


@pytest.mark.parametrize("name", ["png", "bmp", "webp"])
@pytest.mark.parametrize("opaque", [True, False])
def test_other_formats_keep_every_pixel(name: str, opaque: bool) -> None:
    pixels = _photo(opaque)
    data = encode(pixels, name, options=ExportOptions(lossless=True))
    np.testing.assert_array_equal(decode(data, "").pixels, pixels)


def test_gif_is_the_same_everywhere() -> None:
    data = encode(_photo(), "gif")
    assert _digest(decode(data, "").pixels.tobytes()) == "1706473e5018"


@pytest.mark.parametrize("compression", ["packbits", "tiff_lzw", "group3", "group4"])
def test_what_libtiff_unpacks(compression: str) -> None:
    image = Image.fromarray(_photo()).convert("1" if compression.startswith("group") else "RGB")
    out = BytesIO()
    image.save(out, "TIFF", compression=compression)
    np.testing.assert_array_equal(decode(out.getvalue(), "").pixels, np.asarray(image.convert("RGBA")))


def test_jpeg_inside_tiff_without_libtiff() -> None:
    image = Image.fromarray(_photo()).convert("RGB")
    out = BytesIO()
    image.save(out, "JPEG", quality=95)
    numbers = {256: 130, 257: 90, 259: 7, 262: 6, 277: 3, 278: 90}
    tree = {tag: ifd.integers("<", ifd.LONG, value) for tag, value in numbers.items()}
    tree[258] = ifd.integers("<", ifd.SHORT, 8, 8, 8)
    data = tiff_file.assemble("<", tree, [out.getvalue()])
    np.testing.assert_array_equal(decode(data, "").pixels, decode(out.getvalue(), "").pixels)


def test_damaged_lzw_is_refused_and_nothing_else_breaks() -> None:
    data = bytearray(encode(_photo(), "tiff", options=ExportOptions(packing="lzw")))
    for _ in range(3):
        data[-2000:] = bytes(2000)
        with pytest.raises(BrokenFile):
            decode(bytes(data), "")
    packed = tiff_file.pack_lzw(np.zeros((200, 3000), np.uint8))
    unpacked = tiff_file.unpack(5, [packed], 3000, [200], 0)
    assert not unpacked.any()


def test_metadata_goes_through() -> None:
    order = ">"
    place = {1: ifd.Field(ifd.ASCII, 2, b"N\0"), 29: ifd.Field(ifd.ASCII, 11, b"2026:01:02\0")}
    block = ifd.write(order, {0x112: ifd.integers(order, ifd.SHORT, 1), 0x8825: place})
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:e="http://ns.adobe.com/exif/1.0/" e:GPSLatitude="1N" e:Flash="2"/>'
        b"</rdf:RDF></x:xmpmeta>"
    )
    said = Metadata(exif=block, xmp=packet)
    for name in ("jpeg", "png", "webp", "tiff"):
        everything = decode(encode(_photo(), name, metadata=said), "").metadata
        assert b"GPSLatitude" in (everything.xmp or b"")
        assert exif.tree(ifd.parse(everything.exif or b""))[1].keys() >= {0x8825}
        private = decode(encode(_photo(), name, metadata=said, keep="no_place"), "").metadata
        assert b"GPS" not in (private.xmp or b"") and b"Flash" in (private.xmp or b"")
        assert b"2026" not in (private.exif or b"")


def test_avif_where_pillow_has_it_and_a_way_where_it_has_not() -> None:
    data = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf"
    assert ("avif" in EXPORT_FORMATS) == AvifImagePlugin.SUPPORTED
    with pytest.raises(BrokenFile if AvifImagePlugin.SUPPORTED else DecoderMissing):
        decode(data, "")
    assert decode_with(_photo(), data, "").format == "avif"
