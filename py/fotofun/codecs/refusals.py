"""Why a file was not opened, in the words that people read."""

from fotofun.errors import BrokenFile, DecoderMissing, TooLarge, UnsupportedFormat

KEPT = "Your open picture is unchanged."


def unsupported(format: str | None) -> UnsupportedFormat:
    """The content is of no format that can be read; `format` names it if it is known."""
    what = "This file is not a picture that FotoFun can read."
    if format:
        what = f"The content of this file is {format}, which FotoFun cannot read yet."
    return UnsupportedFormat(what, kept=KEPT, advice="Try a JPEG, PNG, WebP, TIFF, GIF or BMP file.")


def rare(label: str, what: str) -> UnsupportedFormat:
    """The format can be read, but not this kind of it; `what` ends "this file has"."""
    return UnsupportedFormat(
        f"This {label} file has {what}, which FotoFun cannot read.",
        kept=KEPT,
        advice=f"Save it as PNG, or as an ordinary {label}, with the program that it came from.",
    )


def no_decoder(label: str) -> DecoderMissing:
    """The format is known and nothing here decodes it, but a browser may."""
    return DecoderMissing(
        f"This is {label}, and nothing here can decode it.",
        kept=KEPT,
        advice=f"Open it in a browser that shows {label} pictures, or save it as JPEG or PNG first.",
    )


def empty(name: str) -> BrokenFile:
    """The file has no content at all."""
    what = f"{name} is empty." if name else "This file is empty."
    return BrokenFile(what, kept=KEPT, advice="Copy it again from where it came from, or try another file.")


def cut_off(label: str) -> BrokenFile:
    """The file ends before its picture does."""
    return BrokenFile(
        f"The end of this {label} file is missing.",
        kept=KEPT,
        advice="Copy or download it again, or try another file.",
    )


def damaged(label: str) -> BrokenFile:
    """The file says what it is and then does not keep to its format."""
    return BrokenFile(
        f"This {label} file is damaged, or of a rare kind that FotoFun cannot read.",
        kept=KEPT,
        advice="Copy or download it again, or try another file.",
    )


def check_size(label: str, width: int, height: int, pixel_budget: int) -> None:
    """BrokenFile for a picture without pixels, TooLarge for one with more than the budget."""
    if width <= 0 or height <= 0:
        raise damaged(label)
    if width * height > pixel_budget:
        raise TooLarge(
            f"This picture has {width} x {height} pixels, {width * height / 1e6:.0f} megapixels; "
            f"FotoFun opens up to {pixel_budget / 1e6:g}.",
            kept=KEPT,
            advice="Make a smaller copy of it with the program that it came from.",
        )


def out_of_memory() -> TooLarge:
    """The picture keeps the budget but not this machine's memory."""
    return TooLarge(
        "There is not enough memory to open this picture.",
        kept=KEPT,
        advice="Close other tabs, or open a smaller copy of it.",
    )
