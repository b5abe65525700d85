"""The files of models: what is damaged is removed, and what is missing fetched from where it is kept."""

import secrets
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from hashlib import file_digest, sha256
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from fotofun.inference.manifest import Manifest
from fotofun.protocol import InferProgress

_SECONDS = 20.0
_CHUNK = 1 << 18


class ModelFiles:
    """`sources` are addresses of folders of built models, such as `https://photo.example.org/models/`.

    They are asked in their order; then, for a model that is published as it runs, where it was published.
    """

    def __init__(self, folder: Path, sources: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self._sources = sources

    def heal(self, manifest: Manifest, progress: Callable[[InferProgress], None]) -> None:
        """Remove the model's file if it is damaged, and fetch it if there is a source that has it."""
        path = self.folder / manifest.file
        if _is_whole(path, manifest):
            return
        with suppress(OSError):
            path.unlink()
        for address in self._addresses(manifest):
            with suppress(OSError, HTTPException, ValueError):
                self._fetch(address, path, manifest, progress)
                return

    def _addresses(self, manifest: Manifest) -> list[str]:
        if not self._sources:
            return []
        published = [] if manifest.convert else [each.url for each in manifest.original[0].source if each.url]
        return [f"{source.rstrip('/')}/{manifest.file}" for source in self._sources] + published

    def _fetch(
        self, address: str, path: Path, manifest: Manifest, progress: Callable[[InferProgress], None]
    ) -> None:
        """The file appears whole and verified, or not at all."""
        if urlsplit(address).scheme not in ("http", "https"):
            raise ValueError("models are fetched over HTTP only")
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        digest, done = sha256(), 0
        try:
            with urllib.request.urlopen(address, timeout=_SECONDS) as answer, part.open("xb") as file:
                while chunk := answer.read(_CHUNK):
                    done += len(chunk)
                    if done > manifest.bytes:
                        raise ValueError("it is too large")
                    digest.update(chunk)
                    file.write(chunk)
                    progress({"stage": "download", "done": done, "total": manifest.bytes})
            if digest.hexdigest() != manifest.sha256:
                raise ValueError("it is another file")
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _is_whole(path: Path, manifest: Manifest) -> bool:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == manifest.sha256
    except OSError:
        return False
