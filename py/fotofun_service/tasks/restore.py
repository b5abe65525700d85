"""Take noise or blur out."""

from fotofun.inference.tasks.restore import restore
from fotofun_service.task import Request, Result, Task


async def _run(request: Request) -> Result:
    fault = request.choice("fault", ("denoise", "deblur"), "denoise")
    pixels, told = await restore(request.image, request.models, fault, request.share("strength", 1.0))
    return Result(pixels, account=told)


TASK = Task(
    "restore", "Take noise or blur out.", _run, ("fault", "strength"), {"fault": "deblur", "strength": 0.8}
)
