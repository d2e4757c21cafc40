"""quanze deadline for a joint matter: its parts with their days, the longest way, the joint limit."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from quanze.cli.console import out, print_bytes, print_json, remark, say
from quanze.cli.deadline_text import full, told

if TYPE_CHECKING:
    from quanze.calendar import Outcome
    from quanze.cli.deadline_answers import Question
    from quanze.deadline.answer import Answer
    from quanze.deadline.certainty import Uncertainty
    from quanze.deadline.joint import JointTime, TimedStep
    from quanze.load.source import FolderSource
    from quanze.model.joint_matter import JointMatter
    from quanze.model.register import Register

_NONE: Final = "没有写"
_SAME_DAY: Final = "没有写受理、汇总、送达时限的，按当天完成算"


def joint_matter(source: FolderSource, code: str) -> tuple[JointMatter, Register] | None:
    """Find the joint matter with a code, with as much of the register as it needs; None: there is none."""
    from quanze.load.layout import JOINT_MATTERS
    from quanze.load.loader import load
    from quanze.load.source import SETTINGS_FILE, PartSource, departments_naming

    alone = PartSource(source, lambda path: path in (SETTINGS_FILE, JOINT_MATTERS))
    listed = load(alone)
    found = [one for one in listed.register.joint_matters if str(one.code) == code]
    if not found:
        return None
    _refuse_doubles(source, code, len(found))
    needed = {
        path for item in found[0].items() for path in departments_naming(source, item).files()
    }
    loaded = load(PartSource(source, lambda path: path in needed or path == SETTINGS_FILE))
    if faults := [*listed.findings, *loaded.findings]:
        remark(
            f"读取清单库时有 {len(faults)} 处问题，没有读懂的事项不在结果里；请运行 quanze validate。"
        )
    return found[0], loaded.register


def _refuse_doubles(source: FolderSource, code: str, matters: int) -> None:
    from quanze.cli.calendars import load_items
    from quanze.load.source import CannotRun, departments_naming

    if matters > 1 or load_items(departments_naming(source, code)).of(code):
        raise CannotRun(f"编码“{code}”不止一件事在用。请先改正重复的编码（quanze validate）。")


def say_joint(question: Question, matter: JointMatter, register: Register, output: str) -> None:
    """Lay out a case of a joint matter."""
    from quanze.deadline.joint import joint_time

    _refuse_options(question)
    found = joint_time(question.desk.calendar, matter, register, question.request.start)
    if question.strict:
        _refuse_open(question, found)
    lawful = _lawful(question, found)
    if output == "json":
        print_json(_data(question, found, lawful))
    elif output == "ics":
        _ics(question, found)
    else:
        _text(question, found, lawful)


def _refuse_options(question: Question) -> None:
    from quanze.load.source import CannotRun

    request = question.request
    if any((request.suspensions, request.extend, request.channel, request.time)) or (
        request.roll is not None
    ):
        raise CannotRun(
            "并联事项按各项的时限累计，只用 --from 的日期；中止、延长、顺延、收到方式按每一项另算：--item 那一项的编码。"
        )


def _refuse_open(question: Question, found: JointTime) -> None:
    from quanze.deadline.count import CannotCount

    why = _uncertain(question, found)
    if why is not None:
        raise CannotCount(f"日期还不能确定，没有给出：{why.reason}。{why.look_again} 再查。")


def _uncertain(question: Question, found: JointTime) -> Uncertainty | None:
    from quanze.deadline.certainty import uncertainty

    outcomes = [found.end, *(one.end for one in found.steps), *filter(None, [found.due])]
    known = (uncertainty(question.desk.calendar, one) for one in outcomes)
    return max(filter(None, known), key=lambda why: why.look_again, default=None)


def _lawful(question: Question, found: JointTime) -> Answer | None:
    """Return by when the law wants it done; None where it is no permit, or is applied for by stages."""
    from quanze.deadline.count import CannotCount
    from quanze.deadline.joint import has_permit
    from quanze.deadline.terms import terms_of

    if not has_permit(found) or len(found.matter.stages) > 1:
        return None
    with suppress(CannotCount):  # still open, and only certain dates are asked for
        return question.answer(terms_of(question.rules.get("许可-并联"), question.settings))
    return None


def _text(question: Question, found: JointTime, lawful: Answer | None) -> None:
    matter = found.matter
    out().print(f"{matter.name}（{matter.code}）", markup=False, style="bold")
    say(
        f"  牵头部门 {matter.lead or _NONE}，窗口 {matter.counter or _NONE}，起算日 {full(found.accepted)}"
    )
    say("")
    _table(found)
    say("")
    way = " → ".join(_row(one)[1] for one in found.way) or "没有一项写了能计算的时限"
    out().print(f"最长的一路到 {told(found.end)}", markup=False, style="bold")
    say(f"  {way}")
    _limit(found)
    if lawful:
        say(f"法定最迟 {told(lawful.due.outcome)}（{lawful.due.period}，{lawful.terms.basis[0]}）")
    for line in _remarks(question, found):
        say(f"  说明  {line}")


def _limit(found: JointTime) -> None:
    limit = found.matter.limit
    if found.due is None:
        say(f"总时限 {limit}，不能按日计算" if limit else "没有写总时限")
        return
    say(f"总时限 {limit}，到 {told(found.due)}")
    if found.exceeds:
        days = (found.end.day - found.due.day).days
        open_ = "" if found.end.decided and found.due.decided else "（暂定）"
        out().print(f"超过总时限 {days} 天{open_}", markup=False, style="bold red")
    else:
        say("没有超过总时限")


def _table(found: JointTime) -> None:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("部门", "事项", "时限", "起", "止", "最长"):
        table.add_column(name, overflow="fold")
    for timed in found.steps[:-1]:
        table.add_row(*_row(timed), "●" if timed.on_the_way else "")
    out().print(table, markup=False)


def _row(timed: TimedStep) -> tuple[str, str, str, str, str]:
    limit = str(timed.step.limit) if timed.step.limit else (_NONE if timed.branch else "")
    name = timed.branch.name if timed.branch else timed.step.name
    return timed.step.role, name, limit, str(timed.start), str(timed.end)


def _remarks(question: Question, found: JointTime) -> list[str]:
    said = []
    if found.silent:
        names = "、".join(one.step.name for one in found.silent)
        said.append(f"没有写（或不能按日计算）时限，按不占时间算的：{names}")
    if any(not one.branch and not one.is_counted for one in found.steps[:-1]):
        said.append(_SAME_DAY)
    conditions = [
        one.branch.name for one in found.parts if one.branch and one.branch.part.condition
    ]
    if conditions:
        said.append(f"只在一定情形下才办的，这里当作都要办：{'、'.join(conditions)}")
    if why := _uncertain(question, found):
        said.append(f"暂定的日期：{why.reason}；{why.look_again} 再查")
    return said


def _data(question: Question, found: JointTime, lawful: Answer | None) -> dict[str, Any]:
    from quanze.publish.due_dates.facts import outcome_facts

    matter = found.matter
    return {
        "编号": str(matter.code),
        "事项": matter.name,
        "牵头部门": matter.lead,
        "窗口": matter.counter,
        "起算日": str(found.accepted),
        "各项": [_part(timed) for timed in found.steps[:-1]],
        "最长的一路": [one.step.name for one in found.way],
        "办结": outcome_facts(found.end),
        "总时限": str(matter.limit) if matter.limit else None,
        "总时限到期": outcome_facts(found.due) if found.due else None,
        "超过总时限": found.exceeds if found.due else None,
        "法定": question.facts(lawful) if lawful else None,
        "没有时限": [one.step.name for one in found.silent],
        "说明": _remarks(question, found),
    }


def _part(timed: TimedStep) -> dict[str, Any]:
    from quanze.publish.due_dates.facts import outcome_facts

    part = timed.branch.part if timed.branch else None
    return {
        "部门": timed.step.role,
        "事项": timed.branch.name if timed.branch else timed.step.name,
        "编码": str(part.item) if part and part.item else None,
        "阶段": timed.step.stage,
        "情形": part.condition if part else None,
        "时限": str(timed.step.limit) if timed.step.limit else None,
        "起": _facts(timed.start),
        "止": outcome_facts(timed.end),
        "最长的一路": timed.on_the_way,
    }


def _facts(start: Outcome) -> dict[str, str]:
    from quanze.publish.due_dates.facts import outcome_facts

    facts = outcome_facts(start)
    return {"日期": facts.pop("到期日"), **facts}


def _ics(question: Question, found: JointTime) -> None:
    from quanze.publish.ics import Event, ics_text

    matter = found.matter
    name = f"{matter.code} {matter.name}"
    ends = [
        (f"{timed.step.name}（{timed.step.role}）", timed.end, f"时限 {timed.step.limit}")
        for timed in found.steps
        if timed.is_counted
    ]
    if found.due:
        ends.append(
            ("总时限", found.due, f"总时限 {matter.limit}，从 {found.accepted}（不计）起算")
        )
    events = []
    for title, end, about in ends:
        mark = "" if end.decided else "（暂定）"
        bounds = "" if end.decided else f"\n暂定：最早 {end.earliest}，最晚 {end.latest}"
        uid = f"{name}-{title}-{found.accepted}"
        events.append(Event(uid, end.day, end.day, f"{matter.name}·{title}{mark}", about + bounds))
    print_bytes(ics_text(name, events, question.today).encode("utf-8"))
