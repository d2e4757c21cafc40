"""G7 不得委托、下放, and G10 能不能委托看不出来."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from quanze.findings import Finding, Severity
from quanze.model.delegation import Delegation
from quanze.model.delegation import Taken as Taking
from quanze.model.delegation_parts import DelegatedItem, DelegationMode, ReceiverNature
from quanze.model.patterns import pattern
from quanze.model.power_type import PowerKind
from quanze.model.register import Register
from quanze.rules.delegations import batches, kind_of, listed
from quanze.rules.register.held_by_entrustment import Entrusted
from quanze.rules.rule import Family, Reach, Rule, found

_MEASURE: Final = pattern(
    r"强制措施|查封|扣押|冻结|限制.{0,4}人身自由|扣留|暂扣|封存|拖移|强制隔离|约束至"
)
_LEFT_OUT: Final = pattern(r"不含|不包括|不委托|不得|除外")
_EXECUTION: Final = pattern(
    r"强制执行|代履行|代为|加处|滞纳金|划拨|拍卖|强制拆除|强制清除|恢复原状|排除妨碍"
)
_NO_MORE: Final = {
    PowerKind.PERMIT: "《行政许可法》第二十四条第三款",
    PowerKind.PENALTY: "《行政处罚法》第二十条第四款",
}
_TO_WHOM: Final = {
    PowerKind.PERMIT: "《行政许可法》第二十四条第一款：可以委托其他行政机关",
    PowerKind.PENALTY: "《行政处罚法》第二十条第一款、第二十一条：只能委托依法成立并具有管理公共事务职能、"
    "有取得执法资格的工作人员的组织",
}
_UNFIT: Final = {
    PowerKind.PERMIT: (ReceiverNature.PUBLIC, ReceiverNature.OTHER),
    PowerKind.PENALTY: (ReceiverNature.OTHER,),
}
_BASIS: Final = {
    PowerKind.PERMIT: "《行政许可法》第二十四条第一款",
    PowerKind.PENALTY: "《行政处罚法》第二十条第一款",
}
_BY_WHOM: Final = {
    PowerKind.PERMIT: "《行政许可法》第二十二条、第二十三条",
    PowerKind.PENALTY: "《行政处罚法》第十七条、第十九条",
    PowerKind.COERCION: "《行政强制法》第十七条第一款、第七十条",
}
"""By administrative organs, or by organisations for public affairs that a law authorises; by nobody else."""
_QUALIFIED: Final = "《行政处罚法》第二十一条第二项：有取得行政执法资格的工作人员"


class _Case(NamedTuple):
    """An item that is given away."""

    batch: Delegation
    item: DelegatedItem
    kind: PowerKind | None
    listed_types: tuple[str, ...]
    """Its type as the giver's list writes it."""

    @property
    def words(self) -> str:
        """What says whether it is a coercive measure."""
        types = (self.item.type,) if self.item.type else self.listed_types
        return "，".join(filter(None, (*types, self.item.name, self.item.sub_item)))

    @property
    def hidden_measure(self) -> str | None:
        """The coercive measure that the words of an item of another type hold."""
        if self.kind is PowerKind.COERCION:
            return None
        # What is punished is often that somebody broke a seal: the name tells no power to seal.
        named = "" if self.kind is PowerKind.PENALTY else self.words
        texts = (named, self.item.content or "", self.item.scope or "")
        found = (_MEASURE.search(text) for text in texts if not _LEFT_OUT.search(text))
        return next((one[0] for one in found if one), None)

    @property
    def is_measure(self) -> bool | None:
        """Whether it is a coercive measure; None where its words do not tell."""
        measure, execution = _MEASURE.search(self.words), _EXECUTION.search(self.words)
        return bool(measure) if bool(measure) != bool(execution) else None


def check(register: Register) -> Iterator[Finding]:
    """Find what no law allows to entrust."""
    entrusted = Entrusted(register)
    for case in _cases(register, DelegationMode.ENTRUSTED):
        if case.kind is PowerKind.COERCION and case.is_measure:
            yield found(
                "G7", case.item, message="“{name}”是行政强制措施，不得委托（{law}）",
                law="《行政强制法》第十七条第一款",
            )  # fmt: skip
        yield from _unfit(case)
        yield from _again(entrusted, case)
    for case in _cases(register, DelegationMode.DEVOLVED, DelegationMode.DIRECT):
        yield from _handed_down(case)


def _handed_down(case: _Case) -> Iterator[Finding]:
    for taken in _known(case):
        nature = taken.receiver.nature if taken.receiver else None
        if case.kind in _BY_WHOM and nature is ReceiverNature.OTHER:
            yield found(
                "G7", case.item,
                message="{kind}“{name}”下放给{receiver}，是“{nature}”；只能由行政机关、"
                "或者法律、法规授权的具有管理公共事务职能的组织实施（{law}）",
                kind=str(case.kind), receiver=taken.name, nature=str(nature),
                law=_BY_WHOM[case.kind],
            )  # fmt: skip


def _unfit(case: _Case) -> Iterator[Finding]:
    for taken in _known(case):
        nature = taken.receiver.nature if taken.receiver else None
        if case.kind in _UNFIT and nature in _UNFIT[case.kind]:
            yield found(
                "G7", case.item,
                message="{kind}“{name}”委托给{receiver}，是“{nature}”（{law}）",
                kind=str(case.kind), receiver=taken.name, nature=str(nature),
                law=_TO_WHOM[case.kind],
            )  # fmt: skip


def _again(entrusted: Entrusted, case: _Case) -> Iterator[Finding]:
    source = entrusted.source(case.batch, case.item) if case.kind in _NO_MORE else None
    if source is not None and case.kind is not None:
        yield found(
            "G7", case.item,
            message="{giver}自己是受委托办理“{name}”的（{source}），不得再委托（{law}）",
            related=(source.origin,),
            giver=case.batch.giver_of(case.item) or "放权部门", source=source.told,
            law=_NO_MORE[case.kind],
        )  # fmt: skip


def check_doubts(register: Register) -> Iterator[Finding]:
    """Find entrusted items of which the batch does not show that the law allows it."""
    entrusted = Entrusted(register)
    for case in _cases(register, DelegationMode.ENTRUSTED):
        doubts = tuple(_doubts(entrusted, case))
        if doubts:
            yield found(
                "G10", case.item,
                message="能不能委托“{name}”，按写的内容看不出来：{doubts}",
                doubts="；".join(doubts),
            )  # fmt: skip


def _doubts(entrusted: Entrusted, case: _Case) -> Iterator[str]:
    if case.kind is PowerKind.COERCION and case.is_measure is None:
        yield "是强制措施还是强制执行没有写明，强制措施不得委托（《行政强制法》第十七条第一款）"
    if measure := case.hidden_measure:
        yield f"写着“{measure}”，强制措施不得委托（《行政强制法》第十七条第一款），要写明不包括"
    if case.kind is None:
        yield "没有写权力类型"
    if case.kind in _BASIS:
        yield from _of_receivers(case, case.kind)
        if not case.item.bases:
            yield f"没有写允许委托的“依据”（{_BASIS[case.kind]}：依照法律、法规、规章的规定委托）"
    elif entrusted.source(case.batch, case.item) is not None:
        yield "放权部门自己是受委托办理的，能不能再委托，要看委托它的协议"


def _of_receivers(case: _Case, kind: PowerKind) -> Iterator[str]:
    unknown = listed(t.name for t in _known(case) if not (t.receiver and t.receiver.nature))
    if unknown:
        yield f"{unknown}没有写“性质”（{_TO_WHOM[kind]}）"
    known = [taken.receiver for taken in _known(case) if taken.receiver]
    zones = listed(one.name for one in known if one.nature is ReceiverNature.ZONE)
    if zones and kind is PowerKind.PERMIT:
        yield f"{zones}是开发区管理机构，是不是行政机关要按设立的文件核实（{_TO_WHOM[kind]}）"
    untold = listed(
        one.name for one in known if one.nature is ReceiverNature.PUBLIC and not one.capacity
    )
    if untold and kind is PowerKind.PENALTY:
        yield f"{untold}没有写“承接条件”（{_QUALIFIED}）"


def _cases(register: Register, *modes: DelegationMode) -> Iterator[_Case]:
    """Go through the items that are given in one of some ways."""
    for batch in batches(register):
        for item in batch.items:
            if batch.mode_of(item) in modes:
                listed_as = register.powers_by_code.get(str(item.code), ())
                types = tuple(dict.fromkeys(str(power.type) for power in listed_as))
                yield _Case(batch, item, kind_of(register, item), types)


def _known(case: _Case) -> tuple[Taking, ...]:
    return case.batch.taken(case.item)


RULE = Rule(
    code="G7",
    name="不得委托、下放",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="没有法律允许的委托、下放，办出来的决定会被撤销，放权的机关还要承担责任。",
    source="《行政强制法》第十七条第一款（行政强制措施权不得委托）；《行政许可法》第二十四条（只能委托其他行政机关，不得再委托）；"
    "《行政处罚法》第二十条、第二十一条（只能委托符合条件的组织，不得再委托）；"
    "下放：《行政许可法》第二十二条、第二十三条，《行政处罚法》第十七条、第十九条，《行政强制法》第十七条、第七十条",
    mend="收回委托、下放，由有权的行政机关自己办；可以改为服务窗口前移，决定仍由原机关作出。性质、类型写错的改正。",
    check=check,
)

DOUBT_RULE = Rule(
    code="G10",
    name="能不能委托看不出来",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="许可、处罚能不能委托，要看受委托的是什么组织、依据是哪一条；没有写，就没有人核实过。",
    source="《行政许可法》第二十四条；《行政处罚法》第二十条、第二十一条；《行政强制法》第十七条",
    mend="在“承接主体”里写“性质”，在事项里写“类型”和允许委托的“依据”（法律、法规、规章的条款）。",
    check=check_doubts,
)
