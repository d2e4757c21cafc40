"""Quotations held against the text of the law."""

from __future__ import annotations

import datetime

import pytest

from quanze.law.quotation import LawWords, Outcome, Quotations, compare, letters
from quanze.law.texts import Texts
from quanze.model.basis import LegalBasis
from quanze.model.law_text import ArticleNumber, LawArticles

LAW = LawArticles(
    "中华人民共和国示例法",
    {
        ArticleNumber(1): "为了加强示例管理，维护公共利益，制定本法。",
        ArticleNumber(2): (
            "从事示例经营活动，应当具备下列条件：\n"
            "（一）有固定的经营场所；\n（二）有三名以上专业人员；\n（三）法律、行政法规规定的其他条件。\n"
            "具备前款规定条件的，应当向县级人民政府示例主管部门申请许可。"
        ),
        ArticleNumber(3): (
            "未经许可从事示例经营活动的，由县级人民政府示例主管部门责令停止，"
            "处一万元以上五万元以下的罚款；情节严重的，处五万元以上二十万元以下的罚款。"
        ),
        ArticleNumber(4): "示例主管部门工作人员玩忽职守、滥用职权的，依法给予处分。",
        ArticleNumber(4, 1): "示例主管部门应当为举报人保密，对举报属实的给予奖励。",
    },
    version=datetime.date(2024, 3, 1),
)
WORDS = LawWords(LAW)
FINE = (
    "未经许可从事示例经营活动的，由县级人民政府示例主管部门责令停止，处一万元以上五万元以下的罚款"
)


def basis(articles: str | None, quote: str | None, version: str | None = None) -> LegalBasis:
    data = {"法规": "《示例法》", "条款": articles, "原文": quote, "版本": version}
    return LegalBasis.model_validate({key: value for key, value in data.items() if value})


SAME = {
    "the whole article": ("第一条", "为了加强示例管理，维护公共利益，制定本法。"),
    "half-width signs, blanks and breaks": (
        "第一条",
        " 为了加强示例管理,\n维护公共 利益,制定本法. ",
    ),
    "the beginning left out": ("第二条第二款", "应当向县级人民政府示例主管部门申请许可。"),
    "left out with dots": (
        "第三条",
        "未经许可从事示例经营活动的，……处五万元以上二十万元以下的罚款。",
    ),
    "left out with three points": (
        "第三条",
        "未经许可从事示例经营活动的...情节严重的，处五万元以上",
    ),
    "left out with a word": (
        "第三条",
        "未经许可从事示例经营活动的（略）处五万元以上二十万元以下的罚款",
    ),
    "one item only": (
        "第二条第（二）项",
        "从事示例经营活动，应当具备下列条件：（二）有三名以上专业人员",
    ),
    "items numbered otherwise": (
        "第二条",
        "应当具备下列条件：1.有固定的经营场所；2、有三名以上专业人员。",
    ),
    "numbers in digits": ("第三条", "未经许可从事示例经营活动的，……处1万元以上5万元以下的罚款"),
    "the number of the article repeated": (
        "第一条",
        "第一条　为了加强示例管理，维护公共利益，制定本法。",
    ),
    "two articles in one quotation": (
        "第一条、第四条",
        "为了加强示例管理，维护公共利益。示例主管部门工作人员玩忽职守、滥用职权的，依法给予处分。",
    ),
    "an inserted article": ("第四条之一", "示例主管部门应当为举报人保密，对举报属实的给予奖励。"),
}


@pytest.mark.parametrize(("articles", "quote"), SAME.values(), ids=SAME.keys())
def test_the_same(articles: str, quote: str) -> None:
    assert compare(basis(articles, quote), WORDS).outcome is Outcome.SAME


@pytest.mark.parametrize(
    ("articles", "quote", "now"),
    [
        ("第二条", FINE, "第三条"),
        ("第三十条", FINE, "第三条"),
        ("第四条", "示例主管部门应当为举报人保密，对举报属实的给予奖励。", "第四条之一"),
        ("第一条", FINE.replace("责令停止", "责令改正"), "第三条"),
    ],
    ids=["another article", "beyond the last", "an inserted one", "a little changed too"],
)
def test_renumbered(articles: str, quote: str, now: str) -> None:
    result = compare(basis(articles, quote), WORDS)
    assert result.outcome is Outcome.RENUMBERED
    assert [str(number) for number in result.now] == [now]


@pytest.mark.parametrize(
    ("quote", "quoted", "stands"),
    [
        (
            FINE.replace("示例主管部门", "工商行政管理部门"),
            "人民政府工商行政管理部门责令",
            "人民政府示例主管部门责令",
        ),
        (FINE.replace("五万元", "三万元"), "万元以上三万元以下", "万元以上五万元以下"),
        (f"{FINE}。还可以暂扣车辆和经营工具。", "还可以暂扣车辆和经营工具", ""),
    ],
    ids=["a body", "an amount", "a sentence that is not there"],
)
def test_changed(quote: str, quoted: str, stands: str) -> None:
    result = compare(basis("第三条", quote), WORDS)
    assert result.outcome is Outcome.CHANGED
    assert (result.quoted, result.stands) == (quoted, stands)


def test_words_that_stand_nowhere() -> None:
    quote = "示例经营者应当每年向税务机关申报上一年度的收入，并接受年度检验。"
    result = compare(basis("第三条", quote), WORDS)
    assert (result.outcome, result.now) == (Outcome.NOT_THERE, ())


def test_words_that_stand_nowhere_are_led_to_the_article_most_alike() -> None:
    quote = "示例机关的工作人员玩忽职守、滥用职权的，给予记过或者警告。"
    result = compare(basis("第一条", quote), WORDS)
    assert result.outcome is Outcome.NOT_THERE
    assert [str(number) for number in result.now] == ["第四条"]


@pytest.mark.parametrize(
    ("articles", "quote", "version"),
    [
        (None, FINE, None),
        ("第三条", None, None),
        ("第三条", "全文适用", None),
        ("第三条", "第五章、第六章、第七章。", None),
        ("第一条", "三条、四条、三十七条、四十条、四十四条。", None),
        ("第二条", FINE, "（2025年5月1日修正）"),
    ],
    ids=["no article", "no words", "all of it", "chapters", "only numbers", "newer than the text"],
)
def test_what_cannot_be_compared_is_unknown(
    articles: str | None, quote: str | None, version: str | None
) -> None:
    assert compare(basis(articles, quote, version), WORDS).outcome is Outcome.UNKNOWN


def test_an_article_that_is_not_there_without_words_to_find() -> None:
    assert compare(basis("第五十条", None), WORDS).outcome is Outcome.NO_ARTICLE


class OneLaw:
    """Texts that count how often they are asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def law(self, title: str, on: datetime.date) -> LawArticles | None:
        self.asked.append(title)
        return LAW if title == "示例法" else None


def test_a_law_is_asked_for_once_however_often_it_is_quoted() -> None:
    texts = OneLaw()
    compared = Quotations(texts, datetime.date(2026, 11, 22))
    outcomes = [compared.of(basis("第三条", FINE[: 20 + n])).outcome for n in range(20)]
    assert set(outcomes) == {Outcome.SAME}
    assert texts.asked == ["示例法"]


def test_a_law_that_is_not_at_hand_is_unknown() -> None:
    compared = Quotations(Texts(), datetime.date(2026, 11, 22))
    assert compared.of(basis("第三条", FINE)).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("处50000元以上", "处五万元以上"),
        ("处50,000元以上", "处五万元以上"),
        ("处５万元以上", "处五万元以上"),
        ("缴纳30%的费", "缴纳百分之三十的费"),
        ("1,500,000元", "一百五十万元"),
        ("3，5项", "三五项"),
        ("12345元", "12345元"),
    ],
)
def test_numbers_are_compared_however_they_are_written(written: str, read: str) -> None:
    assert letters(written) == read
