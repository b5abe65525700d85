"""rembg's server, for the bench of the service to be compared with: the same weights on the same photo."""

import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fotofun_build import models, sources
from fotofun_build.errors import BuildError

COMMAND = os.environ.get("FOTOFUN_BENCH_REMBG", "")
"""rembg's command, in an environment of its own (`pip install "rembg[cpu,cli]"`); empty to leave it out."""

_EDGE = "edge-of-a-part"
_SECONDS = 120


@contextmanager
def server() -> Iterator[str]:
    """A running server with the small U²-Net; its host."""
    [manifest] = [each for each in models.list_models() if each.id == "u2netp"]
    [original] = manifest.original
    with tempfile.TemporaryDirectory(prefix="fotofun-rembg-") as folder:
        weights = sources.fetch(original.name, original.sha256, [])
        shutil.copy(weights, Path(folder) / "u2netp.onnx")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        words = [COMMAND, "s", "--host", "127.0.0.1", "--port", str(port), "--log_level", "error", "--no-ui"]
        environment = {**os.environ, "U2NET_HOME": folder}
        with subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL) as process:
            try:
                _wait(port, process)
                yield f"127.0.0.1:{port}"
            finally:
                process.kill()


def ask(host: str, photo: bytes) -> None:
    """Have the background of a photo removed."""
    head = f"--{_EDGE}\r\nContent-Disposition: form-data; name="
    body = b"".join(
        (
            f'{head}"file"; filename="photo.jpg"\r\n\r\n'.encode(),
            photo,
            f'\r\n{head}"model"\r\n\r\nu2netp\r\n--{_EDGE}--\r\n'.encode(),
        )
    )
    client = http.client.HTTPConnection(host, timeout=_SECONDS)
    client.request("POST", "/api/remove", body, {"Content-Type": f"multipart/form-data; boundary={_EDGE}"})
    answer = client.getresponse()
    told = answer.read()
    client.close()
    if answer.status != 200:
        raise BuildError(f"rembg refused: {told[:300].decode(errors='replace')}")


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise BuildError("rembg's server did not start.")
