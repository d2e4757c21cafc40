"""行使层级."""

import pytest

from quanze.model.level import Level, LevelKind

READ = [
    ("国家级", LevelKind.NATIONAL, "1"),
    ("省级", LevelKind.PROVINCE, "2"),
    ("自治区级", LevelKind.PROVINCE, "2"),
    ("市级", LevelKind.CITY, "3"),
    ("地州市级", LevelKind.CITY, "3"),
    ("地州\n市级", LevelKind.CITY, "3"),
    ("市本级", LevelKind.CITY, "3"),
    ("地级", LevelKind.CITY, "3"),
    ("县级", LevelKind.COUNTY, "4"),
    ("区级", LevelKind.COUNTY, "4"),
    ("县(市、区)级", LevelKind.COUNTY, "4"),
    ("县（市、区）级", LevelKind.COUNTY, "4"),
    ("乡镇级(街道)", LevelKind.TOWN, "5"),
    ("镇（乡、街道）级", LevelKind.TOWN, "5"),
    ("乡镇级", LevelKind.TOWN, "5"),
    ("村(社区)级", LevelKind.VILLAGE, "6"),
    ("分级管理", LevelKind.SHARED, "7"),
]


@pytest.mark.parametrize(("text", "kind", "digit"), READ)
def test_levels(text: str, kind: LevelKind, digit: str) -> None:
    level = Level(text)
    assert (level.kind, level.digit, level.kinds) == (kind, digit, (kind,))


@pytest.mark.parametrize("text", ["市级、县级", "市级/区级", "市级，县（区）级", "地州市级和县级"])
def test_several_levels(text: str) -> None:
    level = Level(text)
    assert level.kinds == (LevelKind.CITY, LevelKind.COUNTY)
    assert (level.kind, level.digit, level.understood) == (None, None, True)


@pytest.mark.parametrize("text", ["", "/", "负责本行政区域内的处罚", "市级、其他"])
def test_not_understood(text: str) -> None:
    level = Level(text)
    assert (level.understood, level.kinds, level.note) == (False, (), None)


def test_variants_are_told_from_standard_words() -> None:
    assert not Level("市级").is_variant
    assert Level("地州市级").is_variant
    assert "地区、自治州、盟" in (Level("地州市级").note or "")
