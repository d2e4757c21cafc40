"""quanze law list and impact: asked, answered, printed."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from quanze.cli.console import out, print_bytes, say
from quanze.law.adjustment import Step, adjustment
from quanze.law.impact import Affected, Impact, Kind, Why, impact
from quanze.law.quotation import quotations
from quanze.law.state import CitationState, repeal_of
from quanze.law.survey import LawUse, survey
from quanze.load.schema_errors import label
from quanze.publish.csv_cells import csv_text_cell

if TYPE_CHECKING:
    from quanze.calendar import WorkingCalendar
    from quanze.cli.law import Opened
    from quanze.law.texts import Texts

_NO_VERSION: Final = "没有写"
_MOST_VERSIONS: Final = 4
_STYLE: Final = {
    CitationState.REPEALED: "bold red",
    CitationState.TO_BE_REPEALED: "yellow",
    CitationState.REPEALED_SOMETIME: "yellow",
    CitationState.UNKNOWN: "dim",
}


def standing_text(law: LawUse) -> str:
    """Say whether a law stands, and since or until when."""
    state = law.standing
    repeal = repeal_of(law.record) if law.record else None
    if repeal is None or state in (CitationState.IN_FORCE, CitationState.UNKNOWN):
        return str(state)
    by = f"，由《{repeal.by}》代替" if repeal.by else ""
    if state is CitationState.TO_BE_REPEALED:
        return f"将于 {repeal.start} 废止{by}"
    return f"{repeal.start} 起废止{by}" if repeal.start else f"{state}{by}"


def versions_text(law: LawUse) -> str:
    """List the versions that are cited, with how often."""
    told = [f"{name or _NO_VERSION}×{count}" for name, count in law.versions.most_common()]
    more = f"等 {len(told)} 种" if len(told) > _MOST_VERSIONS else ""
    return "、".join(told[:_MOST_VERSIONS]) + more


def _newest(law: LawUse) -> str:
    newest = next((use.cited.newest for use in law.uses if use.cited.newest), None)
    return str(newest.date) if newest else ""


def _facts(law: LawUse) -> dict[str, Any]:
    repeal = repeal_of(law.record) if law.record else None
    return {
        "法规": law.title,
        "级别": law.record.kind if law.record else "",
        "引用": len(law.uses),
        "事项": len(law.items),
        "部门": list(law.departments),
        "状态": str(law.standing),
        "废止日期": str(repeal.start) if repeal and repeal.start else "",
        "代替": repeal.by if repeal else "",
        "最新版本": _newest(law),
        "引用的版本": {name or _NO_VERSION: n for name, n in law.versions.most_common()},
        "版本陈旧": law.states[CitationState.OUTDATED],
        "条号不存在": law.states[CitationState.NO_SUCH_ARTICLE],
        "新于索引": law.states[CitationState.NEWER],
    }


def list_data(desk: Opened) -> dict[str, Any]:
    """Return all laws for a program."""
    laws = survey(desk.register, desk.index)
    return {
        "名称": desk.register.settings.name,
        "按哪天": str(desk.register.date),
        "索引": desk.index.gathered,
        "法规": [_facts(law) for law in laws],
    }


def list_csv(desk: Opened) -> None:
    """Print all laws as a table that a spreadsheet opens."""
    import csv
    import io

    rows = [_facts(law) for law in survey(desk.register, desk.index)]
    stream = io.StringIO()
    writer = csv.writer(stream)
    names = list(rows[0]) if rows else ["法规"]
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    print_bytes(("\ufeff" + stream.getvalue()).encode())


def _cell(value: Any) -> str | int:
    if isinstance(value, int):
        return value
    if isinstance(value, dict):
        text = "、".join(f"{name}×{count}" for name, count in value.items())
    else:
        text = "、".join(value) if isinstance(value, list) else str(value)
    return csv_text_cell(text)


def list_text(desk: Opened) -> None:
    """Print all laws, a line each."""
    from rich.text import Text

    laws = survey(desk.register, desk.index)
    uses = sum(len(law.uses) for law in laws)
    name = desk.register.settings.name
    say(f"{name}：引用 {len(laws)} 部法规，{uses} 处（按 {desk.register.date} 判断）\n")
    for law in laws:
        line = Text(f"{len(law.uses):>6} 处 {len(law.items) or '-':>5} 项  {law.title}  ")
        line.append(standing_text(law), _STYLE.get(law.standing, ""))
        out().print(line.append(f"  {versions_text(law)}"))
    say("")
    say(_totals(laws))


def _totals(laws: tuple[LawUse, ...]) -> str:
    by_state: dict[CitationState, list[LawUse]] = {}
    for law in laws:
        by_state.setdefault(law.standing, []).append(law)
    told = [
        f"{state} {len(found)} 部（{sum(len(law.uses) for law in found)} 处）"
        for state in CitationState
        if (found := by_state.get(state))
    ]
    return "；".join(told) + "。" if told else "没有引用法规。"


class Answered(NamedTuple):
    """What rests on a law, and the steps that follow from its end."""

    desk: Opened
    calendar: WorkingCalendar
    impact: Impact
    steps: tuple[Step, ...]


def impacted(desk: Opened, texts: Texts, title: str, start: str | None) -> Answered:
    """Find what rests on a law, and lay out the adjustment."""
    from quanze.cli.calendars import desk as days_of
    from quanze.deadline.reading import read_date

    compared = quotations(texts, desk.register.date)
    day = read_date(start) if start else None
    found = impact(desk.register, desk.index, title, day, compared)
    days = days_of(desk.folder)
    steps: tuple[Step, ...] = ()
    if found.trigger is not None:
        steps = adjustment(days.settings, days.calendar, found.trigger.day)
    return Answered(desk, days.calendar, found, steps)


def impact_text(found: Answered) -> None:
    """Print what rests on a law."""
    law, day = found.impact.law, found.desk.register.date
    kind = f"　{law.record.kind}" if law.record and law.record.kind else ""
    out().print(f"{law.title}{kind}　{standing_text(law)}", markup=False, style="bold")
    say(f"按 {day} 判断；引用 {len(law.uses)} 处，涉及 {len(law.items)} 项事项")
    if not found.impact.departments:
        say("清单库里没有哪一处引用它，不用调整。")
        return
    if law.standing is CitationState.UNKNOWN:
        say("索引里没有这部法规：是否有效不知道，请自己核对，并写进 laws/ 下的文件。")
    for lists in found.impact.departments:
        say("")
        out().print(lists.name, markup=False, style="bold")
        for what in Kind:
            _group(found, what, found.impact.of(lists, what))
    say("")
    _plan(found, day)


def _group(found: Answered, what: Kind, affected: tuple[Affected, ...]) -> None:
    if not affected:
        return
    from quanze.rules.rule import shortened

    say(f"  {what} {len(affected)} 项")
    for one in affected:
        place = found.desk.places.place(one.origin)
        code = f"{one.code} " if one.code else ""
        say(f"    {place}  {code}{shortened(one.name, 30)}  {_why(one)}")


def _why(one: Affected) -> str:
    if one.why is Why.FOLLOWS:
        return "随事项一并调整"
    if one.why is Why.MENTIONS:
        return f"文中提到（{label(one.origin.path[2:])}）"
    articles = "、".join(dict.fromkeys(filter(None, one.articles))) or "没有写条款"
    told = [articles]
    if one.other_bases is not None:
        told.append(f"另有 {one.other_bases} 条依据" if one.other_bases else "只有这一部依据")
    if CitationState.OUTDATED in one.states:
        told.append("版本陈旧")
    if one.successors:
        told.append(f"内容接近{'、'.join(one.successors)}，请核对")
    return "；".join(told)


def _plan(found: Answered, day: datetime.date) -> None:
    """Print who must do what by when."""
    trigger = found.impact.trigger
    if trigger is None:
        say(
            "没有需要调整的日期：法规没有废止，或者废止日期不明。要试算，写 --from 调整事由发生之日。"
        )
        return
    from quanze.cli.deadline_text import told

    say(f"要做的事（调整事由：{trigger.what}，{trigger.day}）")
    bodies = [lists.name for lists in found.impact.departments]
    by = f"{'、'.join(bodies)}{'分别' if len(bodies) > 1 else ''}提出"
    for number, step in enumerate(found.steps, 1):
        if step.answer is None:
            say(f"  {number} {step.name}　{step.who}　{step.assumed}")
            continue
        passed = "，已过" if step.outcome.latest < day else ""
        say(f"  {number} {step.name}　{step.who}　最迟 {told(step.outcome)}{passed}")
        terms = step.answer.terms
        say(f"      {terms.label}：{terms.limit}，自{terms.start}之日起　{'；'.join(terms.basis)}")
        if step.assumed:
            say(f"      {step.assumed}")
        if number == 1:
            say(f"      由{by}")
    for remark_text in _remarks(found.steps):
        say(f"  说明：{remark_text}")


def _remarks(steps: tuple[Step, ...]) -> list[str]:
    """What must be known of the limits, each once."""
    rules = [step.answer.terms.rule for step in steps if step.answer]
    notes = [f"{rule.id}：{rule.note}" for rule in rules if rule and rule.note]
    return list(dict.fromkeys(notes))


def impact_data(found: Answered) -> dict[str, Any]:
    """Return what rests on a law for a program."""
    trigger = found.impact.trigger
    return {
        **_facts(found.impact.law),
        "按哪天": str(found.desk.register.date),
        "牵动": [_affected_data(found, one) for one in found.impact.affected],
        "调整事由": {"日期": str(trigger.day), "事由": trigger.what} if trigger else None,
        "步骤": [_step_data(found, step) for step in found.steps],
    }


def _affected_data(found: Answered, one: Affected) -> dict[str, Any]:
    place = found.desk.places.place(one.origin)
    return {
        "部门": one.lists.name,
        "类别": str(one.kind),
        "编码": one.code,
        "名称": one.name,
        "关系": str(one.why),
        "条款": list(filter(None, one.articles)),
        "状态": sorted(map(str, one.states)),
        "其他依据": one.other_bases,
        "内容接近": list(one.successors),
        "文件": place.file,
        "行": place.line,
        "列": place.column,
    }


def _step_data(found: Answered, step: Step) -> dict[str, Any]:
    from quanze.publish.due_dates.facts import answer_facts

    facts = answer_facts(found.calendar, step.answer) if step.answer else {}
    return {"步骤": step.name, "主体": step.who, "前提": step.assumed, **facts}
