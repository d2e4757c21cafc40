"""Every figure has its base; what is not written is in none; days of different kinds are never mixed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from quanze.model.duty import Duty, MainDuty
from quanze.model.flow import Flow
from quanze.model.measured import Indicator, Measured
from quanze.model.measures import sections
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import Settings


def power(code: str, kind: str = "行政许可", **more: Any) -> Power:
    return Power.model_validate({"编码": code, "名称": code, "类型": kind, **more})


def figures(*powers: Power, **lists: Any) -> dict[str, Measured]:
    register = Register(
        Settings.model_validate({"名称": "示例"}),
        (DepartmentLists("a", powers=powers, **lists), DepartmentLists("b")),
    )
    return {one.name: one for section in sections(register) for one in section.measured}


def told(measured: Measured) -> tuple[int, int | None, int]:
    return measured.part, measured.whole, measured.silent


def test_every_indicator_is_a_figure_but_those_of_two_versions() -> None:
    of_two = {Indicator.REDUCTION, Indicator.REGULAR_REDUCTION}
    assert {*Indicator} - figures().keys() == of_two


def test_no_figure_of_an_empty_list_is_a_number_without_a_base() -> None:
    found = figures()
    assert all(one.value is None for one in found.values() if one.whole is not None)
    assert all(one.value == 0 for one in found.values() if one.whole is None)


def test_silence_is_no_no() -> None:
    found = figures(
        power("1", 进驻大厅="是", 到现场次数=0),
        power("2", 进驻大厅="否"),
        power("3"),
        power("4", "行政处罚", 进驻大厅="否"),
    )
    assert told(found["进厅率"]) == (1, 3, 1)
    assert told(found["许可进厅率"]) == (1, 2, 1)
    assert told(found["零跑动率"]) == (1, 1, 3)


def test_the_two_bases_of_visits_differ() -> None:
    found = figures(
        power("1", 进驻大厅="是", 到现场次数=0),
        power("2", 进驻大厅="是"),
        power("3", 进驻大厅="否", 到现场次数=0),
        power("4", 到现场次数=1),
    )
    assert told(found["零跑动率"]) == (2, 3, 1)
    assert told(found["零跑动占进厅"]) == (1, 2, 0)
    assert found["零跑动占进厅"].what == "进驻大厅的职权（1 项没写次数的也在内）"


def test_units_of_limits_are_kept_apart() -> None:
    found = figures(
        power("1", 法定时限="20个工作日", 承诺时限="5个工作日"),
        power("2", 法定时限="20日", 承诺时限="10个工作日"),
        power("3", 法定时限="60日", 承诺时限="30日"),
        power("4", 承诺时限="当场"),
        power("5", 承诺时限="尽快"),
    )
    assert told(found["压缩率"]) == (15, 20, 0)
    assert found["压缩率"].value == Decimal("75.00")
    assert found["压缩率（自然日）"].value == Decimal("50.00")
    assert told(found["平均承诺时限"])[:2] == (15, 2)
    assert told(found["平均承诺时限（自然日）"])[:2] == (30, 1)
    assert told(found["当场办结"]) == (1, 5, 0)
    assert "压缩率（月）" not in found


def test_an_extension_is_no_part_of_a_limit() -> None:
    found = figures(power("1", 承诺时限="20个工作日，可延长10个工作日"))
    assert found["平均承诺时限"].part == 20


def test_discretion_is_counted_with_sub_items_and_on_both_bases() -> None:
    step = {"阶次": "一般", "情形": "有", "标准": "罚"}
    found = figures(
        power("1", "行政处罚", 裁量基准=[step, step]),
        power("2", "行政处罚", 子项=[{"名称": "甲", "裁量基准": [step]}]),
        power("3", "行政处罚"),
        power("4", 业务办理项=[{"名称": "乙", "裁量基准": [step]}]),
    )
    assert told(found["有裁量基准的职权"]) == (3, 4, 0)
    assert told(found["每项阶次"])[:2] == (4, 3)
    assert told(found["每项处罚阶次"])[:2] == (3, 3)


def test_parts_of_items_are_counted_apart() -> None:
    sub = {"名称": "甲", "业务办理项": [{"名称": "新办"}]}
    found = figures(power("1", 子项=[sub, sub], 业务办理项=[{"名称": "变更"}]))
    assert [found[name].part for name in ("职权", "子项", "业务办理项")] == [1, 2, 3]


def test_duties_and_flows_are_found_from_the_power() -> None:
    step = {"编号": "1", "名称": "受理", "角色": "窗口"}
    flow = Flow.model_validate({"名称": "一", "适用事项": ["1"], "步骤": [step]})
    duty = Duty.model_validate({"事项": "1"})
    main = MainDuty.model_validate("职责")
    found = figures(
        power("1"), power("2", 流程="没有这个"),
        flows=(flow,), duties=(duty, duty), main_duties=(main,),
    )  # fmt: skip
    assert told(found["有流程图的职权"])[:2] == (1, 2)
    assert told(found["有责任事项的职权"])[:2] == (1, 2)
    assert (found["责任事项"].part, found["主要职责"].detail) == (2, "1 个部门")


@pytest.mark.parametrize(("part", "whole", "value"), [(1, 3, "33.33"), (1, 16, "6.25"), (1, 800, "0.13")])  # fmt: skip
def test_shares_are_rounded_as_people_do(part: int, whole: int, value: str) -> None:
    powers = [power(str(n), 进驻大厅="是" if n < part else "否") for n in range(whole)]
    assert figures(*powers)["进厅率"].value == Decimal(value)
