"""Enlarge two or four times."""

from fotofun.inference.tasks.upscale import upscale
from fotofun_service.problem import Refused
from fotofun_service.task import Request, Result, Task


async def _run(request: Request) -> Result:
    scale = request.choice("scale", (2, 4), 2)
    if request.size[0] * request.size[1] * scale * scale > request.max_pixels:
        raise Refused(413, "too-many-pixels", "The enlarged picture would be larger than this service makes.")
    clean_up = request.choice("clean_up", (None, 0, 1, 2, 3), None)
    pixels, told = await upscale(request.image, request.models, scale, clean_up)
    return Result(pixels, account=told)


TASK = Task(
    "upscale", "Enlarge with finer detail than interpolation.", _run, ("scale", "clean_up"), {"scale": 4}
)
