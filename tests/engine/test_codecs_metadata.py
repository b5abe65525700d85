"""Metadata from a file through the document to another file, with what must not survive planted in it."""

import struct
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import ExifTags, Image, IptcImagePlugin

from fotofun.codecs import (
    EXPORT_FORMATS,
    Metadata,
    Picture,
    decode,
    encode,
    exif,
    ifd,
    iptc,
    jpeg_segments,
    xmp,
)
from fotofun.codecs.codec import Keep, Tags
from fotofun.raster import Pixels
from tests.hostile.pictures import photo, saved

CARRIERS = sorted(name for name, codec in EXPORT_FORMATS.items() if "exif" in codec.carries)

LATITUDE = struct.pack(">6I", 47, 1, 22, 1, 31337, 1000)
THUMBNAIL = b"\xff\xd8\xff\xe0 the unedited thumbnail \xff\xd9"
PLACE_WORDS = (b"Atlantis", b"47,22", b"Poseidon")


def maker_note(secret: bytes = b"private") -> bytes:
    return b"CAMERA\0\0" + secret + bytes(9)


def exif_block(order: str = ">", note: bytes = maker_note()) -> bytes:
    """As a camera writes it: maker's note, place, a thumbnail behind, a wrong size; turned by 6."""

    def words(text: bytes) -> ifd.Field:
        return ifd.Field(ifd.ASCII, len(text) + 1, text + b"\0")

    def short(value: int) -> ifd.Field:
        return ifd.integers(order, ifd.SHORT, value)

    latitude = struct.pack(order + "6I", *struct.unpack(">6I", LATITUDE))
    tree: ifd.Tree = {
        0x010F: words(b"Maker of cameras"),
        0x0112: short(6),
        0x011A: ifd.fraction(order, 300),
        0x011B: ifd.fraction(order, 300),
        0x0128: short(2),
        0x8298: words(b"(c) somebody"),
        0x8769: {
            0x829A: ifd.fraction(order, 0.008),
            0x9003: words(b"2026:01:02 03:04:05"),
            0x927C: ifd.Field(ifd.UNDEFINED, len(note), note, pinned=600),
            0xA001: short(65535),
            0xA002: ifd.integers(order, ifd.LONG, 4000),
            0xA003: ifd.integers(order, ifd.LONG, 3000),
            0xA005: {1: words(b"R03")},
        },
        0x8825: {
            1: words(b"N"),
            2: ifd.Field(ifd.RATIONAL, 3, latitude),
            29: words(b"2026:01:02"),
        },
    }
    block = bytearray(ifd.write(order, tree))
    first = struct.unpack_from(order + "I", block, 4)[0]
    count = struct.unpack_from(order + "H", block, first)[0]
    struct.pack_into(order + "I", block, first + 2 + 12 * count, len(block))
    entries = [
        (0x0103, ifd.SHORT, 6),
        (0x0201, ifd.LONG, len(block) + 2 + 36 + 4),
        (0x0202, ifd.LONG, len(THUMBNAIL)),
    ]
    block += struct.pack(order + "H", 3)
    for tag, kind, value in entries:
        block += struct.pack(order + "HHI", tag, kind, 1)
        block += struct.pack(order + "I", value) if kind == ifd.LONG else struct.pack(order + "HH", value, 0)
    return bytes(block) + bytes(4) + THUMBNAIL


XMP = b"""<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="T &amp; Co">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
    xmlns:where="http://ns.adobe.com/exif/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    xmlns:dji="http://www.dji.com/drone-dji/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpGImg="http://ns.adobe.com/xap/1.0/g/img/"
    xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:GImage="http://ns.google.com/photos/1.0/image/"
    tiff:Orientation="6" where:GPSLatitude="47,22.5N" photoshop:City="Atlantis" dji:RelativeAltitude="47,22"
    xmp:Rating="4" GImage:Data="dGhlIHVuZWRpdGVk" where:PixelXDimension="4000">
   <where:GPSLongitude>8,32.47,22E</where:GPSLongitude>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">A &lt;title&gt; &#xE9;</rdf:li></rdf:Alt></dc:title>
   <ext:LocationShown><rdf:Bag><rdf:li rdf:parseType="Resource">
    <ext:City>Poseidon</ext:City></rdf:li></rdf:Bag></ext:LocationShown>
   <xmp:Thumbnails><rdf:Alt><rdf:li xmpGImg:image="dGhlIHVuZWRpdGVk"/></rdf:Alt></xmp:Thumbnails>
   <tiff:ImageLength>3000</tiff:ImageLength>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def data_set(record: int, number: int, value: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


IPTC = b"".join(
    (
        data_set(1, 90, b"\x1b%G"),
        data_set(2, 90, b"Atlantis"),
        data_set(2, 101, b"Poseidonia"),
        data_set(2, 120, b"A caption"),
        data_set(2, 202, b"the unedited preview"),
    )
)


def camera_jpeg(**changes: bytes | None) -> bytes:
    said = {"exif": exif_block(), "xmp": XMP, "iptc": IPTC, **changes}
    tags = Tags(said["exif"], said["xmp"], said["iptc"])
    return jpeg_segments.insert(saved(photo(), "JPEG", quality=95), tags)


def exported(format: str, keep: Keep, picture: Picture | None = None) -> bytes:
    picture = picture or decode(camera_jpeg(), "")
    return encode(picture.pixels, format, 90, metadata=picture.metadata, keep=keep)


def readable(data: bytes) -> bytes:
    """The file with everything in it that is compressed or in hexadecimal laid open behind it."""
    metadata = decode(data, "").metadata
    return data + (metadata.exif or b"") + (metadata.xmp or b"") + (metadata.iptc or b"")


# --- everything ------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", CARRIERS)
def test_all_of_it_survives(format: str) -> None:
    opened = decode(camera_jpeg(), "")
    assert opened.notes == []
    again = decode(exported(format, "all", opened), "")
    assert again.notes == []
    np.testing.assert_array_equal(again.pixels.shape, opened.pixels.shape)
    assert again.metadata.iptc == opened.metadata.iptc
    assert iptc.kept(IPTC) == opened.metadata.iptc
    properties = again.metadata.xmp or b""
    for words in (
        b"A &lt;title&gt; \xc3\xa9",
        b'xml:lang="x-default"',
        b'Rating="4"',
        b"Poseidon",
        b"47,22.5N",
    ):
        assert words in properties
    assert again.metadata.dpi == pytest.approx((300, 300), abs=0.01)

    with Image.open(BytesIO(exported(format, "all", opened))) as image:
        found = image.getexif()
    assert found[0x010F] == "Maker of cameras"
    assert found[0x8298] == "(c) somebody"
    details = found.get_ifd(ExifTags.IFD.Exif)
    assert details[0x9003] == "2026:01:02 03:04:05"
    assert float(details[0x829A]) == 0.008
    assert found.get_ifd(ExifTags.IFD.GPSInfo)[2] == (47, 22, 31.337)


@pytest.mark.parametrize("format", CARRIERS)
def test_what_belongs_to_the_pixels_is_renewed(format: str) -> None:
    opened = decode(camera_jpeg(), "")
    smaller = opened.pixels[:20, :30]
    data = encode(smaller, format, metadata=opened.metadata)
    again = decode(data, "")
    assert again.pixels.shape == (20, 30, 4)
    with Image.open(BytesIO(data)) as image:
        found = image.getexif()
        assert found.get(0x0112, 1) == 1
        details = found.get_ifd(ExifTags.IFD.Exif)
    assert (details[0xA002], details[0xA003], details[0xA001]) == (30, 20, 1)
    assert 0xA005 not in details
    packet = again.metadata.xmp or b""
    for words in (b'Orientation="1"', b'PixelXDimension="30"', b"ImageLength>20<"):
        assert words in packet
    assert b"unedited" not in readable(data)
    assert b"dGhlIHVuZWRpdGVk" not in readable(data)


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("format", CARRIERS)
def test_a_second_round_changes_nothing(format: str, order: str) -> None:
    opened = decode(camera_jpeg(exif=exif_block(order)), "")
    once = decode(exported(format, "all", opened), "").metadata
    twice = decode(encode(opened.pixels, format, 90, metadata=once), "").metadata
    assert once == twice


@pytest.mark.parametrize("format", ["jpeg", "png", "webp"])
def test_the_maker_note_stays_where_it_was(format: str) -> None:
    block = decode(exported(format, "all"), "").metadata.exif or b""
    assert block[600 : 600 + len(maker_note())] == maker_note()
    (_, tree) = exif.tree(ifd.parse(block))
    photo_fields = tree[0x8769]
    assert isinstance(photo_fields, dict)
    assert photo_fields[0x927C].pinned == 600


def test_a_maker_note_with_a_picture_in_it_is_left_out() -> None:
    note = maker_note(b"\xff\xd8\xff\xdb the unedited preview")
    block = decode(camera_jpeg(exif=exif_block(note=note)), "").metadata.exif
    assert block and b"unedited" not in block and b"CAMERA" not in block


# --- without place, and without anything -----------------------------------------------------------


@pytest.mark.parametrize("format", CARRIERS)
def test_no_place_leaves_no_place(format: str) -> None:
    assert any(words in readable(exported(format, "all")) for words in PLACE_WORDS)
    data = exported(format, "no_place")
    seen = readable(data)
    for words in (*PLACE_WORDS, LATITUDE, LATITUDE[:12], b"GPS", b"private", b"CAMERA"):
        assert words not in seen
    with Image.open(BytesIO(data)) as image:
        assert 0x8825 not in image.getexif()
        assert image.getexif()[0x010F] == "Maker of cameras"
    again = decode(data, "").metadata
    assert b"A caption" in (again.iptc or b"")
    assert b'Rating="4"' in (again.xmp or b"")
    assert again.exif and exif.dpi(again.exif) == (300, 300)


@pytest.mark.parametrize("format", list(EXPORT_FORMATS))
def test_none_leaves_nothing(format: str) -> None:
    data = exported(format, "none")
    seen = readable(data)
    for words in (*PLACE_WORDS, LATITUDE, b"Maker", b"caption", b"xmpmeta", b"acsp", b"somebody"):
        assert words not in seen
    assert replace(decode(data, "").metadata, dpi=None, jpeg_quality=None) == Metadata()


def test_a_gps_attribute_under_any_prefix_is_found() -> None:
    packet = XMP.replace(b"where:", b"exif:").replace(b"xmlns:where", b"xmlns:exif")
    for text in (XMP, packet, XMP.decode().encode("utf-16")):
        clean = xmp.written(text, (1, 1), with_place=False)
        assert clean and b"GPS" not in clean and b"Atlantis" not in clean and b"Altitude" not in clean


# --- where files keep it ---------------------------------------------------------------------------


def test_pillow_finds_all_of_it_in_a_jpeg() -> None:
    with Image.open(BytesIO(exported("jpeg", "all"))) as image:
        assert image.info["xmp"].startswith(b"<?xpacket")
        assert image.info["dpi"] == (300, 300)
        captions = IptcImagePlugin.getiptcinfo(image)
    assert captions is not None
    assert captions[(2, 120)] == b"A caption"
    assert captions[(2, 90)] == b"Atlantis"


@pytest.mark.parametrize("format", ["PNG", "WEBP", "TIFF", "AVIF"])
def test_what_pillow_writes_is_read(format: str) -> None:
    block = exif_block()
    options: dict[str, object] = {"exif": b"Exif\0\0" + block}
    if format == "TIFF":
        options = {"tiffinfo": {700: XMP, 33723: IPTC, 271: "Maker of cameras"}}
    elif format != "PNG":
        options["xmp"] = XMP
    metadata = decode(saved(photo(), format, **options), "").metadata
    assert metadata.exif and b"Maker of cameras" in metadata.exif
    assert format == "PNG" or (metadata.xmp and b"Atlantis" in metadata.xmp)
    assert format != "TIFF" or metadata.iptc == iptc.kept(IPTC)


def test_a_long_packet_is_cut_up_and_put_together() -> None:
    title = b"x" * 150_000
    picture = decode(camera_jpeg(), "")
    long = (picture.metadata.xmp or b"").replace(b"A &lt;title", title)
    data = encode(picture.pixels, "jpeg", metadata=Metadata(xmp=long))
    with Image.open(BytesIO(data)) as image:
        assert b"HasExtendedXMP" in image.info["xmp"]
    again = decode(data, "")
    assert again.metadata.xmp and title in again.metadata.xmp
    assert b"HasExtendedXMP" not in again.metadata.xmp
    broken = data.replace(b"xxxxx", b"xxxxy", 1)
    assert title not in (decode(broken, "").metadata.xmp or b"")


def test_long_exif_loses_its_maker_note_before_a_jpeg_loses_it() -> None:
    longer = exif.kept(exif_block(note=maker_note(b"n" * 64_800)))
    assert longer and b"nnnn" in longer
    again = decode(encode(_picture(), "jpeg", metadata=Metadata(exif=longer)), "").metadata
    assert again.exif and b"Maker of cameras" in again.exif and b"nnnn" not in again.exif


@pytest.mark.parametrize("kind", [b"zTXt", b"tEXt"])
def test_texts_of_imagemagick_are_read(kind: bytes) -> None:
    import zlib

    from fotofun.codecs.png_texts import chunk

    def text(name: bytes, data: bytes) -> bytes:
        body = b"\n" + name + b"\n" + str(len(data)).encode().rjust(8) + b"\n" + data.hex().encode() + b"\n"
        keyword = b"Raw profile type " + name + b"\0"
        return chunk(kind, keyword + (b"\0" + zlib.compress(body) if kind == b"zTXt" else body))

    plain = saved(photo(), "PNG")
    texts = (
        text(b"iptc", iptc.resources(IPTC)) + text(b"exif", b"Exif\0\0" + exif_block()) + text(b"xmp", XMP)
    )
    metadata = decode(plain[:33] + texts + plain[33:], "").metadata
    assert metadata.iptc == iptc.kept(IPTC)
    assert metadata.exif and b"Maker of cameras" in metadata.exif
    assert metadata.xmp and b"Atlantis" in metadata.xmp


def test_the_resolution_is_the_documents() -> None:
    picture = decode(camera_jpeg(), "")
    said = Metadata(exif=picture.metadata.exif, dpi=(72.5, 144.0))
    for name in ("tiff", "webp", "png"):
        again = decode(encode(picture.pixels, name, metadata=said), "").metadata
        assert again.dpi == pytest.approx((72.5, 144.0), abs=0.02)
        assert again.exif and exif.dpi(again.exif) == (72.5, 144.0)


# --- damage ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"exif": b"nonsense"}, "EXIF"),
        ({"exif": exif_block()[:100]}, "EXIF"),
        ({"xmp": b"<x:xmpmeta>"}, "XMP"),
        ({"xmp": b"<rdf:RDF/>" * 3}, "XMP"),
        ({"xmp": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}, "XMP"),
        ({"xmp": b"\xff\xfe\x00"}, "XMP"),
        ({"xmp": XMP.replace(b"<dc:title>", b"<dc:title>" * 3000)}, "XMP"),
        ({"iptc": b"nonsense"}, "IPTC"),
    ],
)
def test_damaged_parts_are_left_out_with_a_note(changes: dict[str, bytes], note: str) -> None:
    picture = decode(camera_jpeg(**changes), "")
    assert [line for line in picture.notes if note in line and "left out" in line]
    assert len(picture.notes) == 1
    (name,) = changes
    assert getattr(picture.metadata, name) is None
    assert picture.pixels.shape == (64, 96, 4) or name != "exif"


def _picture() -> Pixels:
    return np.full((2, 2, 4), 255, np.uint8)


def test_a_document_with_damaged_metadata_can_be_exported() -> None:
    bad = Metadata(exif=b"II*\0nonsense", xmp=b"<a", iptc=b"\x1c\x02")
    for name in CARRIERS:
        for keep in ("all", "no_place"):
            again = decode(encode(_picture(), name, metadata=bad, keep=keep), "").metadata
            assert (again.xmp, again.iptc) == (None, None)
