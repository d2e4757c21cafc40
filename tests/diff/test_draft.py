"""The draft of a record: facts are filled in, decisions are asked for, what people wrote is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from quanze.diff.changes import Changes
from quanze.diff.draft import ASK, draft_record, next_number, record_text
from quanze.diff.records import mismatches
from quanze.diff.versions import compare_versions, readable
from quanze.load.versions import Version
from quanze.load.yaml_reader import read
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.register import Register
from tests.diff.registers import Texts

SETTINGS = "名称: 示例市权责清单\n"
DEPARTMENT = "名称: 甲局\n"
HEAD = "部门: 甲局\n事项:\n"
FIRST = '  - 编码: "001"\n    名称: 占用公路许可\n    类型: 行政许可\n    承诺时限: 10个工作日\n'
SECOND = '  - 编码: "002"\n    名称: 砍伐护路林许可\n    类型: 行政许可\n'
OVERSIGHT = '部门: 甲局\n事中事后监管:\n  - 名称: "001"\n    监管方式: {}抽查\n'
DOCUMENTS = """\
种类: 规范性文件
出处: 甲局
日期: 2020-01-01
事项:
  - 名称: 护路林管理规定
    文号: 示例政发〔2019〕3号
    依据事项: ["002", "009"]
  - 名称: 公路占用规定
    依据事项: ["001"]
  - 名称: 无关的规定
    依据事项: ["009"]
"""
BEFORE = {
    "quanze.yaml": SETTINGS,
    "departments/jia/department.yaml": DEPARTMENT,
    "departments/jia/power.yaml": HEAD + FIRST + SECOND,
    "references/gf.yaml": DOCUMENTS,
}
AFTER = {**BEFORE, "departments/jia/power.yaml": HEAD + FIRST.replace("10个", "8个")}
"""One limit is shorter, one power is cancelled."""
BARE = {name: text for name, text in AFTER.items() if name != "references/gf.yaml"}


def compared(after: Mapping[str, str] = AFTER) -> tuple[Changes, Register]:
    new = Version("新", Texts(after))
    return compare_versions(Version("旧", Texts(BEFORE)), new), readable(new).register


def draft(after: Mapping[str, str] = AFTER, human: Mapping[str, Any] | None = None) -> Any:
    return draft_record(*compared(after), "2026-1", human)


def asked(data: Mapping[str, Any]) -> list[str]:
    """The keys, or the comments, that ask people for something."""
    lines = record_text(data).splitlines()
    return [line.partition(ASK)[0].strip(" :") for line in lines if ASK in line]


def test_the_facts_are_those_of_the_comparison() -> None:
    changes, register = compared()
    record = AdjustmentRecord.model_validate(draft_record(changes, register, "2026-1"))
    assert list(mismatches(record, changes)) == []
    assert [(change.kind, change.key) for change in record.changes] == [
        ("要素变更", "001"),
        ("取消", "002"),
    ]


def test_a_draft_reads_back_as_itself() -> None:
    data = draft()
    assert AdjustmentRecord.model_validate(read(record_text(data))).data() == data


def test_what_people_decide_is_asked_for_where_it_belongs() -> None:
    text = record_text(draft(BARE))
    assert "事由:  # 请补写：法律法规规章立改废释、上级取消下放" in text
    assert "# 请补写依据：据以调整的法规、文件，写法：\n# 依据:\n#   - 名称: 《…》" in text
    assert "  - 步骤: 调整事由\n    日期:  # 请补写：调整事由发生的日期" in text
    assert "    后续监管:  # 请补写：取消以后怎样监管" in text
    *steps, principle, oversight = asked(draft(BARE))[2:]
    assert steps == ["日期", *["日期", "机关"] * 6]
    assert (principle, oversight) == ("原则", "后续监管")


STEPS = ("申请", "审核", "合法性审查", "批准", "报送公布", "向社会公开")


@pytest.mark.parametrize(
    ("after", "steps"),
    [
        (HEAD + FIRST, ("调整事由", *STEPS)),
        (
            HEAD + FIRST.replace("10个", "8个") + SECOND,
            ("调整事由", *(step for step in STEPS if step != "批准")),
        ),
        (HEAD + FIRST + SECOND + "    备注: {案例: 有}\n", ()),
    ],
    ids=["实质性", "要素", "文字"],
)
def test_the_steps_are_those_of_the_level(after: str, steps: tuple[str, ...]) -> None:
    data = draft({**BARE, "departments/jia/power.yaml": after})
    assert tuple(step["步骤"] for step in data.get("办理", ())) == steps
    assert bool(asked(data)) is bool(steps)


def test_documents_that_rest_on_a_changed_item_are_listed_without_their_fate() -> None:
    assert draft()["规范性文件"] == [
        {"名称": "护路林管理规定", "文号": "示例政发〔2019〕3号", "依据事项": ["002"]},
        {"名称": "公路占用规定", "依据事项": ["001"]},
    ]
    assert asked(draft()).count("处理") == 2


HUMAN = {
    "标题": "第一次调整",
    "事由": "管理任务变化",
    "依据": [{"名称": "《中华人民共和国公路法》"}],
    "说明": "清理",
    "办理": [{"步骤": "申请", "日期": "2026-03-02", "机关": "甲局"}, {"步骤": "专家论证"}],
    "规范性文件": [{"名称": "护路林管理规定", "处理": "废止"}, {"名称": "人加的文件"}],
    "变更": [{"对象": "002", "原则": "无依据取消", "理由": "没有依据", "后续监管": "抽查"}],
}


def test_what_people_wrote_is_kept_and_found_by_its_object() -> None:
    data = draft(human=HUMAN)
    assert {key: data[key] for key in ("标题", "事由", "依据", "说明")} == {
        key: HUMAN[key] for key in ("标题", "事由", "依据", "说明")
    }
    assert HUMAN["变更"][0].items() <= data["变更"][1].items()  # type: ignore[attr-defined]
    assert {one["名称"]: one.get("处理") for one in data["规范性文件"]} == {
        "护路林管理规定": "废止",
        "公路占用规定": None,
        "人加的文件": None,
    }


def test_steps_keep_their_order_and_those_of_people_follow() -> None:
    steps = draft(human=HUMAN)["办理"]
    assert [step["步骤"] for step in steps] == ["调整事由", *STEPS, "专家论证"]
    assert steps[1] == {"步骤": "申请", "日期": "2026-03-02", "机关": "甲局"}


def test_facts_that_people_changed_are_put_right() -> None:
    wrong = {**draft(), "编号": "2020-9", "级别": "文字"}
    wrong["变更"][0]["要素"][0]["新"] = "1个工作日"
    wrong["合计"]["现有"] = 99
    assert draft(human=wrong) == draft()


def test_an_entry_of_another_department_is_another_entry() -> None:
    before = {**BEFORE, "departments/jia/duty.yaml": OVERSIGHT.format("每年")}
    after = {**AFTER, "departments/jia/duty.yaml": OVERSIGHT.format("每季")}
    new = Version("新", Texts(after))
    changes = compare_versions(Version("旧", Texts(before)), new)

    def reasons(human: dict[str, str]) -> list[str | None]:
        written = {"变更": [{"对象": "001", "理由": "写错", **human}]}
        data = draft_record(changes, readable(new).register, "2026-1", written)
        return [change.get("理由") for change in data["变更"]]

    assert reasons({}) == ["写错", None, None]
    assert reasons({"清单": "事中事后监管"}) == [None, None, "写错"]
    assert reasons({"清单": "事中事后监管", "部门": "甲局"}) == [None, None, "写错"]
    assert reasons({"清单": "事中事后监管", "部门": "乙局"}) == [None, None, None]


def test_comments_of_people_move_with_what_they_belong_to() -> None:
    earlier = record_text(draft(BARE))
    noted = earlier.replace("    级别: 实质性\n", "    # 还要问法制科\n    级别: 实质性  # 存疑\n")
    both = {**BARE, "departments/jia/power.yaml": HEAD + FIRST}
    text = record_text(draft(both), noted)
    assert [change["种类"] for change in draft(both)["变更"]] == ["取消"]
    assert "    # 还要问法制科\n    级别: 实质性  # 存疑\n" in text
    assert record_text(draft(both), text) == text, "writing it again changes nothing"


def test_a_comment_whose_place_is_gone_is_not_lost() -> None:
    noted = record_text(draft(BARE)).replace(
        "        新: 8个工作日", "        新: 8个工作日  # 已问过"
    )
    only = {**BARE, "departments/jia/power.yaml": HEAD + FIRST}
    assert record_text(draft(only), noted).endswith("\n# 已问过\n")


@pytest.mark.parametrize(
    ("numbers", "year", "expected"),
    [
        ((), "2026", "2026-1"),
        (("2026-1", "2026-10", "2025-30"), "2026", "2026-11"),
        (("2026-1",), "2027", "2027-1"),
    ],
)
def test_numbers_go_on_within_a_year(numbers: tuple[str, ...], year: str, expected: str) -> None:
    record = "编号: {}\n级别: 文字\n合计: {{原有: 1, 增加: 0, 减少: 0, 现有: 1}}\n变更: []\n"
    records = {f"adjustments/{n}.yaml": record.format(f'"{n}"') for n in numbers}
    register = readable(Version("x", Texts({**BEFORE, **records}))).register
    assert next_number(register, year) == expected
