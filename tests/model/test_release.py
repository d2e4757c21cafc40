"""A release of a reserved power: on which days it may be exercised."""

from __future__ import annotations

import datetime

import pytest

from quanze.model.release import Release


def release(**more: str) -> Release:
    return Release.model_validate({"事项": "T-1", **more})


SPAN = {"自": "2026-03-02", "至": "2026年5月31日"}


@pytest.mark.parametrize(
    ("written", "day", "covered"),
    [
        (SPAN, "2026-03-01", False),
        (SPAN, "2026-03-02", True),
        (SPAN, "2026-05-31", True),
        (SPAN, "2026-06-01", False),
        ({**SPAN, "归还": "2026-04-10"}, "2026-04-10", True),
        ({**SPAN, "归还": "2026-04-10"}, "2026-04-11", False),
        ({**SPAN, "归还": "2026-06-10"}, "2026-06-01", False),
        ({"自": "2026-03-02"}, "2030-01-01", True),
        ({"至": "2026-05-31"}, "2026-05-01", False),
    ],
)
def test_a_power_may_be_exercised_from_the_first_day_until_its_last_or_its_return(
    written: dict[str, str], day: str, covered: bool
) -> None:
    assert release(**written).covers(datetime.date.fromisoformat(day)) is covered


def test_what_is_given_back_is_not_open() -> None:
    assert release(**SPAN).open
    assert not release(**SPAN, 归还="2026-04-10").open
