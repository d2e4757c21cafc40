"""quanze import: workbooks -> the YAML lists of a register, and the report of what was understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quanze.excel.convert import Converted
from quanze.excel.department import guess_department
from quanze.excel.headers import default_words
from quanze.excel.lists import LISTS, DepartmentFiles
from quanze.excel.read import duplicates, read_workbook, report_entry
from quanze.excel.result import Row, SheetResult, WorkbookResult
from quanze.excel.slug import region_of, slug
from quanze.load.emit import emit
from quanze.load.encoding import decode
from quanze.load.fmt import comments_of, model_of, ordered
from quanze.load.scaffold import new_register
from quanze.load.source import SETTINGS_FILE, CannotRun, FolderSource
from quanze.load.write import write_text
from quanze.load.yaml_reader import ReadProblem, read, read_with_spans

ENDINGS = (".xls", ".xlsx", ".xlsm", ".et", ".xltx")


@dataclass
class Imported:
    """What an import did."""

    results: list[WorkbookResult] = field(default_factory=list)
    duplicates: dict[int, str] = field(default_factory=dict)
    """Position of a result -> the file that it repeats byte for byte."""
    departments: dict[str, DepartmentFiles] = field(default_factory=dict)
    fillers: Counter[str] = field(default_factory=Counter)
    written: list[str] = field(default_factory=list)
    without_department: list[str] = field(default_factory=list)

    def report(self) -> dict[str, Any]:
        """Return the report as data for JSON."""
        files = [
            report_entry(result, self.duplicates.get(index))
            for index, result in enumerate(self.results)
        ]
        return {
            "files": files,
            "fillers": dict(self.fillers),
            "departments": [
                {
                    "department": lists.name,
                    "slug": lists.slug,
                    "added": dict(lists.added),
                    "differing": lists.differing,
                }
                for lists in self.departments.values()
            ],
            "written": self.written,
        }


def workbook_paths(arguments: Iterable[str]) -> list[Path]:
    """Return the files that arguments name: files, folders, and patterns that no shell has expanded.

    Raises:
        CannotRun: an argument names nothing.
    """
    paths: list[Path] = []
    for argument in arguments:
        path = Path(argument)
        if path.is_dir():
            found = sorted(file for file in path.iterdir() if file.suffix.lower() in ENDINGS)
        elif path.exists():
            found = [path]
        else:
            found = sorted(Path(path.anchor or ".").glob(argument[len(path.anchor) :]))
        if not found:
            raise CannotRun(
                f"找不到 {argument}。请检查路径；可以给文件、文件夹或 *.xls 这样的写法。"
            )
        paths += found
    return list(dict.fromkeys(paths))


def import_workbooks(
    paths: Iterable[Path], into: Path, *, department: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> Imported:  # fmt: skip
    """Read workbooks and write what is new into a register; a register is made where there is none.

    Args:
        paths: the workbooks.
        into: the register's folder.
        department: the department's name, where the workbooks do not tell it.
        progress: called with the name of each file when it has been read.

    Raises:
        CannotRun: a list of the register that would be added to cannot be read.
    """
    imported = Imported()
    for path in paths:
        imported.results.append(read_workbook(path))
        if progress is not None:
            progress(path.name)
    imported.duplicates = duplicates(imported.results)
    existing = _existing(into)
    for index, result in enumerate(imported.results):
        if result.problem is None and index not in imported.duplicates:
            _merge(result, imported, existing, department)
    _write(imported, into)
    return imported


def _merge(
    result: WorkbookResult,
    imported: Imported,
    existing: dict[str, DepartmentFiles],
    given: str | None,
) -> None:
    """Give the rows of a workbook to their departments."""
    defaults = _defaults(result, given)
    by_department: dict[str, Converted] = {}
    for sheet, default in zip(result.sheets, defaults, strict=True):
        if sheet.kind == "unknown":
            continue
        for name, rows in _by_department(sheet, default).items():
            if name is None:
                imported.without_department.append(f"{result.file}#{sheet.name}")
            converted = by_department.setdefault(name or Path(result.file).stem, Converted())
            converted.add_sheet(result.file, sheet, rows)
    for name, converted in by_department.items():
        _department(name, imported, existing).merge(converted)
        imported.fillers += converted.fillers


def _defaults(result: WorkbookResult, given: str | None) -> list[str | None]:
    """Tell the department of each sheet: the workbook's, or the sheet's own in a book of several."""
    if given is not None or len(result.sheets) < 2:
        return [given or result.department.name] * len(result.sheets)
    words = default_words()
    own = [guess_department("", (sheet,), words).name for sheet in result.sheets]
    if None in own or len(set(own)) == 1:
        return [result.department.name] * len(result.sheets)
    return own


def _by_department(sheet: SheetResult, default: str | None) -> dict[str | None, list[Row]]:
    """Group rows by the department that a column names; a boundary list's column means another thing."""
    groups: dict[str | None, list[Row]] = {}
    current: dict[int, str | None] = {}
    for row in sheet.rows:
        name = default
        if sheet.kind == "power" and (cell := row.cells.get("部门")) is not None:
            name = cell.text
        if row.parent is not None:
            name = current.get(row.parent, name)
        current[row.number] = name
        groups.setdefault(name, []).append(row)
    return groups


def _department(
    name: str, imported: Imported, existing: dict[str, DepartmentFiles]
) -> DepartmentFiles:
    lists = existing.get(name)
    if lists is None:
        taken = {other.slug for other in existing.values()}
        lists = existing[name] = DepartmentFiles(slug(name, taken), name)
    imported.departments[name] = lists
    return lists


def _existing(into: Path) -> dict[str, DepartmentFiles]:
    """Read the departments that the register has, by name.

    Raises:
        CannotRun: a file that an import may add to cannot be read; nothing has been written.
    """
    if not (into / SETTINGS_FILE).is_file():
        if into.is_dir() and any(entry for entry in into.iterdir() if entry.name != ".git"):
            raise CannotRun(
                f"{into} 不是空文件夹，也不是清单库（没有 {SETTINGS_FILE}）。请换一个文件夹。"
            )
        return {}
    source = FolderSource(into)
    folders: dict[str, DepartmentFiles] = {}
    for path in source.files():
        parts = path.split("/")
        stem = parts[2].removesuffix(".yaml") if len(parts) >= 3 else ""
        if parts[0] != "departments" or stem not in (*LISTS, "department"):
            continue
        try:
            data = read(decode(source.read(path)).text)
        except ReadProblem:
            data = None
        if not isinstance(data, dict):
            raise CannotRun(f"{path} 读不懂，没有导入。请先运行 quanze validate {into} 改正。")
        lists = folders.setdefault(parts[1], DepartmentFiles(parts[1], parts[1]))
        _take_in(lists, stem, data)
    return {lists.name: lists for lists in folders.values()}


def _take_in(lists: DepartmentFiles, stem: str, data: dict[str, Any]) -> None:
    if stem == "department":
        lists.name = str(data.get("名称", lists.slug))
        return
    known = lists.data.setdefault(stem, {})
    for key, value in data.items():
        if key in LISTS[stem] and isinstance(value, list):
            known.setdefault(key, []).extend(value)
        else:
            known.setdefault(key, value)


def _write(imported: Imported, into: Path) -> None:
    changed = [lists for lists in imported.departments.values() if lists.changed()]
    if not (into / SETTINGS_FILE).is_file() and changed:
        regions = Counter(filter(None, map(region_of, imported.departments)))
        region = regions.most_common(1)[0][0] if regions else None
        for _ in new_register(into, region=region):
            pass
        imported.written.append(SETTINGS_FILE)
    for lists in changed:
        folder = into / "departments" / lists.slug
        if not (folder / "department.yaml").exists():
            write_text(folder / "department.yaml", emit({"名称": lists.name}))
            imported.written.append(f"departments/{lists.slug}/department.yaml")
        lists.share_duties()
        for stem in lists.changed():
            _write_list(lists, stem, folder)
            imported.written.append(f"departments/{lists.slug}/{stem}.yaml")


def _write_list(lists: DepartmentFiles, stem: str, folder: Path) -> None:
    """Write a list; where it was there, its comments stay and new entries come last."""
    path = folder / f"{stem}.yaml"
    data = lists.data[stem]
    if not path.exists():
        write_text(path, emit(ordered(data, model_of(f"departments/{lists.slug}/{stem}.yaml"))))
        return
    text = decode(path.read_bytes()).text
    written, spans = read_with_spans(text)
    for key in LISTS[stem]:
        if new := lists.added[key]:
            written[key] = [*(written.get(key) or []), *data[key][-new:]]
    model = model_of(f"departments/{lists.slug}/{stem}.yaml")
    write_text(path, emit(ordered(written, model), comments_of(text, spans)))
