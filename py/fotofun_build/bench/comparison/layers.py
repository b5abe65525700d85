"""Layers and their effects, by Pillow."""

import io
import math
from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from fotofun.codecs.data_url import content
from fotofun_build.bench.comparison.cases import Case
from fotofun_build.bench.comparison.direct import direct, without

BOOKKEEPING = "it touches no pixels"


@direct("merge_down", "merge_visible", "stamp_visible", "flatten", library="Pillow", within=0.5)
def merge(case: Case) -> Image.Image:
    return Image.alpha_composite(case.below, case.image)


@direct("layer_opacity", library="Pillow", within=0.5)
def layer_opacity(case: Case) -> Image.Image:
    edit: Any = case.edit
    top = case.image.copy()
    top.putalpha(top.getchannel("A").point([round(value * edit.opacity / 100) for value in range(256)]))
    return Image.alpha_composite(case.below, top)


@direct("layer_blend_mode", library="Pillow", within=0.5)
def layer_blend_mode(case: Case) -> Image.Image:
    mixed = ImageChops.multiply(case.below.convert("RGB"), case.image.convert("RGB")).convert("RGBA")
    made = case.below.copy()
    made.paste(mixed, (0, 0), case.image.getchannel("A"))
    return made


def _scaled(mask: Image.Image, percent: float) -> Image.Image:
    return mask.point([round(value * percent / 100) for value in range(256)])


def _moved(mask: Image.Image, edit: Any, sign: int = 1) -> Image.Image:
    x, y = (trig(math.radians(edit.angle)) * edit.distance * sign for trig in (math.cos, math.sin))
    return ImageChops.offset(mask, -round(x), round(y))


def _laid(
    case: Case, mask: Image.Image, colour: str | Image.Image, blend: Any, below: bool = False
) -> Image.Image:
    """A colour blended through a mask onto the layer, or onto what lies below it, and the two joined."""
    under = case.below if below else case.image
    rgb = under.convert("RGB")
    over = Image.new("RGB", case.size, colour) if isinstance(colour, str) else colour.convert("RGB")
    rgb.paste(blend(rgb, over) if blend else over, (0, 0), mask)
    rgb.putalpha(under.getchannel("A"))
    return Image.alpha_composite(*((rgb, case.image) if below else (case.below, rgb)))


@direct("drop_shadow", library="Pillow", within=1.0)
def drop_shadow(case: Case) -> Image.Image:
    edit: Any = case.edit
    soft = case.image.getchannel("A").filter(ImageFilter.GaussianBlur(edit.size / 2))
    return _laid(
        case, _scaled(_moved(soft, edit), edit.opacity), edit.colour, ImageChops.multiply, below=True
    )


@direct("outer_glow", library="Pillow")
def outer_glow(case: Case) -> Image.Image:
    edit: Any = case.edit
    soft = case.image.getchannel("A").filter(ImageFilter.GaussianBlur(edit.size / 2))
    return _laid(case, _scaled(soft, edit.opacity), edit.colour, ImageChops.screen, below=True)


@direct("inner_glow", library="Pillow")
def inner_glow(case: Case) -> Image.Image:
    edit: Any = case.edit
    soft = ImageChops.invert(case.image.getchannel("A")).filter(ImageFilter.GaussianBlur(edit.size / 2))
    return _laid(case, _scaled(soft, edit.opacity), edit.colour, ImageChops.screen)


@direct("inner_shadow", library="Pillow")
def inner_shadow(case: Case) -> Image.Image:
    edit: Any = case.edit
    soft = ImageChops.invert(case.image.getchannel("A")).filter(ImageFilter.GaussianBlur(edit.size / 2))
    return _laid(case, _scaled(_moved(soft, edit), edit.opacity), edit.colour, ImageChops.multiply)


@direct("satin", library="Pillow")
def satin(case: Case) -> Image.Image:
    edit: Any = case.edit
    soft = case.image.getchannel("A").filter(ImageFilter.GaussianBlur(edit.size / 2))
    folds = ImageChops.invert(ImageChops.difference(_moved(soft, edit), _moved(soft, edit, -1)))
    return _laid(case, _scaled(folds, edit.opacity), edit.colour, ImageChops.multiply)


@direct("colour_overlay", library="Pillow", within=0.5)
def colour_overlay(case: Case) -> Image.Image:
    edit: Any = case.edit
    made = case.below.copy()
    made.paste(edit.colour, (0, 0, *case.size), case.image.getchannel("A"))
    return made


@direct("gradient_overlay", library="Pillow", within=2.0)
def gradient_overlay(case: Case) -> Image.Image:
    edit: Any = case.edit
    ends = [
        [int(colour[i : i + 2], 16) for i in (1, 3, 5)] for _, colour in (edit.gradient[0], edit.gradient[-1])
    ]
    share = np.linspace(0, 1, case.size[1])[:, np.newaxis]
    column = np.array(ends[0]) + (np.array(ends[1]) - ends[0]) * share
    colours = Image.fromarray((column + 0.5).astype(np.uint8)[:, np.newaxis]).resize(case.size)
    made = case.below.copy()
    made.paste(colours, (0, 0), case.image.getchannel("A"))
    return made


@direct("pattern_overlay", library="NumPy")
def pattern_overlay(case: Case) -> Image.Image:
    """Slanted stripes of a quarter black."""
    edit: Any = case.edit
    width, height = case.size
    place = (np.arange(width) + np.arange(height)[:, np.newaxis]) * (math.sqrt(0.5) / edit.size)
    stripes = Image.fromarray(np.where(place % 1 < edit.share / 100, 64, 0).astype(np.uint8))
    return _laid(case, stripes, "#000000", None)


def _stroke(case: Case, grown: Image.Image) -> Image.Image:
    edit: Any = case.edit
    made = case.below.copy()
    made.paste(edit.colour, (0, 0, *case.size), grown)
    return Image.alpha_composite(made, case.image)


@direct("stroke", library="OpenCV", within=0.5)
def stroke(case: Case) -> Image.Image:
    import cv2

    edit: Any = case.edit
    side = 2 * int(edit.size) + 1
    ball = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    return _stroke(case, Image.fromarray(cv2.dilate(np.asarray(case.image.getchannel("A")), ball)))


@direct("stroke", library="Pillow", within=1.0)
def stroke_by_pillow(case: Case) -> Image.Image:
    edit: Any = case.edit
    return _stroke(case, case.image.getchannel("A").filter(ImageFilter.MaxFilter(2 * int(edit.size) + 1)))


@direct("rasterise_layer", "duplicate_layer", library="Pillow")
def copy(case: Case) -> Image.Image:
    return case.image.copy()


@direct("clear", library="Pillow", within=0.5)
def clear(case: Case) -> Image.Image:
    rest = case.image.copy()
    rest.putalpha(ImageChops.subtract(case.image.getchannel("A"), Image.fromarray(case.selection)))
    return rest


@direct("layer_via_cut", library="Pillow")
def layer_via_cut(case: Case) -> tuple[Image.Image, Image.Image]:
    above = case.image.copy()
    above.putalpha(ImageChops.multiply(case.image.getchannel("A"), Image.fromarray(case.selection)))
    return above, clear(case)


@direct("transform_selected", library="Pillow")
def transform_selected(case: Case) -> Image.Image:
    edit: Any = case.edit
    above, rest = layer_via_cut(case)
    box = above.getbbox()
    assert box
    part = above.crop(box)
    turned = part.resize(
        (round(part.width * edit.scale_x / 100), round(part.height * edit.scale_y / 100)),
        Image.Resampling.BICUBIC,
    ).rotate(-edit.rotate, Image.Resampling.BICUBIC, expand=True)
    middle = (box[0] + box[2]) // 2, (box[1] + box[3]) // 2
    rest.alpha_composite(turned, (middle[0] - turned.width // 2, middle[1] - turned.height // 2))
    return rest


@direct("place_picture", library="Pillow")
def place_picture(case: Case) -> Image.Image:
    edit: Any = case.edit
    with Image.open(io.BytesIO(content(edit.picture))) as opened:
        return opened.convert("RGBA")


@direct("new_layer", library="Pillow")
def new_layer(case: Case) -> Image.Image:
    return Image.new("RGBA", case.size)


@direct("add_mask", library="Pillow")
def add_mask(case: Case) -> Image.Image:
    return Image.new("L", case.size, 255)


without("the libraries have no relief with light from a side", ["bevel"])
without(
    BOOKKEEPING,
    [
        *(
            "background_colour",
            "resolution",
            "deselect",
            "reselect",
            "delete_channel",
            "load_selection",
            "save_selection",
        ),
        *("delete_layer", "rename_layer", "show_layer", "lock_layer", "clip_layer", "move_layer"),
        "align_layers",
        *("group_layers", "ungroup_layers", "isolate_group", "remove_effect"),
        *("mask_visible", "mask_properties", "delete_mask", "select_mask"),
    ],
)
