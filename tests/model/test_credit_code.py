"""统一社会信用代码: the vectors and the faults seen in real lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.model.credit_code import (
    ALPHABET,
    CreditCode,
    check_character,
    organisation_check_character,
)

VALID = [
    "11440100007482575H",
    "11440000MB2D0164XH",
    "11440300MB2C93125R",
    "115113010833722043",
    "11511301008778183N",
    "115113016823646795",
]

PROBLEMS = [
    ("", "没有填写"),
    ("1151130000877869M", "少1位"),
    ("1151130108778239R", "少1位"),
    ("11440100007482575HH", "多1位"),
    ("083372204", "组织机构代码"),
    ("68236467-9", "组织机构代码"),
    ("114401OOOO7482575H", "第7位是“O”"),
    ("1I440100007482575H", "是否为“1”"),
    ("11440100007482575h", "小写字母，应写作 11440100007482575H"),
    ("１1440100007482575H", "全角字符"),
    ("1144010000748257-5H", "连字符"),
    ("11440100 007482575H", "空白"),
    ("11440100007482575K", "第18位应为“H”"),
    ("21440100007482575H", "校验不符"),
    ("11AB0100007482575H", "行政区划"),
    ("1144010000748257#H", "不是数字或大写字母"),
]


@pytest.mark.parametrize("text", VALID)
def test_valid(text: str) -> None:
    code = CreditCode(text)
    assert (code.understood, code.problem) == (True, None)
    assert code.normalised == text


@pytest.mark.parametrize(("text", "words"), PROBLEMS)
def test_problems_are_explained(text: str, words: str) -> None:
    assert words in (CreditCode(text).problem or "")


@pytest.mark.parametrize(
    "text", ["11440100007482575h", "１1440100007482575Ｈ", " 11440100007482575H"]
)
def test_spelling_is_seen_through(text: str) -> None:
    code = CreditCode(text)
    assert code.understood
    assert code.normalised == "11440100007482575H"


def test_a_wrong_organisation_code_is_told_even_if_the_last_character_fits() -> None:
    body = "1144010000748257" + "6"
    problem = CreditCode(body + check_character(body)).problem
    assert problem is not None
    assert "组织机构代码校验不符：第17位应为“5”" in problem


def test_organisation_codes_may_end_in_x() -> None:
    assert organisation_check_character("MB2D0164") == "X"


@given(
    division=st.integers(110000, 820000),
    organisation=st.text(ALPHABET, min_size=8, max_size=8),
    place=st.integers(0, 17),
    other=st.sampled_from(ALPHABET),
)
def test_any_single_wrong_character_is_found(
    division: int, organisation: str, place: int, other: str
) -> None:
    body = f"11{division}{organisation}{organisation_check_character(organisation)}"
    code = body + check_character(body)
    assert CreditCode(code).problem is None
    wrong = code[:place] + other + code[place + 1 :]
    assert (CreditCode(wrong).problem is None) is (wrong == code)
