"""What changed in an element, as a notice tells it: citations instead of whole articles, nothing internal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from quanze.diff.entries import NESTED, canonical
from quanze.diff.words import Run
from quanze.publish.changes.parts import Line, lines_of, said, shortened
from quanze.publish.privacy import public_remarks

_REMARKS: Final = "备注"
_SOURCE: Final = "来源"
"""Of a sub-item: the workbook that it was imported from."""
_QUOTE: Final = "原文"


@dataclass(frozen=True)
class Difference:
    """One place in which an element differs; no runs on a side where there was or is nothing."""

    label: str
    old_runs: tuple[Run, ...]
    new_runs: tuple[Run, ...]

    @property
    def old(self) -> str:
        return _text(self.old_runs)

    @property
    def new(self) -> str:
        return _text(self.new_runs)


def _text(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def differences(name: str, old: Any, new: Any) -> Iterator[Difference]:
    """Go through the places in which an element differs, as far as they may be published."""
    for line in _lines(name, old, new):
        old_runs = shortened(line.old_runs) if line.old is not None else ()
        new_runs = shortened(line.new_runs) if line.new is not None else ()
        yield Difference(line.named(name), tuple(old_runs), tuple(new_runs))


def sides(name: str, old: Any, new: Any) -> Iterator[tuple[str, str | None, str | None]]:
    """Go through the same places with both texts in full; None where there was or is nothing."""
    for line in _lines(name, old, new):
        yield line.named(name), line.old, line.new


def _lines(name: str, old: Any, new: Any) -> tuple[Line, ...]:
    before, after = _public(name, old), _public(name, new)
    if canonical(before) == canonical(after):
        return ()
    short = _without_quotes(before), _without_quotes(after)
    if canonical(short[0]) != canonical(short[1]):
        before, after = short
    return lines_of(before, after)


def bases_of(content: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the legal bases of a new power: law, version and article."""
    bases = content.get("设定依据")
    listed = bases if isinstance(bases, list | tuple) else [bases] if bases else []
    return tuple(said(_without_quotes(basis)) for basis in listed)


def _public(name: str, value: Any) -> Any:
    """Leave out what stays inside."""
    if isinstance(value, Mapping):
        if name == _REMARKS:
            return public_remarks(value) or None
        return {
            key: _public(key, part)
            for key, part in value.items()
            if not (key == _SOURCE and name in NESTED)
        }
    if isinstance(value, list | tuple):
        return [_public(name, part) for part in value]
    return value


def _without_quotes(value: Any) -> Any:
    """Leave out the words of articles where the number of the article is given."""
    if isinstance(value, Mapping):
        cited = "法规" in value or "条款" in value
        return {
            key: _without_quotes(part)
            for key, part in value.items()
            if not (cited and key == _QUOTE)
        }
    if isinstance(value, list | tuple):
        return [_without_quotes(part) for part in value]
    return value
