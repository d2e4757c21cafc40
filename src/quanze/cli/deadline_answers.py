"""quanze deadline for one period, one item, or the list of rules: asked, answered, printed."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from quanze.cli.console import print_bytes, print_json, written_to
from quanze.cli.exits import FINE

if TYPE_CHECKING:
    from quanze.cli.calendars import Desk
    from quanze.deadline.answer import Answer, Request
    from quanze.deadline.items import Item
    from quanze.deadline.terms import Terms
    from quanze.deadline.timeline import Timeline


_PLAIN_DAYS: Final = "按自然日计算。许可法第八十二条、处罚法第八十五条等把一些“日”规定为工作日：法律规定的期限用 --rule 计算"


class Question:
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
        from quanze.deadline.terms import plain_terms, terms_of
        from quanze.model.period import Period, Unit
        from quanze.model.period_rule import Direction

        if rule is not None:
            return terms_of(self.rules.get(rule), self.settings)
        terms = plain_terms(Period(period or ""))
        if terms.limit.unit is Unit.DAY:
            terms = replace(terms, remarks=(_PLAIN_DAYS,))
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


def say_answer(question: Question, terms: Terms, output: str) -> None:
    """Answer for one period."""
    from quanze.cli.deadline_text import answer_text

    found = question.answer(terms)
    rule = terms.rule.id if terms.rule else ""
    if output == "json":
        print_json({"编号": rule, **question.facts(found)})
    elif output == "ics":
        _print_ics(question, [(terms.label or str(terms.limit), found)], rule or str(terms.limit))
    else:
        answer_text(question.desk.calendar, found, question.facts(found))


def say_timeline(question: Question, code: str, output: str) -> None:
    """Lay out a case of the item, or of the joint matter, with a code."""
    from quanze.cli.deadline_joint import joint_matter, say_joint
    from quanze.cli.deadline_text import timeline_text
    from quanze.deadline.timeline import only_decided, timeline

    desk = question.desk
    if desk.source is not None and (joint := joint_matter(desk.source, code.strip())):
        say_joint(question, *joint, output)
        return
    found = timeline(
        desk.calendar,
        _item(desk, code),
        question.request,
        question.rules,
        question.settings,
        desk.settings.region,
    )
    if question.strict:
        found = only_decided(desk.calendar, found)
    limits = [answer for answer in (found.promised, found.statutory) if answer]
    if output == "json":
        print_json(_timeline_data(question, found))
    elif output == "ics":
        name = found.item.name
        events = [(f"{name}·{m.name}", m.answer) for m in found.milestones]
        _print_ics(question, events, f"{found.item.code} {name}")
    else:
        timeline_text(desk.calendar, found, [question.facts(limit) for limit in limits])


def _item(desk: Desk, code: str) -> Item:
    from quanze.cli.calendars import load_items
    from quanze.load.source import CannotRun, departments_naming

    if desk.source is None:
        raise CannotRun("按事项计算要有清单库：写 --register 清单库，或在清单库的文件夹里运行。")
    found = load_items(departments_naming(desk.source, code.strip())).of(code)
    if not found:
        raise CannotRun(
            f"清单库里没有编码是“{code}”的事项、并联事项，或者它没有读懂；请运行 quanze validate。"
        )
    if len(found) > 1:
        names = "、".join(f"“{item.name}”（{item.department}）" for item in found)
        raise CannotRun(f"编码“{code}”有几个事项在用：{names}。请先改正重复的编码。")
    return found[0]


def _timeline_data(question: Question, found: Timeline) -> dict[str, Any]:
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
            {"名称": m.name, "主体": m.who, "前提": m.assumed, **question.facts(m.answer)}
            for m in found.milestones
        ],
        "说明": list(found.remarks),
    }


def _print_ics(question: Question, found: list[tuple[str, Answer]], name: str) -> None:
    from quanze.deadline.certainty import described
    from quanze.publish.ics import Event, ics_text

    events = []
    for title, answer in found:
        day = answer.due.day
        mark = "" if answer.decided else "（暂定）"
        start = answer.started or answer.request.start
        told = described(question.desk.calendar, answer)
        uid = f"{name}-{title}-{start}"
        events.append(Event(uid, day, day, f"{title}{mark}", told, answer.due.time))
    print_bytes(ics_text(name, events, question.today).encode("utf-8"))


def list_rules(opened: Desk, word: str, output: str, target: Path | None) -> int:
    """List the rules that have a word in their id, their code or what they are about; all without one."""
    from quanze.cli.deadline_text import rules_text
    from quanze.deadline.period_rules import PeriodRules
    from quanze.load.source import CannotRun

    every = PeriodRules(opened.settings.deadlines.rules)
    rules = [r for r in every if word in f"{r.id} {r.code} {r.what} {r.law}"]
    if not rules:
        raise CannotRun(f"没有哪条期限规则里有“{word}”。去掉 --rule，用 --list 查看全部。")
    with written_to(target):
        if output == "json":
            print_json([rule.data() for rule in rules])
        else:
            rules_text(rules)
    return FINE
