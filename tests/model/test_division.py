"""行政区划代码."""

import pytest

from quanze.model.division import DivisionCode, divisions

NAMES = [
    ("220000", "吉林省"),
    ("220400", "辽源市"),
    ("220500", "通化市"),
    ("220581", "梅河口市"),
    ("220500000000", "通化市"),
    ("２２０４００", "辽源市"),
    ("650000", "新疆维吾尔自治区"),
    ("650200", None),
    ("220402001000", None),
]

PROBLEMS = [
    ("", "没有填写"),
    ("22040", "实有5位"),
    ("2204000", "实有7位"),
    ("2204AB", "全部为数字"),
    ("990000", "“99”不是省级代码"),
    ("220001", "第3、4位为00"),
    ("220 400", "应写作 220400"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_names_are_looked_up_and_unknown_codes_are_not_wrong(text: str, name: str | None) -> None:
    code = DivisionCode(text)
    assert code.understood
    assert code.name == name


@pytest.mark.parametrize(("text", "words"), PROBLEMS)
def test_problems(text: str, words: str) -> None:
    assert words in (DivisionCode(text).problem or "")


def test_statistical_codes_carry_a_warning() -> None:
    division = DivisionCode("220171").division
    assert division is not None
    assert "不在 GB/T 2260" in division.note


def test_the_table_holds_every_province_and_only_well_formed_codes() -> None:
    assert sum(code.endswith("0000") for code in divisions()) == 34
    assert all(DivisionCode(code).problem is None for code in divisions())
