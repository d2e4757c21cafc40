"""What became of each power: by identity, by 前身 and by records; what nobody declared is not guessed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quanze.diff.between import UNNAMED, Between, between
from quanze.diff.fates import STAYED, Coming, Fate
from quanze.diff.versions import readable
from tests.diff.registers import version

Item = Mapping[str, Any]


def power(code: str, **more: Any) -> Item:
    return {"编码": code, "名称": f"{code} 许可", "类型": "行政许可", **more}


def went(code: str, kind: str, **more: Any) -> Item:
    return {"种类": kind, "对象": code, "级别": "实质性", "原指纹": "0123456789abcdef", **more}


def came(code: str, kind: str) -> Item:
    return {"种类": kind, "对象": code, "级别": "实质性", "内容": power(code)}


def record(number: str, *changes: Item, **more: Any) -> Item:
    totals = {"原有": 0, "增加": 0, "减少": 0, "现有": 0}
    return {"编号": number, "级别": "实质性", "合计": totals, "变更": list(changes), **more}


def compared(old: Sequence[Item], new: Sequence[Item], *records: Item) -> Between:
    after = {f"adjustments/{one['编号']}": one for one in records}
    registers = [
        readable(version({path: json.dumps(data) for path, data in files.items()})).register
        for files in (_files(old), {**_files(new), **after})
    ]
    return between(*registers)


def _files(items: Sequence[Item]) -> dict[str, Any]:
    return {"甲/power": {"部门": "甲局", "事项": list(items)}}


def fates(*arguments: Any) -> dict[str, int]:
    """Tell only the fates that occurred."""
    told = compared(*arguments).fates.went
    return {str(fate): count for fate, count in told.items() if count}


def test_what_left_without_a_word_is_not_called_cancelled() -> None:
    assert fates([power("T-1"), power("T-2")], [power("T-1")]) == {"保留": 1, "未说明": 1}


def test_a_record_says_how_a_power_left() -> None:
    old = [power(f"T-{n}") for n in range(6)]
    told = record(
        "2024-1", went("T-1", "取消"), went("T-2", "下放"), went("T-3", "转移"), went("T-4", "不知道")
    )  # fmt: skip
    assert fates(old, [power("T-0")], told) == {
        "保留": 1, "取消": 1, "下放": 1, "转移": 1, "其他": 1, "未说明": 1,
    }  # fmt: skip


def test_the_four_ways_are_told_where_there_are_none() -> None:
    told = compared([power("T-1")], [power("T-1")]).fates.went
    assert {Fate.CANCELLED, Fate.RESERVED, Fate.DEVOLVED, Fate.MERGED} <= told.keys()


def test_a_power_that_is_released_case_by_case_is_reserved() -> None:
    old = [power("T-1"), power("T-2", 常用程度="非常用"), power("T-3", 常用程度="非常用")]
    new = [power("T-1", 常用程度="非常用"), power("T-2"), power("T-3", 常用程度="非常用")]
    assert fates(old, new) == {"保留": 1, "严管": 1, "转为常用": 1}


def test_a_power_with_a_new_code_stays() -> None:
    new = [power("T-9", 前身=["T-1"], 常用程度="非常用")]
    assert fates([power("T-1")], new) == {"严管": 1}


def test_merged_powers_are_told_from_their_heir() -> None:
    found = compared([power("T-1"), power("T-2")], [power("T-9", 前身=["T-1", "T-2"])]).fates
    assert (found.went[Fate.MERGED], found.came) == (2, {Coming.MERGED: 1})


def recoded(old: str, new: str) -> Item:
    return {"种类": "换码", "对象": new, "原对象": old, "级别": "要素"}


def test_a_power_that_changed_its_code_before_it_left_is_followed() -> None:
    """Record 10 comes after record 9, whatever the order of their files."""
    steps = recoded("T-1", "T-8"), recoded("T-8", "T-9"), went("T-9", "下放")
    told = [record(f"2024-{number}", step) for number, step in zip((8, 9, 10), steps, strict=True)]
    assert fates([power("T-1")], [], *told) == {"下放": 1}


def test_a_power_that_came_and_left_in_between_is_in_no_sum() -> None:
    told = [record("2024-1", came("T-9", "新增")), record("2024-2", went("T-9", "取消"))]
    found = compared([power("T-1")], [power("T-1")], *told).fates
    assert (found.gone, found.came) == (0, {})


def test_a_power_that_came_and_then_changed_its_code_is_known_as_new() -> None:
    told = [record("2024-1", came("T-1", "新增")), record("2024-2", recoded("T-1", "T-9"))]
    found = compared([], [power("T-9", 前身=["T-1"])], *told).fates
    assert found.came == {Coming.ADDED: 1}


def test_where_new_powers_came_from() -> None:
    new = [power("T-1"), power("T-2"), power("T-3", 权力来源="下放承接"), power("T-4")]
    told = record("2024-1", came("T-1", "新增"), came("T-2", "转移"))
    assert compared([], new, told).fates.came == {
        Coming.ADDED: 1, Coming.TAKEN_OVER: 1, Coming.MOVED: 1, Coming.UNSTATED: 1,
    }  # fmt: skip


def test_a_record_that_the_older_version_has_says_nothing_of_what_came_after() -> None:
    told = json.dumps(record("2024-1", went("T-1", "下放")))
    old = {
        "甲/power": json.dumps({"部门": "甲局", "事项": [power("T-1")]}),
        "adjustments/2024-1": told,
    }
    new = {"甲/power": json.dumps({"部门": "甲局"}), "adjustments/2024-1": told}
    found = between(*(readable(version(files)).register for files in (old, new)))
    assert found.fates.went[Fate.UNSTATED] == 1


def test_changes_are_counted_by_principle() -> None:
    told = record(
        "2024-1",
        went("T-1", "取消", 原则="无依据取消"),
        went("T-2", "下放", 原则="面向基层下放"),
        went("T-3", "取消"),
        came("T-4", "新增"),
    )
    old = [power(f"T-{n}") for n in (1, 2, 3)]
    assert compared(old, [power("T-4")], told).principles == {
        "无依据取消": {"取消": 1}, "面向基层下放": {"下放": 1}, UNNAMED: {"取消": 1},
    }  # fmt: skip
    by_law = record("2024-1", went("T-1", "取消"), 事由="法律法规规章立改废释")
    assert compared(old, old[1:], by_law).principles == {}, "a law decided, not a clean-up"


def test_departments_with_a_new_name_are_one() -> None:
    old = version({"甲/power": json.dumps({"部门": "甲局", "事项": [power("T-1"), power("T-2")]})})
    new = version(
        {
            "甲/power": json.dumps({"部门": "乙局", "事项": [power("T-1")]}),
            "甲/department": json.dumps({"名称": "乙局", "曾用名": ["甲局"]}),
        }
    )
    found = between(readable(old).register, readable(new).register)
    assert [(pair.name, pair.before, pair.after) for pair in found.departments] == [("乙局", 2, 1)]
    assert found.fates.between_departments == 0


CODES = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@given(
    CODES, CODES, st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["取消", "下放"]))
)
def test_the_fates_of_all_powers_add_up(
    old: list[str], new: list[str], left: dict[str, str]
) -> None:
    told = record("2024-1", *(went(code, kind) for code, kind in left.items()))
    found = compared([power(code) for code in old], [power(code) for code in new], told).fates
    assert sum(found.went.values()) == len(old) == found.before
    assert sum(found.went.get(fate, 0) for fate in STAYED) == len({*old} & {*new})
    assert found.before - found.gone + sum(found.came.values()) == found.after
    for kind, fate in (("取消", Fate.CANCELLED), ("下放", Fate.DEVOLVED)):
        expected = {code for code in old if left.get(code) == kind} - {*new}
        assert found.went.get(fate, 0) == len(expected)
