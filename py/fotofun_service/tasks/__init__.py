"""What can be asked of the service: one module is one task, found by its `TASK`."""

import pkgutil
from importlib import import_module
from types import MappingProxyType

from fotofun_service.task import Task

_modules = [import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]

TASKS: "MappingProxyType[str, Task]" = MappingProxyType(
    {module.TASK.name: module.TASK for module in _modules if hasattr(module, "TASK")}
)
"""Every task by its name, such as `remove-background`."""
