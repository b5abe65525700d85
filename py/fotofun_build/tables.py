"""Tables of figures on the terminal; in a file or a log they are as wide as they need be."""

import sys

from rich.console import Console
from rich.table import Table

WIDE = 200


def print_table(table: Table) -> None:
    """Print a table."""
    Console(width=None if sys.stdout.isatty() else WIDE).print(table)
