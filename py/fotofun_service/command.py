"""The command `fotofun-service`: serve, and manage who may ask."""

from pathlib import Path
from typing import Annotated

import typer

from fotofun_service import configuration, memory
from fotofun_service.accounts.cli import keys
from fotofun_service.accounts.gate import open_gate
from fotofun_service.app import create_app
from fotofun_service.logs import make_log
from fotofun_service.recycling import Recycling, end_process, inherited
from fotofun_service.server import LOOPBACK_NAMES, address_of, bind, is_loopback, make_server, run

app = typer.Typer(
    help="Serve the editor, and tasks of its models.", no_args_is_help=True, pretty_exceptions_enable=False
)
app.add_typer(keys, name="keys")

_NOTICE_SECONDS = 1.0


@app.command()
def serve(
    dist: Annotated[Path, typer.Argument(help="The built editor.")] = Path("dist"),
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(help="The port; else the first free one from 8000 on.", show_default=False)
    ] = None,
    open_: Annotated[
        bool, typer.Option("--open", help="Without keys, for whoever is at this machine.")
    ] = False,
    settings: Annotated[Path | None, typer.Option(help="A TOML file with settings.")] = None,
) -> None:
    """Serve until interrupted; callers show keys, unless it is --open."""
    try:
        if open_ and not is_loopback(host):
            raise ValueError(f"With --open, anybody at {host} could use it. Only 127.0.0.1 can be open.")
        given = configuration.read(settings)
        chosen = given.settings(dist, LOOPBACK_NAMES if is_loopback(host) else ())
        gate = open_gate(chosen.timeout) if open_ else given.gate()
        web = create_app(chosen, gate, make_log())
        listener = inherited() or bind(host, port)
    except (ValueError, OSError) as error:
        typer.echo(f"The service could not start: {error}", err=True)
        raise typer.Exit(1) from None
    memory.use_few_arenas()
    print(f"FotoFun is at {address_of(listener)}", flush=True)
    notice = _NOTICE_SECONDS if is_loopback(host) else 3 * _NOTICE_SECONDS
    server = make_server(web, chosen.timeout + 1, notice)
    recycling = Recycling(listener, server.end)
    web.state.house.recycle = recycling.ask
    run(server, listener)
    recycling.begin_anew()
    end_process()


def main() -> None:
    """Run the command."""
    app(prog_name="fotofun-service")
