"""C12 委托、赋权、暂停、临时事项到期."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Final

from quanze.findings import Finding, Severity
from quanze.law.delegation import Share, named
from quanze.model.delegation import Delegation, HoldingState
from quanze.model.delegation_parts import Stage
from quanze.model.element import Element, KeyPath
from quanze.model.patterns import pattern
from quanze.model.power import PowerElements
from quanze.model.register import Register
from quanze.model.written_date import DATE
from quanze.rules.delegations import batches
from quanze.rules.parts import parts
from quanze.rules.rule import Family, Rule, found

_TERM: Final = r"委托|赋权|授权|承接|下放|试点|试行|暂行|临时|实施期|有效期|期限"
_UNTIL: Final = pattern(rf"(?:{_TERM})[^。；;]{{0,30}}?(?:至|到|截至|止于)\s*(?={DATE.pattern})")


def check(register: Register) -> Iterator[Finding]:
    """Find items that by their own words were delegated, or tried, until a day that is over."""
    for power in register.powers:
        halt = power.suspension
        if halt and halt.until and halt.until < register.date:
            yield found(
                "C12", power, "暂停", "至",
                message="{name}写着暂停到{end}为止，已经过期，没有写明恢复还是继续暂停",
                end=f"{halt.until:%Y-%m-%d}",
            )  # fmt: skip
        for part in parts(power):
            for path, key, text in _texts(part.own):
                end = _end(f"{key}：{text}")
                if end is not None and end < register.date:
                    yield found(
                        "C12", power, *part.path, *path,
                        message="{what}的{key}写着到{end}为止，已经过期，没有写明延续还是收回",
                        what=part.title, key=key, end=f"{end:%Y-%m-%d}",
                    )  # fmt: skip
    for batch in batches(register):
        yield from _of_batch(register, batch)


def _of_batch(register: Register, batch: Delegation) -> Iterator[Finding]:
    """Find terms of a batch that are over, and nothing says what became of the items."""
    over: dict[int, tuple[Element, str, str, list[Share]]] = {}
    for item, receiver in batch.shares():
        if batch.state_on(register.date, item, receiver) is not HoldingState.ENDED:
            continue
        extension = batch.happened(Stage.EXTENSION, item, receiver)
        held = batch.term_of(item, receiver)
        end = str(batch.until(item, receiver))
        if extension is not None and extension.until is not None:
            place: tuple[Element, str] = (extension, "延期至")
        elif held is not None:
            place = (held[0], "期限")
        else:
            continue
        over.setdefault(id(place[0]), (*place, end, []))[3].append((item, receiver))
    for element, key, end, shares in over.values():
        yield found(
            "C12", element, key,
            message="{what}的期限到{end}为止，已经过期，没有写延期还是收回",
            what=named(shares), end=end,
        )  # fmt: skip


def _texts(own: PowerElements) -> Iterator[tuple[KeyPath, str, str]]:
    """Where lists write that a power is not held for ever."""
    stated = {
        "权力来源": own.power_source,
        "委托机关": own.entrusting_body,
        "权限划分": own.authority,
    }
    for key, text in stated.items():
        if text:
            yield (key,), key, text
    for key, text in own.remarks.items():
        yield ("备注", key), key, text


def _end(text: str) -> datetime.date | None:
    """The last day that a text states; a key such as 委托期限 is part of it."""
    ends = [
        day
        for until in _UNTIL.finditer(text)
        if (date := DATE.match(text, until.end())) and (day := _day(date))
    ]
    return max(ends, default=None)


def _day(date: re.Match[str]) -> datetime.date | None:
    try:
        return datetime.date(int(date["year"]), int(date["month"]), int(date["day"]))
    except ValueError:
        return None


RULE = Rule(
    code="C12",
    name="委托、赋权、暂停、临时事项到期",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="委托、定向赋权、试点都有期限；过了期还列在清单里，继续行使就没有依据。是否过期按“清单日期”（或 --as-of 的日期）判断。",
    source="《行政处罚法》第二十条（委托书应当载明期限）；吉发〔2020〕7号一（二）（定向赋权逐项明确期限，期满评估后延续或者调整）",
    mend="期满延续的，改写新的期限和文号；收回的，按程序调整清单；赋权批次在“办理”里写“延期”（延期至哪一天）或者“收回”；暂停期满恢复行使的，删去“暂停”。",
    check=check,
)
