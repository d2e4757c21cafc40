"""quanze cases: a table of handled cases in, findings out, in every format, with the exit codes of CI."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.casework.world import PENALTY, PERMIT, write

from .running import quanze

HEAD = "案号,当事人,联系电话,事项编码,行使主体,收件日期,受理日期,立案日期,审查日期,决定日期,送达日期,办结日期,材料,决定,裁量阶次,金额"
GOOD = f"A1,张三丰,13912345678,{PERMIT},示例市林业局,2026-03-02,2026-03-03,,2026-03-06,2026-03-10,2026-03-11,2026-03-11,采伐申请书,准予,,"
LATE = f"=HYPERLINK(1),李四光,13912345679,{PERMIT},示例市林业局,2026-03-02,2026-03-03,,2026-03-06,2026-05-10,2026-05-11,2026-05-11,采伐申请书；李四光的保证书,准予,,"
UNLISTED = "A3,王五,,99999,示例市林业局,2026-03-02,2026-03-03,,,2026-03-10,,,,,,"
PERSONAL = ("张三丰", "李四光", "王五", "1391234567", "保证书")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return write(tmp_path / "清单库")


def table(folder: Path, *rows: str, encoding: str = "utf-8") -> Path:
    path = folder / "办件.csv"
    path.write_text("\n".join((HEAD, *rows, "")), encoding=encoding)
    return path


def run(file: Path, register: Path, *more: str | Path) -> tuple[int, str, str]:
    done = quanze("cases", file, "--register", register, "--today", "2026-11-22", *more)
    return done.returncode, done.stdout, done.stderr


def test_cases_as_the_list_says_are_fine(tmp_path: Path, register: Path) -> None:
    code, out, err = run(table(tmp_path, GOOD, encoding="gb18030"), register)
    assert (code, err) == (0, "")
    assert "核对了 1 件：没有发现问题" in out


def test_findings_are_told_by_department_and_check_with_their_place(
    tmp_path: Path, register: Path
) -> None:
    code, out, _ = run(table(tmp_path, GOOD, LATE, UNLISTED), register)
    assert code == 1
    assert "核对了 3 件：有问题 2 件，共 4 处" in out
    assert "K5 超过法定时限  1 处" in out
    assert "J3 =HYPERLINK(1) “林木采伐许可”（XK-1）" in out
    assert "2026-03-03 受理，2026-05-10 才决定；应当在20个工作日以内，最迟 2026-03-31" in out
    assert "D4 A3 99999" in out
    assert "怎么改：" in out


@pytest.mark.parametrize("output", ["text", "json"])
def test_nothing_of_the_parties_is_repeated(tmp_path: Path, register: Path, output: str) -> None:
    file = table(tmp_path, GOOD, LATE, UNLISTED)
    _, out, err = run(file, register, "--format", output, "--xlsx", tmp_path / "r.xlsx")
    with zipfile.ZipFile(tmp_path / "r.xlsx") as book:
        written = "".join(book.read(name).decode() for name in book.namelist())
    for word in PERSONAL:
        assert word not in out + err
        assert word not in written


def test_a_number_that_is_one_of_a_person_is_not_repeated(tmp_path: Path, register: Path) -> None:
    row = UNLISTED.replace("A3", "13912345678").replace("99999", "13912345678")
    _, out, _ = run(table(tmp_path, row), register)
    assert "1391234567" not in out
    assert "“事项编码”里写的不是编码" in out


def test_json_tells_each_finding_with_row_column_item_and_source(
    tmp_path: Path, register: Path
) -> None:
    code, out, _ = run(table(tmp_path, LATE), register, "--format", "json")
    data = json.loads(out)
    assert code == 1
    assert (data["办件"], data["有问题"]) == (1, 1)
    late = next(one for one in data["发现"] if one["代码"] == "K5")
    assert late["行"] == 2
    assert (late["列"], late["单元格"]) == ("决定日期", "J2")
    assert (late["案号"], late["事项编码"], late["事项"]) == (
        "=HYPERLINK(1)",
        PERMIT,
        "林木采伐许可",
    )
    assert late["依据"] == "《中华人民共和国行政许可法》第四十二条第一款"
    assert {one["代码"] for one in data["检查"]} == {f"K{n}" for n in range(1, 10)}


def test_the_workbook_has_the_cases_with_the_findings_beside_and_no_formula(
    tmp_path: Path, register: Path
) -> None:
    file, target = table(tmp_path, GOOD, LATE, UNLISTED), tmp_path / "结果.xlsx"
    code, _, err = run(file, register, "--xlsx", target)
    assert code == 1
    assert "结果.xlsx" in err
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["办件", "发现", "统计", "说明"]
    heads = [cell.value for cell in book["办件"][1]]
    rows = {row[1].value: row for row in book["办件"].iter_rows(min_row=2)}
    assert set(rows) == {"A1", "=HYPERLINK(1)", "A3"}
    assert all(cell.data_type != "f" for page in book for row in page.iter_rows() for cell in row)
    found = heads.index("发现")
    assert rows["A1"][found].value is None
    assert "K5 超过法定时限" in str(rows["=HYPERLINK(1)"][found].value)
    assert book["发现"].max_row == 1 + 4
    sums = [cell.value for cell in book["统计"][book["统计"].max_row]]
    assert (sums[0], sums[1], sums[-1]) == ("合计", 3, 4)


def test_an_excel_table_is_read_as_well(tmp_path: Path, register: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["某局 2026年办件", None])
    page.append(HEAD.split(","))
    page.append(LATE.split(","))
    path = tmp_path / "办件.xlsx"
    book.save(path)
    code, out, _ = run(path, register)
    assert code == 1
    assert "K5 超过法定时限  1 处" in out


def test_the_empty_table_is_one_that_can_be_filled_in_and_read(
    tmp_path: Path, register: Path
) -> None:
    for name in ("空表.xlsx", "空表.csv"):
        target = tmp_path / name
        done = quanze("cases", "--template", target, "--register", register)
        assert (done.returncode, done.stderr) == (0, "")
        code, out, _ = run(target, register)
        assert (code, out.startswith("核对了 0 件")) == (0, True)
    book = openpyxl.load_workbook(tmp_path / "空表.xlsx")
    heads = [cell.value for cell in book["办件"][1]]
    assert heads[:3] == ["案号", "事项编码", "行使主体"]
    assert "评审日期" in heads, "the register's flow has that stage"
    page = book["办件"]
    row = {"案号": "A1", "事项编码": PENALTY, "立案日期": "2026-03-02", "决定日期": "2026-08-02"}
    for column, head in enumerate(heads, 1):
        page.cell(2, column, row.get(str(head)))
    book.save(tmp_path / "填好.xlsx")
    code, out, _ = run(tmp_path / "填好.xlsx", register)
    assert code == 1
    assert "K5 超过法定时限" in out
    for head in heads:
        assert str(head) in {cell.value for cell in book["说明"]["A"]}


def test_the_empty_table_does_not_overwrite(tmp_path: Path) -> None:
    target = tmp_path / "空表.csv"
    target.write_text("我的表", encoding="utf-8")
    assert quanze("cases", "--template", target, cwd=tmp_path).returncode == 2
    assert target.read_text(encoding="utf-8") == "我的表"
    assert quanze("cases", "--template", tmp_path / "空.csv", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "文件是空的"),
        ("一,二\n三,四\n", "没有找到表头"),
        ("案号,受理日期\nA,2026-01-01\n", "表里没有这一列：事项编码"),
        ("事项编码,事项代码,受理日期\n1,2,3\n", ""),
        ("事项代码,实施编码,受理日期\n1,2,3\n", "有几列都可以是“事项编码”"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_the_reason(
    tmp_path: Path, register: Path, text: str, said: str
) -> None:
    path = tmp_path / "办件.csv"
    path.write_text(text, encoding="utf-8")
    code, _, err = run(path, register)
    assert code == (2 if said else 1)
    assert said in err


def test_a_bomb_is_not_opened(tmp_path: Path, register: Path) -> None:
    path = tmp_path / "办件.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (128 * 2**20))
    code, _, err = run(path, register)
    assert code == 2
    assert "疑似恶意文件" in err


@pytest.mark.parametrize(
    "more",
    [
        ("--xlsx", "结果.csv"),
        ("--template", "空表.doc"),
        ("--today", "今天"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, register: Path, more: tuple[str, str]) -> None:
    code, _, err = run(table(tmp_path, GOOD), register, *more)
    assert code == 2
    assert more[0] in err


def test_the_result_does_not_go_into_the_table_itself(tmp_path: Path, register: Path) -> None:
    book = openpyxl.Workbook()
    path = tmp_path / "办件.xlsx"
    book.save(path)
    before = path.read_bytes()
    code, _, err = run(path, register, "--xlsx", path)
    assert (code, path.read_bytes()) == (2, before)
    assert "换一个文件名" in err


def test_without_a_table_the_command_says_what_it_needs(register: Path) -> None:
    done = quanze("cases", "--register", register)
    assert done.returncode == 2
    assert "--template" in done.stderr


def test_hostile_cells_do_no_harm(tmp_path: Path, register: Path) -> None:
    escape = "\x1b[31m红"
    rows = [
        f"{escape},,,{PERMIT},{'甲' * 9000},{'9' * 5000},2026-02-30,0000-00-00,昨天,99999-01-01,,,{'材料；' * 3000},,,1e999",
        f"{'A' * 500},,,{'9' * 300},,,,,,,,,,,,",
        f"A,,,{PENALTY},,,,2026-03-02,,2026-03-03,,,,{'处' * 5000},{'轻' * 5000},{'9' * 400}",
    ]
    code, out, err = run(table(tmp_path, *rows), register, "--xlsx", tmp_path / "r.xlsx")
    assert code in (0, 1)
    assert "\x1b" not in out
    assert "内部出错" not in err
