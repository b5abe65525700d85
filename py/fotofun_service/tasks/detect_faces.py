"""Find faces with their eyes, nose and mouth."""

from fotofun.inference.runner import account
from fotofun.inference.tasks.detect_faces import postprocess, preprocess
from fotofun_service.task import Request, Result, Task, as_facts


async def _run(request: Request) -> Result:
    placement = await request.models.place("detect_faces", request.size, request.quality())
    ran = await request.models.infer(placement, preprocess(request.image, placement.model))
    found = postprocess(ran.outputs, placement.model, request.size)
    return Result(facts=as_facts(found, request.size), account=account(placement, ran))


TASK = Task(
    "detect-faces", "Find faces with their eyes, nose and mouth.", _run, ("quality",), {"quality": "best"}
)
