"""Cells as offices type them, and what of it is text."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.excel.text import cell_name, clean_text, compact, letter, value_text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("  行政许可 ", "行政许可"),
        ("行使\n主体", "行使主体"),
        ("对拒绝\r\n配合统\r计调查", "对拒绝配合统计调查"),
        ("实施_x000D_\n层级", "实施层级"),
        ("第一句。\n第二句", "第一句。\n第二句"),
        ("责任：\n受理", "责任：\n受理"),
        ("受理\n2.审查", "受理\n2.审查"),
        ("受理\n（二）审查", "受理\n（二）审查"),
        ("受理\n(2)审查", "受理\n(2)审查"),
        ("受理\n②审查", "受理\n②审查"),
        ("受理\n一、审查", "受理\n一、审查"),
        ("总则\n第十二条 应当", "总则\n第十二条 应当"),
        ("法律\n【法规】", "法律\n【法规】"),
        ("依据\n《统计法》", "依据\n《统计法》"),
        ("上段\n\n下段", "上段\n\n下段"),
        ("上段。\n\n下段", "上段。\n下段"),
        ("\n\n开头空行", "开头空行"),
        ("根据2024\n年9月", "根据2024年9月"),
        ("business\nlicense", "business license"),
        ("全\u3000角\u00a0空\u200b格", "全 角 空格"),
        ("１２３ＡＢ", "１２３ＡＢ"),
        ("坏\x07字\x00符", "坏字符"),
        ("", ""),
    ],
)
def test_hard_wraps_go_and_paragraphs_stay(written: str, meant: str) -> None:
    assert clean_text(written) == meant


@pytest.mark.parametrize("written", ["行政\n处罚", "行政处罚\n", "行政\n\n处罚", "行政\r\n处罚"])
def test_a_label_has_no_breaks(written: str) -> None:
    assert clean_text(written, label=True) == "行政处罚"


@given(st.text(), st.booleans())
def test_cleaning_changes_no_written_character(text: str, label: bool) -> None:
    assert compact(clean_text(text, label=label)) == compact(text)


@given(st.text() | st.text("甲乙。 1.、\n\r\t\u3000", max_size=12))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (379.0, "379"),
        (0.5, "0.5"),
        (111224.0, "111224"),
        (True, "TRUE"),
        (datetime.date(2024, 1, 5), "2024-01-05"),
        (datetime.datetime(2024, 1, 5), "2024-01-05"),
        (datetime.datetime(2024, 1, 5, 8, 30), "2024-01-05 08:30"),
        (datetime.time(8, 30), "08:30"),
        ("2,3", "2,3"),
        (None, ""),
    ],
)
def test_a_value_is_the_text_an_office_reads(value: object, text: str) -> None:
    assert value_text(value) == text


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_have_letters(column: int, letters: str) -> None:
    assert letter(column) == letters
    assert cell_name(6, column) == f"{letters}7"
