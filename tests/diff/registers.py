"""Small registers for the tests of comparisons: texts in memory, and a change said in one line."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping

from quanze.diff.changes import Change
from quanze.load.versions import Version
from quanze.model.element import Element
from quanze.model.register import Register

Files = Mapping[str, str]
"""Path -> text; `甲/power` stands for departments/甲/power.yaml."""


class Texts:
    """A source that holds its files in memory."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self._files = {path: _bytes(text) for path, text in sorted(files.items())}

    def files(self) -> Iterator[str]:
        """Go through the paths."""
        yield from self._files

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        if path not in self._files:
            raise FileNotFoundError(errno.ENOENT, "找不到文件", path)
        return self._files[path]


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def version(files: Files, label: str = "x") -> Version:
    """Make a version of short paths; quanze.yaml and department.yaml are there where not written."""
    full = {"quanze.yaml": "名称: 示例\n", **{_path(path): text for path, text in files.items()}}
    for path in list(full):
        if path.startswith("departments/"):
            slug = path.split("/")[1]
            full.setdefault(f"departments/{slug}/department.yaml", f"名称: {slug}局\n")
    return Version(label, Texts(full))


def _path(path: str) -> str:
    if path == "quanze" or path.startswith("adjustments/"):
        return f"{path}.yaml"
    return f"departments/{path}.yaml"


def told(change: Change) -> str:
    """Say a change in one line: kind, list, entry, what it was, from or into what, its elements."""
    was = ""
    if change.old and change.new and change.old.key.key != change.new.key.key:
        was = f"（原 {change.old.key.key}）"
    related = f" ~ {'、'.join(change.related)}" if change.related else ""
    arrow = "←" if change.old is None else "→"
    destination = f" {arrow} {change.other_body}" if change.other_body else ""
    elements = "、".join(element.name for element in change.elements)
    said = f"：{elements}" if elements else ""
    return f"{change.kind} {change.key.key}{was}{related}{destination}{said}"


def elements_of(register: Register) -> Iterator[Element]:
    """Go through every element of every department."""
    for lists in register.departments:
        yield from lists.elements()
