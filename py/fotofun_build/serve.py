"""`build.py serve`: build what is stale, serve it, open the browser."""

import webbrowser
from contextlib import suppress

from fotofun_build import editor, paths
from fotofun_build.errors import BuildError
from fotofun_service import configuration
from fotofun_service.app import create_app
from fotofun_service.server import LOOPBACK_NAMES, address_of, bind, is_loopback, make_server


def serve(host: str, port: int | None, open_browser: bool) -> None:
    """Serve the editor until interrupted."""
    try:
        listener = bind(host, port)
    except OSError as error:
        raise BuildError(
            f"The editor cannot be served at {host}, port {port or 'any'}: {error.strerror}.",
            "Nothing was changed.",
            "Choose another one with --port and --host.",
        ) from error
    with listener:
        editor.build()
        known = LOOPBACK_NAMES if is_loopback(host) else ()
        try:
            given = configuration.read()
            # Where other machines reach it, tasks are offered to whoever has the key.
            with_tasks = is_loopback(host) or bool(given.api_key.get_secret_value())
            app = create_app(given.settings(paths.DIST, known, with_tasks=with_tasks))
        except ValueError as error:
            raise BuildError(str(error)) from error
        address = address_of(listener)
        print(f"FotoFun is at {address}   (Ctrl C stops it)", flush=True)
        if not is_loopback(host):
            print("Other machines need it over HTTPS: without, browsers run neither threads nor offline use.")
        if open_browser:
            webbrowser.open(address)
        with suppress(KeyboardInterrupt):
            make_server(app).run(sockets=[listener])
