"""What a file tells about its photo, in a few words."""

import struct
import warnings
from typing import Any

from PIL import Image

from fotofun.codecs import Metadata

_MAKE, _MODEL, _CHANGED, _EXIF, _GPS = 0x010F, 0x0110, 0x0132, 0x8769, 0x8825
_TAKEN, _TIME, _APERTURE, _SENSITIVITY, _FOCAL = 0x9003, 0x829A, 0x829D, 0x8827, 0x920A


def summary(metadata: Metadata) -> dict[str, str]:
    """Camera, time, exposure, place and more, as far as the file tells them."""
    told = _from_exif(metadata.exif) if metadata.exif else {}
    if metadata.profile_name:
        told["colours"] = f"converted from {metadata.profile_name}"
    if metadata.dpi:
        told["resolution"] = f"{metadata.dpi[0]:g} x {metadata.dpi[1]:g} dpi"
    kinds = {"EXIF": metadata.exif, "XMP": metadata.xmp, "IPTC": metadata.iptc}
    present = [f"{name} ({len(data)} bytes)" for name, data in kinds.items() if data]
    if present:
        told["metadata"] = ", ".join(present)
    return told


def _from_exif(block: bytes) -> dict[str, str]:
    """The camera's part; nothing where it is damaged."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _shot(block)
    except (ValueError, TypeError, KeyError, SyntaxError, ArithmeticError, OSError, struct.error):
        return {}


def _shot(block: bytes) -> dict[str, str]:
    exif = Image.Exif()
    exif.load(b"Exif\x00\x00" + block)
    shot, place = exif.get_ifd(_EXIF), exif.get_ifd(_GPS)
    told = {
        "camera": " ".join(_text(exif.get(tag)) for tag in (_MAKE, _MODEL)).strip(),
        "taken": _text(shot.get(_TAKEN) or exif.get(_CHANGED)),
        "exposure": _exposure(shot),
        "place": "the file tells where it was taken" if place else "",
    }
    return {name: words for name, words in told.items() if words}


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
