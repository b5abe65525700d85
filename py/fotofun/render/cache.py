"""Keeps what was expensive to make, by what it was made from, within a budget of bytes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable

import numpy as np
from numpy.typing import NDArray

BUDGET = 256 << 20


class ArrayCache:
    """The arrays used last; never more bytes of them than the budget, but always the newest."""

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._kept: OrderedDict[Hashable, NDArray[np.uint8]] = OrderedDict()
        self._bytes = 0

    def get(self, key: Hashable, make: Callable[[], NDArray[np.uint8]]) -> NDArray[np.uint8]:
        """The array of that key, made now if it is not kept; read-only."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        made = make()
        made.flags.writeable = False
        self._kept[key] = made
        self._bytes += made.nbytes
        while self._bytes > self._budget and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= dropped.nbytes
        return made

    def clear(self) -> None:
        """Forgets everything, such as when another picture is opened."""
        self._kept.clear()
        self._bytes = 0


CACHE = ArrayCache()
"""What the renderer keeps: layers laid by a matrix, drawn contents, feathered masks."""
