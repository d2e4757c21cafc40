"""Personal data and secrets stop a publication; only a waiver of the one item lets them through."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from quanze.model.element import Origin
from quanze.model.register import Register
from quanze.publish.gate import withheld

from .adjusted import added, altered, power, record
from .adjusted import register as adjusted

Make = Callable[..., Register]
TODAY = datetime.date(2026, 11, 22)
CODE = "T-abc-XK-0001"


def register(make_register: Make, remark: str, **rules: Any) -> Register:
    power = {"编码": CODE, "名称": "林木采伐许可", "类型": "行政许可", "办理流程": remark}
    lists = {
        "department.yaml": {"名称": "甲局"},
        "power.yaml": {"部门": "甲局", "事项": [power]},
    }
    return make_register({"名称": "试验", "规则": rules}, abc=lists)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("拨打 13900000000", ["E8"]),
        ("见方案（机密★1年）", ["E13"]),
        ("拨打 13900000000，密码：Abc@1234", ["E8", "E13"]),
        ("受理、审查、决定", []),
    ],
)
def test_what_must_not_be_published_is_found(
    make_register: Make, text: str, codes: list[str]
) -> None:
    found = withheld(register(make_register, text), TODAY)
    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("where", "waived"), [("要素", False), ("内容", False), ("说明", False), ("说明", True)]
)
def test_what_a_record_tells_of_former_contents_is_published_too(
    where: str, *, waived: bool
) -> None:
    phone = "值班手机 13900000000"
    change = (
        altered("T-1", ("办理流程", phone, "受理、决定"))
        if where == "要素"
        else added("T-1", 内容=power("T-1", 办理流程=phone if where == "内容" else "受理"))
    )
    told = record("2026-1", 1, change, **({"说明": phone} if where == "说明" else {}))
    place = {
        "规则": "E8",
        "事项": "adjustments/2026-1.yaml",
        "理由": "已公布",
        "到期": "2027-01-01",
    }
    made = adjusted([power("T-1")], told, settings={"规则": {"豁免": [place] if waived else []}})
    made.adjustments[0].written_at(Origin("adjustments/2026-1.yaml"))

    assert [(one.code, one.origin.file) for one in withheld(made, TODAY)] == (
        [] if waived else [("E8", "adjustments/2026-1.yaml")]
    )


@pytest.mark.parametrize(
    "told",
    [
        {"地区": "试验市 13900000000"},
        {"法规": {"调整": [{"步骤": "值班 13900000000"}]}},
        {"发布": {"页脚": {"值班 13900000000": "白天"}}},
        {"发布": {"同义词": {"打13900000000": ["采伐"]}}},
    ],
)
def test_what_stands_on_every_page_is_looked_at_too(
    make_register: Make, told: dict[str, Any]
) -> None:
    made = make_register({"名称": "试验", **told})
    assert [one.code for one in withheld(made, TODAY)] == ["E8"]


def test_the_name_of_a_column_is_published_with_its_text(make_register: Make) -> None:
    power = {"编码": CODE, "名称": "林木采伐许可", "类型": "行政许可"}
    remarks = {"说明（问 13900000000）": "无", "口令：abc@1234": "无", "来历": "无"}
    lists = {
        "department.yaml": {"名称": "甲局"},
        "power.yaml": {"部门": "甲局", "事项": [power | {"备注": remarks}]},
    }
    found = withheld(make_register({"名称": "试验"}, abc=lists), TODAY)
    assert sorted((one.code, one.origin.path[-1]) for one in found) == [
        ("E13", "备注"),
        ("E8", "备注"),
    ]


@pytest.mark.parametrize("level", ["关闭", "提示"])
def test_a_level_does_not_let_it_through(make_register: Make, level: str) -> None:
    made = register(make_register, "拨打 13900000000", 级别={"E8": level})
    assert [one.code for one in withheld(made, TODAY)] == ["E8"]


@pytest.mark.parametrize(
    ("item", "until", "stopped"),
    [
        (CODE, "2027-06-30", False),
        (CODE, "2026-11-22", False),
        (CODE, "2026-11-21", True),
        ("T-abc-XK-0002", "2027-06-30", True),
    ],
    ids=["豁免", "最后一天", "到期", "别的事项"],
)
def test_only_a_waiver_in_force_of_that_item_lets_it_through(
    make_register: Make, item: str, until: str, stopped: bool
) -> None:
    waiver = {"规则": "E8", "事项": item, "理由": "值班手机，已公布", "到期": until}
    made = register(make_register, "拨打 13900000000", 豁免=[waiver])
    assert bool(withheld(made, TODAY)) is stopped
