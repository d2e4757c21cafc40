"""B12 要素空缺, and B13 信息表不完整."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from quanze.findings import Finding, Severity
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register
from quanze.rules.parts import Part, attributes, is_empty, parts
from quanze.rules.rule import Family, Rule, found
from quanze.rules.tables import ALL, is_filler, required

_OF_DEPARTMENT = {"监督方式": "supervision", "咨询方式": "consultation", "办理地点": "counters"}
"""Elements that a department may state once for all its powers."""


def check_core(register: Register) -> Iterator[Finding]:
    """Find powers without an element that every list has, or with a filler in its place."""
    yield from _unknown_names(register)
    for lists in register.departments:
        for power in lists.powers:
            for key in _core(register, power):
                yield from _core_element(lists, power, key)
            yield from _names(power)


def _core_element(lists: DepartmentLists, power: Power, key: str) -> Iterator[Finding]:
    if not _missing(lists, power, key):
        return
    written = getattr(power, attributes()[key])
    if isinstance(written, str) and written.strip():
        message = "“{name}”的“{key}”写的是“{text}”，等于没有填"
        yield found("B12", power, key, message=message, key=key, text=str(written))
    else:
        yield found("B12", power, message="“{name}”没有填“{key}”", key=key)


def _names(power: Power) -> Iterator[Finding]:
    """Fillers where a name should be."""
    if is_filler(power.name):
        message = "编码 {item} 的“名称”写的是“{text}”，等于没有填"
        yield found("B12", power, "名称", message=message, text=power.name)
    for i, sub in enumerate(power.sub_items):
        if is_filler(sub.name):
            message = "“{name}”的子项名称写的是“{text}”，没有子项就不要写子项"
            yield found("B12", power, "子项", i, "名称", message=message, text=sub.name)


def _unknown_names(register: Register) -> Iterator[Finding]:
    """Settings that ask for elements that do not exist."""
    for kind, keys in register.settings.rules.required.items():
        for i, key in enumerate(keys):
            if key not in attributes():
                yield found(
                    "B12", register.settings, "规则", "必填要素", kind, i,
                    message="必填要素“{key}”不是事项的要素，没有检查", key=key,
                )  # fmt: skip


def check_table(register: Register) -> Iterator[Finding]:
    """Find powers whose information table lacks elements: one finding a power, naming them all."""
    for lists in register.departments:
        for power in lists.powers:
            wanted = _table("信息表", power)
            core = _core(register, power)
            missing = [k for k in wanted if k not in core and _missing(lists, power, k)]
            if missing:
                keys = "、".join(missing)
                yield found("B13", power, message="“{name}”的信息表缺：{keys}", keys=keys)


def _core(register: Register, power: Power) -> list[str]:
    """What must be filled in: the office's own list for a type counts instead of ours."""
    own = register.settings.rules.required
    keys = [*own.get(ALL, required()["核心"].get(ALL, ())), *own.get(power.type.name or "", ())]
    return [key for key in dict.fromkeys(keys) if key in attributes()]


def _table(name: str, power: Power) -> list[str]:
    table = required()[name]
    return [*table.get(ALL, ()), *table.get(power.type.name or "", ())]


def _missing(lists: DepartmentLists, power: Power, key: str) -> bool:
    """Whether neither the power, nor all its parts, nor its department or flow state an element."""
    ways = _ways(key)
    if not all(is_empty(getattr(power, attributes()[way])) for way in ways):
        return False
    if any(_stated_below(power, way) for way in ways):
        return False
    if key == "流程":
        return lists.flow_of(power) is None
    attribute = _OF_DEPARTMENT.get(key)
    return not (attribute and lists.department and getattr(lists.department, attribute))


@cache
def _ways(key: str) -> tuple[str, ...]:
    """An element, and those that say the same."""
    return (key, *required()["代替"].get(key, ()))


def _stated_below(power: Power, key: str) -> bool:
    below: list[Part] = [part for part in parts(power) if part.path]
    return bool(below) and all(part.value(key) is not None for part in below)


RULE = Rule(
    code="B12",
    name="要素空缺",
    severity=Severity.ERROR,
    family=Family.ITEM,
    why="行使主体、承办机构等要素，清单里每一项都要有；写“无”“/”“详见……”等于没有填，群众不知道找谁办。",
    source="中办发〔2015〕21号《关于推行地方各级政府工作部门权力清单制度的指导意见》；辽源市“一单一表一图”访谈（信息表的栏目）",
    mend="补写这个要素；哪些要素必填，可以在 quanze.yaml 的“规则: 必填要素”里按类型规定。",
    check=check_core,
)

TABLE_RULE = Rule(
    code="B13",
    name="信息表不完整",
    severity=Severity.INFO,
    family=Family.ITEM,
    why="一表要让群众知道：办什么、怎么办、哪里办、找谁办、多长时间办、办不好怎么办。缺了要素就答不全。",
    source="辽源市“一单一表一图”访谈（信息表的栏目）；《行政许可法》第三十条（公示事项、依据、条件、数量、程序、期限、材料目录）",
    mend="补写列出的要素；全部门相同的监督方式、咨询方式、窗口，可以只在 department.yaml 里写一次。",
    check=check_table,
)
