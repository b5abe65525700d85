"""Which of a wheel's files the browser gets: what running code can reach, and the licences."""

import re
import zipfile
from pathlib import Path

# Tests, type stubs, C headers and libraries, tools for building extension modules, the command line: nothing
# in the page imports them.
_LEFT_OUT = re.compile(
    r"""
    (^|/)tests?/
    | (^|/)conftest\.py$
    | \.(pyi|pxd|pyx|h|c|a|lib|ini|in|template)$
    | (^|/)py\.typed$
    | ^numpy/(f2py|_pyinstaller|_core/include|random/_examples)/
    | ^numpy/typing/mypy_plugin\.py$
    | ^PIL/_imagingtk
    | ^fotofun/cli/
    """,
    re.VERBOSE,
)
_DIST_INFO = re.compile(r"^[^/]+\.dist-info$")


def unpack(wheel: Path, target: Path) -> None:
    """Unpack what is needed of a wheel, and note that it came with Pyodide, as its package manager does."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if not name.endswith("/") and not _LEFT_OUT.search(name):
                archive.extract(name, target)
        folders = {name.split("/")[0] for name in archive.namelist()}
    for folder in filter(_DIST_INFO.match, folders):
        (target / folder / "INSTALLER").write_text("pyodide.loadPackage")
        (target / folder / "PYODIDE_SOURCE").write_text("pyodide")
