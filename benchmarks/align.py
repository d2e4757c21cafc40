"""What comparing a province with its cities costs: wall, CPU and memory of all processes.

Run, from the root of the repository:

    python benchmarks/align.py FOLDER [--items 8000] [--cities 10] [--engine duckdb|spark|both]

One province and ten cities of 8,000 items each, made once into FOLDER: the items are those of the examples
under codes of their own (`benchmarks/registers.py`), one item in fifty differs from the province's. Measured
from YAML and from published Parquet.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import registers
from measuring import run

from quanze.align.tables import COLUMNS
from quanze.load.loader import load
from quanze.load.source import open_register
from quanze.publish.open_data.outputs import open_data_outputs
from quanze.publish.outputs import Fingerprints

DEPARTMENTS = 40
ONE_IN = 50
"""So many items agree for each that does not."""


def _text(path: str, text: str, city: int) -> str:
    """Make a province's or a city's own of a file: division, catalogue codes, planted differences."""
    if path == "quanze.yaml":
        division = f"22{city:02}00"
        return text.replace('"220400"', f'"{division}"').replace(
            "试验清单库", f"试验清单库{division}"
        )
    if not path.endswith("power.yaml"):
        return text
    lines = []
    number = ""
    for line in text.splitlines():
        if line.startswith('  - 编码: "T-bm'):
            number = line.rstrip('"').rpartition("-")[2]
            lines.append(line)
            lines.append(f'    基本编码: "9{int(number):011}"')
        elif line.startswith("    基本编码:"):
            continue
        elif line.startswith("    名称: ") and city and int(number) % ONE_IN == city:
            lines.append(f"{line}改")
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def make(folder: Path, items: int, cities: int) -> list[Path]:
    """Make the registers, the province first."""
    made = [folder / f"r{number}" for number in range(cities + 1)]
    if not made[-1].exists():
        files = list(registers.register(items, DEPARTMENTS))
        for number, place in enumerate(made):
            for path, text in files:
                (place / path).parent.mkdir(parents=True, exist_ok=True)
                (place / path).write_text(_text(path, text, number), encoding="utf-8")
    return made


def publish(made: list[Path]) -> list[Path]:
    """Write the Parquet files of each, as its site has them."""
    sites = [place.with_name(f"{place.name}-site") for place in made]
    for place, site in zip(made, sites, strict=True):
        if site.exists():
            continue
        register = load(open_register(place)).register
        for output in open_data_outputs(register, Fingerprints()):
            parts = output.path.split("/")
            if parts[1] == "parquet" and parts[2] in COLUMNS:
                (site / output.path).parent.mkdir(parents=True, exist_ok=True)
                (site / output.path).write_bytes(output.make())
    return sites


def measure(named: list[Path], engine: str) -> str:
    """Run the command as a person does; tell time and memory."""
    command = [
        sys.executable, "-m", "quanze", "align", "--upper", str(named[0]), "--engine", engine,
        "--format", "json", *map(str, named[1:]),
    ]  # fmt: skip
    with tempfile.NamedTemporaryFile() as said:
        cost = run(*command, fine=(0, 1), output=Path(said.name))
        size = Path(said.name).stat().st_size
    return f"{cost.wall:6.1f} s  {cost.cpu:6.1f} s CPU  {cost.peak:6.0f} MB  {size >> 10} KB of findings"


def main() -> None:
    """Measure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--items", type=int, default=8000)
    asked.add_argument("--cities", type=int, default=10)
    asked.add_argument("--engine", choices=("duckdb", "spark", "both"), default="duckdb")
    given = asked.parse_args()
    made = make(given.folder, given.items, given.cities)
    sites = publish(made)
    engines = ("duckdb", "spark") if given.engine == "both" else (given.engine,)
    for engine in engines:
        for name, named in (("YAML", made), ("Parquet", sites)):
            print(f"{name:8} {engine:8} {measure(named, engine)}", flush=True)


if __name__ == "__main__":
    main()
