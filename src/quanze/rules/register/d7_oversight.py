"""D7 监管制度缺要素, D11 许可没有监管制度, and D8 取消、下放后没有监管."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.duty import OversightMeasure
from quanze.model.power import Power
from quanze.model.power_type import PowerKind
from quanze.model.reference_list import ReferenceItem, ReferenceKind
from quanze.model.register import DepartmentLists, Register
from quanze.model.word_table import plain
from quanze.rules.record.d8_supervision import unsupervised, watched_in
from quanze.rules.references import codes, entries, overlap
from quanze.rules.rule import Family, Reach, Rule, found
from quanze.rules.tables import is_filler


def check(register: Register) -> Iterator[Finding]:
    """Find measures without one of the six elements."""
    for lists in register.departments:
        for measure in lists.oversight:
            yield from _elements(measure)


def check_permits(register: Register) -> Iterator[Finding]:
    """Find permits that no measure is for, where every measure says what it is for."""
    for lists in register.departments:
        if _says_what_for(lists):
            watched = {str(code) for measure in lists.oversight for code in measure.items}
            for power in lists.powers:
                if power.type.kind is PowerKind.PERMIT and watched.isdisjoint(_codes(power)):
                    message = "行政许可“{name}”没有事中事后监管制度"
                    yield found("D11", power, message=message)


def _elements(measure: OversightMeasure) -> Iterator[Finding]:
    six = {
        "监管对象": measure.target,
        "监管内容": measure.content,
        "监管方式": measure.method,
        "监管措施": measure.measures,
        "监管程序": measure.procedure,
        "处理方式": measure.handling,
    }
    missing = [key for key, text in six.items() if is_filler(text or "")]
    if missing:
        lacks = (
            "六个要素都没有写，只有名称"
            if len(missing) == len(six)
            else f"没有写{'、'.join(missing)}"
        )
        message = "监管制度“{name}”{lacks}"
        yield found("D7", measure, message=message, lacks=lacks)


def _says_what_for(lists: DepartmentLists) -> bool:
    """Whether every measure names its items: one that names none may be for all."""
    return (
        bool(lists.oversight)
        and all(measure.items for measure in lists.oversight)
        and "duty" not in lists.unread
    )


def _codes(power: Power) -> list[str]:
    return [str(power.code), *(str(sub.code) for sub in power.sub_items if sub.code)]


def check_afterwards(register: Register) -> Iterator[Finding]:
    """Find items that were cancelled or handed down, and that nobody supervises any more."""
    yield from unsupervised(register)
    for kind in (ReferenceKind.CANCELLED, ReferenceKind.DEVOLVED):
        for listed, item in entries(register, kind):
            lists = register.departments_by_name.get(item.department or "")
            if lists is None or not lists.oversight or "duty" in lists.unread:
                continue
            watched = watched_in(register)[lists.slug]
            named = watched.lists(*codes(item)) or watched.says(plain(item.name))
            if _was_ours(register, kind, item) and not named:
                verb = "取消" if kind is ReferenceKind.CANCELLED else "下放"
                yield found(
                    "D8", item,
                    message="“{name}”已由{list}{verb}，{department}的事中事后监管里没有提到它",
                    list=listed.title, verb=verb, department=lists.name,
                )  # fmt: skip


def _was_ours(register: Register, kind: ReferenceKind, item: ReferenceItem) -> bool:
    """Whether the register's own level exercised it before."""
    own = register.settings.level
    before = item.level if kind is ReferenceKind.CANCELLED else item.former_level
    if kind is ReferenceKind.DEVOLVED and before is None:
        return False
    return own is None or before is None or overlap(own.kinds, before.kinds)


RULE = Rule(
    code="D7",
    name="监管制度缺要素",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    why="事中事后监管制度要写明对象、内容、方式、措施、程序和处理方式，缺了哪一个都落不到实处。",
    source="通化市责任清单实施意见（明确监管对象、内容、方式、措施、程序和处理方式等）；《优化营商环境条例》第五十一条",
    mend="在 duty.yaml 的“事中事后监管”里补写缺少的要素。",
    check=check,
)

PERMITS_RULE = Rule(
    code="D11",
    name="许可没有监管制度",
    severity=Severity.OFF,
    family=Family.REGISTER,
    why="保留的许可没有监管制度，就是只批不管。只看“适用事项”里有没有写它的编码，所以默认不查。",
    source="通化市责任清单实施意见（对保留的或取消下放后仍需加强监管的行政审批事项，明确相应监管措施办法）；《行政许可法》第六十一条",
    mend="给这项许可写一个监管制度，或者在已有制度的“适用事项”里加上它的编码。",
    check=check_permits,
)

AFTERWARDS_RULE = Rule(
    code="D8",
    name="取消、下放后没有监管",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="审批取消、下放了，监管的责任还在；没有后续监管制度，就是一放了之。",
    source="通化市责任清单实施意见（取消下放后仍需加强监管的，明确相应监管措施）；吉林市2017年行政许可事项调整决定（监管措施三十日内制定）；"
    "对照“references/”里种类为“取消事项”“下放事项”的参照清单，和 adjustments/ 里的调整记录",
    mend="在 duty.yaml 的“事中事后监管”里写上这件事由谁、怎样继续监管，名称里写明原事项；不再需要监管的，写豁免说明理由。",
    check=check_afterwards,
)
