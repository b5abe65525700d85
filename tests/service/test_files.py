"""How the built editor is served: types, compression, caching, ranges."""

import gzip

import brotli
import pytest

from tests.service.asking import SCRIPT, Ask


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html"),
        ("/assets/index-DjIdadwO.js", "text/javascript"),
        ("/engine/0123456789abcdef/pyodide.mjs", "text/javascript"),
        ("/engine/0123456789abcdef/pyodide.asm.wasm", "application/wasm"),
        ("/config.json", "application/json"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/models/u2netp-0123456789ab.onnx", "application/octet-stream"),
    ],
)
def test_media_types(ask: Ask, path: str, media_type: str) -> None:
    response, _ = ask(path)
    assert response.status == 200
    assert (response.getheader("Content-Type") or "").split(";")[0] == media_type


def test_brotli_is_preferred_then_gzip_then_plain(ask: Ask) -> None:
    path = "/assets/index-DjIdadwO.js"
    best, packed = ask(path, Accept_Encoding="gzip, deflate, br")
    assert best.getheader("Content-Encoding") == "br" and brotli.decompress(packed) == SCRIPT
    older, packed = ask(path, Accept_Encoding="gzip")
    assert older.getheader("Content-Encoding") == "gzip" and gzip.decompress(packed) == SCRIPT
    plain, body = ask(path, Accept_Encoding="identity")
    assert plain.getheader("Content-Encoding") is None and body == SCRIPT
    assert "Accept-Encoding" in (best.getheader("Vary") or "")


@pytest.mark.parametrize(
    "path",
    [
        "/assets/index-DjIdadwO.js",
        "/engine/0123456789abcdef/pyodide.asm.wasm",
        "/inference/0123456789abcdef/ort.mjs",
        "/models/u2netp-0123456789ab.onnx",
    ],
)
def test_what_is_named_by_its_content_is_kept_for_ever(ask: Ask, path: str) -> None:
    response, _ = ask(path)
    assert "immutable" in (response.getheader("Cache-Control") or "")


@pytest.mark.parametrize(
    "path",
    ["/", "/index.html", "/service-worker.js", "/config.json", "/manifest.webmanifest", "/models/index.json"],
)
def test_what_keeps_its_name_is_asked_for_again(ask: Ask, path: str) -> None:
    response, _ = ask(path)
    assert response.status == 200
    assert response.getheader("Cache-Control") == "no-cache"
    again, body = ask(path, If_None_Match=response.getheader("ETag") or "")
    assert again.status == 304 and not body


def test_the_page_answers_at_the_root_without_a_redirect(ask: Ask) -> None:
    assert ask("/")[1] == ask("/index.html")[1] == b"<!doctype html><title>FotoFun</title>"


def test_a_part_of_a_model_can_be_asked_for(ask: Ask) -> None:
    response, body = ask("/models/u2netp-0123456789ab.onnx", Range="bytes=2040-")
    assert response.status == 206
    assert response.getheader("Content-Range") == "bytes 2040-2047/2048"
    assert body == bytes(range(248, 256))


def test_head_has_the_headers_and_no_body(ask: Ask) -> None:
    response, body = ask("/assets/index-DjIdadwO.js", "HEAD", Accept_Encoding="identity")
    assert response.status == 200 and not body
    assert response.getheader("Content-Length") == str(len(SCRIPT))
