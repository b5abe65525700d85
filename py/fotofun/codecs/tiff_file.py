"""A TIFF file put together from its fields and its strips; and, by way of one, Pillow's libtiff put to use.

In the browser libtiff lacks deflate and JPEG, which are done elsewhere; LZW, PackBits and fax it does have.
It sees neither the fields nor the colours of a file that was opened, only bytes to pack or unpack, and so
nothing strange in them can reach it.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO

import numpy as np
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from fotofun.codecs import ifd
from fotofun.codecs.ifd import LONG, Field
from fotofun.codecs.tiff_page import FAX3, FAX4, RLE
from fotofun.raster import Mask

_OFFSETS, _COUNTS = 273, 279
_FAX_OPTIONS = {FAX3: 292, FAX4: 293}


def assemble(order: str, tree: ifd.Tree, strips: Sequence[bytes | memoryview]) -> bytes:
    """The file: its fields, with those of the strips added, then the strips."""
    counts = [len(strip) for strip in strips]
    zeros = ifd.integers(order, LONG, *([0] * len(strips)))
    tree = {**tree, _OFFSETS: zeros, _COUNTS: ifd.integers(order, LONG, *counts)}
    start = len(ifd.write(order, tree))
    offsets = np.cumsum([start, *counts])[:-1].tolist()
    head = ifd.write(order, {**tree, _OFFSETS: ifd.integers(order, LONG, *offsets)})
    return b"".join((head, *strips))


def unpack(
    compression: int,
    segments: Sequence[bytes | memoryview],
    width: int,
    rows: Sequence[int],
    fax_options: int,
) -> Mask:
    """(sum of rows, bytes a row) uint8 from segments of LZW, PackBits or fax data.

    width: of a row, in bytes, for fax in bits; rows: of each segment, all alike but the last. Raises what
    Pillow raises.
    """
    is_fax = compression in (RLE, FAX3, FAX4)
    numbers = {
        256: width,
        257: sum(rows),
        258: 1 if is_fax else 8,
        259: compression,
        262: 1,
        277: 1,
        278: rows[0],
    }
    if compression in _FAX_OPTIONS:
        numbers[_FAX_OPTIONS[compression]] = fax_options
    tree: Mapping[int, Field] = {tag: ifd.integers("<", LONG, value) for tag, value in numbers.items()}
    image = TiffImageFile(BytesIO(assemble("<", tree, segments)))
    image.load()
    return np.frombuffer(image.tobytes(), np.uint8).reshape(sum(rows), -1)


def pack_lzw(rows: Mask) -> bytes:
    """LZW data of (rows, bytes a row) uint8. Raises what Pillow raises."""
    out = BytesIO()
    height = len(rows)
    # One strip, however long: the library would begin another every 64 kB.
    Image.fromarray(np.ascontiguousarray(rows)).save(
        out, "TIFF", compression="tiff_lzw", tiffinfo={278: height}, strip_size=rows.size
    )
    block = ifd.parse(out.getbuffer())
    assert block is not None
    fields = block.directory(block.first)
    (offset,), (count,) = block.numbers(fields, _OFFSETS), block.numbers(fields, _COUNTS)
    return bytes(block.data[offset : offset + count])
