"""The figures of one register: the same for a terminal, a workbook, a page and a programme's aims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from quanze.model.compression import Sum, Tally, compression
from quanze.model.figures import Stated, stated
from quanze.model.items import YesNo
from quanze.model.measured import Indicator, Measured, count, mean, saving, share
from quanze.model.period import Period, Unit
from quanze.model.power import Power, PowerElements, Regularity
from quanze.model.power_type import PowerKind
from quanze.model.register import Register

_COUNTED_IN: Final = {
    Unit.WORKING_DAY: "个工作日",
    Unit.DAY: "个自然日",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
    Unit.HOUR: "小时",
}
_MAIN: Final = "主项，子项和业务办理项不另计"


class Section(NamedTuple):
    """Figures that belong together."""

    title: str
    measured: tuple[Measured, ...]


def sections(register: Register) -> tuple[Section, ...]:
    """Count everything."""
    powers = register.powers
    return (
        Section("清单", tuple(_lists(register, powers))),
        Section("责任和监管", tuple(_duties(register, powers))),
        Section("流程图", tuple(_flows(register, powers))),
        Section("进厅和跑动", tuple(_service(powers))),
        Section("时限", tuple(_limits(powers))),
        Section("裁量基准", tuple(_discretion(powers))),
    )


def _lists(register: Register, powers: Sequence[Power]) -> Iterator[Measured]:
    regular = sum(power.regularity is Regularity.REGULAR for power in powers)
    filled = sum(bool(lists.powers) for lists in register.departments)
    sub_items = sum(len(power.sub_items) for power in powers)
    handling = sum(
        len(power.handling_items) + sum(len(sub.handling_items) for sub in power.sub_items)
        for power in powers
    )
    yield count(Indicator.ITEMS, len(powers), _MAIN)
    yield count(Indicator.DEPARTMENTS, filled, "清单里有职权的部门", "个")
    yield count(Indicator.REGULAR, regular, "常用的职权（没有写常用程度的是常用）")
    yield count(Indicator.RESERVED, len(powers) - regular, "非常用的职权，一事一审")
    yield count(Indicator.SUB_ITEMS, sub_items, "各项职权的子项")
    yield count(Indicator.HANDLING_ITEMS, handling, "各项职权和子项的业务办理项")


def _duties(register: Register, powers: Sequence[Power]) -> Iterator[Measured]:
    lists = register.departments
    having = sum(bool(one.main_duties) for one in lists)
    with_duty = sum(str(power.code) in one.duties_by_item for one in lists for power in one.powers)
    main = sum(len(one.main_duties) for one in lists)
    yield count(Indicator.MAIN_DUTIES, main, "各部门的主要职责", "条", detail=f"{having:,} 个部门")
    yield count(Indicator.DUTIES, sum(len(one.duties) for one in lists), "责任清单里的责任事项")
    yield share(Indicator.WITH_DUTIES, with_duty, len(powers), "全部职权")
    yield count(
        Indicator.SERVICES,
        sum(len(one.public_services) for one in lists),
        "责任清单里的公共服务事项",
    )
    yield count(
        Indicator.OVERSIGHT,
        sum(len(one.oversight) for one in lists),
        "责任清单里的事中事后监管制度",
    )
    yield count(Indicator.BOUNDARIES, len(register.boundaries), "职责边界清单里的事项")


def _flows(register: Register, powers: Sequence[Power]) -> Iterator[Measured]:
    drawn = sum(
        one.flow_of(power) is not None for one in register.departments for power in one.powers
    )
    flows = sum(len(one.flows) for one in register.departments)
    yield count(Indicator.FLOWS, flows, "流程图，几项职权可以共用一张", "张")
    yield share(Indicator.WITH_FLOW, drawn, len(powers), "全部职权")


def _service(powers: Sequence[Power]) -> Iterator[Measured]:
    permits = [power for power in powers if power.type.kind is PowerKind.PERMIT]
    in_hall = [power for power in powers if power.in_hall is YesNo.YES]
    said = "写明是否进驻大厅的{of}"
    yield _stated(Indicator.IN_HALL, _hall(powers), YesNo.YES, said.format(of="职权"))
    yield _stated(Indicator.PERMITS_IN_HALL, _hall(permits), YesNo.YES, said.format(of="行政许可"))
    said = "写明到现场次数的职权"
    yield _stated(Indicator.NO_VISIT, _visits(powers), 0, said)
    yield _stated(Indicator.ONE_VISIT, _visits(powers), 1, said)
    visits = _visits(in_hall)
    # Who states no number is no visit saved, but is in the hall: the base that 辽源 reports.
    of = (
        f"进驻大厅的职权（{visits.silent} 项没写次数的也在内）"
        if visits.silent
        else "进驻大厅的职权"
    )
    for name, times in ((Indicator.NO_VISIT_IN_HALL, 0), (Indicator.ONE_VISIT_IN_HALL, 1)):
        part = visits.part(str(times))
        yield share(name, part, len(in_hall), of)


def _hall(powers: Iterable[Power]) -> Stated:
    return stated(powers, lambda power: power.in_hall)


def _visits(powers: Iterable[Power]) -> Stated:
    return stated(powers, lambda power: power.visits)


def _stated(name: str, said: Stated, value: object, what: str) -> Measured:
    return share(name, said.part(str(value)), said.total, what, silent=said.silent)


def _limits(powers: Sequence[Power]) -> Iterator[Measured]:
    """Go through the units, working days first: days of different kinds are never added up."""
    tally = compression(powers)
    promised = [power.promised_limit for power in powers]
    units = [Unit.WORKING_DAY, *_other_units(promised, tally)]
    for unit in units:
        yield from _limits_in(unit, tally.sum_of(unit), promised)
    at_once = sum(one is not None and one.unit is Unit.IMMEDIATE for one in promised)
    written = sum(one is not None for one in promised)
    yield share(
        Indicator.AT_ONCE, at_once, written, "写明承诺时限的职权", silent=len(promised) - written
    )


def _other_units(promised: Iterable[Period | None], tally: Tally) -> list[Unit]:
    found = {one.unit for one in promised if one is not None and one.amount is not None}
    found |= {one.unit for one in tally.sums()}
    return [unit for unit in Unit if unit in found and unit is not Unit.WORKING_DAY]


def _limits_in(
    unit: Unit, both: Sum | None, promised: Sequence[Period | None]
) -> Iterator[Measured]:
    """Return the figures of one unit; working days always, others where there are any."""
    name = _COUNTED_IN[unit]
    plain = name.removeprefix("个")
    main = unit is Unit.WORKING_DAY
    suffix = "" if main else f"（{plain}）"
    if both or main:
        one = both or Sum(unit, 0, 0, 0)
        compared = f"法定和承诺时限都以{plain}计的职权"
        yield saving(
            f"{Indicator.COMPRESSION}{suffix}",
            one.statutory,
            one.promised,
            f"{compared}的法定时限合计",
            "（法定合计－承诺合计）÷法定合计",
            f"{one.items:,} 项职权",
        )
        yield mean(f"{Indicator.STATUTORY}{suffix}", one.statutory, one.items, compared, name)
    amounts = [
        period.amount
        for period in promised
        if period is not None and period.unit is unit and period.amount is not None
    ]
    if amounts or main:
        what = f"承诺时限以{plain}计的职权"
        yield mean(f"{Indicator.PROMISED}{suffix}", sum(amounts), len(amounts), what, name)


def _discretion(powers: Sequence[Power]) -> Iterator[Measured]:
    steps = {id(power): _steps(power) for power in powers}
    penalties = [power for power in powers if power.type.kind is PowerKind.PENALTY]
    total, having = sum(steps.values()), sum(map(bool, steps.values()))
    yield share(Indicator.WITH_DISCRETION, having, len(powers), "全部职权")
    yield count(Indicator.DISCRETION_STEPS, total, "各项职权连同子项的裁量阶次", "条")
    yield mean(Indicator.STEPS_PER_ITEM, total, having, "有裁量基准的职权", "条")
    yield mean(
        Indicator.STEPS_PER_PENALTY,
        sum(steps[id(power)] for power in penalties),
        len(penalties),
        "行政处罚，不论有没有裁量基准",
        "条",
    )


def _steps(power: Power) -> int:
    """Count the steps of an item and of what it is divided into."""
    parts: Iterator[PowerElements] = iter(
        (
            power,
            *power.handling_items,
            *power.sub_items,
            *(item for sub in power.sub_items for item in sub.handling_items),
        )
    )
    return sum(len(part.discretion) for part in parts)
