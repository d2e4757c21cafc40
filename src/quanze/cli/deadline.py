"""quanze deadline."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quanze.cli.console import say, settled_format, written_to
from quanze.cli.exits import FINE

if TYPE_CHECKING:
    from quanze.deadline.answer import Request


class DeadlineFormat(StrEnum):
    """How due dates are given."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    ICS = "ics"


def command(
    rule: Annotated[
        str | None,
        typer.Option(
            "--rule", help="期限规则的编号，如 许可-决定；用 --list 查看全部", metavar="规则"
        ),
    ] = None,
    item: Annotated[
        str | None,
        typer.Option(
            "--item",
            help="事项编码：这项职权的法定、承诺日期和全部环节；并联事项的编码：各项和最长的一路",
            metavar="编码",
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option("--period", help="期限，如 20个工作日、60日、6个月、24小时", metavar="期限"),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option(
            "--from",
            help="起算日（受理、立案、收到……的那天），当日不计；按小时的写到分，如 2026-09-28T15:30",
            metavar="日期",
        ),
    ] = None,
    cases: Annotated[
        Path | None,
        typer.Option("--cases", help="一批在办的案件：CSV 或 Excel 文件", metavar="文件"),
    ] = None,
    listed: Annotated[
        bool,
        typer.Option(
            "--list", help="列出全部期限规则；与 --rule 许可 连用只列有这个词的", metavar=""
        ),
    ] = False,
    before: Annotated[
        bool,
        typer.Option(
            "--before", help="从 --from 那天往前算（……日前），与 --period 连用", metavar=""
        ),
    ] = False,
    roll: Annotated[
        bool | None,
        typer.Option(
            "--roll/--no-roll", help="末日是休息日的，顺延或不顺延；不写时按规则", metavar=""
        ),
    ] = None,
    suspend: Annotated[
        list[str] | None,
        typer.Option(
            "--suspend",
            help="不计入的时间和程序，如 “2026-10-12至2026-10-20 听证”；可以写几次",
            metavar="起至止 程序",
        ),
    ] = None,
    extend: Annotated[
        str | None,
        typer.Option(
            "--extend", help="已经批准的延长：写 是（按规则延长）或 10个工作日", metavar="延长"
        ),
    ] = None,
    extended_on: Annotated[
        str | None, typer.Option("--extended-on", help="作出延长决定的日期", metavar="日期")
    ] = None,
    channel: Annotated[
        str | None,
        typer.Option("--channel", help="以什么方式收到申请，如 邮寄签收", metavar="方式"),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--register",
            help="清单库所在的文件夹；不写时，当前文件夹是清单库就用它",
            metavar="清单库",
        ),
    ] = None,
    known_on: Annotated[
        str | None,
        typer.Option("--as-known-on", help="按那一天已经公布的放假通知计算", metavar="日期"),
    ] = None,
    today: Annotated[
        str | None,
        typer.Option("--today", help="剩余天数和预警按哪一天算；默认今天", metavar="日期"),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="日期还不能确定（暂定）的，不给日期", metavar="")
    ] = False,
    output: Annotated[
        DeadlineFormat | None,
        typer.Option("--format", help="输出格式；csv、xlsx 用于 --cases。不写时看 --output 的结尾"),
    ] = None,
    target: Annotated[
        Path | None, typer.Option("--output", help="把结果写进文件，如 预警.xlsx", metavar="文件")
    ] = None,
) -> int:
    """期限计算：哪天到期，怎样数的，依据哪一条。

    示例：quanze deadline --rule 许可-决定 --from 2026-09-28

    示例：quanze deadline --period 20个工作日 --from 2026-09-28 --suspend "2026-10-12至2026-10-20 听证"

    示例：quanze deadline --item 编码 --from 2026-09-28 --register 清单库

    示例：quanze deadline --item 并联审批事项的编码 --from 2026-09-28 --register 清单库

    示例：quanze deadline --cases 在办案件.xlsx --output 预警.xlsx

    退出码：0 算出来了，1 有的案件算不出来，2 无法运行。
    """
    from quanze.cli.calendars import desk
    from quanze.deadline.reading import read_date

    options = (start, suspend, extend, extended_on, channel, roll, before or None)
    _one_way(rule, item, period, cases, before=before, listed=listed, options=options)
    known = (
        ("json", "csv", "xlsx", "ics")
        if cases is not None
        else ("json",)
        if listed
        else ("json", "ics")
    )
    wanted = settled_format(output, target, known)
    opened = desk(folder, read_date(known_on) if known_on else None)
    now = read_date(today) if today else datetime.date.today()
    if cases is not None:
        from quanze.cli.deadline_cases import run_cases

        return run_cases(cases, opened, today=now, strict=strict, output=wanted, target=target)
    from quanze.cli.deadline_answers import Question, list_rules, say_answer, say_timeline

    if wanted not in ("text", *known):
        also = "；csv、xlsx 用于 --cases" if wanted in ("csv", "xlsx") else ""
        raise typer.BadParameter(f"这里可以用 text、{'、'.join(known)}，不能用 {wanted}{also}")
    if listed:
        return list_rules(opened, rule or "", wanted, target)
    request = _request(start, suspend or [], extend, extended_on, channel, roll)
    question = Question(opened, request, now, strict=strict)
    with written_to(target):
        if item is not None:
            say_timeline(question, item, wanted)
        else:
            say_answer(question, question.terms(rule, period, before=before), wanted)
    if target is not None:
        say(f"结果写在 {target}。")
    return FINE


def _one_way(
    rule: str | None,
    item: str | None,
    period: str | None,
    cases: Path | None,
    *,
    before: bool,
    listed: bool,
    options: tuple[object, ...],
) -> None:
    """Refuse questions that ask for two things, or say what the answer would not use."""
    given = {"--rule": rule, "--item": item, "--period": period, "--cases": cases}
    ways = [name for name, value in given.items() if value is not None]
    if listed:
        if any(name != "--rule" for name in ways):
            raise typer.BadParameter("--list 只与 --rule 连用，如 --list --rule 许可")
    elif not ways:
        raise typer.BadParameter(
            "没有写算什么：加上 --rule 许可-决定（用 --list 查看全部规则）、--period 20个工作日、"
            "--item 事项编码 或 --cases 文件"
        )
    elif len(ways) > 1:
        raise typer.BadParameter(f"{'、'.join(ways)} 只能写一个")
    if before and period is None:
        raise typer.BadParameter("--before 与 --period 连用；规则和事项自己写明方向")
    if (cases is not None or listed) and any(value is not None for value in options):
        where = "写在表格的各列里" if cases is not None else "去掉"
        raise typer.BadParameter(
            f"起算日、中止、延长等选项不与 {'--cases' if cases else '--list'} 连用，请{where}"
        )


def _request(
    start: str | None,
    suspend: list[str],
    extend: str | None,
    extended_on: str | None,
    channel: str | None,
    roll: bool | None,
) -> Request:
    from quanze.deadline.answer import Request
    from quanze.deadline.reading import read_extension, read_moment, read_suspensions

    if start is None:
        raise typer.BadParameter("要写起算日：--from 2026-09-28")
    if extended_on and not extend:
        raise typer.BadParameter(
            "写了延长决定的日期，没有写延长：加上 --extend 是，或 --extend 10个工作日"
        )
    day, time = read_moment(start)
    return Request(
        day,
        time,
        tuple(span for text in suspend for span in read_suspensions(text)),
        read_extension(extend or ""),
        read_moment(extended_on)[0] if extended_on else None,
        roll,
        channel,
    )
