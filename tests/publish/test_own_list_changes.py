"""Changes in the lists beside the power lists stand in a section of their own, the same in every output."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from quanze.cli.diff_text import print_changes
from quanze.load.versions import Version
from quanze.model.adjustment_words import ChangeLevel
from quanze.publish.changes import ChangeReport, Narrowing, report_of
from quanze.publish.changes.data import data
from quanze.publish.changes.markdown import markdown
from quanze.publish.changes.page import page
from quanze.publish.changes.workbook import workbook
from tests.diff.registers import Texts

HOSTILE = "《<b>甲|`规程`》"
POWER = '部门: 甲局\n事项:\n  - {编码: "T-1", 名称: 采伐许可, 类型: 行政许可}\n'
RULES = f"""\
配套制度:
  - 名称: "{HOSTILE}"
    统一编号: GZ-1
    适用事项: ["T-1"]
    状态: 修改中
  - 名称: 《乙规程》
    种类: 权责运行制度
"""
OLD = {
    "quanze.yaml": "名称: 示例\n",
    "departments/甲/department.yaml": "名称: 甲局\n",
    "departments/甲/power.yaml": POWER,
    "regulations.yaml": RULES,
    "delegations/2026-1.yaml": "编号: 2026-1\n标题: 第一批\n方式: 委托\n",
}
NEW = {
    **OLD,
    "regulations.yaml": RULES.replace("修改中", "废止").split("  - 名称: 《乙")[0],
    "joint-matters.yaml": '并联事项:\n  - {编码: "Y-1", 名称: 开办餐馆, 阶段: [{名称: 受理}]}\n',
}


def report(new: dict[str, str] | None = None, narrowing: Narrowing | None = None) -> ChangeReport:
    old, newer = (
        Version(label, Texts(files)) for label, files in (("旧", OLD), ("新", new or NEW))
    )
    return report_of(old, newer, narrowing)


def text(found: ChangeReport, capsys: pytest.CaptureFixture[str]) -> str:
    print_changes(found)
    return capsys.readouterr().out


def test_the_powers_did_not_change_and_their_sum_is_not_touched() -> None:
    found = report()
    assert found
    assert not found.changes
    assert found.sum_text == "职权 原有 1 + 增加 0 − 减少 0 = 现有 1"
    assert [(str(f.kind), str(f.listed), f.name, f.key) for f in found.own.shown] == [
        ("修改", "配套制度", HOSTILE, "GZ-1"),
        ("删除", "配套制度", "《乙规程》", ""),
        ("新增", "并联审批事项", "开办餐馆", "Y-1"),
    ]


def test_a_program_reads_whole_values() -> None:
    told: dict[str, Any] = data(report())["配套清单"]
    assert told["没有列出"] == 0
    assert told["没有比较"] == []
    altered, gone, came = told["变更"]
    assert altered["要素"] == [{"要素": "状态", "原": "修改中", "新": "废止"}]
    assert gone["内容"] == {"名称": "《乙规程》", "种类": "权责运行制度"}
    assert came["对象"] == "Y-1"


def test_terminal_comment_page_and_workbook_say_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = report()
    terminal = text(found, capsys)
    assert "各部门的清单没有变更" in terminal
    assert "配套制度修改" in terminal
    assert "状态：[-修改中-] → {+废止+}" in terminal
    comment = markdown(found)
    assert "| 状态 | <del>修改中</del> | <ins>废止</ins> |" in comment
    assert "<b>甲" not in comment
    html = page(found)
    assert "<del>修改中</del>" in html
    assert "<b>甲" not in html
    book = load_workbook(io.BytesIO(workbook(found)))
    rows = list(book["配套清单"].iter_rows(min_row=2, values_only=True))
    assert [row[:5] for row in rows] == [
        ("配套制度", "GZ-1", HOSTILE, "修改", "状态"),
        ("配套制度", "", "《乙规程》", "删除", "整项"),
        ("并联审批事项", "Y-1", "开办餐馆", "新增", "整项"),
    ]
    assert rows[1][6] == "种类：权责运行制度"
    assert rows[2][7] == "阶段：受理"


def test_they_have_no_level_so_a_level_does_not_list_them() -> None:
    found = report(narrowing=Narrowing(level=ChangeLevel.SUBSTANTIAL)).own
    assert (len(found.shown), found.hidden) == (0, 3)
    assert found.remarks == ("配套清单另有 3 处没有列出（没有级别，--level 不列）",)
    assert len(report(narrowing=Narrowing(level=ChangeLevel.WORDING)).own.shown) == 3


def test_one_item_lists_what_names_it() -> None:
    found = report(narrowing=Narrowing(item="T-1")).own
    assert [facts.name for facts in found.shown] == [HOSTILE]


def test_what_cannot_be_read_is_told_and_not_deleted(capsys: pytest.CaptureFixture[str]) -> None:
    broken = {**OLD, "regulations.yaml": "配套制度: [\n"}
    found = report(broken)
    assert found.own.shown == ()
    told = "regulations.yaml 里有读不懂的内容，这份清单没有比较"
    for output in (text(found, capsys), markdown(found), page(found)):
        assert told in output


def test_a_comment_keeps_its_length() -> None:
    entries = "".join(f"  - 名称: 《第{n}项》\n    主要内容: {'长' * 500}\n" for n in range(200))
    comment = markdown(report({**NEW, "regulations.yaml": "配套制度:\n" + entries}), limit=2_000)
    assert len(comment) <= 2_000
    assert "处变更没有列出" in comment


def test_the_same_lists_are_no_change(capsys: pytest.CaptureFixture[str]) -> None:
    found = report(OLD)
    assert not found
    assert "没有变更。" in text(found, capsys)
    assert "配套清单" not in page(found)
