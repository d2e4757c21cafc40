"""Examining departments in several processes: where there is much to read, every core reads."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final, NamedTuple

from quanze.load.source import FolderSource
from quanze.load.versions import open_version
from quanze.rules.frame import Frame, Terms, read_frame
from quanze.rules.parts_judged import of_department
from quanze.rules.verdicts import Verdict

_LARGE: Final = 8 << 20
"""Bytes of lists, some thousand items; with less, to start processes takes longer than it saves."""
_MANY: Final = 100
"""Files, where their size is not known before they are read."""
_MOST: Final = 8


class Opening(NamedTuple):
    """How another process opens the same register."""

    folder: Path
    revision: str | None = None


@dataclass
class _Held:
    """What a process keeps from one department to the next."""

    frame: Frame | None = None


_held = _Held()


def processes_for(frame: Frame, slugs: Sequence[str]) -> int:
    """Return how many processes are worth starting to examine departments."""
    most = min(os.cpu_count() or 1, len(slugs), _MOST)
    return most if most > 1 and _is_much(frame, slugs) else 1


def _is_much(frame: Frame, slugs: Sequence[str]) -> bool:
    paths = [path for slug in slugs for path in frame.reader.paths_of(slug)]
    source = frame.source
    if not isinstance(source, FolderSource):
        return len(paths) >= _MANY
    return sum((source.root / path).stat().st_size for path in paths) >= _LARGE


def examined_apart(
    opening: Opening, terms: Terms, slugs: Sequence[str], processes: int
) -> Iterator[tuple[str, Verdict]]:
    """Examine departments in processes of their own; yields each with its verdict, in the order given."""
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, context, _begin, (opening, terms)) as pool:
        yield from zip(slugs, pool.map(_verdict_on, slugs), strict=True)


def _begin(opening: Opening, terms: Terms) -> None:
    # What is read has no cycles and ends with its department: looking for them takes a fifth of the time.
    gc.disable()
    _held.frame = read_frame(open_version(*opening).source, terms)


def _verdict_on(slug: str) -> Verdict:
    if _held.frame is None:
        raise RuntimeError("this process was not begun")
    return of_department(_held.frame, slug)
