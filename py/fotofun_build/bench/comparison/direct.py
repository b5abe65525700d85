"""The direct calls: by whom they are, and how near they come to the operation's own picture."""

import importlib.util
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from fotofun_build.bench.comparison.cases import Case

Library = Literal["Pillow", "NumPy", "OpenCV", "scikit-image"]
_MODULES = {"OpenCV": "cv2", "scikit-image": "skimage"}


@dataclass(frozen=True)
class Direct:
    """What a person would call.

    `within`: mean levels of 255 by which its picture may differ from the operation's; None where another
    algorithm serves the same purpose, and pictures need not agree.
    """

    library: Library
    call: Callable[[Case], Any]
    within: float | None

    @property
    def runs(self) -> bool:
        """Whether its library is here."""
        module = _MODULES.get(self.library)
        return module is None or importlib.util.find_spec(module) is not None


DIRECT: dict[str, list[Direct]] = {}
"""By operation, in the order of preference: the first that runs is what the operation is compared with."""

NONE: dict[str, str] = {}
"""Why an operation has no direct call."""


def direct(
    *names: str, library: Library, within: float | None = None
) -> Callable[[Callable[[Case], Any]], Callable[[Case], Any]]:
    """Makes a function the direct call of operations."""

    def register(call: Callable[[Case], Any]) -> Callable[[Case], Any]:
        for name in names:
            DIRECT.setdefault(name, []).append(Direct(library, call, within))
        return call

    return register


def without(reason: str, names: Iterable[str]) -> None:
    """Says why operations have no direct call."""
    NONE.update(dict.fromkeys(names, reason))


def peer(name: str) -> Direct | None:
    """What an operation is compared with on this machine."""
    return next((each for each in DIRECT.get(name, []) if each.runs), None)
