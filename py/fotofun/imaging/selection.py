"""What selections have in common: soft edges, and words for when there is none."""

from PIL import ImageFilter

from fotofun.errors import CommandError
from fotofun.imaging.views import as_array, as_image
from fotofun.raster import Mask


def feather(mask: Mask, radius: float) -> Mask:
    """A mask, (H, W) uint8, with its edges blurred by a Gaussian of that standard deviation in pixels.

    What touches the picture's border counts as going on beyond it.
    """
    if not radius:
        return mask
    return as_array(as_image(mask).filter(ImageFilter.GaussianBlur(radius)))


def found(mask: Mask) -> Mask:
    """The mask if it selects anything; raises CommandError if no pixel is even partly in it."""
    if not mask.any():
        raise CommandError(
            "No pixels would be selected.",
            kept="Your picture and your selection are unchanged.",
            advice="Choose another place, a wider range or another way to combine.",
        )
    return mask


def existing(selection: Mask | None) -> Mask:
    """The selection if there is one; raises CommandError if not."""
    if selection is None:
        raise CommandError("Nothing is selected.", advice="Select something first.")
    return selection
