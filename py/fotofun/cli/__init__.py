"""The command `fotofun`: the editor without its page. Needs the packages of `fotofun[cli]`."""

import sys


def main() -> None:
    """Does what the command line says, and exits."""
    try:
        from fotofun.cli.app import app
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"typer", "rich"}:
            raise
        sys.exit('The command line needs some packages. Install them with: pip install "fotofun[cli]".')
    app(prog_name="fotofun")
