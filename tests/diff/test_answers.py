"""What people say on the command line, and where it goes in a record."""

from __future__ import annotations

from typing import Any

import pytest

from quanze.diff.answers import (
    Answers,
    StepDone,
    filled,
    known_principle,
    read_declaration,
    read_declarations,
    read_ground,
    read_step,
)
from quanze.diff.match import Declared
from quanze.load.source import CannotRun
from quanze.model.settings import Settings

PLAIN = Settings.model_validate({"名称": "示例"})


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (
            "《中华人民共和国公路法》第四十四条",
            {"名称": "《中华人民共和国公路法》", "条款": "第四十四条"},
        ),
        (
            "《中华人民共和国公路法》（2017年修正）第七十六条第一项",
            {"名称": "《中华人民共和国公路法》（2017年修正）", "条款": "第七十六条第一项"},
        ),
        ("《中华人民共和国公路法》", {"名称": "《中华人民共和国公路法》"}),
        ("国发〔2020〕13号", {"名称": "国发〔2020〕13号", "文号": "国发〔2020〕13号"}),
        (
            "《国务院关于取消和下放一批行政许可事项的决定》（国发〔2020〕13号）",
            {
                "名称": "《国务院关于取消和下放一批行政许可事项的决定》",
                "文号": "国发〔2020〕13号",
            },
        ),
        (
            "《示例市公路管理办法》（示例市人民政府令第3号）第五条",
            {"名称": "《示例市公路管理办法》", "文号": "示例市人民政府令第3号", "条款": "第五条"},
        ),
        ("市机构改革方案", {"名称": "市机构改革方案"}),
    ],
)
def test_a_ground_is_read_into_its_parts(text: str, ground: dict[str, str]) -> None:
    assert read_ground(text) == ground


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("批准=2024-06-30", StepDone("批准", "2024-06-30")),
        ("申请=2024年6月3日=市林业局", StepDone("申请", "2024-06-03", "市林业局")),
    ],
)
def test_a_step_has_a_date_and_perhaps_a_body(text: str, step: StepDone) -> None:
    assert read_step(text) == step


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        ("下放:001=示例区交通局", ("001", Declared("下放", "示例区交通局"))),
        ("承接：002", ("002", Declared("承接", ""))),
    ],
)
def test_a_declaration_names_kind_code_and_destination(
    text: str, declared: tuple[str, Declared]
) -> None:
    assert read_declaration(text) == declared


@pytest.mark.parametrize(
    ("read", "text", "told"),
    [
        (read_step, "批准", "--date 写成 步骤=日期"),
        (read_step, "批准=昨天", "--date 写成 步骤=日期"),
        (read_step, "批准=2024-06-31", "--date 写成 步骤=日期"),
        (read_step, "=2024-06-30", "--date 写成 步骤=日期"),
        (read_declaration, "合并:001", "种类可以是取消、下放"),
        (read_declaration, "下放:", "--as 写成 种类:编码"),
        (known_principle, "便民", "没有清理原则“便民”，可以写无依据取消"),
        (read_ground, "《甲法》第一条；《乙法》第二条", "每条各写一个 --basis"),
    ],
)
def test_what_is_not_written_so_is_refused(read: Any, text: str, told: str) -> None:
    with pytest.raises(CannotRun, match=told):
        read(text)


def test_a_code_is_declared_once() -> None:
    assert read_declarations(["取消:001", "取消:001"]) == {"001": Declared("取消")}
    with pytest.raises(CannotRun, match="对 001 写了两次"):
        read_declarations(["取消:001", "下放:001=示例区交通局"])


def record(*changes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "编号": "2026-1",
        "级别": "实质性",
        "合计": {"原有": 3, "增加": 0, "减少": 2, "现有": 1},
        "办理": [{"步骤": "申请"}, {"步骤": "批准"}],
        "变更": list(changes),
        **more,
    }


GONE = {"种类": "取消", "对象": "001", "级别": "实质性", "原指纹": "0"}
ALTERED = {"种类": "要素变更", "对象": "002", "级别": "要素", "要素": [{"要素": "名称"}]}


def test_what_applies_to_each_change_fills_gaps_only() -> None:
    decided = {**GONE, "对象": "003", "原则": "内部管理不列入", "理由": "另有理由"}
    answers = Answers(principle="无依据取消", reason="没有依据", trigger="其他")
    changes = filled(record(GONE, decided, ALTERED), answers, PLAIN)["变更"]
    assert [(one.get("原则"), one.get("理由")) for one in changes] == [
        ("无依据取消", "没有依据"),
        ("内部管理不列入", "另有理由"),
        (None, None),
    ]


def test_supervision_fills_gaps_of_what_is_supervised_only() -> None:
    decided = {**GONE, "对象": "003", "后续监管": "由县里监管"}
    withdrawn = {**GONE, "对象": "004", "种类": "收回"}
    answers = Answers(oversight="每年抽查")
    changes = filled(record(GONE, decided, withdrawn, ALTERED), answers, PLAIN)["变更"]
    assert [one.get("后续监管") for one in changes] == ["每年抽查", "由县里监管", None, None]


def test_no_principle_is_written_where_the_law_decides() -> None:
    answers = Answers(principle="无依据取消", trigger="法律法规规章立改废释")
    assert "原则" not in filled(record(GONE), answers, PLAIN)["变更"][0]


def test_a_ground_is_added_once() -> None:
    one, other = {"名称": "《甲法》"}, {"名称": "《乙法》"}
    found = filled(record(GONE, 依据=[one]), Answers(grounds=[one, other]), PLAIN)
    assert found["依据"] == [one, other]


def test_the_approver_is_that_of_the_last_step_before_effect() -> None:
    steps = filled(record(GONE), Answers(approver="市人民政府"), PLAIN)["办理"]
    assert steps == [{"步骤": "申请"}, {"步骤": "批准", "机关": "市人民政府"}]


def test_a_step_that_the_adjustment_has_not_is_refused() -> None:
    with pytest.raises(CannotRun, match="没有步骤“听证”；这次调整的步骤有申请、批准"):
        filled(record(GONE), Answers(steps=[StepDone("听证", "2024-06-30")]), PLAIN)
