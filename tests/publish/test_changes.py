"""The changes as they are given: every output says the same, and hostile texts stay texts."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from quanze.load.source import CannotRun
from quanze.model.adjustment_words import ChangeLevel
from quanze.publish.changes import ChangeReport, Narrowing, report_of
from quanze.publish.changes.data import data
from quanze.publish.changes.markdown import markdown
from quanze.publish.changes.page import page
from quanze.publish.changes.parts import Line, lines_of
from quanze.publish.changes.workbook import workbook
from tests.diff.registers import Files, version

HOSTILE = "甲|`x` <script>alert(1)</script> @root #12 [链](http://x.example) **粗** &amp; \u202e反"


def power(code: str, name: str = "涉路许可", more: str = "") -> str:
    return f'  - 编码: "{code}"\n    名称: {json.dumps(name, ensure_ascii=False)}\n    类型: 行政许可\n{more}'


OLD: Files = {
    "甲/power": "部门: 甲局\n事项:\n"
    + power("K", more="    承诺时限: 20个工作日\n    申请材料:\n      - 申请书\n      - 住所证明\n")
    + power("G", "取消的许可")
    + power("R", "换码的许可", '    基本编码: "220105001000"\n')
    + power("W", more="    备注:\n      说明: 旧的说明\n"),
    "乙/power": "部门: 乙局\n事项:\n" + power("S", "不动的许可"),
}
NEW: Files = {
    "甲/power": "部门: 甲局\n事项:\n"
    + power("K", more="    承诺时限: 7个工作日\n    申请材料:\n      - 申请书\n")
    + power("R2", "换码的许可", '    基本编码: "220105001000"\n')
    + power("W", more="    备注:\n      说明: 新的说明\n"),
    "乙/power": "部门: 乙局\n事项:\n" + power("S", "不动的许可") + power("N", HOSTILE),
}


def report(old: Files = OLD, new: Files = NEW, narrowing: Narrowing | None = None) -> ChangeReport:
    return report_of(version(old, "旧版"), version(new, "新版"), narrowing)


def codes(found: ChangeReport) -> set[str]:
    return {facts.key for facts in found.shown}


def test_the_sum_of_the_powers_is_right() -> None:
    assert report().sum_text == "职权 原有 5 + 增加 2 − 减少 2 = 现有 5"


def test_changes_stand_by_department_and_kind_and_the_counts_are_theirs() -> None:
    found = report()
    told = {
        group.department: {kind.kind: [f.key for f in kind.changes] for kind in group.kinds}
        for group in found.groups
    }
    assert told == {
        "甲局": {"新增": ["R2"], "取消": ["G", "R"], "要素变更": ["K", "W"]},
        "乙局": {"新增": ["N"]},
    }
    assert dict(found.kinds) == {"新增": 2, "取消": 2, "要素变更": 2}
    assert dict(found.element_kinds) == {"时限变更": 1, "材料变更": 1, "说明变更": 1}
    assert dict(found.levels) == {
        ChangeLevel.SUBSTANTIAL: 4, ChangeLevel.ELEMENT: 1, ChangeLevel.WORDING: 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        (ChangeLevel.SUBSTANTIAL, {"G", "R", "R2", "N"}),
        (ChangeLevel.ELEMENT, {"G", "R", "R2", "N", "K"}),
        (ChangeLevel.WORDING, {"G", "R", "R2", "N", "K", "W"}),
    ],
)
def test_a_level_shows_what_is_as_grave_or_graver(level: ChangeLevel, shown: set[str]) -> None:
    found = report(narrowing=Narrowing(level))
    assert codes(found) == shown
    assert found.hidden == 6 - len(shown)
    assert found.sum_text == report().sum_text


def test_one_item_is_shown_with_its_duties_and_what_became_of_it() -> None:
    duty = '部门: 甲局\n责任事项:\n  - 事项: "K"\n    责任:\n      - 环节: 受理责任\n        内容: 公示。\n'
    new = {
        **NEW,
        "甲/duty": duty,
        "甲/power": f"{NEW['甲/power'].rstrip()}\n" + power("M", "合并", '    前身: ["K", "G"]\n'),
    }
    found = report(new=new, narrowing=Narrowing(item="K"))
    assert [(f.change.kind, f.key) for f in found.shown] == [
        ("拆分", "K"), ("合并", "M"), ("责任新增", "K"),
    ]  # fmt: skip


def test_an_unknown_item_is_an_error() -> None:
    with pytest.raises(CannotRun, match="两个版本里都没有编码是 X 的事项"):
        report(narrowing=Narrowing(item="X"))


def test_steps_are_counted_where_only_the_flow_changed() -> None:
    def flow(*names: str) -> str:
        steps = "".join(f"      - {{编号: {n}, 名称: {n}, 角色: 窗口}}\n" for n in names)
        return f"部门: 甲局\n流程:\n  - 名称: 一般\n    步骤:\n{steps}"

    powers = {"甲/power": "部门: 甲局\n事项:\n" + power("K", more="    流程: 一般\n") + power("L")}
    found = report({**powers, "甲/flow": flow("受理", "审查")}, {**powers, "甲/flow": flow("受理")})
    assert [facts.change.kind for facts in found.shown] == ["流程变更"]
    told = [(one.item.key.key, one.measure.value, one.change) for one in found.reductions.altered]
    assert told == [("K", "环节", -1)]


def limits(**days: str) -> str:
    rows = (power(code, f"{code}许可", f"    承诺时限: {limit}\n") for code, limit in days.items())
    return "".join(rows)


@pytest.fixture(name="alike")
def alike_() -> ChangeReport:
    """A limit that is shortened alike in A, B and D, otherwise in C, and alike in another department."""
    old, new = (
        {
            "甲/power": f"部门: 甲局\n事项:\n{limits(A=day, B=day, C=other, D=day)}",
            "乙/power": f"部门: 乙局\n事项:\n{limits(E=day)}",
        }
        for day, other in (("20日", "20日"), ("7日", "9日"))
    )
    return report(old, new)


def test_what_changed_alike_in_a_department_is_said_once(alike: ChangeReport) -> None:
    told = [
        [facts.key for facts in together.entries]
        for department in alike.groups
        for kind in department.kinds
        for together in kind.alike
    ]
    assert told == [["E"], ["A", "B", "D"], ["C"]]
    text, shown = markdown(alike), page(alike)
    assert "**要素变更** 3 项，改动相同：承诺时限（要素）\n\n- A许可 <code>A</code>\n" in text
    assert text.count("<ins>7</ins>") == shown.count("<ins>7</ins>") == 2
    assert all(f"<li>{code}许可 <code>{code}</code></li>" in shown for code in "ABD")


def test_counts_and_what_programs_read_are_of_single_items(alike: ChangeReport) -> None:
    assert dict(alike.kinds) == {"要素变更": 5}
    assert "### 甲局（4 处）" in markdown(alike)
    assert "要素变更 4 处" in page(alike)
    assert [one["对象"] for one in data(alike)["变更"]] == ["E", "A", "B", "C", "D"]
    assert [row[2] for row in sheet(alike, "变更")[1:]] == ["E", "A", "B", "C", "D"]


def test_what_came_or_went_stands_alone_however_alike() -> None:
    new = {"甲/power": f"部门: 甲局\n事项:\n{limits(A='7日', B='7日')}"}
    ((department,),) = [report({"甲/power": "部门: 甲局\n"}, new).groups]
    assert [len(together.entries) for together in department.kinds[0].alike] == [1, 1]


def test_items_that_changed_alike_are_named_as_far_as_a_comment_has_room() -> None:
    codes = [f"T{number}" for number in range(203)]
    old, new = (
        {"甲/power": f"部门: 甲局\n事项:\n{limits(**dict.fromkeys(codes, day))}"}
        for day in ("20日", "7日")
    )
    text = markdown(report(old, new))
    assert text.count("<code>T") == 200
    assert "- 还有 3 项没有列出" in text


def test_what_an_item_was_split_from_is_named_though_it_did_not_change() -> None:
    old = {"甲/power": "部门: 甲局\n事项:\n" + power("K", "原来的许可")}
    new = {"甲/power": old["甲/power"] + power("N", more='    前身: ["K"]\n')}
    (found,) = report(old, new).shown
    assert found.remarks == ("来自 K 原来的许可",)


@pytest.mark.parametrize(
    ("stages", "told"),
    [
        (
            "[{环节: 受理责任, 内容: 公示。}, {环节: 审查责任, 内容: 核对。}]",
            "2 项：受理责任、审查责任",
        ),
        ("[{内容: 公示条件。}]", "1 项：公示条件。"),
    ],
)
def test_of_a_new_duty_its_stages_are_named(stages: str, told: str) -> None:
    powers = {"甲/power": "部门: 甲局\n事项:\n" + power("K")}
    duty = f'部门: 甲局\n责任事项:\n  - 事项: "K"\n    责任: {stages}\n'
    (found,) = report(powers, {**powers, "甲/duty": duty}).shown
    (line,) = next(element.lines for element in found.elements if element.name == "责任")
    assert line.new == told


def test_what_is_gone_from_a_renamed_department_stands_under_its_new_name() -> None:
    def listed(name: str, *powers: str) -> str:
        return f"部门: {name}\n事项:\n" + "".join(powers)

    old = {"甲/power": listed("甲局", power("K"), power("G"))}
    new = {"甲/department": "名称: 新局\n曾用名: [甲局]\n", "甲/power": listed("新局", power("K"))}
    found = report(old, new)
    assert [(f.change.kind, f.department, f.moved_from) for f in found.shown] == [
        ("取消", "新局", ""), ("机构更名", "新局", ""),
    ]  # fmt: skip


def lines(old: Any, new: Any) -> list[tuple[str, str | None, str | None]]:
    return [(line.label, line.old, line.new) for line in lines_of(old, new)]


BASIS = {"法规": "《公路法》", "版本": "（2017年修正）", "条款": "第五条", "原文": "原文一。"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("20日", "7日", [("", "20日", "7日")]),
        (None, "7日", [("", None, "7日")]),
        (["甲", "乙"], ["乙", "丙"], [("", "甲", None), ("", None, "丙")]),
        (["挖马路"], ["挖公路"], [("", "挖马路", "挖公路")]),
        (
            [BASIS, {**BASIS, "条款": "第六条"}],
            [{**BASIS, "版本": "（2024年修正）"}, {**BASIS, "条款": "第六条"}],
            [("《公路法》第五条 · 版本", "（2017年修正）", "（2024年修正）")],
        ),
        ([BASIS], [{**BASIS, "条款": "第八条"}], [("《公路法》第五条 · 条款", "第五条", "第八条")]),
        ([BASIS], None, [("", "《公路法》（2017年修正）第五条：原文一。", None)]),
        (
            [{"名称": "申请书", "份数": 1}, {"名称": "章程"}],
            [{"名称": "申请书", "份数": 2}],
            [("申请书 · 份数", "1", "2"), ("", "章程", None)],
        ),
        (
            [{"编号": "1", "名称": "受理", "角色": "窗口"}],
            [{"编号": "1", "名称": "受理", "角色": "科室"}],
            [("1 受理 · 角色", "窗口", "科室")],
        ),
        (
            [{"名称": "新办", "申请材料": [{"名称": "表"}, {"名称": "照片"}]}],
            [{"名称": "新办", "申请材料": [{"名称": "表"}]}],
            [("新办 · 申请材料", "照片", None)],
        ),
        ("不收费", {"标准": "10元"}, [("", "不收费", "10元")]),
        ({"标准": "10元"}, {"标准": "5元"}, [("标准", "10元", "5元")]),
        (
            [{"部门": "市环保局", "角色": "牵头"}],
            [{"部门": "市生态环保局", "角色": "牵头"}],
            [("市环保局 · 部门", "市环保局", "市生态环保局")],
        ),
    ],
)
def test_of_a_list_only_the_parts_that_differ_are_shown(
    old: Any, new: Any, told: list[tuple[str, str | None, str | None]]
) -> None:
    assert lines(old, new) == told


def test_parts_in_another_order_are_no_line_of_their_own() -> None:
    assert lines(["甲", "乙", "丙"], ["丙", "乙", "丁"]) == [("", "甲", None), ("", None, "丁")]


def test_json_holds_whole_values_and_its_counts_agree() -> None:
    told = json.loads(json.dumps(data(report()), ensure_ascii=False))
    assert told["schema_version"] == 1
    sums = told["合计"]
    assert sums["原有"] + sums["增加"] - sums["减少"] == sums["现有"]
    assert Counter(one["种类"] for one in told["变更"]) == told["种类"]
    kept = next(one for one in told["变更"] if one["对象"] == "K")
    assert [(e["要素"], e["原"], e["新"]) for e in kept["要素"]] == [
        ("申请材料", [{"名称": "申请书"}, {"名称": "住所证明"}], [{"名称": "申请书"}]),
        ("承诺时限", "20个工作日", "7个工作日"),
    ]
    assert next(one for one in told["变更"] if one["对象"] == "N")["内容"]["名称"] == HOSTILE
    assert told["疑似"][0]["声明"] == [
        {"文件": "departments/甲/power.yaml", "对象": "R2", "要素": "前身", "写上": ["R"]}
    ]
    proofs = next(one for one in told["四减"]["合计"] if one["项目"] == "证明")
    assert (proofs["原"], proofs["新"], proofs["不明"]) == (1, 0, 1)


def test_no_text_of_a_list_is_markup_in_a_comment() -> None:
    text = markdown(report())
    assert "script" not in re.sub(r"&#60;/?script", "", text)
    assert not re.search(r"@\w", text)
    assert not re.search(r"(?<!&)#\w", text)
    assert "http:" not in text
    assert "\u202e" not in text


OUR_TAGS = re.compile(r"</?(details|summary|b|code|del|ins|br)>")


def test_a_reader_of_markdown_finds_only_the_tags_and_the_table_cells_that_are_ours() -> None:
    more = f"    备注:\n      说明: {json.dumps(HOSTILE + chr(10) + '| a | b |', ensure_ascii=False)}\n"
    new = {"甲/power": "部门: 甲局\n事项:\n" + power("K", HOSTILE, more)}
    reader = MarkdownIt("commonmark").enable("table")
    tokens = list(
        reader.parse(markdown(report({"甲/power": "部门: 甲局\n事项:\n" + power("K")}, new)))
    )
    inside = [child for token in tokens for child in token.children or ()]
    raw = [token.content for token in (*tokens, *inside) if token.type.startswith("html")]
    assert raw
    assert re.sub(r"\s", "", OUR_TAGS.sub("", "".join(raw))) == ""
    assert {token.type for token in inside} & {
        "link_open",
        "code_inline",
        "image",
        "em_open",
    } == set()
    cells = Counter(
        token.type for token in tokens if token.type in ("tr_open", "td_open", "th_open")
    )
    assert cells["td_open"] + cells["th_open"] == 3 * cells["tr_open"]


def test_a_comment_is_read_as_tables_with_marked_words() -> None:
    text = markdown(report())
    assert "| 承诺时限 | <del>20</del>个工作日 | <ins>7</ins>个工作日 |" in text
    assert "| 申请材料 | <del>住所证明</del> |  |" in text
    assert "**职权 原有 5 + 增加 2 − 减少 2 = 现有 5**" in text
    assert text.count("<details>") == text.count("</details>") == 4


def many(count: int, length: int) -> tuple[Files, Files]:
    def listed(word: str) -> Files:
        rows = "".join(
            power(f"T-{n}", more=f"    行使内容: {word * length}{n}\n") for n in range(count)
        )
        return {"甲/power": f"部门: 甲局\n事项:\n{rows}"}

    return listed("甲"), listed("乙")


@pytest.mark.parametrize(("count", "length"), [(2000, 5), (300, 3000), (3, 60_000)])
def test_a_comment_keeps_to_its_length_and_says_what_is_left_out(count: int, length: int) -> None:
    text = markdown(report(*many(count, length)))
    assert len(text) <= 65_000
    listed = text.count("<code>T-")
    left = re.search(r"还有 (\d+) 处变更没有列出", text)
    assert listed + (int(left[1]) if left else 0) == count


def test_no_change_is_said_in_every_output() -> None:
    same = report(OLD, OLD)
    assert "没有变更" in markdown(same)
    assert "没有变更" in page(same)
    assert data(same)["变更"] == []


class Tags(HTMLParser):
    """Reads a page: its tags, balanced or not, and its texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: Counter[str] = Counter()
        self.text = ""
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen[tag] += 1
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_is_one_file_without_scripts() -> None:
    tags = Tags(page(report()))
    assert tags.open == []
    assert tags.seen["script"] == tags.seen["link"] == tags.seen["img"] == 0
    assert not {name for name in tags.attributes if name.startswith("on") or name == "src"}
    assert HOSTILE.replace("\u202e", "\ufffd") in tags.text


def test_the_page_marks_words_side_by_side() -> None:
    shown = page(report())
    assert "<td><del>20</del>个工作日</td><td><ins>7</ins>个工作日</td>" in shown


def sheet(found: ChangeReport, name: str) -> list[list[Any]]:
    book = load_workbook(io.BytesIO(workbook(found)))
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


def test_the_workbook_has_a_row_for_each_element_and_one_for_each_item_that_came_or_went() -> None:
    head, *rows = sheet(report(), "变更")
    assert head == [
        "部门", "清单", "编码", "名称", "种类", "说明", "要素", "部分", "原", "新", "级别",
    ]  # fmt: skip
    told = [(row[2], row[4], row[6], row[8], row[9], row[10]) for row in rows]
    assert ("K", "时限变更", "承诺时限", "20个工作日", "7个工作日", "要素") in told
    assert [row[:3] for row in told if row[1] in ("新增", "取消")] == [
        ("N", "新增", "整项"), ("R2", "新增", "整项"), ("G", "取消", "整项"), ("R", "取消", "整项"),
    ]  # fmt: skip


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    bad = {
        "甲/power": "部门: 甲局\n事项:\n"
        + power("N", "=1+1", "    备注:\n      说明: '@SUM(A1)'\n")
    }
    book = load_workbook(io.BytesIO(workbook(report({"甲/power": "部门: 甲局\n"}, bad))))
    cells = [cell for page_ in book for row in page_.iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_the_sums_of_the_workbook_are_those_of_the_report() -> None:
    rows = sheet(report(), "汇总")
    counts = {row[1]: row[2] for row in rows}
    assert (counts["原有"], counts["增加"], counts["减少"]) == (5, 2, 2)
    assert sheet(report(), "疑似")[1][5] == '前身:\n  - "R"'
    assert [row[3] for row in sheet(report(), "四减")[1:]] == ["时限", "材料", "证明"]


def test_a_line_that_came_or_went_whole_marks_no_words() -> None:
    assert [run.mark.value for run in Line("", None, "甲", plain=True).new_runs] == ["留"]
