"""Figures of former versions: back through the records, and not one step further than they carry."""

from __future__ import annotations

from typing import Any

from quanze.diff.figures_back import WalkBack, figures_back
from quanze.model.compression import Sum
from quanze.model.period import Unit
from tests.publish.adjusted import (
    GONE,
    KEPT,
    NEW,
    OLD,
    added,
    altered,
    power,
    record,
    register,
    removed,
)


def walk(powers: list[Any], *records: Any) -> WalkBack:
    return figures_back(register(powers, *records))


def limited(code: str, statutory: str, promised: str) -> Any:
    return power(code, 法定时限=statutory, 承诺时限=promised)


def totals(found: WalkBack) -> list[tuple[str, int]]:
    return [(one.record.number, one.total) for one in found.versions]


def test_without_records_there_is_nothing_to_tell() -> None:
    assert walk([power(KEPT)]) == WalkBack((), None, "")


def test_totals_are_those_of_the_records() -> None:
    found = walk(
        [power(KEPT), power(NEW)],
        record("2024-1", 3, removed(GONE), removed(OLD)),
        record("2025-1", 1, added(NEW)),
    )
    assert totals(found) == [("2024-1", 1), ("2025-1", 2)]
    assert (found.before, found.end) == (3, "")


def test_limits_are_what_they_were_before_each_change() -> None:
    found = walk(
        [limited(KEPT, "20个工作日", "5个工作日"), limited(NEW, "10日", "10日")],
        record("2024-1", 1, altered(KEPT, ("承诺时限", "20个工作日", "10个工作日"))),
        record("2025-1", 1, added(NEW, 内容=limited(NEW, "10日", "10日"))),
        record("2026-1", 2, altered(KEPT, ("承诺时限", "10个工作日", "5个工作日"))),
    )
    working = [
        next(one for one in told.sums if one.unit is Unit.WORKING_DAY) for told in found.versions
    ]
    assert [(one.items, one.statutory, one.promised) for one in working] == [
        (1, 20, 10),
        (1, 20, 10),
        (1, 20, 5),
    ]
    assert [len(told.sums) for told in found.versions] == [1, 2, 2]


def test_an_item_is_followed_under_its_former_code() -> None:
    recoding = altered(KEPT, ("编码", OLD, KEPT), 种类="换码", 原对象=OLD)
    found = walk(
        [limited(KEPT, "20日", "10日")],
        record("2024-1", 0, added(OLD, 内容=limited(OLD, "20日", "10日"))),
        record("2025-1", 1, recoding),
    )
    assert totals(found) == [("2024-1", 1), ("2025-1", 1)]
    assert (found.before, found.end) == (0, "")


def test_an_item_that_was_taken_out_is_unknown_unless_a_record_brought_it() -> None:
    came = added(GONE, 内容=limited(GONE, "20日", "10日"))
    sooner = altered(GONE, ("承诺时限", "10日", "5日"))
    found = walk(
        [],
        record("2023-1", 1, came),
        record("2024-1", 2, sooner),
        record("2025-1", 2, removed(GONE)),
        record("2026-1", 1, removed(OLD)),
    )
    assert [one.unknown for one in found.versions] == [1, 1, 1, 0]
    assert [list(one.sums) for one in found.versions] == [
        [Sum(Unit.DAY, 1, 20, 10)],
        [Sum(Unit.DAY, 1, 20, 5)],
        [],
        [],
    ]


def test_it_ends_where_the_sums_of_a_record_are_not_met() -> None:
    found = walk(
        [power(KEPT), power(NEW)],
        record("2024-1", 7, added(OLD)),
        record("2025-1", 1, added(NEW)),
    )
    assert totals(found) == [("2025-1", 2)]
    assert found.before == 1
    assert found.end == "记录 2024-1：写着调整后是 8 项，从现在的清单往回推是 1 项"


def test_it_ends_where_something_was_changed_without_a_record() -> None:
    changed = record("2025-1", 1, altered(KEPT, ("承诺时限", "20日", "10日")))
    found = walk([limited(KEPT, "20日", "5日")], changed)
    assert found.versions == ()
    assert "承诺时限”后来改了，没有记录" in found.end
    other = record("2025-1", 0, added(KEPT, 内容=limited(KEPT, "20日", "10日")))
    assert "时限后来改了" in walk([limited(KEPT, "20日", "5日")], other).end
    assert "不在往回推到的清单里" in walk([power(KEPT)], record("2025-1", 0, added(NEW))).end
    again = record("2025-1", 2, removed(KEPT))
    assert "早已在清单里" in walk([power(KEPT)], again).end


def test_a_draft_is_undone_where_the_list_follows_it_and_counts_as_no_version() -> None:
    followed = record("2026-1", 1, added(NEW), day=None)
    settled = record("2025-1", 0, added(KEPT))
    found = walk([power(KEPT), power(NEW)], settled, followed)
    assert totals(found) == [("2025-1", 1)]
    not_yet = record("2026-1", 1, added(NEW), day=None)
    assert totals(walk([power(KEPT)], settled, not_yet)) == [("2025-1", 1)]
