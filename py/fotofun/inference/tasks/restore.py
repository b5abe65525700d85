"""Take noise or blur out of a picture: a picture in, one of the same size out."""

from typing import Literal

import numpy as np

from fotofun.errors import ModelUnavailable
from fotofun.imaging.hidden import without_hidden
from fotofun.inference.piecewise import through_pieces
from fotofun.inference.runner import Account, ModelRunner
from fotofun.raster import Pixels

Fault = Literal["denoise", "deblur"]

# How far around what is seen the network looks, about.
_REACH = 32

_ADVICE = (
    "Add one under AI, Models: an ONNX file that takes and returns RGB, such as one of MAXIM or NAFNet; "
    "or choose an AI service that has it."
)


async def restore(
    pixels: Pixels, models: ModelRunner, fault: Fault, share: float = 1.0
) -> tuple[Pixels, str]:
    """The picture with less of a fault, and an account of what ran; `share` 0 leaves it as it is.

    `pixels` is (H, W, 4) uint8; alpha stays. ModelUnavailable, with what is missing, where no model is.
    """
    if service := await models.service_for(fault, pixels, "every"):
        return _mixed(pixels, (await service.picture({}))[..., :3], share), service.told()
    account = Account()
    size = pixels.shape[1], pixels.shape[0]
    try:
        placement = await models.place(fault, size)
    except ModelUnavailable:
        raise ModelUnavailable(
            f"No model that takes {'noise' if fault == 'denoise' else 'blur'} out is on this device: "
            "FotoFun brings none.",
            advice=_ADVICE,
        ) from None
    colours = np.ascontiguousarray(without_hidden(pixels, _REACH)[..., :3])
    made = await through_pieces(colours, placement, models, account)
    return _mixed(pixels, made, share), account.told()


def _mixed(pixels: Pixels, made: Pixels, share: float) -> Pixels:
    """Between the picture and what was made of it, (H, W, 3) uint8, with the picture's alpha."""
    weight = round(min(max(share, 0.0), 1.0) * 256)
    colours = made.astype(np.uint16) * weight + pixels[..., :3].astype(np.uint16) * (256 - weight)
    return np.dstack([((colours + 128) >> 8).astype(np.uint8), pixels[..., 3]])
