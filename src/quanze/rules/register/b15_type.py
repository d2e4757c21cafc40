"""B15 类型不是十类之一; B16 类型用的是地方写法."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from quanze.findings import Finding, Severity
from quanze.model.power import Power
from quanze.model.power_type import PowerType
from quanze.model.register import DepartmentLists, Register, group
from quanze.rules.rule import Family, Rule, found

_TEN = "许可、处罚、强制、征收、给付、检查、确认、奖励、裁决、其他行政权力"


def check(register: Register) -> Iterator[Finding]:
    """Find types that are none of the ten, once for each department and type."""
    for lists in register.departments:
        for kind, powers in _by_type(lists, lambda type_: type_.kind is None):
            why = PowerType(kind).note or f"十类权力是：{_TEN}"
            yield found(
                "B15", powers[0], "类型",
                message="{department}有 {count} 项职权的类型是“{type}”，不是十类之一：{why}",
                related=tuple(power.origin.at("类型") for power in powers[1:4]),
                told={"count": str(len(powers))}, department=lists.name, type=kind, why=why,
            )  # fmt: skip


def check_spelling(register: Register) -> Iterator[Finding]:
    """Tell what a local spelling of a type is taken for, once for each department and type."""
    for lists in register.departments:
        for kind, powers in _by_type(
            lists, lambda type_: type_.kind is not None and type_.is_variant
        ):
            known = PowerType(kind)
            yield found(
                "B16", powers[0], "类型",
                message="{department}有 {count} 项职权的类型写作“{type}”，按“{name_of_type}”处理：{why}",
                told={"count": str(len(powers))}, department=lists.name, type=kind,
                name_of_type=str(known.kind), why=known.note or "",
            )  # fmt: skip


def _by_type(
    lists: DepartmentLists, wanted: Callable[[PowerType], bool]
) -> Iterator[tuple[str, tuple[Power, ...]]]:
    chosen = (power for power in lists.powers if wanted(power.type))
    yield from group((str(power.type), power) for power in chosen).items()


_SOURCE = "GB/T 39046-2020《政务服务平台基础数据规范》表 A.1（事项类型代码）"

RULE = Rule(
    code="B15",
    name="类型不是十类之一",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    why="权力类型决定设定权限、程序和编码；类型不明的职权无法分类统计，也无法按类检查。",
    source=_SOURCE,
    mend=f"按依据的内容归入十类之一：{_TEN}；公共服务事项写到 duty.yaml 的“公共服务事项”里。",
    check=check,
)

SPELLING_RULE = Rule(
    code="B16",
    name="类型用的是地方写法",
    severity=Severity.INFO,
    family=Family.REGISTER,
    why="各级清单的类型应当写法一致，才能对照；这里说明 quanze 把地方写法当作哪一类。",
    source=_SOURCE,
    mend="改成十类的标准名称；“行政强制措施”“行政强制执行”可以保留，检查设定权限时要用。",
    check=check_spelling,
)
