"""quanze calendar."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quanze.cli.console import out, print_bytes, print_json, say, settled_format, written_to
from quanze.cli.exits import FINE

if TYPE_CHECKING:
    from rich.text import Text

    from quanze.calendar import Day, WorkingCalendar, Year
    from quanze.calendar.arrangement import Assigned
    from quanze.calendar.year import Arranged
    from quanze.model.working_days import DayNotice


class CalendarFormat(StrEnum):
    """How a year is printed."""

    TEXT = "text"
    JSON = "json"
    ICS = "ics"


def command(
    year: Annotated[
        str | None, typer.Argument(help="哪一年，如 2026；不写就是今年", metavar="年份")
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--register",
            help="清单库所在的文件夹；用它 quanze.yaml 里的“日历”。不写时，当前文件夹是清单库就用它",
            metavar="清单库",
        ),
    ] = None,
    known_on: Annotated[
        str | None,
        typer.Option("--as-known-on", help="按那一天已经公布的通知，如 2020-01-20", metavar="日期"),
    ] = None,
    output: Annotated[
        CalendarFormat | None,
        typer.Option("--format", help="输出格式；不写时看 --output 的结尾"),
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option("--output", help="把结果写进文件（UTF-8）", metavar="文件"),
    ] = None,
) -> int:
    """工作日历：一年里哪天放假、哪天上班，依据哪份通知。

    示例：quanze calendar 2026

    示例：quanze calendar 2026 --output 放假安排.ics
    """
    from quanze.calendar import UnknownDays, year_of
    from quanze.cli.calendars import desk
    from quanze.deadline.reading import read_date
    from quanze.load.source import CannotRun

    wanted_format = settled_format(output, target, ("json", "ics"))
    opened = desk(folder, read_date(known_on) if known_on else None)
    wanted = (year or str(datetime.date.today().year)).strip().removesuffix("年")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) == 4):
        raise CannotRun(f"“{year}”不是年份；写成 2026。")
    try:
        shown = year_of(opened.calendar, int(wanted))
    except UnknownDays as problem:
        raise CannotRun(f"没有 {wanted} 年的日历：{problem}") from problem
    with written_to(target):
        if wanted_format == "json":
            print_json(_as_data(opened.calendar, shown))
        elif wanted_format == "ics":
            _print_ics(shown)
        else:
            _print_text(opened.calendar, shown)
    if target is not None:
        say(f"结果写在 {target}。")
    return FINE


def _print_text(calendar: WorkingCalendar, year: Year) -> None:
    console = out()
    per_row = 3 if console.width >= 108 else 2
    head = f"{year.year}年 工作日 {sum(year.working_days)} 天" + (
        "" if year.decided else "（暂定）"
    )
    say(head + "    休 放假  节 法定节假日  班 周末上班")
    if calendar.known_on:
        say(f"按 {calendar.known_on} 已经公布的通知")
    for first in range(1, 13, per_row):
        blocks = [_month(year, month) for month in range(first, first + per_row)]
        console.print()
        for lines in zip(*blocks, strict=True):
            row = lines[0].copy()
            for line in lines[1:]:
                row.append("   ").append_text(line)
            row.rstrip()
            console.print(row)
    say("")
    for festival in year.festivals:
        say(_festival_line(festival))
    for line in _changes(year):
        say(line)
    _say_open(calendar, year)
    for notice in year.notices:
        say(f"依据：{_notice_line(notice)}")


def _month(year: Year, month: int) -> list[Text]:
    """Lay out a month in eight lines of 34 columns."""
    from rich.text import Text

    from quanze.model.written_date import WEEKDAYS

    title = f"{month}月（工作日 {year.working_days[month - 1]} 天）"
    lines = [Text(title, style="bold"), Text(" ".join(f"{w}  " for w in WEEKDAYS), style="dim")]
    days = [day for day in year.days if day.date.month == month]
    week = [Text("    ")] * days[0].date.weekday()
    weeks = []
    for day in days:
        week.append(_cell(day))
        if day.date.weekday() == 6 or day is days[-1]:
            weeks.append(Text(" ").join(week))
            week = []
    lines += weeks + [Text("")] * (6 - len(weeks))
    for line in lines:
        line.pad_right(34 - line.cell_len)
    return lines


def _cell(day: Day) -> Text:
    """Write a day: its number, and a mark where it is not what its weekday says."""
    from rich.text import Text

    from quanze.calendar import DayKind

    marks = {
        DayKind.STATUTORY: ("节", "red"),
        DayKind.OFF: ("休", "green"),
        DayKind.WORKED: ("班", "bold yellow"),
    }
    plain = ("  ", "dim" if day.kind is DayKind.WEEKEND else "")
    mark, style = marks.get(day.kind, plain)
    if day.kind is DayKind.WEEKEND and day.festival:
        mark, style = "休", "green"
    return Text(f"{day.date.day:2}{mark}", style=style)


def _festival_line(festival: Arranged) -> str:
    off = "、".join(
        _date(s.first) if s.first == s.last else f"{_date(s.first)}至{_date(s.last)}"
        for s in festival.off
    )
    worked = "、".join(_date(day) for day in festival.worked)
    said = [f"{off}放假" if off else "", f"{worked}上班" if worked else ""]
    region = f"〔{festival.notice.region}〕" if festival.notice.region else ""
    return f"{region}{festival.name}：{'；'.join(part for part in said if part)}（{festival.notice.number}）"


def _date(day: datetime.date) -> str:
    from quanze.model.written_date import WEEKDAYS, in_chinese

    return f"{in_chinese(day)}（周{WEEKDAYS[day.weekday()]}）"


def _changes(year: Year) -> list[str]:
    return [
        f"变更：{_date(day.date)}原为{_was(change.before, day.date)}，"
        f"{change.by.known_on} 起{'上班' if day.is_working else '放假'}（{change.by.number}）"
        for day, change in year.changes()
    ]


def _was(before: Assigned | None, day: datetime.date) -> str:
    if before is None:
        return "工作日" if day.weekday() < 5 else "周末"
    made = "上班" if before.worked else "放假"
    return f"{made}（{before.notice.number}）"


def _say_open(calendar: WorkingCalendar, year: Year) -> None:
    if year.open_from is None:
        return
    following = calendar.last_year + 1
    if year.year < following:
        text = f"{year.open_from} 起的日子，{following}年的放假安排通知可能还会改变"
    else:
        text = f"{year.year}年的放假安排通知还没有收录：只标出法定节假日和依法补休的日子，没有调休"
    say(f"暂定：{text}。")


def _notice_line(notice: DayNotice) -> str:
    return f"{notice.title}（{notice.number}，{notice.date}）" + (
        f" {notice.url}" if notice.url else ""
    )


def _as_data(calendar: WorkingCalendar, year: Year) -> dict[str, Any]:
    from quanze.model.written_date import WEEKDAYS

    changed = {day.date: change for day, change in year.changes()}
    return {
        "年份": year.year,
        "工作日": sum(year.working_days),
        "各月工作日": list(year.working_days),
        "状态": "确定" if year.decided else "暂定",
        "确定到": str(calendar.final_through),
        "通知": [
            {"文号": n.number, "名称": n.title, "日期": str(n.date), "网址": n.url or ""}
            for n in year.notices
        ],
        "日期": [
            {
                "日期": str(day.date),
                "星期": WEEKDAYS[day.date.weekday()],
                "类别": str(day.kind),
                "工作日": day.is_working,
                "节日": day.festival,
                "文号": day.notice.number if day.notice else "",
                "状态": "确定" if day.decided else "暂定",
                **(
                    {"原为": _was(changed[day.date].before, day.date)}
                    if day.date in changed
                    else {}
                ),
            }
            for day in year.days
        ],
    }


def _print_ics(year: Year) -> None:
    from quanze.publish.ics import Event, ics_text

    events = []
    for festival in year.festivals:
        number, name = festival.notice.number, festival.name
        events += [
            Event(f"{number}-{span.first}", span.first, span.last, f"{name}放假", f"依据 {number}")
            for span in festival.off
        ]
        events += [
            Event(f"{number}-{day}-班", day, day, f"{name}调休上班", f"依据 {number}")
            for day in festival.worked
        ]
    by_law = (day for day in year.days if day.notice is None and day.festival)
    events += [
        Event(f"{day.date}-法定", day.date, day.date, f"{day.festival}（暂定）", "通知还没有收录")
        for day in by_law
    ]
    issued = max((n.known_on for n in year.notices), default=datetime.date(year.year, 1, 1))
    print_bytes(ics_text(f"{year.year}年放假安排", events, issued).encode("utf-8"))
