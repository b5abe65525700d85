"""The service as a process, and the port that it finds."""

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from fotofun_build import paths
from fotofun_service import server

COMMAND = [sys.executable, "-m", "fotofun_service", "serve", "--open"]
ENVIRONMENT = {"PYTHONPATH": str(paths.PY), "PATH": ""}


def test_a_taken_port_is_passed_over_unless_it_was_asked_for() -> None:
    with server.bind("127.0.0.1") as first, server.bind("127.0.0.1") as second:
        ports = first.getsockname()[1], second.getsockname()[1]
        assert server.DEFAULT_PORT <= ports[0] < ports[1]
        with pytest.raises(OSError, match="in use"):
            server.bind("127.0.0.1", ports[0])


@pytest.mark.parametrize(("host", "inside"), [("127.0.0.1", True), ("localhost", True), ("0.0.0.0", False)])
def test_what_only_this_machine_can_reach(host: str, inside: bool) -> None:
    assert server.is_loopback(host) is inside


def test_the_address_can_be_opened_here() -> None:
    with server.bind("0.0.0.0", 0) as listener:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", server.address_of(listener))


def test_the_process_prints_its_address_answers_and_stops(dist: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*COMMAND, str(dist), "--port", str(port)], env=ENVIRONMENT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process, process.stdout:
        assert process.stdout.readline() == f"FotoFun is at http://127.0.0.1:{port}/\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10) as answer:
            assert json.load(answer)["status"] == "ok"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) in (0, -signal.SIGTERM)


def test_without_a_built_editor_the_process_says_so(tmp_path: Path) -> None:
    tried = subprocess.run([*COMMAND, str(tmp_path)], env=ENVIRONMENT, capture_output=True, text=True)
    assert tried.returncode == 1
    assert tried.stderr.startswith("The service could not start: There is no built editor")
    assert "Traceback" not in tried.stderr
