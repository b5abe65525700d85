"""Speaks the protocol of the built inference worker from a bare page of the editor's origin."""

import base64
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, BrowserContext, Page
from static_host import StaticHost

Tensor = np.ndarray[Any, np.dtype[np.float32]]

DIST = Path(os.environ.get("FOTOFUN_DIST", Path(__file__).resolve().parents[2] / "dist"))

# A worker's answers settle promises; `stages` has every progress event, in order, since the last start.
CLIENT = """
window.start = (url, config) => {
    window.worker?.terminate();
    const worker = new Worker(url, { type: 'module', name: 'inference' });
    const waiting = new Map();
    let last = 0;
    window.stages = [];
    worker.onmessage = ({ data }) => {
        if ('event' in data) return window.stages.push(data.data);
        waiting.get(data.id)(data);
    };
    window.call = (method, params, buffers = []) => new Promise((resolve) => {
        waiting.set(++last, resolve);
        worker.postMessage({ id: last, method, params, buffers }, buffers);
    });
    window.worker = worker;
    return call('configure', config);
};
window.decode = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer;
window.encode = async (buffer) => {
    const reader = new FileReader();
    await new Promise((done) => { reader.onload = done; reader.readAsDataURL(new Blob([buffer])); });
    return reader.result.split(',')[1];
};
"""


def index() -> dict[str, Any]:
    """What the build knows of its models."""
    return json.loads((DIST / "models/index.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def model_file(model: str) -> dict[str, Any]:
    """`{id, title, file, sha256, bytes}` of a model, or of the canary."""
    known = index()
    if model == "canary":
        return {"title": "Canary"} | {key: known["canary"][key] for key in ("id", "file", "sha256", "bytes")}
    [found] = [file for file in known["files"] if file["id"] == model]
    return found  # type: ignore[no-any-return]


class InferencePage:
    """A page with a running inference worker."""

    def __init__(self, context: BrowserContext, host: StaticHost) -> None:
        self.host = host
        self.page: Page = context.new_page()
        self.page.goto(host.address + "models/index.json")
        self.page.evaluate(CLIENT)
        self.start()

    def start(self, query: str = "") -> None:
        """Start a worker; one that ran is ended, as a person's Cancel does."""
        [worker] = DIST.glob("assets/inference-worker-*.js")
        [runtime] = (path for path in DIST.glob("inference/*") if path.is_dir())
        self.page.evaluate(
            "([url, config]) => start(url, config)",
            [
                f"{self.host.address}assets/{worker.name}{query}",
                {
                    "inferenceBase": f"{self.host.address}inference/{runtime.name}/",
                    "modelsBase": f"{self.host.address}models/",
                    "hosts": [],
                },
            ],
        )

    def call(self, method: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """The result, or `{error}`."""
        return self.page.evaluate(  # type: ignore[no-any-return]
            """async ([method, params]) => {
                const { result, error } = await call(method, params);
                return error ? { error } : result;
            }""",
            [method, params or {}],
        )

    def infer(
        self, model: str, provider: str, name: str, tensor: Tensor
    ) -> tuple[dict[str, Any], list[Tensor]]:
        """The result and the outputs, or `{error}` and nothing."""
        answer = self.page.evaluate(
            """async ([params, data]) => {
                const { result, error, buffers } = await call('infer', params, [decode(data)]);
                return error ? { error } : { result, buffers: await Promise.all(buffers.map(encode)) };
            }""",
            [self.params(model, provider, name, tensor), base64.b64encode(tensor.tobytes()).decode()],
        )
        if "error" in answer:
            return {"error": answer["error"]}, []
        arrays = [
            np.frombuffer(base64.b64decode(data), info["type"]).reshape(info["shape"])
            for info, data in zip(answer["result"]["outputs"], answer["buffers"], strict=True)
        ]
        return answer["result"], arrays

    def params(self, model: str, provider: str, name: str, tensor: Tensor) -> dict[str, Any]:
        return {
            "model": model_file(model),
            "provider": provider,
            "inputs": [{"name": name, "type": "float32", "shape": list(tensor.shape)}],
        }

    def stages(self) -> list[dict[str, Any]]:
        return self.page.evaluate("stages")  # type: ignore[no-any-return]

    def stored_bytes(self) -> dict[str, int]:
        """The model files in the browser's private file system: id to size."""
        return self.page.evaluate(  # type: ignore[no-any-return]
            """async () => {
                const root = await navigator.storage.getDirectory();
                const folder = await root.getDirectoryHandle('models', { create: true });
                const sizes = {};
                for await (const [name, file] of folder.entries()) {
                    sizes[name.split('.')[0]] = (await file.getFile()).size;
                }
                return sizes;
            }"""
        )


def open_page(browser: Browser, host: StaticHost) -> InferencePage:
    return InferencePage(browser.new_context(), host)
