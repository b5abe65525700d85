"""Metadata that nobody would wish to meet: it is left out with a note, and never hinders the picture."""

import struct
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fotofun.codecs import EXPORT_FORMATS, decode, encode, exif, iptc, jpeg_segments, xmp
from fotofun.codecs.codec import Tags
from fotofun.errors import FileError
from tests.engine.test_codecs_metadata import IPTC, XMP, camera_jpeg, exif_block
from tests.hostile import pictures

ENTRY = struct.Struct("<HHII")


def _directory(*entries: tuple[int, int, int, int], after: int = 0) -> bytes:
    packed = b"".join(ENTRY.pack(*entry) for entry in entries)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + packed + struct.pack("<I", after)


HOSTILE_EXIF = {
    "a directory inside itself": _directory((0x8769, 4, 1, 8), (0x8825, 4, 1, 8), (0xA005, 4, 1, 8)),
    "a directory after itself": _directory((0x10F, 2, 4, 0x41424344), after=8),
    "a value of four gigabytes": _directory((0x10F, 2, 0xFFFFFFFF, 8)),
    "a count that overflows": _directory((0x10F, 12, 0xFFFFFFFF, 8), (0x112, 3, 0xFFFFFFFF, 6)),
    "65535 fields": b"II*\0\x08\0\0\0\xff\xff" + bytes(500),
    "fields of nothing": _directory((0x10F, 2, 0, 0), (0x112, 3, 0, 0)),
    "a directory outside": b"II*\0\xff\xff\xff\xff" + bytes(50),
    "fields that are the block itself": _directory(*((tag, 7, 8000, 8) for tag in range(0x829A, 0x8400)))
    + bytes(8000),
    "no directory": b"MM\0*",
    "another orientation": _directory((0x112, 3, 1, 99)),
}


@pytest.mark.parametrize("name", HOSTILE_EXIF)
def test_hostile_exif_does_not_hinder_the_picture(name: str) -> None:
    data = jpeg_segments.insert(pictures.saved(pictures.photo(), "JPEG"), Tags(exif=HOSTILE_EXIF[name]))
    body = b"Exif\0\0" + HOSTILE_EXIF[name]
    if len(body) < 65_000:  # as it is, whatever a writer would make of it
        plain = pictures.saved(pictures.photo(), "JPEG")
        data = plain[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + plain[2:]
    tracemalloc.start()
    start = time.perf_counter()
    picture = decode(data, "")
    assert time.perf_counter() - start < 30
    assert tracemalloc.get_traced_memory()[1] < 10e6
    tracemalloc.stop()
    assert picture.pixels.shape == (64, 96, 4)
    for name in EXPORT_FORMATS:
        assert decode(encode(picture.pixels, name, metadata=picture.metadata), "").pixels.shape == (
            64,
            96,
            4,
        )


def _laughs() -> bytes:
    entities = b"".join(b'<!ENTITY l%d "%s">' % (i, b"&l%d;" % (i - 1) * 10) for i in range(1, 10))
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">' + entities + b"]><x>&l9;</x>"


@pytest.mark.parametrize(
    "packet",
    [
        _laughs(),
        XMP.replace(b"<dc:title>", b"<dc:title>" * 20_000),
        XMP.replace(b"<dc:title>", b"<dc:title/>" * 200_000),
        b"\0" * 1_000_000,
        XMP.replace(b"A &lt;title", b"x" * 5_000_000),
    ],
)
def test_hostile_xmp_counts_as_none(packet: bytes) -> None:
    start = time.perf_counter()
    assert xmp.kept(packet) is None
    assert time.perf_counter() - start < 30
    data = pictures.saved(pictures.photo(), "WEBP", xmp=packet)
    assert decode(data, "").notes == ["Its XMP data is damaged and was left out."]


def test_a_profile_in_too_few_parts() -> None:
    plain = pictures.saved(pictures.photo(), "JPEG")
    body = b"ICC_PROFILE\0\2\3" + bytes(300)
    data = plain[:2] + b"\xff\xe2" + struct.pack(">H", len(body) + 2) + body + plain[2:]
    assert decode(data, "").notes == ["Its colour profile is damaged and was left out."]


@settings(max_examples=300, deadline=None)
@given(
    changes=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=6),
    cut=st.floats(0, 1) | st.none(),
    order=st.sampled_from("<>"),
)
def test_mutated_metadata_never_hinders_anything(
    changes: list[tuple[float, int]], cut: float | None, order: str
) -> None:
    def mutated(data: bytes) -> bytes:
        out = bytearray(data)
        for place, value in changes:
            out[int(place * len(out))] = value
        return bytes(out if cut is None else out[: int(cut * len(out))])

    block = exif.kept(mutated(exif_block(order)))
    if block:
        assert exif.orientation(block) == 1
        assert exif.kept(block) == block
        private = exif.written(block, (3, 2), None, with_place=False)
        assert private is None or exif.kept(private) == private
    packet = xmp.kept(mutated(XMP))
    if packet:
        assert xmp.kept(packet) == packet
        assert b"GPSL" not in (xmp.written(packet, (3, 2), with_place=False) or b"")
    for clean in (iptc.kept, iptc.without_place):
        captions = clean(mutated(IPTC))
        assert captions is None or clean(captions) == captions


@settings(max_examples=150, deadline=None)
@given(places=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=5))
def test_a_mutated_head_of_a_jpeg_opens_or_is_refused(places: list[tuple[float, int]]) -> None:
    data = bytearray(camera_jpeg())
    end = data.index(b"\xff\xdb")
    for place, value in places:
        data[int(place * end)] = value
    try:
        picture = decode(bytes(data), "", pixel_budget=100_000)
    except FileError:
        return
    assert encode(picture.pixels, "jpeg", metadata=picture.metadata, keep="no_place")


def test_metadata_of_every_kind_costs_no_memory() -> None:
    """A tag that is the whole of a large file is not taken for a photo's description."""
    big = b"II*\0\x08\0\0\0" + struct.pack("<H", 2) + ENTRY.pack(0x10E, 2, 30_000_000, 50)
    big += ENTRY.pack(0x10F, 2, 30_000_000, 50) + bytes(30_000_100)
    tracemalloc.start()
    assert exif.kept(big) is None
    assert tracemalloc.get_traced_memory()[1] < 1e6
    tracemalloc.stop()
