"""The register of what can be asked of a session: one function a method, named as in `protocol.METHODS`."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from fotofun.session.session import Session

Bytes = NDArray[np.uint8]
Answer = tuple[object, Sequence[Bytes]]
Method = Callable[["Session", int, Any, Sequence[Bytes]], Awaitable[Answer]]
M = TypeVar("M", bound=Method)

REGISTERED: dict[str, Method] = {}


def method(name: str) -> Callable[[M], M]:
    """Makes a function (session, request number, params, buffers) the answer to requests of that name."""

    def register(function: M) -> M:
        if name in REGISTERED:
            raise ValueError(f"Two functions answer {name!r}.")
        REGISTERED[name] = function
        return function

    return register
