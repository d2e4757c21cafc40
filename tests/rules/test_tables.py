"""The data files of the rules say nothing that the model does not know."""

from __future__ import annotations

import pytest

from quanze.model.law_rank import LawRank
from quanze.model.power_type import PowerKind, PowerType
from quanze.model.word_table import read_toml
from quanze.rules.parts import attributes
from quanze.rules.tables import ALL, creation, is_filler, procedure, required, unfit_stages


@pytest.mark.parametrize("table", ["核心", "信息表"])
def test_required_elements_exist(table: str) -> None:
    for kind, keys in required()[table].items():
        assert kind == ALL or kind in set(PowerKind)
        assert set(keys) <= attributes().keys()


def test_substitutes_exist() -> None:
    for key, others in required()["代替"].items():
        assert {key, *others} <= attributes().keys()


@pytest.mark.parametrize(
    ("word", "rank", "may"),
    [
        ("行政许可", LawRank.LAW, True),
        ("行政许可", LawRank.DEPARTMENT_RULE, False),
        ("行政处罚", LawRank.DEPARTMENT_RULE, True),
        ("行政处罚", LawRank.NORMATIVE_DOCUMENT, False),
        ("行政强制措施", LawRank.LOCAL_REGULATION, True),
        ("行政强制执行", LawRank.LOCAL_REGULATION, False),
        ("行政强制执行", LawRank.LAW, True),
        ("行政强制", LawRank.LOCAL_GOVERNMENT_RULE, False),
    ],
)
def test_who_may_create_what(word: str, rank: LawRank, may: bool) -> None:
    law = creation(PowerType(word))
    assert law is not None
    assert (rank in law.ranks) is may


def test_no_law_says_who_may_create_a_reward() -> None:
    assert creation(PowerType("行政奖励")) is None


def test_stages_are_for_known_types() -> None:
    rows = read_toml("stages.toml")["流程"]
    assert {row["类型"] for row in rows} <= set(PowerKind)
    assert unfit_stages().keys() <= set(PowerKind)


def test_the_simple_procedure_asks_for_less() -> None:
    simple, general = procedure("行政处罚", "处罚-简易程序"), procedure("行政处罚", "处罚-一般程序")
    assert simple is not None
    assert general is not None
    assert len(simple.stages) < len(general.stages)
    assert procedure("行政奖励", "奖励") is None


@pytest.mark.parametrize("text", ["", " ", "无", "/", "—", "同上", "详见三定规定", " 无\n"])
def test_fillers(text: str) -> None:
    assert is_filler(text)


@pytest.mark.parametrize("text", ["无线电管理科", "不收费", "一科", "同上级部门会商"])
def test_texts_that_are_no_fillers(text: str) -> None:
    assert not is_filler(text)
