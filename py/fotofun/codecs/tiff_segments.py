"""The stored numbers of a TIFF page, some rows at a time."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL.JpegImagePlugin import JpegImageFile

from fotofun.codecs import refusals, tiff_file
from fotofun.codecs.codec import Strip
from fotofun.codecs.pillow import array, guarded
from fotofun.codecs.tiff_page import ADOBE_DEFLATE, DEFLATE, FAX3, FAX4, JPEG, LABEL, NONE, RLE, YCBCR, Page
from fotofun.raster import Mask, Pixels

_BAND = 1 << 18  # pixels: segments may be tiny, and each call costs
_REVERSED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))


def bands(data: memoryview, page: Page) -> Iterator[Strip]:
    """(rows, W, samples) uint8 or uint16 from top to bottom, as stored; FileError, MemoryError."""
    wide, tall = page.tile
    together = max(1, _BAND // (wide * page.across * tall))
    for top in range(0, page.down, together):
        bottom = min(top + together, page.down)
        with guarded(LABEL):
            planes = range(page.samples if page.is_planar else 1)
            parts = [_plane(data, page, plane, top, bottom) for plane in planes]
            band = parts[0] if len(parts) == 1 else _joined(parts, 2)
        yield band[: page.height - top * tall, : page.width]


def _joined(parts: list[Strip], axis: int) -> Strip:
    joined: NDArray[Any] = np.concatenate(parts, axis)
    return joined


def _plane(data: memoryview, page: Page, plane: int, top: int, bottom: int) -> Strip:
    """The rows of segments from top to bottom, put side by side."""
    first = (plane * page.down + top) * page.across
    last = first + (bottom - top) * page.across
    places = zip(page.offsets[first:last].tolist(), page.counts[first:last].tolist(), strict=True)
    segments = [data[offset : offset + count] for offset, count in places]
    wide, tall = page.tile
    rows = [tall] * len(segments)
    if not page.is_tiled and bottom == page.down:
        rows[-1] = page.height - (page.down - 1) * tall
    samples = 1 if page.is_planar else page.samples
    if page.compression == JPEG:
        decoded = [_jpeg(page, part, count, samples) for part, count in zip(segments, rows, strict=True)]
        numbers: Strip = decoded[0] if len(decoded) == 1 else _joined([*decoded], 0)
    else:
        numbers = _numbers(page, _unpacked(page, segments, samples, rows), samples)
        if page.predictor == 2:
            np.add.accumulate(numbers, axis=1, dtype=numbers.dtype, out=numbers)
    if page.is_tiled:
        tiles = numbers.reshape(bottom - top, page.across, tall, wide, samples)
        numbers = tiles.swapaxes(1, 2).reshape((bottom - top) * tall, page.across * wide, samples)
    return numbers


def _unpacked(page: Page, segments: list[memoryview], samples: int, rows: list[int]) -> Mask:
    """(rows of all segments, bytes a row) uint8."""
    width = page.tile[0] * samples * page.depth
    row = -(-width // 8)
    turned: list[memoryview | bytes] = [*segments]
    if page.is_reversed:
        turned = [bytes(segment).translate(_REVERSED) for segment in segments]
    if page.compression == NONE:
        parts = [segment[: row * count] for segment, count in zip(turned, rows, strict=True)]
    elif page.compression in (DEFLATE, ADOBE_DEFLATE):
        parts = [
            zlib.decompressobj().decompress(segment, row * count)
            for segment, count in zip(turned, rows, strict=True)
        ]
    else:
        is_fax = page.compression in (RLE, FAX3, FAX4)
        return tiff_file.unpack(page.compression, turned, width if is_fax else row, rows, page.fax_options)
    if any(len(part) < row * count for part, count in zip(parts, rows, strict=True)):
        raise refusals.damaged(LABEL)
    return np.frombuffer(parts[0] if len(parts) == 1 else b"".join(parts), np.uint8).reshape(-1, row)


def _numbers(page: Page, raw: Mask, samples: int) -> Strip:
    """(rows, W, samples) in this machine's byte order; the caller's own if there is a predictor to undo."""
    wide = page.tile[0]
    if page.depth == 16:
        words = raw.view(page.order + "u2").reshape(len(raw), wide, samples)
        return words.astype(np.uint16, copy=page.predictor == 2)
    if page.depth == 8:
        numbers = raw.reshape(len(raw), wide, samples)
        return numbers.copy() if page.predictor == 2 else numbers
    each = 8 // page.depth
    shifts = np.arange(8 - page.depth, -1, -page.depth, dtype=np.uint8)
    values = (raw[..., None] >> shifts) & np.uint8(2**page.depth - 1)
    return values.reshape(len(raw), raw.shape[1] * each)[:, : wide * samples].reshape(len(raw), wide, samples)


def _jpeg(page: Page, segment: memoryview, rows: int, samples: int) -> Pixels:
    """A segment of JPEG data (TIFF Technical Note 2), whose colours the page names and not the data."""
    tables = page.jpeg_tables[2:-2]
    adobe = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0" + bytes([page.colours == YCBCR])
    image = JpegImageFile(BytesIO(b"".join((b"\xff\xd8", adobe, tables, segment[2:]))))
    wide, tall = page.tile
    if not (wide <= image.width <= wide + 64 and rows <= image.height <= tall + 64):
        raise refusals.damaged(LABEL)
    image.load()
    decoded = array(image).reshape(image.height, image.width, -1)[:rows, :wide]
    if decoded.shape[2] != samples:
        raise refusals.damaged(LABEL)
    # Pillow takes four components for the inverted inks of Photoshop.
    return 255 - decoded if samples == 4 else decoded
