"""Running operations, and stopping what runs."""

from collections.abc import Sequence

from fotofun.editing.frame import Frame
from fotofun.editing.outcomes import fitted, with_outcome
from fotofun.operation import InferenceOperation
from fotofun.protocol import CancelParams, RunParams
from fotofun.recipe import recorded
from fotofun.session.command import Command, asked
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session
from fotofun.session.together import on_layers


@method("run")
async def run(session: Session, number: int, params: RunParams, buffers: Sequence[Bytes]) -> Answer:
    """Run an operation and keep it as one step of the history."""
    gesture = params.get("gesture")
    history = session.history
    command = asked(params, history.base(gesture))
    if command.layers:
        return await _run_together(session, number, params, command)
    base, edit = command.base, command.edit
    step = recorded(base, edit, command.target)
    message = edit.label
    previewed = session.previewed
    if isinstance(edit, InferenceOperation):
        edit = fitted(edit, base)
        outcome = await session.infer(number, edit, Frame(base).pixels, sends=True)
        # Work that is refined takes the place of what it made before; other edits may have come meanwhile.
        at = base if gesture else history.document
        document, message = with_outcome(at, base.active_id, edit, outcome), outcome.message
    elif previewed and previewed.exact and previewed.command == command:
        document = previewed.document
    else:
        document = await session.finish(number, command.work(), edit.label)
    if document is not base and (gesture or document != base):
        history.push(edit.label, document, gesture, [step])
        session.journal.keep(history, number, "run", {**params, "layer": base.active_id})
    return {"document": session.changed(history), "message": message}, ()


async def _run_together(session: Session, number: int, params: RunParams, command: Command) -> Answer:
    gesture = params.get("gesture")
    history = session.history
    label = command.edit.label
    work = on_layers(command.edit, command.base, command.layers)
    document, steps = await session.finish(number, work, label)
    if gesture or document != command.base:
        history.push(label, document, gesture, steps)
        session.journal.keep(history, number, "run", params)
    return {"document": session.changed(history), "message": label}, ()


@method("cancel")
async def cancel(session: Session, number: int, params: CancelParams, buffers: Sequence[Bytes]) -> Answer:
    """Stop another request."""
    session.cancel(params["request"])
    return {}, ()
