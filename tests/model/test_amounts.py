"""Ranges of fines as articles and benchmarks write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quanze.model.amounts import FineRange, amounts, fine_ranges

Ends = tuple[str | None, str | None, str, str]

READ: list[tuple[str, list[Ends]]] = [
    ("处5万元以上6.5万元以下罚款", [("50000", "65000", "元", "")]),
    ("并处超过6.5万元、8.5万元以下罚款", [("65000", "85000", "元", "")]),
    ("处一千元以上四千元以下的罚款", [("1000", "4000", "元", "")]),
    ("处二十万元以上一百万元以下罚款", [("200000", "1000000", "元", "")]),
    ("处一亿元以上罚款", [("100000000", None, "元", "")]),
    ("可以处1万元以下罚款", [(None, "10000", "元", "")]),
    ("处二十万元以上的罚款", [("200000", None, "元", "")]),
    ("处罚款5万元至10万元", [("50000", "100000", "元", "")]),
    ("处货值金额超过15倍、20倍以下罚款", [("15", "20", "倍", "金额")]),
    ("并处违法所得（不足一万元的按一万元计算）2倍以上4倍以下罚款", [("2", "4", "倍", "所得")]),
    ("按每人500元以上1000元以下的标准处以罚款", [("500", "1000", "元", "每人")]),
    ("处 5 万元 以上\n10 万元以下罚款", [("50000", "100000", "元", "")]),
    (
        "价值不足十万元的并处四十万元以上七十万元以下罚款，十万元以上的并处价值三倍以上四倍以下罚款",
        [("400000", "700000", "元", ""), ("3", "4", "倍", "价值")],
    ),
    (
        "处一万元以下的罚款；情节严重的，处五万元以上十万元以下的罚款",
        [(None, "10000", "元", ""), ("50000", "100000", "元", "")],
    ),
]

NO_RANGE = [
    "处3万元罚款",
    "可以并处罚款",
    "注册资本一百万元以上三百万元以下的企业",
    "处年收入百分之三十以上百分之六十以下的罚款",
    "处年收入30%以上3倍以下的罚款",
    "处5000-10000元罚款",
    "数千元以上一万元以下的罚款",
    "",
    # A run of figures that is too long for a number is not half read.
    "处" + "1" * 13 + "元以下罚款",
    "处1.23456元以下罚款",
    "处1万万亿亿元以下罚款",
    "处" + "二" * 21 + "元以下罚款",
    "亿" * 1100 + "元以下罚款",
    "1" * 20_000,
    "1" * 20_000 + "元以下罚款",
    "万" * 20_000,
]


@pytest.mark.parametrize(("text", "ranges"), READ)
def test_reads_ranges_of_fines(text: str, ranges: list[Ends]) -> None:
    expected = [
        (low and Decimal(low), high and Decimal(high), unit, base)
        for low, high, unit, base in ranges
    ]
    assert [(r.low, r.high, r.unit, r.base) for r in fine_ranges(text)] == expected


@pytest.mark.parametrize("text", NO_RANGE)
def test_leaves_what_is_no_certain_range_of_a_fine(text: str) -> None:
    assert fine_ranges(text) == ()


def test_amounts_are_all_amounts() -> None:
    found = amounts("货值不足一万元的处五千元，一万元以上的处货值3倍")
    assert [(item.value, item.unit) for item in found] == [
        (Decimal(10_000), "元"), (Decimal(5_000), "元"), (Decimal(10_000), "元"), (Decimal(3), "倍"),
    ]  # fmt: skip


def test_an_open_end_has_no_value_of_its_own() -> None:
    (range_,) = fine_ranges("处1万元以上罚款")
    assert range_.bottom == 10_000
    assert range_.top(Decimal("Infinity")) == Decimal("Infinity")


def test_reads_every_range_of_a_long_text() -> None:
    text = "处违法所得1倍以上3倍以下罚款；" * 2_000
    assert fine_ranges(text) == fine_ranges(text[:19]) * 2_000
    (first, *_) = fine_ranges(text)
    assert first == FineRange(Decimal(1), Decimal(3), "倍", "所得")


def test_the_base_of_a_range_is_looked_for_in_the_words_before_it_only() -> None:
    (found,) = fine_ranges("处以" * 2_000 + "，按货值金额处以2倍以上4倍以下罚款")
    assert found.base == "金额"


@pytest.mark.parametrize("text", ["1" * 20_000 + "元", "万" * 20_000 + "元", "亿" * 1_100 + "元"])
def test_what_is_too_long_is_no_amount(text: str) -> None:
    assert list(amounts(text)) == []
