"""delegations/<year>-<n>.yaml: power handed down or entrusted, batch by batch (赋权批次)."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from quanze.model.about_items import AboutItems
from quanze.model.adjustment import Ground
from quanze.model.delegation_parts import (
    Agreement,
    DelegatedItem,
    DelegationEvent,
    DelegationMode,
    Demand,
    HandoverList,
    PilotStep,
    Receiver,
    Stage,
    Term,
)
from quanze.model.element import Element, SharedTexts, element, optional
from quanze.model.item_code import ItemCode
from quanze.model.items import Text, YesNo
from quanze.model.level import Level


class HoldingState(StrEnum):
    """Whether a receiver holds what was given to it."""

    COMING = "尚未交接"
    HELD = "有效"
    ENDED = "期限已满"
    WITHDRAWN = "已收回"


class Taken(NamedTuple):
    """An item as one receiver takes it over."""

    name: str
    code: ItemCode | None
    receiver: Receiver | None
    """None where the batch does not say more of it than its name."""


class Delegation(Element):
    """赋权批次：一次下放、委托的决定，连同需求、试点、协议、移交和期限。"""

    number: str = element("编号", "年份-序号，与文件名一致", examples=["2026-1"])
    title: str = element("标题", "这一批叫什么")
    shared: SharedTexts = optional("共用", "本文件各项都可以引用的内容", {})
    mode: DelegationMode = element("方式", "怎样给：下放、委托 …；个别事项不同的写在事项里")
    targeted: YesNo | None = optional(
        "定向", "是：只给部分地区（定向赋权），要写期限；否：给本级以下全部地区"
    )
    authority: str | None = optional("赋权机关", "作出决定的机关", examples=["辽源市人民政府"])
    giver: str | None = optional("放权部门", "原来行使的部门；个别事项不同的写在事项里")
    level: Level | None = optional("放权层级", "原来由哪一级行使", examples=["市级"])
    grounds: tuple[Ground, ...] = optional("依据", "据以决定的文件", ())
    explanation: Text = optional("说明", "为什么下放、委托")
    term: Term | None = optional("期限", "赋权的期限，最短一年；个别事项不同的写在事项里")
    demands: tuple[Demand, ...] = optional("需求", "下级提出的需求清单", ())
    pilots: tuple[PilotStep, ...] = optional("试点", "分步试点的安排", ())
    receivers: tuple[Receiver, ...] = optional("承接主体", "由谁承接", ())
    items: tuple[DelegatedItem, ...] = optional("事项", "下放、委托的事项", ())
    agreements: tuple[Agreement, ...] = optional("协议", "委托协议；委托必须有", ())
    handovers: tuple[HandoverList, ...] = optional("移交清单", "交了什么", ())
    events: tuple[DelegationEvent, ...] = optional("办理", "从决定到评估、延期、收回的各步", ())
    pending: Text = optional("已受理案件", "交接以前已经受理的怎样办")
    responsibility: Text = optional("责任", "法律责任由谁承担")
    oversight: Text = optional("后续监管", "放权部门怎样监督")
    remarks: dict[str, str] = optional("备注", "其他内容，按栏目名称记录", {})

    @property
    def name(self) -> str:
        """Its title, as findings show it."""
        return self.title

    @property
    def is_targeted(self) -> bool:
        """Whether it gives to some regions only: as written, else as demands and pilots show."""
        if self.targeted is not None:
            return self.targeted is YesNo.YES
        return bool(self.demands or self.pilots)

    def shares(self, event: DelegationEvent | None = None) -> Iterator[tuple[DelegatedItem, str]]:
        """Go through its items with each of their receivers; "" where none is named.

        Args:
            event: only those that it is about.
        """
        for item, receiver in self._shares(event.items if event else ()):
            if event is None or event.reaches(receiver):
                yield item, receiver

    def _shares(self, codes: Collection[str]) -> Iterator[tuple[DelegatedItem, str]]:
        for item in self.items_of(codes):
            yield from ((item, one.name) for one in self.taken(item))
            if not self.taken(item):
                yield item, ""

    def mode_of(self, item: DelegatedItem) -> DelegationMode:
        """Return how an item is given."""
        return item.mode or self.mode

    def giver_of(self, item: DelegatedItem) -> str | None:
        """Return the department whose item it is."""
        return item.giver or self.giver

    def term_of(
        self, item: DelegatedItem, receiver: str
    ) -> tuple[Agreement | DelegatedItem | Delegation, Term] | None:
        """Return the term of an item for a receiver, before any extension, and where it is written."""
        for holder in (self.agreement_of(item, receiver), item, self):
            if holder is not None and holder.term is not None:
                return holder, holder.term
        return None

    def taken(self, item: DelegatedItem) -> tuple[Taken, ...]:
        """Return who takes an item over."""
        known = {receiver.name: receiver for receiver in self.receivers}
        if not item.takings:
            return tuple(Taken(name, None, receiver) for name, receiver in known.items())
        return tuple(Taken(one.receiver, one.code, known.get(one.receiver)) for one in item.takings)

    def until(
        self, item: DelegatedItem, receiver: str, by: datetime.date | None = None
    ) -> datetime.date | None:
        """Return the last day of an item's term for a receiver: as extended, agreed or decided.

        Args:
            item: one of the batch.
            receiver: who takes it.
            by: extensions after this day are left out; None: none is.
        """
        extension = self.happened(Stage.EXTENSION, item, receiver, by=by)
        held = self.term_of(item, receiver)
        return (extension.until if extension else None) or (held[1].until if held else None)

    def state_on(self, day: datetime.date, item: DelegatedItem, receiver: str) -> HoldingState:
        """Return whether a receiver holds an item on a day; what happened later does not count."""
        last = self.happened(Stage.HANDOVER, item, receiver, Stage.WITHDRAWAL, by=day)
        if last is None:
            return HoldingState.COMING
        if last.stage is Stage.WITHDRAWAL:
            return HoldingState.WITHDRAWN
        end = self.until(item, receiver, day)
        return HoldingState.ENDED if end is not None and end < day else HoldingState.HELD

    def happened(
        self,
        stage: Stage,
        item: DelegatedItem,
        receiver: str,
        *others: Stage,
        by: datetime.date | None = None,
    ) -> DelegationEvent | None:
        """Return the last event of a kind, or of several, that took place for an item and a receiver.

        Of two on one day the one written later counts.
        """
        stages = (stage, *others)
        events = [one for one in self.events_of(item, receiver) if one.stage in stages]
        dated = (one for one in reversed(events) if one.date and (by is None or one.date <= by))
        return max(dated, key=_day, default=None)

    def agreement_of(self, item: DelegatedItem, receiver: str) -> Agreement | None:
        """Return the agreement that covers an item with a receiver."""
        with_receiver = self._agreements.get(receiver)
        return next(with_receiver.of(str(item.code)), None) if with_receiver else None

    def events_of(self, item: DelegatedItem, receiver: str) -> Iterator[DelegationEvent]:
        """Go through the events that are about an item as far as a receiver takes it, as written."""
        return (one for one in self._events.of(str(item.code)) if one.reaches(receiver))

    def is_handed_over(self, item: DelegatedItem, receiver: str) -> bool:
        """Whether a list says what was handed over with an item to a receiver."""
        return any(one.reaches(receiver) for one in self._handovers.of(str(item.code)))

    def items_of(self, codes: Collection[str]) -> Iterator[DelegatedItem]:
        """Go through the items with some codes, as they are written; without codes, through all."""
        if not codes:
            return iter(self.items)
        places = (place for code in set(codes) for place in self._places.get(code, ()))
        return (self.items[place] for place in sorted(places))

    @cached_property
    def _places(self) -> Mapping[str, list[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for place, item in enumerate(self.items):
            places[item.code].append(place)
        return places

    @cached_property
    def _events(self) -> AboutItems[DelegationEvent]:
        return AboutItems((one, one.items) for one in self.events)

    @cached_property
    def _handovers(self) -> AboutItems[HandoverList]:
        return AboutItems((one, one.items) for one in self.handovers)

    @cached_property
    def _agreements(self) -> dict[str, AboutItems[Agreement]]:
        by_receiver: dict[str, list[Agreement]] = defaultdict(list)
        for one in self.agreements:
            by_receiver[one.receiver].append(one)
        return {
            name: AboutItems((one, one.items) for one in found)
            for name, found in by_receiver.items()
        }


def _day(event: DelegationEvent) -> str:
    return event.date.isoformat() if event.date else ""
