"""GIF: the first picture of one; and pictures of up to 256 colours."""

import struct
from io import BytesIO

import numpy as np
from PIL import Image
from PIL.GifImagePlugin import GifImageFile

from fotofun.codecs import refusals
from fotofun.codecs.codec import Codec, ExportOptions, Scan, Tags
from fotofun.codecs.pillow import array, coloured, guarded, is_opaque, shared, strips
from fotofun.raster import Pixels

_LABEL = "GIF"
_COLOURS = 256
_HALF = 128  # pixels with less alpha become fully transparent: GIF has nothing between


def _recognises(head: bytes) -> bool:
    return head.startswith((b"GIF87a", b"GIF89a"))


def _read(data: memoryview, pixel_budget: int) -> Scan:
    if len(data) < 13:
        raise refusals.cut_off(_LABEL)
    width, height = struct.unpack_from("<HH", data, 6)
    refusals.check_size(_LABEL, width, height, pixel_budget)
    with guarded(_LABEL):
        image = GifImageFile(BytesIO(data))
        refusals.check_size(_LABEL, image.width, image.height, pixel_budget)
        image.load()
        table = _colour_table(image)
        notes = ["This GIF is an animation: its first picture was opened."] if _is_animated(data) else []
    return Scan(image.width, image.height, strips(image, lambda part: coloured(table, array(part))), notes)


def _colour_table(image: GifImageFile) -> Pixels:
    table = np.zeros((_COLOURS, 4), np.uint8)
    table[:, 3] = 255
    if image.mode == "L":  # Pillow's name for a palette of all greys in order
        table[:, :3] = np.arange(_COLOURS, dtype=np.uint8)[:, None]
    elif image.mode == "P" and image.palette:
        colours = np.frombuffer(image.palette.getdata()[1], np.uint8)[: _COLOURS * 3]
        table[: len(colours) // 3, :3] = colours[: len(colours) // 3 * 3].reshape(-1, 3)
    else:
        raise refusals.damaged(_LABEL)
    if (clear := image.info.get("transparency")) is not None:
        table[clear, 3] = 0
    return table


def _is_animated(data: memoryview) -> bool:
    """Whether a second picture follows. GIF89a, sections 18 to 26."""
    place = 13 + _table_size(data[10])
    pictures = 0
    while place + 10 <= len(data):
        if data[place] == 0x2C:
            pictures += 1
            if pictures > 1:
                return True
            place += 11 + _table_size(data[place + 9])
        elif data[place] == 0x21:
            place += 2
        else:
            return False
        while place < len(data) and data[place]:
            place += 1 + data[place]
        place += 1
    return False


def _table_size(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _write(pixels: Pixels, quality: int, tags: Tags, options: ExportOptions) -> bytes:
    """The picture's own colours if they are few, else the best of median cut, spread by error diffusion."""
    opaque = is_opaque(pixels)
    room = _COLOURS if opaque else _COLOURS - 1
    clear = None if opaque else pixels[..., 3] < _HALF
    rgb = shared(pixels, "RGBX").convert("RGB")
    if clear is not None:
        # Colours that nobody sees shall not take the place of those that are seen.
        seen = pixels[~clear]
        veil = tuple(seen[0, :3].tolist()) if len(seen) else (0, 0, 0)
        rgb.paste(veil, (0, 0), Image.fromarray(clear.view(np.uint8) * np.uint8(255)))
    indexed = _exact(rgb, room)
    if indexed is None:
        palette = rgb.quantize(room, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        indexed = rgb.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)
    out = BytesIO()
    if clear is None:
        indexed.save(out, "GIF", optimize=False)
    else:
        indexed.paste(room, (0, 0), Image.fromarray(clear.view(np.uint8) * np.uint8(255)))
        indexed.save(out, "GIF", optimize=False, transparency=room)
    return out.getvalue()


def _exact(rgb: Image.Image, room: int) -> Image.Image | None:
    """The picture with just the colours that it has, None if they are too many."""
    found = rgb.getcolors(room)
    if found is None:
        return None
    colours = np.array([colour for _, colour in found], np.uint32)
    codes = np.sort(colours[:, 0] << 16 | colours[:, 1] << 8 | colours[:, 2])
    indices = np.empty((rgb.height, rgb.width), np.uint8)
    rows = max(1, (1 << 16) // rgb.width)
    for top in range(0, rgb.height, rows):
        part = array(rgb.crop((0, top, rgb.width, min(top + rows, rgb.height)))).astype(np.uint32)
        keys = part[..., 0] << 16 | part[..., 1] << 8 | part[..., 2]
        indices[top : top + rows] = np.searchsorted(codes, keys)
    indexed = Image.fromarray(indices).convert("L")
    indexed.putpalette(np.stack((codes >> 16, codes >> 8 & 255, codes & 255), -1).astype(np.uint8).tobytes())
    return indexed


CODEC = Codec(
    name="gif",
    label=_LABEL,
    media_type="image/gif",
    extension="gif",
    largest_side=65_535,
    recognises=_recognises,
    read=_read,
    write=_write,
)
