"""How the engine works, as people set it."""

from collections.abc import Sequence

from fotofun.errors import InvalidParameter
from fotofun.protocol import SettingsParams
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session

LEAST_HISTORY = 64 << 20
MOST_HISTORY = 2 << 30


@method("settings")
async def settings(session: Session, number: int, params: SettingsParams, buffers: Sequence[Bytes]) -> Answer:
    """Work with these settings from now on."""
    if "noncommercial" in params:
        session.library.noncommercial = params["noncommercial"] is True
    if "history_bytes" not in params:
        return {}, ()
    size = params["history_bytes"]
    if isinstance(size, bool) or not isinstance(size, int) or not LEAST_HISTORY <= size <= MOST_HISTORY:
        raise InvalidParameter(
            f"The memory for the history was {size!r}.",
            advice=f"Give a number of bytes from {LEAST_HISTORY} to {MOST_HISTORY}.",
        )
    session.documents.limit(size)
    return {}, ()
