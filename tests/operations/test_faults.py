"""An error in the middle of any operation leaves document, selection and history as they were."""

import inspect
import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fotofun.operations  # noqa: F401  # registers them
from fotofun.document.history import History
from fotofun.editing import finish, perform
from fotofun.errors import FotoFunError
from fotofun.operation import REGISTRY, InferenceOperation
from fotofun.render.cache import CACHE
from tests.engine.test_history import fingerprint
from tests.operations.examples import prepared, strong

NAMES = sorted(name for name, each in REGISTRY.items() if not issubclass(each, InferenceOperation))


class Fault(Exception):
    """Something broke half-way."""


class BreakAt:
    """Raises Fault when the engine enters its so-manieth function."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        # A generator is also entered when it is thrown away, where nobody would hear of an error.
        code = frame.f_code
        if event == "call" and "/fotofun/" in code.co_filename and not code.co_flags & inspect.CO_GENERATOR:
            self.left -= 1
            if self.left < 0:
                raise Fault

    def __enter__(self) -> "BreakAt":
        sys.setprofile(self)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=6, deadline=None)
@given(share=st.floats(0, 1))
def test_a_fault_half_way_changes_nothing(name: str, share: float) -> None:
    edit = strong(REGISTRY[name])
    document = prepared(edit)
    history = History(document)
    before = fingerprint(document)
    finish(perform(document, edit))  # what is computed once and kept is there now
    CACHE.clear()
    with BreakAt(1 << 60) as counted:
        expected = finish(perform(document, edit))
    calls = (1 << 60) - counted.left
    CACHE.clear()
    with pytest.raises((Fault, FotoFunError)), BreakAt(int(share * (calls - 1))):
        finish(perform(document, edit))
    assert fingerprint(document) == before and history.document is document
    again = finish(perform(document, edit))
    assert fingerprint(again.layers) == fingerprint(expected.layers)
    assert fingerprint(again.selection) == fingerprint(expected.selection)
