"""What a Photoshop file says about its picture: resolution, profile, EXIF, XMP and IPTC."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from fotofun.codecs import Metadata
from fotofun.codecs import metadata as metadata_of
from fotofun.codecs.codec import Tags
from fotofun.codecs.depth import reduce_to_8_bits
from fotofun.codecs.icc import Conversion, UnreadableProfile, conversion, parse

HEADER = 26
_RESOLUTION, _IPTC, _PROFILE, _EXIF, _XMP = 1005, 1028, 1039, 1058, 1060
_RGB = 3


@dataclass(frozen=True)
class Described:
    """The metadata, the way from the file's colours to sRGB, and what people should know of both."""

    metadata: Metadata
    to_srgb: Conversion
    notes: tuple[str, ...]


def described(data: bytes | memoryview, mode: int) -> Described:
    """What the file says; damaged blocks count for nothing. `mode`: the colour mode of its header."""
    blocks = dict(_blocks(memoryview(data).cast("B")))
    dpi = None
    if len(resolution := blocks.get(_RESOLUTION, b"")) >= 16:
        across, down = struct.unpack_from(">I4xI", resolution)
        dpi = across / 65536, down / 65536
    notes: list[str] = []
    to_srgb, name = _conversion(blocks.get(_PROFILE), notes) if mode == _RGB else (reduce_to_8_bits, "")
    tags = Tags(blocks.get(_EXIF), blocks.get(_XMP), blocks.get(_IPTC), None, dpi)
    metadata, remarks = metadata_of.kept(tags, None, name)
    return Described(metadata, to_srgb, (*notes, *remarks))


def _conversion(profile: bytes | None, notes: list[str]) -> tuple[Conversion, str]:
    """The way to sRGB, and the profile's name if it makes a difference."""
    if not profile:
        return reduce_to_8_bits, ""
    try:
        found = parse(profile)
        if convert := conversion(found):
            notes.append(f"Colours were converted from {found.name}.")
            return convert, found.name
    except UnreadableProfile:
        notes.append("This file's colour profile cannot be applied: colours may look different.")
    return reduce_to_8_bits, ""


def _blocks(data: memoryview) -> Iterator[tuple[int, bytes]]:
    """The image resources: number and content. Each has a signature, a number, a name and a length."""
    try:
        (colours,) = struct.unpack_from(">I", data, HEADER)
        start = HEADER + 4 + colours
        (length,) = struct.unpack_from(">I", data, start)
        at, end = start + 4, min(start + 4 + length, len(data))
        while at + 12 <= end:
            number, letters = struct.unpack_from(">4xHB", data, at)
            at += 6 + (letters + 2) // 2 * 2
            (size,) = struct.unpack_from(">I", data, at)
            if at + 4 + size > end:
                return
            yield number, bytes(data[at + 4 : at + 4 + size])
            at += 4 + (size + 1) // 2 * 2
    except struct.error:
        return
