"""The peers, each installed in an environment of its own; versions are those of peers.txt and peers.json."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Final

from measuring import Failed

_HERE: Final = Path(__file__).parent
_PINNED: Final = _HERE / "peers.txt"
_PROGRAMS: Final = "Scripts" if os.name == "nt" else "bin"

ENVIRONMENTS: Final = {
    "calendars": ("chinesecalendar", "holidays", "numpy", "workalendar"),
    "checkers": ("check-jsonschema", "yamale", "yamllint"),
    "doorstop": ("doorstop",),
    "hugo": ("hugo",),
    "mkdocs": ("mkdocs",),
    "pagefind": ("pagefind[extended]",),
    "pelican": ("pelican[markdown]",),
    "sourcemeta": ("sourcemeta-jsonschema",),
    "sphinx": ("sphinx-needs",),
    "strictdoc": ("strictdoc",),
    "tables": ("csv-diff", "daff", "deepdiff"),
    "workbooks": ("XlsxWriter", "openpyxl"),
    "zensical": ("zensical",),
}
"""Name of an environment -> what is installed there; some ask for different versions of a third."""


class Peers:
    """The environments, made in a folder when they are first asked for, and found there again."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self._failed: dict[str, str] = {}

    def program(self, environment: str, name: str) -> Path:
        """Return a program of an environment of Python packages.

        Raises:
            Failed: it cannot be installed.
        """
        folder = self._made(environment, self._python_packages)
        return _there(folder / _PROGRAMS / name)

    def node_program(self, name: str) -> Path:
        """Return a program of the npm packages.

        Raises:
            Failed: it cannot be installed.
        """
        folder = self._made("node", self._npm_packages)
        return _there(folder / "node_modules/.bin" / name)

    def packaged(self, environment: str, pattern: str) -> Path:
        """Return a program that a package brings along, without the Python around it.

        Raises:
            Failed: it cannot be installed.
        """
        self.program(environment, "python")
        found = sorted((self._top / environment).rglob(f"site-packages/{pattern}"))
        if not found:
            raise Failed(f"installed, but without {pattern}")
        return found[0]

    def with_quanze(self, environment: str) -> Path:
        """Return the Python of an environment that also finds quanze and all it needs, after its own."""
        python = self.program(environment, "python")
        here = sysconfig.get_path("purelib")
        command = "import sysconfig; print(sysconfig.get_path('purelib'))"
        said = subprocess.run([python, "-c", command], check=True, capture_output=True, text=True)
        line = f"import site; site.addsitedir({here!r})\n"
        (Path(said.stdout.strip()) / "quanze-of-here.pth").write_text(line, "utf-8")
        return python

    def _made(self, name: str, install: Callable[[Path, str], None]) -> Path:
        folder = self._top / name
        if name in self._failed:
            raise Failed(self._failed[name])
        if not (folder / "installed").exists():
            shutil.rmtree(folder, ignore_errors=True)
            try:
                install(folder, name)
            except (OSError, subprocess.CalledProcessError) as error:
                self._failed[name] = f"cannot be installed: {_why(error)}"
                raise Failed(self._failed[name]) from error
            (folder / "installed").touch()
        return folder

    @staticmethod
    def _python_packages(folder: Path, name: str) -> None:
        venv.create(folder, with_pip=True)
        python = folder / _PROGRAMS / "python"
        _quiet(python, "-m", "pip", "install", "-q", "-c", _PINNED, *ENVIRONMENTS[name])

    @staticmethod
    def _npm_packages(folder: Path, _: str) -> None:
        folder.mkdir(parents=True)
        shutil.copyfile(_HERE / "peers.json", folder / "package.json")
        _quiet(shutil.which("npm") or "npm", "install", "--no-audit", "--no-fund", cwd=folder)


def _quiet(*command: str | Path, cwd: Path | None = None) -> None:
    subprocess.run([str(part) for part in command], cwd=cwd, check=True, capture_output=True)


def _why(error: OSError | subprocess.CalledProcessError) -> str:
    if isinstance(error, OSError):
        return str(error)
    said = error.stderr.decode(errors="replace").strip().splitlines()
    told = [line for line in said if line.lower().startswith(("error", "npm err"))] or said
    return told[-1][:200] if told else str(error)


def _there(program: Path) -> Path:
    if not program.exists():
        raise Failed(f"installed, but without a program {program.name}")
    return program
