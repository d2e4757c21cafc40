"""The example registers: careful, complete, without a finding, and marked as examples."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from quanze.align.run import Asked, compare
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
        f"{entry.place} {entry.finding.code} {entry.finding.message}" for entry in report.open()
    ] == []


def test_only_what_is_planted_is_waived() -> None:
    waived = {
        (name, entry.finding.code, entry.finding.item)
        for name in NAMES
        for entry in check(ROOT / "examples" / name, TODAY).entries
    }
    assert waived == {
        ("tonghua", "B1", "11220500MB0500013P3220131004000"),
        ("tonghua", "D1", "11220500MB050005653220108003000"),
    }


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


PLANTED = {
    ("H1", "通化市", "水土保持执法检查", "名称"),
    ("H1", "通化市", "土地管理监督检查", "基本编码"),
    ("H1", "通化市", "特种设备使用登记", "类型"),
    ("H2", "辽源市", "农作物种子生产经营许可证核发", "设定依据"),
    ("H2", "通化市", "未经批准擅自取水或者未依照批准的取水许可规定条件取水的处罚", "裁量基准"),
    ("H3", "通化市", "动物防疫条件合格证核发", "承接"),
    ("H4", "通化市", "水土保持规划编制", "事项"),
    ("H5", "吉林省", "生产建设项目水土保持方案审批", "事项"),
    ("H6", "通化市", "危险化学品建设项目安全设施设计审查", "承接"),
    ("H7", "通化市", "危险化学品建设项目安全条件审查", "流程"),
}
"""One of each kind: the check, under whose list it is told, the item, the element."""


def test_the_levels_agree_but_for_one_planted_case_of_each_kind() -> None:
    upper, *lower = (str(ROOT / "examples" / name) for name in ("jilin", "tonghua", "liaoyuan"))
    alignment, _ = compare(Asked(upper, lower, TODAY), lambda _: None)
    found = {
        (
            one.finding.code,
            (one.lower or one.at).name[:3],
            one.finding.name,
            one.finding.params["element"],
        )
        for one in alignment.found
    }
    assert found == PLANTED


def test_every_planted_case_is_marked_where_it_stands() -> None:
    marked = [
        line.split("（")[1].split("）")[0]
        for name in NAMES
        for path in sorted((ROOT / "examples" / name).rglob("*.yaml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.lstrip().startswith("# 示例故意留下（")
    ]
    assert set(marked) == {
        "五统一：名称", "五统一：编码", "五统一：分类", "五统一：依据", "五统一：裁量",
        "应承接未承接", "应取消未取消", "明放暗不放", "放责不放权", "放虚不放实",
    }  # fmt: skip
