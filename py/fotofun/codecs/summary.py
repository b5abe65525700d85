"""What a file tells about its photo, in a few words."""

import struct
import warnings
from collections.abc import Callable
from typing import Any

from PIL import Image

from fotofun.codecs.picture import Metadata

_MAKE, _MODEL, _CHANGED, _EXIF, _GPS = 0x010F, 0x0110, 0x0132, 0x8769, 0x8825
_TAKEN, _TIME, _APERTURE, _SENSITIVITY, _FOCAL = 0x9003, 0x829A, 0x829D, 0x8827, 0x920A
_LENS, _DESCRIPTION, _ARTIST, _COPYRIGHT, _SOFTWARE = 0xA434, 0x010E, 0x013B, 0x8298, 0x0131
_NORTH, _LATITUDE, _EAST, _LONGITUDE = 1, 2, 3, 4

_Facts = dict[str, str]


def summary(metadata: Metadata) -> dict[str, str]:
    """Camera, time, exposure, place and more, as far as the file tells them."""
    told = _read(metadata.exif, _shot) if metadata.exif else {}
    if metadata.profile_name:
        told["colours"] = f"converted from {metadata.profile_name}"
    if metadata.dpi:
        told["resolution"] = f"{metadata.dpi[0]:g} x {metadata.dpi[1]:g} dpi"
    kinds = {"EXIF": metadata.exif, "XMP": metadata.xmp, "IPTC": metadata.iptc}
    present = [f"{name} ({len(data)} bytes)" for name, data in kinds.items() if data]
    if present:
        told["metadata"] = ", ".join(present)
    return told


def place(metadata: Metadata) -> str:
    """Where the photo was taken, in degrees; empty where the file does not tell."""
    return _read(metadata.exif, _place).get("place", "") if metadata.exif else ""


def _read(block: bytes, facts: Callable[[Image.Exif], _Facts]) -> _Facts:
    """What the camera's part tells; nothing where it is damaged."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exif = Image.Exif()
            exif.load(b"Exif\x00\x00" + block)
            return {name: words for name, words in facts(exif).items() if words}
    except (ValueError, TypeError, KeyError, SyntaxError, ArithmeticError, OSError, struct.error):
        return {}


def _place(exif: Image.Exif) -> _Facts:
    told = exif.get_ifd(_GPS)
    if _LATITUDE not in told or _LONGITUDE not in told:
        return {}
    sides = _text(told.get(_NORTH)) or "N", _text(told.get(_EAST)) or "E"
    degrees = [
        sum(float(part) / 60**power for power, part in enumerate(told[tag]))
        for tag in (_LATITUDE, _LONGITUDE)
    ]
    return {"place": ", ".join(f"{angle:.5f}° {side}" for angle, side in zip(degrees, sides, strict=True))}


def _shot(exif: Image.Exif) -> _Facts:
    shot, gps = exif.get_ifd(_EXIF), exif.get_ifd(_GPS)
    return {
        "camera": " ".join(_text(exif.get(tag)) for tag in (_MAKE, _MODEL)).strip(),
        "lens": _text(shot.get(_LENS)),
        "taken": _text(shot.get(_TAKEN) or exif.get(_CHANGED)),
        "exposure": _exposure(shot),
        "place": "the file tells where it was taken" if gps else "",
        "description": _text(exif.get(_DESCRIPTION)),
        "author": _text(exif.get(_ARTIST)),
        "copyright": _text(exif.get(_COPYRIGHT)),
        "software": _text(exif.get(_SOFTWARE)),
    }


def _exposure(shot: dict[int, Any]) -> str:
    parts = []
    if time := shot.get(_TIME):
        seconds = float(time)
        parts.append(f"1/{1 / seconds:.0f} s" if 0 < seconds < 0.4 else f"{seconds:g} s")
    if aperture := shot.get(_APERTURE):
        parts.append(f"f/{float(aperture):.2g}")
    if sensitivity := shot.get(_SENSITIVITY):
        parts.append(f"ISO {_text(sensitivity)}")
    if focal := shot.get(_FOCAL):
        parts.append(f"{float(focal):.3g} mm")
    return ", ".join(parts)


def _text(value: object) -> str:
    """A tag's words, without what cannot be printed."""
    return "".join(c for c in str(value or "") if c.isprintable()).strip()[:200]
