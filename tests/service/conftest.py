"""A small built editor, served over a real socket."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from fotofun_build import models
from fotofun_service.app import create_app
from fotofun_service.server import LOOPBACK_NAMES, in_background
from fotofun_service.settings import Settings
from tests.service.asking import SCRIPT, Ask, asking


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("dist")
    files = {
        "index.html": b"<!doctype html><title>FotoFun</title>",
        "service-worker.js": b"// worker",
        "config.json": b"{}",
        "manifest.webmanifest": b"{}",
        "version.json": json.dumps({"version": "abc123"}).encode(),
        "assets/index-DjIdadwO.js": SCRIPT,
        "assets/index-DjIdadwO.js.br": brotli.compress(SCRIPT),
        "assets/index-DjIdadwO.js.gz": gzip.compress(SCRIPT),
        "engine/0123456789abcdef/pyodide.asm.wasm": b"\0asm",
        "engine/0123456789abcdef/pyodide.mjs": b"export {};",
        "inference/0123456789abcdef/ort.mjs": b"export {};",
        "models/index.json": b'{"models": []}',
        "models/u2netp-0123456789ab.onnx": bytes(range(256)) * 8,
    }
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


@pytest.fixture(scope="session")
def ask(dist: Path) -> Iterator[Ask]:
    """Ask the service on loopback; keyword arguments are headers."""
    with in_background(create_app(Settings(dist, allowed_hosts=LOOPBACK_NAMES))) as address:
        yield asking(address)


@pytest.fixture(scope="session")
def ask_connected(dist: Path) -> Iterator[Ask]:
    """Ask a service whose page may also talk to another host, and which answers to any name."""
    settings = Settings(dist, connect_hosts=("https://ai.example.org",))
    with in_background(create_app(settings)) as address:
        yield asking(address)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of models: the small ones, under the names that the index gives them."""
    folder = tmp_path_factory.mktemp("models")
    chosen = [
        each
        for each in models.list_models()
        if each.id in ("u2netp", "ssd_mobilenet", "blazeface", "waifu2x_photo", "multistyle")
    ]
    for manifest in chosen:
        (folder / manifest.file).symlink_to(models.model_file(manifest))
    (folder / "index.json").write_text(json.dumps({"models": [each.to_dict() for each in chosen]}))
    return folder
