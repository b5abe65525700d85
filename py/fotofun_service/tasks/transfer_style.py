"""Paint a picture anew in a named style, or in that of a second picture."""

from fotofun.inference.tasks.transfer_style import paint, paint_like
from fotofun_service.problem import Refused
from fotofun_service.task import Request, Result, Task


async def _run(request: Request) -> Result:
    strength = request.share("strength", 1.0)
    if request.style is not None:
        pixels, told = await paint_like(request.image, request.style, request.models, strength)
        return Result(pixels, account=told)
    name = request.options.get("style")
    placement = await request.models.place("transfer_style", request.size, role="named")
    if name not in placement.model.styles:
        raise Refused(
            422,
            "invalid-options",
            "Send a picture as style, or name one of: " + ", ".join(placement.model.styles),
        )
    pixels, told = await paint(request.image, request.models, {str(name): 1.0}, strength)
    return Result(pixels, account=told)


TASK = Task(
    "transfer-style", "Paint a picture anew in a style.", _run, ("style", "strength"), {"strength": 0.8}
)
