"""The table of due dates as CSV, Excel, JSON and calendar file: a provisional date is never bare."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Sequence
from typing import Any

import icalendar
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from quanze.calendar import national_calendar
from quanze.deadline.case_rows import CaseRow, Column
from quanze.deadline.cases import Casework
from quanze.model.period_rule import DeadlineSettings
from quanze.publish.csv_cells import BOM
from quanze.publish.due_dates.case_events import cases_ics
from quanze.publish.due_dates.case_facts import case_facts
from quanze.publish.due_dates.report import CaseReport
from quanze.publish.due_dates.table import COLUMNS, csv_text
from quanze.publish.due_dates.workbook import cases_workbook
from quanze.publish.ics import Event, ics_text
from quanze.publish.spreadsheet.cells import LONGEST

TODAY = datetime.date(2026, 11, 22)
FORMULA = '=HYPERLINK("http://example.com","点")'

ROWS: tuple[dict[str, str], ...] = (
    {"编号": "确定", "起算日": "2026-11-16", "规则": "许可-决定"},
    {"编号": "暂定", "起算日": "2026-11-20", "期限": "45个工作日"},
    {"编号": "超期", "起算日": "2026-09-28", "期限": "20个工作日"},
    {"编号": "中止", "起算日": "2026-11-02", "规则": "许可-决定", "中止": "2026-11-10起 鉴定"},
    {"编号": "时", "起算日": "2026-11-22 15:30", "期限": "24小时"},
    {"编号": "更严", "起算日": "2026-11-30", "规则": "许可-决定", "期限": "5个工作日"},
    {"编号": "坏", "起算日": "上周", "期限": "20个工作日"},
    {"编号": FORMULA, "起算日": "2026-11-16", "期限": "5个工作日"},
)


def report(rows: Sequence[dict[str, str]] = ROWS, *, strict: bool = False) -> CaseReport:
    settings, calendar = DeadlineSettings(), national_calendar()
    work = Casework(calendar, settings, today=TODAY, strict=strict)
    cases = [
        CaseRow(number, {Column(name): text for name, text in row.items()})
        for number, row in enumerate(rows, 2)
    ]
    results = tuple(work.work_out(cases))
    return CaseReport(
        "办件.csv", results, calendar, TODAY, settings.warning, ("没有用到的列：备注",)
    )


@pytest.fixture(scope="module")
def facts() -> dict[str, dict[str, Any]]:
    return {str(fact["编号"]): fact for fact in case_facts(report())}


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, str]]:
    text = csv_text(report().results)
    rows = csv.DictReader(io.StringIO(text.removeprefix(BOM), newline=""))
    return {row["编号"]: row for row in rows}


class TestJson:
    def test_there_is_one_object_for_each_row_with_the_same_first_keys(
        self, facts: dict[str, dict[str, Any]]
    ) -> None:
        asked = ["编号", "行号", "到期日", "状态", "最早", "最晚", "依据", "预警"]
        asked += ["剩余工作日", "剩余天数", "期限", "起算日"]
        assert [list(fact)[: len(asked)] for fact in facts.values()] == [asked] * len(ROWS)

    def test_a_certain_date(self, facts: dict[str, dict[str, Any]]) -> None:
        assert facts["确定"] == {
            "编号": "确定",
            "行号": 2,
            "到期日": "2026-12-14",
            "状态": "确定",
            "最早": "2026-12-14",
            "最晚": "2026-12-14",
            "依据": "《中华人民共和国行政许可法》第四十二条第一款",
            "预警": "绿",
            "剩余工作日": 16,
            "剩余天数": 22,
            "期限": "20个工作日",
            "起算日": "2026-11-16",
            "内容": "作出行政许可决定",
        }

    def test_a_provisional_date_says_between_what_days_and_when_to_look_again(
        self, facts: dict[str, dict[str, Any]]
    ) -> None:
        fact = facts["暂定"]
        assert fact["状态"] == "暂定"
        assert fact["最早"] < fact["到期日"] < fact["最晚"]
        assert "2027年的放假安排通知" in fact["原因"]
        assert fact["再查"].startswith("2026-")

    def test_a_clock_that_stands_has_no_date(self, facts: dict[str, dict[str, Any]]) -> None:
        fact = facts["中止"]
        assert (fact["状态"], fact["到期日"], fact["最早"], fact["预警"]) == (
            "中止",
            None,
            None,
            None,
        )
        assert fact["剩余工作日"] == 15
        assert fact["中止"] == {"起": "2026-11-10", "程序": "鉴定"}

    def test_hours_have_a_time_of_day(self, facts: dict[str, dict[str, Any]]) -> None:
        fact = facts["时"]
        assert (fact["到期日"], fact["到期时刻"]) == ("2026-11-23", "15:30")

    def test_the_date_of_law_has_a_state_of_its_own(self, facts: dict[str, dict[str, Any]]) -> None:
        fact = facts["更严"]
        assert (fact["到期日"], fact["状态"]) == ("2026-12-07", "确定")
        assert (fact["法定"]["到期日"], fact["法定"]["状态"]) == ("2026-12-28", "暂定")
        assert fact["法定"]["最早"] <= fact["法定"]["到期日"] <= fact["法定"]["最晚"]

    def test_a_bad_row_says_where_why_and_what_to_do(
        self, facts: dict[str, dict[str, Any]]
    ) -> None:
        fact = facts["坏"]
        assert (fact["行号"], fact["状态"], fact["列"]) == (8, "错误", "起算日")
        assert fact["问题"] == ["“上周”不是日期"]
        assert "2026-09-28" in fact["改法"]


class TestCsv:
    def test_excel_is_told_the_encoding(self) -> None:
        assert csv_text(report().results).startswith("\ufeff编号,起算日,")

    def test_every_row_is_in_it(self, table: dict[str, dict[str, str]]) -> None:
        assert [row["行号"] for row in table.values()] == [str(n + 2) for n in range(len(ROWS))]
        assert list(table["确定"]) == list(COLUMNS)

    @pytest.mark.parametrize(
        ("name", "column", "text"),
        [
            ("确定", "到期日", "2026-12-14"),
            ("暂定", "到期日", "2027-01-25（暂定）"),
            ("暂定", "状态", "暂定"),
            ("超期", "预警", "超期"),
            ("超期", "剩余工作日", "-15"),
            ("中止", "到期日", ""),
            ("中止", "状态", "中止"),
            ("中止", "说明", "2026-11-10 起中止（鉴定），还剩 15 个工作日"),
            ("时", "到期日", "2026-11-23 15:30"),
            ("更严", "法定到期日", "2026-12-28（暂定）"),
            ("坏", "状态", "错误"),
            ("坏", "说明", "起算日：“上周”不是日期。改法：写成 年-月-日，如 2026-09-28"),
        ],
    )
    def test_cells(
        self, table: dict[str, dict[str, str]], name: str, column: str, text: str
    ) -> None:
        assert table[name][column] == text

    @pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
    def test_no_text_starts_a_formula(self, start: str) -> None:
        text = csv_text(report([{"编号": start, "起算日": "2026-11-16", "期限": "5日"}]).results)
        _, row = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""))
        assert row[0] == f"'{start}"


def sheet(name: str, found: CaseReport | None = None) -> Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(cases_workbook(found or report())))
    page = book[name]
    assert isinstance(page, Worksheet)
    return page


def cells(page: Worksheet) -> dict[str, dict[str, Cell]]:
    """Number of a case -> column -> cell."""
    head, *rows = page.iter_rows()
    names = [str(cell.value) for cell in head]
    found = (dict(zip(names, row, strict=True)) for row in rows)
    return {str(row["编号"].value): row for row in found}  # type: ignore[misc]


class TestWorkbook:
    def test_a_certain_date_is_a_real_date(self) -> None:
        cell = cells(sheet("到期日"))["确定"]["到期日"]
        assert cell.value == datetime.datetime(2026, 12, 14)
        assert cell.number_format == "yyyy-mm-dd"

    def test_a_provisional_date_shows_its_mark_and_between_what_days(self) -> None:
        row = cells(sheet("到期日"))["暂定"]
        assert row["到期日"].value == datetime.datetime(2027, 1, 25)
        assert row["到期日"].number_format == 'yyyy-mm-dd"（暂定）"'
        assert row["状态"].value == "暂定"
        earliest, latest = row["最早"].value, row["最晚"].value
        assert isinstance(earliest, datetime.datetime)
        assert isinstance(latest, datetime.datetime)
        assert earliest < datetime.datetime(2027, 1, 25) < latest

    def test_the_date_of_law_shows_its_mark_too(self) -> None:
        row = cells(sheet("到期日"))["更严"]
        assert row["到期日"].number_format == "yyyy-mm-dd"
        assert row["法定到期日"].number_format == 'yyyy-mm-dd"（暂定）"'

    def test_a_clock_that_stands_has_no_date(self) -> None:
        row = cells(sheet("到期日"))["中止"]
        assert (row["到期日"].value, row["状态"].value, row["剩余工作日"].value) == (
            None,
            "中止",
            15,
        )

    def test_hours_are_shown(self) -> None:
        cell = cells(sheet("到期日"))["时"]["到期日"]
        assert cell.value == datetime.datetime(2026, 11, 23, 15, 30)
        assert cell.number_format == "yyyy-mm-dd hh:mm"

    def test_a_colour_never_stands_without_its_word(self) -> None:
        rows = cells(sheet("到期日"))
        fills = {name: row["预警"].fill.fgColor.rgb for name, row in rows.items()}
        words = {name: row["预警"].value for name, row in rows.items()}
        assert words["确定"] == "绿"
        assert words["超期"] == "超期"
        assert fills["确定"] != fills["超期"]
        assert [n for n, row in rows.items() if row["预警"].fill.fill_type and not words[n]] == []

    def test_no_text_is_a_formula(self) -> None:
        for page in ("到期日", "问题", "说明"):
            kinds = {cell.data_type for row in sheet(page).iter_rows() for cell in row}
            assert kinds <= {"s", "n", "d"}
        assert FORMULA in cells(sheet("到期日"))

    def test_bad_rows_have_a_sheet_of_their_own(self) -> None:
        rows = list(sheet("问题").iter_rows(values_only=True))
        assert rows[0] == ("行号", "编号", "列", "原因", "改法")
        assert rows[1] == (8, "坏", "起算日", "“上周”不是日期", "写成 年-月-日，如 2026-09-28")
        assert "坏" not in cells(sheet("到期日"))

    def test_without_bad_rows_there_is_no_such_sheet(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(cases_workbook(report(ROWS[:1]))))
        assert book.sheetnames == ["到期日", "说明"]
        names = [cell.value for cell in next(book["到期日"].iter_rows())]
        assert "法定到期日" not in names

    def test_the_notes_say_when_and_on_what_calendar(self) -> None:
        rows = sheet("说明").iter_rows(values_only=True)
        notes = {str(label): str(text) for label, text in rows}
        assert notes["计算日期"].startswith("2026-11-22")
        assert f"{national_calendar().open_from} 起" in notes["工作日历"]
        assert notes["办件表"] == "办件.csv"
        assert notes["没有算出"] == "1 行，见工作表“问题”"
        assert notes["读取"] == "没有用到的列：备注"
        assert "5 个以内为黄" in notes["预警"]

    def test_it_can_be_filtered_and_printed(self) -> None:
        page = sheet("到期日")
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref == f"A1:Q{len(ROWS)}"
        assert page.print_title_rows == "$1:$1"
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.fitToHeight == 0

    def test_the_same_cases_give_the_same_bytes(self) -> None:
        assert cases_workbook(report()) == cases_workbook(report())

    def test_a_text_too_long_for_a_cell_is_cut_visibly(self) -> None:
        long = report([{"编号": "长" * 40_000, "起算日": "2026-11-16", "期限": "5日"}])
        (name,) = cells(sheet("到期日", long))
        assert len(name) == LONGEST
        assert name.endswith("未列出】")

    def test_a_table_of_nothing_is_written_too(self) -> None:
        assert sheet("到期日", report([])).max_row == 1


def events(text: str) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return {str(event["SUMMARY"]): event for event in found}  # type: ignore[misc]


DAYS = st.dates()
TEXT = st.text('甲😀é,;:^\\"\n a', max_size=120)
"""Without N: of a backslash and an N the library makes a line break."""


def by_icalendar(name: str, given_events: list[Event], stamp: datetime.date) -> str:
    """Write a calendar file by the library that knows the format."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//quanze//quanze//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", icalendar.vText(name))
    for event in given_events:
        made = icalendar.Event()
        made.add("uid", event.uid)
        made.add("dtstamp", datetime.datetime.combine(stamp, datetime.time(), datetime.UTC))
        if event.time is not None:
            made.add("dtstart", datetime.datetime.combine(event.first, event.time))
        else:
            made.add("dtstart", event.first)
            if event.last < datetime.date.max:
                made.add("dtend", event.last + datetime.timedelta(1))
        made.add("summary", event.title)
        if event.description:
            made.add("description", event.description)
        made.add("transp", "TRANSPARENT")
        calendar.add_component(made)
    return str(calendar.to_ical().decode())


class TestCalendarFile:
    def test_there_is_an_event_on_each_due_day(self) -> None:
        assert {
            name: event.decoded("DTSTART") for name, event in events(cases_ics(report())).items()
        } == {
            "〔确定〕到期": datetime.date(2026, 12, 14),
            "〔暂定〕到期（暂定）": datetime.date(2027, 1, 25),
            "〔超期〕到期": datetime.date(2026, 10, 30),
            "〔时〕到期": datetime.datetime(2026, 11, 23, 15, 30),
            "〔更严〕到期": datetime.date(2026, 12, 7),
            f"〔{FORMULA}〕到期": datetime.date(2026, 11, 23),
        }

    def test_an_event_says_on_what_the_date_rests(self) -> None:
        found = events(cases_ics(report()))
        assert "第四十二条第一款" in str(found["〔确定〕到期"]["DESCRIPTION"])
        provisional = case_facts(report())[1]
        said = f"暂定：最早 {provisional['最早']}，最晚 {provisional['最晚']}"
        assert said in str(found["〔暂定〕到期（暂定）"]["DESCRIPTION"])

    def test_it_is_the_same_for_the_same_cases_and_each_event_has_an_id(self) -> None:
        twice = [*ROWS[:1], *ROWS[:1]]
        text = cases_ics(report(twice))
        assert text == cases_ics(report(twice))
        found = icalendar.Calendar.from_ical(text).walk("VEVENT")
        assert len({str(event["UID"]) for event in found}) == 2

    def test_a_recalculated_case_keeps_its_id(self) -> None:
        longer = [{**ROWS[0], "延长": "是"}]
        ids = [
            {str(event["UID"]) for event in events(cases_ics(report(rows))).values()}
            for rows in (ROWS[:1], longer)
        ]
        assert ids[0] == ids[1]

    @given(
        st.lists(st.builds(Event, TEXT, DAYS, DAYS, TEXT, TEXT, st.none() | st.times()), max_size=2)
    )
    def test_it_is_what_the_icalendar_library_writes(self, given_events: list[Event]) -> None:
        assert ics_text("名,称", given_events, TODAY) == by_icalendar("名,称", given_events, TODAY)

    def test_a_backslash_before_n_is_no_line_break(self) -> None:
        """The library makes one of it."""
        (event,) = events(ics_text("名", [Event("a", TODAY, TODAY, r"C:\New")], TODAY)).values()
        assert r"C:\\New" in ics_text("名", [Event("a", TODAY, TODAY, r"C:\New")], TODAY)
        assert event.decoded("DTSTART") == TODAY

    def test_lines_end_and_fold_as_the_format_wants(self) -> None:
        text = ics_text(
            "名,称",
            [Event("a@b", TODAY, TODAY, "甲\r\nEND:VEVENT\x07；;,", "长" * 200 + "\n二")],
            TODAY,
        )
        assert text.count("\n") == text.count("\r\n")
        assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
        (event,) = events(text).values()
        assert str(event["SUMMARY"]) == "甲\nEND:VEVENT；;,"
        assert str(event["DESCRIPTION"]) == "长" * 200 + "\n二"
        assert event.decoded("DTEND") == TODAY + datetime.timedelta(1)

    def test_several_days_and_the_last_day_of_all(self) -> None:
        last = datetime.date.max
        first = datetime.date(2026, 10, 1)
        found = events(
            ics_text(
                "名",
                [
                    Event("1", first, datetime.date(2026, 10, 7), "国庆"),
                    Event("2", last, last, "末"),
                ],
                TODAY,
            )
        )
        assert found["国庆"].decoded("DTEND") == datetime.date(2026, 10, 8)
        assert found["末"].decoded("DTSTART") == last


def test_strict_leaves_no_provisional_date_in_any_output() -> None:
    strict = report(strict=True)
    assert [result.number for result, _ in strict.faults] == ["暂定", "坏"]
    assert {fact["状态"] for fact in case_facts(strict)} == {"确定", "中止", "错误", "未定"}
    for text in (csv_text(strict.results), cases_ics(strict)):
        assert "（暂定）" not in text
    rows = cells(sheet("到期日", strict)).values()
    assert [c for row in rows for c in row.values() if "暂定" in c.number_format] == []


def test_the_summary_counts_by_colour_and_state() -> None:
    assert (
        report().summary
        == "共 8 件，没有算出 1：绿 3、红 2、超期 1、中止 1；其中 1 件的到期日是暂定的，2026-12-22 再查"
    )
