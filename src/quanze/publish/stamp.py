"""Which version of the register a page shows: written on every page, between two marks.

A page whose content did not change is not rendered again; only what stands between the marks is new.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

from quanze.load.git_state import GitState
from quanze.model.written_date import in_chinese

MARKS: Final = ("<!--quanze:version-->", "<!--/quanze:version-->")
"""Where the version stands in a page. No text of a list can hold them: its < is escaped."""

_BEGIN, _END = (mark.encode() for mark in MARKS)
_SHORT: Final = 10


@dataclass(frozen=True, slots=True)
class Stamp:
    """The version that is published; `state` is None where the register lies in no repository."""

    state: GitState | None

    def text(self) -> str:
        """Return what stands on every page, as HTML."""
        if self.state is None:
            return "未纳入版本管理"
        of = f"{in_chinese(self.state.date)}，<code>{escape(self.state.commit[:_SHORT])}</code>"
        return f"{of}，另有未提交的改动" if self.state.changed else of

    def facts(self) -> dict[str, str | bool | None]:
        """Return the version for machines."""
        at = self.state
        return {
            "commit": at.commit if at else None,
            "date": at.date.isoformat() if at else None,
            "changed": at.changed if at else None,
        }


def has_stamp(path: str) -> bool:
    """Whether the version is written on a file: on pages, and on nothing else."""
    return path.endswith(".html")


def stamped(page: bytes, stamp: Stamp) -> bytes:
    """Return a page with the version written between its marks, in place of what stood there.

    Raises:
        ValueError: the page has no such marks, or not in their order.
    """
    begin = page.index(_BEGIN) + len(_BEGIN)
    end = page.index(_END, begin)
    return page[:begin] + stamp.text().encode() + page[end:]
