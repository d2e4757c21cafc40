"""C10 处罚流程缺听证告知、法制审核."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.flow import Flow
from quanze.model.patterns import pattern
from quanze.model.power import Power
from quanze.model.power_type import PowerKind
from quanze.model.register import Register
from quanze.rules.bases import quoted_words
from quanze.rules.register.flows import flows_with_powers, kinds_of
from quanze.rules.rule import Family, Rule, found, shortened
from quanze.rules.tables import procedure
from quanze.rules.wording import wording

_CLAUSE_END: Final = pattern("[。；;]")


def check(register: Register) -> Iterator[Finding]:
    """Find ordinary penalty flows without the hearing or the legal review that the law asks for."""
    for _, flow, powers in flows_with_powers(register):
        if PowerKind.PENALTY not in kinds_of(flow, powers) or _is_simple(flow):
            continue
        penalties = [power for power in powers if power.type.kind is PowerKind.PENALTY]
        heard, reviewed = _says(flow, "听证"), _says(flow, "法制审核")
        severe = next(((power, word) for power in penalties if (word := _severe(power))), None)
        if not heard and severe is not None:
            power, word = severe
            yield found(
                "C10", flow, "步骤",
                message="流程“{name}”没有听证的环节，用它的“{power}”可以{word}，应当告知要求听证的权利",
                related=(power.origin.at("设定依据"),), power=shortened(power.name), word=word,
            )  # fmt: skip
        if heard and not reviewed:
            message = "流程“{name}”有听证，没有法制审核：经过听证程序的，决定以前应当进行法制审核"
            yield found("C10", flow, "步骤", message=message)


def _is_simple(flow: Flow) -> bool:
    """Whether a flow is by name one of the summary procedure."""
    wanted = procedure(PowerKind.PENALTY, flow.name)
    return wanted is not None and bool(wanted.names)


def _says(flow: Flow, what: str) -> bool:
    said = (
        text
        for step in flow.steps
        for text in (step.stage, step.name, step.role, step.post, step.note)
        if text
    )
    return any(word in text for text in said for word in wording()[what]["词"])


@cache
def _severe_words() -> re.Pattern[str]:
    return re.compile(wording()["听证"]["处罚"])


def _severe(power: Power) -> str | None:
    """The penalty of art 63 that the item's own bases or benchmark name, whatever the amount."""
    texts = [*quoted_words(power), *(step.standard for step in power.discretion)]
    clauses = (clause for text in texts for clause in _CLAUSE_END.split("".join(text.split())))
    return next((word for clause in clauses if (word := _own_penalty(clause))), None)


def _own_penalty(clause: str) -> str | None:
    """The penalty that a clause names, where nothing in it points to another authority."""
    spot = _severe_words().search(clause)
    others = wording()["听证"]["别的机关"]
    return spot[0] if spot and not any(word in clause[: spot.start()] for word in others) else None


RULE = Rule(
    code="C10",
    name="处罚流程缺听证或法制审核",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    why="吊销许可证件、责令停产停业、限制从业等处罚，应当告知当事人有要求听证的权利；经过听证的，没有法制审核或者审核没有通过，不得作出决定。"
    "流程图上没有，照图办案就是程序违法。",
    source="《行政处罚法》第五十八条第一款第二项、第六十三条",
    mend="在流程里补画告知听证权利、组织听证和法制审核的步骤；简易程序请在流程名称里写明。",
    check=check,
)
