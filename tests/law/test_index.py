"""The law index: whole names only, with an office's own laws in front."""

from __future__ import annotations

import datetime
from importlib.resources import files
from typing import Any

import pytest

from quanze.law.index import LawIndex, LawRecord, packaged
from quanze.model.citation import Citation
from quanze.model.local_law import LocalLaw


def local(**said: Any) -> LocalLaw:
    return LocalLaw.model_validate(said)


def found(text: str, index: LawIndex | None = None) -> str | None:
    record = (index or packaged()).of(Citation(text))
    return record.title if record else None


@pytest.mark.parametrize(
    ("cited", "title"),
    [
        ("《中华人民共和国水污染防治法》第八十三条", "中华人民共和国水污染防治法"),
        ("《水污染防治法》第八十三条", "中华人民共和国水污染防治法"),
        ("【法律】《水污染防治法》（2017年修正）第三条", "中华人民共和国水污染防治法"),
        ("《水污染防治法（2017年修正）》第三条", "中华人民共和国水污染防治法"),
        ("《中华人民共和国 水污染防治法》", "中华人民共和国水污染防治法"),
        ("《医疗废物管理条例》（国务院令第588号）第三条", "医疗废物管理条例"),
        ("《城乡规划法》", "中华人民共和国城乡规划法"),
        ("《内河避碰规则》", "中华人民共和国内河避碰规则"),
        ("《劳动合同法》第八十条", "中华人民共和国劳动合同法"),
        ("《合同法》第八十条", "中华人民共和国合同法"),
    ],
)
def test_a_whole_name_is_found_however_it_is_written(cited: str, title: str) -> None:
    assert found(cited) == title


@pytest.mark.parametrize(
    "cited",
    [
        "《污染防治法》第三条",
        "《某省实施〈中华人民共和国水污染防治法〉办法》第三条",
        "《水污染防治法实施细则释义》",
        "《条例》第三条",
        "第三条",
        "",
    ],
)
def test_a_part_of_a_name_is_not_found(cited: str) -> None:
    assert found(cited) is None


def test_a_trial_rule_is_not_the_rule_of_the_same_name() -> None:
    trial = packaged().find("人民检察院刑事诉讼规则", "（试行）")
    rule = packaged().find("人民检察院刑事诉讼规则")
    assert trial is not None
    assert rule is not None
    assert trial.title == "人民检察院刑事诉讼规则（试行）"
    assert rule.title == "人民检察院刑事诉讼规则"
    assert packaged().find("医疗废物管理条例", "（试行）") is None


def test_quotation_marks_in_a_name_do_not_matter() -> None:
    index = packaged().with_local([local(名称="《示例省实施〈中华人民共和国水法〉办法》")])
    for cited in (
        "《示例省实施《水法》办法》",
        "《示例省实施<水法>办法》",
        "《示例省实施水法办法》",
    ):
        assert found(cited, index) == "示例省实施〈中华人民共和国水法〉办法"


def record(index: LawIndex, title: str) -> LawRecord:
    found = index.find(title)
    assert found is not None
    return found


def test_what_is_known_of_a_law() -> None:
    law = record(packaged(), "海洋环境保护法")
    assert law.kind == "法律"
    assert law.short_names == ("海洋环境保护法",)
    assert [(str(v.date), v.articles) for v in law.versions] == [("2017-11-04", 97), ("2023-10-24", 124)]  # fmt: skip
    assert law.newest is not None
    assert law.newest.in_force == datetime.date(2024, 1, 1)
    assert [(str(r.start), r.by) for r in law.repeals] == [("2026-08-15", "中华人民共和国生态环境法典")]  # fmt: skip
    assert not law.local


def test_the_civil_code_stands_in_the_place_of_the_contract_law() -> None:
    """《民法典》第一千二百六十条."""
    (repeal,) = record(packaged(), "合同法").repeals
    assert packaged().name(repeal.by) == "《中华人民共和国民法典》"


def test_an_office_adds_a_law_with_short_names() -> None:
    added = local(
        名称="《示例市供热条例》",
        简称=["《供热条例》"],
        级别="地方性法规",
        地区="示例市",
        版本=["2021年6月25日", {"日期": "2019-01-02", "条数": 40, "施行": "2019-05-01"}],
    )
    index = packaged().with_local([added])
    law = record(index, "供热条例")
    assert law is record(index, "《示例市供热条例》")
    assert (law.kind, law.region, law.local) == ("地方性法规", "示例市", True)
    assert [(str(v.date), v.articles) for v in law.versions] == [("2019-01-02", 40), ("2021-06-25", 0)]  # fmt: skip
    assert packaged().find("示例市供热条例") is None


def test_what_an_office_says_completes_what_the_index_says() -> None:
    newer = local(名称="《行政处罚法》", 版本=[{"日期": "2027-03-01", "条数": 90}])
    law = record(packaged().with_local([newer]), "中华人民共和国行政处罚法")
    assert law.kind == "法律"
    assert [str(version.date) for version in law.versions][-2:] == ["2021-01-22", "2027-03-01"]


def test_the_repeal_that_an_office_states_goes_before_that_of_the_index() -> None:
    said = local(
        名称="《个人独资企业登记管理办法》", 废止={"日期": "2022-03-01", "依据": "总局公告"}
    )
    (repeal,) = record(packaged().with_local([said]), "个人独资企业登记管理办法").repeals
    assert (str(repeal.start), repeal.by) == ("2022-03-01", "总局公告")


def test_every_line_of_the_index_can_be_read() -> None:
    records = list(packaged().records())
    assert len(records) == len(packaged())
    assert all(list(law.versions) == sorted(law.versions, key=lambda v: v.date) for law in records)
    assert packaged().gathered
    head = files("quanze").joinpath("data", "law_index.tsv").read_text(encoding="utf-8")[:2000]
    assert "# 来源：" in head


def test_an_own_law_is_gone_through_once_however_many_names_it_has() -> None:
    added = local(名称="《示例市供热条例》", 简称=["《供热条例》"])
    index = packaged().with_local([added])
    assert [law.title for law in index.records() if law.local] == ["示例市供热条例"]
