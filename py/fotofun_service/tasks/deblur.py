"""Take blur out, under the name that models for it have."""

from fotofun.inference.tasks.restore import restore
from fotofun_service.task import Request, Result, Task


async def _run(request: Request) -> Result:
    pixels, told = await restore(request.image, request.models, "deblur", request.share("strength", 1.0))
    return Result(pixels, account=told)


TASK = Task("deblur", "Take blur out.", _run, ("strength",), {"strength": 0.8})
