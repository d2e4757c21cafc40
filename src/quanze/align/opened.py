"""Everything that was named, as tables: registers are read in processes of their own, data as it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quanze.align.duck import DuckEngine
from quanze.align.engine import Data, side_of
from quanze.align.fetched import fetch_data, fetch_repository, register_in
from quanze.align.levels import Compared
from quanze.align.named import Kind, Named
from quanze.align.written import Written, write_tables
from quanze.load.processes import processes, usable_cores
from quanze.load.source import CannotRun
from quanze.model.division import DivisionCode
from quanze.publish.open_data.terms import UNKNOWN_DIVISION

_LARGE: Final = 2 << 20
"""Bytes of lists; with less, to start another process takes longer than to read them."""

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Opened:
    """What is compared, and where its tables are."""

    data: tuple[Data, ...]
    registers: tuple[Compared, ...]
    folders: dict[str, Path]
    """Side -> where the places of a register in YAML are noted."""
    sources: dict[str, tuple[Path, str | None]]
    """Side -> the folder and version of a register in YAML, to find lines in."""


def open_all(named: Sequence[tuple[Named, bool]], scratch: Path, tell: Tell) -> Opened:
    """Open everything; what is named as upper comes with True.

    Raises:
        CannotRun: one of them cannot be read, or two of them are the same.
    """
    found: dict[int, tuple[Data, list[Compared]]] = {}
    registers: dict[int, tuple[Path, str | None]] = {}
    for number, (one, _) in enumerate(named):
        folder = scratch / str(number)
        folder.mkdir()
        if one.kind in (Kind.REGISTER, Kind.GIT):
            registers[number] = _register(one, scratch / f"{number}-git")
        else:
            if one.kind is Kind.SITE:
                fetch_data(one.place, folder)
            data = Data(number, folder if one.kind is Kind.SITE else Path(one.place))
            found[number] = (data, _divisions(data, *named[number]))
            tell(one.label)
    folders, sources = {}, {}
    for number, written in _written(registers, scratch, tell):
        label, upper = named[number][0].label, named[number][1]
        side = side_of(number, written.division)
        compared = Compared(
            side, label, written.name, written.division, upper, written.rules, written.unread
        )
        found[number] = (Data(number, written.folder), [compared])
        folders[side], sources[side] = written.folder, registers[number]
    all_data = tuple(found[number][0] for number in sorted(found))
    compared_all = tuple(one for number in sorted(found) for one in found[number][1])
    return Opened(all_data, compared_all, folders, sources)


def _register(one: Named, folder: Path) -> tuple[Path, str | None]:
    if one.kind is Kind.REGISTER:
        return Path(one.place), one.revision
    folder.mkdir()
    revision = fetch_repository(one.place, one.revision, folder)
    return register_in(folder, one.within), revision


def _written(
    registers: dict[int, tuple[Path, str | None]], scratch: Path, tell: Tell
) -> list[tuple[int, Written]]:
    """Read registers, several at once where that is worth it."""
    jobs = [
        (number, folder, revision, scratch / str(number))
        for number, (folder, revision) in registers.items()
    ]
    count = min(usable_cores(), sum(_is_large(folder) for _, folder, *_ in jobs))
    if count < 2:
        return [
            _told(number, write_tables(folder, revision, target), tell)
            for number, folder, revision, target in jobs
        ]
    # Processes are started anew everywhere: a copy of one with threads, as DuckDB's, may stand still.
    with processes(count) as pool:
        waiting = [
            (number, pool.submit(write_tables, folder, revision, target))
            for number, folder, revision, target in jobs
        ]
        return [_told(number, job.result(), tell) for number, job in waiting]


def _told(number: int, written: Written, tell: Tell) -> tuple[int, Written]:
    tell(written.name)
    return number, written


def _is_large(folder: Path) -> bool:
    size = 0
    for path in folder.glob("departments/*/power*"):
        size += path.stat().st_size
        if size > _LARGE:
            return True
    # Split lists and revisions are not weighed; they are large often enough.
    return not size


def _divisions(data: Data, one: Named, upper: bool) -> list[Compared]:
    """Return the registers that published data holds, one for each division."""
    files = data.files("items")
    if not files:
        raise CannotRun(f"{one.label} 的 data/parquet 里没有事项（items）。")
    engine = DuckEngine()
    try:
        names = engine.registers(files)
    finally:
        engine.close()
    found: dict[str, str] = {}
    for file in files:
        division = file.parent.name.removeprefix("division=")
        found.setdefault(division, names.get(file.as_posix(), ""))
    several = len(found) > 1
    return [
        Compared(
            side_of(data.number, division),
            f"{one.label}#{division}" if several else one.label,
            name or _region(division) or division,
            division,
            upper,
        )
        for division, name in sorted(found.items())
    ]


def _region(division: str) -> str:
    return "" if division == UNKNOWN_DIVISION else DivisionCode(division).name or ""
