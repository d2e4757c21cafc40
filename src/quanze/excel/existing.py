"""The departments that a register has already, as an import adds to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quanze.excel.convert import Entry
from quanze.excel.lists import LISTS, DepartmentFiles
from quanze.excel.slug import same_department, slug
from quanze.load.encoding import decode
from quanze.load.layout import held
from quanze.load.source import SETTINGS_FILE, CannotRun, FolderSource
from quanze.load.yaml_reader import ReadProblem, read
from quanze.model.element import SHARED_KEY


@dataclass
class Existing:
    """The departments of a register, and those that an import adds."""

    departments: dict[str, DepartmentFiles] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    """The names of departments' folders that are taken, in lower case."""
    shared: dict[str, Any] = field(default_factory=dict)
    """What quanze.yaml writes once for the whole register."""

    def department(self, name: str) -> DepartmentFiles:
        """Return the department of a name; a new one where there is none."""
        lists = self._known(name)
        if lists is None:
            taken = {other.slug for other in self.departments.values()} | self.folders
            lists = DepartmentFiles(slug(name, taken), name, shared=self.shared)
            self.departments[name] = lists
        return lists

    def _known(self, name: str) -> DepartmentFiles | None:
        """The department of that name, or the only one that can be meant by it."""
        if name in self.departments:
            return self.departments[name]
        known = self.departments.values()
        meant = [lists for lists in known if name in lists.aliases]
        meant = meant or [lists for lists in known if same_department(name, lists.name)]
        return meant[0] if len(meant) == 1 else None


def read_existing(into: Path) -> Existing:
    """Read the departments that a register has; none where there is no register yet.

    Raises:
        CannotRun: a file that an import may add to cannot be read; nothing has been written.
    """
    existing = Existing()
    if not (into / SETTINGS_FILE).is_file():
        if into.is_dir() and any(entry for entry in into.iterdir() if entry.name != ".git"):
            raise CannotRun(
                f"{into} 不是空文件夹，也不是清单库（没有 {SETTINGS_FILE}）。请换一个文件夹。"
            )
        return existing
    source = FolderSource(into)
    _refuse_links(into)
    if (into / "departments").is_dir():
        existing.folders = {entry.name.lower() for entry in (into / "departments").iterdir()}
    existing.shared = _read(source, SETTINGS_FILE).get(SHARED_KEY) or {}
    by_folder: dict[str, DepartmentFiles] = {}
    for path in source.files():
        place = held(path)
        if place is not None and place.stem in (*LISTS, "department"):
            data = _read(source, path)
            files = DepartmentFiles(place.slug, "", shared=dict(existing.shared))
            _take_in(by_folder.setdefault(place.slug, files), place.stem, data, path)
    for lists in by_folder.values():
        lists.name = lists.name or lists.slug
    existing.departments = {lists.name: lists for lists in by_folder.values()}
    return existing


def _refuse_links(into: Path) -> None:
    """A link in a register that came from elsewhere could lead the writing anywhere."""
    departments = into / "departments"
    inside = departments.iterdir() if departments.is_dir() else ()
    for path in (departments, *inside):
        if path.is_symlink():
            raise CannotRun(f"{path} 是一个链接，没有导入。请换成真正的文件夹。")


def _read(source: FolderSource, path: str) -> dict[str, Any]:
    try:
        data = read(decode(source.read(path)).text)
    except ReadProblem:
        data = None
    if not isinstance(data, dict):
        raise CannotRun(f"{path} 读不懂，没有导入。请先运行 quanze validate {source.root} 改正。")
    return data


def _take_in(lists: DepartmentFiles, stem: str, data: dict[str, Any], path: str) -> None:
    if stem == "department":
        lists.name = str(data.get("名称") or lists.name)
        former = data.get("曾用名")
        names = [data.get("简称"), *(former if isinstance(former, list) else [])]
        lists.aliases |= {name for name in names if isinstance(name, str)}
        return
    lists.name = lists.name or str(data.get("部门") or "")
    if stem == "power" and isinstance(shared := data.get(SHARED_KEY), dict):
        lists.shared |= shared
    known = lists.data.setdefault(stem, {})
    for key, value in data.items():
        if key in LISTS[stem]:
            known.setdefault(key, []).extend(_entries(value, key, path))
        else:
            known.setdefault(key, value)


def _entries(value: Any, key: str, path: str) -> list[Entry]:
    """The entries of a list in the register, if rows can be compared with them.

    Raises:
        CannotRun: they are no entries, or powers without a code.
    """
    entries = value or []
    sound = isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)
    if not sound or (key == "事项" and not all(entry.get("编码") for entry in entries)):
        raise CannotRun(
            f"{path} 的“{key}”里有不完整的内容，没有导入。请先运行 quanze validate 改正。"
        )
    return list(entries)
