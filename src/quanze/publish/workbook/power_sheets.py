"""The sheets of powers: the catalogue, a sheet for each type, the information table, sub-items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from quanze.model.figures import UNKNOWN_TYPE, type_of
from quanze.model.items import Fee
from quanze.model.power import HandlingItem, Power, SubItem
from quanze.model.power_type import PowerKind
from quanze.model.register import DepartmentLists
from quanze.publish.workbook.plain_text import cell_text, citations, labelled, numbered
from quanze.publish.workbook.sheet import (
    CATALOGUE,
    DEPARTMENT,
    NUMBER,
    Departments,
    Row,
    Sheet,
    counted,
    labels_of,
    used,
)

LAYER: Final = "层次"
_KINDS: Final = (*map(str, PowerKind), UNKNOWN_TYPE)
"""The types in their official order."""


def by_type(lists: DepartmentLists) -> list[Power]:
    """Return the powers in the official order of types, and within a type as the list has them."""
    return sorted(lists.powers, key=lambda power: _KINDS.index(type_of(power)))


def sums_of(powers: Iterable[Power]) -> str:
    """Say how many items there are, and how many of each type."""
    counts = Counter(map(type_of, powers))
    told = [f"{kind} {counts[kind]} 项" for kind in _KINDS if counts[kind]]
    total = f"共 {counts.total()} 项"
    return f"{total}；其中{'，'.join(told)}" if told else total


_COLUMNS: Final = (
    NUMBER, DEPARTMENT, "编码", "名称", "类型", "行使层级", "行使主体", "承办机构", "依据条款",
    "法定时限", "承诺时限", "收费",
)  # fmt: skip

_ALWAYS: Final = 5


def catalogue(departments: Departments) -> Sheet:
    """Return the list of all powers (一单). Within each type the numbers begin anew."""
    rows: list[Row] = []
    for lists in departments:
        count: Counter[str] = Counter()
        for power in by_type(lists):
            count[type_of(power)] += 1
            rows.append(_listed(count[type_of(power)], lists, power))
    powers = (power for lists in departments for power in lists.powers)
    return _filled(CATALOGUE, "行政职权目录", sums_of(powers), rows)


def _filled(name: str, heading: str, sums: str, rows: list[Row]) -> Sheet:
    """A catalogue with only those columns that some row fills; the first ones always stand."""
    kept = [n for n in range(len(_COLUMNS)) if n < _ALWAYS or any(row[n] for row in rows)]
    columns = tuple(_COLUMNS[n] for n in kept)
    made = tuple(tuple(row[n] for n in kept) for row in rows)
    return Sheet(name, heading, sums, columns, made, fixed=4)


def _listed(number: int, lists: DepartmentLists, power: Power) -> Row:
    texts = (
        power.code, power.name, power.type, power.level, power.body, power.office,
        citations(power.bases), power.statutory_limit, power.promised_limit,
        power.fee.standard if isinstance(power.fee, Fee) else power.fee,
    )  # fmt: skip
    return (number, lists.name, *map(cell_text, texts))


def kinds(departments: Departments) -> Iterator[Sheet]:
    """Yield a sheet for each type that there is."""
    found: dict[str, list[tuple[DepartmentLists, Power]]] = {}
    for lists in departments:
        for power in lists.powers:
            found.setdefault(type_of(power), []).append((lists, power))
    for kind in _KINDS:
        if kind in found:
            rows = [_listed(number, *of) for number, of in enumerate(found[kind], 1)]
            yield _filled(kind, f"{kind}事项目录", counted(rows, "项"), rows)


def information(departments: Departments) -> Sheet:
    """Return the sheet with every element of every item (一表)."""
    records = [
        {DEPARTMENT: lists.name, **dict(labelled(power)), **children(power)}
        for lists in departments
        for power in by_type(lists)
    ]
    order = (DEPARTMENT, "编码", "名称", "类型")
    columns = (*order, *(label for label in labels_of(Power) if label not in order))
    heading = "行政职权基本情况信息表"
    return used("信息表", heading, counted(records, "项"), columns, records, fixed=3, low=True)


def children(power: Power) -> dict[str, str]:
    """Return the names of a power's sub-items, which have a sheet of their own."""
    return {
        "子项": numbered(map(_named, power.sub_items)) if power.sub_items else "",
        "业务办理项": numbered(map(_named, power.handling_items)) if power.handling_items else "",
    }


def _named(sub: SubItem | HandlingItem) -> str:
    return f"{sub.name}（{sub.code}）" if sub.code else sub.name


def sub_items(departments: Departments) -> Sheet:
    """Return the sheet of sub-items, each after its item."""
    records = [
        {DEPARTMENT: lists.name, "事项编码": str(power.code), "事项": power.name, **record}
        for lists in departments
        for power in by_type(lists)
        for record in sub_records(power)
    ]
    own = (DEPARTMENT, "事项编码", "事项", LAYER, "名称", "编码")
    columns = (*own, *(label for label in labels_of(SubItem) if label not in own))
    sums = f"{counted(records, '个')}；空着的要素与主项相同"
    return used("子项", "子项和业务办理项", sums, columns, records, fixed=3)


def sub_records(power: Power) -> Iterator[dict[str, str]]:
    """Yield what each sub-item and handling item has of its own, each sub-item before its handling items."""
    for sub in power.sub_items:
        handling = numbered(map(_named, sub.handling_items)) if sub.handling_items else ""
        yield {LAYER: "子项", **dict(labelled(sub)), "业务办理项": handling}
        yield from map(_handling_record, sub.handling_items)
    yield from map(_handling_record, power.handling_items)


def _handling_record(item: HandlingItem) -> dict[str, str]:
    return {LAYER: "业务办理项", **dict(labelled(item))}
