"""What the commands that count days share: the register's settings and its calendar."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from quanze.calendar import WorkingCalendar
    from quanze.deadline.items import Items
    from quanze.findings import Finding
    from quanze.load.source import FolderSource, Source
    from quanze.model.settings import Settings

_COUNTED = ("日历", "时限")
"""What in quanze.yaml decides a date: a fault there must not be passed over."""


class Desk(NamedTuple):
    """What days are counted with."""

    settings: Settings
    calendar: WorkingCalendar
    source: FolderSource | None
    """The register; None where there is none."""


def desk(folder: Path | None, known_on: datetime.date | None = None) -> Desk:
    """Open the calendar of a register, or the national one where there is no register.

    Args:
        folder: the register; None: the current folder, if it is one.
        known_on: leave out notices that were made public later.

    Raises:
        CannotRun: the settings that decide dates have a fault.
    """
    from quanze.calendar import WorkingCalendar, national_calendar
    from quanze.load.loader import load_settings
    from quanze.load.source import SETTINGS_FILE, open_register
    from quanze.model.settings import Settings

    if folder is None and not Path(SETTINGS_FILE).is_file():
        plain = Settings.model_validate({"名称": "（没有清单库）"})
        calendar = WorkingCalendar(known_on=known_on) if known_on else national_calendar()
        return Desk(plain, calendar, None)
    source = open_register(folder or Path())
    settings, findings = load_settings(source)
    _refuse_faults(source, findings)
    own = settings.calendar
    _refuse_wrong_notices(settings)
    _refuse_wrong_rules(settings)
    same = known_on is None and not own
    return Desk(settings, national_calendar() if same else WorkingCalendar(own, known_on), source)


def _refuse_faults(source: FolderSource, findings: tuple[Finding, ...]) -> None:
    from quanze.load.places import Places
    from quanze.load.source import CannotRun

    places = Places(source)
    faults = [f for f in findings if _decides(f)]
    if faults:
        where = [places.of(fault) for fault in faults[:5]]
        lines = [
            f"{place.file}:{place.line}:{place.column} {fault.message}"
            for place, fault in zip(where, faults, strict=False)
        ]
        raise CannotRun(
            "quanze.yaml 里的日历或时限设置有错，算出来的日期不可靠，没有计算：\n"
            + "\n".join(lines)
            + "\n请先运行 quanze validate 改正。"
        )


def _decides(finding: Finding) -> bool:
    """Whether a fault may hide what decides a date: in these sections, or a section misnamed."""
    path = finding.origin.path
    return len(path) < 2 or path[0] in _COUNTED


def _refuse_wrong_notices(settings: Settings) -> None:
    from quanze.calendar.checks import Kind, problems
    from quanze.calendar.packaged import national_notices
    from quanze.load.source import CannotRun

    among = (*national_notices(), *settings.calendar)
    wrong = [
        f"{notice.number}：{problem.message}"
        for notice in settings.calendar
        for problem in problems(notice, among)
        if problem.kind is Kind.WRONG
    ]
    if wrong:
        raise CannotRun(
            "quanze.yaml 里的放假安排有错，算出来的日期不可靠，没有计算：\n"
            + "\n".join(wrong[:5])
            + "\n请先运行 quanze validate，对照通知原文改正。"
        )


def _refuse_wrong_rules(settings: Settings) -> None:
    from quanze.load.source import CannotRun
    from quanze.rules.register.t3_period_rules import faults

    wrong = [message for _, message in faults(settings)]
    if wrong:
        raise CannotRun(
            "quanze.yaml 里的“时限”有错，算出来的日期不可靠，没有计算：\n"
            + "\n".join(wrong[:5])
            + "\n请先运行 quanze validate 改正。"
        )


def load_items(source: Source) -> Items:
    """Load the items of a register, and say where some of it could not be read."""
    from quanze.cli.console import remark
    from quanze.deadline.items import Items
    from quanze.load.loader import load

    loaded = load(source)
    if loaded.findings:
        remark(
            f"读取清单库时有 {len(loaded.findings)} 处问题，没有读懂的事项和流程不在结果里；"
            "请运行 quanze validate。"
        )
    return Items(loaded.register)
