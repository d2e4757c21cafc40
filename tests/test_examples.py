"""The example registers: careful, complete, without a finding, and marked as examples."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from quanze.cli.validate import check
from quanze.load.fmt import format_text, model_of
from quanze.load.loader import load
from quanze.load.source import open_register
from quanze.model.power_type import PowerKind
from quanze.model.register import Register

ROOT = Path(__file__).parents[1]
NAMES = ("liaoyuan", "tonghua", "jilin")
TODAY = datetime.date(2026, 11, 22)


def register(name: str) -> Register:
    return load(open_register(ROOT / "examples" / name)).register


@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_no_finding(name: str) -> None:
    report = check(ROOT / "examples" / name, TODAY)
    assert [
        f"{entry.place} {entry.finding.code} {entry.finding.message}" for entry in report.entries
    ] == []


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_in_canonical_layout(name: str) -> None:
    source = open_register(ROOT / "examples" / name)
    for path in source.files():
        text = source.read(path).decode("utf-8")
        assert format_text(text, model_of(path)) == text, path


@pytest.mark.parametrize("name", NAMES)
def test_an_example_says_that_it_is_one(name: str) -> None:
    notice = register(name).settings.publishing.notice or ""
    assert "示例" in notice
    assert "官方清单" in notice
    assert "官方清单" in (ROOT / "examples" / name / "README.md").read_text(encoding="utf-8")


def test_liaoyuan_shows_every_type_with_list_table_duties_and_flow() -> None:
    example = register("liaoyuan")
    assert len(example.departments) >= 8
    assert len(example.powers) >= 60
    assert {power.type.kind for power in example.powers} == set(PowerKind)
    for power in example.powers:
        lists = example.lists_of(power)
        assert power.bases, power.name
        assert all(basis.law and basis.articles for basis in power.bases), power.name
        assert any(basis.quote for basis in power.bases), power.name
        assert power.body and power.office and power.supervision, power.name
        assert lists.duties_by_item.get(str(power.code)), power.name
        assert lists.flow_of(power), power.name


def test_tonghua_shows_the_duty_list_in_its_parts() -> None:
    example = register("tonghua")
    assert len(example.boundaries) >= 10
    for lists in example.departments:
        assert lists.main_duties, lists.name
        assert lists.duties, lists.name
        assert lists.public_services, lists.name
        assert lists.oversight, lists.name
        for measure in lists.oversight:
            six = (measure.target, measure.content, measure.method, measure.measures, measure.procedure, measure.handling)  # fmt: skip
            assert all(six), measure.name


def test_jilin_is_the_catalogue_that_cities_implement() -> None:
    province = register("jilin")
    catalogue = {str(power.catalogue_code) for power in province.powers}
    assert len(province.powers) >= 25
    assert all(power.catalogue_code for power in province.powers)
    cities = [power for name in ("liaoyuan", "tonghua") for power in register(name).powers]
    assert sum(str(power.catalogue_code) in catalogue for power in cities) >= 10


def test_the_same_catalogue_code_means_the_same_item_everywhere() -> None:
    names: dict[str, set[tuple[str, str]]] = {}
    for example in map(register, NAMES):
        for power in example.powers:
            if power.catalogue_code:
                names.setdefault(str(power.catalogue_code), set()).add(
                    (power.name, str(power.type))
                )
    assert {code: found for code, found in names.items() if len(found) > 1} == {}
