"""What the opened file tells about its photo."""

from collections.abc import Sequence

from fotofun.codecs.summary import place, summary
from fotofun.protocol import FactInfo, FileInformationParams
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session


@method("file_information")
async def file_information(
    session: Session, number: int, params: FileInformationParams, buffers: Sequence[Bytes]
) -> Answer:
    """Camera, time, exposure, author and more; the place itself only where it is asked for."""
    metadata = session.history.document.metadata
    told = summary(metadata)
    if params.get("place"):
        told["place"] = place(metadata)
    facts: list[FactInfo] = [{"name": name, "words": words} for name, words in told.items() if words]
    return facts, ()
