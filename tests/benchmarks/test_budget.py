"""No change makes quanze do more work for an item than its budget allows."""

from __future__ import annotations

import budget
import pytest


@pytest.mark.parametrize("name", budget.BUDGETS)
def test_within_budget(name: str) -> None:
    one = budget.BUDGETS[name]
    assert list(budget.exceeded(one, budget.measure(one))) == []


def test_too_many_calls_are_told() -> None:
    one = budget.Budget(("validate",), (4, 8), 1000)
    (said,) = budget.exceeded(one, budget.Spent(1250, {}))
    assert "quanze validate: 1,250 calls" in said
    assert "25% more than the budget of 1,000" in said


def test_what_grows_faster_than_the_work_is_told() -> None:
    """A function that looks at every pair is named; one that looks at each item is not."""
    calls = [{"pairs": n * n, "each": 7 * n, "once": 50} for n in (36, 72, 108)]
    one = budget.Budget(("validate",), (4, 8, 12), 10**6)
    spent = budget.spent(one, calls)
    assert list(spent.growing) == ["pairs"]
    (said,) = budget.exceeded(one, spent)
    assert said.endswith("later items: pairs")
