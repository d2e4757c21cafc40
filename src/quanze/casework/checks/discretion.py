"""K9 裁量不合基准."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from quanze.casework.columns import DECIDED, Known, words
from quanze.casework.desk import Desk, Judged
from quanze.casework.findings import Check, Finding, Outcome, Undecided
from quanze.model.amounts import amounts, condensed, fine_ranges
from quanze.model.items import DiscretionStep
from quanze.model.patterns import pattern
from quanze.model.word_table import plain

_BARE: Final = pattern(r"[¥￥]?(\d{1,12}(?:\.\d{1,4})?)")
_MONEY: Final = "元"
_MEND: Final = "按清单的裁量基准改正；情节特殊、在基准以外裁量的，写明理由并经集体讨论"


def discretion(judged: Judged, desk: Desk) -> Iterator[Outcome]:
    """Judge whether a decision names its step, and keeps to the range of that."""
    case, steps = judged.case, judged.standard.steps
    result = case.text(Known.RESULT)
    ended = any(word in result for key in ("没有裁量", "没有走完") for word in words(key))
    if not steps or ended or not (result or DECIDED in case.days):
        return
    if not desk.table.has(Known.STEP):
        yield Undecided(Check.DISCRETION, f"表里没有“{Known.STEP}”列")
        return
    names = "、".join(dict.fromkeys(step.step for step in steps))
    written = plain(case.text(Known.STEP))
    if not written:
        yield _finding(Known.STEP, "有决定，没有写裁量阶次", f"写明阶次：{names}", steps[0])
        return
    chosen = [step for step in steps if plain(step.step) == written]
    if not chosen:
        yield _finding(Known.STEP, "写的阶次不在裁量基准里", f"写 {names} 之一", steps[0])
        return
    yield from _amount(case.text(Known.AMOUNT), chosen)


def _amount(text: str, steps: list[DiscretionStep]) -> Iterator[Outcome]:
    ranges = [one for step in steps for one in _ranges(step.standard)]
    if not ranges:
        return
    if not text:
        yield Undecided(Check.DISCRETION, "没有写金额")
        return
    amount = _money(text)
    if amount is None:
        yield Undecided(Check.DISCRETION, "金额读不出来")
        return
    plain_ranges = [one for one in ranges if one.unit == _MONEY and not one.base]
    if any(one.bottom <= amount <= one.top(amount) for one in plain_ranges):
        return
    if len(plain_ranges) < len(ranges):
        yield Undecided(Check.DISCRETION, "阶次按倍数（或者每件多少）裁量，表里没有基数")
        return
    yield _finding(
        Known.AMOUNT,
        f"金额在阶次“{steps[0].step}”的幅度以外",
        f"符合“{steps[0].step}”的标准：{steps[0].standard}",
        steps[0],
    )


_ranges = lru_cache(maxsize=4096)(fine_ranges)


def _money(text: str) -> Decimal | None:
    bare = condensed(text).replace(",", "").replace("，", "").removesuffix("整")
    if found := _BARE.fullmatch(bare):
        try:
            return Decimal(found[1])
        except InvalidOperation:
            return None
    said = [one for one in amounts(bare) if one.unit == _MONEY]
    whole = len(said) == 1 and said[0].start == 0 and said[0].end == len(bare)
    return said[0].value if whole else None


def _finding(column: str, message: str, expected: str, step: DiscretionStep) -> Finding:
    source = f"清单的裁量基准；{step.basis}" if step.basis else Check.DISCRETION.source
    return Finding(Check.DISCRETION, column, message, expected, source, _MEND)
