"""The files of onnxruntime-web that the inference worker loads by address."""

from pathlib import Path

from fotofun_build import atomic, paths, stamps

# Plain WebAssembly, and the build that can wait for the graphics card.
FILES = (
    "ort-wasm-simd-threaded.mjs",
    "ort-wasm-simd-threaded.wasm",
    "ort-wasm-simd-threaded.asyncify.mjs",
    "ort-wasm-simd-threaded.asyncify.wasm",
)

_PACKAGE = paths.NODE_MODULES / "onnxruntime-web"


def inputs() -> str:
    """What the folder depends on: the package's version, which the lock pins, and the list."""
    return stamps.digest([_PACKAGE / "package.json", *FILES])


def assemble(target: Path) -> None:
    """Copy the files into `target`."""
    for name in FILES:
        atomic.place(_PACKAGE / "dist" / name, target / name)
