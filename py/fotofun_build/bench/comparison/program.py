"""Measures operations beside their direct calls, in CPython or in Pyodide; writes a line of JSON for each.

    python -m fotofun_build.bench.comparison.program SETTINGS

SETTINGS is a JSON file: `photo`, a file beside it; `size`, to which it is enlarged; `operations`, names;
`compounds`, whether also to measure what `compounds` has.
"""

import json
import platform
import sys
import sysconfig
from pathlib import Path
from typing import Any

import fotofun.operations  # noqa: F401  # registers them
from fotofun.raster import Pixels
from fotofun_build.bench.comparison import compounds
from fotofun_build.bench.comparison.cases import case, photo
from fotofun_build.bench.comparison.every import NONE, peer
from fotofun_build.bench.comparison.files import references
from fotofun_build.bench.comparison.timing import in_turn

LINE = "@@"
"""What a line of results begins with; everything else is talk."""


def main(settings: Path) -> None:
    """Measure what the settings say."""
    wanted = json.loads(settings.read_text())
    file = settings.parent / wanted["photo"]
    pixels = photo(file, tuple(wanted["size"]))
    files = references(pixels)
    for name in wanted["operations"]:
        tell(measured(name, pixels, files))
    if wanted["compounds"]:
        del pixels
        for compound in compounds.COMPOUNDS:
            tell(compound(file))


def measured(name: str, pixels: Pixels, files: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The seconds of an operation, and of its direct call if there is one."""
    line: dict[str, Any] = {"operation": name, "runtime": platform.python_implementation(), "seconds": None}
    if sys.platform == "emscripten":
        line["runtime"] = "Pyodide"
    other = peer(name)
    try:
        given = case(name, pixels, files)
        _ = given.below
        times = in_turn(given.run, (lambda: other.call(given)) if other else None)
    except Exception as error:
        return line | {"failed": f"{type(error).__name__}: {error}"[:200]}
    line |= {"seconds": times.own, "peer_seconds": times.peer, "ratio": times.ratio}
    return line | {"peer": other.library if other else None, "reason": NONE.get(name)}


def tell(line: dict[str, Any]) -> None:
    """Write a line of results."""
    print(LINE, json.dumps(line), flush=True)


if __name__ == "__main__":
    emscripten = sys.platform == "emscripten"
    main(Path(sysconfig.get_path("purelib")) / "settings.json" if emscripten else Path(sys.argv[1]))
