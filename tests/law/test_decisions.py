"""What people still have to decide about an adjustment, and by which principles."""

from __future__ import annotations

from typing import Any

import pytest

from quanze.law.decisions import open_decisions
from quanze.law.principles import principles
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.change_kind import change_kinds

TOTALS = {"原有": 1, "增加": 0, "减少": 1, "现有": 0}
DECIDED: dict[str, Any] = {
    "事由": "法律法规规章立改废释",
    "依据": [{"名称": "《甲法》"}],
    "办理": [{"步骤": "调整事由", "日期": "2026-03-02"}],
}
GONE: dict[str, Any] = {"对象": "001", "级别": "实质性", "原指纹": "0"}


def undecided(
    level: str = "实质性", change: dict[str, Any] | None = None, **head: Any
) -> list[str]:
    changes = [change] if change else []
    data = {"编号": "2026-1", "级别": level, "合计": TOTALS, "变更": changes, **head}
    found = open_decisions(AdjustmentRecord.model_validate(data))
    return ["/".join(map(str, one.path)) for one in found]


@pytest.mark.parametrize(
    ("level", "asked"), [("实质性", ["事由", "依据", "办理"]), ("要素", ["事由", "依据", "办理"]), ("文字", [])]
)  # fmt: skip
def test_the_head_of_a_record_needs_its_ground(level: str, asked: list[str]) -> None:
    assert undecided(level) == asked
    assert undecided(level, **DECIDED) == []


def test_the_day_of_the_ground_belongs_to_its_step() -> None:
    steps = [{"步骤": "申请", "日期": "2026-03-02"}, {"步骤": "调整事由"}]
    assert undecided(**{**DECIDED, "办理": steps}) == ["办理/1/日期"]


@pytest.mark.parametrize(
    ("kind", "trigger", "asked"),
    [
        ("取消", "法律法规规章立改废释", ["后续监管"]),
        ("取消", "管理任务变化", ["原则", "后续监管"]),
        ("取消", "其他", ["原则", "后续监管"]),
        ("下放", "上级取消下放", ["去向", "后续监管"]),
        ("下放", "其他", ["原则", "去向", "后续监管"]),
        ("收回", "其他", ["去向"]),
        ("委托", "其他", ["去向"]),
        ("转移", "机构职能调整", ["去向"]),
        ("合并", "其他", ["原则"]),
        ("合并", "机构职能调整", []),
        ("拆分", "其他", []),
    ],
)
def test_what_a_removal_needs_hangs_on_its_kind_and_ground(
    kind: str, trigger: str, asked: list[str]
) -> None:
    found = undecided(change={**GONE, "种类": kind}, **{**DECIDED, "事由": trigger})
    assert found == [f"变更/0/{key}" for key in asked]


def test_a_power_that_moved_within_the_list_went_nowhere_else() -> None:
    moved = {"种类": "转移", "对象": "001", "级别": "要素", "要素": [{"要素": "部门"}]}
    assert undecided(change=moved, **DECIDED) == []


def test_only_powers_are_supervised_and_cleaned_up() -> None:
    flow = {**GONE, "种类": "取消", "清单": "流程"}
    assert undecided(change=flow, **{**DECIDED, "事由": "其他"}) == []


def test_there_are_the_ten_principles_of_the_source() -> None:
    assert len(principles()) == 10
    assert all(one.meaning and one.kinds for one in principles().values())
    assert {kind for one in principles().values() for kind in one.kinds} <= change_kinds().keys()
