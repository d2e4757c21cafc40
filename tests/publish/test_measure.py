"""How wide texts are: in whole numbers, so that every version of Python comes to the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.publish.spreadsheet.measure import length, lines_of


@given(st.text(st.one_of(st.characters(), st.sampled_from("字，“①－Ａｱ·é\n"))))
def test_a_text_is_as_wide_as_its_signs(text: str) -> None:
    signs = [185 if unicodedata.east_asian_width(sign) in "WFA" else 100 for sign in text]
    assert length(text) == sum(signs)


@pytest.mark.parametrize("signs", range(20, 200, 20))
def test_a_text_that_just_fits_its_line_takes_one(signs: int) -> None:
    width = signs * 185 // 100 + 1
    assert lines_of("字" * signs, width) == 1
    assert lines_of("字" * signs + "字", width) == 2
