"""Two versions of a register -> the parts of both that are worth reading: what differs, and its context.

Equal files are left out, and so are equal entries of power and duty lists. What is left out stands in
both versions, in the same file and under the same shared texts. See docs/dev/decisions/0018.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from quanze.load.cut import Cut, cut
from quanze.load.documents import UNREAD
from quanze.load.git_source import RevisionSource
from quanze.load.layout import ADJUSTMENTS, Held, held
from quanze.load.source import SETTINGS_FILE, Source
from quanze.load.yaml_reader import ReadProblem, read, text_paths
from quanze.model.element import SHARED_KEY, Origin
from quanze.model.register import Register

_KEYS: Final = {"power": "事项", "duty": "责任事项"}
"""Lists of which single entries may be left out: their entries are known by codes."""

_RUN: Final = re.compile(r"[0-9A-Za-z_-]+")
_AS_IT_IS: Final = re.compile(r"[^\s\"'\\]+")
"""A code that stands in a text as it is, however it is quoted there."""


class _Codes:
    """Codes that are looked for in texts."""

    def __init__(self, codes: Iterable[str]) -> None:
        every = frozenset(codes)
        self._runs = frozenset(filter(_RUN.fullmatch, every))
        """Most codes are one run of letters and digits: a text is searched once for all of them."""
        self._others = every - self._runs
        self.can_be_sought = all(map(_AS_IT_IS.fullmatch, self._others))

    def __bool__(self) -> bool:
        return bool(self._runs or self._others)

    def may_be_in(self, text: str) -> bool:
        """Whether a text may hold one of them; an escape in quotes may stand for any character."""
        return bool(self) and (
            "\\" in text
            or not self._runs.isdisjoint(_RUN.findall(text))
            or any(code in text for code in self._others)
        )


class _Pair(NamedTuple):
    """An entry that both versions of a file have: its text, and which one it is in each."""

    text: str
    old: int
    new: int


class _File:
    """A file in both versions; None where a version has it not, or where it cannot be read."""

    def __init__(self, old: bytes | None, new: bytes | None, key: str | None) -> None:
        self.equal = old is not None and old == new
        self._old, self._new = old, new
        self._cuts = self._cut(key) if key else None
        self.pairs: list[_Pair] = []
        """The entries that are left out."""

    def _cut(self, key: str) -> tuple[Cut, Cut] | None:
        old = cut(self._old, key) if self._old is not None else None
        new = old if self.equal else cut(self._new, key) if self._new is not None else None
        return (old, new) if old is not None and new is not None else None

    @property
    def alike(self) -> bool:
        """Whether the file is cut, and differs in its entries alone."""
        return self._cuts is not None and self._cuts[0].context == self._cuts[1].context

    @property
    def text(self) -> str:
        """What the older version says; UTF-8 or not."""
        return (self._old or b"").decode(errors="replace")

    @property
    def beside(self) -> str:
        """What stands beside the entries; everything where the file is not cut."""
        return "".join(self._cuts[0].context) if self._cuts else self.text

    def leave_out_equal_entries(self) -> None:
        """Find the entries that both versions have."""
        if self._cuts is None:
            return
        places: dict[str, list[int]] = defaultdict(list)
        old, new = self._cuts
        for index in reversed(range(len(new.blocks))):
            places[new.blocks[index]].append(index)
        for index, block in enumerate(old.blocks):
            if places[block]:
                self.pairs.append(_Pair(block, index, places[block].pop()))

    def kept(self, *, newer: bool) -> list[int]:
        """Return which entries of a version are read."""
        gone = {pair.new if newer else pair.old for pair in self.pairs}
        blocks = self._cuts[newer].blocks if self._cuts else ()
        return [index for index in range(len(blocks)) if index not in gone]

    @property
    def nothing_kept(self) -> bool:
        """Whether both versions are the same in everything that is left."""
        return self.alike and not self.kept(newer=False) and not self.kept(newer=True)

    def part(self, *, newer: bool) -> bytes | None:
        """Return the text of a version without the entries that are left out."""
        if self._cuts is None or not self.pairs:
            return self._new if newer else self._old
        return self._cuts[newer].only(self.kept(newer=newer)).encode()


class _List:
    """One list of a department: its main file, and those in the folder of the same name."""

    def __init__(self, stem: str, main: str, files: Mapping[str, _File]) -> None:
        self.files = files
        self.stem = stem
        self._main = main
        equal = all(file.equal for file in files.values())
        self.unread = equal and stem != "power"
        """Whether nothing of it is read. Powers are counted, each for itself."""
        if self._shared_alike():
            for file in files.values():
                if file.alike:
                    file.leave_out_equal_entries()

    def _shared_alike(self) -> bool:
        """Whether what the entries may refer to is the same: it stands in the main file."""
        main = self.files.get(self._main)
        return main is None or main.equal or main.alike

    def read_also(self, codes: _Codes) -> bool:
        """Read what may name one of the codes; tell whether there was such a thing."""
        if self.unread and not any(codes.may_be_in(file.text) for file in self.files.values()):
            return False
        found, self.unread = self.unread, False
        beside = (
            file.beside for path, file in self.files.items() if file.pairs or path == self._main
        )
        named = any(codes.may_be_in(text) for text in beside)
        for file in self.files.values():
            rest = [p for p in file.pairs if not named and not codes.may_be_in(p.text)]
            found = found or len(rest) < len(file.pairs)
            file.pairs = rest
        return found

    def left_out(self) -> set[str]:
        """Return the files that are not read at all."""
        if self.unread:
            return set(self.files)
        if self.stem != "power":  # duties of a department that stand in several files are one list
            return set()
        out = {path for path, file in self.files.items() if file.nothing_kept}
        return out if len(out) == len(self.files) else out - {self._main}


class _Part:
    """What is read of a version."""

    def __init__(self, whole: Source, out: set[str], known: Mapping[str, bytes]) -> None:
        self._whole, self._out, self._known = whole, out, known

    def files(self) -> Iterator[str]:
        return (path for path in self._whole.files() if path not in self._out)

    def read(self, path: str) -> bytes:
        return self._known[path] if path in self._known else self._whole.read(path)


class Differing:
    """What of two versions is read. More is, where what was read names it."""

    def __init__(self, old: Source, new: Source) -> None:
        self._versions = (old, new)
        self._paths = (frozenset(old.files()), frozenset(new.files()))
        self._lists: list[_List] = []
        self._out: set[str] = set()
        self._read: dict[str, _File] = {}
        shared, same = (_shared(version) for version in self._versions)
        self._shared = frozenset(text for _, text in text_paths(shared))
        if shared is not UNREAD and repr(shared) == repr(same):
            self._choose()

    def _choose(self) -> None:
        paths = sorted(self._paths[0] | self._paths[1])
        lists: dict[Held, dict[str, _File]] = defaultdict(dict)
        for path in paths:
            if place := held(path):
                self._read[path] = lists[place][path] = self._file(path, _KEYS.get(place.stem))
        for place, files in lists.items():
            slug, stem = place
            whose = self._read.get(f"departments/{slug}/department.yaml")
            if stem != "department" and whose is not None and whose.equal:
                self._lists.append(_List(stem, f"departments/{slug}/{stem}.yaml", files))
        beside = {path for path in paths if not path.startswith(("departments/", SETTINGS_FILE))}
        records = {path for path in beside if path.startswith(ADJUSTMENTS)}
        same = all(self._file(path, None).equal for path in records)
        self._out = beside if same else beside - records

    def _file(self, path: str, key: str | None) -> _File:
        """Read a file of both versions; once where git knows that they are the same."""
        old, new = self._versions
        text = _bytes(new, path) if path in self._paths[1] else None
        if path not in self._paths[0]:
            return _File(None, text, key)
        return _File(text if _same_id(old, new, path) else _bytes(old, path), text, key)

    def read_also(self, codes: Collection[str], powers: Collection[str] = ()) -> bool:
        """Read as well what may name one of some codes; tell whether anything was added.

        Args:
            codes: sought in everything.
            powers: sought among powers alone.
        """
        sought, twins = _Codes(codes), _Codes({*codes, *powers})
        if not self._lists:
            return False
        if not twins.can_be_sought or not self._shared.isdisjoint({*codes, *powers}):
            return self.read_everything()
        added = [one.read_also(twins if one.stem == "power" else sought) for one in self._lists]
        return any(added)

    def read_everything(self) -> bool:
        """Leave nothing out; tell whether anything was added."""
        added = bool(self._lists)
        self._lists, self._out, self._read = [], set(), {}
        return added

    @property
    def unread_powers(self) -> int:
        """How many powers are in both versions and not read."""
        powers = (one for one in self._lists if one.stem == "power")
        return sum(len(file.pairs) for one in powers for file in one.files.values())

    def sources(self) -> tuple[Source, Source]:
        """Return what is read of the older version, and of the newer one."""
        out = self._out.union(*(one.left_out() for one in self._lists))
        old, new = self._versions
        return _Part(old, out, self._parts(newer=False)), _Part(new, out, self._parts(newer=True))

    def _parts(self, *, newer: bool) -> dict[str, bytes]:
        parts = ((path, file.part(newer=newer)) for path, file in self._read.items())
        return {path: part for path, part in parts if part is not None}

    def put_in_place(self, register: Register, *, newer: bool) -> None:
        """Tell the entries of a register that was read in part where they stand in the whole files."""
        kept = {path: file.kept(newer=newer) for path, file in self._read.items() if file.pairs}
        for lists in register.departments:
            for entry in (*lists.powers, *lists.duties):
                file, (key, index) = entry.origin.file, entry.origin.path
                if file in kept:
                    entry.written_at(Origin(file, (key, kept[file][int(index)])))


def _shared(source: Source) -> Any:
    """Return what all lists may refer to; `UNREAD` where that cannot be told."""
    try:
        data = read(source.read(SETTINGS_FILE).decode())
    except (OSError, UnicodeDecodeError, ReadProblem):
        return UNREAD
    return data.get(SHARED_KEY) if isinstance(data, dict) else UNREAD


def _same_id(old: Source, new: Source, path: str) -> bool:
    """Whether git knows that a file is the same in both versions."""
    if isinstance(old, RevisionSource) and isinstance(new, RevisionSource):
        return path in old.ids and old.ids[path] == new.ids.get(path)
    return False


def _bytes(source: Source, path: str) -> bytes | None:
    try:
        return source.read(path)
    except OSError:
        return None
