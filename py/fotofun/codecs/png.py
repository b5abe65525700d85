"""PNG, and the first frame of an animated one."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngImageFile

from fotofun.codecs import exif, png_texts, refusals
from fotofun.codecs.codec import Codec, ExportOptions, Scan, Strip, Tags
from fotofun.codecs.icc_srgb import srgb_profile
from fotofun.codecs.pillow import array, coloured, guarded, is_opaque, rgba, shared, strips
from fotofun.codecs.resolution import per_inch, per_metre
from fotofun.raster import Pixels

_LABEL = "PNG"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_END = b"\0\0\0\0IEND\xae\x42\x60\x82"
_PICTURE = (b"IHDR", b"PLTE", b"IDAT")
_GREY, _RGB, _PALETTE, _GREY_ALPHA = 0, 2, 3, 4


@dataclass
class _Chunks:
    """A PNG's parts: what makes the picture, as a small PNG of its own, and what is known about it."""

    picture: list[memoryview | bytes] = field(default_factory=lambda: [_SIGNATURE])
    depth: int = 0
    colour: int = 0
    animated: bool = False
    palette: bytes = b""
    transparency: bytes = b""
    said: dict[str, bytes] = field(default_factory=dict)
    dpi: tuple[float, float] | None = None
    notes: list[str] = field(default_factory=list)


def _recognises(head: bytes) -> bool:
    return head.startswith(_SIGNATURE)


def _read(data: memoryview, pixel_budget: int) -> Scan:
    chunks = _split(data, pixel_budget)
    with guarded(_LABEL):
        image = _load(chunks)
        rows = _deep_strips(chunks, image) if chunks.depth == 16 else _strips(chunks, image)
    if chunks.animated:
        chunks.notes.insert(0, "This PNG is an animation: its first picture was opened.")
    if chunks.depth == 16:
        chunks.notes.append("16 bits a channel were reduced to 8.")
    return Scan(image.width, image.height, rows, chunks.notes, _tags(chunks))


def _tags(chunks: _Chunks) -> Tags:
    said = chunks.said
    return Tags(said.get("exif"), said.get("xmp"), said.get("iptc"), said.get("icc"), chunks.dpi)


def _split(data: memoryview, pixel_budget: int) -> _Chunks:
    """The file's chunks. Only those that make the picture are kept for Pillow: text, profiles and animation
    cannot hurt it."""
    chunks = _Chunks()
    place = len(_SIGNATURE)
    seen_data = False
    while place + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, place)
        body = data[place + 8 : place + 8 + size]
        if len(body) < size:
            raise refusals.cut_off(_LABEL)
        if (place == len(_SIGNATURE)) != (kind == b"IHDR"):
            raise refusals.damaged(_LABEL)
        if kind in _PICTURE:
            chunks.picture.append(data[place : place + 12 + size])
        match kind:
            case b"IHDR":
                if size != 13:
                    raise refusals.damaged(_LABEL)
                width, height, chunks.depth, chunks.colour = struct.unpack_from(">IIBB", body)
                refusals.check_size(_LABEL, width, height, pixel_budget)
            case b"PLTE":
                chunks.palette = bytes(body)
            case b"tRNS":
                chunks.transparency = bytes(body[:256])
            case b"acTL":
                chunks.animated |= not seen_data
            case b"eXIf" | b"iCCP" | b"iTXt" | b"zTXt" | b"tEXt":
                _note(chunks, kind, bytes(body))
            case b"pHYs" if size == 9 and body[8] == 1:
                across, down = struct.unpack_from(">II", body)
                chunks.dpi = per_inch(across), per_inch(down)
            case b"IDAT":
                seen_data = True
            case b"IEND":
                break
        place += 12 + size
    if not seen_data:
        raise refusals.cut_off(_LABEL)
    chunks.picture.append(_END)
    return chunks


def _note(chunks: _Chunks, kind: bytes, body: bytes) -> None:
    """Remember what a chunk says about the picture."""
    if kind == b"eXIf":
        chunks.said["exif"] = exif.tiff_block(body)
    elif kind == b"iCCP":
        if profile := png_texts.profile(body):
            chunks.said["icc"] = profile
        else:
            chunks.notes.append("Its colour profile is damaged and was left out.")
    elif kind == b"iTXt":
        if packet := png_texts.xmp(body):
            chunks.said["xmp"] = packet
    elif found := png_texts.raw_profile(kind, body):
        chunks.said.setdefault(*found)


def _load(chunks: _Chunks, rawmode: str | None = None) -> PngImageFile:
    """The decoded image; `rawmode` has Pillow take other bytes of each sample than it would."""
    image = PngImageFile(BytesIO(b"".join(chunks.picture)))
    if rawmode:
        image.tile = [image.tile[0]._replace(args=rawmode)]
    elif (chunks.depth, chunks.colour) == (16, _GREY_ALPHA):
        return _load(chunks, "RGBA")
    image.load()
    return image


def _strips(chunks: _Chunks, image: PngImageFile) -> Iterator[Pixels]:
    """Rows of a picture of up to 8 bits a sample."""
    if chunks.colour == _PALETTE:
        table = _colour_table(chunks)
        return strips(image, lambda part: coloured(table, array(part)))
    if clear := _clear_colour(chunks):
        scale = 255 // (2**chunks.depth - 1)
        scaled = [value * scale for value in clear]
        return strips(image, lambda part: _cleared(rgba(part), scaled))
    return strips(image, rgba)


def _deep_strips(chunks: _Chunks, image: PngImageFile) -> Iterator[Strip]:
    """Rows of 16-bit samples. Pillow keeps a colour's upper byte only, so it is asked for the lower too."""
    is_grey = chunks.colour in (_GREY, _GREY_ALPHA)
    lower = image if is_grey else _load(chunks, f"{image.mode};16L")
    clear = _clear_colour(chunks)
    rows = max(1, (1 << 17) // image.width)
    return (
        _deep(chunks, image.crop(box), lower.crop(box), clear)
        for top, bottom in pairwise([*range(0, image.height, rows), image.height])
        for box in [(0, top, image.width, bottom)]
    )


def _deep(chunks: _Chunks, upper: Image.Image, lower: Image.Image, clear: list[int]) -> Strip:
    """(rows, W, 4) uint16 from two images with the bytes of the same samples, or from one that has both."""
    out = np.full((upper.height, upper.width, 4), 65535, np.uint16)
    if chunks.colour == _GREY:
        grey = np.frombuffer(upper.tobytes(), "<u2").reshape(upper.height, upper.width, 1)
        out[..., :3] = grey
    elif chunks.colour == _GREY_ALPHA:
        samples = array(upper).view(">u2")  # (rows, W, 2): both bytes of grey, both of alpha
        out[..., :3], out[..., 3] = samples[..., :1], samples[..., 1]
    else:
        both = array(upper).astype(np.uint16) << 8 | array(lower)
        out[..., : both.shape[-1]] = both
    if clear:
        out[..., 3][(out[..., :3] == np.array(clear, np.uint16)).all(-1)] = 0
    return out


def _clear_colour(chunks: _Chunks) -> list[int]:
    """The one transparent colour of a picture without alpha: three samples of the file's depth, or none."""
    count = {_GREY: 1, _RGB: 3}.get(chunks.colour, 0)
    if count == 0 or len(chunks.transparency) != 2 * count:
        return []
    mask = 2**chunks.depth - 1
    return [value & mask for value in struct.unpack(f">{count}H", chunks.transparency)] * (3 // count)


def _cleared(pixels: Pixels, clear: list[int]) -> Pixels:
    out = pixels.copy()
    out[..., 3][(out[..., :3] == np.array(clear, np.uint8)).all(-1)] = 0
    return out


def _colour_table(chunks: _Chunks) -> Pixels:
    """The palette as (256, 4) colours; what it does not name is opaque black."""
    table = np.zeros((256, 4), np.uint8)
    table[:, 3] = 255
    colours = np.frombuffer(chunks.palette[: min(len(chunks.palette) // 3, 256) * 3], np.uint8).reshape(-1, 3)
    if len(colours) == 0:
        raise refusals.damaged(_LABEL)
    table[: len(colours), :3] = colours
    table[: len(chunks.transparency), 3] = np.frombuffer(chunks.transparency, np.uint8)
    return table


def _write(pixels: Pixels, quality: int, tags: Tags, options: ExportOptions) -> bytes:
    out = BytesIO()
    image = shared(pixels, "RGBA")
    (image.convert("RGB") if is_opaque(pixels) else image).save(
        out, "PNG", compress_level=options.compression
    )
    data = out.getbuffer()
    header = len(_SIGNATURE) + 25
    return b"".join((data[:header], *_said(tags), data[header:]))


def _said(tags: Tags) -> Iterator[bytes]:
    """The chunks before the pixels."""
    if tags.icc and tags.icc != srgb_profile():
        yield png_texts.profile_chunk(tags.icc)
    else:
        yield png_texts.chunk(b"sRGB", b"\0")
    if tags.dpi:
        metre = map(per_metre, tags.dpi)
        yield png_texts.chunk(b"pHYs", struct.pack(">IIB", *metre, 1))
    block = exif.with_iptc(tags.exif, tags.iptc) if tags.iptc else tags.exif
    if block:
        yield png_texts.chunk(b"eXIf", block)
    if tags.xmp:
        yield png_texts.xmp_chunk(tags.xmp)


CODEC = Codec(
    name="png",
    label=_LABEL,
    media_type="image/png",
    extension="png",
    largest_side=2**31 - 1,
    recognises=_recognises,
    read=_read,
    write=_write,
    carries=frozenset({"exif", "xmp", "iptc", "icc", "dpi"}),
)
