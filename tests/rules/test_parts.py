"""Parts of a power: what they are called, and what they inherit."""

from __future__ import annotations

from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import Settings
from quanze.rules.parts import parts, powers_with_bases

POWER = Power.model_validate(
    {
        "编码": "T-lyj-XK-0001",
        "名称": "林木采伐许可",
        "类型": "行政许可",
        "法定时限": "20个工作日",
        "设定依据": ["《中华人民共和国森林法》第五十六条", "无"],
        "子项": [
            {
                "名称": "国有林",
                "承办机构": "国有林科",
                "设定依据": ["《示例省森林管理条例》第十条"],
                "业务办理项": [{"名称": "延续", "法定时限": "10个工作日"}],
            },
            {"名称": "集体林", "承办机构": "无"},
        ],
        "业务办理项": [{"名称": "变更"}],
    }
)


def test_every_part_is_named_and_placed() -> None:
    assert {part.path: part.title for part in parts(POWER)} == {
        (): "“林木采伐许可”",
        ("子项", 0): "“林木采伐许可”的子项“国有林”",
        ("子项", 0, "业务办理项", 0): "“林木采伐许可”的子项“国有林”的业务办理项“延续”",
        ("子项", 1): "“林木采伐许可”的子项“集体林”",
        ("业务办理项", 0): "“林木采伐许可”的业务办理项“变更”",
    }


def test_what_a_part_does_not_state_is_as_in_what_it_stands_in() -> None:
    limits = {part.path: part.value("法定时限") for part in parts(POWER)}
    offices = {part.path: part.value("承办机构") for part in parts(POWER)}
    assert limits[("子项", 0)] == "20个工作日"
    assert limits[("子项", 0, "业务办理项", 0)] == "10个工作日"
    assert offices[("子项", 0, "业务办理项", 0)] == "国有林科"
    assert offices[("子项", 1)] is None  # 无 fills nothing


def test_bases_that_say_nothing_are_left_out() -> None:
    lists = DepartmentLists("lyj", powers=(POWER,))
    register = Register(Settings.model_validate({"名称": "示例市"}), (lists,))
    [(power, stated)] = powers_with_bases(register)
    assert power is POWER
    assert [path for path, _ in stated] == [("设定依据", 0), ("子项", 0, "设定依据", 0)]
