"""文号."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.model.document_number import DocumentNumber

CORRECT = [
    ("吉政办发〔2016〕8号", "吉政办发", 2016, 8),
    ("国办发明电〔2025〕7号", "国办发明电", 2025, 7),
    ("国务院令第588号", "国务院", None, 588),
    ("中华人民共和国国务院令第764号", "中华人民共和国国务院", None, 764),
    ("主席令第九号", "主席", None, 9),
    ("中华人民共和国主席令第七十四号", "中华人民共和国主席", None, 74),
    ("商务部令2009年第2号", "商务部", 2009, 2),
    ("自治区应急管理厅公告2020年第3号", "自治区应急管理厅", 2020, 3),
    ("自治区人民政府令第231号", "自治区人民政府", None, 231),
]

DEPARTING = [
    ("吉政办发[2016]8号", "六角括号", "吉政办发〔2016〕8号"),
    ("吉政办发(2016)8号", "六角括号", "吉政办发〔2016〕8号"),
    ("吉政办发（2016）8号", "六角括号", "吉政办发〔2016〕8号"),
    ("吉政办发【2016】8号", "六角括号", "吉政办发〔2016〕8号"),
    ("吉政办发［2016］8号", "六角括号", "吉政办发〔2016〕8号"),
    ("吉政办发〔2016〕第8号", "不加“第”字", "吉政办发〔2016〕8号"),
    ("吉政办发〔2016〕08号", "不编虚位", "吉政办发〔2016〕8号"),
    ("吉政办发〔2016〕8", "“号”字", "吉政办发〔2016〕8号"),
    ("吉政办发〔2016年〕8号", "不加“年”字", "吉政办发〔2016〕8号"),
    ("吉政发〔99〕8号", "写全四位", "吉政发〔1999〕8号"),
    ("吉政办发 〔2016〕 8号", "空白", "吉政办发〔2016〕8号"),
    ("国务院令588号", "“第”字", "国务院令第588号"),
    ("国家发展和改革委员会第13号令", "在号码之前", "国家发展和改革委员会令第13号"),
    ("***令第593号", "遮盖", "***令第593号"),
]


@pytest.mark.parametrize(("text", "issuer", "year", "number"), CORRECT)
def test_correct(text: str, issuer: str, year: int | None, number: int) -> None:
    document = DocumentNumber(text)
    assert (document.issuer, document.year, document.number) == (issuer, year, number)
    assert document.understood
    assert (document.problem, document.normalised) == (None, text)


@pytest.mark.parametrize(("text", "words", "normalised"), DEPARTING)
def test_departures_are_understood_and_named(text: str, words: str, normalised: str) -> None:
    document = DocumentNumber(text)
    assert document.understood
    assert document.normalised == normalised
    assert words in (document.problem or "")


@pytest.mark.parametrize(
    "text", ["", "无", "吉政办发", "2016年8号", "〔2016〕8号", "第8号", "详见附件"]
)
def test_not_understood(text: str) -> None:
    document = DocumentNumber(text)
    assert (document.understood, document.normalised) == (False, text)
    assert "不是认得的文号" in (document.problem or "")


@given(
    issuer=st.text("吉政办发辽源通化市字函", min_size=1, max_size=8),
    brackets=st.sampled_from(["〔〕", "[]", "()", "（）", "【】", "［］"]),
    year=st.integers(1949, 2099),
    number=st.integers(1, 9999),
)
def test_all_brackets_lead_to_the_standard_form(
    issuer: str, brackets: str, year: int, number: int
) -> None:
    document = DocumentNumber(f"{issuer}{brackets[0]}{year}{brackets[1]}{number}号")
    assert document.normalised == f"{issuer}〔{year}〕{number}号"
    assert (document.issuer, document.year, document.number) == (issuer, year, number)
    assert (document.problem is None) is (brackets == "〔〕")
