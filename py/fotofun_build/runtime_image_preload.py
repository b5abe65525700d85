"""Runs inside Pyodide while building: imports what the browser then finds in memory.

Everything here is the same in every browser, so nothing may be drawn by chance: `numpy.random` seeds itself
when it is imported, and therefore is left to whoever first needs it.
"""

import gc
import importlib
import pkgutil
import sys

# The picture formats and tools that the engine uses, and `random`, which the browser seeds again.
_MODULES = (
    "random",
    "numpy",
    "PIL.Image",
    "PIL.ImageChops",
    "PIL.ImageCms",
    "PIL.ImageDraw",
    "PIL.ImageFilter",
    "PIL.ImageFont",
    "PIL.ImageOps",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.TiffImagePlugin",
    "PIL.WebPImagePlugin",
)
# Only CPython has these; modules of the engine that need them are passed over.
_NATIVE = {"onnxruntime"}


def preload(package: str) -> None:
    """Import a package with all its modules."""
    root = importlib.import_module(package)
    for module in pkgutil.walk_packages(root.__path__, package + "."):
        if module.name.endswith("__main__"):
            continue
        try:
            importlib.import_module(module.name)
        except ModuleNotFoundError as error:
            if error.name not in _NATIVE:
                raise


for name in _MODULES:
    importlib.import_module(name)
preload("fotofun")
if "numpy.random" in sys.modules:
    sys.exit("The engine imports numpy.random when it is loaded; import it inside the function that draws.")
gc.collect()
