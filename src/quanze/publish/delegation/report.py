"""What is due with the batches of a register on a day: the same for the screen, Excel, JSON and calendars."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quanze.calendar import UnknownDays, WorkingCalendar
from quanze.deadline.certainty import state_of, uncertainty
from quanze.law.delegation import Duty, Standing, warning_days
from quanze.law.delegation_duties import TERM
from quanze.model.delegation import Delegation
from quanze.model.delegation_parts import Demand, Stage
from quanze.model.settings import Settings

_FAR: Final = (TERM, str(Stage.REPORT))
"""What is a matter for later while its end is not near."""
NO_ANSWER: Final = "没有答复"


@dataclass(frozen=True)
class DelegationReport:
    """What is due, and what was asked for."""

    settings: Settings
    today: datetime.date
    calendar: WorkingCalendar
    duties: tuple[Duty, ...]
    """All of them: done, due, and far off."""
    demands: tuple[tuple[Delegation, Demand], ...]

    @property
    def due(self) -> tuple[Duty, ...]:
        """What is to be done now, or soon."""
        return tuple(duty for duty in self.duties if duty.is_open and not _is_far(duty))

    @property
    def later(self) -> int:
        """How many duties are open, but far off."""
        return sum(duty.is_open and _is_far(duty) for duty in self.duties)

    @property
    def overdue(self) -> tuple[Duty, ...]:
        """What should have been done before today."""
        return tuple(duty for duty in self.duties if duty.standing is Standing.OVERDUE)

    @property
    def summary(self) -> str:
        """Say how many there are of each standing."""
        counts = Counter(duty.standing for duty in self.due)
        told = [f"{standing} {counts[standing]} 项" for standing in Standing if counts[standing]]
        return "，".join(told) if told else "没有要办的"

    def notes(self) -> Iterator[str]:
        """Go through what has to be known of the dates."""
        if self.later:
            yield f"另有 {self.later} 项还早（期满、评估、行权报告在 {warning_days(self.settings)} 天以后），用 --all 列出"
        own = self.settings.delegations.warning_days
        by = (
            "quanze.yaml 的“放权·期满预警”"
            if own is not None
            else "暂定，可以在 quanze.yaml 的“放权·期满预警”里改"
        )
        yield f"期满、评估、报告提前 {warning_days(self.settings)} 天提醒（{by}）；交接、备案剩 {self.settings.deadlines.warning.yellow} 个工作日以内为临近"
        if any(duty.stage == Stage.REPORT for duty in self.duties):
            asked = self.settings.delegations.report_months
            if asked is None:
                yield "行权报告按一年一次提醒，是暂定的，可以在 quanze.yaml 的“放权·行权报告”里定"
        for duty in self.duties:
            why = uncertainty(self.calendar, duty.due) if duty.due else None
            if why and duty.is_open:
                yield f"标“暂定”的日期：{why.reason}，{why.look_again} 以后再查"
                return


def _is_far(duty: Duty) -> bool:
    """Whether it is for later; an evaluation that somebody planned is open work all the same."""
    later = duty.stage in _FAR or (duty.stage == Stage.EVALUATION and duty.event is None)
    return later and duty.standing is Standing.OPEN


def left_text(report: DelegationReport, duty: Duty) -> str:
    """Say what is left, or by how much it is late; working days where the limit is in working days."""
    if duty.due is None or not duty.is_open:
        return ""
    days = (duty.due.earliest - report.today).days
    if duty.stage in (Stage.HANDOVER, Stage.FILING):
        span = sorted((report.today, duty.due.earliest))
        try:
            return _left(days, report.calendar.days.count(*span), "个工作日")
        except UnknownDays:
            # So far from any calendar only days can be counted.
            return _left(days, abs(days), "天")
    return _left(days, abs(days), "天")


def _left(days: int, count: int, unit: str) -> str:
    return f"{'超 ' if days < 0 else ''}{count} {unit}"


def due_text(duty: Duty) -> str:
    """Write the last day, with its mark where it can still change; say why where there is none."""
    if duty.due is not None:
        return str(duty.due)
    return "算不出" if duty.stage in (Stage.HANDOVER, Stage.FILING) else "没有规定"


def facts(report: DelegationReport, duties: tuple[Duty, ...]) -> dict[str, object]:
    """Return the report as plain data."""
    return {
        "名称": report.settings.name,
        "今日": str(report.today),
        "逾期": len(report.overdue),
        "到期": [_duty(report, duty) for duty in duties],
        "需求": [_demand(batch, demand) for batch, demand in report.demands],
        "说明": list(report.notes()),
    }


def _duty(report: DelegationReport, duty: Duty) -> dict[str, object]:
    due = duty.due
    return {
        "步骤": duty.stage,
        "状态": str(duty.standing),
        "最后一天": str(due.day) if due else None,
        "日期状态": str(state_of(due)) if due else None,
        "最早": str(due.earliest) if due else None,
        "最晚": str(due.latest) if due else None,
        "剩余": left_text(report, duty),
        "起算日": str(duty.start) if duty.start else None,
        "办结日": str(duty.done) if duty.done else None,
        "批次": duty.batch.number,
        "标题": duty.batch.title,
        "事项": [
            {"编码": str(item.code), "名称": item.name, "承接主体": name or None}
            for item, name in duty.shares
        ],
        "办理机关": duty.who,
        "依据": duty.basis,
        "说明": duty.note,
    }


def _demand(batch: Delegation, demand: Demand) -> dict[str, object]:
    return {
        "批次": batch.number,
        "提出": demand.asker,
        "事项": demand.item,
        "编码": str(demand.code) if demand.code else None,
        "方式": str(demand.mode) if demand.mode else None,
        "日期": str(demand.date) if demand.date else None,
        "理由": demand.reason,
        "答复": str(demand.answer) if demand.answer else None,
        "答复说明": demand.answer_note,
        "答复日期": str(demand.answered) if demand.answered else None,
    }
