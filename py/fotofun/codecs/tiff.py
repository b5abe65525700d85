"""TIFF, and the first page of one with several."""

import zlib
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from fotofun.codecs import cmyk, exif, ifd, iptc, refusals, tiff_colours, tiff_file, tiff_page, tiff_segments
from fotofun.codecs.codec import Codec, ExportOptions, Scan, Strip, Tags
from fotofun.codecs.ifd import LONG, SHORT, Field
from fotofun.codecs.pillow import guarded, is_opaque, slices
from fotofun.codecs.tiff_page import ADOBE_DEFLATE, CMYK, LABEL, LZW, NONE, RGB, Page
from fotofun.errors import TooLarge
from fotofun.raster import Pixels

_PACKINGS = {"deflate": ADOBE_DEFLATE, "lzw": LZW, "none": NONE}
_DEFLATE_LEVEL = 6
_STRIP = 1 << 18  # bytes, before they are packed
_LARGEST = (1 << 32) - (1 << 20)
_LAYERS = 37724  # Photoshop's, beside the picture of all of them


def _recognises(head: bytes) -> bool:
    return head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+") and head[8:10] != b"CR"


def _read(data: memoryview, pixel_budget: int) -> Scan:
    block = ifd.parse(data)
    if block is None:
        raise refusals.damaged(LABEL)
    fields, offset, pages = tiff_page.find(block)
    if not fields:
        raise (refusals.cut_off if offset >= len(data) else refusals.damaged)(LABEL)
    with guarded(LABEL):
        page = tiff_page.read(block, fields, pixel_budget)
    notes = []
    if pages > 1:
        notes.append(f"This TIFF has {pages} pages: the first was opened.")
    if _LAYERS in fields:
        notes.append("This TIFF has layers: the picture of all of them was opened.")
    if page.depth == 16:
        notes.append("16 bits a channel were reduced to 8.")
    tags = _tags_of(block, offset)
    if page.colours == CMYK:
        notes.append(cmyk.NOTE)
        tags = replace(tags, icc=None)
    turn = exif.orientation(replace(block, first=offset))
    return Scan(page.width, page.height, _strips(data, page), notes, tags, turn)


def _strips(data: memoryview, page: Page) -> Iterator[Strip]:
    convert = tiff_colours.converter(page)
    for band in tiff_segments.bands(data, page):
        for part in slices(band):
            yield convert(part)


def _tags(data: memoryview) -> Tags:
    block = ifd.parse(data)
    return _tags_of(block, tiff_page.find(block)[1]) if block else Tags()


def _tags_of(block: ifd.Block, offset: int) -> Tags:
    """The page's fields that describe it, as an EXIF block of their own."""
    chosen = replace(block, first=offset)
    order, tree = exif.tree(chosen)
    xmp, captions, resources, icc = exif.embedded(chosen)
    captions = captions or (iptc.from_resources(resources) if resources else None)
    photo = ifd.write(order, tree) if exif.is_telling(tree) else None
    return Tags(photo, xmp, captions, icc, exif.dpi(chosen))


def _write(pixels: Pixels, quality: int, tags: Tags, options: ExportOptions) -> bytes:
    order, described = exif.tree(ifd.parse(tags.exif)) if tags.exif else ("<", {})
    height, width = pixels.shape[:2]
    samples = 3 if is_opaque(pixels) else 4
    rows = min(height, max(1, _STRIP // (width * samples)))
    compression = _PACKINGS[options.packing]

    def short(*values: int) -> Field:
        return ifd.integers(order, SHORT, *values)

    dpi = tags.dpi or (72.0, 72.0)
    tree: dict[int, Field | ifd.Tree] = {
        **described,
        256: ifd.integers(order, LONG, width),
        257: ifd.integers(order, LONG, height),
        258: short(*[8] * samples),
        259: short(compression),
        262: short(RGB),
        277: short(samples),
        278: ifd.integers(order, LONG, rows),
        282: ifd.fraction(order, dpi[0]),
        283: ifd.fraction(order, dpi[1]),
        284: short(1),
        296: short(2 if tags.dpi else 1),
    }
    if compression != NONE:
        tree[317] = short(2)
    if samples == 4:
        tree[338] = short(2)
    for tag, data in ((700, tags.xmp), (33723, tags.iptc), (34675, tags.icc)):
        if data:
            tree[tag] = ifd.undefined(data)
    strips = [_packed(pixels[top : top + rows, :, :samples], compression) for top in range(0, height, rows)]
    if sum(map(len, strips)) > _LARGEST:
        raise TooLarge(
            "The picture is too large for a TIFF file.", advice="Export it as PNG, or make it smaller first."
        )
    return tiff_file.assemble(order, tree, strips)


def _packed(part: Pixels, compression: int) -> bytes:
    """A strip's bytes; what is packed are the differences from pixel to pixel."""
    if compression == NONE:
        return part.tobytes()
    differences = np.empty(part.shape, np.uint8)
    differences[:, 0] = part[:, 0]
    np.subtract(part[:, 1:], part[:, :-1], out=differences[:, 1:])
    if compression == LZW:
        return tiff_file.pack_lzw(differences.reshape(len(part), -1))
    return zlib.compress(differences.tobytes(), _DEFLATE_LEVEL)


CODEC = Codec(
    name="tiff",
    label=LABEL,
    media_type="image/tiff",
    extension="tif",
    largest_side=2**31 - 1,
    recognises=_recognises,
    read=_read,
    write=_write,
    carries=frozenset({"exif", "xmp", "iptc", "icc", "dpi"}),
    tags=_tags,
)
