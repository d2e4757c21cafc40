"""D6 reads the lists of a register once, however many items its boundaries name."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import Mock

import pytest

from quanze.findings import Report
from quanze.rules.parts import parts
from quanze.rules.register import d6_one_sided_boundary as d6

POWERS = """\
部门: 市林业局
事项:
  - 编码: "T-1"
    名称: 林木采伐许可
    类型: 行政许可
    子项:
      - 编码: "T-1-01"
        名称: 国有林采伐许可
  - 编码: "T-2"
    名称: 对滥伐林木的处罚
    类型: 行政处罚
"""
BOUNDARY = """\
部门: 市林业局
职责边界:
  - 管理事项: 林区监管
    相关事项: [{items}]
    部门分工:
      - 部门: {department}
        角色: 牵头
        分工: 检查林区
      - 部门: 市水利局
        角色: 配合
        分工: 通报情况
"""


def _files(items: list[str], department: str = "市林业局") -> dict[str, str]:
    boundary = BOUNDARY.format(items=", ".join(items), department=department)
    return {
        "departments/lyj/department.yaml": "名称: 市林业局\n简称: 林业局\n曾用名: [市林业厅]\n",
        "departments/lyj/power.yaml": POWERS,
        "departments/lyj/boundary.yaml": boundary,
    }


@pytest.mark.parametrize("count", [1, 30])
def test_the_lists_are_read_once(
    count: int, examine: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Mock(side_effect=parts)
    monkeypatch.setattr(d6, "parts", counted)
    report = examine(_files([f"没有-{i}" for i in range(count)]), [d6.RULE])
    assert len(report.entries) == count
    # Once for the names and once for the codes of both powers.
    assert counted.call_count == 4


@pytest.mark.parametrize("department", ["市林业局", "林业局", "市林业厅"])
def test_a_department_is_known_by_all_its_names(
    department: str, examine: Callable[..., Report]
) -> None:
    files = _files(["T-1", "T-1-01", "T-2"], department)
    assert examine(files, [d6.RULE]).entries == ()


def test_items_of_departments_outside_the_matter_are_told(examine: Callable[..., Report]) -> None:
    report = examine(_files(["T-1-01", "T-3"], "市农业农村局"), [d6.RULE])
    assert [entry.finding.message for entry in report.entries] == [
        "“林区监管”的相关事项 T-1-01 属于市林业局，部门分工里没有写它",
        "“林区监管”的相关事项 T-3，清单库里没有",
    ]
