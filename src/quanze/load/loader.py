"""A source -> a register, and what was wrong with its files.

One broken file is one finding, one broken entry too; the rest is still read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, cast

from pydantic import ValidationError

from quanze.findings import Finding
from quanze.load import schema_errors
from quanze.load.collector import collector_paused
from quanze.load.documents import UNREAD, Documents
from quanze.load.layout import (
    ADJUSTMENTS,
    LAWS,
    LIST_KINDS,
    REFERENCES,
    ListKind,
    held,
    holds_laws,
    register_list,
)
from quanze.load.references import References, TooMuchShared, references_in
from quanze.load.register_lists import RegisterLists
from quanze.load.source import BASELINE_FILE, SETTINGS_FILE, Source
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.department import Department
from quanze.model.element import SHARED_KEY, Element, KeyPath, Origin
from quanze.model.local_law import LocalLaw
from quanze.model.reference_list import ReferenceList
from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import Settings

UNKNOWN_FILE, MISSING_FILE = "F4", "F5"
BAD_REFERENCE = "S4"
_TOO_MUCH = "引用的“共用”内容展开后太大，这一项和后面的没有读取"


@dataclass(frozen=True)
class Loaded:
    """A register as far as it could be read, and the findings of reading it."""

    register: Register
    findings: tuple[Finding, ...]
    files: int


@dataclass
class _Folder:
    """What has been read of one department's folder."""

    slug: str
    department: Department | None = None
    heads: dict[str, tuple[str, Origin]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    entries: dict[str, list[Element]] = field(default_factory=dict)

    def lists(self) -> DepartmentLists:
        entries = {name: tuple(found) for name, found in self.entries.items()}
        return DepartmentLists(
            self.slug,
            self.department,
            self.heads,
            frozenset(self.unread),
            **cast("dict[str, Any]", entries),
        )


@dataclass(frozen=True)
class DepartmentRead:
    """What was read of one department's lists."""

    lists: DepartmentLists
    findings: tuple[Finding, ...]
    data: dict[Origin, Any]
    """The place of each entry -> what it was made of, with what it refers to in its place."""


Kept = Mapping[type[Element], Collection[str]]
"""The entries that are read, and which of their keys."""


def load(source: Source, progress: Callable[[str], None] | None = None) -> Loaded:
    """Load a register. Never fails on what a file says; every problem is a finding."""
    return Reader(source, progress).load()


def load_part(source: Source, kept: Kept) -> Loaded:
    """Load a register as far as a question needs it: in half the time, and no more can be told of it.

    Args:
        source: the register.
        kept: what is read of the departments' lists; other entries and keys are passed over unseen.
    """
    return Reader(source, None, kept).load()


def load_settings(source: Source) -> tuple[Settings, tuple[Finding, ...]]:
    """Load quanze.yaml alone, for what needs no lists."""
    reader = Reader(source)
    settings = reader.settings(list(source.files()))
    return settings, reader.findings


class Reader:
    """Reads a register part by part: first what belongs to no list of a department, then each department."""

    def __init__(
        self,
        source: Source,
        progress: Callable[[str], None] | None = None,
        kept: Kept | None = None,
    ) -> None:
        self._source = source
        self._progress = progress
        self._kept = kept
        self._documents = Documents(source)
        self._findings = self._documents.findings
        self._folders: dict[str, _Folder] = {}
        self._shared: dict[str, Any] = {}
        self._folder_shared: dict[str, dict[str, Any]] = {}
        self._reference_lists: list[ReferenceList] = []
        self._local_laws: list[LocalLaw] = []
        self._adjustments: list[AdjustmentRecord] = []
        self._register_lists = RegisterLists()
        self._paths: dict[str, list[tuple[str, str]]] = {}
        self._data: dict[Origin, Any] | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(self._findings)

    @collector_paused()
    def load(self) -> Loaded:
        """Read everything."""
        frame = self.frame()
        lists = tuple(self._lists_of(one.slug) for one in frame.register.departments)
        register = replace(frame.register, departments=lists)
        return Loaded(register, self.findings, frame.files)

    def frame(self) -> Loaded:
        """Read everything but the lists of the departments; of these it is known whose they are.

        The number of files is that of the whole register.
        """
        paths = [path for path in self._source.files() if path != BASELINE_FILE]
        settings = self.settings(paths)
        for path in paths:
            place = held(path) if path.isprintable() else None
            if place is not None and place.stem != "department":
                self._paths.setdefault(place.slug, []).append((path, place.stem))
                self._folders.setdefault(place.slug, _Folder(place.slug))
            elif path != SETTINGS_FILE:
                self.tell(path)
                self._file(path)
        self._missing_departments()
        register = Register(
            settings,
            tuple(sorted((folder.lists() for folder in self._folders.values()), key=_order)),
            laws=tuple(self._local_laws),
            reference_lists=tuple(self._reference_lists),
            adjustments=tuple(self._adjustments),
            **self._register_lists.fields(),
        )
        return Loaded(register, self.findings, len(paths))

    def paths_of(self, slug: str) -> tuple[str, ...]:
        """Return the files of a department's lists; the frame must have been read."""
        return tuple(path for path, _ in self._paths.get(slug, ()))

    @collector_paused()
    def department(self, slug: str) -> DepartmentRead:
        """Read the lists of a department, and keep nothing of them; the frame must have been read."""
        before, self._data = len(self._findings), {}
        lists = self._lists_of(slug)
        findings = tuple(self._findings[before:])
        del self._findings[before:]
        self._folders[slug] = _Folder(slug, self._folders[slug].department)
        return DepartmentRead(lists, findings, self._data)

    def _lists_of(self, slug: str) -> DepartmentLists:
        folder = self._folders[slug]
        for path, stem in self._paths.get(slug, ()):
            self.tell(path)
            self._list(path, folder, stem)
        return folder.lists()

    def tell(self, path: str) -> None:
        """Say what is read now to who wants to know."""
        if self._progress is not None:
            self._progress(path)

    def settings(self, paths: list[str]) -> Settings:
        data = self._documents.read(SETTINGS_FILE) if SETTINGS_FILE in paths else UNREAD
        if data is not UNREAD:
            shared = data.get(SHARED_KEY) if isinstance(data, dict) else None
            self._shared = shared if isinstance(shared, dict) else {}
            self._no_references_within(self._shared, Origin(SETTINGS_FILE, (SHARED_KEY,)))
            settings = self._validate(Settings, data or {}, Origin(SETTINGS_FILE))
            return cast("Settings", settings) if settings else _readable_settings(data)
        return _readable_settings(None)

    def _file(self, path: str) -> None:
        if not path.isprintable():
            self._odd_name(path)
            return
        if path.startswith(REFERENCES) and path.endswith(".yaml"):
            self._reference_list(path)
            return
        if path.startswith(ADJUSTMENTS) and path.endswith(".yaml"):
            self._adjustment(path)
            return
        if holds_laws(path):
            self._laws(path)
            return
        if (kind := register_list(path)) is not None:
            self._register_list(path, kind)
            return
        place = held(path)
        if place is None:
            self._unknown_file(path)
            return
        self._department(path, self._folders.setdefault(place.slug, _Folder(place.slug)))

    def _odd_name(self, path: str) -> None:
        """A name that cannot be shown as it is would break reports."""
        shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in path)
        self._find(
            UNKNOWN_FILE,
            Origin(shown),
            "文件名或文件夹名里有看不见的字符，没有读取",
            "重新命名，不用换行、全角空格和控制字符。",
        )

    def _unknown_file(self, path: str) -> None:
        mend = "部门的文件放在 departments/<部门>/ 下，名为 department、power、duty、boundary、flow 或 release.yaml；本地法规放在 laws/ 下，参照清单放在 references/ 下，赋权批次放在 delegations/ 下。"
        if not path.endswith(".yaml"):
            right = path.rsplit("/", 1)[-1].split(".", maxsplit=1)[0] + ".yaml"
            mend = f"文件名的结尾应当是 .yaml：改名为 {right}（在资源管理器的“查看”里勾选“文件扩展名”）。"
        self._find(UNKNOWN_FILE, Origin(path), "清单库里没有这个位置的文件，没有读取", mend)

    def _department(self, path: str, folder: _Folder) -> None:
        data = self._documents.read(path)
        if data is not UNREAD:
            found = self._entry(Department, data or {}, Origin(path), References(self._shared))
            folder.department = cast("Department | None", found)

    def _reference_list(self, path: str) -> None:
        """A list with a fault is not compared with: what it lacks would look like ours in excess."""
        data = self._documents.read(path)
        if data is not UNREAD:
            found = self._validate(ReferenceList, data or {}, Origin(path))
            self._reference_lists += [cast("ReferenceList", found)] if found else []

    def _adjustment(self, path: str) -> None:
        """A record with a fault is not read: what is left of it could not be held against anything."""
        data = self._documents.read(path)
        if data is not UNREAD:
            found = self._validate(AdjustmentRecord, data or {}, Origin(path))
            self._adjustments += [cast("AdjustmentRecord", found)] if found else []

    def _laws(self, path: str) -> None:
        """Read the laws that the office adds to the index, each for itself."""
        data = self._documents.read(path)
        if data is UNREAD:
            return
        origin, (entry,) = Origin(path), LAWS.entries
        listed = _listed(data.get(entry.key)) if isinstance(data, dict) else []
        head = {**data, entry.key: []} if listed else data or {}
        self._validate(LAWS.model, head, origin)
        for index, value in enumerate(listed):
            law = self._validate(entry.model, value, origin.at(entry.key, index))
            self._local_laws += [cast("LocalLaw", law)] if law else []

    def _register_list(self, path: str, kind: ListKind) -> None:
        """Read a list of the register as a whole, each of its entries for itself."""
        data = self._documents.read(path)
        if data is UNREAD:
            self._register_lists.unread.add(path)
            return
        origin = Origin(path)
        references = References({**self._shared, **self._own_shared(path, data)})
        self._register_lists.add(
            kind, data or {}, origin, partial(self._entry, references=references)
        )

    def _list(self, path: str, folder: _Folder, stem: str) -> None:
        data = self._documents.read(path)
        if data is UNREAD:
            folder.unread.add(stem)
            return
        origin = Origin(path)
        kind = LIST_KINDS[stem]
        if data is None:
            folder.unread.add(stem)
            data = {}
        if not isinstance(data, dict):
            self._validate(kind.model, data, origin)
            return
        references = self._references(path, folder.slug, stem, data)
        keys = {entry.key for entry in kind.entries}
        head = {
            key: value
            for key, value in data.items()
            if key not in keys or not isinstance(value, list)
        }
        if self._validate(kind.model, head, origin) is not None:
            folder.heads.setdefault(stem, (str(data["部门"]), origin.at("部门")))
        for entry in kind.entries:
            if self._kept is not None and entry.model not in self._kept:
                continue
            for index, written in enumerate(_listed(data.get(entry.key))):
                value = self._of_interest(entry.model, written)
                where = origin.at(entry.key, index)
                element = self._entry(entry.model, value, where, references)
                if element is not None:
                    folder.entries.setdefault(entry.attribute, []).append(element)
                else:
                    folder.unread.update(filter(None, _identity(value)))

    def _of_interest(self, model: type[Element], value: Any) -> Any:
        if self._kept is None or not isinstance(value, dict):
            return value
        keys = self._kept[model]
        return {key: inner for key, inner in value.items() if key in keys}

    def _references(self, path: str, slug: str, stem: str, data: dict[str, Any]) -> References:
        """What this file may refer to: its own contents, those of the list's main file and the register's."""
        own = self._own_shared(path, data)
        if path == f"departments/{slug}/{stem}.yaml":
            self._folder_shared[f"{slug}/{stem}"] = own
        shared = {**self._shared, **self._folder_shared.get(f"{slug}/{stem}", {}), **own}
        return References(shared, used=self._documents.may_refer(path))

    def _own_shared(self, path: str, data: Any) -> dict[str, Any]:
        written = data.get(SHARED_KEY) if isinstance(data, dict) else None
        own = written if isinstance(written, dict) else {}
        self._no_references_within(own, Origin(path, (SHARED_KEY,)))
        return own

    def _no_references_within(self, shared: dict[str, Any], origin: Origin) -> None:
        for where, name in references_in(shared):
            self._find(
                BAD_REFERENCE,
                origin.at(*where),
                f"“共用”的内容里又引用了“{name}”",
                "“共用”的内容不能再引用别的内容；请把内容直接写在这里。",
            )

    def _entry(
        self, model: type[Element], value: Any, origin: Origin, references: References
    ) -> Element | None:
        lacking: list[KeyPath] = []

        def missing(path: KeyPath, name: str) -> None:
            lacking.append(path)
            self._find(
                BAD_REFERENCE,
                origin.at(*path),
                f"“共用”里没有“{name}”",
                f"在本文件开头的“共用”里写上“{name}: …”，或改正这里的名称。",
            )

        try:
            return self._validate(model, references.expand(value, missing), origin, lacking)
        except TooMuchShared:
            self._too_much_shared(origin)
            return None

    def _too_much_shared(self, origin: Origin) -> None:
        """Tell it once in a file: all later entries suffer from it too."""
        if not any(f.origin.file == origin.file and f.message == _TOO_MUCH for f in self._findings):
            self._find(BAD_REFERENCE, origin, _TOO_MUCH, "缩短“共用”的内容，或把清单分成几个文件。")

    def _validate(
        self,
        model: type[Element],
        data: Any,
        origin: Origin,
        lacking: Sequence[KeyPath] = (),
    ) -> Element | None:
        """Make an element of data; None where it does not fit the model.

        What is wrong at a path that is `lacking` was told before: its shared content is not there.
        """
        try:
            element = model.model_validate(data)
        except ValidationError as error:
            item, name = _identity(data)
            for problem in schema_errors.explain(error, data, model):
                if any(problem.path[: len(path)] == path for path in lacking):
                    continue
                self._findings.append(
                    Finding(
                        problem.code,
                        origin.at(*problem.path),
                        problem.message,
                        problem.mend,
                        item=item,
                        name=name,
                        at_key=problem.code == schema_errors.UNKNOWN_KEY,
                    )
                )
            return None
        element.written_at(origin)
        if self._data is not None:
            self._data[origin] = data
        return element

    def _missing_departments(self) -> None:
        for folder in self._folders.values():
            path = f"departments/{folder.slug}/department.yaml"
            broken = any(found.origin.file == path for found in self._findings)
            if folder.department is None and not broken:
                self._find(
                    MISSING_FILE, Origin(path), "这个部门没有 department.yaml",
                    "新建这个文件，至少写上 名称；全部要素见 docs/format.md。",
                )  # fmt: skip

    def _find(self, code: str, origin: Origin, message: str, mend: str) -> None:
        self._findings.append(Finding(code, origin, message, mend))


def _order(lists: DepartmentLists) -> tuple[int, str]:
    return (lists.department.order if lists.department else 1000, lists.slug)


def _readable_settings(data: Any) -> Settings:
    """Keep what can be read of settings that have a fault: one bad waiver must not void the others."""
    unnamed = {"名称": "（未命名的清单库）"}
    kept = {**unnamed, **(data if isinstance(data, dict) else {})}
    while True:
        try:
            return Settings.model_validate(kept)
        except ValidationError as error:
            found = (schema_errors.real_path(fault["loc"], kept) for fault in error.errors())
            faults = {_up_to_list_entry(path) for path in found}
            # All at once: one at a time would take the square of their number.
            kept = unnamed if () in faults else _without(kept, (), faults)


def _up_to_list_entry(path: KeyPath) -> KeyPath:
    """Cut a path after the first entry of a list in it: an entry is kept whole or not at all."""
    first = next((index for index, part in enumerate(path) if isinstance(part, int)), len(path))
    return path[: first + 1]


def _without(value: Any, path: KeyPath, faults: set[KeyPath]) -> Any:
    """Return a copy of data without what the paths lead to."""
    if isinstance(value, dict):
        inner = ((key, (*path, key), below) for key, below in value.items())
        return {key: _without(below, to, faults) for key, to, below in inner if to not in faults}
    if isinstance(value, list):
        entries = (((*path, index), below) for index, below in enumerate(value))
        return [_without(below, to, faults) for to, below in entries if to not in faults]
    return value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _identity(data: Any) -> tuple[str, str]:
    if not isinstance(data, dict):
        return "", ""
    code = data.get("编码") or data.get("事项") or ""
    name = data.get("名称") or data.get("管理事项") or ""
    return (code if isinstance(code, str) else "", name if isinstance(name, str) else "")
