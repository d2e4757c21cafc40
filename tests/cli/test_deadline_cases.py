"""quanze deadline --cases: a table in, due dates out, in every format, with the exit codes of CI."""

from __future__ import annotations

import io
import json
from pathlib import Path

import icalendar
import openpyxl
import pytest

from .running import quanze

TODAY = ("--today", "2026-11-22")
GOOD = "编号,受理日期,期限,规则\n甲1,2026-09-28,20个工作日,\n甲2,2026-11-20,45个工作日,\n"
BAD = GOOD + "甲3,上周,20个工作日,\n"

POWER = """\
部门: 甲局
事项:
  - 编码: "001"
    名称: 食品经营许可
    类型: 行政许可
    法定时限: 20个工作日
    承诺时限: 7个工作日
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "办件.csv"
    path.write_text(GOOD, encoding="gb18030")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "有错.csv"
    path.write_text(BAD, encoding="utf-8-sig")
    return path


def test_a_terminal_shows_dates_warnings_and_on_what_day(table: Path) -> None:
    result = quanze("deadline", "--cases", table, *TODAY)
    assert result.returncode == 0
    assert result.stderr == ""
    for words in (
        "甲1",
        "2026-10-30",
        "超 15 工作日",
        "超期",
        "2027-01-25（暂定）",
        "最早 2027-01-",
    ):
        assert words in result.stdout
    assert (
        "共 2 件：绿 1、超期 1；其中 1 件的到期日是暂定的，2026-12-22 再查。今日 2026-11-22。"
        in result.stdout
    )
    assert max(map(_width, result.stdout.splitlines()[:8])) <= 100


def _width(line: str) -> int:
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in line)


def test_bad_rows_are_told_apart_and_change_the_exit_code(bad: Path) -> None:
    result = quanze("deadline", "--cases", bad, *TODAY)
    assert result.returncode == 1
    assert "有 1 行没有算出到期日：" in result.stderr
    assert "  第 4 行（甲3） 起算日：“上周”不是日期。改法：写成 年-月-日" in result.stderr
    assert "2026-10-30" in result.stdout
    assert "甲3" not in result.stdout


def test_json_has_one_object_per_row(bad: Path) -> None:
    result = quanze("deadline", "--cases", bad, *TODAY, "--format", "json")
    assert result.returncode == 1
    facts = json.loads(result.stdout)
    assert [(fact["编号"], fact["状态"]) for fact in facts] == [
        ("甲1", "确定"),
        ("甲2", "暂定"),
        ("甲3", "错误"),
    ]


def test_csv_and_calendar_files_keep_their_line_ends_and_mark(table: Path) -> None:
    for output, start in (("csv", "\ufeff编号,起算日"), ("ics", "BEGIN:VCALENDAR")):
        result = quanze("deadline", "--cases", table, *TODAY, "--format", output)
        assert result.returncode == 0
        assert result.stdout.startswith(start)


@pytest.mark.parametrize("explicit", [True, False])
def test_the_name_of_the_file_tells_the_format(table: Path, tmp_path: Path, explicit: bool) -> None:
    def written(suffix: str) -> bytes:
        target = tmp_path / f"结果.{suffix}"
        options = ("--format", suffix) if explicit else ()
        result = quanze("deadline", "--cases", table, *TODAY, "--output", target, *options)
        assert result.returncode == 0
        assert f"结果写在 {target}。" in result.stdout
        return target.read_bytes()

    assert written("csv").startswith("\ufeff编号".encode())
    assert b"\r\n" in written("csv")
    assert openpyxl.load_workbook(io.BytesIO(written("xlsx"))).sheetnames == ["到期日", "说明"]
    assert len(json.loads(written("json"))) == 2
    assert len(icalendar.Calendar.from_ical(written("ics")).walk("VEVENT")) == 2


def test_excel_needs_a_file(table: Path) -> None:
    result = quanze("deadline", "--cases", table, "--format", "xlsx")
    assert (result.returncode, result.stdout) == (2, "")
    assert "加上 --output 文件.xlsx" in result.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "文件读不出来"), ("", "文件是空的"), ("姓名\n甲\n", "没有找到表头")],
)
def test_a_table_that_cannot_be_read_cannot_run(
    tmp_path: Path, content: str | None, said: str
) -> None:
    path = tmp_path / "表.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    result = quanze("deadline", "--cases", path)
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_strict_refuses_what_can_change(table: Path) -> None:
    result = quanze("deadline", "--cases", table, *TODAY, "--strict", "--format", "csv")
    assert result.returncode == 1
    assert "第 3 行（甲2） 到期日：" in result.stderr
    assert "2027-" not in result.stdout


def test_a_register_gives_the_limits_of_items(tmp_path: Path) -> None:
    register = tmp_path / "清单库"
    (register / "departments/jia").mkdir(parents=True)
    (register / "quanze.yaml").write_text(
        "名称: 测试\n时限:\n  预警:\n    黄: 30\n", encoding="utf-8"
    )
    (register / "departments/jia/department.yaml").write_text("名称: 甲局\n", encoding="utf-8")
    (register / "departments/jia/power.yaml").write_text(POWER, encoding="utf-8")
    path = tmp_path / "办件.csv"
    path.write_text('编号,起算日,事项\n1,2026-11-16,001\n2,2026-11-16,"002"\n', encoding="utf-8")
    result = quanze("deadline", "--cases", path, *TODAY, "--register", register, "--format", "json")
    first, second = json.loads(result.stdout)
    assert (first["到期日"], first["法定"]["到期日"], first["预警"]) == (
        "2026-11-25",
        "2026-12-14",
        "橙",
    )
    assert second["问题"] == ["清单库里没有编码是“002”的事项，或者它没有读懂"]
    assert result.returncode == 1


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "办件.csv"
    path.write_text("编号,起算日,期限\n甲,2026-11-16,\x1b[31m5日\n", encoding="utf-8")
    result = quanze("deadline", "--cases", path, *TODAY)
    assert "\x1b" not in result.stdout + result.stderr


def test_the_result_never_overwrites_the_table_itself(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("编号,起算日,期限\n1,2026-09-28,20日\n", encoding="utf-8")
    before = table.read_bytes()
    result = quanze("deadline", "--cases", table, "--output", table)
    assert result.returncode == 2
    assert "不能写进办件表自己" in result.stderr
    assert table.read_bytes() == before
