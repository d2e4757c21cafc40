"""A demo -> its commits: the states, and with each step the record of what it changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from quanze.demo.plan import Demo, DemoStep
from quanze.demo.repository import Commit
from quanze.demo.states import Files, states
from quanze.diff.draft import draft_record, record_text
from quanze.diff.match import Declared, changes_between
from quanze.load.loader import load
from quanze.load.source import CannotRun, open_register
from quanze.model.register import Register

_PACKAGED: Final = Path(__file__).parents[1] / "examples"
_CHECKOUT: Final = Path(__file__).parents[3] / "examples"
_README: Final = "README.md"


class MemorySource:
    """The files of a register that is not written anywhere yet."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def files(self) -> Iterator[str]:
        """Go through all lists."""
        yield from sorted(path for path in self._files if path.endswith(".yaml"))

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        return self._files[path]


def example_files(demo: Demo) -> Files:
    """Return every file of the example that a demo is made of.

    Raises:
        CannotRun: the examples were not installed.
    """
    root = next((place for place in (_PACKAGED, _CHECKOUT) if place.is_dir()), None)
    if root is None:
        raise CannotRun("安装的 quanze 里没有示例。请重新安装 quanze。")
    folder = root / demo.folder
    lists = open_register(folder).files()
    return {path: (folder / path).read_bytes() for path in (*lists, _README)}


def commits(demo: Demo) -> Iterator[Commit]:
    """Tell the life of an example, commit by commit, the oldest first."""
    records: dict[str, bytes] = {}
    before: Register | None = None
    newest = example_files(demo)
    lists = {path: content for path, content in newest.items() if path != _README}
    for step, state in zip(demo.steps, states(demo, lists), strict=True):
        now = _register(state)
        if before is not None:
            number = str(step.record["编号"])
            records[f"adjustments/{number}.yaml"] = _record(before, now, step.record).encode()
        # What the example says of itself is true of its newest state.
        about = {_README: newest[_README]} if step is demo.steps[-1] else {}
        yield _commit(step, {**state, **records, **about})
        before = now


def _commit(step: DemoStep, files: Mapping[str, bytes]) -> Commit:
    morning = datetime.time(9, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
    when = datetime.datetime.combine(step.date, morning)
    tag = str(step.record.get("编号", "首次公布"))
    return Commit(step.author, int(when.timestamp()), f"{step.message}\n", tag, files)


def _register(files: Files) -> Register:
    return load(MemorySource(files)).register


def _record(old: Register, new: Register, decided: Mapping[str, Any]) -> str:
    """Write the record of a step: the facts as the comparison finds them, the rest as it was decided."""
    declared = {
        change["对象"]: Declared(change["种类"], change.get("去向") or change.get("来自", ""))
        for change in decided.get("变更", ())
        if "种类" in change
    }
    changes = changes_between(old, new, declared)
    return record_text(draft_record(changes, new, str(decided["编号"]), decided))
