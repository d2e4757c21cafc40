"""A source -> a register, and what was wrong with its files.

One broken file is one finding, one broken entry too; the rest is still read.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

from pydantic import ValidationError

from quanze.findings import Finding, Fix, Place
from quanze.load import schema_errors, syntax
from quanze.load.encoding import Decoded, decode, invisible_break, line_column
from quanze.load.references import References, TooMuchShared, references_in
from quanze.load.source import SETTINGS_FILE, Source
from quanze.load.yaml_reader import ReadProblem, read, text_paths
from quanze.model.boundary import BoundaryList, BoundaryMatter
from quanze.model.department import Department
from quanze.model.duty import Duty, DutyList, MainDuty, OversightMeasure, PublicService
from quanze.model.element import SHARED_KEY, Element, KeyPath, Origin
from quanze.model.flow import Flow, FlowList
from quanze.model.power import Power, PowerList
from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import Settings

NOT_UTF8, BOM_FOUND, BAD_SYNTAX, UNKNOWN_FILE, MISSING_FILE, CHINESE_QUOTES = (
    "F1",
    "F2",
    "F3",
    "F4",
    "F5",
    "F6",
)
BAD_REFERENCE = "S4"
_TOO_MUCH = "引用的“共用”内容展开后太大，这一项和后面的没有读取"


class EntryKind(NamedTuple):
    """One list inside a list file: its key, its model, and where it goes in `DepartmentLists`."""

    key: str
    model: type[Element]
    attribute: str


class ListKind(NamedTuple):
    """One kind of list file."""

    model: type[Element]
    entries: tuple[EntryKind, ...]


LIST_KINDS: dict[str, ListKind] = {
    "power": ListKind(PowerList, (EntryKind("事项", Power, "powers"),)),
    "duty": ListKind(
        DutyList,
        (
            EntryKind("主要职责", MainDuty, "main_duties"),
            EntryKind("责任事项", Duty, "duties"),
            EntryKind("公共服务事项", PublicService, "public_services"),
            EntryKind("事中事后监管", OversightMeasure, "oversight"),
        ),
    ),
    "boundary": ListKind(BoundaryList, (EntryKind("职责边界", BoundaryMatter, "boundaries"),)),
    "flow": ListKind(FlowList, (EntryKind("流程", Flow, "flows"),)),
}
"""List file name without its ending -> what it holds."""


class Held(NamedTuple):
    """What a file of a department holds: its folder, and the list (or `department`)."""

    slug: str
    stem: str


def held(path: str) -> Held | None:
    """Tell what the file at a path of the register holds; None for all other places.

    A list is departments/<slug>/<list>.yaml and, where it is split, departments/<slug>/<list>/….yaml.
    """
    parts = path.split("/")
    if parts[0] != "departments" or len(parts) not in (3, 4):
        return None
    whole = len(parts) == 3
    stem = parts[2].removesuffix(".yaml") if whole else parts[2]
    if whole and stem == parts[2]:
        return None
    if stem in LIST_KINDS or (whole and stem == "department"):
        return Held(parts[1], stem)
    return None


RESERVED = ("delegations/", "adjustments/", "laws/", "regulations.yaml", "negative-list.yaml")
"""Places that the register has for lists whose models come with the issues that use them."""


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


def load(source: Source, progress: Callable[[str], None] | None = None) -> Loaded:
    """Load a register. Never fails on what a file says; every problem is a finding."""
    return _Loader(source, progress).load()


class _Loader:
    def __init__(self, source: Source, progress: Callable[[str], None] | None) -> None:
        self._source = source
        self._progress = progress
        self._findings: list[Finding] = []
        self._folders: dict[str, _Folder] = {}
        self._shared: dict[str, Any] = {}
        self._folder_shared: dict[str, dict[str, Any]] = {}

    def load(self) -> Loaded:
        paths = list(self._source.files())
        settings = self._settings(paths)
        for path in paths:
            if self._progress is not None:
                self._progress(path)
            if path != SETTINGS_FILE:
                self._file(path)
        self._missing_departments()
        ordered = sorted(
            (folder.lists() for folder in self._folders.values()),
            key=lambda lists: (lists.department.order if lists.department else 1000, lists.slug),
        )
        return Loaded(Register(settings, tuple(ordered)), tuple(self._findings), len(paths))

    def _settings(self, paths: list[str]) -> Settings:
        if SETTINGS_FILE in paths and isinstance(data := self._read(SETTINGS_FILE), dict):
            shared = data.get(SHARED_KEY)
            self._shared = shared if isinstance(shared, dict) else {}
            self._no_references_within(self._shared, Origin(SETTINGS_FILE, (SHARED_KEY,)))
            settings = self._validate(Settings, data, Origin(SETTINGS_FILE))
            if settings is not None:
                return cast("Settings", settings)
        return Settings.model_validate({"名称": "（未命名的清单库）"})

    def _file(self, path: str) -> None:
        if not path.isprintable():
            self._odd_name(path)
            return
        if path.startswith(RESERVED):
            self._read(path)
            return
        place = held(path)
        if place is None:
            self._unknown_file(path)
            return
        folder = self._folders.setdefault(place.slug, _Folder(place.slug))
        if place.stem == "department":
            self._department(path, folder)
        else:
            self._list(path, folder, place.stem)

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
        self._find(
            UNKNOWN_FILE,
            Origin(path),
            "清单库里没有这个位置的文件，没有读取",
            "部门的文件放在 departments/<部门>/ 下，名为 department、power、duty、boundary 或 flow.yaml。",
        )

    def _department(self, path: str, folder: _Folder) -> None:
        data = self._read(path)
        if data is None:
            return
        folder.department = cast(
            "Department | None",
            self._entry(Department, data, Origin(path), References(self._shared)),
        )

    def _list(self, path: str, folder: _Folder, stem: str) -> None:
        data = self._read(path)
        if data is None:
            folder.unread.add(stem)
            return
        origin = Origin(path)
        kind = LIST_KINDS[stem]
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
            for index, value in enumerate(_listed(data.get(entry.key))):
                where = origin.at(entry.key, index)
                element = self._entry(entry.model, value, where, references)
                if element is not None:
                    folder.entries.setdefault(entry.attribute, []).append(element)
                else:
                    folder.unread.update(filter(None, _identity(value)))

    def _references(self, path: str, slug: str, stem: str, data: dict[str, Any]) -> References:
        """What this file may refer to: its own contents, those of the list's main file and the register's."""
        written = data.get(SHARED_KEY)
        own = written if isinstance(written, dict) else {}
        self._no_references_within(own, Origin(path, (SHARED_KEY,)))
        if path == f"departments/{slug}/{stem}.yaml":
            self._folder_shared[f"{slug}/{stem}"] = own
        return References({**self._shared, **self._folder_shared.get(f"{slug}/{stem}", {}), **own})

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
        def missing(path: KeyPath, name: str) -> None:
            self._find(
                BAD_REFERENCE,
                origin.at(*path),
                f"“共用”里没有“{name}”",
                f"在本文件开头的“共用”里写上“{name}: …”，或改正这里的名称。",
            )

        try:
            return self._validate(model, references.expand(value, missing), origin)
        except TooMuchShared:
            self._too_much_shared(origin)
            return None

    def _too_much_shared(self, origin: Origin) -> None:
        """Tell it once in a file: all later entries suffer from it too."""
        if not any(f.origin.file == origin.file and f.message == _TOO_MUCH for f in self._findings):
            self._find(BAD_REFERENCE, origin, _TOO_MUCH, "缩短“共用”的内容，或把清单分成几个文件。")

    def _validate(self, model: type[Element], data: Any, origin: Origin) -> Element | None:
        try:
            element = model.model_validate(data)
        except ValidationError as error:
            item, name = _identity(data)
            for problem in schema_errors.explain(error, data, model):
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
        return element

    def _read(self, path: str) -> Any:
        """Read one file's values; None where it could not be read, or is empty."""
        try:
            raw = self._source.read(path)
        except OSError as error:
            self._unreadable(path, error)
            return None
        decoded = decode(raw)
        if not decoded.readable:
            self._not_utf8(path, decoded, raw)
            return None
        if decoded.bom:
            self._find(
                BOM_FOUND,
                Origin(path),
                "文件开头有 BOM 标记",
                "另存为“UTF-8（无 BOM）”，或运行 quanze fmt。",
            )
        return self._parse(path, decoded.text)

    def _unreadable(self, path: str, error: OSError) -> None:
        if error.errno == errno.EFBIG:
            mend = "用 quanze fmt --split 分成一项一个文件。"
            self._find(BAD_SYNTAX, Origin(path), str(error.strerror), mend)
            return
        message = f"文件读不了（{error.strerror or error}）"
        self._find(NOT_UTF8, Origin(path), message, "检查文件是否被占用或没有权限。")

    def _parse(self, path: str, text: str) -> Any:
        if hidden := invisible_break(text):
            index, name = hidden
            self._syntax(path, f"有看不见的换行符（{name}）", "多半从网页或 Word 粘贴而来；删去，或运行 quanze fmt。", *line_column(text, index))  # fmt: skip
            return None
        try:
            data = read(text)
        except ReadProblem as problem:
            told = syntax.explain(problem, text)
            self._syntax(path, *told)
            return None
        self._quotes(path, text, data)
        return data

    def _quotes(self, path: str, text: str, data: Any) -> None:
        """Chinese quotes around a whole value do not quote it; they become part of it."""
        if "“" not in text and "”" not in text:
            return
        for where, value in text_paths(data):
            inner = value[1:-1]
            if (
                value[:1] in "“”"
                and value[-1:] in "“”"
                and len(value) > 1
                and not set(inner) & set("“”")
            ):
                origin = Origin(path, where)
                self._findings.append(
                    Finding(
                        CHINESE_QUOTES,
                        origin,
                        f"整个内容用中文引号括着：{value[:40]}",
                        f'中文引号会成为内容的一部分；删去，或改用英文引号："{inner[:20]}"。',
                        params={"value": value},
                        fix=Fix(origin, inner),
                    )
                )

    def _not_utf8(self, path: str, decoded: Decoded, raw: bytes) -> None:
        line = raw.count(b"\n", 0, decoded.offset) + 1
        if decoded.encoding == "未知":
            message, mend = "文件不是 UTF-8 编码", "用编辑器另存为 UTF-8（无 BOM）。"
        else:
            message = f"文件按 {decoded.encoding} 保存，不是 UTF-8"
            mend = "用编辑器另存为 UTF-8（无 BOM），或运行 quanze validate --fix。"
        self._find(NOT_UTF8, Origin(path), message, mend, Place(path, line, 1))

    def _missing_departments(self) -> None:
        for folder in self._folders.values():
            path = f"departments/{folder.slug}/department.yaml"
            broken = any(found.origin.file == path for found in self._findings)
            if folder.department is None and not broken:
                self._find(
                    MISSING_FILE, Origin(path), "这个部门没有 department.yaml",
                    "新建这个文件，至少写上 名称；全部要素见 docs/format.md。",
                )  # fmt: skip

    def _syntax(self, path: str, message: str, mend: str, line: int, column: int) -> None:
        self._find(BAD_SYNTAX, Origin(path), message, mend, Place(path, line, column))

    def _find(
        self, code: str, origin: Origin, message: str, mend: str, place: Place | None = None
    ) -> None:
        self._findings.append(Finding(code, origin, message, mend, place=place))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _identity(data: Any) -> tuple[str, str]:
    if not isinstance(data, dict):
        return "", ""
    code = data.get("编码") or data.get("事项") or ""
    name = data.get("名称") or data.get("管理事项") or ""
    return (code if isinstance(code, str) else "", name if isinstance(name, str) else "")
