"""Take noise out, under the name that models for it have."""

from fotofun.inference.tasks.restore import restore
from fotofun_service.task import Request, Result, Task


async def _run(request: Request) -> Result:
    pixels, told = await restore(request.image, request.models, "denoise", request.share("strength", 1.0))
    return Result(pixels, account=told)


TASK = Task("denoise", "Take noise out.", _run, ("strength",), {"strength": 0.8})
