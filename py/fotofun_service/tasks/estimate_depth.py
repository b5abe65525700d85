"""A map of how near everything is: white is the nearest."""

from fotofun.inference.tasks.estimate_depth import estimate
from fotofun_service.task import Request, Result, Task, as_picture


async def _run(request: Request) -> Result:
    mask, told = await estimate(request.image, request.models)
    return Result(as_picture(mask), account=told)


TASK = Task("estimate-depth", "A map of how near everything is.", _run)
