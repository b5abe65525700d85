"""BMP, the picture file of Windows and OS/2.

Microsoft's BITMAPINFOHEADER, BITMAPV4HEADER and BITMAPV5HEADER; OS/2's BITMAPCOREHEADER.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL.BmpImagePlugin import BmpImageFile

from fotofun.codecs import refusals
from fotofun.codecs.codec import Codec, ExportOptions, Scan, Tags
from fotofun.codecs.pillow import coloured, guarded, is_opaque, rgba, strips
from fotofun.codecs.resolution import per_inch, per_metre
from fotofun.raster import Mask, Pixels

_LABEL = "BMP"
_FILE_HEADER = 14
_CORE, _INFO, _V4, _V5 = 12, 40, 108, 124
_HEADERS = (_CORE, _INFO, 52, 56, 64, _V4, _V5)
_PLAIN, _RLE8, _RLE4, _FIELDS, _ALPHA_FIELDS = 0, 1, 2, 3, 6
_RGB555 = (0x7C00, 0x03E0, 0x001F, 0)
_RGB888 = (0xFF0000, 0xFF00, 0xFF, 0)
_ROWS_AT_ONCE = 1 << 17  # bytes


@dataclass(frozen=True)
class _Header:
    """masks: the bits of red, green, blue and alpha in a pixel of 16 or 32 bits."""

    width: int
    height: int
    is_top_down: bool
    bits: int
    compression: int
    start: int
    masks: tuple[int, ...]
    palette: Pixels
    tags: Tags

    @property
    def row(self) -> int:
        """Bytes a row: a multiple of four."""
        return (self.width * self.bits + 31) // 32 * 4


def _recognises(head: bytes) -> bool:
    return head[:2] == b"BM" and len(head) >= 18 and struct.unpack_from("<I", head, 14)[0] in _HEADERS


def _read(data: memoryview, pixel_budget: int) -> Scan:
    try:
        header = _header(data, pixel_budget)
    except struct.error:
        raise refusals.cut_off(_LABEL) from None
    if header.compression in (_RLE4, _RLE8):
        with guarded(_LABEL):
            image = BmpImageFile(BytesIO(data))
            refusals.check_size(_LABEL, image.width, image.height, pixel_budget)
            image.load()
        return Scan(image.width, image.height, strips(image, rgba), [], header.tags)
    if header.start + header.row * header.height > len(data):
        raise refusals.cut_off(_LABEL)
    stored = np.frombuffer(data, np.uint8, header.row * header.height, header.start)
    return Scan(
        header.width, header.height, _strips(header, stored.reshape(header.height, -1)), [], header.tags
    )


def _header(data: memoryview, pixel_budget: int) -> _Header:
    start, size = struct.unpack_from("<II", data, 10)
    compression, across, down, colours = _PLAIN, 0, 0, 0
    masks: tuple[int, ...] = ()
    if size == _CORE:
        width, height, _, bits = struct.unpack_from("<HHHH", data, _FILE_HEADER + 4)
    else:
        fields = struct.unpack_from("<iiHHIIiiI", data, _FILE_HEADER + 4)
        width, height, _, bits, compression, _, across, down, colours = fields
    refusals.check_size(_LABEL, width, abs(height), pixel_budget)
    if bits not in (1, 2, 4, 8, 16, 24, 32):
        raise refusals.damaged(_LABEL)
    if compression not in (_PLAIN, _RLE8, _RLE4, _FIELDS, _ALPHA_FIELDS) or (
        size == 64 and compression > _RLE4
    ):
        raise refusals.rare(_LABEL, "a rare kind of compression")

    palette_at = _FILE_HEADER + size
    if bits in (16, 32):
        masks = _RGB555 if bits == 16 else (*_RGB888[:3], 0xFF000000)
        if compression in (_FIELDS, _ALPHA_FIELDS):
            count = 4 if size >= 56 or compression == _ALPHA_FIELDS else 3
            masks = (*struct.unpack_from(f"<{count}I", data, _FILE_HEADER + _INFO), 0)[:4]
    elif compression in (_FIELDS, _ALPHA_FIELDS):
        raise refusals.damaged(_LABEL)
    tags = Tags(
        icc=_profile(data, size),
        dpi=(per_inch(across), per_inch(down)) if across > 0 and down > 0 else None,
    )
    palette = _palette(data[palette_at:start], 3 if size == _CORE else 4, colours)
    return _Header(
        width, abs(height), height < 0, bits, compression, start, tuple(map(int, masks)), palette, tags
    )


def _palette(stored: memoryview, entry: int, colours: int) -> Pixels:
    """256 colours; those that the file does not name are black."""
    count = min(len(stored) // entry, 256, colours or 256)
    table = np.zeros((256, 4), np.uint8)
    table[:, 3] = 255
    table[:count, :3] = np.frombuffer(stored, np.uint8, count * entry).reshape(count, entry)[:, 2::-1]
    return table


def _profile(data: memoryview, size: int) -> bytes | None:
    """The colour profile at the end of a file with the newest header."""
    if size < _V5 or bytes(data[_FILE_HEADER + 56 : _FILE_HEADER + 60]) != b"DEBM":
        return None
    start, length = struct.unpack_from("<II", data, _FILE_HEADER + 112)
    return bytes(data[_FILE_HEADER + start : _FILE_HEADER + start + length]) or None


def _strips(header: _Header, stored: Mask) -> Iterator[Pixels]:
    if not header.is_top_down:
        stored = stored[::-1]
    alpha = header.masks[3] if header.masks else 0
    has_alpha = bool(alpha) and _is_meant(stored, header, alpha)
    rows = max(1, _ROWS_AT_ONCE // header.row)
    for top in range(0, header.height, rows):
        part = stored[top : top + rows]
        if header.bits <= 8:
            yield coloured(header.palette, _indices(part, header))
            continue
        out = np.full((len(part), header.width, 4), 255, np.uint8)
        if header.bits == 24:
            out[..., :3] = part[:, : header.width * 3].reshape(len(part), -1, 3)[..., ::-1]
        else:
            numbers = _words(part, header)
            for channel, mask in enumerate(header.masks[: 4 if has_alpha else 3]):
                out[..., channel] = _channel(numbers, mask)
        yield out


def _words(part: Mask, header: _Header) -> NDArray[np.uint32]:
    words = np.ascontiguousarray(part).view(f"<u{header.bits // 8}")[:, : header.width]
    return words.astype(np.uint32)


def _is_meant(stored: Mask, header: _Header, alpha: int) -> bool:
    """Whether the bits that can be alpha are: many programs leave them all zero."""
    rows = max(1, _ROWS_AT_ONCE // header.row)
    return any(
        bool((_words(stored[top : top + rows], header) & np.uint32(alpha)).any())
        for top in range(0, header.height, rows)
    )


def _indices(part: Mask, header: _Header) -> Mask:
    if header.bits == 8:
        return part[:, : header.width]
    shifts = np.arange(8 - header.bits, -1, -header.bits, dtype=np.uint8)
    values = (part[..., None] >> shifts) & np.uint8(2**header.bits - 1)
    return values.reshape(len(part), -1)[:, : header.width]


def _channel(words: NDArray[np.uint32], mask: int) -> Mask:
    """The numbers under a mask as 0..255: round(v * 255 / largest)."""
    shift = (mask & -mask).bit_length() - 1 if mask else 0
    largest = mask >> shift
    if largest & (largest + 1):
        raise refusals.damaged(_LABEL)
    excess = max(0, largest.bit_length() - 8)  # more bits than the editor has are cut
    values = (words & np.uint32(mask)) >> np.uint32(shift + excess)
    largest = max(1, largest >> excess)
    return ((values * 510 + largest) // (2 * largest)).astype(np.uint8)


def _write(pixels: Pixels, quality: int, tags: Tags, options: ExportOptions) -> bytes:
    """24 bits a pixel, or 32 under a header that says where alpha is."""
    height, width = pixels.shape[:2]
    across, down = map(per_metre, tags.dpi or (72.0, 72.0))
    opaque = is_opaque(pixels)
    row = (width * 3 + 3) // 4 * 4 if opaque else width * 4
    size = _INFO if opaque else _V4
    start = _FILE_HEADER + size
    head = struct.pack("<2sIII", b"BM", start + row * height, 0, start)
    bits, compression = (24, _PLAIN) if opaque else (32, _FIELDS)
    head += struct.pack(
        "<IiiHHIIiiII", size, width, height, 1, bits, compression, row * height, across, down, 0, 0
    )
    if not opaque:
        head += struct.pack("<IIII4s", *_RGB888[:3], 0xFF000000, b"BGRs").ljust(_V4 - _INFO, b"\0")
    out = np.zeros(start + row * height, np.uint8)
    out[:start] = np.frombuffer(head, np.uint8)
    rows = out[start:].reshape(height, row)[::-1]
    channels = 3 if opaque else 4
    target = rows[:, : width * channels].reshape(height, width, channels)
    target[..., :3] = pixels[..., 2::-1]
    if not opaque:
        target[..., 3] = pixels[..., 3]
    return out.tobytes()


CODEC = Codec(
    name="bmp",
    label=_LABEL,
    media_type="image/bmp",
    extension="bmp",
    largest_side=2**31 - 1,
    recognises=_recognises,
    read=_read,
    write=_write,
    carries=frozenset({"dpi"}),
)
