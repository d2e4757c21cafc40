"""quanze deadline and quanze calendar, as a clerk and a script meet them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import quanze

POWER = """\
部门: 市水利局
事项:
  - 编码: "001"
    名称: 取水许可
    类型: 行政许可
    法定时限: 20个工作日
    承诺时限: 8个工作日
"""

OVERLAY = """\
名称: 测试清单
日历:
  - 名称: 某市人民政府关于汛期停工的通告
    文号: 某政发〔2026〕1号
    日期: 2026-08-01
    地区: 某市
    安排:
      - 节日: 防汛停工
        放假: [2026-08-03至2026-08-07]
时限:
  规则:
    - 编号: 许可-一次告知-本市
      内容: 一次告知需要补正的全部内容
      法规: 《本市政务服务规定》
      条款: 第三条
      期限: 2个工作日
      起算: 收到申请材料
      严于: 许可-补正
  取舍:
    许可-申请延续: 工作日
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    folder = tmp_path / "清单库"
    (folder / "departments/slj").mkdir(parents=True)
    (folder / "quanze.yaml").write_text("名称: 测试清单\n", encoding="utf-8")
    (folder / "departments/slj/department.yaml").write_text("名称: 市水利局\n", encoding="utf-8")
    (folder / "departments/slj/power.yaml").write_text(POWER, encoding="utf-8")
    return folder


def facts(*arguments: str | Path, cwd: Path | None = None) -> dict[str, Any]:
    result = quanze("deadline", *arguments, "--format", "json", cwd=cwd)
    assert result.returncode == 0, result.stderr
    return dict(json.loads(result.stdout))


def test_a_rule_from_a_day(tmp_path: Path) -> None:
    result = quanze("deadline", "--rule", "许可-决定", "--from", "2026-09-28", cwd=tmp_path)
    assert result.returncode == 0
    shown = result.stdout
    assert "2026-10-30（周五）" in shown
    assert "《中华人民共和国行政许可法》第四十二条第一款" in shown
    assert "10月1日至4日国庆节放假（国办发明电〔2025〕7号）" in shown
    assert "经本行政机关负责人批准，延长 10个工作日，到 2026-11-13" in shown


@pytest.mark.parametrize(
    ("arguments", "due"),
    [
        (("--rule", "xk.decision", "--from", "2026年9月28日"), "2026-10-30"),
        (("--period", "20个工作日", "--from", "2026/9/28"), "2026-10-30"),
        (("--period", "7个工作日", "--from", "2026-10-12", "--before"), "2026-09-24"),
        (("--period", "30日", "--from", "2026-09-01", "--no-roll"), "2026-10-01"),
        (("--rule", "强制-查封", "--from", "2026-09-01", "--roll"), "2026-10-08"),
        (("--rule", "许可-决定", "--from", "2026-09-28", "--suspend", "2026-10-12至2026-10-20 听证"), "2026-11-10"),
        (("--rule", "许可-决定", "--from", "2026-09-28", "--extend", "是"), "2026-11-13"),
        (("--period", "20个工作日", "--from", "2020-01-20", "--as-known-on", "2020-01-21"), "2020-02-21"),
        (("--period", "20个工作日", "--from", "2020-01-20"), "2020-02-25"),
    ],
)  # fmt: skip
def test_one_object_for_one_question(arguments: tuple[str, ...], due: str, tmp_path: Path) -> None:
    found = facts(*arguments, cwd=tmp_path)
    assert found["到期日"] == due
    assert found["状态"] == "确定"
    assert {"编号", "最早", "最晚", "依据", "预警", "计算过程"} <= found.keys()


@pytest.mark.parametrize(
    "way", ["XK.DECISION", "“许可-决定”", "许可—决定", " 许可-决定 ", "ｘｋ．ｄｅｃｉｓｉｏｎ"]
)
def test_a_rule_however_it_is_typed(way: str, tmp_path: Path) -> None:
    assert facts("--rule", way, "--from", "2026-09-28", cwd=tmp_path)["编号"] == "许可-决定"


@pytest.mark.parametrize(
    "start", ["2026年9月28日（周一）", "2026-09-28 星期一", "2026.9.28", "20260928"]
)
def test_a_day_however_it_is_typed(start: str, tmp_path: Path) -> None:
    assert facts("--period", "1日", "--from", start, cwd=tmp_path)["起算日"] == "2026-09-28"


def test_what_changes_nothing_is_said(tmp_path: Path) -> None:
    period = ("--period", "20个工作日", "--from", "2026-09-28")
    late = facts(*period, "--suspend", "2026-12-01至2026-12-05 听证", "--no-roll", cwd=tmp_path)
    assert late["到期日"] == "2026-10-30"
    assert any("没有影响" in remark for remark in late["说明"])
    assert any("末日总是工作日" in remark for remark in late["说明"])
    days = facts("--period", "20日", "--from", "2026-09-28", cwd=tmp_path)
    assert any("自然日" in remark for remark in days["说明"])


def test_an_extension_that_came_too_late_is_not_counted(tmp_path: Path) -> None:
    asked = ("--rule", "许可-决定", "--from", "2026-09-28", "--extend", "是")
    late = facts(*asked, "--extended-on", "2026-11-02", cwd=tmp_path)
    assert late["到期日"] == "2026-10-30"
    assert "不按延长计算" in late["问题"][0]
    shown = quanze("deadline", *asked, "--extended-on", "2026-10-28", cwd=tmp_path).stdout
    assert "30个工作日（20个工作日，已延长，2026-10-28 决定延长）" in shown


def test_the_format_follows_the_name_of_the_file(tmp_path: Path) -> None:
    asked = ("deadline", "--rule", "许可-决定", "--from", "2026-09-28", "--output")
    assert quanze(*asked, "到期.json", cwd=tmp_path).returncode == 0
    assert (
        json.loads((tmp_path / "到期.json").read_text(encoding="utf-8"))["到期日"] == "2026-10-30"
    )
    assert quanze(*asked, "到期.ics", cwd=tmp_path).returncode == 0
    assert (tmp_path / "到期.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_hours(tmp_path: Path) -> None:
    found = facts("--rule", "强制-报告", "--from", "2026-10-01T15:30", cwd=tmp_path)
    assert (found["到期日"], found["到期时刻"]) == ("2026-10-02", "15:30")


def test_past_the_horizon(tmp_path: Path) -> None:
    asked = ("--rule", "公开-答复", "--from", "2026-12-15")
    shown = quanze("deadline", *asked, cwd=tmp_path).stdout
    assert "2027-01-13（周三），暂定：最早 2027-01-11，最晚 2027-01-15" in shown
    assert "再查" in shown
    found = facts(*asked, cwd=tmp_path)
    assert found["状态"] == "暂定"
    assert "2027年的放假安排通知" in found["原因"]
    event = quanze("deadline", *asked, "--format", "ics", cwd=tmp_path).stdout
    assert "暂定" in event
    refused = quanze("deadline", *asked, "--strict", cwd=tmp_path)
    assert refused.returncode == 2
    assert "还不能确定" in refused.stderr
    assert "2027-01" not in refused.stdout + refused.stderr


def test_an_item_of_a_register(register: Path) -> None:
    found = facts("--item", "001", "--from", "2026-03-02", "--register", register)
    assert found["承诺"]["到期日"] == "2026-03-12"
    assert found["法定"]["到期日"] == "2026-03-30"
    assert len(found["时间轴"]) == 6
    shown = quanze("deadline", "--item", "001", "--from", "2026-03-02", cwd=register).stdout
    assert "2026-03-12（周四）  承诺办结（8个工作日）" in shown


def test_a_register_decides_with_its_own_rules_and_days(register: Path) -> None:
    (register / "quanze.yaml").write_text(OVERLAY, encoding="utf-8")
    own = facts("--rule", "许可-一次告知-本市", "--from", "2026-07-31", cwd=register)
    assert own["到期日"] == "2026-08-11"
    assert "某政发〔2026〕1号" in json.dumps(own["计算过程"], ensure_ascii=False)
    chosen = facts("--rule", "许可-申请延续", "--from", "2026-12-25", cwd=register)
    assert chosen["到期日"] == "2026-11-13"
    shown = quanze("calendar", "2026", "--register", register).stdout
    assert "〔某市〕防汛停工：2026年8月3日（周一）至2026年8月7日（周五）放假" in shown


def test_a_fault_in_the_calendar_of_a_register_stops_the_count(register: Path) -> None:
    broken = OVERLAY.replace("2026-08-03至2026-08-07", "八月初")
    (register / "quanze.yaml").write_text(broken, encoding="utf-8")
    result = quanze("deadline", "--period", "20个工作日", "--from", "2026-07-31", cwd=register)
    assert result.returncode == 2
    assert "quanze.yaml:9:" in result.stderr
    assert "没有计算" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "2026-09-28"), "没有写算什么"),
        (("--rule", "许可-决定", "--period", "20日", "--from", "2026-09-28"), "只能写一个"),
        (("--rule", "许可-决定"), "--from 2026-09-28"),
        (("--rule", "许可-决定", "--from", "2026-09-28", "--extended-on", "2026-10-28"), "--extend 是"),
        (("--rule", "许可-决定", "--from", "2026-09-28", "--output", "a.docx"), "不会写 .docx"),
        (("--rule", "许可-决定", "--from", "2026-09-28", "--output", "a.json", "--format", "ics"), "改成一样的"),
        (("--cases", "a.csv", "--from", "2026-09-28"), "写在表格的各列里"),
        (("--cases", "没有这个文件.csv"), "没有这个文件.csv"),
        (("--cases", "a.csv", "--format", "xlsx"), "--output"),
        (("--list", "--period", "20日"), "--rule 许可"),
        (("--list", "--rule", "没有的词"), "没有哪条"),
        (("--rule", "行政许可", "--from", "2026-09-28"), "许可-决定"),
        (("--rule", "许可-决定", "--from", "9月28日"), "没有写年份"),
        (("--item", "001", "--from", "2026-09-28", "--before"), "--period"),
        (("--list", "--output", "a.ics"), "不会写 .ics"),
        (("--rule", "许可-决訂", "--from", "2026-09-28"), "许可-决定"),
        (("--rule", "许可-决定", "--from", "2026-13-28"), "没有“2026-13-28”这一天"),
        (("--rule", "许可-决定", "--from", "昨天"), "不是日期"),
        (("--period", "20工作", "--from", "2026-09-28"), "读不出"),
        (("--period", "20日", "--from", "2026-09-28", "--suspend", "很久"), "读不出中止"),
        (("--period", "20日", "--from", "2026-09-28", "--extend", "一点"), "读不出延长"),
        (("--period", "20日", "--from", "2026-09-28", "--format", "csv"), "--cases"),
        (("--rule", "许可-听证通知", "--from", "2026-09-28", "--before"), "--period"),
        (("--item", "001", "--from", "2026-09-28"), "清单库"),
        (("--period", "99999999个工作日", "--from", "2026-09-28"), "推算不出来"),
        (("--period", "20个工作日", "--from", "1999-09-28"), "没有数据"),
        (("--period", "20个工作日", "--from", "2010-03-01", "--as-known-on", "1998-01-01"), "没有"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_said(
    arguments: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    result = quanze("deadline", *arguments, cwd=tmp_path)
    assert result.returncode == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_a_register_that_is_half_read_says_so(register: Path) -> None:
    (register / "departments/slj/flow.yaml").write_text("部门: [", encoding="utf-8")
    result = quanze("deadline", "--item", " 001 ", "--from", "2026-03-02", cwd=register)
    assert result.returncode == 0
    assert "没有读懂的事项和流程不在结果里" in result.stderr


def test_an_item_in_a_file_that_cannot_be_read_is_not_just_unknown(register: Path) -> None:
    file = register / "departments/slj/power.yaml"
    file.write_text(POWER, encoding="utf-16")
    result = quanze("deadline", "--item", "001", "--from", "2026-03-02", cwd=register)
    assert result.returncode == 2
    assert "读取清单库时有 1 处问题" in result.stderr


def test_all_rules_are_listed(tmp_path: Path) -> None:
    shown = quanze("deadline", "--list", cwd=tmp_path).stdout
    assert "许可-决定  20个工作日，受理起：作出行政许可决定" in shown
    listed = json.loads(quanze("deadline", "--list", "--format", "json", cwd=tmp_path).stdout)
    assert len(listed) == 57
    some = quanze("deadline", "--list", "--rule", "听证", cwd=tmp_path).stdout
    assert "许可-听证通知" in some
    assert "许可-决定" not in some


def test_a_year_as_a_person_reads_it(tmp_path: Path) -> None:
    shown = quanze("calendar", "2026", cwd=tmp_path).stdout
    assert "2026年 工作日 248 天" in shown
    assert "国办发明电〔2025〕7号，2025-11-04" in shown
    assert "16节 17节 18节 19节 20休 21休 22休" in shown
    assert "2026年2月14日（周六）、2026年2月28日（周六）上班" in shown
    assert "2026-12-26 起的日子" in shown


def test_a_changed_year_says_what_was_changed(tmp_path: Path) -> None:
    shown = quanze("calendar", "2020", cwd=tmp_path).stdout
    assert "2020年2月1日（周六）原为上班（国办发明电〔2019〕16号），2020-01-27 起放假" in shown
    before = quanze("calendar", "2020", "--as-known-on", "2020-01-20", cwd=tmp_path).stdout
    assert "变更" not in before
    assert "2020年2月1日（周六）上班" in before


def test_a_year_without_notice_is_provisional(tmp_path: Path) -> None:
    shown = quanze("calendar", "2027", cwd=tmp_path).stdout
    assert "（暂定）" in shown
    assert "2027年的放假安排通知还没有收录" in shown
    year = json.loads(quanze("calendar", "2027", "--format", "json", cwd=tmp_path).stdout)
    assert year["状态"] == "暂定"
    assert {d["状态"] for d in year["日期"]} == {"暂定"}


def test_a_year_as_data_and_as_calendar_file(tmp_path: Path) -> None:
    year = json.loads(quanze("calendar", "2026", "--format", "json", cwd=tmp_path).stdout)
    assert (year["工作日"], len(year["日期"]), year["确定到"]) == (248, 365, "2026-12-25")
    file = tmp_path / "放假.ics"
    assert quanze("calendar", "2026", "--output", file).returncode == 0
    assert b"\r\r\n" not in file.read_bytes()
    import icalendar

    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    titles = [str(event["summary"]) for event in calendar.walk("VEVENT")]
    assert "春节放假" in titles
    assert titles.count("春节调休上班") == 2


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("时限: {取舍: {许可-决定: 日}}", "取舍"),
        ("时限: {取舍: {许可决定: 工作日}}", "许可决定"),
        ("期限: {预警: {黄: 1}}", "不认识的要素“期限”"),
        ("日历: [{名称: 通知, 文号: 某政发〔2026〕1号, 日期: 2026-01-01, 年份: 2027, 安排: []}]", "没有写哪一天"),
    ],
)  # fmt: skip
def test_settings_that_would_be_passed_over_stop_the_count(
    fault: str, words: str, register: Path
) -> None:
    (register / "quanze.yaml").write_text(f"名称: 测试清单\n{fault}\n", encoding="utf-8")
    result = quanze("deadline", "--period", "20个工作日", "--from", "2026-07-31", cwd=register)
    assert (result.returncode, result.stdout) == (2, "")
    assert words in result.stderr


@pytest.mark.parametrize("year", ["2003", "2051", "0", "99999", "2026.5", "今年"])
def test_a_year_of_which_nothing_is_known(year: str, tmp_path: Path) -> None:
    result = quanze("calendar", year, cwd=tmp_path)
    assert result.returncode == 2
    assert f"没有 {year} 年的日历" in result.stderr or f"“{year}”不是年份" in result.stderr
