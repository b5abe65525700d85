"""Why an operation takes more than three times as long as its direct call."""

EXACT_DISTANCE = "exact Euclidean distances with soft edges, at any radius; OpenCV's disc is of whole pixels"
EXACT_COLOURS = "every colour in 64 bits, the same bytes on every machine; Pillow's matrix is in 32 bits"
STROKE = "dabs with hardness, flow and pressure; the direct call draws one line"
TEXTURE = "finds texture that fits; OpenCV's inpainting only smears colours inwards"
SMALL = "milliseconds for either: the document's own bookkeeping shows"

REASONS: dict[str, str] = {
    **dict.fromkeys(("expand_selection", "contract_selection", "border_selection", "stroke"), EXACT_DISTANCE),
    **dict.fromkeys(
        ("saturation", "hue", "channel_mixer", "sepia", "grayscale", "threshold", "gradient_map"),
        EXACT_COLOURS,
    ),
    "lut": "tetrahedral interpolation in 64 bits of every colour; Pillow interpolates in 16 bits",
    **dict.fromkeys(
        (
            "brush",
            "pencil",
            "eraser",
            "clone_stamp",
            "blur_brush",
            "sharpen_brush",
            "dodge",
            "burn",
            "sponge",
        ),
        STROKE,
    ),
    **dict.fromkeys(("content_aware_fill", "spot_heal"), TEXTURE),
    **dict.fromkeys(
        ("crop", "trim", "rectangle", "star", "select_rectangle", "select_opaque", "colour_overlay"), SMALL
    ),
    "despeckle": "medians by NumPy, which OpenCV has in vector instructions",
    "lens_distortion": "cubic convolution by NumPy; OpenCV's undistort is bilinear, in vector instructions",
    "radial_blur": "reads along each pixel's own ray; the direct call blurs once in polar coordinates",
}
