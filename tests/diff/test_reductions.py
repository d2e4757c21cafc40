"""四减: 环节, 时限, 材料 and 证明 of the powers that are in both versions."""

from __future__ import annotations

import pytest

from quanze.diff.entries import Renaming, entries_of
from quanze.diff.reductions import Measure, Reductions, Sum, reductions
from quanze.load.loader import load
from tests.diff.registers import Files, version


def power(code: str, *more: str, name: str = "甲许可") -> str:
    lines = "".join(f"    {line}\n" for text in more for line in text.split("\n"))
    return f'  - 编码: "{code}"\n    名称: {name}\n    类型: 行政许可\n{lines}'


def listed(*powers: str) -> str:
    return "部门: 甲局\n事项:\n" + "".join(powers)


def flow(*kinds: str, name: str = "一般", items: str = "") -> str:
    steps = "".join(
        f'      - 编号: "{number}"\n        名称: 步骤{number}\n        角色: 窗口\n        种类: {kind}\n'
        for number, kind in enumerate(kinds)
    )
    head = f"部门: 甲局\n流程:\n  - 名称: {name}\n" + (f"    适用事项: {items}\n" if items else "")
    return f"{head}    步骤:\n{steps}"


def measured(old: Files, new: Files, renaming: Renaming | None = None) -> Reductions:
    before, after = (entries_of(load(version(files).source).register) for files in (old, new))
    return reductions(before, after, renaming or Renaming())


def sum_of(found: Reductions, measure: Measure) -> Sum:
    return next(one for one in found.sums if one.measure is measure)


def one_power(*more: str) -> Files:
    return {"甲/power": listed(power("T-1", *more))}


@pytest.mark.parametrize(
    ("measure", "old", "new", "before", "after"),
    [
        (Measure.LIMIT, "承诺时限: 10个工作日", "承诺时限: 7个工作日", 10, 7),
        (Measure.LIMIT, "承诺时限: 十个工作日", "承诺时限: 10个工作日", 10, 10),
        (Measure.MATERIALS, "申请材料:\n  - 申请书\n  - 身份证", "申请材料:\n  - 申请书", 2, 1),
        (Measure.PROOFS, "申请材料:\n  - 申请书\n  - 住所证明", "申请材料:\n  - 申请书", 1, 0),
        (
            Measure.MATERIALS,
            "子项:\n  - 名称: 新办\n    申请材料:\n      - 申请书\n      - 章程",
            "子项:\n  - 名称: 新办\n    申请材料:\n      - 申请书",
            2,
            1,
        ),
    ],
)
def test_what_a_power_asks_for_is_counted(
    measure: Measure, old: str, new: str, before: int, after: int
) -> None:
    found = sum_of(measured(one_power(old), one_power(new)), measure)
    assert (found.items, found.old, found.new, found.change) == (1, before, after, after - before)


def test_steps_are_those_in_which_something_is_done() -> None:
    named = one_power("流程: 一般")
    kinds = ("开始", "办理", "判断", "文书", "办理", "结束")
    old = {**named, "甲/flow": flow(*kinds)}
    new = {**named, "甲/flow": flow("开始", "办理", "文书", "结束")}
    found = sum_of(measured(old, new), Measure.STEPS)
    assert (found.old, found.new) == (4, 2)


def test_a_flow_that_names_its_items_is_theirs() -> None:
    old = {**one_power(), "甲/flow": flow("办理", "办理", items='["T-1"]')}
    new = {**one_power(), "甲/flow": flow("办理", items='["T-1"]')}
    assert sum_of(measured(old, new), Measure.STEPS).change == -1


@pytest.mark.parametrize("measure", list(Measure))
def test_what_a_list_does_not_say_is_unknown_and_not_nothing(measure: Measure) -> None:
    known = "承诺时限: 5个工作日\n流程: 一般\n申请材料:\n  - 收入证明"
    old = {**one_power(known), "甲/flow": flow("办理")}
    found = sum_of(measured(old, one_power()), measure)
    assert (found.items, found.old, found.new, found.unknown) == (0, 0, 0, 1)
    assert found.incomparable == ()


@pytest.mark.parametrize(
    ("old", "new"), [("20日", "10个工作日"), ("20个工作日", "当场"), ("20个工作日", "尽快")]
)
def test_limits_of_other_units_are_named_and_not_summed(old: str, new: str) -> None:
    found = sum_of(
        measured(one_power(f"承诺时限: {old}"), one_power(f"承诺时限: {new}")), Measure.LIMIT
    )
    assert found.items == 0
    (other,) = found.incomparable
    assert (str(other.old), str(other.new)) == (old, new)


def test_the_sum_is_over_the_powers_that_are_in_both_versions() -> None:
    limits = [power(f"T-{n}", f"承诺时限: {n}个工作日") for n in (1, 2, 3, 4)]
    shorter = power("T-3", "承诺时限: 1个工作日")
    old = {"甲/power": listed(limits[0], limits[1], limits[2])}
    new = {"甲/power": listed(limits[1], shorter, limits[3])}
    found = measured(old, new)
    assert (sum_of(found, Measure.LIMIT).old, sum_of(found, Measure.LIMIT).new) == (5, 3)
    assert [(one.item.key.key, one.change) for one in found.altered] == [("T-3", -2)]


def test_a_power_under_a_new_code_is_still_the_same_one() -> None:
    old, new = (
        one_power("承诺时限: 9个工作日"),
        {"甲/power": listed(power("T-9", "承诺时限: 4个工作日"))},
    )
    found = measured(old, new, Renaming(codes={"T-1": "T-9"}))
    assert sum_of(found, Measure.LIMIT).change == -5


def test_of_some_powers_also_those_are_kept_whose_flow_alone_changed() -> None:
    powers = {"甲/power": listed(power("T-1", "流程: 一般"), power("T-2"), power("T-3"))}
    old, new = ({**powers, "甲/flow": flow(*kinds)} for kinds in (("办理", "办理"), ("办理",)))
    kept = measured(old, new).of({"T-3"})
    assert {one.item.key.key for one in kept.measured} == {"T-1", "T-3"}
    assert sum_of(kept, Measure.STEPS).change == -1
