"""法规条款引用: reading one citation and telling its rank."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.model.articles import Article, read_articles
from quanze.model.citation import Citation, parse_citations
from quanze.model.law_rank import LawRank

ARTICLES = [
    ("第三十五条第一款、第三十六条", "第三十五条第一款 第三十六条"),
    ("第35条第1款", "第三十五条第一款"),
    ("第３５条", "第三十五条"),
    ("第一百二十条之一", "第一百二十条之一"),
    ("第一百二十条之一第二款、第一百二十一条", "第一百二十条之一第二款 第一百二十一条"),
    ("第十条至第十二条", "第十条 第十一条 第十二条"),
    ("第十至十二条", "第十条 第十一条 第十二条"),
    ("第10-12条", "第十条 第十一条 第十二条"),
    ("第三十、三十二、三十四条", "第三十条 第三十二条 第三十四条"),
    ("第八条第一款第（二）项", "第八条第一款第二项"),
    ("第八条第一款第（一）（三）项", "第八条第一款第一项 第八条第一款第三项"),
    ("第八条第一款第一项、第二款", "第八条第一款第一项 第八条第二款"),
    ("第八条第二、三款", "第八条第二款 第八条第三款"),
    ("第八条第二款至第四款", "第八条第二款 第八条第三款 第八条第四款"),
    ("第五十五条第四、五项", "第五十五条第四项 第五十五条第五项"),
    ("第四条第三款第二项第一目", "第四条第三款第二项第一目"),
    ("第十条、第十一条及第十三条", "第十条 第十一条 第十三条"),
    ("第三十五条一款", "第三十五条第一款"),
]

STOPS = [
    ("第六条：国家", "第六条", "：国家"),
    ("第三十条 一条道路", "第三十条", " 一条道路"),
    ("第三十条规定的期限", "第三十条", "规定的期限"),
    ("第十二条至第十条", "第十二条 第十条", ""),
    ("第八条（一）申请人", "第八条", "（一）申请人"),
    ("第二款", "", "第二款"),
    ("第二章", "", "第二章"),
]

CITATIONS = [
    (
        "【法律】《中华人民共和国食品安全法》（2021年修正）第三十五条第一款、第三十六条",
        ("法律", "中华人民共和国食品安全法", "（2021年修正）", "第三十五条第一款 第三十六条"),
    ),
    ("《食品安全法》第三十五条", (None, "食品安全法", None, "第三十五条")),
    ("[部门规章]《甲管理办法》(2019年修订)", ("部门规章", "甲管理办法", "(2019年修订)", "")),
    ("（法律）《甲法》第八条的有关规定", ("法律", "甲法", None, "第八条")),
    ("［法规］《甲条例》", ("法规", "甲条例", None, "")),
    ("部门规章：《甲办法》第一条", ("部门规章", "甲办法", None, "第一条")),
    ("法律】《甲法》第一条", ("法律", "甲法", None, "第一条")),
    ("【法律】【法律】《甲法》", ("法律", "甲法", None, "")),
    ("1.《甲法》第一条", (None, "甲法", None, "第一条")),
    ("《关于实施〈甲法〉的决定》", (None, "关于实施〈甲法〉的决定", None, "")),
    ("《《甲法》实施细则》第三条", (None, "《甲法》实施细则", None, "第三条")),
    ("《甲法》实施细则》第三条", (None, "甲法》实施细则", None, "第三条")),
    ("《甲省实施〈乙法〉办法（2007年通过）", (None, "甲省实施〈乙法〉办法", "（2007年通过）", "")),
    ("《甲办法》》（甲令第1号）", (None, "甲办法", "（甲令第1号）", "")),
    (
        "《甲条例》（根据《关于修改〈甲条例〉的决定》（国务院令第2号）修订）第九条",
        (None, "甲条例", "（根据《关于修改〈甲条例〉的决定》（国务院令第2号）修订）", "第九条"),
    ),
    ("《甲条例》（第三十五条）", (None, "甲条例", None, "第三十五条")),
    (
        "【规范性文件】省政府《关于甲的通知》（甲发〔2020〕1号）",
        ("规范性文件", "关于甲的通知", "（甲发〔2020〕1号）", ""),
    ),
    (
        "【法规】自治区实施《甲法》办法（2008年通过）",
        ("法规", "自治区实施《甲法》办法", "（2008年通过）", ""),
    ),
]

NOT_UNDERSTOOD = [
    ("", ""),
    ("第三条", ""),
    ("根据有关法律法规", "根据有关法律法规"),
    ("《甲法》第三条：国家实行许可", "国家实行许可"),
    ("《甲法》第二章", "第二章"),
]

RANKS = [
    ("【法律】《甲》", {LawRank.LAW}),
    ("【部门规章】《甲》", {LawRank.DEPARTMENT_RULE}),
    ("【省级规章】《甲》", {LawRank.LOCAL_GOVERNMENT_RULE}),
    ("【规章】《甲》", {LawRank.DEPARTMENT_RULE, LawRank.LOCAL_GOVERNMENT_RULE}),
    ("【国务院文件】《甲》", {LawRank.STATE_COUNCIL_DECISION, LawRank.NORMATIVE_DOCUMENT}),
    ("【国务院决定】《甲》", {LawRank.STATE_COUNCIL_DECISION}),
    ("【标准】《甲》", set()),
    ("《甲》", set()),
]

LAW, LOCAL, DEPARTMENT = LawRank.LAW, LawRank.LOCAL_REGULATION, LawRank.DEPARTMENT_RULE
REGULATION, GOVERNMENT = LawRank.ADMINISTRATIVE_REGULATION, LawRank.LOCAL_GOVERNMENT_RULE
TITLE_RANKS = [
    ("《中华人民共和国食品安全法》", {LAW}),
    ("《中华人民共和国民法典》", {LAW}),
    ("《中华人民共和国宪法》", {LawRank.CONSTITUTION}),
    ("《中华人民共和国食品安全法实施条例》（国务院令第721号）", {REGULATION}),
    ("《吉林省食品安全条例》", {LOCAL}),
    ("《辽源市城市市容管理条例》", {LOCAL}),
    ("《延边朝鲜族自治州自治条例》", {LOCAL, LawRank.AUTONOMOUS_REGULATION}),
    ("《城市市容和环境卫生管理条例》（国务院令第101号）", {REGULATION}),
    ("《吉林省气瓶管理办法》（吉林省人民政府令第1号）", {GOVERNMENT}),
    ("《商品房销售管理办法》（建设部令第88号）", {DEPARTMENT}),
    ("《反兴奋剂管理办法》（国务院令第398号）", {REGULATION}),
    ("《野生动物及其制品价值评估方法》", set()),
    ("《最高人民法院关于行政许可的规定》", {LawRank.JUDICIAL_INTERPRETATION}),
    ("《中国共产党纪律处分条例》", {LawRank.PARTY_REGULATION}),
    ("《关于甲的通知》", {LawRank.NORMATIVE_DOCUMENT}),
    (
        "《国务院对确需保留的行政审批项目设定行政许可的决定》（国务院令第412号）",
        {REGULATION, LawRank.STATE_COUNCIL_DECISION},
    ),
    ("《甲》", set()),
]

numbers = st.integers(1, 999)
articles = st.builds(
    Article,
    number=numbers,
    suffix=st.none() | st.integers(1, 9),
    paragraph=st.none() | st.integers(1, 20),
    item=st.none() | st.integers(1, 20),
)
names = st.text("食品安全管理条例办法中华人民", min_size=1, max_size=12)


def written(found: tuple[Article, ...]) -> str:
    return " ".join(map(str, found))


@pytest.mark.parametrize(("text", "expected"), ARTICLES)
def test_articles(text: str, expected: str) -> None:
    reading = read_articles(text)
    assert (written(reading.articles), reading.end) == (expected, len(text))


@pytest.mark.parametrize(("text", "expected", "rest"), STOPS)
def test_articles_end_where_running_text_begins(text: str, expected: str, rest: str) -> None:
    reading = read_articles(text)
    assert (written(reading.articles), text[reading.end :]) == (expected, rest)


@given(st.lists(articles, min_size=1, max_size=5))
def test_articles_written_out_are_read_back(wanted: list[Article]) -> None:
    text = "、".join(map(str, wanted))
    assert list(read_articles(text).articles) == wanted


@pytest.mark.parametrize(("text", "parts"), CITATIONS)
def test_citations(text: str, parts: tuple[str | None, str, str | None, str]) -> None:
    citation = Citation(text)
    read = (citation.label, citation.law_title, citation.version, written(citation.articles))
    assert read == parts


def test_items_of_an_annex() -> None:
    citation = Citation("《国务院对确需保留的行政审批项目设定行政许可的决定》附件第104项")
    assert (citation.annex_item, citation.articles, citation.understood) == (104, (), True)


@pytest.mark.parametrize(("text", "rest"), NOT_UNDERSTOOD)
def test_what_is_left_over_is_named(text: str, rest: str) -> None:
    citation = Citation(text)
    assert (citation.understood, citation.rest) == (False, rest)


@pytest.mark.parametrize(("text", "ranks"), RANKS)
def test_ranks_by_label(text: str, ranks: set[LawRank]) -> None:
    citation = Citation(text)
    assert citation.possible_ranks == ranks
    assert citation.rank == (next(iter(ranks)) if len(ranks) == 1 else None)


@pytest.mark.parametrize(("text", "ranks"), TITLE_RANKS)
def test_ranks_by_title(text: str, ranks: set[LawRank]) -> None:
    assert Citation(text).title_ranks == ranks


@given(
    label=st.none() | st.sampled_from(["法律", "行政法规", "部门规章", "省级规章"]),
    title=names
    | st.builds("关于实施〈{}〉的决定".format, names)
    | st.builds("《{}》细则".format, names),
    version=st.none() | st.sampled_from(["（2021年修正）", "（国务院令第588号，2013年修订）"]),
    places=st.lists(articles, max_size=4),
)
def test_generated_citations_are_read_back(
    label: str | None, title: str, version: str | None, places: list[Article]
) -> None:
    text = (
        (f"【{label}】" if label else "")
        + f"《{title}》{version or ''}"
        + "、".join(map(str, places))
    )
    citation = Citation(text)
    assert str(citation) == text
    assert (citation.label, citation.law_title, citation.version) == (label, title, version)
    assert list(citation.articles) == places
    assert citation.understood
    assert parse_citations(text) == [citation]


LISTS = [
    ("", []),
    ("无", []),
    (
        "《甲法》第一条、《乙条例》第二条和《丙办法》",
        ["《甲法》第一条", "《乙条例》第二条", "《丙办法》"],
    ),
    (
        "依据【法律】《甲法》第三十、三十二条。【规章】《乙办法》（2019年）",
        ["【法律】《甲法》第三十、三十二条", "【规章】《乙办法》（2019年）"],
    ),
    ("《《甲法》实施办法》第一条", ["《《甲法》实施办法》第一条"]),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_texts_with_several_citations(text: str, expected: list[str]) -> None:
    assert parse_citations(text) == expected
