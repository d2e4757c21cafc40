"""一表: each item's information table as a form for A4 paper, two answers beside each other where they are short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from quanze.model.power import Power, PowerElements
from quanze.model.register import DepartmentLists
from quanze.publish.site.answers import QUESTIONS, label_of
from quanze.publish.spreadsheet.measure import lines_of, pieces
from quanze.publish.workbook.other_sheets import duty_record
from quanze.publish.workbook.plain_text import labelled, numbered
from quanze.publish.workbook.power_sheets import LAYER, by_type, children, sub_records

TITLE: Final = "行政职权基本情况信息表"
WIDTHS: Final = (12, 31, 12, 31)
"""Columns of the form, in characters of the standard font; together no wider than A4 paper."""
WIDE: Final = sum(WIDTHS[1:])
"""The room of an answer that has the line for itself."""
_SHORT: Final = 2
"""Lines of an answer that stands beside another."""

NAMED: Final = "职权名称"
_HEAD: Final = ("编码", "名称", "类型")
_ALSO: Final = {
    "what": ("子项", "业务办理项", "常用程度", "审核转报", "暂停", "前身", "关键词"),
    "how": ("流程",),
}
"""Where those elements stand that a power has and a sub-item has not."""
_DUTY: Final = ("子项", "责任事项", "责任依据", "追责情形", "对象范围", "追责依据", "备注")

Answer = tuple[str, str]
"""A label and what the list says."""


@dataclass(frozen=True, slots=True)
class Band:
    """A question and the elements that answer it: a line has one answer, or two short ones."""

    title: str
    lines: tuple[tuple[Answer, ...], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one item."""

    name: str
    department: str
    bands: tuple[Band, ...]


def forms(lists: DepartmentLists) -> Iterator[Form]:
    """Yield the forms of a department's items, in the order of the catalogue."""
    return (form(power, lists) for power in by_type(lists))


def form(power: Power, lists: DepartmentLists) -> Form:
    """Return an item's form: what the information table says, its duties and its oversight."""
    said = {**dict(labelled(power)), **children(power)}
    code, name, kind = (said.pop(label, "") for label in _HEAD)
    head = ((NAMED, name), ("职权编码", code), ("职权类型", kind))
    bands = [Band("", tuple(_lines(head, apart=1)))]
    bands += [_band(title, labels, said) for title, labels in _places()]
    bands += [_band("其他", tuple(said), said), *_parts(power), *_duties(power, lists)]
    measures = [measure.name for measure in lists.oversight_of(power)]
    if measures:
        bands.append(Band("监管", tuple(_lines([("监管制度", numbered(measures))]))))
    return Form(name, lists.name, tuple(band for band in bands if band.lines))


@cache
def _places() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the questions, each with the labels of what answers it."""
    places = []
    for asked in QUESTIONS:
        named = dict.fromkeys((*asked.rows, *asked.blocks))
        labels = tuple(label_of(PowerElements, attribute) for attribute in named)
        places.append((asked.title, labels + _ALSO.get(asked.id, ())))
    return tuple(places)


def _band(title: str, labels: tuple[str, ...], said: dict[str, str]) -> Band:
    """Take what answers a question out of what has not been placed yet."""
    found = ((label, text) for label in labels if (text := said.pop(label, "")))
    return Band(title, tuple(_lines(found)))


def _parts(power: Power) -> Iterator[Band]:
    """Yield what sub-items and handling items have of their own; their codes stand beside their names."""
    for record in sub_records(power):
        title = f"{record.pop(LAYER)}：{record.pop('名称')}（没有列出的与主项相同）"
        record.pop("编码", None)
        yield Band(title, tuple(_lines((label, text) for label, text in record.items() if text)))


def _duties(power: Power, lists: DepartmentLists) -> Iterator[Band]:
    for duty in lists.duties_by_item.get(str(power.code), ()):
        record = duty_record(duty, lists)
        told = [(label, record[label]) for label in _DUTY if record[label]]
        yield Band("责任和追责", tuple(_lines(told)))


def _lines(answers: Iterable[Answer], apart: int = 0) -> Iterator[tuple[Answer, ...]]:
    """Lay out answers; a text too long for one row goes over several.

    Args:
        answers: what is said, in order.
        apart: how many at the beginning have a line for themselves, however short.
    """
    waiting: Answer | None = None
    for number, answer in enumerate(answers):
        short = number >= apart and _is_short(answer)
        if waiting and short:
            yield waiting, answer
            waiting = None
            continue
        if waiting:
            yield (waiting,)
        waiting = answer if short else None
        if not short:
            yield from ((one,) for one in _continued(*answer))
    if waiting:
        yield (waiting,)


def _is_short(answer: Answer) -> bool:
    return lines_of(answer[1], WIDTHS[1]) <= _SHORT and "\n" not in answer[1]


def _continued(label: str, text: str) -> Iterator[Answer]:
    first, *rest = pieces(text, WIDE)
    yield label, first
    yield from ((f"{label}（续）", piece) for piece in rest)
