"""`python -m fotofun_service`: serve a built editor."""

import argparse
import sys
from pathlib import Path

from fotofun_service.app import create_app
from fotofun_service.server import LOOPBACK_NAMES, address_of, bind, is_loopback, make_server
from fotofun_service.settings import Settings


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="fotofun_service", description=__doc__)
    parser.add_argument("dist", type=Path, nargs="?", default="dist", help="the editor (default %(default)s)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (default %(default)s)")
    parser.add_argument("--port", type=int, help="the port (default: the first free one from 8000 on)")
    options = parser.parse_args()
    try:
        only_here = is_loopback(options.host)
        known = LOOPBACK_NAMES if only_here else ()
        app = create_app(Settings.from_environment(options.dist, known, only_here=only_here))
        listener = bind(options.host, options.port)
    except (ValueError, OSError) as error:
        sys.exit(f"The service could not start: {error}")
    print(f"FotoFun is at {address_of(listener)}", flush=True)
    make_server(app).run(sockets=[listener])


if __name__ == "__main__":
    main()
