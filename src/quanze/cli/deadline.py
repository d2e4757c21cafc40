"""quanze deadline."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quanze.cli.console import print_json, say, written_to
from quanze.cli.exits import FINE

if TYPE_CHECKING:
    from quanze.cli.calendars import Desk
    from quanze.deadline.answer import Answer, Request
    from quanze.deadline.terms import Terms
    from quanze.deadline.timeline import Timeline


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
        typer.Option("--item", help="事项编码：这项职权的法定、承诺日期和全部环节", metavar="编码"),
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
    listed: Annotated[bool, typer.Option("--list", help="列出全部期限规则", metavar="")] = False,
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
        DeadlineFormat, typer.Option("--format", help="输出格式；csv、xlsx 用于 --cases")
    ] = DeadlineFormat.TEXT,
    target: Annotated[
        Path | None, typer.Option("--output", help="把结果写进文件", metavar="文件")
    ] = None,
) -> int:
    """期限计算：哪天到期，怎样数的，依据哪一条。

    示例：quanze deadline --rule 许可-决定 --from 2026-09-28

    示例：quanze deadline --period 20个工作日 --from 2026-09-28 --suspend "2026-10-12至2026-10-20 听证"

    示例：quanze deadline --item 编码 --from 2026-09-28 --register 清单库

    示例：quanze deadline --cases 在办案件.xlsx --format xlsx --output 预警.xlsx

    退出码：0 算出来了，1 有的案件算不出来，2 无法运行。
    """
    from quanze.cli.calendars import desk
    from quanze.deadline.reading import read_date

    ways = [name for name, given in _ways(rule, item, period, cases, listed).items() if given]
    if len(ways) != 1:
        raise typer.BadParameter(
            f"--rule、--item、--period、--cases、--list 要写一个，也只写一个（现在写了 {'、'.join(ways) or '零个'}）"
        )
    opened = desk(folder, read_date(known_on) if known_on else None)
    now = read_date(today) if today else datetime.date.today()
    if cases is not None:
        from quanze.cli.deadline_cases import run_cases

        return run_cases(
            cases, opened, today=now, strict=strict, output=output.value, target=target
        )
    if listed:
        return _list_rules(opened, output, target)
    request = _request(start, suspend or [], extend, extended_on, channel, roll)
    question = _Question(opened, request, now, strict=strict)
    with written_to(target):
        if item is not None:
            _say_timeline(question, item, output)
        else:
            _say_answer(question, question.terms(rule, period, before=before), output)
    if target is not None:
        say(f"结果写在 {target}。")
    return FINE


def _ways(
    rule: str | None, item: str | None, period: str | None, cases: Path | None, listed: bool
) -> dict[str, bool]:
    return {
        "--rule": rule is not None,
        "--item": item is not None,
        "--period": period is not None,
        "--cases": cases is not None,
        "--list": listed,
    }


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


class _Question:
    """A question with all that is needed to answer it."""

    def __init__(
        self, opened: Desk, request: Request, today: datetime.date, *, strict: bool
    ) -> None:
        from quanze.deadline.period_rules import PeriodRules

        self.desk = opened
        self.request = request
        self.today = today
        self.strict = strict
        self.settings = opened.settings.deadlines
        self.rules = PeriodRules(self.settings.rules)

    def terms(self, rule: str | None, period: str | None, *, before: bool) -> Terms:
        """Return the terms that a rule or a plain period sets."""
        from dataclasses import replace

        from quanze.deadline.terms import plain_terms, terms_of
        from quanze.model.period import Period
        from quanze.model.period_rule import Direction

        if rule is not None:
            if before:
                raise typer.BadParameter("--before 与 --period 连用；规则自己写明方向")
            return terms_of(self.rules.get(rule), self.settings)
        terms = plain_terms(Period(period or ""))
        return replace(terms, direction=Direction.BEFORE) if before else terms

    def answer(self, terms: Terms) -> Answer:
        """Answer it, or refuse where the date is not certain and that is asked for."""
        from quanze.deadline.answer import answer
        from quanze.deadline.certainty import strictly

        found = answer(self.desk.calendar, terms, self.request, self.settings)
        return strictly(self.desk.calendar, found) if self.strict else found

    def facts(self, found: Answer) -> dict[str, Any]:
        """Return an answer as data, with what is left of the time."""
        from quanze.deadline.warning import remaining
        from quanze.publish.due_dates.facts import answer_facts

        left = remaining(
            self.desk.calendar, found.due.outcome.earliest, self.today, self.settings.warning
        )
        return {
            **answer_facts(self.desk.calendar, found),
            "今日": str(self.today),
            "剩余工作日": left.working_days,
            "剩余天数": left.days,
            "预警": str(left.colour),
        }


def _say_answer(question: _Question, terms: Terms, output: DeadlineFormat) -> None:
    from quanze.cli.deadline_text import answer_text

    found = question.answer(terms)
    rule = terms.rule.id if terms.rule else ""
    if output is DeadlineFormat.JSON:
        print_json({"编号": rule, **question.facts(found)})
    elif output is DeadlineFormat.ICS:
        _print_ics([(terms.label or str(terms.limit), found)], rule or str(terms.limit))
    elif output is DeadlineFormat.TEXT:
        answer_text(question.desk.calendar, found, question.facts(found))
    else:
        raise typer.BadParameter("csv 和 xlsx 用于 --cases；一个期限用 text、json 或 ics")


def _say_timeline(question: _Question, code: str, output: DeadlineFormat) -> None:
    from quanze.cli.deadline_text import timeline_text
    from quanze.deadline.timeline import only_decided, timeline

    desk = question.desk
    found = timeline(
        desk.calendar, _item(desk, code), question.request, question.rules, question.settings
    )
    if question.strict:
        found = only_decided(desk.calendar, found)
    limits = [answer for answer in (found.promised, found.statutory) if answer]
    if output is DeadlineFormat.JSON:
        print_json(_timeline_data(question, found))
    elif output is DeadlineFormat.ICS:
        _print_ics([(m.name, m.answer) for m in found.milestones], found.item.name)
    elif output is DeadlineFormat.TEXT:
        timeline_text(desk.calendar, found, [question.facts(limit) for limit in limits])
    else:
        raise typer.BadParameter("csv 和 xlsx 用于 --cases；一个事项用 text、json 或 ics")


def _item(desk: Desk, code: str) -> Any:
    from quanze.deadline.items import Items
    from quanze.load.loader import load
    from quanze.load.source import CannotRun, departments_naming

    if desk.source is None:
        raise CannotRun("按事项计算要有清单库：写 --register 清单库，或在清单库的文件夹里运行。")
    loaded = load(departments_naming(desk.source, code))
    found = Items(loaded.register).of(code)
    if not found:
        raise CannotRun(
            f"清单库里没有编码是“{code}”的事项，或者它没有读懂；请运行 quanze validate。"
        )
    if len(found) > 1:
        names = "、".join(f"“{item.name}”（{item.department}）" for item in found)
        raise CannotRun(f"编码“{code}”有几个事项在用：{names}。请先改正重复的编码。")
    return found[0]


def _timeline_data(question: _Question, found: Timeline) -> dict[str, Any]:
    item = found.item
    return {
        "编号": item.code,
        "事项": item.name,
        "类型": item.type,
        "部门": item.department,
        "起算日": str(found.start),
        "承诺": question.facts(found.promised) if found.promised else None,
        "法定": question.facts(found.statutory) if found.statutory else None,
        "时间轴": [
            {"名称": m.name, "前提": m.assumed, **question.facts(m.answer)}
            for m in found.milestones
        ],
        "说明": list(found.remarks),
    }


def _print_ics(found: list[tuple[str, Answer]], name: str) -> None:
    import sys

    from quanze.deadline.certainty import described
    from quanze.publish.ics import Event, ics_text

    events = []
    for title, answer in found:
        outcome = answer.due.outcome
        mark = "" if outcome.decided else "（暂定）"
        start = answer.started or answer.request.start
        uid = f"{name}-{title}-{start}"
        events.append(Event(uid, outcome.day, outcome.day, f"{title}{mark}", described(answer)))
    first = min(answer.request.start for _, answer in found)
    stamp = datetime.datetime.combine(first, datetime.time(), datetime.UTC)
    sys.stdout.write(ics_text(name, events, stamp))


def _list_rules(opened: Desk, output: DeadlineFormat, target: Path | None) -> int:
    from quanze.cli.deadline_text import rules_text
    from quanze.deadline.period_rules import PeriodRules

    rules = list(PeriodRules(opened.settings.deadlines.rules))
    with written_to(target):
        if output is DeadlineFormat.JSON:
            print_json([rule.data() for rule in rules])
        else:
            rules_text(rules)
    return FINE
