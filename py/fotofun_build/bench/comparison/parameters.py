"""With which parameters, and on which document, an operation is measured where its defaults tell nothing.

Places and rectangles are shares of the picture's sides.
"""

from typing import Any

LINE = tuple((0.15 + 0.07 * i, 0.4 + 0.12 * (-1) ** i) for i in range(10))
STROKE = tuple((*place, 1.0) for place in LINE)
SPOT = ((0.5, 0.4, 1.0), (0.52, 0.41, 1.0), (0.54, 0.4, 1.0))
CORNERS = ((0.1, 0.1), (0.95, 0.05), (0.9, 0.9), (0.05, 0.95))
OUTLINE = tuple(
    (0.5 + 0.3 * x, 0.5 + 0.3 * y)
    for x, y in ((0, -1), (0.6, -0.7), (1, 0), (0.5, 0.9), (0, 0.6), (-0.7, 0.8), (-1, 0), (-0.6, -0.5))
)

PARAMETERS: dict[str, dict[str, Any]] = {
    # adjust
    "exposure": {"stops": 0.7},
    "temperature": {"temperature": 30.0, "tint": 10.0},
    "brightness_contrast": {"brightness": 20.0, "contrast": 30.0},
    "saturation": {"saturation": 40.0},
    "hue": {"degrees": 40.0},
    "levels": {"input_black": 20.0, "gamma": 1.3, "input_white": 235.0},
    "curves": {"rgb": ((0.0, 0.0), (60.0, 40.0), (190.0, 215.0), (255.0, 255.0))},
    "vibrance": {"vibrance": 50.0, "protect_skin": False},
    "hue_saturation": {"hue": 30.0, "saturation": 20.0},
    "colour_balance": {"shadows_red": 30.0, "midtones_green": 20.0, "highlights_blue": -30.0},
    "channel_mixer": {"red_from_red": 80.0, "red_from_green": 20.0, "blue_from_green": 30.0},
    "selective_colour": {"reds_cyan": 40.0, "yellows_magenta": -30.0, "neutrals_black": 20.0},
    "colour_transfer": {"to_lightness": 60.0, "to_b": 12.0},
    # transform
    "crop": {"rectangle": (0.1, 0.1, 0.8, 0.8)},
    "crop_aspect": {"ratio": "16:9"},
    "rotate": {"angle": 7.0},
    "resize_image": {"percent": 50.0},
    "canvas_size": {"left": 200, "top": 200, "right": 200, "bottom": 200, "by": "borders"},
    "keystone": {"vertical": 25.0, "horizontal": 10.0},
    "perspective_correction": {"corners": CORNERS},
    # select
    "select_rectangle": {"rectangle": (0.2, 0.2, 0.5, 0.5)},
    "select_ellipse": {"rectangle": (0.2, 0.2, 0.5, 0.5)},
    "select_polygon": {"points": OUTLINE},
    "select_lasso": {"points": OUTLINE},
    "magic_wand": {"place": (0.1, 0.1), "antialias": False},
    "quick_selection": {"points": LINE, "size": 100.0},
    "colour_range": {"colour": "#705030"},
    "transform_selection": {"x": 100.0, "width": 120.0, "degrees": 20.0},
    # generate
    "rectangle": {"frame": (0.2, 0.2, 0.5, 0.5)},
    "ellipse": {"frame": (0.2, 0.2, 0.5, 0.5)},
    "polygon": {"frame": (0.2, 0.2, 0.5, 0.5)},
    "star": {"frame": (0.2, 0.2, 0.5, 0.5)},
    "line": {"start": (0.1, 0.1), "end": (0.9, 0.7), "width": 20.0},
    "arrow": {"start": (0.1, 0.1), "end": (0.9, 0.7), "width": 20.0},
    "path": {"points": OUTLINE},
    "text": {"text": "FotoFun", "size": 600.0},
    # paint
    **{
        name: {"points": STROKE, "size": 120.0}
        for name in (
            *("brush", "pencil", "eraser", "clone_stamp", "blur_brush", "sharpen_brush"),
            *("dodge", "burn", "sponge", "smudge"),
        )
    },
    "healing_brush": {"points": SPOT, "size": 60.0, "source": (0.05, 0.0)},
    "spot_heal": {"points": SPOT, "size": 60.0},
    "patch": {"source": (0.1, 0.0)},
    "red_eye": {"place": (0.5, 0.4), "size": 160.0},
    "fill": {"place": (0.1, 0.1), "antialias": False},
    # layer
    "layer_opacity": {"opacity": 60.0},
    "layer_blend_mode": {"blend_mode": "multiply"},
    "transform_layer": {"rotate": 12.0, "scale_x": 80.0, "scale_y": 80.0},
    "transform_selected": {"rotate": 12.0, "scale_x": 80.0, "scale_y": 80.0},
    # mask
    "refine_mask": {"feather": 12.0},
    "mask_properties": {"feather": 12.0},
}

START: dict[str, str] = {
    **dict.fromkeys(
        (
            "invert_selection",
            "grow_selection",
            "similar_selection",
            "expand_selection",
            "contract_selection",
            "border_selection",
            "feather_selection",
            "smooth_selection",
            "transform_selection",
            "save_selection",
            "deselect",
            "smart_crop",
            "fill_selection",
            "clear",
            "layer_via_cut",
            "transform_selected",
        ),
        "selected",
    ),
    **dict.fromkeys(
        ("mask_visible", "mask_properties", "refine_mask", "invert_mask", "delete_mask", "select_mask"),
        "masked",
    ),
    "apply_mask": "unmasked",
    **dict.fromkeys(("content_aware_fill", "patch"), "spot"),
    "reselect": "dropped",
    "load_selection": "channel",
    "delete_channel": "channel",
    **dict.fromkeys(
        (
            "delete_layer",
            "duplicate_layer",
            "rename_layer",
            "show_layer",
            "lock_layer",
            "clip_layer",
            "move_layer",
            "group_layers",
            "rasterise_layer",
        ),
        "layered",
    ),
    **dict.fromkeys(("merge_down", "merge_visible", "stamp_visible", "flatten"), "joined"),
    **dict.fromkeys(("layer_opacity", "layer_blend_mode", "transform_layer", "align_layers"), "shown"),
    "ungroup_layers": "grouped",
    "isolate_group": "grouped",
    "trim": "padded",
    "select_opaque": "padded",
    "remove_effect": "decorated",
}
"""The document of each operation that needs more than a photo, by its name in `cases.DOCUMENTS`."""
