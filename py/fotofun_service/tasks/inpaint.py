"""Fill what a mask covers with what its surroundings look like."""

import numpy as np

from fotofun.imaging.patch_match import filled
from fotofun_service.problem import Refused
from fotofun_service.task import Request, Result, Task


async def _run(request: Request) -> Result:
    if request.mask is None:
        raise Refused(422, "missing-mask", "Send a mask that is white where the picture is to be filled.")
    hole = request.mask > 127
    if not hole.any() or hole.all():
        raise Refused(
            422, "invalid-mask", "The mask must cover a part of the picture, not none or all of it."
        )
    return Result(np.ascontiguousarray(filled(request.image, hole)), account="Filled from its surroundings.")


TASK = Task("inpaint", "Fill what a mask covers from its surroundings.", _run, parts=("image", "mask"))
