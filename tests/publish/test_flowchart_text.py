"""How text is measured and folded into lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.publish.flowchart.text import clean, fold, width


@pytest.mark.parametrize(
    ("text", "em"),
    [("", 0), ("受理", 2), ("ab12", 2.24), ("《受理》", 4), ("“是”", 3), ("e\u0301", 0.56)],
)
def test_a_wide_character_is_one_em(text: str, em: float) -> None:
    assert width(text) == pytest.approx(em)


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("", 8, ()),
        ("受理", 8, ("受理",)),
        ("甲乙丙丁戊己庚辛壬", 8, ("甲乙丙丁戊", "己庚辛壬")),  # even, not 8 and 1
        ("甲乙丙丁，戊己庚", 4, ("甲乙丙", "丁，戊", "己庚")),  # no comma first
        ("甲乙丙（戊己）庚", 4, ("甲乙丙", "（戊", "己）庚")),  # no bracket last
        ("甲乙HTTPS平台", 4, ("甲乙", "HTTPS", "平台")),  # words whole
        ("甲乙丙丁5个工作日", 6, ("甲乙丙丁", "5个工作日")),  # a figure with its unit
        ("现在不予受理申请", 5, ("现在不予", "受理申请")),
        ("abcdefghij", 2, ("abc", "def", "ghi", "j")),  # too long for any line
        ("甲 \n\t 乙", 8, ("甲 乙",)),
    ],
)
def test_lines_end_where_chinese_ends_them(text: str, limit: float, lines: tuple[str, ...]) -> None:
    assert fold(text, limit) == lines


@given(st.text(max_size=80), st.integers(2, 14))
def test_folding_loses_nothing_and_keeps_the_limit(text: str, limit: int) -> None:
    lines = fold(text, limit)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())
    assert all(line and width(line) <= limit + 1e-6 for line in lines)


@given(st.text())
def test_clean_text_can_stand_in_xml(text: str) -> None:
    assert all(char.isprintable() or ord(char) > 0x9F for char in clean(text))
    clean(text).encode()
