"""D2 追责情形笼统."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quanze.findings import Finding, Severity
from quanze.model.duty import Duty
from quanze.model.register import DepartmentLists, Register, group
from quanze.rules.rule import Family, Rule, found, shortened

_BOILERPLATE_ITEMS = 5
"""From so many items on, one text for all of them is boilerplate."""


def check(register: Register) -> Iterator[Finding]:
    """Find accountability cases without basis, and one text for all: one finding per text."""
    for lists in register.departments:
        pairs = ((_words(duty), duty) for duty in lists.duties if _words(duty))
        texts = group(pairs)
        for duties in texts.values():
            faults = list(_faults(duties, alone=len(texts) == 1, lists=lists))
            if faults:
                power = lists.powers_by_code.get(str(duties[0].item))
                many = f"等 {len(duties)} 项职权共用" if len(duties) > 1 else ""
                finding = found(
                    "D2", duties[0], "追责",
                    message="“{power}”" + many + "的追责情形{faults}：{text}…",
                    related=tuple(duty.origin.at("追责") for duty in duties[1:4]),
                    told={"power": shortened(power.name) if power else duties[0].item},
                    faults="，".join(faults), text=_words(duties[0])[:24],
                )  # fmt: skip
                yield (
                    replace(finding, about=f"{lists.name} {_words(duties[0])}")
                    if len(duties) > 1
                    else finding
                )


def _words(duty: Duty) -> str:
    said = duty.accountability.cases if duty.accountability else None
    return "".join((said or "").split())


def _faults(duties: tuple[Duty, ...], *, alone: bool, lists: DepartmentLists) -> Iterator[str]:
    stated = all(duty.accountability and duty.accountability.bases for duty in duties)
    if not stated and "《" not in _words(duties[0]):
        yield "没有写追责依据"
    powers = (lists.powers_by_code.get(str(duty.item)) for duty in duties)
    kinds = {power.type.name for power in powers if power is not None}
    if alone and len(duties) >= _BOILERPLATE_ITEMS and len(kinds) > 1:
        yield "是全部门各类事项同一段套话"


RULE = Rule(
    code="D2",
    name="追责情形笼统",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    why="追责情形不写依据，或者所有事项用同一段套话，追责时就无从适用，等于没有责任。",
    source="中央编办、原国务院法制办《关于深入推进和完善地方各级政府工作部门权责清单制度的指导意见》（2018，问责不具体）；"
    "《行政许可法》第七十二条、第七十四条、第七十五条",
    mend="按权力类型分别写明追责情形，在“追责: 依据”里写明法规名称和条款；各项相同的可以写在“共用”里引用一次。",
    check=check,
)
