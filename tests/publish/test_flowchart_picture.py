"""A chart as PNG."""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
import sys

import pytest

from quanze.load.source import CannotRun
from quanze.publish.flowchart import Chart, Edge, Step
from quanze.publish.flowchart.picture import png
from quanze.publish.fonts import find_fonts

CHART = Chart(
    "图",
    lanes=("窗口",),
    steps=(Step("a", "受理", "窗口"), Step("b", "办结", "窗口")),
    edges=(Edge("a", "b"),),
    foot="从受理到办结",
)


@pytest.fixture(autouse=True)
def needs_fonts() -> None:
    pytest.importorskip("typst", reason="typst is not installed")
    try:
        find_fonts()
    except CannotRun:
        pytest.skip("no Chinese fonts on this computer")


@pytest.mark.parametrize("width", [300, 1200])
def test_the_picture_is_a_png_of_the_width_asked_for(width: int) -> None:
    made = png(CHART, width)
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", made[16:20]) == (width,)


def test_texts_and_foot_are_drawn() -> None:
    pictures = {
        png(chart, 600)
        for chart in (CHART, Chart("图", steps=CHART.steps), Chart("图", foot="从受理到办结"))
    }
    assert len(pictures) == 3


def test_the_same_chart_is_the_same_picture_in_every_process() -> None:
    program = (
        "import hashlib; from tests.publish.test_flowchart_picture import CHART, png;"
        "print(hashlib.sha256(png(CHART, 600)).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().strip() == hashlib.sha256(png(CHART, 600)).hexdigest()


def test_without_typst_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(CannotRun, match=r"pip install quanze\[print\]"):
        png(CHART, 600)
