"""Charts: the shares are right, everybody can read them, and nothing in them is code."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.publish.charts import PARTS, Bar, bars, line, parted

numbers = st.lists(st.integers(0, 100_000), min_size=1, max_size=12)


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def all_of(svg: str, kind: str) -> list[dict[str, str]]:
    return [dict(one.attrib) for one in drawn(svg).iter() if one.get("class", "").startswith(kind)]


def share(value: str) -> Decimal:
    return Decimal(value.removesuffix("%"))


def named(counts: list[int]) -> list[Bar]:
    return [Bar(f"第{at}", number) for at, number in enumerate(counts)]


@given(numbers)
def test_bars_are_as_long_as_their_numbers(counts: list[int]) -> None:
    svg = bars("x", "各类", named(counts))
    wide = [share(one["width"]) for one in all_of(svg, "ch-bar")]
    most = max(counts)
    shown = [number for number in counts if number]
    assert len(wide) == len(shown)
    for width, number in zip(wide, shown, strict=True):
        assert width >= Decimal("0.4")
        assert abs(width - Decimal(number * 100) / most) <= Decimal("0.41")


def test_bars_of_a_known_whole_do_not_fill_the_width() -> None:
    svg = bars("x", "压缩率", [Bar("日", Decimal("31.9"))], whole=100)
    assert [one["width"] for one in all_of(svg, "ch-bar")] == ["31.90%"]


@given(numbers.filter(any))
def test_the_parts_of_a_bar_make_the_whole(counts: list[int]) -> None:
    svg = parted("x", "一起", named(counts))
    parts = [one for one in all_of(svg, "ch-part") if one["y"] == "0"]
    whole = sum((share(one["width"]) for one in parts), Decimal(0))
    assert abs(whole - 100) <= Decimal("0.1")
    for before, after in pairwise(parts):
        assert share(after["x"]) == share(before["x"]) + share(before["width"])
    assert len({one["class"] for one in parts}) == min(len(counts), PARTS)


@given(st.lists(st.integers(-500, 90_000), min_size=1, max_size=30))
def test_a_higher_number_stands_higher_on_the_line(counts: list[int]) -> None:
    svg = line("x", "总数", named(counts))
    dots = all_of(svg, "ch-dot")
    assert len(dots) == len(counts)
    heights = [int(one["cy"]) for one in dots]
    for (one, high), (other, low) in pairwise(zip(counts, heights, strict=True)):
        assert (one <= other) or high <= low
    assert all(0 < height < int(drawn(svg).get("height") or 0) for height in heights)
    assert all(0 <= share(one["cx"]) <= 100 for one in dots)
    ticks = [int(one["y1"]) for one in all_of(svg, "ch-grid")]
    assert min(ticks) <= min(heights)
    assert max(heights) <= max(ticks)


def test_those_who_do_not_see_it_are_told_the_numbers() -> None:
    for svg in (
        draw("f", "各类职权", [Bar("行政许可", 3, "3 项")]) for draw in (bars, parted, line)
    ):
        root = drawn(svg)
        title, told = root[0], root[1]
        assert root.get("role") == "img"
        assert (root.get("aria-labelledby"), root.get("aria-describedby")) == ("f-t", "f-d")
        assert (title.get("id"), title.text) == ("f-t", "各类职权")
        assert (told.get("id"), told.text) == ("f-d", "行政许可 3 项。")


@pytest.mark.parametrize("draw", [bars, parted, line])
def test_texts_are_texts_and_nothing_has_a_style_of_its_own(draw: object) -> None:
    hostile = "<script>&\u202e"
    svg = draw("f", hostile, [Bar(hostile, 1), Bar("乙", 0)])  # type: ignore[operator]
    root = drawn(svg)
    assert not [one for one in root.iter() if one.tag == "script" or "style" in one.attrib]
    assert "\u202e" not in svg


def test_a_long_name_is_cut_beside_its_number() -> None:
    names = [one.text or "" for one in drawn(bars("f", "部门", [Bar("很长的" * 20, 1)])).iter()]
    assert "很长的很长的很长的很长的很长的很长…" in names


def test_a_line_of_many_points_has_words_at_few_of_them() -> None:
    svg = line("x", "总数", named(list(range(100))))
    assert len(all_of(svg, "ch-when")) == 5
