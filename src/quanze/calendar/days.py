"""Counting working days on a sorted table: every step is one search in it."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from quanze.calendar.statute import UnknownDays


class WorkingDays:
    """The working days of a stretch of time, as sorted ordinals.

    The table grows at its end when it is asked for later days.
    """

    def __init__(
        self,
        first: datetime.date,
        last: datetime.date,
        ordinals: list[int],
        more: Iterator[int] | None = None,
    ) -> None:
        """Take a table.

        Args:
            first: the first day that the table speaks of.
            last: the last such day.
            ordinals: the working days among them, ascending.
            more: yields the working days after the last day, one by one, until nothing is known.
        """
        self._first = first.toordinal()
        self._last = last.toordinal()
        self._ordinals = ordinals
        self._more = more or iter(())
        self._why: str | None = None

    def shift(self, start: datetime.date, days: int) -> datetime.date:
        """Return the working day that is `days` after `start` (before it, if negative).

        The start itself is never counted (民法典 art 201), whether it is a working day or not.

        Raises:
            UnknownDays: the way there leaves the years that are known.
        """
        ordinal = start.toordinal()
        self._must_know(ordinal)
        if days > 0:
            place = bisect_right(self._ordinals, ordinal) + days - 1
            while place >= len(self._ordinals):
                self._grow()
        elif days < 0:
            place = bisect_left(self._ordinals, ordinal) + days
            if place < 0:
                raise self._unknown(self._first)
        else:
            return start
        return datetime.date.fromordinal(self._ordinals[place])

    def count(self, after: datetime.date, through: datetime.date) -> int:
        """Count the working days after one day, up to and with another; 0 if there are none."""
        start, end = after.toordinal(), through.toordinal()
        if end <= start:
            return 0
        self._must_know(start + 1)
        self._must_know(end)
        return bisect_right(self._ordinals, end) - bisect_right(self._ordinals, start)

    def holds(self, day: datetime.date) -> bool:
        """Whether a day is a working day."""
        ordinal = day.toordinal()
        self._must_know(ordinal)
        place = bisect_left(self._ordinals, ordinal)
        return place < len(self._ordinals) and self._ordinals[place] == ordinal

    def between(self, first: datetime.date, last: datetime.date) -> list[datetime.date]:
        """Return the working days from one day to another, both included."""
        self._must_know(first.toordinal())
        self._must_know(last.toordinal())
        start = bisect_left(self._ordinals, first.toordinal())
        end = bisect_right(self._ordinals, last.toordinal())
        return [datetime.date.fromordinal(ordinal) for ordinal in self._ordinals[start:end]]

    def _must_know(self, ordinal: int) -> None:
        if ordinal < self._first:
            raise self._unknown(ordinal)
        while ordinal > self._last:
            self._grow()

    def _grow(self) -> None:
        try:
            ordinal = next(self._more, None)
        except UnknownDays as reason:
            self._why = str(reason)  # it is told once: what yields the days is at its end by that
            raise
        if ordinal is None:
            raise UnknownDays(self._why) if self._why else self._unknown(self._last + 1)
        self._ordinals.append(ordinal)
        self._last = ordinal

    def _unknown(self, ordinal: int) -> UnknownDays:
        early = ordinal <= self._first
        edge = datetime.date.fromordinal(self._first if early else self._last)
        side = "以前" if early else "以后"
        return UnknownDays(f"{edge} {side}的工作日没有数据，算不出来")
