"""The page and its service worker, bundled by Vite, which calls web/vite.config.ts."""

import hashlib
import json
import re
import shutil
from pathlib import Path

from fotofun_build import compress, node, paths
from fotofun_build.errors import BuildError

_NOT_KEPT = ("service-worker.js", "version.json", "samples/README.md")
_STAGE = paths.STAMPS / "page"
_WORKER_STAGE = paths.STAMPS / "service-worker"


def bundle() -> dict[str, Path]:
    """Build the page in a staging folder: its files, by their path in `dist/`."""
    _vite(_STAGE, "production", {})
    return {file.relative_to(_STAGE).as_posix(): file for file in sorted(_STAGE.rglob("*")) if file.is_file()}


def bundle_service_worker(version: str) -> Path:
    """Build the service worker for what `dist/` now holds.

    Two constants are written into it: `__VERSION__`, and `__FILES__`, every file of the editor as
    `{url, revision, bytes, group}`. `revision` is null where the address itself changes with the content.
    """
    definitions = _WORKER_STAGE.with_suffix(".json")
    definitions.write_text(json.dumps({"__VERSION__": version, "__FILES__": files(paths.DIST)}))
    _vite(_WORKER_STAGE, "service-worker", {"FOTOFUN_DEFINE": str(definitions)})
    return _WORKER_STAGE / "service-worker.js"


def files(root: Path) -> list[dict[str, object]]:
    """What a service worker may keep for offline use, each with the group that it is needed for."""
    entries: list[dict[str, object]] = []
    for file in sorted(root.rglob("*")):
        url = file.relative_to(root).as_posix()
        if (
            not file.is_file()
            or compress.is_sibling(file)
            or url in ("service-worker.js", "version.json", "samples/README.md")
        ):
            continue
        hashed = re.match(r"(assets|engine|inference)/|models/.*\.onnx$", url)
        revision = None if hashed else hashlib.sha256(file.read_bytes()).hexdigest()[:16]
        entries.append({"url": url, "revision": revision, "bytes": file.stat().st_size, "group": _group(url)})
    return entries


def _group(url: str) -> str:
    """`shell`, `engine`, `inference`, `models` or `samples`."""
    if url.startswith("assets/inference-"):
        return "inference"
    folder, slash, _ = url.partition("/")
    return folder if slash and folder in ("engine", "inference", "models", "samples") else "shell"


def _vite(stage: Path, mode: str, variables: dict[str, str]) -> None:
    shutil.rmtree(stage, ignore_errors=True)
    run = node.find().run(
        "node_modules/vite/bin/vite.js", "build", "--mode", mode, FOTOFUN_OUT=str(stage), **variables
    )
    if run.returncode:
        said = re.sub(r"\x1b\[[0-9;]*m", "", run.stdout).strip()
        raise BuildError(
            "The page could not be bundled:\n" + said[-4000:],
            "\nThe last build is kept.",
            "Mend what is named above and run the same command again.",
        )
