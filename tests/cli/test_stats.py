"""quanze stats as an office uses it: versions of git, tables, files, aims, and what it refuses."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from quanze.cli.app import run
from tests import story
from tests.office import Office
from tests.scenarios.generated import items, register, stats, write

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return story.told(tmp_path_factory.mktemp("仓库"))


def rows(answer: Any, table: str) -> dict[str, list[Any]]:
    return {next(iter(row.values())): list(row.values())[1:] for row in answer["tables"][table]}


def test_versions_of_git_are_compared(office: Office, capsys: Capture) -> None:
    answer = stats(capsys, office.folder, "--between", "@2024-01-31", "HEAD")
    assert [side["total"] for side in answer["between"]] == [4, 2]
    went = rows(answer, "去向")
    assert (went["下放"][0], went["合并"][0], went["取消"][0]) == (1, 2, 0)
    assert rows(answer, "类型")["行政许可"] == [4, 2, -2, 50]
    police = [side["departments"][0]["types"] for side in answer["between"]]
    assert police == [{"行政许可": 1}, {"行政许可": 1}]
    assert answer["between"][1]["commit"] == office.git("rev-parse", "HEAD")


def test_the_working_files_are_a_point(office: Office, capsys: Capture) -> None:
    answer = stats(capsys, office.folder, "--between", "HEAD", ".")
    assert answer["changes"]["精简率"]["value"] == 0
    assert answer["between"][1]["label"] == "工作区"


def test_tables_fit_a_terminal_and_name_their_bases(
    office: Office, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    run(["stats", str(office.folder), "--between", "@2024-01-31", "HEAD"])
    told = capsys.readouterr().out
    assert "（前－后）÷前" in told
    assert "前一版本的 4 项，每项只算一次。" in told
    assert "4 － 减少 3 ＋ 新列入 1 ＝ 2。" in told
    tables = [line for line in told.splitlines() if line.startswith((" ", "─"))]
    wide = [line for line in tables if sum(1 + (ord(sign) > 0x2E80) for sign in line) > 80]
    assert wide == []


def test_every_figure_of_the_table_is_in_the_workbook(
    office: Office, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "统计.xlsx"
    run(["stats", str(office.folder), "--between", "@2024-01-31", "HEAD", "--xlsx", str(file)])
    book = load_workbook(file)
    assert book.sheetnames == ["指标", "类型", "部门", "去向", "来历", "四减"]
    cells = {row[0].value: row for row in book["类型"].iter_rows(min_row=4)}
    assert [cell.value for cell in cells["行政许可"][1:5]] == [4, 2, -2, 0.5]
    assert cells["行政许可"][4].number_format == "0.00%"
    figures = {row[0].value: row for row in book["指标"].iter_rows(min_row=4)}
    assert figures["平均承诺时限"][2].value == 10
    assert figures["平均承诺时限"][3].value == "10÷1"
    assert figures["进厅率"][2].value == "不适用"
    with zipfile.ZipFile(file) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 5
    assert "写在" in capsys.readouterr().err


def test_the_page_holds_charts_and_nothing_from_elsewhere(
    office: Office, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "统计.html"
    run(["stats", str(office.folder), "--between", "@2024-01-31", "HEAD", "--html", str(file)])
    capsys.readouterr()
    page = file.read_text(encoding="utf-8")
    assert page.count("<svg") >= 5
    assert "4 → 2（50.00%）" in page
    assert "default-src 'none'" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page


def test_the_texts_of_a_list_are_texts(tmp_path: Path, capsys: Capture) -> None:
    folder = register(tmp_path / "库", items(1))
    write(folder / "quanze.yaml", {"名称": "=1+1<script>\u202e"})
    write(folder / "departments/d00/department.yaml", {"名称": "=cmd<b>\x1b[2J"})
    page, book = tmp_path / "a.html", tmp_path / "a.xlsx"
    assert run(["stats", str(folder), "--html", str(page), "--xlsx", str(book)]) == 0
    captured = capsys.readouterr()
    assert not {"\x1b", "\u202e"} & set(captured.out + captured.err)
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "<b>\x1b" not in text
    opened = load_workbook(io.BytesIO(book.read_bytes()))
    assert {cell.data_type for sheet in opened for row in sheet.iter_rows() for cell in row} <= {
        "s", "n", "inlineStr",
    }  # fmt: skip


def test_promises_in_another_unit_are_held_against_the_calendar(
    tmp_path: Path, capsys: Capture
) -> None:
    found = [
        *items(1, 0, 法定时限="20日", 承诺时限="5个工作日"),
        *items(1, 1, 法定时限="10日", 承诺时限="10个工作日"),
        *items(1, 2, 法定时限="10日", 承诺时限="24小时"),
        *items(1, 3, 法定时限="20个工作日", 承诺时限="5个工作日"),
    ]
    figures = stats(capsys, register(tmp_path / "库", found))["figures"]
    other = figures["不同单位的承诺不晚于法定"]
    assert (other["part"], other["whole"]) == (1, 2)
    assert "另有 1 项不能比较" in other["base"]
    assert (figures["压缩率"]["part"], figures["压缩率"]["whole"]) == (15, 20)


AIMS = [
    {"名称": "流程图", "到期": "2020-10-31", "指标": "有流程图的职权", "至少": 100},
    {"名称": "项数", "到期": "2020-12-31", "指标": "职权", "至多": 5},
    {"名称": "精简", "到期": "2020-12-31", "指标": "精简率", "至少": 25},
    {"名称": "进厅", "到期": "2020-12-31", "指标": "进厅率", "至少": 99.7},
    {"名称": "公布", "到期": "2020-12-31"},
    {"名称": "培训", "到期": "2020-11-30", "完成": "2020-11-15"},
    {"名称": "验收", "到期": "2020-11-01", "完成": "2020-11-15"},
]


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (
            "2020-10-31",
            {"流程图": "未到期", "公布": "未到期", "培训": "未到期", "验收": "未到期"},
        ),
        ("2020-11-15", {"流程图": "逾期", "公布": "未到期", "培训": "已达到", "验收": "逾期完成"}),
        ("2021-01-01", {"流程图": "逾期", "公布": "逾期", "培训": "已达到", "验收": "逾期完成"}),
    ],
)
def test_aims_are_judged_on_a_day(
    day: str, states: dict[str, str], tmp_path: Path, capsys: Capture
) -> None:
    folder = register(tmp_path / "库", items(5))
    write(folder / "quanze.yaml", {"名称": "示例", "计划": AIMS})
    answer = stats(capsys, folder, "--as-of", day)
    told = {aim["name"]: aim["state"] for aim in answer["milestones"]}
    always = {"项数": "已达到", "精简": "不能判断", "进厅": "不能判断"}
    assert told == {**states, **always}
    assert answer["as_of"] == day
    assert answer["milestones"][0]["least"] == 100


def test_an_aim_between_two_versions_is_judged_with_both(tmp_path: Path, capsys: Capture) -> None:
    old, new = register(tmp_path / "前", items(8)), register(tmp_path / "后", items(6))
    write(new / "quanze.yaml", {"名称": "示例", "计划": AIMS})
    answer = stats(capsys, new, "--between", old, new, "--as-of", "2020-01-01")
    told = {aim["name"]: (aim["state"], aim["now"]) for aim in answer["milestones"]}
    assert told["精简"] == ("已达到", "25.00%（2÷8）")
    assert told["项数"] == ("未到期", "6 项")


def test_an_unknown_figure_of_an_aim_is_found(tmp_path: Path, capsys: Capture) -> None:
    folder = register(tmp_path / "库", items(1))
    aim = {"名称": "甲", "到期": "2020-10-31", "指标": "满意度"}
    write(folder / "quanze.yaml", {"名称": "示例", "计划": [aim]})
    run(["validate", str(folder)])
    assert "满意度" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--at", "HEAD", "--between", "HEAD", "."], "只写一个"),
        (["--between", "没有这个", "."], "没有这个"),
        (["--xlsx", "统计.csv"], "以 .xlsx 结尾"),
        (["--html", "统计.xlsx"], "以 .html 结尾"),
    ],
)
def test_what_cannot_be_done_is_refused(
    arguments: list[str], told: str, office: Office, capsys: Capture
) -> None:
    assert run(["stats", str(office.folder), *arguments]) == 2
    captured = capsys.readouterr()
    assert told in captured.err
    assert captured.out == "", "nothing is counted before it is refused"


def test_a_version_that_cannot_be_read_is_not_compared(tmp_path: Path, capsys: Capture) -> None:
    old, new = register(tmp_path / "前", items(2)), register(tmp_path / "后", items(2))
    write(new / "departments/d00/power.yaml", {"部门": "第0局", "事项": [{"名称": "没有编码"}]})
    assert run(["stats", str(new), "--between", str(old), str(new)]) == 2
    assert "读不到的会被当成取消" in capsys.readouterr().err


def test_the_same_figures_make_the_same_workbook(tmp_path: Path, capsys: Capture) -> None:
    folder, files = register(tmp_path / "库", items(3)), [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for file in files:
        run(["stats", str(folder), "--as-of", "2024-06-30", "--xlsx", str(file)])
    capsys.readouterr()
    assert files[0].read_bytes() == files[1].read_bytes()
