"""Runs inside Pyodide while building: replaces the sources in site-packages by bytecode for its Python."""

import compileall
import sys
import sysconfig
from pathlib import Path
from py_compile import PycInvalidationMode

site = Path(sysconfig.get_path("purelib"))
if not compileall.compile_dir(
    site,
    quiet=1,
    legacy=True,
    invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
):
    sys.exit("Some files could not be compiled; they are named above.")
for source in site.rglob("*.py"):
    source.unlink()
