"""`python -m fotofun.cli`."""

from fotofun.cli import main

main()
