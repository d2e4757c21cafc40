"""The indexes of a register."""

from __future__ import annotations

from quanze.model.department import Department
from quanze.model.duty import OversightMeasure
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import Settings


def _power(code: str, **elements: object) -> Power:
    written = {"编码": code, "名称": f"许可{code}", "类型": "行政许可", **elements}
    return Power.model_validate(written)


FIRST = _power("1", 承办机构="审批科", 来源="清单.xls#许可!3", 备注={"联系人": "甲"})
AGAIN = _power("1", 承办机构="审批科", 设定依据=["《示例法》第一条"])
LISTS = DepartmentLists(
    "lyj", Department.model_validate({"名称": "市林业局"}), powers=(FIRST, AGAIN)
)
REGISTER = Register(Settings.model_validate({"名称": "示例"}), (LISTS,))


def test_of_two_powers_of_one_code_a_department_knows_the_first_and_the_register_both() -> None:
    assert LISTS.powers_by_code == {"1": FIRST}
    assert REGISTER.powers_by_code == {"1": (FIRST, AGAIN)}


def test_every_text_is_there_once_with_all_its_places() -> None:
    places = {
        text: [(element.data()["名称"], path) for element, path in found]
        for text, found in REGISTER.texts.items()
    }
    assert places == {
        "市林业局": [("市林业局", ("名称",))],
        "审批科": [("许可1", ("承办机构",))] * 2,
        "甲": [("许可1", ("备注", "联系人"))],
        "许可1": [("许可1", ("名称",))] * 2,
        "行政许可": [("许可1", ("类型",))] * 2,
        "常用": [("许可1", ("常用程度",))] * 2,
        "《示例法》": [("许可1", ("设定依据", 0, "法规"))],
        "第一条": [("许可1", ("设定依据", 0, "条款"))],
    }


def test_a_measure_is_of_each_item_that_it_names_once_in_the_order_written() -> None:
    told = (
        {"名称": "巡查", "适用事项": ["1", "1"]},
        {"名称": "抽查", "适用事项": ["2"]},
        {"名称": "年检", "适用事项": ["1"]},
    )
    lists = DepartmentLists("lyj", oversight=tuple(map(OversightMeasure.model_validate, told)))

    assert [one.name for one in lists.oversight_of(FIRST)] == ["巡查", "年检"]
    assert lists.oversight_of(_power("3")) == ()
