"""Which models there are, and a person's own."""

import json
from collections.abc import Sequence

from fotofun.errors import InvalidManifest
from fotofun.inference.library import model_info
from fotofun.protocol import AddModelParams, CheckedModel, CheckModelParams, RemoveModelParams
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session


@method("models")
async def models(session: Session, number: int, params: object, buffers: Sequence[Bytes]) -> Answer:
    """Every model by task, whether it is here or not."""
    return session.library.infos(), ()


@method("check_model")
async def check_model(
    session: Session, number: int, params: CheckModelParams, buffers: Sequence[Bytes]
) -> Answer:
    """Whether an ONNX file and its manifest belong together and can do their task; adds nothing yet."""
    if len(buffers) != 1:
        raise InvalidManifest("There is no ONNX file.", kept="Nothing was added.", advice="Choose one.")
    manifest = session.library.check(params["manifest"], buffers[0].data)
    answer: CheckedModel = {
        "manifest": json.dumps(manifest.to_dict()),
        "model": model_info(manifest, "own"),
    }
    return answer, ()


@method("add_model")
async def add_model(
    session: Session, number: int, params: AddModelParams, buffers: Sequence[Bytes]
) -> Answer:
    """Use an own model from now on."""
    session.library.add(json.loads(params["manifest"]))
    return {}, ()


@method("remove_model")
async def remove_model(
    session: Session, number: int, params: RemoveModelParams, buffers: Sequence[Bytes]
) -> Answer:
    """Use an own model no longer."""
    session.library.remove(params["id"])
    return {}, ()
