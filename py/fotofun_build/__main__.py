"""The verbs of the front door, once `.venv` is there."""

import argparse
import sys
from pathlib import Path

from fotofun_build.errors import BuildError


def main() -> int:
    """Do what the command line says; the exit status."""
    parser = _parser()
    options, rest = parser.parse_known_args()
    if rest and options.verb != "test":
        parser.error("unknown: " + " ".join(rest))
    try:
        return _run(options, rest)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. What was fetched so far is kept.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="The front door of FotoFun.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    serve = verbs.add_parser("serve", help="build the editor, serve it and open it in the browser")
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen at (default %(default)s)")
    serve.add_argument("--port", type=int, help="the port (default: the first free one from 8000 on)")
    serve.add_argument("--no-open", action="store_true", help="do not open the browser")
    verbs.add_parser("build", help="build the editor into dist/, for any static host")
    test = verbs.add_parser("test", help="check everything, then run all tests; more options go to pytest")
    test.add_argument("--fast", action="store_true", help="without the tests in a browser")
    verbs.add_parser("check", help="formatter, linter and types of Python and TypeScript")
    bench = verbs.add_parser("bench", help="measure the editor in a browser, and every operation")
    bench.add_argument(
        "names", nargs="*", metavar="NAME", help="only these, such as `operations` or `sliders`"
    )
    bench.add_argument("--json", type=Path, metavar="FILE", help="write the measurements there too")
    models = verbs.add_parser("models", help="fetch, convert and verify all models")
    models.add_argument("--list", action="store_true", help="only list them")
    return parser


def _run(options: argparse.Namespace, rest: list[str]) -> int:
    # Each verb imports its own: a check need not wait for the service, nor a service for the tests.
    match options.verb:
        case "serve":
            from fotofun_build.serve import serve

            serve(options.host, options.port, not options.no_open)
        case "build":
            from fotofun_build import editor

            print(f"dist/ holds version {editor.build()}.")
        case "test":
            from fotofun_build.testing import test

            return test(options.fast, rest)
        case "check":
            from fotofun_build.check import check

            return 1 if check() else 0
        case "bench":
            from fotofun_build import bench

            bench.run(options.names, options.json)
        case "models":
            from fotofun_build import model_table

            if options.list:
                model_table.show()
            else:
                model_table.make_ready()
    return 0


if __name__ == "__main__":
    sys.exit(main())
