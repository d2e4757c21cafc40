"""python -m quanze."""

from quanze.cli.main import main

main()
