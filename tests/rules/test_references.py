"""Matching a register with the lists of others: codes, exact names, levels; never likeness."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quanze.load.loader import load
from quanze.load.source import open_register
from quanze.model.reference_list import ReferenceItem
from quanze.rules.references import Listing
from tests.rules.conftest import write_register

POWERS = """\
部门: 市林业局
事项:
  - 编码: "11440100007482575H3440118009000"
    名称: 林木采伐许可
    类型: 行政许可
    行使层级: 市级
    地方编码: 示-0001
    前身: ["111", "222"]
    子项:
      - 名称: 国有林
        基本编码: "440118009001"
    业务办理项:
      - 名称: 变更
  - 编码: "T-lyj-CF-0001"
    名称: 对盗伐林木的处罚
    类型: 行政处罚
"""
SETTINGS = "名称: 示例\n层级: 市级\n编码方案: [国标31]\n"


@pytest.fixture
def listing(tmp_path: Path) -> Listing:
    files = {"quanze.yaml": SETTINGS, "departments/lyj/power.yaml": POWERS}
    write_register(tmp_path, files)
    return Listing.of(load(open_register(tmp_path)).register)


def item(name: str = "别的名称", **keys: Any) -> ReferenceItem:
    return ReferenceItem.model_validate({"名称": name, **keys})


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ({"编码": "11440100007482575H3440118009000"}, ()),
        ({"编码": "11440100007482575H 3440118009000"}, ()),
        ({"编码": "示-0001"}, ()),
        # The catalogue code is the end of the code, by the scheme of the register.
        ({"基本编码": "440118009000"}, ()),
        ({"基本编码": "440118009001"}, ("子项", 0)),
    ],
)
def test_found_by_code(keys: dict[str, str], path: tuple[Any, ...], listing: Listing) -> None:
    (match,) = listing.coded(item(**keys))
    assert (match.power.name, match.path) == ("林木采伐许可", path)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("林木采伐许可", True),
        ("林木采伐 许可", True),
        ("国有林", True),
        ("林木采伐许可（变更）", True),
        ("林木采伐许可-国有林", True),
        ("林木采伐许可（延续）", True),
        ("变更", False),
        ("林木采伐许可证", False),
        ("林木采伐", False),
    ],
)
def test_known_by_exact_name(name: str, known: bool, listing: Listing) -> None:
    assert listing.knows(item(name)) is known


def test_a_former_code_is_known_but_is_not_the_item_itself(listing: Listing) -> None:
    assert listing.knows(item(编码="222"))
    assert listing.coded(item(编码="222")) == ()


@pytest.mark.parametrize(
    ("kind", "count"), [({}, 1), ({"类型": "行政许可"}, 1), ({"类型": "行政确认"}, 0)]
)
def test_a_name_counts_with_its_type(kind: dict[str, str], count: int, listing: Listing) -> None:
    assert len(listing.named(item("林木采伐许可", **kind))) == count


@pytest.mark.parametrize(
    ("name", "level", "exercised"),
    [
        ("林木采伐许可", "市级", True),
        ("林木采伐许可", "省级、市级", True),
        ("林木采伐许可", "县级", False),
        ("林木采伐许可", "分级管理", True),
        # Without a level of its own, it is exercised at the register's.
        ("对盗伐林木的处罚", "市级", True),
        ("对盗伐林木的处罚", "县级", False),
    ],
)
def test_levels(name: str, level: str, exercised: bool, listing: Listing) -> None:
    (match,) = listing.named(item(name))
    assert listing.exercised_at(match, item(层级=level).level) is exercised
