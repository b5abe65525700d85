"""Photoshop files, by psd-tools; where that is not installed, the page may read them (`parts`)."""

import struct
import warnings
from collections.abc import Iterable
from importlib.util import find_spec
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fotofun.codecs import PIXEL_BUDGET, refusals
from fotofun.codecs.cmyk import NOTE as CMYK_NOTE
from fotofun.codecs.cmyk import rgba_from_cmyk
from fotofun.codecs.depth import reduce_to_8_bits
from fotofun.document.document import Document
from fotofun.errors import DecoderMissing, FotoFunError, TooLarge
from fotofun.layered.parts import BUDGET, document_from_parts
from fotofun.layered.psd_adjustments import applied
from fotofun.layered.psd_resources import described
from fotofun.protocol import DocumentPart, LayerPart, MaskPart

_LABEL = "Photoshop"
_HEADER = ">4sH6xHIIHH"
_GREY, _RGB, _CMYK = 1, 3, 4
_MODES = {
    "COLOR_BURN": "colour_burn",
    "DARKER_COLOR": "darker_colour",
    "COLOR_DODGE": "colour_dodge",
    "LIGHTER_COLOR": "lighter_colour",
    "COLOR": "colour",
    "PASS_THROUGH": "normal",
}
_FLATTENED = {
    "type": "The text {} was opened as pixels.",
    "shape": "The shape {} was opened as pixels.",
    "smartobject": "The smart object {} was opened as pixels.",
}

Samples = NDArray[np.uint8] | NDArray[np.uint16]


def document_of_psd(data: bytes | memoryview, name: str) -> Document:
    """The document in a Photoshop file. Raises FileError; DecoderMissing where psd-tools is not installed."""
    if len(data) < struct.calcsize(_HEADER):
        raise refusals.cut_off(_LABEL)
    _, version, _, height, width, depth, mode = struct.unpack_from(_HEADER, data)
    if version not in (1, 2):
        raise refusals.damaged(_LABEL)
    refusals.check_size(_LABEL, width, height, PIXEL_BUDGET)
    if depth not in (8, 16) or mode not in (_GREY, _RGB, _CMYK):
        raise refusals.rare(_LABEL, f"{depth} bits a channel or colours of a rare kind")
    if find_spec("psd_tools") is None:
        raise DecoderMissing(
            "This is a Photoshop file, and nothing here can read it.",
            kept=refusals.KEPT,
            advice="Open it in the editor's page, install fotofun[psd], or save it as PNG or OpenRaster.",
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = _Reader(_opened(data), data, mode, depth)
            part = reader.part()
            return document_from_parts(name, part, reader.buffers, reader.described.metadata)
    except FotoFunError:
        raise
    except MemoryError:
        raise refusals.out_of_memory() from None
    except RecursionError as error:
        raise refusals.damaged(_LABEL) from error
    except Exception as error:  # damaged files make the library raise nearly anything
        raise refusals.damaged(_LABEL) from error


def _opened(data: bytes | memoryview) -> Any:
    from psd_tools import PSDImage

    return PSDImage.open(BytesIO(data), max_alloc_bytes=32 * PIXEL_BUDGET)


class _Reader:
    """Turns the layers of psd-tools into parts and buffers."""

    def __init__(self, psd: Any, data: bytes | memoryview, mode: int, depth: int) -> None:
        self.psd, self.mode, self.depth = psd, mode, depth
        self.buffers: list[NDArray[np.uint8]] = []
        self.left = BUDGET
        self.described = described(data, mode)
        self.notes = list(self.described.notes)

    def part(self) -> DocumentPart:
        """The document."""
        layers = self._parts(self.psd)
        if not layers:
            layers = [self._flat()]
        if self.mode == _CMYK:
            self.notes.insert(0, CMYK_NOTE)
        if self.depth == 16:
            self.notes.append("16 bits a channel were reduced to 8.")
        part: DocumentPart = {
            "width": self.psd.width,
            "height": self.psd.height,
            "layers": layers,
            "notes": self.notes,
        }
        if self.described.metadata.dpi:
            part["resolution"] = self.described.metadata.dpi[0]
        return part

    def _parts(self, layers: Iterable[Any]) -> list[LayerPart]:
        found = (self._part(layer) for layer in layers)
        return [part for part in found if part is not None]

    def _part(self, layer: Any) -> LayerPart | None:
        """A layer; None if nothing here does the same."""
        part: LayerPart = {
            "kind": "pixels",
            "name": layer.name,
            "visible": bool(layer.visible),
            "opacity": layer.opacity / 2.55,
            "fill_opacity": layer.fill_opacity / 2.55,
            "blend_mode": _MODES.get(layer.blend_mode.name, layer.blend_mode.name.lower()),
            "clipped": bool(layer.clipping),
            "locks": _locks(layer),
        }
        if layer.is_group():
            part["kind"], part["layers"] = "group", self._parts(layer)
            part["isolated"] = layer.blend_mode.name != "PASS_THROUGH"
        elif layer.has_pixels() and layer.width > 0 and layer.height > 0:
            pixels = self._pixels(layer, layer.width, layer.height)
            part |= {"left": layer.left, "top": layer.top, "width": layer.width, "height": layer.height}
            part["buffer"] = self._keep(pixels)
            if layer.kind in _FLATTENED:
                self.notes.append(_FLATTENED[layer.kind].format(repr(layer.name)))
        elif layer.kind == "pixel":
            part |= {"width": 1, "height": 1, "buffer": self._keep(np.zeros((1, 1, 4), np.uint8))}
        elif operation := applied(layer):
            part["kind"] = "generated" if layer.kind == "solidcolorfill" else "adjustment"
            part["operation"] = operation
        else:
            self.notes.append(f"The layer {layer.name!r} is of a kind that FotoFun lacks, and was left out.")
            return None
        if mask := self._mask(layer):
            part["mask"] = mask
        if layer.has_effects():
            self.notes.append(f"The effects of {layer.name!r} were left out.")
        return part

    def _pixels(self, layer: Any, width: int, height: int) -> NDArray[np.uint8]:
        """A layer's colours as (H, W, 4) uint8 in sRGB."""
        self._claim(width, height)
        count = {_GREY: 1, _RGB: 3, _CMYK: 4}[self.mode]
        colours = self._samples(layer.numpy("color"))
        if colours is None:
            raise refusals.damaged(_LABEL)
        shape = layer.numpy("shape")
        return self._developed(colours[..., :count], None if shape is None else self._samples(shape))

    def _developed(self, colours: Samples, alpha: Samples | None) -> NDArray[np.uint8]:
        height, width = colours.shape[:2]
        if self.mode == _CMYK:
            out = rgba_from_cmyk(255 - reduce_to_8_bits(colours))
            if alpha is not None:
                out[..., 3] = reduce_to_8_bits(alpha)[..., 0]
            return out
        whole = np.full((height, width, 4), np.iinfo(colours.dtype).max, colours.dtype)
        whole[..., :3] = colours
        if alpha is not None:
            whole[..., 3] = alpha[..., 0]
        return np.ascontiguousarray(self.described.to_srgb(whole))

    def _samples(self, values: Any) -> Any:
        """The library's numbers of 0..1 as the whole numbers that the file has."""
        if values is None:
            return None
        largest, kind = (255, np.uint8) if self.depth == 8 else (65535, np.uint16)
        return (values * np.float32(largest) + np.float32(0.5)).astype(kind)

    def _mask(self, layer: Any) -> MaskPart | None:
        mask = layer.mask
        if mask is None or mask.width <= 0 or mask.height <= 0:
            return None
        self._claim(mask.width, mask.height)
        values = layer.numpy("mask")
        if values is None:
            return None
        plane = reduce_to_8_bits(self._samples(values))[..., 0]
        part: MaskPart = {
            "buffer": self._keep(plane),
            "left": mask.left,
            "top": mask.top,
            "width": mask.width,
            "height": mask.height,
            "outside": int(mask.background_color),
            "enabled": not mask.disabled,
        }
        parameters = mask.parameters
        if parameters is not None:
            if parameters.user_mask_density is not None:
                part["density"] = parameters.user_mask_density / 2.55
            if parameters.user_mask_feather is not None:
                part["feather"] = float(parameters.user_mask_feather)
        return part

    def _flat(self) -> LayerPart:
        """The picture of a file without layers."""
        size = self.psd.width, self.psd.height
        self._claim(*size)
        count = {_GREY: 1, _RGB: 3, _CMYK: 4}[self.mode]
        samples = self._samples(self.psd.numpy())
        alpha = samples[..., count : count + 1] if samples.shape[2] > count else None
        pixels = self._developed(samples[..., :count], alpha)
        return {
            "kind": "pixels",
            "name": "Photo",
            "width": size[0],
            "height": size[1],
            "buffer": self._keep(pixels),
        }

    def _keep(self, plane: NDArray[np.uint8]) -> int:
        self.buffers.append(plane)
        return len(self.buffers) - 1

    def _claim(self, width: int, height: int) -> None:
        self.left -= width * height
        if self.left < 0:
            raise TooLarge(
                "The layers of this Photoshop file have more pixels than FotoFun can open.",
                kept=refusals.KEPT,
                advice="Make a smaller copy of it with the program that it came from.",
            )


def _locks(layer: Any) -> list[str]:
    locks = layer.locks
    if locks is None:
        return []
    named = {"alpha": locks.transparency, "pixels": locks.composite, "position": locks.position}
    return [name for name, locked in named.items() if locked]
