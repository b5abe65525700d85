"""HEIC, the photos of many phones: only a browser that knows them can decode their pixels."""

from typing import NoReturn

from fotofun.codecs import heif, refusals
from fotofun.codecs.codec import Codec

_LABEL = "HEIC"
_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
_OTHERS = {b"avif", b"avis"}


def _recognises(head: bytes) -> bool:
    found = heif.brands(head)
    return not _BRANDS.isdisjoint(found) and _OTHERS.isdisjoint(found)


def _read(data: memoryview, pixel_budget: int) -> NoReturn:
    raise refusals.no_decoder(_LABEL)


CODEC = Codec(
    name="heic",
    label=_LABEL,
    media_type="image/heic",
    extension="heic",
    largest_side=0,
    recognises=_recognises,
    read=_read,
    write=None,
    carries=frozenset(),
    tags=heif.tags,
)
