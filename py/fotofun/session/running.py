"""Running operations, and stopping what runs."""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from fotofun.catalog import find
from fotofun.document.tree import find as find_layer
from fotofun.editing import perform
from fotofun.editing.frame import Frame
from fotofun.errors import InvalidParameter
from fotofun.operation import InferenceOperation
from fotofun.protocol import CancelParams, RunParams, Target
from fotofun.recipe import recorded, with_outcome
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session


@method("run")
async def run(session: Session, number: int, params: RunParams, buffers: Sequence[Bytes]) -> Answer:
    """Run an operation and keep it as one step of the history."""
    edit = find(params["operation"]).create(params.get("params", {}))
    gesture = params.get("gesture")
    history = session.history
    base = history.base(gesture)
    if "layer" in params:
        base = replace(base, active_id=find_layer(base.layers, params["layer"]).id)
    if params.get("target") not in (None, *get_args(Target)):
        raise InvalidParameter(
            f"The target was {params.get('target')!r}.",
            advice=f"Choose one of {', '.join(get_args(Target))}.",
        )
    step = recorded(base, edit, params.get("target"))
    message = edit.label
    if isinstance(edit, InferenceOperation):
        outcome = await session.infer(number, edit, Frame(base).pixels)
        document, message = with_outcome(history.document, base.active_id, outcome), outcome.message
    else:
        document = await session.finish(number, perform(base, edit, params.get("target")), edit.label)
    if document is not base and (gesture or document != base):
        history.push(edit.label, document, gesture, [step])
    return {"document": session.changed(history), "message": message}, ()


@method("cancel")
async def cancel(session: Session, number: int, params: CancelParams, buffers: Sequence[Bytes]) -> Answer:
    """Stop another request."""
    session.cancel(params["request"])
    return {}, ()
