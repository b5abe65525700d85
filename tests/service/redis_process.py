"""A Redis of the test's own: on a loopback port nobody else uses, with nothing on the disk."""

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


class RedisProcess:
    """A running `redis-server`; `stop`, `stall` and `go_on` are its faults."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"redis://127.0.0.1:{port}/0"
        self._process = self._started()

    def start_again(self) -> None:
        self._process = self._started()

    def stop(self) -> None:
        self._process.send_signal(signal.SIGCONT)
        self._process.kill()
        self._process.wait()

    def stall(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def _started(self) -> "subprocess.Popen[bytes]":
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port)]
        command += ["--save", "", "--appendonly", "no"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        while True:
            assert process.poll() is None, "redis-server ended at once"
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return process
            except OSError:
                time.sleep(0.02)


@contextmanager
def redis_process() -> Iterator[RedisProcess]:
    """Start one, or skip the test where there is none to start."""
    if not shutil.which("redis-server"):
        pytest.skip("There is no redis-server on this machine (Debian: `apt install redis-server`).")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    redis = RedisProcess(port)
    try:
        yield redis
    finally:
        redis.stop()
