"""What the fields of a TIFF page say about how its pixels are stored. TIFF 6.0, and its supplements."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fotofun.codecs import refusals
from fotofun.codecs.ifd import Block, Directory

LABEL = "TIFF"

NONE, RLE, FAX3, FAX4, LZW, JPEG, ADOBE_DEFLATE, PACKBITS, DEFLATE = 1, 2, 3, 4, 5, 7, 8, 32773, 32946
_COMPRESSIONS = {NONE, RLE, FAX3, FAX4, LZW, JPEG, ADOBE_DEFLATE, PACKBITS, DEFLATE}
_NAMES = {
    6: "JPEG data in an outdated way",
    34712: "JPEG 2000 data",
    34887: "LERC data",
    34925: "LZMA data",
    50000: "Zstandard data",
    50001: "WebP data",
    50002: "JPEG XL data",
}
WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, CMYK, YCBCR = 0, 1, 2, 3, 5, 6
_COLOURS = {8: "Lab colours", 9: "Lab colours", 10: "Lab colours", 4: "a mask", 6: "YCbCr colours"}
_SAMPLES = {WHITE_IS_ZERO: 1, BLACK_IS_ZERO: 1, RGB: 3, PALETTE: 1, CMYK: 4, YCBCR: 3}
_RAW = (32803, 34892)  # colour filter array, linear raw
_DNG_VERSION, _SUB_DIRECTORIES = 50706, 330
_MOST_PAGES = 10_000
_MOST_SAMPLES = 16


@dataclass(frozen=True)
class Page:
    """A stored picture: (height, width) of `samples` numbers of `depth` bits, in segments.

    A segment is a tile, or a strip taken as a tile of the whole width; `offsets` and `counts` are theirs,
    row by row, plane by plane where `is_planar`. alpha: which sample it is, 0 if there is none.
    """

    order: str
    width: int
    height: int
    depth: int
    samples: int
    colours: int
    compression: int
    predictor: int
    is_planar: bool
    is_reversed: bool
    tile: tuple[int, int]
    is_tiled: bool
    offsets: NDArray[np.int64]
    counts: NDArray[np.int64]
    palette: NDArray[np.int64]
    alpha: int
    is_premultiplied: bool
    jpeg_tables: bytes
    fax_options: int

    @property
    def across(self) -> int:
        """How many segments lie side by side."""
        return -(-self.width // self.tile[0])

    @property
    def down(self) -> int:
        """How many rows of segments there are."""
        return -(-self.height // self.tile[1])


def find(block: Block) -> tuple[Directory, int, int]:
    """The fields and the offset of the first page that is no preview, and how many pages there are."""
    seen: set[int] = set()
    offset, chosen, pages = block.first, 0, 0
    while offset and offset not in seen and len(seen) < _MOST_PAGES:
        seen.add(offset)
        if not _is_preview(block, offset):
            chosen = chosen or offset
            pages += 1
        offset = block.after(offset)
    chosen = chosen or block.first
    return block.directory(chosen), chosen, pages


def _is_preview(block: Block, offset: int) -> bool:
    """Whether the page is a smaller copy or a mask of another: its first field says so."""
    return bool(block.number(block.directory(offset, most=2), 254) & 0b101)


def read(block: Block, fields: Directory, pixel_budget: int) -> Page:
    """The page of a directory; FileError if it is damaged, too large, or of a kind that is not read."""

    def number(tag: int, default: int = 0) -> int:
        return block.number(fields, tag, default)

    width, height = number(256), number(257)
    colours = number(262, -1)
    if _DNG_VERSION in fields or colours in _RAW or (number(254) & 1 and _SUB_DIRECTORIES in fields):
        raise refusals.unsupported("a camera's raw picture")
    refusals.check_size(LABEL, width, height, pixel_budget)
    compression = number(259, NONE)
    if compression not in _COMPRESSIONS:
        raise refusals.rare(LABEL, _NAMES.get(compression, f"compression number {compression}"))
    if colours not in _SAMPLES or (colours == YCBCR and compression != JPEG):
        raise refusals.rare(LABEL, _COLOURS.get(colours, "colours of a rare kind"))

    samples = number(277, 1)
    bits = block.numbers(fields, 258) if 258 in fields else np.ones(1, np.int64)
    if not _SAMPLES[colours] <= samples <= _MOST_SAMPLES or not len(bits):
        raise refusals.damaged(LABEL)
    depth = int(bits[0])
    if (bits[:samples] != depth).any() or depth not in (1, 2, 4, 8, 16):
        raise refusals.rare(LABEL, f"{' and '.join(map(str, sorted(set(bits.tolist()))))} bits a channel")
    if number(339, 1) not in (1, 4):
        raise refusals.rare(LABEL, "numbers that are no whole ones")
    predictor = number(317, 1) if compression in (LZW, ADOBE_DEFLATE, DEFLATE) else 1
    if predictor not in (1, 2) or (predictor == 2 and depth < 8):
        raise refusals.rare(LABEL, "a rare kind of compression")
    if compression == JPEG and depth != 8:
        raise refusals.rare(LABEL, f"JPEG data of {depth} bits a channel")
    if compression in (RLE, FAX3, FAX4) and (depth, samples) != (1, 1):
        raise refusals.damaged(LABEL)

    is_tiled = 322 in fields
    tile = (number(322), number(323)) if is_tiled else (width, min(number(278, height), height))
    if min(tile) <= 0 or -(-width // tile[0]) * tile[0] * -(-height // tile[1]) * tile[1] > 4 * (
        width * height + (1 << 20)
    ):
        raise refusals.damaged(LABEL)
    extra = number(338)
    page = Page(
        order=block.order,
        width=width,
        height=height,
        depth=depth,
        samples=samples,
        colours=colours,
        compression=compression,
        predictor=predictor,
        is_planar=number(284, 1) == 2 and samples > 1,
        is_reversed=number(266, 1) == 2 and compression != JPEG,
        tile=tile,
        is_tiled=is_tiled,
        offsets=block.numbers(fields, 324 if is_tiled else 273),
        counts=block.numbers(fields, 325 if is_tiled else 279),
        palette=block.numbers(fields, 320),
        alpha=_SAMPLES[colours] if extra in (1, 2) and samples > _SAMPLES[colours] else 0,
        is_premultiplied=extra == 1,
        jpeg_tables=bytes(fields[347].data) if 347 in fields else b"",
        fax_options=number(292 if compression == FAX3 else 293),
    )
    return _with_whole_segments(page, len(block.data))


def _with_whole_segments(page: Page, length: int) -> Page:
    """The page, if its file has all of its segments."""
    needed = page.across * page.down * (page.samples if page.is_planar else 1)
    offsets, counts = page.offsets[:needed], page.counts[:needed]
    if len(counts) == 0 and needed == len(offsets) == 1 and page.compression == NONE:
        row = -(-page.width * page.samples * page.depth // 8)  # old programs leave it out
        counts = np.array([row * page.height], np.int64)
    if len(offsets) < needed or len(counts) < needed or (offsets <= 0).any() or (counts <= 0).any():
        raise refusals.damaged(LABEL)
    if (offsets > length).any() or (counts > length - offsets).any():
        raise refusals.cut_off(LABEL)
    if page.colours == PALETTE and len(page.palette) < 3 << page.depth:
        raise refusals.damaged(LABEL)
    return replace(page, offsets=offsets, counts=counts)
