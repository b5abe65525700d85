"""Packages of a Debian system, for whoever may install them."""

import os
import shutil
import subprocess

from fotofun_build.progress import Step, heartbeat


def install(title: str, package: str) -> None:
    """Install `package` if this is such a system and its administrator runs this; otherwise do nothing."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", package]
    if not run(f"{title}, from the system's packages", command, environment):
        run("The system's list of packages", ["apt-get", "update", "--quiet"], environment)
        run(f"{title}, from the system's packages", command, environment)


def run(title: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run a command that fetches something; whether it succeeded."""
    with Step(title) as step, heartbeat(step, "fetching"):
        status = subprocess.run(command, env=environment, capture_output=True).returncode
        step.result = "not available" if status else "done"
    return status == 0
