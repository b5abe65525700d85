"""An open editor: requests in, answers and events out. The page, tests and scripts all speak to this.

One file answers one group of requests; importing this package registers them all.
"""

from importlib import import_module
from pkgutil import iter_modules

from fotofun.session.session import MakeRunner, Report, Session, error_info

for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)

__all__ = ["MakeRunner", "Report", "Session", "error_info"]
