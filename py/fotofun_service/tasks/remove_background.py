"""Cut the subject out, or answer with its mask alone."""

import numpy as np

from fotofun.inference.runner import account
from fotofun.inference.tasks.remove_background import postprocess, preprocess
from fotofun_service.task import Request, Result, Task, as_picture


async def _run(request: Request) -> Result:
    placement = await request.models.place("remove_background", request.size, request.quality())
    output = request.choice("output", ("picture", "mask"), "picture")
    ran = await request.models.infer(placement, preprocess(request.image, placement.model))
    mask = postprocess(ran.outputs, placement.model, request.size)
    told = account(placement, ran)
    if output == "mask":
        return Result(as_picture(mask), account=told)
    alpha = (request.image[..., 3].astype(np.uint16) * mask + 127) // 255
    return Result(np.dstack([request.image[..., :3], alpha.astype(np.uint8)]), account=told)


TASK = Task("remove-background", "Cut the subject out of its background.", _run, ("quality", "output"))
