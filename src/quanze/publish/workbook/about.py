"""What the sheets of a workbook say of themselves: whose list, made by whom, of which day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Final

from quanze.model.register import DepartmentLists, Register
from quanze.publish.spreadsheet.cells import one_line
from quanze.publish.spreadsheet.paper import footer_text

_NO_DATE: Final = datetime.date(1980, 1, 1)
_LONGEST_HEADER: Final = 200
_LONGEST_TITLE: Final = 200


@dataclass(frozen=True, slots=True)
class About:
    """A workbook's own facts."""

    title: str
    owner: str
    """Whose list it is: stands before the heading of each sheet."""
    office: str
    date: datetime.date | None
    notice: str

    @property
    def made_by(self) -> str:
        """The line of the office, empty where it is not known."""
        return f"编制机关：{self.office}" if self.office else ""

    @property
    def day(self) -> str:
        """The line of the list's date."""
        if self.date is None:
            return ""
        return f"清单日期：{self.date.year}年{self.date.month}月{self.date.day}日"

    @property
    def header(self) -> str:
        """The notice, for the head of every printed page."""
        # The blank keeps a number at the beginning from being read as part of the size.
        return f"&C&9 {footer_text(self.notice, _LONGEST_HEADER)}" if self.notice else ""

    @property
    def footer(self) -> str:
        return footer_text(self.title)

    @property
    def properties(self) -> dict[str, Any]:
        """The properties of the file. The time of writing would make every file a new one."""
        day = self.date or _NO_DATE
        return {
            "title": self.title[:_LONGEST_TITLE],
            "author": self.office[:_LONGEST_TITLE],
            "created": datetime.datetime.combine(day, datetime.time()),
        }


def about(register: Register, lists: DepartmentLists | None) -> About:
    """Return the facts of the workbook of a department, or of all."""
    settings = register.settings
    title = settings.publishing.title or settings.name
    owner = settings.region or ""
    if lists is not None:
        owner = lists.name
        title = f"{owner}权责清单"
    return About(
        one_line(title),
        one_line(owner),
        one_line(settings.office or ""),
        settings.date,
        one_line(settings.publishing.notice or ""),
    )
