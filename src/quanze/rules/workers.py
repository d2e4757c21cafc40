"""Examining departments in several processes: where there is much to read, every core reads."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quanze.load.processes import Helpers, Opening, usable_cores
from quanze.load.source import FolderSource
from quanze.load.versions import open_version
from quanze.rules.frame import Frame, Terms, read_frame
from quanze.rules.parts_judged import of_department
from quanze.rules.verdicts import Verdict

_LARGE: Final = 12 << 20
"""Bytes of lists, some fifteen hundred items; with less, to start a process hardly saves anything."""
_MANY: Final = 100
"""Files, where their size is not known before they are read."""
_MOST: Final = 8


@dataclass
class _Held:
    """What a process keeps from one department to the next."""

    frame: Frame | None = None


_held = _Held()


def processes_for(frame: Frame, slugs: Sequence[str]) -> int:
    """Return in how many processes it is worth examining departments, this one among them."""
    most = min(usable_cores(), len(slugs), _MOST)
    return most if most > 1 and _is_much(frame, slugs) else 1


def _is_much(frame: Frame, slugs: Sequence[str]) -> bool:
    paths = [path for slug in slugs for path in frame.reader.paths_of(slug)]
    source = frame.source
    if not isinstance(source, FolderSource):
        return len(paths) >= _MANY
    return sum((source.root / path).stat().st_size for path in paths) >= _LARGE


def examined_apart(
    frame: Frame, opening: Opening, terms: Terms, slugs: Sequence[str], count: int
) -> Iterator[tuple[str, Verdict]]:
    """Examine departments in this process and others; yields each with its verdict, in no certain order."""
    with Helpers(count - 1, _verdict_on, _begin, opening, terms) as helpers:
        for slug in slugs:
            helpers.put_off(slug)
        for slug, verdict in helpers.rest():
            yield slug, verdict or of_department(frame, slug)


def _begin(opening: Opening, terms: Terms) -> None:
    # What is read has no cycles and ends with its department: looking for them takes a fifth of the time.
    gc.disable()
    _held.frame = read_frame(open_version(*opening).source, terms)


def _verdict_on(slug: str) -> Verdict:
    if _held.frame is None:
        raise RuntimeError("this process was not begun")
    return of_department(_held.frame, slug)
