"""What PNG files say in their chunks of text, compressed or not.

PNG specification, third edition, section 11.3.3; the `Raw profile` texts are ImageMagick's, which others
read.
"""

import struct
import zlib

from fotofun.codecs import iptc

_LARGEST = 16 << 20
_XMP = b"XML:com.adobe.xmp"


def unpacked(packed: bytes) -> bytes | None:
    """A deflated text or profile, None if it is damaged or unpacks to something huge."""
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, _LARGEST)
    except zlib.error:
        return None
    return data if unpacker.eof else None


def profile(body: bytes) -> bytes | None:
    """The colour profile of an iCCP chunk."""
    _, _, packed = body.partition(b"\0")
    return unpacked(packed[1:])


def xmp(body: bytes) -> bytes | None:
    """The packet in an iTXt chunk, None if that holds something else or is damaged."""
    keyword, _, rest = body.partition(b"\0")
    if keyword != _XMP or len(rest) < 2:
        return None
    text = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    return (unpacked(text) or None) if rest[0] else text


def raw_profile(kind: bytes, body: bytes) -> tuple[str, bytes] | None:
    """Name (`exif`, `iptc`, `xmp`) and contents of what other programs hide in texts."""
    keyword, _, rest = body.partition(b"\0")
    if not keyword.startswith(b"Raw profile type "):
        return None
    name = {"exif": "exif", "app1": "exif", "iptc": "iptc", "8bim": "iptc", "xmp": "xmp"}.get(
        keyword[17:].decode("latin-1").lower()
    )
    text = unpacked(rest[1:]) if kind == b"zTXt" else rest
    if name is None or text is None:
        return None
    lines = text.strip().split(b"\n", 2)  # its name, its length, its bytes in hexadecimal
    try:
        data = bytes.fromhex(lines[-1].decode("ascii")) if len(lines) == 3 else b""
    except ValueError:
        return None
    if data.startswith(b"http://ns.adobe.com/xap/1.0/\0"):
        return "xmp", data.partition(b"\0")[2]
    if data.startswith(b"8BIM"):
        data = iptc.from_resources(data) or b""
    return (name, data.removeprefix(b"Exif\0\0")) if data else None


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG file."""
    return struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))


def xmp_chunk(packet: bytes) -> bytes:
    """The chunk for an XMP packet, as the specification of XMP has it: not compressed."""
    return chunk(b"iTXt", _XMP + bytes(5) + packet)


def profile_chunk(icc: bytes) -> bytes:
    """The chunk for a colour profile."""
    return chunk(b"iCCP", b"ICC profile\0\0" + zlib.compress(icc))
