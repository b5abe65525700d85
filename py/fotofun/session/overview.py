"""Small pictures of the whole document: as it is, and as a preset would make it."""

from collections.abc import Sequence

from fotofun.document.document import Document
from fotofun.editing.reduced import reduced, within
from fotofun.protocol import OverviewParams, PresetPreviewParams, ThumbnailInfo
from fotofun.recipe import preset, replaying
from fotofun.render.compositor import rendered
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session

LARGEST = 1024


@method("overview")
async def overview(session: Session, number: int, params: OverviewParams, buffers: Sequence[Bytes]) -> Answer:
    """All that is seen, made small."""
    return _answer(_small(session, params["size"]))


@method("preset_preview")
async def preset_preview(
    session: Session, number: int, params: PresetPreviewParams, buffers: Sequence[Bytes]
) -> Answer:
    """What a preset would make of the document, made small; raises StepFailed where it cannot be used."""
    work = replaying(preset(params["preset"]), _small(session, params["size"]))
    made, _ = await session.finish(number, work, None)
    return _answer(made)


def _small(session: Session, longest: int) -> Document:
    document = session.history.document
    return reduced(document, within(document.size, min(max(longest, 1), LARGEST)))


def _answer(document: Document) -> Answer:
    pixels = rendered(document)
    info: ThumbnailInfo = {"width": pixels.shape[1], "height": pixels.shape[0]}
    return info, (pixels.reshape(-1),)
