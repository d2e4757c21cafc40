"""Long lists are cut into pages that lead to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.publish.site.paging import ROOM, numbered, sheets


def test_a_short_list_is_one_page() -> None:
    (sheet,) = sheets(["a", "b", "c"], "a/list.html", 3)
    assert (sheet.path, sheet.number, sheet.of, sheet.rows) == (
        "a/list.html",
        1,
        1,
        ["a", "b", "c"],
    )
    assert (sheet.before, sheet.after) == (None, None)


def test_an_empty_list_has_a_page() -> None:
    (sheet,) = sheets(list[str](), "list.html")
    assert (sheet.rows, sheet.total, sheet.of) == ([], 0, 1)


def test_a_long_list_goes_on_beside_its_first_page() -> None:
    cut = sheets(range(1, 8), "a/list.html", 3)
    assert [sheet.path for sheet in cut] == ["a/list.html", "a/list-2.html", "a/list-3.html"]
    assert [list(sheet.rows) for sheet in cut] == [[1, 2, 3], [4, 5, 6], [7]]
    assert [(sheet.first, sheet.last, sheet.total) for sheet in cut] == [
        (1, 3, 7),
        (4, 6, 7),
        (7, 7, 7),
    ]
    assert [sheet.before for sheet in cut] == [None, "a/list.html", "a/list-2.html"]
    assert [sheet.after for sheet in cut] == ["a/list-2.html", "a/list-3.html", None]


@pytest.mark.parametrize(
    ("of", "number", "shown"),
    [
        (2, 1, [1, 2]),
        (5, 3, [1, 2, 3, 4, 5]),
        (9, 1, [1, 2, 3, None, 9]),
        (9, 5, [1, None, 3, 4, 5, 6, 7, None, 9]),
        (9, 9, [1, None, 7, 8, 9]),
    ],
)
def test_the_pager_leads_to_the_ends_and_the_neighbours(
    of: int, number: int, shown: list[int | None]
) -> None:
    ways = sheets(range(of), "list.html", 1)[number - 1].ways
    assert [way and way[0] for way in ways] == shown
    assert all(way is None or way[1] == numbered("list.html", way[0]) for way in ways)


@given(st.integers(0, 500), st.integers(1, 50))
def test_every_row_is_on_one_page(count: int, size: int) -> None:
    cut = sheets(range(count), "list.html", size)
    assert [row for sheet in cut for row in sheet.rows] == list(range(count))
    assert all(len(sheet.rows) <= size for sheet in cut)


def test_rows_of_unlike_size_are_cut_by_their_weight() -> None:
    third = ROOM // 3
    rows = [third, third, third, 100, 2 * third, 9 * third, 1, 1]
    cut = sheets(rows, "list.html", weight=lambda row: row)
    assert [list(sheet.rows) for sheet in cut] == [
        [third, third, third],
        [100, 2 * third],
        [9 * third],
        [1, 1],
    ]
    assert [sheet.first for sheet in cut] == [1, 4, 6, 7]
