"""事项卡: each item's information table as a form for A4 paper, label left, answer right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quanze.model.power import Power, PowerElements
from quanze.model.register import DepartmentLists
from quanze.publish.site.answers import QUESTIONS, label_of
from quanze.publish.workbook.measure import pieces
from quanze.publish.workbook.plain_text import labelled
from quanze.publish.workbook.sheets import by_type, children

NAME: Final = "事项卡"
WIDTHS: Final = (13, 76)
"""Columns of the form, in characters of the standard font; together no wider than A4 paper."""

_HEAD: Final = ("编码", "名称", "类型")
_ALSO: Final = {
    "what": ("子项", "业务办理项", "常用程度", "审核转报", "暂停", "前身", "关键词"),
    "how": ("流程",),
}
"""Where those elements stand that a power has and a sub-item has not."""


@dataclass(frozen=True, slots=True)
class Band:
    """A question and the elements that answer it; a text too long for one row goes over several."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """The form of one item."""

    name: str
    about: str
    bands: tuple[Band, ...]


def cards(lists: DepartmentLists) -> list[Card]:
    """Return the forms of a department's items, in the order of the catalogue."""
    return [_card(power, lists) for power in by_type(lists)]


def _card(power: Power, lists: DepartmentLists) -> Card:
    said = {**dict(labelled(power)), **children(power)}
    code, name, kind = (said.pop(label, "") for label in _HEAD)
    bands = [_band(title, labels, said) for title, labels in _places()]
    bands.append(_band("其他", tuple(said), said))
    about = "　".join((lists.name, kind, f"编码 {code}"))
    return Card(name, about, tuple(band for band in bands if band.rows))


def _places() -> Iterator[tuple[str, tuple[str, ...]]]:
    for asked in QUESTIONS:
        named = dict.fromkeys((*asked.rows, *asked.blocks))
        labels = tuple(label_of(PowerElements, attribute) for attribute in named)
        yield asked.title, labels + _ALSO.get(asked.id, ())


def _band(title: str, labels: tuple[str, ...], said: dict[str, str]) -> Band:
    """Take what answers a question out of what has not been placed yet."""
    rows: list[tuple[str, str]] = []
    for label in labels:
        if text := said.pop(label, ""):
            first, *rest = pieces(text, WIDTHS[1])
            rows += [(label, first), *((f"{label}（续）", piece) for piece in rest)]
    return Band(title, tuple(rows))
