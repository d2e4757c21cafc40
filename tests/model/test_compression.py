"""压缩率: only limits of the same unit are compared, and never added up across units."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.model.compression import Comparison, Limits, Sum, Tally, per_cent, saved
from quanze.model.period import Period, Unit


def limits(statutory: str | None, promised: str | None) -> Limits:
    return Limits(Period(statutory) if statutory else None, Period(promised) if promised else None)


@pytest.mark.parametrize(
    ("statutory", "promised", "comparison"),
    [
        ("20个工作日", "7个工作日", Comparison.SHORTER),
        ("二十个工作日", "20个工作日", Comparison.SAME),
        ("20日", "30日", Comparison.LONGER),
        ("20日", "20个工作日", Comparison.INCOMPARABLE),
        ("20", "7个工作日", Comparison.INCOMPARABLE),
        ("20个工作日", "当场", Comparison.AT_ONCE),
        ("当场", "当场", Comparison.SAME),
        ("1000个工作日", "999个工作日", Comparison.SHORTER),
        ("20日", None, Comparison.STATUTORY_ONLY),
        (None, "20日", Comparison.PROMISED_ONLY),
        (None, None, Comparison.SILENT),
    ],
)
def test_how_a_promise_stands_to_the_statutory_limit(
    statutory: str | None, promised: str | None, comparison: Comparison
) -> None:
    assert limits(statutory, promised).comparison is comparison


def test_what_a_promise_saves() -> None:
    assert saved(Period("20个工作日"), Period("7个工作日")) == Decimal("65.0")
    assert saved(Period("10日"), Period("15日")) == Decimal("-50.0")
    assert saved(Period("10日"), Period("5个工作日")) is None
    assert saved(Period("0日"), Period("0日")) is None


def test_the_figures_of_the_source() -> None:
    """辽源: 4658 → 3210 (31.09 %); 富阳: 12.48 → 6 days."""
    assert per_cent(4658 - 3210, 4658) == Decimal("31.1")
    assert per_cent(1248 - 600, 1248) == Decimal("51.9")


def test_units_are_summed_apart() -> None:
    tally = Tally(
        [
            limits("20个工作日", "10个工作日"),
            limits("20个工作日", "5个工作日"),
            limits("30日", "30日"),
            limits("30日", "5个工作日"),
            limits(None, None),
        ]
    )
    assert list(tally.sums()) == [Sum(Unit.WORKING_DAY, 2, 40, 15), Sum(Unit.DAY, 1, 30, 30)]
    first = next(tally.sums())
    assert (first.saved, first.averages) == (Decimal("62.5"), (Decimal("20.0"), Decimal("7.5")))
    assert sum(tally.comparisons.values()) == 5


units = st.sampled_from(["20个工作日", "7个工作日", "30日", "3个月", "当场", "不明", None])
pairs = st.lists(st.builds(limits, units, units))


@given(pairs, pairs)
def test_what_is_taken_out_was_never_in(kept: list[Limits], out: list[Limits]) -> None:
    tally = Tally([*kept, *out])
    for one in out:
        tally.add(one, -1)
    assert list(tally.sums()) == list(Tally(kept).sums())
    assert tally.comparisons == Tally(kept).comparisons
