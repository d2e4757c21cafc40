"""The command line: one command per module; this one only joins them and turns errors into words."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run quanze. `--version` is answered before anything heavy is loaded."""
    _use_utf8()
    if sys.argv[1:] == ["--version"]:
        from quanze import __version__

        sys.stdout.write(f"quanze {__version__}\n")
        return
    # We have none, and to look for some in all that is installed takes a twentieth of a second.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    gc.disable()  # what is imported stays: to look for garbage in it takes a tenth of the time
    from quanze.cli.app import run

    gc.enable()
    sys.exit(run(sys.argv[1:]))


def _use_utf8() -> None:
    """Print Chinese on a Windows console or a pipe that is not set to UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
