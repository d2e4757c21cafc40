"""K1 清单外行使, K2 未经启用行使非常用权力."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from quanze.casework.checks.holders import Holding, holdings, not_held
from quanze.casework.columns import Known
from quanze.casework.desk import Desk, Judged
from quanze.casework.findings import Check, Finding, Outcome, Undecided
from quanze.casework.handled import Case
from quanze.casework.past import Turn
from quanze.model.power import Regularity

_STOP = "停止办理；有依据的，按程序列入清单"


def unlisted(case: Case, code: str, desk: Desk) -> Iterator[Outcome]:
    """Judge a case whose code no item of the register has."""
    if any("power" in lists.unread or code in lists.unread for lists in desk.register.departments):
        yield Undecided(Check.UNLISTED, "清单库里有事项没有读懂，不知道有没有这个编码")
        return
    turn, day = desk.past.left(code), case.begun
    held = holdings(desk.register, code)
    if turn is not None and (day is None or day < turn.day):
        yield _before(day)
    elif held:
        yield from _given(case, held, desk)
    elif turn is not None:
        yield _gone(turn)
    elif code in _former(desk):
        yield Undecided(Check.UNLISTED, "用的是旧编码，没有调整记录说明从哪一天起换的")
    else:
        yield _finding("清单里没有这个编码", "只办清单里的事项", _STOP)


def _before(day: datetime.date | None) -> Undecided:
    if day is None:
        return Undecided(Check.UNLISTED, "事项已经离开清单，办件没有写日期")
    return Undecided(Check.UNLISTED, "办件开始时事项还在清单里，现在的清单没有它，其余各项没有核对")


def _gone(turn: Turn) -> Finding:
    if turn.what == "换码":
        return _finding(
            f"{turn.day} 起编码换成了 {turn.other}", f"用编码 {turn.other}", "改用现在的编码"
        )
    return _finding(
        f"{turn.day} 起已经{turn.kind}",
        f"{turn.day} 以后不再行使",
        "停止办理；已经作出的决定依法处理",
    )


def _given(case: Case, held: tuple[Holding, ...], desk: Desk) -> Iterator[Outcome]:
    """Judge a case of an item that was given away: receivers may handle it, the giver what it had."""
    day = case.begun
    if day is None:
        yield Undecided(Check.UNLISTED, "事项已经下放，办件没有写日期")
        return
    handed = min((one.since for one in held if one.since), default=None)
    if handed is None or day < handed:
        return
    acting = [one for one in held if one.is_body(case, desk.region)]
    if acting:
        if without := not_held(acting, day):
            yield _finding(without, "由承接主体在交接以后、期限以内行使", _STOP)
    elif not case.text(Known.BODY):
        yield Undecided(Check.UNLISTED, "事项已经下放，办件没有写行使主体")
    else:
        yield _finding(
            f"{handed} 起已经{held[0].mode}，不在清单里", "由承接主体行使", "停止办理，移交承接主体"
        )


def _former(desk: Desk) -> frozenset[str]:
    return frozenset(str(code) for one in desk.register.powers for code in one.predecessors)


def listed(judged: Judged, desk: Desk) -> Iterator[Outcome]:
    """Judge whether an item that is in the list could be exercised on the day of the case."""
    case, item = judged.case, judged.standard.item
    power, day = item.power, case.begun
    came = desk.past.came(str(power.code))
    halt = power.suspension
    if day is None:
        if came or halt:
            yield Undecided(Check.UNLISTED, "没有写日期，不知道办理时事项在不在清单里")
    elif came is not None and day < came.day:
        yield _finding(
            f"{came.day} 才{came.kind}，列入清单", f"{came.day} 以后行使", "说明列入清单以前的依据"
        )
    elif halt is not None and halt.since <= day and (halt.until is None or day <= halt.until):
        yield _finding(f"{halt.since} 起暂停行使", "暂停期间不行使", "停止办理，恢复以后再办")


def released(judged: Judged, desk: Desk) -> Iterator[Outcome]:
    """Judge whether a reserved power was released on the day of the case."""
    power, day = judged.standard.item.power, judged.case.begun
    code, now = str(power.code), power.regularity is Regularity.RESERVED
    releases = [
        one
        for name in {code, judged.standard.item.code}
        for one in desk.register.releases_by_item.get(name, ())
    ]
    if day is None:
        if now:
            yield Undecided(Check.UNRELEASED, "没有写日期，不知道办理时有没有启用")
        return
    if not desk.past.reserved_on(code, day, now=now) or any(one.covers(day) for one in releases):
        return
    yield Finding(
        Check.UNRELEASED,
        Known.ITEM,
        f"非常用权力，{day} 没有启用",
        "先申请启用，批准以后在启用的日子里行使",
        Check.UNRELEASED.source,
        "经过批准的，在 release.yaml 补写启用记录；没有经过的，停止行使，查明原因",
    )


def _finding(message: str, expected: str, mend: str) -> Finding:
    return Finding(Check.UNLISTED, Known.ITEM, message, expected, Check.UNLISTED.source, mend)
