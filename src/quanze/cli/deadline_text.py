"""Due dates on a terminal: the date first, then the count as on paper, then what it rests on."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from quanze.cli.console import out, say
from quanze.model.written_date import WEEKDAYS

if TYPE_CHECKING:
    from quanze.calendar import Outcome, WorkingCalendar
    from quanze.deadline.answer import Answer
    from quanze.deadline.explain import Counted, Week
    from quanze.deadline.timeline import Timeline
    from quanze.model.period_rule import PeriodRule

COLOURS = {"绿": "green", "黄": "yellow", "橙": "dark_orange", "红": "red", "超期": "bold red"}


def full(day: datetime.date) -> str:
    """Write a date with its weekday."""
    return f"{day}（周{WEEKDAYS[day.weekday()]}）"


def told(outcome: Outcome) -> str:
    """Write a date and how certain it is."""
    if outcome.decided:
        return full(outcome.day)
    return f"{full(outcome.day)}，暂定：最早 {outcome.earliest}，最晚 {outcome.latest}"


def answer_text(calendar: WorkingCalendar, answer: Answer, facts: dict[str, Any]) -> None:
    """Print one answer."""
    from quanze.deadline.explain import steps, weeks

    due, terms = answer.due, answer.terms
    at = f" {due.time:%H:%M}" if due.time else ""
    out().print(f"{terms.label or '到期日'}：{told(due.outcome)}{at}", markup=False, style="bold")
    for fault in answer.faults:
        out().print(f"  注意  {fault}", markup=False, style="yellow")
    _line("期限", _counted_text(answer))
    _line("依据", "；".join(terms.basis))
    if terms.rule and terms.rule.quote:
        _line("原文", terms.rule.quote)
    _line("日历", f"按 {calendar.known_on} 已经公布的通知" if calendar.known_on else "")
    _line("原因", facts.get("原因", ""))
    _line("再查", _look_again(facts))
    _line("剩余", _left(facts))
    told_weeks = weeks(calendar, due)
    if told_weeks:
        say("")
        _weeks(told_weeks)
    for line in steps(due):
        say(f"  {line}")
    if due.rolled:
        say(f"  末日 {full(due.raw.day)}是休息日，顺延到 {full(due.day)}")
    _further(answer)


def _counted_text(answer: Answer) -> str:
    due, start = answer.due, answer.started or answer.request.start
    period = str(due.period)
    if due.period != answer.terms.limit:
        decided = f"，{answer.request.extended_on} 决定延长" if answer.request.extended_on else ""
        period += f"（{answer.terms.limit}，已延长{decided}）"
    if due.time is not None:
        return f"{period}，从 {start} {answer.request.time:%H:%M} 起算"
    if due.period.amount == 0:
        return f"最迟在{answer.terms.start or '当'}之日"
    event = answer.terms.start
    counted = event or "起算日"
    counted += " " if counted.endswith(("日", "届满")) else "之日 "
    way = "，往前算" if due.direction.value == "之前" else ""
    return f"{period}，{counted}{full(start)}不计{way}"


def _look_again(facts: dict[str, Any]) -> str:
    if "再查" not in facts:
        return ""
    if facts["再查"] <= facts["今日"]:
        return "通知应当已经公布：更新 quanze，或把通知录入 quanze.yaml 的“日历”，再算一次"
    return f"{facts['再查']}；通知一收录就重新计算"


def _left(facts: dict[str, Any]) -> str:
    days, working = facts["剩余天数"], facts["剩余工作日"]
    basis = "，按最早的日期" if facts["状态"] == "暂定" else ""
    if days < 0:
        return f"已超期 {-days} 天（{-working} 个工作日{basis}），今天 {facts['今日']}"
    return f"{working} 个工作日（{days} 天{basis}），预警 {facts['预警']}，今天 {facts['今日']}"


def _line(name: str, text: str) -> None:
    """Print a named line; further lines of the text stand under the first."""
    if text:
        first, *more = text.split("\n")
        say(f"  {name}  {first}")
        for line in more:
            say(f"        {line}")


def _weeks(found: tuple[Week, ...]) -> None:
    """Print the weeks: each day that counts with its number, and below why others do not."""
    console = out()
    console.print(f"  {'':12}" + "".join(f"{day:^7}" for day in WEEKDAYS).rstrip(), style="dim")
    for week in found:
        by_weekday = {c.day.date.weekday(): c for c in week.days}
        cells = "".join(_cell(by_weekday.get(weekday)) for weekday in range(7))
        console.print(f"  {week.monday} 起 {cells}".rstrip(), markup=False)
        for line in (*week.skipped, *week.made_up):
            console.print(f"                 {line}", markup=False, style="dim")


def _cell(counted: Counted | None) -> str:
    """Write a day: 29(1) counts as the first, 1 × does not count, 8 止 is the last of a rolled one."""
    if counted is None:
        return " " * 8
    day = counted.day.date.day
    if counted.number is None and not counted.why_not:
        return f"{day:>3} 止 "
    mark = f"({counted.number})" if counted.number is not None else " ×"
    return f"{day:>3}{mark:<5}"


def _further(answer: Answer) -> None:
    extension, longer = answer.terms.extension, answer.with_extension
    if extension and longer:
        notice = f"，{extension.notice}" if extension.notice else ""
        say(
            f"  可以延长  经{extension.approver}批准，延长 {extension.limit}，到 {told(longer.outcome)}{notice}"
        )
    if answer.terms.exclusion:
        exclusion = answer.terms.exclusion
        procedures = "、".join(exclusion.procedures)
        where = exclusion.articles or ""
        duty = f"；{exclusion.duty}" if exclusion.duty else ""
        say(f"  不计入    {procedures}的时间（{where}{duty}），用 --suspend 写明起止")
    if answer.consequence:
        say(f"  逾期      {answer.consequence.effect}（自 {told(answer.consequence.outcome)}）")
    for remark in answer.remarks:
        _line("说明", remark)


def timeline_text(calendar: WorkingCalendar, found: Timeline, limits: list[dict[str, Any]]) -> None:
    """Print the timeline of an item."""
    from quanze.deadline.certainty import uncertainty

    item = found.item
    out().print(f"{item.name}（{item.code}）", markup=False, style="bold")
    say(f"  {item.type}，{item.department}，起算日 {full(found.start)}")
    for remark in found.remarks:
        _line("说明", remark)
    say("")
    for milestone in found.milestones:
        answer = milestone.answer
        say(f"  {told(answer.due.outcome)}  {milestone.name}（{answer.due.period}）")
        said = [milestone.who, *answer.terms.basis, milestone.assumed]
        out().print(f"      {'；'.join(filter(None, said))}", markup=False, style="dim")
    unsure = [uncertainty(calendar, m.answer.due.outcome) for m in found.milestones]
    if last := max(filter(None, unsure), key=lambda why: why.look_again, default=None):
        say(f"  暂定的日期：{last.reason}；{last.look_again} 再查")
    for answer, facts in zip(filter(None, (found.promised, found.statutory)), limits, strict=True):
        say("")
        answer_text(calendar, answer, facts)


def rules_text(rules: list[PeriodRule]) -> None:
    """Print all rules: what is done within which time, and below the law that says so."""
    for rule in rules:
        way = "（往前算）" if rule.direction.value == "之前" else ""
        limit = f"{rule.limit}{way}" if rule.limit else "不计入期限的时间"
        event = f"，{rule.start}起" if rule.start else ""
        out().print(f"{rule.id}  {limit}{event}：{rule.what}", markup=False, style="bold")
        code = f"  {rule.code}" if rule.code else ""
        region = f"，只适用于{rule.region}" if rule.region else ""
        say(f"    {rule.law}{rule.articles}{region}{code}")
        for case in rule.other_cases:
            say(f"    {rule.id}/{case.name}  {case.limit}")
