"""What people say on the command line about an adjustment -> into the data of its record."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from quanze.diff.changes import Changes
from quanze.diff.match import Declared
from quanze.law.adjustment import steps_needed, steps_of
from quanze.law.decisions import needs_principle, needs_supervision
from quanze.law.principles import principles
from quanze.load.source import CannotRun
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.adjustment_words import ChangeLevel
from quanze.model.basis import basis_data
from quanze.model.change_kind import IN_KINDS, OUT_KINDS
from quanze.model.document_number import DocumentNumber
from quanze.model.patterns import pattern
from quanze.model.settings import TRIGGER, Settings
from quanze.model.written_date import iso_date

_IN_BRACKETS: Final = pattern(
    r"(?P<title>.+?)[（(](?P<number>[^（()）]+号)[）)](?P<rest>.*)", re.DOTALL
)


@dataclass(frozen=True)
class StepDone:
    """A step that was taken."""

    step: str
    date: str
    body: str = ""


@dataclass(frozen=True)
class Answers:
    """What people say of the whole adjustment."""

    title: str | None = None
    trigger: str | None = None
    grounds: Sequence[Mapping[str, str]] = ()
    principle: str | None = None
    oversight: str | None = None
    reason: str | None = None
    steps: Sequence[StepDone] = ()
    approver: str | None = None
    declared: Mapping[str, Declared] = field(default_factory=dict)
    """Code -> what becomes of the power."""


def read_ground(text: str) -> dict[str, str]:
    """Read 《…》第…条, or a document with its number; a number alone is its name too."""
    if DocumentNumber(text).understood:
        return {"名称": text, "文号": text}
    found = _IN_BRACKETS.fullmatch(text)
    if found and DocumentNumber(found["number"]).understood:
        articles = {"条款": found["rest"].strip()} if found["rest"].strip() else {}
        return {"名称": found["title"].strip(), "文号": found["number"], **articles}
    try:
        parts = basis_data(text)
    except ValueError:
        raise CannotRun(f"“{text}”里有几条依据；每条各写一个 --basis。") from None
    if not parts.get("法规"):
        return {"名称": text}
    ground = {"名称": parts["法规"] + parts.get("版本", ""), "条款": parts.get("条款", "")}
    return {key: part for key, part in ground.items() if part}


def known_principle(name: str) -> str:
    """Return the name of a principle.

    Raises:
        CannotRun: there is none of that name.
    """
    if name not in principles():
        raise CannotRun(
            f"没有清理原则“{name}”，可以写{'、'.join(principles())}；"
            "含义用 quanze record --principles 查看。"
        )
    return name


def read_step(text: str) -> StepDone:
    """Read 步骤=日期 or 步骤=日期=机关.

    Raises:
        CannotRun: it is not written so.
    """
    step, _, rest = text.partition("=")
    written, _, body = rest.partition("=")
    date = iso_date(written)
    if not step.strip() or date is None or not _is_day(date):
        raise CannotRun(f"--date 写成 步骤=日期，如 批准=2024-06-30；“{text}”不是这样。")
    return StepDone(step.strip(), date, body.strip())


def _is_day(date: str) -> bool:
    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        return False
    return True


def read_declaration(text: str) -> tuple[str, Declared]:
    """Read 下放:编码=去向.

    Raises:
        CannotRun: it is not written so.
    """
    kind, _, rest = text.replace("：", ":").partition(":")
    code, _, destination = rest.partition("=")
    known = tuple(dict.fromkeys((*OUT_KINDS, *IN_KINDS)))
    if kind.strip() not in known or not code.strip():
        raise CannotRun(
            f"--as 写成 种类:编码 或 种类:编码=去向，种类可以是{'、'.join(known)}；“{text}”不是这样。"
        )
    return code.strip(), Declared(kind.strip(), destination.strip())


def read_declarations(texts: Iterable[str]) -> dict[str, Declared]:
    """Read each declaration.

    Raises:
        CannotRun: one is not written so, or two say different things of one code.
    """
    found: dict[str, Declared] = {}
    for code, one in map(read_declaration, texts):
        if found.setdefault(code, one) != one:
            raise CannotRun(f"--as 对 {code} 写了两次，写的不一样；请只写一次。")
    return found


def refuse_idle_declarations(declared: Mapping[str, Declared], changes: Changes) -> None:
    """Make sure that each declaration is of a power that came or went, as its kind says.

    Raises:
        CannotRun: one is not.
    """
    came = {change.key.key: change for change in changes.powers if change.old is None}
    gone = {change.key.key: change for change in changes.powers if change.new is None}
    for code, one in declared.items():
        possible = (
            gone.get(code) if one.kind in OUT_KINDS else None,
            came.get(code) if one.kind in IN_KINDS else None,
        )
        found = [change for change in possible if change is not None]
        if not found:
            which = "减少" if one.kind in OUT_KINDS else "增加"
            raise CannotRun(
                f"--as {one.kind}:{code}：这个编码不在{which}的事项里。用 quanze diff 查看改了什么。"
            )
        if all(change.kind != one.kind for change in found):
            raise CannotRun(
                f"--as {one.kind}:{code}：清单里的“前身”写明这一项是{found[0].kind}，以清单为准。"
                "请去掉这个 --as，或者改正“前身”。"
            )


def refuse_unknown_steps(answers: Answers, settings: Settings) -> None:
    """Make sure that the steps are some that an adjustment of any level has.

    Raises:
        CannotRun: one is not.
    """
    levels = (steps_of(settings, level) for level in ChangeLevel)
    names = dict.fromkeys((TRIGGER, *(step.name for steps in levels for step in steps)))
    for done in answers.steps:
        _refuse_unknown(done, names, "调整")


def _refuse_unknown(done: StepDone, names: Collection[str], adjustment: str) -> None:
    if done.step not in names:
        raise CannotRun(
            f"没有步骤“{done.step}”；{adjustment}的步骤有{'、'.join(names) or '（没有）'}。"
        )


def filled(data: Mapping[str, Any], answers: Answers, settings: Settings) -> dict[str, Any]:
    """Return a record's data with the answers in it. What applies to each change fills gaps only."""
    said = {"标题": answers.title, "事由": answers.trigger}
    result = {**data, **{key: text for key, text in said.items() if text}}
    grounds = list(result.get("依据", ()))
    result["依据"] = grounds + [dict(one) for one in answers.grounds if one not in grounds]
    result["办理"] = _steps(result.get("办理", ()), answers, settings, ChangeLevel(result["级别"]))
    record = AdjustmentRecord.model_validate(result)
    changes = []
    for change, written in zip(record.changes, result["变更"], strict=True):
        own = dict(written)
        if answers.principle and needs_principle(change, record.trigger):
            own.setdefault("原则", answers.principle)
        if answers.oversight and needs_supervision(change):
            own.setdefault("后续监管", answers.oversight)
        if answers.reason and change.level is ChangeLevel.SUBSTANTIAL:
            own.setdefault("理由", answers.reason)
        changes.append(own)
    return AdjustmentRecord.model_validate({**result, "变更": changes}).data()


def _steps(
    written: Sequence[Mapping[str, Any]], answers: Answers, settings: Settings, level: ChangeLevel
) -> list[dict[str, Any]]:
    steps = {step["步骤"]: dict(step) for step in written}
    for done in answers.steps:
        _refuse_unknown(done, steps, "这次调整")
        steps[done.step]["日期"] = done.date
        if done.body:
            steps[done.step]["机关"] = done.body
    needed = [step.name for step in steps_needed(settings, level) if step.after != TRIGGER]
    if answers.approver and needed:
        steps[needed[-1]]["机关"] = answers.approver
    return list(steps.values())
