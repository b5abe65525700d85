"""All direct calls; importing this module registers them."""

from fotofun_build.bench.comparison import (  # noqa: F401
    adjust,
    filters,
    generators,
    layers,
    looks,
    painting,
    retouching,
    selections,
    transforms,
)
from fotofun_build.bench.comparison.direct import DIRECT, NONE, Direct, peer

__all__ = ["DIRECT", "NONE", "Direct", "peer"]
