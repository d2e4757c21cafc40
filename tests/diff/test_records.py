"""What a record says is held against what changed, fact by fact; what people decide is theirs."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from quanze.diff.changes import Changes
from quanze.diff.records import declarations, mismatches, recorded_changes, totals
from quanze.diff.versions import compare_versions
from quanze.model.adjustment import AdjustmentRecord
from tests.diff.registers import version

OLD = """部门: 甲局
事项:
  - {编码: "A1", 名称: 甲, 类型: 行政许可, 承办机构: 一科}
  - {编码: "B1", 名称: 乙, 类型: 行政许可}
  - {编码: "C1", 名称: 丙, 类型: 行政许可}
"""
NEW = """部门: 甲局
事项:
  - {编码: "A1", 名称: 甲, 类型: 行政许可, 承办机构: 二科}
  - {编码: "C2", 名称: 丙, 类型: 行政许可, 前身: ["C1"]}
  - {编码: "D1", 名称: 丁, 类型: 行政许可}
"""
ALTERED, CANCELLED, RECODED, ADDED = range(4)


def changes() -> Changes:
    return compare_versions(version({"甲/power": OLD}), version({"甲/power": NEW}))


def honest() -> dict[str, Any]:
    made = changes()
    return {
        "编号": "2024-1",
        "级别": made.level,
        "合计": totals(made).data(),
        "变更": [change.data() for change in recorded_changes(made)],
    }


def told(record: dict[str, Any]) -> list[str]:
    record = copy.deepcopy(record)
    return [f"{one.name}：{one.what}" for one in mismatches(AdjustmentRecord.model_validate(record), changes())]  # fmt: skip


def test_a_record_holds_every_change_in_full() -> None:
    assert honest()["变更"] == [
        {
            "种类": "要素变更", "对象": "A1", "名称": "甲", "部门": "甲局", "级别": "要素",
            "要素": [{"要素": "承办机构", "原": "一科", "新": "二科"}],
        },
        {
            "种类": "取消", "对象": "B1", "名称": "乙", "部门": "甲局", "级别": "实质性",
            "原内容": {"类型": "行政许可"},
            "原指纹": honest()["变更"][CANCELLED]["原指纹"],
        },
        {
            "种类": "换码", "对象": "C2", "名称": "丙", "部门": "甲局", "级别": "要素",
            "原对象": "C1", "关联": ["C1"],
            "要素": [{"要素": "编码", "原": "C1", "新": "C2"}, {"要素": "前身", "新": ["C1"]}],
        },
        {
            "种类": "新增", "对象": "D1", "名称": "丁", "部门": "甲局", "级别": "实质性",
            "内容": {"编码": "D1", "名称": "丁", "类型": "行政许可", "部门": "甲局"},
        },
    ]  # fmt: skip
    assert honest()["合计"] == {
        "原有": 3, "增加": 1, "减少": 1, "现有": 3,
        "种类": {"新增": 1, "取消": 1, "换码": 1, "要素变更": 1},
    }  # fmt: skip


def test_an_honest_record_agrees() -> None:
    assert told(honest()) == []


def test_what_people_write_is_not_held_against_the_lists() -> None:
    record = honest() | {"标题": "清理", "事由": "其他", "说明": "无"}
    record["变更"][CANCELLED] |= {"原则": "无依据取消", "理由": "废止", "后续监管": "抽查"}
    assert told(record) == []


def test_another_way_of_writing_is_no_difference() -> None:
    record = honest()
    record["变更"][ADDED]["内容"] |= {"名称": " 丁 ", "关键词": []}
    record["变更"][ALTERED]["要素"][0]["新"] = "二 科"
    assert told(record) == []


TAMPERED: list[tuple[str, int, dict[str, Any], list[str]]] = [
    ("kind", CANCELLED, {"种类": "合并"}, ["乙：“种类”记录写的是合并，实际是取消"]),
    ("name", ALTERED, {"名称": "别的"}, ["甲：“名称”记录写的是别的，实际是甲"]),
    ("department", ALTERED, {"部门": "乙局"}, ["甲：“部门”记录写的是乙局，实际是甲局"]),
    ("level", ALTERED, {"级别": "文字"}, ["甲：“级别”记录写的是文字，实际是要素"]),
    ("former code", RECODED, {"原对象": "B1"}, ["丙：“原对象”记录写的是B1，实际是C1"]),
    ("former department", ALTERED, {"原部门": "乙局"}, ["甲：“原部门”记录写的是乙局，实际是（没有）"]),
    ("related codes", RECODED, {"关联": ["B1"]}, ["丙：“关联”的编码与实际不一致"]),
    ("fingerprint", CANCELLED, {"原指纹": "0" * 16}, ["乙：“原指纹”记录写的是0000000000000000，实际是"]),
    ("content", ADDED, {"内容": {"编码": "D1"}}, ["丁：“内容”与清单里的不一致"]),
    ("content of what is gone", CANCELLED, {"内容": {}}, ["乙：“内容”与清单里的不一致"]),
    ("no element", ALTERED, {"要素": []}, ["甲：改了“承办机构”，记录里没有"]),
    ("old value", ALTERED, {"要素": [{"要素": "承办机构", "原": "三科", "新": "二科"}]}, ["甲：“承办机构”的原内容与改动前的清单不一致"]),
    ("new value", ALTERED, {"要素": [{"要素": "承办机构", "原": "一科"}]}, ["甲：“承办机构”的新内容与改动后的清单不一致"]),
    ("an element twice", ALTERED, {"要素": [{"要素": "承办机构", "原": "一科", "新": "二科"}] * 2}, ["甲：同一个要素写了两次"]),
    ("another element", ADDED, {"要素": [{"要素": "名称", "新": "丁"}]}, ["丁：记录写着改了“名称”，清单里没有这样改"]),
    ("another object", CANCELLED, {"对象": "X1"}, ["乙：改了（取消），记录里没有", "乙：记录写着取消，清单里没有这样改"]),
    ("another list", CANCELLED, {"清单": "部门"}, ["乙：改了（取消），记录里没有", "乙：记录写着取消，清单里没有这样改"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "index", "facts", "said"), TAMPERED, ids=[row[0] for row in TAMPERED]
)
def test_a_fact_that_was_changed_is_told(
    what: str, index: int, facts: dict[str, Any], said: list[str]
) -> None:
    record = honest()
    record["变更"][index] |= facts
    found = told(record)
    assert len(found) == len(said)
    assert all(one.startswith(other) for one, other in zip(found, said, strict=True))


def test_a_change_that_is_left_out_is_told() -> None:
    record = honest()
    del record["变更"][CANCELLED]
    assert told(record) == ["乙：改了（取消），记录里没有"]


def test_a_change_that_is_written_twice_is_told() -> None:
    """The second one may be right while the first one lies."""
    record = honest()
    record["变更"].insert(0, record["变更"][CANCELLED] | {"种类": "合并"})
    assert told(record) == ["乙：记录里写了两次"]


@pytest.mark.parametrize("sum_", ["原有", "增加", "减少", "现有"])
def test_a_wrong_sum_is_told(sum_: str) -> None:
    record = honest()
    record["合计"][sum_] += 1
    assert told(record) == ["整份记录：“合计”与实际不一致"]


def test_a_wrong_level_is_told() -> None:
    assert told(honest() | {"级别": "文字"}) == ["整份记录：“级别”写的是文字，实际是实质性"]


def declaring(number: str, kind: str) -> AdjustmentRecord:
    gone = {"种类": kind, "对象": "B1", "级别": "实质性", "原指纹": "0", "去向": kind}
    sums = {"原有": 0, "增加": 0, "减少": 0, "现有": 0}
    return AdjustmentRecord.model_validate(
        {"编号": number, "级别": "实质性", "合计": sums, "变更": [gone]}
    )


def test_of_several_records_the_last_one_declares() -> None:
    """By number, not by the order of file names: 2024-10 comes after 2024-9."""
    records = [
        declaring("2024-10", "下放"),
        declaring("2024-9", "收回"),
        declaring("2023-11", "转移"),
    ]
    assert declarations(records)["B1"].kind == "下放"
