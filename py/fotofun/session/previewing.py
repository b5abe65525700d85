"""Showing what an operation would make of the document, before anybody decides to do it."""

import math
from collections.abc import Sequence

from fotofun.editing.glimpse import Seen, glimpse
from fotofun.errors import CommandError
from fotofun.operation import AreaOperation, InferenceOperation
from fotofun.protocol import PresetParams, PreviewParams, SeenInfo
from fotofun.raster import Box
from fotofun.recipe import preset, replaying
from fotofun.session.command import Command, asked
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Previewed, Session


@method("preview")
async def preview(session: Session, number: int, params: PreviewParams, buffers: Sequence[Bytes]) -> Answer:
    """Show what an operation would do; the document and its history stay as they are."""
    command = asked(params, session.history.document)
    if isinstance(command.edit, InferenceOperation):
        raise CommandError(f"{command.edit.label} has no preview.", advice="Run it; it can be undone.")
    shown = _kept(session, command) or (_glimpse(command, params["seen"]) if "seen" in params else None)
    if shown is None:
        shown = Previewed(command, await session.finish(number, command.work(), None))
    session.preview(shown)
    return {"exact": shown.exact}, ()


@method("preview_preset")
async def preview_preset(
    session: Session, number: int, params: PresetParams, buffers: Sequence[Bytes]
) -> Answer:
    """Show what a preset would make of the document; raises StepFailed where it cannot be used."""
    work = replaying(preset(params["preset"]), session.history.document)
    made, _ = await session.finish(number, work, None)
    session.preview(Previewed(None, made))
    return {}, ()


@method("end_preview")
async def end_preview(session: Session, number: int, params: object, buffers: Sequence[Bytes]) -> Answer:
    """Show the document as it is again."""
    session.preview(None)
    return {}, ()


def _kept(session: Session, command: Command) -> Previewed | None:
    """What is shown already, if it is this."""
    previewed = session.previewed
    return previewed if previewed and previewed.exact and previewed.command == command else None


def _glimpse(command: Command, seen: SeenInfo) -> Previewed | None:
    """What is seen of a filter's result; None where the result itself comes as soon."""
    if not isinstance(command.edit, AreaOperation) or command.target not in (None, "pixels"):
        return None
    left, top = math.floor(seen["x"]), math.floor(seen["y"])
    right, bottom = math.ceil(seen["x"] + seen["width"]), math.ceil(seen["y"] + seen["height"])
    found = glimpse(command.base, command.edit, Seen(Box(left, top, right, bottom), seen["scale"]))
    return None if found is None else Previewed(command, found, exact=False)
