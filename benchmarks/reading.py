"""What reading a register's files costs, reader by reader: CPU seconds, best of three.

Run, from the root of the repository:

    python benchmarks/registers.py 3210 37 FOLDER
    python benchmarks/reading.py FOLDER
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from quanze.load.loader import load
from quanze.load.places import Places
from quanze.load.source import open_register
from quanze.load.yaml_exact import read_exactly, read_with_spans
from quanze.load.yaml_lines import Known, Unclear, read_lines
from quanze.model.element import Origin


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    source = open_register(parser.parse_args(arguments).folder)
    texts = {path: source.read(path).decode() for path in source.files()}
    known = Known()
    unclear = [path for path, text in texts.items() if not _is_clear(text)]
    asked = [Origin(path, at) for path, text in texts.items() for at in read_with_spans(text)[1]][
        ::50
    ]
    print(f"{len(texts)} files, {len(unclear)} not by lines, {len(asked)} positions")
    _tell("by lines", lambda: [_is_clear(text, known) for text in texts.values()])
    _tell("exactly", lambda: [read_exactly(text) is None for text in texts.values()])
    _tell("exactly, with positions", lambda: [len(read_with_spans(t)[1]) for t in texts.values()])
    _tell("whole register", lambda: load(source).files)
    _tell("positions", lambda: len({*map(Places(source).place, asked)}))
    first = asked[len(asked) // 2]
    _tell("one position", lambda: Places(source).place(first))


def _is_clear(text: str, known: Known | None = None) -> bool:
    try:
        read_lines(text, Known() if known is None else known)
    except Unclear:
        return False
    return True


def _tell(what: str, work: Callable[[], object]) -> None:
    print(f"{what:24} {min(_seconds(work) for _ in range(3)):8.3f} s")


def _seconds(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


if __name__ == "__main__":
    main()
