"""Periods as lists write them."""

import operator
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quanze.model.numerals import to_chinese
from quanze.model.period import Period, Unit, compare, same_unit

WORKING_DAY, DAY, MONTH, YEAR, HOUR, IMMEDIATE = Unit
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

UNDERSTOOD = [
    ("20个工作日", 20, WORKING_DAY),
    ("20工作日", 20, WORKING_DAY),
    ("20 个 工作日", 20, WORKING_DAY),
    ("二十个工作日", 20, WORKING_DAY),
    ("２０个工作日", 20, WORKING_DAY),
    ("20个工作日内", 20, WORKING_DAY),
    ("自受理之日起20个工作日", 20, WORKING_DAY),
    ("自受理申请之日起，20个工作日内作出决定", 20, WORKING_DAY),
    ("受理后十五个工作日内办结", 15, WORKING_DAY),
    ("不超过20个工作日", 20, WORKING_DAY),
    ("承诺时限：7个工作日", 7, WORKING_DAY),
    ("0个工作日", 0, WORKING_DAY),
    ("20日（工作日）", 20, WORKING_DAY),
    ("20个工作日（不含听证时间）", 20, WORKING_DAY),
    ("60日", 60, DAY),
    ("30天", 30, DAY),
    ("十五日", 15, DAY),
    ("5日以内", 5, DAY),
    ("30个自然日", 30, DAY),
    ("3个月", 3, MONTH),
    ("两个月", 2, MONTH),
    ("1年", 1, YEAR),
    ("24小时", 24, HOUR),
    ("当场", None, IMMEDIATE),
    ("即办", None, IMMEDIATE),
    ("即办件", None, IMMEDIATE),
    ("即时", None, IMMEDIATE),
    ("当日", None, IMMEDIATE),
    ("当日办结", None, IMMEDIATE),
]

NOT_UNDERSTOOD = [
    "",
    "无",
    "/",
    "详见办事指南",
    "法定20日，承诺7日",
    "20日或30日",
    "20至30日",
    "约20日",
    "半年",
    "0.5个工作日",
    "2周",
    "3月",
    "2021年",
    "20个工作日，可延长至30个工作日",
    "20日（第二类为30个工作日）",
    "-20日",
    "1",
]


@pytest.mark.parametrize(("text", "amount", "unit"), UNDERSTOOD)
def test_understood(text: str, amount: int | None, unit: Unit) -> None:
    period = Period(text)
    assert (period.amount, period.unit, period.further) == (amount, unit, ())
    assert period.understood
    assert not period.missing_unit


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_not_understood_rather_than_guessed(text: str) -> None:
    period = Period(text)
    assert not period.understood
    assert (period.amount, period.unit) == (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", True),
        ("20", True),
        ("20.0", True),
        ("二十", True),
        ("", False),
        ("20日", False),
        ("无", False),
        ("1.5", False),
    ],
)
def test_a_bare_number_lacks_its_unit(text: str, expected: bool) -> None:
    assert Period(text).missing_unit is expected


@pytest.mark.parametrize(
    "text",
    [
        "20个工作日，可延长10个工作日",
        "20个工作日（经批准可以延长10个工作日）",
        "自受理之日起20个工作日内；经本机关负责人批准，可延长10个工作日。",
    ],
)
def test_an_extension_is_kept_apart(text: str) -> None:
    period = Period(text)
    assert (period.amount, period.unit) == (20, WORKING_DAY)
    assert period.further == (Period("10个工作日"),)


COMPARED = [
    ("7个工作日", "20个工作日", -1),
    ("20个工作日", "二十个工作日", 0),
    ("60日", "30天", 1),
    ("20个工作日", "20日", None),
    ("20个工作日", "3个月", None),
    ("24小时", "1日", None),
    ("12小时", "24小时", -1),
    ("12个月", "1年", 0),
    ("2年", "23个月", 1),
    ("1年", "365日", None),
    ("当场", "1个工作日", -1),
    ("当场", "1小时", -1),
    ("当场", "即办", 0),
    ("0个工作日", "当场", 0),
    ("20", "20个工作日", None),
    ("无", "当场", None),
]


@pytest.mark.parametrize(("a", "b", "expected"), COMPARED)
def test_compare(a: str, b: str, expected: int | None) -> None:
    assert compare(Period(a), Period(b)) == expected
    assert compare(Period(b), Period(a)) == (None if expected is None else -expected)


@pytest.mark.parametrize(
    ("a", "b", "expected"), [("5日", "6天", True), ("5日", "5个工作日", False), ("无", "无", False)]
)
def test_same_unit(a: str, b: str, expected: bool) -> None:
    assert same_unit(Period(a), Period(b)) is expected


@pytest.mark.parametrize("order", [operator.lt, operator.le, operator.gt, operator.ge])
def test_periods_are_never_ordered_as_text(order: Callable[[object, object], bool]) -> None:
    with pytest.raises(TypeError, match=r"period\.compare"):
        order(Period("5日"), Period("20个工作日"))
    with pytest.raises(TypeError):
        sorted([Period("5日"), Period("20个工作日")])


@given(
    number=st.integers(1, 999),
    unit=st.sampled_from([("个工作日", WORKING_DAY), ("日", DAY), ("个月", MONTH), ("小时", HOUR)]),
    chinese=st.booleans(),
    before=st.sampled_from(["", "自受理之日起", "不超过", "受理后"]),
    after=st.sampled_from(["", "内", "以内", "内办结"]),
)
def test_every_number_is_read_back(
    number: int, unit: tuple[str, Unit], chinese: bool, before: str, after: str
) -> None:
    written = to_chinese(number) if chinese else str(number)
    period = Period(f"{before}{written}{unit[0]}{after}")
    assert (period.amount, period.unit) == (number, unit[1])


@given(
    st.integers(1, 9999),
    st.sampled_from(
        [
            ("个工作日", Unit.WORKING_DAY),
            ("工作日", Unit.WORKING_DAY),
            ("日", Unit.DAY),
            ("天", Unit.DAY),
            ("个月", Unit.MONTH),
            ("年", Unit.YEAR),
            ("小时", Unit.HOUR),
        ]
    ),
    st.sampled_from([str, to_chinese, lambda n: str(n).translate(FULL_WIDTH)]),
    st.sampled_from(["{}", "{}内", "{}以内", "不超过{}", "自受理之日起{}"]),
)
def test_amount_and_unit_are_read_however_they_are_written(
    amount: int, unit: tuple[str, Unit], digits: Callable[[int], str], frame: str
) -> None:
    assume(unit[1] is not YEAR or amount <= 100)  # 2021年 is a date
    period = Period(frame.format(digits(amount) + unit[0]))
    assert (period.amount, period.unit, period.understood) == (amount, unit[1], True)
