"""Times of two things that are done in turn, so that both meet the same machine."""

import gc
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fotofun.render.cache import CACHE

SLOW = 2.0  # seconds for a pair: it is not repeated
ENOUGH = 3.0  # seconds in all
PAIRS = 3


@dataclass(frozen=True)
class Times:
    """The least seconds of each, and the median of the pairs' ratios."""

    own: float
    peer: float | None
    ratio: float | None


def in_turn(own: Callable[[], Any], peer: Callable[[], Any] | None) -> Times:
    """Runs both in turn a few times; slow ones once."""
    owns: list[float] = []
    peers: list[float] = []
    spent = 0.0
    while len(owns) < PAIRS and spent < ENOUGH:
        owns.append(_seconds(own))
        if peer:
            peers.append(_seconds(peer))
        pair = owns[-1] + (peers[-1] if peers else 0.0)
        spent += pair
        if pair > SLOW:
            break
    ratio = statistics.median(a / b for a, b in zip(owns, peers, strict=True)) if peers else None
    return Times(min(owns), min(peers) if peers else None, ratio)


def _seconds(work: Callable[[], Any]) -> float:
    forget()
    gc.collect()
    started = time.perf_counter()
    made = work()
    taken = time.perf_counter() - started
    del made
    return taken


def forget() -> None:
    """Empties what the engine keeps of colours and layers it has met: every run is a first one."""
    CACHE.clear()
    for name, module in list(sys.modules.items()):
        if name.startswith("fotofun.render"):
            for each in list(vars(module).values()):
                clear = getattr(each, "cache_clear", None)
                if clear:
                    clear()
