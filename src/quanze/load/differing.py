"""Two versions of a register -> the parts of both that are worth reading: what differs, and its context.

Equal files are left out, and so are equal entries of power and duty lists. What is left out stands in
both versions, in the same file and under the same shared texts. See docs/dev/decisions/0018.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final, NamedTuple

from quanze.load.cut import Cut, cut
from quanze.load.documents import UNREAD
from quanze.load.git_source import RevisionSource
from quanze.load.layout import ADJUSTMENTS, Held, held
from quanze.load.list_summaries import RUN, Asked, Summaries, Summary, summary_of
from quanze.load.source import SETTINGS_FILE, Source
from quanze.load.verdict_store import VerdictStore
from quanze.load.yaml_reader import ReadProblem, read, text_paths
from quanze.model.element import SHARED_KEY, Origin
from quanze.model.patterns import pattern
from quanze.model.register import Register

_KEYS: Final = {"power": "事项", "duty": "责任事项"}
"""Lists of which single entries may be left out: their entries are known by codes."""

_AS_IT_IS: Final = pattern(r"[^\s\"'\\]+")
"""A code that stands in a text as it is, however it is quoted there."""
_FEW: Final = 30
"""So many codes are sought faster one by one than all at once."""


class _Codes:
    """Codes that are looked for in texts."""

    def __init__(self, codes: Iterable[str]) -> None:
        every = frozenset(codes)
        self._runs = frozenset(filter(RUN.fullmatch, every))
        self._others = every - self._runs
        self.can_be_sought = all(map(_AS_IT_IS.fullmatch, self._others))

    def __bool__(self) -> bool:
        return bool(self._runs or self._others)

    def may_be_in(self, text: str) -> bool:
        """Whether a text may hold one of them; an escape in quotes may stand for any character."""
        return bool(self) and (
            "\\" in text
            or not self._runs.isdisjoint(RUN.findall(text))
            or any(code in text for code in self._others)
        )

    def may_be_of(self, summary: Summary) -> bool:
        """Whether the text that comes to this may hold one of them; the text itself may tell better."""
        if self._others or summary.escapes:
            return True
        if len(self._runs) <= _FEW:
            return any(code in summary.runs for code in self._runs)
        return not self._runs.isdisjoint(summary.runs.split())


class _Pair(NamedTuple):
    """An entry that both versions of a file have: its text, and which one it is in each."""

    text: str
    old: int
    new: int


class _File:
    """A file in both versions; its text is None where a version has it not, or it cannot be read.

    What is the same in both is not read before something in it may have to be.
    """

    def __init__(
        self, path: str, key: str, old: Source | None, new: Source | None, *, same: bool
    ) -> None:
        """Take a file.

        Args:
            path: where it is.
            key: the key of a list of which single entries may be left out; empty for none.
            old: the older version, where that has it.
            new: the newer version, where that has it.
            same: whether it is known to be the same; else that is found out by reading it.
        """
        self.path, self.key = path, key
        self._versions = old, new
        self._same = same
        self.summary: Summary | None = None
        """What it comes to, where it is the same in both and that is known."""
        self._all_out = False
        """Whether all its entries are left out; they are not even told apart then."""
        self._pairs: list[_Pair] = []

    @cached_property
    def equal(self) -> bool:
        return self._same or (self._old is not None and self._old == self._new)

    @cached_property
    def _old(self) -> bytes | None:
        return self._new if self._same else self._content(newer=False)

    @cached_property
    def _new(self) -> bytes | None:
        return self._content(newer=True)

    def _content(self, *, newer: bool) -> bytes | None:
        source = self._versions[newer]
        try:
            return source.read(self.path) if source is not None else None
        except OSError:
            return None

    def sum_up(self) -> None:
        """Find out what it comes to; what is read for nothing else is not held."""
        content = self._content(newer=True) if self._same else self._new
        self.summary = summary_of(content, self.key) if content is not None else None

    @cached_property
    def _cuts(self) -> tuple[Cut, Cut] | None:
        if not self.key:
            return None
        old = cut(self._old, self.key) if self._old is not None else None
        new = old
        if not self.equal:
            new = cut(self._new, self.key) if self._new is not None else None
        return (old, new) if old is not None and new is not None else None

    @property
    def alike(self) -> bool:
        """Whether the file is cut, and differs in its entries alone."""
        if self.summary is not None:
            return self.summary.entries is not None
        return self._cuts is not None and self._cuts[0].context == self._cuts[1].context

    @property
    def _text(self) -> str:
        """What the older version says; UTF-8 or not."""
        return (self._old or b"").decode(errors="replace")

    @property
    def beside(self) -> str:
        """What stands beside the entries; everything where the file is not cut."""
        return "".join(self._cuts[0].context) if self._cuts else self._text

    def may_name(self, codes: _Codes) -> bool:
        """Whether it may hold one of the codes, in whatever place."""
        known = self.summary
        return (known is None or codes.may_be_of(known)) and codes.may_be_in(self._text)

    def leave_out_equal_entries(self) -> None:
        """Leave out the entries that both versions have."""
        self._all_out = self.summary is not None
        if not self._all_out:
            self._pairs = self._found_pairs()

    def _found_pairs(self) -> list[_Pair]:
        if self._cuts is None:
            return []
        places: dict[str, list[int]] = defaultdict(list)
        old, new = self._cuts
        for index in reversed(range(len(new.blocks))):
            places[new.blocks[index]].append(index)
        return [
            _Pair(block, index, places[block].pop())
            for index, block in enumerate(old.blocks)
            if places[block]
        ]

    def read_also(self, codes: _Codes | None) -> bool:
        """Read the entries that may name one of the codes, all for None; tell whether there was one."""
        before = self._found_pairs() if self._all_out else self._pairs
        self._all_out = False
        self._pairs = [p for p in before if codes is not None and not codes.may_be_in(p.text)]
        return len(self._pairs) < len(before)

    @property
    def left_out(self) -> int:
        """How many entries are left out."""
        if self._all_out and self.summary is not None:
            return self.summary.entries or 0
        return len(self._pairs)

    def kept(self, *, newer: bool) -> list[int]:
        """Return which entries of a version are read."""
        if self._all_out or self._cuts is None:
            return []
        gone = {pair.new if newer else pair.old for pair in self._pairs}
        return [index for index in range(len(self._cuts[newer].blocks)) if index not in gone]

    @property
    def nothing_kept(self) -> bool:
        """Whether both versions are the same in everything that is left."""
        return self._all_out or (
            self.alike and not self.kept(newer=False) and not self.kept(newer=True)
        )

    def part(self, *, newer: bool) -> bytes | None:
        """Return the text of a version without the entries that are left out."""
        if not self.left_out or self._cuts is None:
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
        if not self.unread:
            self._leave_out_equal_entries()

    def _leave_out_equal_entries(self) -> None:
        if self._shared_alike():
            for file in self.files.values():
                if file.alike:
                    file.leave_out_equal_entries()

    def _shared_alike(self) -> bool:
        """Whether what the entries may refer to is the same: it stands in the main file."""
        main = self.files.get(self._main)
        return main is None or main.equal or main.alike

    def read_also(self, codes: _Codes) -> bool:
        """Read what may name one of the codes; tell whether there was such a thing."""
        naming = [file for file in self.files.values() if codes and file.may_name(codes)]
        if not naming:
            return False
        found, self.unread = self.unread, False
        if found:
            self._leave_out_equal_entries()
        beside = (file.beside for file in naming if file.left_out or file.path == self._main)
        if any(codes.may_be_in(text) for text in beside):
            added = [file.read_also(None) for file in self.files.values()]
        else:
            added = [file.read_also(codes) for file in naming]
        return found or any(added)

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

    def __init__(
        self, whole: Source, out: set[str], files: Mapping[str, _File], *, newer: bool
    ) -> None:
        self._whole, self._out, self._files, self._newer = whole, out, files, newer
        _will_read(whole, self.files())

    def files(self) -> Iterator[str]:
        return (path for path in self._whole.files() if path not in self._out)

    def read(self, path: str) -> bytes:
        part = self._files[path].part(newer=self._newer) if path in self._files else None
        return self._whole.read(path) if part is None else part


class Differing:
    """What of two versions is read. More is, where what was read names it."""

    def __init__(self, old: Source, new: Source, store: VerdictStore | None = None) -> None:
        """Look at two versions.

        Args:
            old: the older one.
            new: the newer one.
            store: where it is kept between runs what files come to.
        """
        self._versions = (old, new)
        self._summaries = Summaries(store)
        self._ids = (_identities(old, store), _identities(new, store))
        self._paths = (
            frozenset(self._ids[0] or old.files()),
            frozenset(self._ids[1] or new.files()),
        )
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
                self._read[path] = lists[place][path] = self._file(path, _KEYS.get(place.stem, ""))
        self._sum_up(
            file for place in lists if place.stem == "power" for file in lists[place].values()
        )
        for place, files in lists.items():
            slug, stem = place
            whose = self._read.get(f"departments/{slug}/department.yaml")
            if stem != "department" and whose is not None and whose.equal:
                self._lists.append(_List(stem, f"departments/{slug}/{stem}.yaml", files))
        beside = {path for path in paths if not path.startswith(("departments/", SETTINGS_FILE))}
        records = {path for path in beside if path.startswith(ADJUSTMENTS)}
        same = all(self._file(path, "").equal for path in records)
        self._out = beside if same else beside - records

    def _file(self, path: str, key: str) -> _File:
        old, new = (
            version if path in there else None
            for version, there in zip(self._versions, self._paths, strict=True)
        )
        before, now = (known.get(path) if known else None for known in self._ids)
        return _File(path, key, old, new, same=before is not None and before == now)

    def _sum_up(self, files: Iterable[_File]) -> None:
        """Find out what files come to that are the same in both versions."""
        rest = {file.path: file for file in files if file.summary is None and file.equal}
        asked = {path: Asked(self._id(path), file.key) for path, file in rest.items()}
        known = self._summaries.known(asked.values())
        missing = [path for path, one in asked.items() if one not in known]
        _will_read(self._versions[1], missing)
        for path, file in rest.items():
            file.summary = known.get(asked[path])
        for path in missing:
            rest[path].sum_up()
        fresh = {asked[path]: told for path in missing if (told := rest[path].summary)}
        self._summaries.keep(fresh)

    def _id(self, path: str) -> str:
        known = self._ids[1]
        return known[path] if known else ""

    def read_also(self, codes: Collection[str], powers: Collection[str] = ()) -> bool:
        """Read as well what may name one of some codes; tell whether anything was added.

        Args:
            codes: sought in everything.
            powers: sought among powers alone.
        """
        sought, twins = _Codes(codes), _Codes({*codes, *powers})
        if not self._lists or not twins:
            return False
        if not twins.can_be_sought or not self._shared.isdisjoint({*codes, *powers}):
            return self.read_everything()
        if sought:
            self._sum_up(file for one in self._lists for file in one.files.values())
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
        return sum(file.left_out for one in powers for file in one.files.values())

    def sources(self) -> tuple[Source, Source]:
        """Return what is read of the older version, and of the newer one."""
        out = self._out.union(*(one.left_out() for one in self._lists))
        old, new = self._versions
        return _Part(old, out, self._read, newer=False), _Part(new, out, self._read, newer=True)

    def put_in_place(self, register: Register, *, newer: bool) -> None:
        """Tell the entries of a register that was read in part where they stand in the whole files."""
        kept = {path: file.kept(newer=newer) for path, file in self._read.items() if file.left_out}
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


def _identities(source: Source, store: VerdictStore | None) -> Mapping[str, str] | None:
    """Return path -> id of the content, of every file; None where nobody knows them."""
    if store is not None:
        return store.identities(source)
    if isinstance(source, RevisionSource):
        return {path: identity.decode() for path, identity in source.ids.items()}
    return None


def _will_read(source: Source, paths: Iterable[str]) -> None:
    if isinstance(source, RevisionSource):
        source.will_read(paths)
