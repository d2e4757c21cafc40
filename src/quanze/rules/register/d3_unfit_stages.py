"""D3 责任环节与权力类型不符."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.duty import DutyStage
from quanze.model.patterns import pattern
from quanze.model.register import Register
from quanze.rules.rule import Family, Rule, found, shortened
from quanze.rules.tables import unfit_stages

# 1.受理责任：…, （二）立案阶段:…: the stage that a text itself names at its head.
_HEAD: Final = pattern(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}\s*[)）.．、，,]\s*)?"
    r"(?P<stage>[一-鿿]{2,6}?)(?:责任|阶段|环节)\s*[：:。，,；;]"
)
_TAIL: Final = pattern(r"(?:责任|阶段|环节)$")


def check(register: Register) -> Iterator[Finding]:
    """Find stages of duty that belong to another type of power."""
    for lists in register.departments:
        for duty in lists.duties:
            power = lists.powers_by_code.get(str(duty.item))
            unfit = unfit_stages().get(power.type.name or "") if power else None
            if power is None or not unfit:
                continue
            odd = [(i, name) for i, s in enumerate(duty.stages) if (name := _stage(s)) in unfit]
            if odd:
                yield found(
                    "D3", duty, "责任", odd[0][0],
                    message="“{power}”是{type}，责任里却写了“{stages}”环节",
                    power=shortened(power.name), type=power.type,
                    stages="”“".join(dict.fromkeys(name for _, name in odd)),
                )  # fmt: skip


def _stage(stage: DutyStage) -> str:
    if stage.stage:
        return _TAIL.sub("", "".join(stage.stage.split()))
    head = _HEAD.match(stage.content)
    return head["stage"] if head else ""


RULE = Rule(
    code="D3",
    name="责任环节与权力类型不符",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    why="许可有受理、审查、决定、送达，处罚有立案、调查、告知、决定；环节写错，多半是从别的事项抄来的责任。",
    source="《行政许可法》第四章；《行政处罚法》第五章；公布的责任清单的通行写法（各类型的责任环节）",
    mend="按权力类型改写责任的环节；类型写错的，改正类型。",
    check=check,
)
