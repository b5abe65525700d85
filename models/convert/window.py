"""How TensorFlow places sliding windows, in ONNX's words."""

from collections.abc import Sequence


def window(
    plane: Sequence[int], size: Sequence[int], step: Sequence[int], dilation: Sequence[int], *, valid: bool
) -> tuple[tuple[int, int], list[int]]:
    """Height and width after a sliding window, and ONNX's pads [top, left, bottom, right].

    TensorFlow's SAME gives ceil(length / step) positions, the odd pixel of padding after; VALID pads nothing.
    """
    reach = [(count - 1) * gap + 1 for count, gap in zip(size, dilation, strict=True)]
    if valid:
        lengths = [(length - r) // s + 1 for length, r, s in zip(plane, reach, step, strict=True)]
        return (lengths[0], lengths[1]), [0, 0, 0, 0]
    lengths = [-(-length // s) for length, s in zip(plane, step, strict=True)]
    total = [
        max((count - 1) * s + r - length, 0)
        for count, s, r, length in zip(lengths, step, reach, plane, strict=True)
    ]
    before = [pad // 2 for pad in total]
    return (lengths[0], lengths[1]), [*before, total[0] - before[0], total[1] - before[1]]
