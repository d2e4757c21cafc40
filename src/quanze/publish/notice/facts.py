"""What the notice of an adjustment says, from its record: the same for the page, the workbook and Word.

Nothing is invented: what people have not written yet stands as （待填）.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from quanze.law.adjustment import approved, steps_needed
from quanze.law.decisions import Decision, open_decisions
from quanze.model.adjustment import AdjustmentRecord, AffectedDocument, Ground, StepTaken
from quanze.model.adjustment_words import ChangeLevel, Trigger
from quanze.model.document_number import DocumentNumber
from quanze.model.settings import Settings
from quanze.model.written_date import in_chinese
from quanze.publish.notice.rows import TO_FILL, Compared, Row, compared, paragraphs, rows_of
from quanze.publish.notice.sums import Sums, sums_of

DRAFT: Final = "草稿"
FOR_COMMENT: Final = "征求意见稿"
APPROVAL: Final = "批准"
PUBLICATION: Final = "向社会公开"
_DOCUMENT_ENDINGS: Final = ("公告", "通告", "通知", "决定")
_LIST: Final = "清单"


@dataclass(frozen=True)
class TakenStep:
    """One step on the way to the notice."""

    name: str
    date: str
    body: str
    number: str


@dataclass(frozen=True)
class Supervision:
    """How items are supervised after they were cancelled or handed down."""

    items: tuple[Row, ...]
    lines: tuple[str, ...]

    @property
    def head(self) -> str:
        """Name the items and what became of them: “甲”（取消）、“乙”（下放）."""
        return "、".join(f"“{item.name}”（{item.label}）" for item in self.items)


@dataclass(frozen=True)
class Document:
    """A document that rests on an adjusted item, and what becomes of it."""

    name: str
    number: str
    items: tuple[str, ...]
    fate: str

    @property
    def citation(self) -> str:
        return f"{_titled(self.name)}{_bracketed(self.number)}"


@dataclass(frozen=True)
class NoticeFacts:
    """Everything that a notice says."""

    title: str
    register: str
    office: str
    number: str
    mark: str
    """草稿 or 征求意见稿; empty once the adjustment is approved."""
    level: ChangeLevel
    trigger: str
    grounds: tuple[str, ...]
    opening: str
    """The sentence that gives ground and approval."""
    explanation: tuple[str, ...]
    date: str
    sums: Sums
    rows: tuple[Row, ...]
    """The changes of powers, department by department."""
    others: tuple[Row, ...]
    """The changes of the other lists."""
    steps: tuple[TakenStep, ...]
    supervision: tuple[Supervision, ...]
    documents: tuple[Document, ...]
    gaps: tuple[str, ...]
    """What is still to be filled in, as a clerk would look for it."""

    @cached_property
    def altered(self) -> tuple[Compared, ...]:
        """The changes of powers of which elements are shown, old and new."""
        return compared(row for row in self.rows if row.differences)

    @cached_property
    def altered_lists(self) -> tuple[Compared, ...]:
        """The changes of the other lists."""
        return compared(self.others)

    @cached_property
    def departments(self) -> int:
        """How many departments' powers are adjusted."""
        return len({row.department for row in self.rows})

    @property
    def warning(self) -> str:
        """What a notice says on every page as long as it is none."""
        return f"{self.mark}：调整尚未批准，不作为办事依据" if self.mark else ""


def notice_facts(
    record: AdjustmentRecord, settings: Settings, day: datetime.date | None = None
) -> NoticeFacts:
    """Return what the notice of an adjustment says.

    Args:
        record: the record of the adjustment.
        settings: those of the register.
        day: the date of the notice; None: the day on which the record says that it was published.

    Raises:
        CannotRun: the sums of the record are not those of its changes.
    """
    sums = sums_of(record)
    rows, others = rows_of(record)
    names = {row.code: row.name for row in rows}
    office = _office(record, settings)
    date = day or _day(record.taken(PUBLICATION))
    gaps = (*map(_gap, open_decisions(record)), *_further_gaps(record, settings, office, date))
    return NoticeFacts(
        title=_title(record, settings),
        register=settings.name,
        office=office or TO_FILL,
        number=record.number,
        mark=_mark(record, settings),
        level=record.level,
        trigger=str(record.trigger or TO_FILL),
        grounds=tuple(map(_ground, record.grounds)) or (TO_FILL,),
        opening=_opening(record, settings),
        explanation=paragraphs(record.explanation),
        date=in_chinese(date) if date else TO_FILL,
        sums=sums,
        rows=rows,
        others=others,
        steps=tuple(_steps(record, settings, date)),
        supervision=tuple(_supervision(rows)),
        documents=tuple(_document(one, names) for one in record.documents),
        gaps=gaps,
    )


def _day(step: StepTaken | None) -> datetime.date | None:
    return step.date if step else None


def _office(record: AdjustmentRecord, settings: Settings) -> str:
    step = next((one for one in record.steps if one.step == PUBLICATION), None)
    return (step.body if step else None) or settings.office or ""


def _title(record: AdjustmentRecord, settings: Settings) -> str:
    if record.title is None:
        return f"关于调整{settings.name}的公告"
    if record.title.endswith(_DOCUMENT_ENDINGS):
        return record.title
    return f"{'' if _LIST in record.title else settings.name}{record.title}公告"


def _mark(record: AdjustmentRecord, settings: Settings) -> str:
    if approved(record, settings):
        return ""
    return DRAFT if any(open_decisions(record)) else FOR_COMMENT


def _ground(ground: Ground) -> str:
    return f"{ground.name}{_bracketed(ground.number)}{ground.articles or ''}"


def _bracketed(number: DocumentNumber | str | None) -> str:
    return f"（{number}）" if number else ""


def _titled(name: str) -> str:
    return name if "《" in name else f"《{name}》"


def _opening(record: AdjustmentRecord, settings: Settings) -> str:
    """Say on what ground and by whose approval the list was adjusted."""
    grounds = "、".join(map(_ground, record.grounds)) or TO_FILL
    trigger = "" if record.trigger is Trigger.OTHER else f"因{record.trigger or TO_FILL}，"
    approval = _approval(record, settings)
    return f"{trigger}根据{grounds}，{approval}对{settings.name}作出调整，现予公告。"


def _approval(record: AdjustmentRecord, settings: Settings) -> str:
    needed = [step for step in steps_needed(settings, record.level) if step.name == APPROVAL]
    if not needed:
        return ""
    written = next((one for one in record.steps if one.step == APPROVAL), None)
    body = (written.body if written else None) or TO_FILL
    return f"经{body}{APPROVAL}{_bracketed(written.number if written else None)}，"


def _steps(
    record: AdjustmentRecord, settings: Settings, issued: datetime.date | None
) -> Iterator[TakenStep]:
    """The steps taken by the day of the notice, and those that the adjustment needs to have effect."""
    needed = [step.name for step in steps_needed(settings, record.level)]
    written = {step.step for step in record.steps}
    for step in record.steps:
        later = bool(step.date and issued and step.date > issued)
        if (step.date or step.step in needed) and not later:
            day = in_chinese(step.date) if step.date else TO_FILL
            yield TakenStep(step.step, day, step.body or "", str(step.number or ""))
    for name in needed:
        if name not in written:
            yield TakenStep(name, TO_FILL, "", "")


def _supervision(rows: Iterable[Row]) -> Iterator[Supervision]:
    """What is said of several items in the same words is said once."""
    told: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        if row.supervised:
            told.setdefault(row.oversight, []).append(row)
    for lines, items in told.items():
        yield Supervision(tuple(items), lines)


def _document(document: AffectedDocument, names: Mapping[str, str]) -> Document:
    return Document(
        document.name,
        str(document.number or ""),
        tuple(names.get(str(code), str(code)) for code in document.items),
        str(document.fate or TO_FILL),
    )


def _gap(decision: Decision) -> str:
    if decision.change is not None:
        return f"“{decision.change.name or decision.change.key}”的{decision.what}"
    return f"规范性文件的{decision.what}" if decision.path[0] == "规范性文件" else decision.what


def _further_gaps(
    record: AdjustmentRecord, settings: Settings, office: str, day: datetime.date | None
) -> Iterator[str]:
    for step in steps_needed(settings, record.level):
        if record.taken(step.name) is None:
            yield f"“{step.name}”的日期"
    if TO_FILL in _approval(record, settings):
        yield f"“{APPROVAL}”的机关"
    if not office:
        yield "发文机关（quanze.yaml 的“编制机关”）"
    if day is None:
        yield f"成文日期（“{PUBLICATION}”的日期，或用 --date 写明）"
