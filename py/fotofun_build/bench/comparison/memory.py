"""How much memory an operation takes at its peak, beyond its document: a process for each.

python -m fotofun_build.bench.comparison.memory SETTINGS
"""

import ctypes
import gc
import json
import os
import sys
import traceback
from pathlib import Path

import fotofun.operations  # noqa: F401  # registers them
from fotofun_build.bench.comparison.cases import case, photo
from fotofun_build.bench.comparison.files import references
from fotofun_build.bench.comparison.program import tell


def main(settings: Path) -> None:
    """For each operation the greatest growth of the process, in bytes per byte of the layer."""
    wanted = json.loads(settings.read_text())
    pixels = photo(settings.parent / wanted["photo"], tuple(wanted["size"]))
    files = references(pixels)
    small = case("exposure", pixels[:64, :64].copy(), files)
    small.run()
    for name in wanted["operations"]:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            with os.fdopen(writing, "w") as out:
                try:
                    given = case(name, pixels, files)
                    out.write(str(_growth(given.run) / pixels.nbytes))
                except Exception:
                    traceback.print_exc()
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as answer:
            said = answer.read()
        os.waitpid(child, 0)
        tell({"operation": name, "memory": float(said) if said else None})


def _growth(work: object) -> int:
    """By how many bytes the process grew while it worked; its result is part of that."""
    gc.collect()
    _trim()
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before = _status("VmRSS")
    result = work()  # type: ignore[operator]
    grown = _status("VmHWM") - before
    del result
    return grown


def _status(field: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{field}:"))


def _trim() -> None:
    """Gives freed memory back, so that what is taken shows."""
    ctypes.CDLL(None).malloc_trim(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
