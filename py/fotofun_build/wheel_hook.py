"""What goes into the project's wheel besides the engine: hatchling asks this while it builds."""

import os
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ServiceToo(BuildHookInterface[Any]):
    """Adds the service, for `pip install`; not to the wheel that the page installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before each build."""
        if not os.environ.get("FOTOFUN_ENGINE_ALONE"):
            build_data["force_include"]["py/fotofun_service"] = "fotofun_service"
