"""What rests on a law: every item, duty, service, flow and boundary, and what must be done for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from quanze.law.index import LawIndex
from quanze.law.quotation import Quotations
from quanze.law.state import CitationState, repeal_of
from quanze.law.successor import successor
from quanze.law.survey import LawUse, Use, survey
from quanze.law.titles import title_key
from quanze.load.source import CannotRun
from quanze.model.boundary import BoundaryMatter
from quanze.model.department import Department
from quanze.model.duty import Duty, MainDuty, OversightMeasure, PublicService
from quanze.model.element import Element, KeyPath, Origin
from quanze.model.flow import Flow
from quanze.model.patterns import pattern
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register

__all__ = ["Affected", "Impact", "Kind", "Trigger", "Why", "impact"]


class Kind(StrEnum):
    """What is affected."""

    POWER = "职权"
    DUTY = "责任事项"
    MAIN_DUTY = "主要职责"
    SERVICE = "公共服务事项"
    OVERSIGHT = "事中事后监管"
    FLOW = "运行流程"
    BOUNDARY = "职责边界"
    DEPARTMENT = "部门"


class Why(StrEnum):
    """Why something is affected."""

    CITES = "引用"
    MENTIONS = "文中提到"
    FOLLOWS = "随事项"


_KINDS: Final = {
    Power: Kind.POWER,
    Duty: Kind.DUTY,
    MainDuty: Kind.MAIN_DUTY,
    PublicService: Kind.SERVICE,
    OversightMeasure: Kind.OVERSIGHT,
    Flow: Kind.FLOW,
    BoundaryMatter: Kind.BOUNDARY,
    Department: Kind.DEPARTMENT,
}
_TITLE: Final = pattern(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
_NEAR: Final = 5


@dataclass(frozen=True)
class Affected:
    """One element that rests on the law, directly or by what it belongs to."""

    lists: DepartmentLists
    element: Element
    why: Why
    origin: Origin
    """The first place where the law stands in it; of what only follows, the element."""
    articles: tuple[str, ...] = ()
    """The articles that it cites."""
    states: frozenset[CitationState] = frozenset()
    successors: tuple[str, ...] = ()
    """The articles of the law that took its place, whose content is most alike."""
    other_bases: int | None = None
    """Of a power: how many of its 设定依据 are of other laws."""

    @property
    def kind(self) -> Kind:
        return _KINDS[type(self.element)]

    @property
    def code(self) -> str:
        """The code of the item that it is or belongs to."""
        element = self.element
        return str(getattr(element, "code", None) or getattr(element, "item", None) or "")

    @property
    def name(self) -> str:
        """Its name; of a duty, that of its item."""
        element = self.element
        if isinstance(element, Duty):
            power = self.lists.powers_by_code.get(str(element.item))
            return power.name if power else str(element.item)
        if isinstance(element, MainDuty):
            return element.content
        return str(getattr(element, "name", None) or getattr(element, "matter", ""))


@dataclass(frozen=True)
class Trigger:
    """The ground for an adjustment."""

    day: datetime.date
    what: str


@dataclass(frozen=True)
class Impact:
    """Everything that rests on a law."""

    law: LawUse
    affected: tuple[Affected, ...]
    trigger: Trigger | None

    @cached_property
    def departments(self) -> tuple[DepartmentLists, ...]:
        """The departments that have something to do."""
        return tuple({found.lists.slug: found.lists for found in self.affected}.values())

    def of(self, lists: DepartmentLists, kind: Kind) -> tuple[Affected, ...]:
        """Return what is affected of one kind in a department."""
        return tuple(
            found
            for found in self.affected
            if found.lists.slug == lists.slug and found.kind is kind
        )


def impact(
    register: Register,
    index: LawIndex,
    title: str,
    start: datetime.date | None = None,
    compared: Quotations | None = None,
) -> Impact:
    """Find what rests on a law.

    Args:
        register: judged by its day.
        index: the laws that are known.
        title: the whole name, with or without 《》 and 中华人民共和国.
        start: the day of the ground for an adjustment; None: that of the repeal, if there is one.
        compared: texts to find the articles of the law that took its place; None: none at hand.

    Raises:
        CannotRun: nothing in the register cites the law, and the index does not know it.
    """
    law = _cited(survey(register, index), index, title)
    direct = list(_direct(law, compared))
    citing = {id(found.element) for found in direct}
    mentioned = [
        found for found in _mentioning(register, index, law) if id(found.element) not in citing
    ]
    known = citing | {id(found.element) for found in mentioned}
    following = [found for found in _following(direct) if id(found.element) not in known]
    return Impact(law, (*direct, *mentioned, *following), _trigger(law, start))


def _cited(laws: Iterable[LawUse], index: LawIndex, title: str) -> LawUse:
    laws = tuple(laws)
    record = index.find(title)
    wanted = title_key(record.title if record else title)
    for law in laws:
        if title_key(law.title) == wanted:
            return law
    if record is not None:
        return LawUse(f"《{record.title}》", record, ())
    near = [law.title for law in laws if wanted and wanted in title_key(law.title)][:_NEAR]
    hint = f"名称相近的有：{'、'.join(near)}。" if near else ""
    shown = title if title.startswith("《") else f"《{title}》"
    raise CannotRun(
        f"清单库里没有哪一处引用{shown}。{hint}要写全称；用 quanze law list 查看引用的全部法规。"
    )


def _direct(law: LawUse, compared: Quotations | None) -> Iterator[Affected]:
    by_element: dict[int, list[Use]] = {}
    for use in law.uses:
        by_element.setdefault(id(use.at.element), []).append(use)
    for uses in by_element.values():
        first = uses[0].at
        yield Affected(
            first.lists,
            first.element,
            Why.CITES,
            first.element.origin.at(*first.path),
            tuple(dict.fromkeys(use.at.basis.articles or "" for use in uses)),
            frozenset(state for use in uses for state in use.cited.states),
            _successors(uses, compared),
            _others(first.element, uses),
        )


def _successors(uses: list[Use], compared: Quotations | None) -> tuple[str, ...]:
    if compared is None:
        return ()
    found = (successor(use, compared) for use in uses)
    return tuple(dict.fromkeys(str(one) for one in found if one is not None))


def _others(element: Element, uses: list[Use]) -> int | None:
    """How many 设定依据 of a power are of other laws."""
    if not isinstance(element, Power) or not any("设定依据" in use.at.path for use in uses):
        return None
    own = {id(use.at.basis) for use in uses}
    parts = [element, *element.sub_items, *element.handling_items]
    parts += [item for sub in element.sub_items for item in sub.handling_items]
    return sum(id(basis) not in own for part in parts for basis in part.bases)


def _mentioning(register: Register, index: LawIndex, law: LawUse) -> Iterator[Affected]:
    """What names the law in a text that is no basis."""
    wanted = title_key(law.title)
    lists_of = {
        id(element): lists for lists in register.departments for element in lists.elements()
    }
    first: dict[int, tuple[Element, KeyPath]] = {}
    for text, places in register.texts.items():
        if any(_key(index, title) == wanted for title in _TITLE.findall(text)):
            for element, path in places:
                first.setdefault(id(element), (element, path))
    for key, (element, path) in first.items():
        yield Affected(lists_of[key], element, Why.MENTIONS, element.origin.at(*path))


def _key(index: LawIndex, title: str) -> str:
    record = index.find(title)
    return title_key(record.title if record else title)


def _following(direct: Iterable[Affected]) -> Iterator[Affected]:
    """What belongs to the powers that rest on the law: duties, flows, boundaries, oversight."""
    done: set[int] = set()
    for found in direct:
        if not isinstance(found.element, Power):
            continue
        for element in _belonging(found.lists, found.element):
            if id(element) not in done:
                done.add(id(element))
                yield Affected(found.lists, element, Why.FOLLOWS, element.origin)


def _belonging(lists: DepartmentLists, power: Power) -> Iterator[Element]:
    yield from lists.duties_by_item.get(str(power.code), ())
    yield from filter(None, [lists.flow_of(power)])
    yield from lists.oversight_of(power)
    yield from (matter for matter in lists.boundaries if power.code in matter.items)


def _trigger(law: LawUse, start: datetime.date | None) -> Trigger | None:
    if start is not None:
        return Trigger(start, "按 --from 指定的日期")
    repeal = repeal_of(law.record) if law.record else None
    if repeal is not None:
        return Trigger(repeal.start, f"{law.title}废止") if repeal.start else None
    newest = next((use.cited.newest for use in law.uses if use.cited.newest), None)
    outdated = law.states[CitationState.OUTDATED]
    if outdated and newest is not None and newest.in_force and newest.in_force >= newest.date:
        return Trigger(newest.in_force, f"{newest.date}的新文本施行")
    return None
