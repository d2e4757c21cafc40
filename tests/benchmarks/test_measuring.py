"""What a command costs is that of all that it starts."""

from __future__ import annotations

import sys

import measuring
import pytest
from growth import slope
from hypothesis import given
from hypothesis import strategies as st

WORK = "n = 6_000_000\nwhile n: n -= 1"


def _python(program: str, fine: tuple[int, ...] = (0,)) -> measuring.Cost:
    return measuring.run(sys.executable, "-c", program, fine=fine)


def test_time_of_children_counts() -> None:
    own = _python("pass").cpu
    child = _python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {WORK!r}])").cpu
    assert child > own + 0.05


@pytest.mark.skipif(sys.platform != "linux", reason="memory is looked up in /proc")
def test_memory_of_children_counts() -> None:
    hold = "import time; held = bytearray(80 << 20); time.sleep(1)"
    two = f"import subprocess, sys; {hold}; subprocess.run([sys.executable, '-c', {hold!r}])"
    assert 80 <= _python(hold).peak < 140
    assert _python(two).peak >= 160


def test_failure_tells_why() -> None:
    with pytest.raises(measuring.Failed, match="exit 3: no such thing"):
        _python("import sys; print('no such thing', file=sys.stderr); sys.exit(3)")


def test_findings_are_no_failure_but_a_broken_program_is() -> None:
    _python("raise SystemExit(1)", fine=(0, 1))
    with pytest.raises(measuring.Failed, match="ValueError"):
        _python("raise ValueError", fine=(0, 1))


def test_missing_program_is_a_failure() -> None:
    with pytest.raises(measuring.Failed):
        measuring.run("there-is-no-such-program")


@given(st.floats(0.1, 3), st.floats(1.5, 100), st.floats(0.01, 100))
def test_slope_is_the_exponent(exponent: float, times: float, one: float) -> None:
    assert slope(one, one * times**exponent, times) == pytest.approx(exponent)
