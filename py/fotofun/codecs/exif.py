"""EXIF, brought in line with a picture that has been edited: upright, without its old thumbnail.

The block is not patched but written anew from the fields that are known to describe a photo, so that nothing
else can hide in it. Tags: EXIF 2.32, section 4.6.
"""

import struct
from collections.abc import Callable, Mapping

from fotofun.codecs import ifd
from fotofun.codecs.ifd import Block, Directory, Field

_PREFIX = b"Exif\0\0"
_LARGEST = 1 << 24

_ORIENTATION, _X_RESOLUTION, _Y_RESOLUTION, _UNIT = 0x0112, 0x011A, 0x011B, 0x0128
_XMP, _IPTC, _RESOURCES, _ICC = 700, 33723, 34377, 34675
_PHOTO, _PLACE, _INTEROPERABILITY = 0x8769, 0x8825, 0xA005
_MAKER_NOTE, _COLOUR_SPACE, _WIDTH, _HEIGHT = 0x927C, 0xA001, 0xA002, 0xA003
_SRGB = 1

# The first directory also lays out pixels and holds previews: only what speaks of the photo is kept.
_DESCRIPTIVE = {
    *(0x010D, 0x010E, 0x010F, 0x0110, 0x0112, 0x011A, 0x011B, 0x011D, 0x0128, 0x0131, 0x0132, 0x013B, 0x013C),
    *(0x4746, 0x4749, 0x8298, 0x9003, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F),
}


def tiff_block(exif: bytes) -> bytes:
    """EXIF data without the prefix that JPEG files put before it."""
    return exif.removeprefix(_PREFIX)


def for_jpeg(tiff: bytes, limit: int) -> bytes | None:
    """EXIF data with the prefix that JPEG files put before it, without the camera's own notes if it is longer
    than `limit`; None if it still is."""
    if len(tiff) + len(_PREFIX) > limit:
        tiff = _rewritten(tiff, lambda block, tree: _without_maker_note(tree)) or b""
    return _PREFIX + tiff if 0 < len(tiff) + len(_PREFIX) <= limit and tiff else None


def orientation(tiff: bytes | Block) -> int:
    """How the stored picture has to be turned: 1..8 as in EXIF 2.32, 1 (upright) if it does not say."""
    block = tiff if isinstance(tiff, Block) else ifd.parse(tiff)
    if block is None:
        return 1
    found = block.directory(block.first).get(_ORIENTATION)
    if found is None or (found.kind, found.count) != (ifd.SHORT, 1):
        return 1
    value = struct.unpack(block.order + "H", found.data)[0]
    return value if 1 <= value <= 8 else 1


def dpi(tiff: bytes | Block) -> tuple[float, float] | None:
    """The resolution that the block names."""
    block = tiff if isinstance(tiff, Block) else ifd.parse(tiff)
    if block is None:
        return None
    fields = block.directory(block.first)
    scale = {2: 1.0, 3: 2.54}.get(block.number(fields, _UNIT, 2), 0.0)
    across, down = block.ratio(fields, _X_RESOLUTION) * scale, block.ratio(fields, _Y_RESOLUTION) * scale
    return (across, down) if across > 0 and down > 0 else None


def embedded(block: Block | None) -> tuple[bytes | None, bytes | None, bytes | None, bytes | None]:
    """XMP, IPTC, Photoshop resources and ICC profile that the first directory holds, as in a TIFF file."""
    fields = block.directory(block.first) if block else {}
    xmp, iptc, resources, icc = (
        bytes(fields[tag].data) if tag in fields and fields[tag].count * 4 >= len(fields[tag].data) else None
        for tag in (_XMP, _IPTC, _RESOURCES, _ICC)
    )
    return xmp, iptc, resources, icc


def with_iptc(tiff: bytes | None, iptc: bytes) -> bytes:
    """The block with IPTC data in its first directory, for files that have no other place for it."""
    tiff = tiff or ifd.write("<", {})
    return _rewritten(tiff, lambda block, tree: {**tree, _IPTC: ifd.undefined(iptc)}) or tiff


def without_orientation(tiff: bytes) -> bytes | None:
    """The block for files that turn their picture by other means."""
    return _rewritten(
        tiff, lambda block, tree: {tag: found for tag, found in tree.items() if tag != _ORIENTATION}
    )


def kept(tiff: bytes) -> bytes | None:
    """The block for a picture that has been turned upright, without previews and what belongs to other parts
    of its file; None if it says nothing or cannot be read."""
    return _rewritten(tiff, _upright)


def is_empty(tiff: bytes) -> bool:
    """Whether the block is whole and holds no field at all."""
    block = ifd.parse(tiff)
    return block is not None and bytes(block.data[block.first : block.first + 2]) == bytes(2)


def is_telling(tree: ifd.Tree) -> bool:
    """Whether these fields say more than how a picture lies and how large it prints."""
    return not tree.keys() <= {_ORIENTATION, _X_RESOLUTION, _Y_RESOLUTION, _UNIT}


def written(
    tiff: bytes,
    size: tuple[int, int],
    dpi: tuple[float, float] | None,
    *,
    with_place: bool = True,
    is_srgb: bool = True,
) -> bytes | None:
    """The block for an edited picture: its size, resolution and colour space are the new ones.

    Without place, GPS and the camera's own notes, whose contents nobody knows, are left out.
    """

    def change(block: Block, tree: ifd.Tree) -> ifd.Tree:
        out = dict(tree)
        if dpi and _X_RESOLUTION in out:
            out[_X_RESOLUTION] = ifd.fraction(block.order, dpi[0])
            out[_Y_RESOLUTION] = ifd.fraction(block.order, dpi[1])
            out[_UNIT] = ifd.integers(block.order, ifd.SHORT, 2)
        if not with_place:
            out.pop(_PLACE, None)
            out = dict(_without_maker_note(out))
        photo = out.get(_PHOTO)
        if isinstance(photo, Mapping):
            photo = dict(photo)
            for tag, side in zip((_WIDTH, _HEIGHT), size, strict=True):
                photo[tag] = ifd.integers(block.order, ifd.LONG, side)
            if is_srgb and _COLOUR_SPACE in photo:
                photo[_COLOUR_SPACE] = ifd.integers(block.order, ifd.SHORT, _SRGB)
                photo.pop(_INTEROPERABILITY, None)  # it may say Adobe RGB
            out[_PHOTO] = photo
        return out

    return _rewritten(tiff, change)


def tree(block: Block | None) -> tuple[str, ifd.Tree]:
    """Byte order and known fields of a block, for a TIFF file that takes them in."""
    return (block.order, _known(block)) if block else ("<", {})


def _rewritten(tiff: bytes, change: Callable[[Block, ifd.Tree], ifd.Tree]) -> bytes | None:
    block = ifd.parse(tiff)
    if block is None or block.is_big:
        return None
    tree = change(block, _known(block))
    return ifd.write(block.order, tree) if tree else None


def _known(block: Block) -> ifd.Tree:
    """All fields that describe a photo; nothing of a block whose fields overlap to be more than the block."""
    main = block.directory(block.first)
    photo = block.child(main, _PHOTO)
    interoperability = _chosen(block.child(photo, _INTEROPERABILITY), lambda tag: tag <= 0x1002)
    place = _chosen(block.child(main, _PLACE), lambda tag: tag <= 0x1F)
    described = _chosen(main, lambda tag: tag in _DESCRIPTIVE)
    taken = _chosen(photo, lambda tag: 0x829A <= tag <= 0xA500 and tag not in (_PHOTO, _PLACE, _MAKER_NOTE))
    taken.pop(_INTEROPERABILITY, None)
    note = photo.get(_MAKER_NOTE)
    if note and _is_harmless(note):
        taken[_MAKER_NOTE] = note
    fields = [*described.values(), *taken.values(), *interoperability.values(), *place.values()]
    if sum(len(found.data) for found in fields) > min(len(block.data), _LARGEST):
        return {}
    nested: dict[int, Field | ifd.Tree] = {**taken}
    if interoperability:
        nested[_INTEROPERABILITY] = interoperability
    tree: dict[int, Field | ifd.Tree] = {**described}
    if nested:
        tree[_PHOTO] = nested
    if place:
        tree[_PLACE] = place
    return tree


def _chosen(fields: Directory, is_wanted: Callable[[int], bool]) -> Directory:
    return {
        tag: Field(found.kind, found.count, found.data) for tag, found in fields.items() if is_wanted(tag)
    }


def _is_harmless(note: Field) -> bool:
    """Whether a camera's own notes may stay: where they were, since offsets in them count from the block's
    beginning; and without a picture, which would be the unedited one."""
    return (
        8 <= note.pinned < 1 << 16
        and 4 < len(note.data) < 1 << 18
        and b"\xff\xd8\xff" not in bytes(note.data)
    )


def _without_maker_note(tree: ifd.Tree) -> ifd.Tree:
    photo = tree.get(_PHOTO)
    if not isinstance(photo, Mapping):
        return tree
    return {**tree, _PHOTO: {tag: found for tag, found in photo.items() if tag != _MAKER_NOTE}}


def _upright(block: Block, tree: ifd.Tree) -> ifd.Tree:
    if _ORIENTATION not in tree:
        return tree
    return {**tree, _ORIENTATION: ifd.integers(block.order, ifd.SHORT, 1)}
