"""quanze import: workbooks -> the YAML lists of a register, and the report of what was understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quanze.excel.convert import Converted, Entry
from quanze.excel.department import guess_department
from quanze.excel.existing import Existing, read_existing
from quanze.excel.headers import default_words
from quanze.excel.lists import LISTS, DepartmentFiles
from quanze.excel.read import duplicates, read_workbook, report_entry
from quanze.excel.result import Row, SheetResult, WorkbookResult
from quanze.excel.slug import region_of
from quanze.load.emit import emit
from quanze.load.encoding import decode
from quanze.load.fmt import LayoutChangedData, comments_of, laid_out
from quanze.load.layout import LIST_KINDS
from quanze.load.scaffold import new_register
from quanze.load.source import SETTINGS_FILE, CannotRun
from quanze.load.write import write_text
from quanze.load.yaml_reader import read_with_spans

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
            found = [file for file in path.iterdir() if file.suffix.lower() in ENDINGS]
        elif path.exists():
            found = [path]
        else:
            found = _expanded(path, argument)
        # ~$清单.xlsx is what Excel leaves beside a workbook that is open.
        found = sorted(file for file in found if file == path or not file.name.startswith("~$"))
        if not found:
            raise CannotRun(
                f"找不到 {argument}。请检查路径；可以给文件、文件夹或 *.xls 这样的写法。"
            )
        paths += found
    return list(dict.fromkeys(paths))


def _expanded(path: Path, pattern: str) -> list[Path]:
    try:
        return list(Path(path.anchor or ".").glob(pattern[len(path.anchor) :]))
    except (ValueError, NotImplementedError):  # no pattern at all, like a**b
        return []


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
    existing = read_existing(into)
    for index, result in enumerate(imported.results):
        if result.problem is None and index not in imported.duplicates:
            _merge(result, imported, existing, department)
    _write(imported, into)
    return imported


def _merge(
    result: WorkbookResult,
    imported: Imported,
    existing: Existing,
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
        lists = existing.department(name)
        lists.merge(converted)
        imported.departments[lists.name] = lists
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


def _write(imported: Imported, into: Path) -> None:
    """Write what has changed; every text is made before the first is written."""
    changed = [lists for lists in imported.departments.values() if lists.changed()]
    texts: dict[str, str] = {}
    for lists in changed:
        lists.share_duties()
        folder = f"departments/{lists.slug}"
        if not (into / folder / "department.yaml").exists():
            texts[f"{folder}/department.yaml"] = emit({"名称": lists.name})
        for stem in lists.changed():
            texts[f"{folder}/{stem}.yaml"] = _list_text(lists, stem, into / folder / f"{stem}.yaml")
    if changed and not (into / SETTINGS_FILE).is_file():
        regions = Counter(filter(None, map(region_of, imported.departments)))
        region = regions.most_common(1)[0][0] if regions else None
        for _ in new_register(into, region=region):
            pass
        imported.written.append(SETTINGS_FILE)
    for path, text in texts.items():
        write_text(into / path, text)
        imported.written.append(path)


def _list_text(lists: DepartmentFiles, stem: str, path: Path) -> str:
    """The text of a list; where it was there, its comments stay and new entries come last.

    Raises:
        CannotRun: the list that is there cannot be laid out anew without loss.
    """
    text = decode(path.read_bytes()).text if path.exists() else ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    data, spans = read_with_spans(text)
    written: Entry = data or {}
    for key, value in lists.data[stem].items():
        if key not in LISTS[stem]:
            if not text:
                written[key] = value
        elif new := lists.added[key]:
            written[key] = [*(written.get(key) or []), *value[-new:]]
    try:
        return laid_out(written, LIST_KINDS[stem].model, comments_of(text, spans))
    except LayoutChangedData:
        raise CannotRun(f"{path} 的写法不能照原样补写，没有导入。请先运行 quanze fmt。") from None
