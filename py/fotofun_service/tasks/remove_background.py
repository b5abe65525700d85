"""Cut the subject out, or answer with its mask alone."""

import numpy as np

from fotofun.inference.tasks.remove_background import matte
from fotofun_service.task import Request, Result, Task, as_picture


async def _run(request: Request) -> Result:
    output = request.choice("output", ("picture", "mask"), "picture")
    refine = request.flag("refine", True)
    mask, told = await matte(request.image, request.models, request.quality(), refine)
    if output == "mask":
        return Result(as_picture(mask), account=told)
    alpha = (request.image[..., 3].astype(np.uint16) * mask + 127) // 255
    cut = np.dstack([request.image[..., :3], alpha.astype(np.uint8)])
    # What is not seen any more is not in the file either.
    cut[alpha == 0] = 0
    return Result(cut, account=told)


TASK = Task(
    "remove-background",
    "Cut the subject out of its background.",
    _run,
    ("quality", "output", "refine"),
    {"quality": "fast", "output": "mask"},
)
