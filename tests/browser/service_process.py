"""A service as a process of its own, over a real socket."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Service:
    """Where it answers, and what may be killed."""

    address: str
    process: "subprocess.Popen[bytes]"


@contextmanager
def service_process(*options: str, **environment: str) -> Iterator[Service]:
    """One that has answered once; `options` are those of `fotofun-service serve`."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "fotofun_service", "serve", *options, "--port", str(port)]
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "py"), **environment}
    process = subprocess.Popen(command, cwd=ROOT, env=variables, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}/"
        _wait_until_answered(address, process)
        yield Service(address, process)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_answered(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            urllib.request.urlopen(address + "health", timeout=2).close()
        except OSError:
            assert process.poll() is None and time.monotonic() < deadline, "the service did not start"
            time.sleep(0.1)
        else:
            return
