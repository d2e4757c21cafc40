"""The collector stands still while something is read, and goes on afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from quanze.load.collector import collector_paused


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    gc.enable()


def test_it_goes_on_even_where_reading_fails() -> None:
    with pytest.raises(ZeroDivisionError), collector_paused():
        assert not gc.isenabled()
        _ = 1 / 0
    assert gc.isenabled()


def test_one_that_stood_still_before_stands_still() -> None:
    gc.disable()
    with collector_paused():
        pass
    assert not gc.isenabled()
