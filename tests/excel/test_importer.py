"""quanze import, from real workbooks to a register: all of it, once, and never over a clerk's work."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from quanze.excel.convert import FILLERS
from quanze.excel.grid import read_grids
from quanze.excel.importer import import_workbooks, workbook_paths
from quanze.excel.text import cell_name
from quanze.load.loader import load
from quanze.load.source import CannotRun, open_register
from quanze.load.yaml_reader import read, text_paths

REAL = Path(__file__).parents[3] / "shared" / "realdata"
HEADER = ("序号", "事项名称", "子项名称", "权力类型", "实施依据", "行使主体", "承办机构", "责任事项内容", "追责情形", "备注")  # fmt: skip
LONG = "因不履行或不正确履行行政职责，有下列情形的，行政机关及相关工作人员应当承担相应的责任：" * 4


def workbook(path: Path, rows: list[tuple[Any, ...]], title: str = "甲市民政局权责清单") -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("行政许可")
    sheet.write(0, 0, title)
    for number, row in enumerate([HEADER, *rows], 1):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.close()
    return path


ROWS = [
    (1, "社会团体登记", "", "行政许可", "【法规】《社会团体登记管理条例》第三条：“成立社会团体，应当经审查同意。”", "甲市民政局", "登记科", "直接实施责任：\n1.受理；", LONG, "见注"),
    (2, "社会团体年度检查", "", "行政检查", "《社会团体登记管理条例》第二十四条", "甲市民政局", "登记科", "直接实施责任：\n1.检查；", LONG, ""),
    ("", "", "2.民办非企业单位年度检查", "行政检查", "《民办非企业单位登记管理暂行条例》第十九条", "甲市民政局", "登记科", "直接实施责任：\n1.检查；", LONG, ""),
]  # fmt: skip


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and ".git" not in file.parts
    }


def test_a_workbook_becomes_a_register(tmp_path: Path) -> None:
    book = workbook(tmp_path / "民政局.xlsx", ROWS)
    imported = import_workbooks([book], tmp_path / "库")
    loaded = load(open_register(tmp_path / "库"))
    assert loaded.findings == ()
    (lists,) = loaded.register.departments
    assert (lists.name, lists.slug) == ("甲市民政局", "mzj")
    first, second = lists.powers
    assert (str(first.code), first.name) == ("T-mzj-XK-0001", "社会团体登记")
    assert (first.bases[0].law, first.bases[0].articles) == ("《社会团体登记管理条例》", "第三条")
    assert first.bases[0].quote == "成立社会团体，应当经审查同意。"
    assert first.remarks == {"备注": "见注"}
    assert first.imported_from == "民政局.xlsx#行政许可!3 序号1"
    assert [sub.name for sub in second.sub_items] == ["2.民办非企业单位年度检查"]
    assert [(str(duty.item), duty.sub_item) for duty in lists.duties] == [
        ("T-mzj-XK-0001", None),
        ("T-mzj-JC-0001", None),
        ("T-mzj-JC-0001", "2.民办非企业单位年度检查"),
    ]
    assert imported.departments["甲市民政局"].added["事项"] == 2


def test_repeated_texts_are_written_once(tmp_path: Path) -> None:
    import_workbooks([workbook(tmp_path / "民政局.xlsx", ROWS)], tmp_path / "库")
    text = (tmp_path / "库/departments/mzj/duty.yaml").read_text(encoding="utf-8")
    assert text.count(LONG) == 1
    register = load(open_register(tmp_path / "库")).register
    assert all(duty.accountability and duty.accountability.cases == LONG for duty in register.departments[0].duties)  # fmt: skip


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    book = workbook(tmp_path / "民政局.xlsx", ROWS)
    import_workbooks([book], tmp_path / "库")
    before = snapshot(tmp_path / "库")
    again = import_workbooks([book], tmp_path / "库")
    assert snapshot(tmp_path / "库") == before
    assert again.written == []


def test_what_a_clerk_has_changed_stays_and_what_is_new_is_added(tmp_path: Path) -> None:
    import_workbooks([workbook(tmp_path / "民政局.xlsx", ROWS)], tmp_path / "库")
    file = tmp_path / "库/departments/mzj/power.yaml"
    edited = file.read_text(encoding="utf-8").replace(
        "承办机构: 登记科", "承办机构: 社会组织管理科", 1
    )
    file.write_text("# 已核对\n" + edited, encoding="utf-8")
    more = [
        *ROWS,
        (
            3,
            "慈善组织认定",
            "",
            "行政确认",
            "《中华人民共和国慈善法》第十条",
            "甲市民政局",
            "慈善科",
            "",
            "",
            "",
        ),
    ]
    again = import_workbooks([workbook(tmp_path / "民政局.xlsx", more)], tmp_path / "库")
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# 已核对\n")
    assert "社会组织管理科" in text
    powers = load(open_register(tmp_path / "库")).register.powers
    assert [str(power.code) for power in powers] == [
        "T-mzj-XK-0001",
        "T-mzj-JC-0001",
        "T-mzj-QR-0001",
    ]
    assert again.departments["甲市民政局"].differing == ["T-mzj-XK-0001"]


def test_codes_of_the_office_are_kept_and_fillers_are_no_codes(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "清单.xlsx"))
    sheet = book.add_worksheet("清单")
    for row, values in enumerate(
        [("甲市民政局权责清单",), ("职权编码", "职权名称", "职权类型", "行使主体"), ("650200207XK01600", "甲许可", "行政许可", "民政局"), ("/", "乙许可", "行政许可", "民政局")]
    ):  # fmt: skip
        sheet.write_row(row, 0, values)
    book.close()
    import_workbooks([tmp_path / "清单.xlsx"], tmp_path / "库")
    first, second = load(open_register(tmp_path / "库")).register.powers
    assert str(first.code) == "650200207XK01600"
    assert (str(second.code), second.remarks) == ("T-mzj-XK-0001", {"编码": "/"})


def test_a_file_that_is_no_workbook_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 not really")
    imported = import_workbooks([broken, workbook(tmp_path / "民政局.xlsx", ROWS)], tmp_path / "库")
    assert imported.results[0].problem
    assert len(load(open_register(tmp_path / "库")).register.powers) == 2


def test_a_copy_of_a_file_is_imported_once(tmp_path: Path) -> None:
    book = workbook(tmp_path / "民政局.xlsx", ROWS)
    shutil.copy(book, tmp_path / "民政局 (1).xlsx")
    imported = import_workbooks(workbook_paths([str(tmp_path)]), tmp_path / "库")
    files = imported.report()["files"]
    assert [file["duplicate_of"] for file in files] == [None, files[0]["file"]]
    assert len(load(open_register(tmp_path / "库")).register.powers) == 2


def test_a_folder_that_is_something_else_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "照片"
    target.mkdir()
    (target / "a.txt").write_text("a", encoding="utf-8")
    with pytest.raises(CannotRun, match="不是空文件夹"):
        import_workbooks([workbook(tmp_path / "民政局.xlsx", ROWS)], target)
    assert [entry.name for entry in target.iterdir()] == ["a.txt"]


def test_nothing_is_written_over_a_list_that_cannot_be_read(tmp_path: Path) -> None:
    book = workbook(tmp_path / "民政局.xlsx", ROWS)
    import_workbooks([book], tmp_path / "库")
    file = tmp_path / "库/departments/mzj/power.yaml"
    file.write_text("部门：甲\n类型: 乙\n", encoding="utf-8")
    before = snapshot(tmp_path / "库")
    with pytest.raises(CannotRun, match=r"power\.yaml"):
        import_workbooks([book], tmp_path / "库")
    assert snapshot(tmp_path / "库") == before


@pytest.mark.skipif(
    not REAL.is_dir(), reason="the published lists in ../shared/realdata are not here"
)
def test_the_lists_of_a_real_city(tmp_path: Path) -> None:
    paths = workbook_paths([str(REAL / "karamay" / "*")])
    imported = import_workbooks(paths, tmp_path / "库")
    loaded = load(open_register(tmp_path / "库"))
    assert loaded.findings == ()
    assert len(loaded.register.powers) == 1735
    assert len(loaded.register.powers_by_code) == 1735
    report = imported.report()
    truth = json.loads((REAL / "karamay_truth.json").read_text(encoding="utf-8"))
    got = {(f["file"], s["sheet"]): s for f in report["files"] for s in f["sheets"]}
    for sheet in truth:
        entry = got[sheet["file"], sheet["sheet"]]
        assert (entry["items"], entry["continuations"], entry["types"]) == (
            sheet["rows_named"],
            sheet["rows_continuation"],
            sheet["types"],
        )
    before = snapshot(tmp_path / "库")
    import_workbooks(paths, tmp_path / "库")
    assert snapshot(tmp_path / "库") == before


# A basis is cut into title, article and words, which stand apart in the register.
PIECES = re.compile(
    r"(?<=[条款项])|(?=第[〇零一二三四五六七八九十百千\d]+[条款项])|[{}\s，。；;：:、（）()《》〈〉“”\"'‘’【】\[\]［］「」!！?？.．,]+"
)


def texts_of(folder: Path) -> dict[str, str]:
    """All texts of each department's files, without blanks, by the department's name."""
    found: dict[str, str] = {}
    for department in sorted((folder / "departments").iterdir()):
        data = [
            read(file.read_text(encoding="utf-8")) for file in sorted(department.glob("*.yaml"))
        ]
        texts = [text for part in data for _, text in text_paths(part)]
        name = next(part["名称"] for part in data if "名称" in part)
        found[name] = "\n".join("".join(text.split()) for text in texts)
    return found


@pytest.mark.skipif(
    not REAL.is_dir(), reason="the published lists in ../shared/realdata are not here"
)
def test_every_cell_of_a_real_list_is_found_again_in_the_register(tmp_path: Path) -> None:
    paths = workbook_paths([str(REAL / "karamay" / "*")])
    imported = import_workbooks(paths, tmp_path / "库")
    texts = texts_of(tmp_path / "库")
    missing = []
    checked = covered = 0
    for result in imported.results:
        register = texts[result.department.name or ""]
        for row in (row for sheet in result.sheets for row in sheet.rows):
            for element, cell in {**row.cells, **row.extra}.items():
                if cell.text in FILLERS and element in ("子项名称", "中介服务"):
                    continue
                whole = "依据" not in element
                pieces = ["".join(cell.text.split())] if whole else PIECES.split(cell.text)
                checked += len(pieces)
                missing += [
                    (result.file, cell.cells, piece) for piece in pieces if piece not in register
                ]
    for path, result in zip(paths, imported.results, strict=True):
        sheets = {sheet.name: sheet for sheet in result.sheets if sheet.kind != "unknown"}
        for grid in read_grids(path.read_bytes()):
            if sheet := sheets.get(grid.name):
                mapped = {column.index for column in sheet.columns if column.element}
                for (line, column), text in grid.buried.items():
                    if column in mapped and line >= (sheet.header_row or 0):
                        covered += 1
                        missing += [
                            (result.file, (cell_name(line, column),), piece)
                            for piece in PIECES.split(text)
                            if "".join(piece.split()) not in texts[result.department.name or ""]
                        ]
    assert checked > 100_000
    assert covered > 200
    assert missing == []
