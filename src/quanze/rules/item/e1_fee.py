"""E1 收费的依据和标准."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.items import Fee
from quanze.model.power_type import PowerKind
from quanze.model.register import Register
from quanze.rules.bases import all_known
from quanze.rules.parts import Part, every_part
from quanze.rules.rule import Family, Rule, found
from quanze.rules.tables import is_filler, ranks_for

_NO_FEE = frozenset(("不收费", "免费", "不收取费用", "否", "不收", "无收费"))
_BARE_FEE = frozenset(
    ("收费", "是", "有", "收取", "收取费用", "按规定收费", "按标准收费", "按规定收取")
)


def check(register: Register) -> Iterator[Finding]:
    """Find fees without basis or standard, and levies that say nothing is charged."""
    for power, part in every_part(register):
        fee = part.own.fee
        if fee is None:
            continue
        fault = _text_fault(part, fee, power.type.kind) if isinstance(fee, str) else _fee_fault(fee, power.type.kind)  # fmt: skip
        if fault:
            yield found(
                "E1", power, *part.path, "收费",
                message="{what}{fault}", what=part.title, fault=fault,
            )  # fmt: skip


def _text_fault(part: Part, fee: str, kind: PowerKind | None) -> str | None:
    words = "".join(fee.split()).rstrip("。")
    if words in _BARE_FEE:
        return f"的收费只写了“{words}”，没有写收费标准和依据"
    if kind is PowerKind.LEVY and words in _NO_FEE and part.value("征收标准") is None:
        return f"是行政征收，收费却写着“{words}”"
    return None


def _fee_fault(fee: Fee, kind: PowerKind | None) -> str | None:
    if "".join(fee.standard.split()) in _NO_FEE:
        return None
    if is_filler(fee.standard):
        return f"的收费标准写的是“{fee.standard}”，等于没有写"
    if kind is not PowerKind.PERMIT:
        return None
    if not fee.basis:
        return "是行政许可，收费没有写依据"
    known = all_known(fee.basis)
    if known is not None and not known & ranks_for("许可收费"):
        return f"是行政许可，收费的依据不是法律、行政法规：{fee.basis[0].citation or fee.basis[0].text}"
    return None


RULE = Rule(
    code="E1",
    name="收费的依据和标准",
    severity=Severity.ERROR,
    family=Family.ITEM,
    why="实施行政许可原则上不收费，收费要有法律、行政法规的依据，并公布项目和标准；不写明，就是乱收费的口子。",
    source="《行政许可法》第五十八条、第五十九条",
    mend="写明收费的“项目”“标准”“依据”；不收费的写“不收费”；征收类事项写“征收标准”。",
    check=check,
)
