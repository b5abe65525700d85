"""What goes wrong, as sentences on standard error and as an exit status."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import typer
from rich.console import Console

from fotofun.errors import CommandError, FotoFunError

P = ParamSpec("P")
T = TypeVar("T")

FAILED, USAGE, STOPPED = 1, 2, 130

out = Console(highlight=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)


class UsageError(CommandError):
    """The command line does not make sense."""

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(what, kept="", advice=advice)


def reported(command: Callable[P, T]) -> Callable[P, T]:
    """A command whose errors are told in sentences, never as a traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except FotoFunError as error:
            status = USAGE if isinstance(error, UsageError) else FAILED
            tell(error)
        except MemoryError:
            status = FAILED
            tell("There is not enough memory for this picture.")
        except KeyboardInterrupt:
            status = STOPPED
            tell("Stopped.")
        raise typer.Exit(status)

    return run


def tell(message: object) -> None:
    """A line on standard error."""
    err.print(str(message), markup=False)
