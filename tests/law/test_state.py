"""Whether a cited law stands on a day, and whether its newest version is cited."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from quanze.law.index import packaged
from quanze.law.state import CitationState, CitedLaw, state_of, stated_dates
from quanze.model.citation import Citation
from quanze.model.local_law import LocalLaw


def judged(text: str, day: str, *laws: dict[str, Any]) -> CitedLaw:
    index = packaged().with_local(LocalLaw.model_validate(law) for law in laws)
    return state_of(Citation(text), index, datetime.date.fromisoformat(day))


def states(text: str, day: str, *laws: dict[str, Any]) -> set[str]:
    return {str(state) for state in judged(text, day, *laws).states}


REPEALS = [
    # The day of the repeal is the first day without the law.
    ("《水污染防治法》（2017年修正）第八十三条", "2026-08-14", {"将废止"}),
    ("《水污染防治法》（2017年修正）第八十三条", "2026-08-15", {"已废止"}),
    ("《公司登记管理条例》第三条", "2022-02-28", {"没有写版本", "将废止"}),
    ("《公司登记管理条例》第三条", "2022-03-01", {"没有写版本", "已废止"}),
    # Another law under the same name came later: 国家安全法 of 1993 and of 2015.
    ("《国家安全法》（2015年）第三条", "2026-11-22", {"现行"}),
    # A rule that its own new version repeals goes on under its name.
    ("《机动车登记规定》（2021年修订）第三条", "2026-11-22", {"现行"}),
    ("《个人独资企业登记管理办法》（2019年修订）第三条", "2026-11-22", {"废止日期不明"}),
    ("《示例市没有收录的办法》（2001年）第三条", "2026-11-22", {"未收录"}),
    ("《修改〈某条例〉的决定》第三条", "2026-11-22", {"未收录"}),
]


@pytest.mark.parametrize(("text", "day", "expected"), REPEALS)
def test_whether_the_law_stands(text: str, day: str, expected: set[str]) -> None:
    assert states(text, day) == expected


VERSIONS = [
    ("《行政处罚法》（2017年修正）第九条", "2025-06-01", {"现行", "版本陈旧"}),
    ("《行政处罚法》（2021年修订）第九条", "2025-06-01", {"现行"}),
    ("《行政处罚法》（1996年3月17日通过，2021年1月22日修订）第九条", "2025-06-01", {"现行"}),
    ("《行政处罚法》（二〇一七年修正）第九条", "2025-06-01", {"现行", "版本陈旧"}),
    ("《行政处罚法（2017年修正）》第九条", "2025-06-01", {"现行", "版本陈旧"}),
    ("《行政处罚法》（2028年修正）第九条", "2025-06-01", {"新于索引"}),
    # An order number names a decree, not the amendments after it.
    ("《医疗废物管理条例》（国务院令第588号）第三条", "2025-06-01", {"现行", "没有写版本"}),
    ("《行政处罚法》（主席令第2021号）第九条", "2025-06-01", {"现行", "没有写版本"}),
    # In force from 2021-07-15; before that day the older text is the right one.
    ("《行政处罚法》（2017年修正）第九条", "2021-07-14", {"现行"}),
    ("《行政处罚法》（2017年修正）第九条", "2021-07-15", {"现行", "版本陈旧"}),
    # It came into force, nobody knows when: for a year nothing is said.
    ("《网络安全法》（2016年）第三条", "2026-08-15", {"现行"}),
    ("《网络安全法》（2016年）第三条", "2026-11-22", {"现行", "版本陈旧"}),
    # Passed by the meeting in December, published in February: one version.
    ("《医疗器械监督管理条例》（2020年12月21日修订）第三条", "2025-06-01", {"现行"}),
    ("《医疗废物管理条例》（2010年12月修正）第三条", "2025-06-01", {"现行"}),
    ("《医疗废物管理条例》（2010年1月修正）第三条", "2025-06-01", {"现行", "版本陈旧"}),
    # The day of coming into force counts only where no other day is given.
    ("《禁止传销条例》（2005年8月23日公布，2010年1月1日施行）第三条", "2025-06-01", {"现行"}),
    ("《专利法》（1985年4月1日施行）第三条", "2025-06-01", {"现行", "版本陈旧"}),
    ("《专利法》（2020年13月40日）第三条", "2025-06-01", {"现行"}),
]


@pytest.mark.parametrize(("text", "day", "expected"), VERSIONS)
def test_whether_the_newest_version_is_cited(text: str, day: str, expected: set[str]) -> None:
    assert states(text, day) == expected


ARTICLES = [
    ("《禁止传销条例》（2005年）第三十条", []),
    ("《禁止传销条例》（2005年）第三十条、第三十五条第四项", ["第三十五条第四项"]),
    # Not counted.
    ("《麻醉药品和精神药品管理条例》（2016年）第三百条", []),
    # Newer than the index, or no longer a law.
    ("《禁止传销条例》（2028年）第三十五条", []),
    ("《公司登记管理条例》第九百条", []),
]


@pytest.mark.parametrize(("text", "beyond"), ARTICLES)
def test_whether_the_article_exists(text: str, beyond: list[str]) -> None:
    law = judged(text, "2026-11-22")
    assert [str(article) for article in law.beyond] == beyond
    assert (CitationState.NO_SUCH_ARTICLE in law.states) is bool(beyond)


def test_a_version_that_may_be_in_force_may_have_the_article() -> None:
    """《仲裁法》 has 80 articles, and 96 from 2026-03-01."""
    assert not judged("《仲裁法》第九十条", "2025-11-01").beyond
    assert not judged("《仲裁法》第九十条", "2026-11-01").beyond
    assert judged("《仲裁法》第九十七条", "2026-11-01").beyond


def test_what_an_office_says_of_its_own_laws_is_judged_alike() -> None:
    own = {
        "名称": "《示例市供热条例》",
        "版本": [{"日期": "2010-05-01", "条数": 50}, {"日期": "2020-05-01", "条数": 40}],
        "废止": {"日期": "2027-01-01", "代替": "《示例市供热管理条例》"},
    }
    cited = "《示例市供热条例》（2010年）第四十五条"
    assert states(cited, "2026-11-22", own) == {"将废止", "版本陈旧", "条号不存在"}
    assert states(cited, "2027-01-01", own) == {"已废止", "版本陈旧"}
    assert states(cited, "2026-11-22") == {"未收录"}


def test_a_newer_version_of_an_office_outweighs_a_repeal_before_it() -> None:
    anew = {"名称": "《公司登记管理条例》", "版本": ["2026-01-01"]}
    assert states("《公司登记管理条例》（2026年）", "2026-11-22", anew) == {"现行"}


@pytest.mark.parametrize("blanks", ["", " ", "\n  ", " " * 5_000])
def test_blanks_in_a_version_change_nothing(blanks: str) -> None:
    version = "（2019年3月2日起施行）".replace("年", f"年{blanks}").replace(
        "起", f"{blanks}起{blanks}"
    )
    (read,) = stated_dates(Citation(f"《示例条例》{version}第三条"))
    assert (read.latest, read.start) == (datetime.date(2019, 3, 2), True)


def test_a_version_of_many_blanks_and_no_more_is_read_as_its_year() -> None:
    (read,) = stated_dates(Citation(f"《示例条例》（2019{' ' * 5_000}x）第三条"))
    assert (read.year, read.start) == (2019, False)
