"""Moving through the history, and choosing the layer that edits go to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from fotofun.document.tree import find as find_layer
from fotofun.protocol import JumpParams, LayerParams, Nothing, SnapshotParams
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session


@method("undo")
async def undo(session: Session, number: int, params: Nothing, buffers: Sequence[Bytes]) -> Answer:
    """Take the last step back."""
    session.history.step(-1)
    return _stepped(session, number, "undo", params)


@method("redo")
async def redo(session: Session, number: int, params: Nothing, buffers: Sequence[Bytes]) -> Answer:
    """Do the step again that was taken back."""
    session.history.step(1)
    return _stepped(session, number, "redo", params)


@method("jump")
async def jump(session: Session, number: int, params: JumpParams, buffers: Sequence[Bytes]) -> Answer:
    """Go to an entry of the history."""
    session.history.jump(params["position"])
    return _stepped(session, number, "jump", params)


@method("snapshot")
async def snapshot(session: Session, number: int, params: SnapshotParams, buffers: Sequence[Bytes]) -> Answer:
    """Keep the document as it is under a name."""
    session.history.take_snapshot(params["name"])
    return _stepped(session, number, "snapshot", params)


@method("restore_snapshot")
async def restore_snapshot(
    session: Session, number: int, params: SnapshotParams, buffers: Sequence[Bytes]
) -> Answer:
    """Go back to a snapshot, as a new step."""
    session.history.restore_snapshot(params["name"])
    return _stepped(session, number, "restore_snapshot", params)


@method("delete_snapshot")
async def delete_snapshot(
    session: Session, number: int, params: SnapshotParams, buffers: Sequence[Bytes]
) -> Answer:
    """Forget a snapshot; no step of the history."""
    session.history.delete_snapshot(params["name"])
    return _stepped(session, number, "delete_snapshot", params)


@method("activate_layer")
async def activate_layer(
    session: Session, number: int, params: LayerParams, buffers: Sequence[Bytes]
) -> Answer:
    """Choose the layer that edits go to; no step of the history."""
    document = session.history.document
    layer = find_layer(document.layers, params["layer"])
    session.history.amend(replace(document, active_id=layer.id))
    return _stepped(session, number, "activate_layer", params)


def _stepped(session: Session, number: int, name: str, params: Mapping[str, Any]) -> Answer:
    session.journal.keep(session.history, number, name, params)
    return session.changed(), ()
