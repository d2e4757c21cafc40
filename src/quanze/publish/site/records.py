"""The records of adjustments that a site shows: where each of them stands, and when it took effect."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from quanze.diff.records import by_number
from quanze.law.adjustment import approved, steps_needed
from quanze.load.source import CannotRun
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.adjustment_words import Trigger
from quanze.model.register import Register
from quanze.model.settings import Settings
from quanze.model.written_date import in_chinese
from quanze.publish.notice.facts import PUBLICATION, NoticeFacts, notice_facts
from quanze.publish.notice.rows import Direction, Row, rows_of
from quanze.publish.outputs import fingerprint
from quanze.publish.site.addresses import Names

_WAYS: Final = {
    Direction.MORE: "增加",
    Direction.FEWER: "减少",
    Direction.SAME: "内容有变化",
}
_UNPROVEN: Final = "这份记录的合计与各处变更对不上，核对以后再公布内容。"
FOLDER: Final = "adjustments"
INDEX: Final = f"{FOLDER}/index.html"
FEED: Final = f"{FOLDER}/feed.xml"


@dataclass(frozen=True, eq=False)
class Announced:
    """A record that the site shows."""

    record: AdjustmentRecord
    settings: Settings
    file: str
    """The name of its page, without folder and ending."""
    approved: bool
    """Whether it was approved; a draft is shown only where the office says so."""

    @cached_property
    def rests_on(self) -> str:
        """The fingerprint of all that is told of it; its many pages share it."""
        return fingerprint(self.record, self.page, self.approved, self.effect)

    @property
    def number(self) -> str:
        return self.record.number

    @property
    def page(self) -> str:
        return f"{FOLDER}/{self.file}.html"

    @property
    def title(self) -> str:
        """What the adjustment is called."""
        return self.record.title or f"{self.record.number} 号调整"

    @property
    def effect(self) -> tuple[datetime.date, str] | None:
        """The day since which it has effect, and the step by which; None where no step is asked for."""
        if not self.approved:
            return None
        needed = [one.name for one in steps_needed(self.settings, self.record.level)]
        taken = [(step.date, step.step) for step in self.record.steps if step.step in needed]
        return max(((day, name) for day, name in taken if day), default=None)

    @property
    def published(self) -> datetime.date | None:
        """The day on which it was published, as the record says."""
        step = self.record.taken(PUBLICATION)
        return step.date if step else None

    @property
    def date(self) -> datetime.date | None:
        """The day under which it is told of: that of publication, else of its effect."""
        return self.published or (self.effect[0] if self.effect else None)

    @cached_property
    def facts(self) -> NoticeFacts | None:
        """What its notice says; None where its sums are not those of its changes."""
        try:
            return notice_facts(self.record, self.settings)
        except CannotRun:
            return None

    @property
    def trouble(self) -> str:
        """That nothing of it can be shown, in Chinese; empty where it can."""
        return "" if self.facts else _UNPROVEN

    @cached_property
    def rows(self) -> Mapping[int, Row]:
        """Recorded change, by its id() -> what is told of it."""
        powers, others = rows_of(self.record)
        return {id(row.change): row for row in (*powers, *others)}


class Records:
    """The records of a register as its site shows them."""

    def __init__(self, register: Register) -> None:
        settings = register.settings
        names = Names("index", "feed")
        self.shown: tuple[Announced, ...] = tuple(
            Announced(record, settings, names.give(record.number), accepted)
            for record in sorted(register.adjustments, key=by_number)
            if (accepted := approved(record, settings)) or settings.publishing.drafts
        )[::-1]
        """The newest first."""
        self._names = names

    @cached_property
    def approved(self) -> tuple[Announced, ...]:
        """Those that have effect, the newest first."""
        return tuple(one for one in self.shown if one.approved)

    @cached_property
    def dated(self) -> tuple[Announced, ...]:
        """Those that have effect and say since when."""
        return tuple(one for one in self.approved if one.date)

    def further(self, announced: Announced, count: int) -> tuple[str, ...]:
        """Return the places of a record whose changes fill several pages."""
        more = (self._names.give(f"{announced.file}-p{number}") for number in range(2, count + 1))
        return announced.page, *(f"{FOLDER}/{file}.html" for file in more)


def summary(announced: Announced) -> dict[str, Any]:
    """Return what a list of records says of one of them."""
    facts, effect = announced.facts, announced.effect
    return {
        "title": announced.title,
        "page": announced.page,
        "number": announced.number,
        "mark": facts.mark if facts else "" if announced.approved else "草稿",
        "level": announced.record.level,
        "trigger": _trigger(announced),
        "date": announced.date,
        "when": when(announced),
        "effect": f"{in_chinese(effect[0])}（{effect[1]}）" if effect else "",
        "changes": changes(facts) if facts else (),
        "counts": (*changes(facts), *other_lists(facts)) if facts else (),
        "after": facts.sums.after if facts else None,
        "trouble": announced.trouble,
        "grounds": facts.grounds if facts and announced.record.grounds else (),
    }


def _trigger(announced: Announced) -> str:
    trigger = announced.record.trigger
    return str(trigger) if trigger and trigger is not Trigger.OTHER else ""


def when(announced: Announced) -> str:
    """Say when a record was published, or took effect."""
    if announced.published:
        return f"{in_chinese(announced.published)}公布"
    if announced.effect:
        return f"{in_chinese(announced.effect[0])}{announced.effect[1]}"
    return "没有写明日期"


def changes(facts: NoticeFacts) -> tuple[str, ...]:
    """Say what became of how many powers: 增加 3 项（新增 3）."""
    told = []
    for way in Direction:
        kinds = [one for one in facts.sums.kinds if one.direction is way]
        if kinds:
            inner = "、".join(f"{one.label} {one.count}" for one in kinds)
            told.append(f"{_WAYS[way]} {sum(one.count for one in kinds)} 项（{inner}）")
    return tuple(told)


def other_lists(facts: NoticeFacts) -> tuple[str, ...]:
    """Say how much was changed in the other lists."""
    lists = "、".join(f"{name} {count} 处" for name, count in facts.sums.lists)
    return (f"其他清单：{lists}",) if lists else ()
