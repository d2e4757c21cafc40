"""The texts and bases inside an element, each with the path to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.load.loader import load
from quanze.load.source import open_register
from quanze.model.basis import LegalBasis
from quanze.model.element import Element, KeyPath
from quanze.model.power import Power
from quanze.model.texts import parts_within, texts_within, words_within

EXAMPLES = Path(__file__).parents[2] / "examples"

POWER = Power.model_validate(
    {
        "编码": "T-lyj-XK-0001",
        "名称": "林木采伐许可",
        "类型": "行政许可",
        "法定时限": "20个工作日",
        "设定依据": ["《中华人民共和国森林法》第五十六条"],
        "收费": {"标准": "每份10元", "依据": ["《示例省收费管理条例》第三条"]},
        "子项": [{"名称": "国有林", "行使依据": ["《示例省森林管理条例》第十条"]}],
        "备注": {"联系": "林政科"},
        "来源": "清单.xlsx#行政许可!7",
    }
)


def test_every_text_but_codes_and_where_it_came_from() -> None:
    assert dict(texts_within(POWER)) == {
        ("名称",): "林木采伐许可",
        ("类型",): "行政许可",
        ("法定时限",): "20个工作日",
        ("设定依据", 0, "法规"): "《中华人民共和国森林法》",
        ("设定依据", 0, "条款"): "第五十六条",
        ("收费", "标准"): "每份10元",
        ("收费", "依据", 0, "法规"): "《示例省收费管理条例》",
        ("收费", "依据", 0, "条款"): "第三条",
        ("常用程度",): "常用",
        ("子项", 0, "名称"): "国有林",
        ("子项", 0, "行使依据", 0, "法规"): "《示例省森林管理条例》",
        ("子项", 0, "行使依据", 0, "条款"): "第十条",
        ("备注", "联系"): "林政科",
    }


def test_bases_wherever_they_stand() -> None:
    assert [path for path, _ in parts_within(POWER, LegalBasis)] == [
        ("设定依据", 0),
        ("收费", "依据", 0),
        ("子项", 0, "行使依据", 0),
    ]


def test_words_are_the_texts_and_the_names_that_they_stand_under() -> None:
    texts = [text for _, text in texts_within(POWER)]
    assert sorted(words_within(POWER)) == sorted([*texts, "联系"])


@pytest.mark.parametrize("example", ["jilin", "liaoyuan", "tonghua"])
def test_nothing_is_passed_over(example: str) -> None:
    """A search leaves out what cannot hold what it looks for; a walk through everything does not."""
    register = load(open_register(EXAMPLES / example)).register
    for element in register.elements():
        assert parts_within(element, LegalBasis) == _bases(element, ())
        assert {text for _, text in texts_within(element)} <= set(words_within(element))


def _bases(value: object, path: KeyPath) -> list[tuple[KeyPath, LegalBasis]]:
    if isinstance(value, LegalBasis):
        return [(path, value)]
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, Element):
        fields = type(value).model_fields
        inner = [(str(fields[name].alias), getattr(value, name)) for name in fields]
    elif isinstance(value, list | tuple):
        inner = list(enumerate(value))
    return [found for key, one in inner for found in _bases(one, (*path, key))]
