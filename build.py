#!/usr/bin/env python3
"""The front door of FotoFun: `python3 build.py serve | build | test | check | bench | models`."""

import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - who has an older one is told so
    sys.exit("FotoFun needs Python 3.11 or newer, and this is Python {}.{}.".format(*sys.version_info[:2]))

sys.path.insert(0, str(Path(__file__).resolve().parent / "py"))

from fotofun_build.environment import hand_over

if __name__ == "__main__":
    sys.exit(hand_over(sys.argv[1:]))
