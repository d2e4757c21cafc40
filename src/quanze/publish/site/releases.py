"""What the page of a reserved power says of how it is released, and when it was (一事一审)."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from quanze.model.power import Power, Regularity
from quanze.model.release import Release
from quanze.model.written_date import in_chinese
from quanze.publish.site.site import Site


class ReleaseRow(NamedTuple):
    """One release, as it is made public: no ground, which may tell of the parties of a case."""

    since: str
    until: str
    returned: str
    applicant: str
    approver: str
    state: str


class Reserved(NamedTuple):
    """How a reserved power is exercised."""

    told: str
    running: bool
    """Whether it is released on the day of the register."""
    rows: tuple[ReleaseRow, ...]
    """The latest first."""


def reserved(power: Power, site: Site) -> Reserved | None:
    """Say how a power is released; None where it is a regular one that never was."""
    releases = site.register.releases_by_item.get(str(power.code), ())
    is_reserved = power.regularity is Regularity.RESERVED
    if not (is_reserved or releases):
        return None
    day = site.register.date
    running = [one for one in releases if one.covers(day)] if is_reserved else []
    rows = tuple(_row(one, day) for one in sorted(releases, key=_since, reverse=True))
    return Reserved(_told(releases, running) if is_reserved else "", bool(running), rows)


def _told(releases: tuple[Release, ...], running: list[Release]) -> str:
    approvers = "、".join(dict.fromkeys(one.approver for one in releases if one.approver))
    by = f"由{approvers}批准" if approvers else "由谁批准，清单没有写明"
    now = "现在没有启用。"
    if running:
        last = running[0].last
        now = f"现在已经启用{f'，到{in_chinese(last)}为止' if last else ''}。"
    return f"平时不行使。要行使的，一事一审：申请启用，{by}，到期归还。{now}"


def _row(release: Release, day: datetime.date) -> ReleaseRow:
    return ReleaseRow(
        _day(release.since),
        _day(release.until),
        _day(release.returned),
        release.applicant or "",
        "，".join(filter(None, (release.approver, release.document))),
        _state(release, day),
    )


def _state(release: Release, day: datetime.date) -> str:
    if release.covers(day):
        return "启用中"
    if release.since is None or release.since > day:
        return "尚未启用"
    return "期满未归还" if release.open else "已归还"


def _since(release: Release) -> str:
    return release.since.isoformat() if release.since else ""


def _day(day: datetime.date | None) -> str:
    return in_chinese(day) if day else ""
