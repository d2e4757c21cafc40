"""K3 行使主体不对."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.casework.bodies import same_body
from quanze.casework.checks.holders import holdings, not_held
from quanze.casework.columns import Known
from quanze.casework.desk import Desk, Judged
from quanze.casework.findings import Check, Finding, Outcome, Undecided

_MEND = "由有权的机关办理；清单或者赋权批次写错的，改正清单"


def body(judged: Judged, desk: Desk) -> Iterator[Outcome]:
    """Judge in whose name a case was handled: the list's body, or a receiver within its term."""
    case, standard = judged.case, judged.standard
    written = case.text(Known.BODY)
    if not written:
        yield Undecided(Check.BODY, "没有写行使主体")
        return
    told = [same_body(written, one, desk.region) for one in standard.bodies]
    if True in told:
        return
    held = [
        one
        for code in dict.fromkeys((standard.item.code, str(standard.item.power.code)))
        for one in holdings(desk.register, code)
        if one.is_body(case, desk.region)
    ]
    expected = f"以{'、'.join(standard.bodies)}的名义"
    if held and case.begun is None:
        yield Undecided(Check.BODY, "由承接主体办理，没有写日期，不知道在不在承接期限里")
    elif held and case.begun is not None:
        if message := not_held(held, case.begun):
            yield _finding(message, f"{expected}，或者由承接主体在交接以后、期限以内")
    elif None in told:
        yield Undecided(Check.BODY, "清单库没有写地区，不知道写的是不是本地的机关")
    else:
        yield _finding("行使主体与清单不同", expected)


def _finding(message: str, expected: str) -> Finding:
    return Finding(Check.BODY, Known.BODY, message, expected, Check.BODY.source, _MEND)
