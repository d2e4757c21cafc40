"""Which two registers differ, and in what: each row is an older version, a newer one, all changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from quanze.diff.changes import Changes
from quanze.diff.versions import compare_versions
from quanze.load.source import CannotRun
from quanze.model.adjustment_words import ChangeLevel
from quanze.model.change_kind import change_kinds
from tests.diff.registers import Files, told, version


def powers(*items: str, head: str = "部门: 甲局\n") -> str:
    """Write a power.yaml; each item is its code, its name, and further lines."""
    return f"{head}事项:\n" + "".join(map(power, items)) if items else head


def power(item: str) -> str:
    first, *lines = item.split("\n")
    code, name = first.split(" ", 1)
    kind = [] if any(line.startswith("类型:") for line in lines) else ["类型: 行政许可"]
    rest = "".join(f"    {line}\n" for line in (f"名称: {name}", *kind, *lines))
    return f'  - 编码: "{code}"\n{rest}'


def listed(key: str, *entries: str, head: str = "部门: 甲局\n") -> str:
    """Write another list; each entry is its lines."""
    body = "".join(f"  - {entry.replace(chr(10), chr(10) + '    ')}\n" for entry in entries)
    return f"{head}{key}:\n{body}"


def record(*changes: str) -> str:
    """Write a record that declares changes; each is its kind, its code, and further lines."""
    head = '编号: "2024-1"\n级别: 实质性\n合计: {原有: 0, 增加: 0, 减少: 0, 现有: 0}\n变更:\n'
    return head + "".join(map(recorded, changes))


def recorded(change: str) -> str:
    first, *lines = change.split("\n")
    kind, code = first.split(" ")
    rest = "".join(f"    {line}\n" for line in (f'对象: "{code}"', "级别: 实质性", *lines))
    return f"  - 种类: {kind}\n{rest}"


class Row(NamedTuple):
    """One comparison."""

    what: str
    old: Files
    new: Files
    changes: list[str]


def row(what: str, old: str | Files, new: str | Files, *changes: str) -> Row:
    """Make a row; a text alone is 甲/power."""
    return Row(what, _files(old), _files(new), list(changes))


def _files(files: str | Files) -> Files:
    return {"甲/power": files} if isinstance(files, str) else files


def altered(key: str, old: str, new: str, kind: str, name: str) -> Row:
    """Make a row in which one element of a power changes; its kind is that of the element."""
    what = f"{kind}: {name}"
    return row(what, powers(f"A1 甲{old}"), powers(f"A1 甲{new}"), f"要素变更 A1：{key}")


def one(old: str, new: str) -> tuple[str, str]:
    """Write two versions of a list of one power, of which one element differs."""
    return powers(f"A1 甲\n{old}".rstrip()), powers(f"A1 甲\n{new}".rstrip())


A, B, C = "A1 甲", "B1 乙", "C1 丙"
BASIS = "《中华人民共和国食品安全法》第三十五条第一款"
LONG = """设定依据:
  - 法规: 《中华人民共和国食品安全法》
    条款: 第三十五条第一款"""

SAME = [
    row("nothing", {}, {}),
    row("the same", powers(A, B), powers(A, B)),
    row("powers in another order", powers(A, B, C), powers(C, A, B)),
    row(
        "elements in another order",
        powers("A1 甲\n承办机构: 一科\n行使主体: 甲局"),
        powers("A1 甲\n行使主体: 甲局\n承办机构: 一科"),
    ),
    row(
        "materials in another order",
        *one("申请材料: [申请书, 身份证, 照片]", "申请材料: [照片, 申请书, 身份证]"),
    ),
    row("quoting", *one("承办机构: 一科", '承办机构: "一科"')),
    row("block and quoted text", *one("行使内容: |-\n  一\n  二", '行使内容: "一\\n二"')),
    row("line breaks within Chinese", *one("行使内容: |-\n  审查\n  申请", "行使内容: 审查申请")),
    row("a break at the end", *one("行使内容: |\n  审查", "行使内容: 审查")),
    row("blanks beside Chinese", *one("行使内容: 审查 申请", "行使内容: 审查申请")),
    row("ideographic blanks", *one("行使内容: 审查　申请", "行使内容: 审查申请")),
    row("blanks at the ends", *one('行使内容: " 审查 "', "行使内容: 审查")),
    row("full-width forms", *one("行使内容: （一）ＡＢ，１２％", "行使内容: (一)AB,12%")),
    row("several blanks for one", *one("行使内容: ISO  9001", "行使内容: ISO 9001")),
    row("one line for a basis or its parts", *one(f"设定依据: [{BASIS}]", LONG)),
    row("a material with its name only", *one("申请材料: [照片]", "申请材料: [{名称: 照片}]")),
    row("a number as text", *one("到现场次数: 1", "到现场次数: 1")),
    row("an empty list", *one("关键词: []", "")),
    row("an empty text", *one('承办机构: ""', "")),
    row("remarks without any", *one("备注: {}", "")),
    row("a default that is written", *one("常用程度: 常用", "")),
    row("where it came from", *one("来源: 清单.xlsx#行政许可!7", "来源: 清单.xlsx#行政许可!8")),
    row("comments and empty lines", powers(A), "# 注\n\n" + powers(A).replace("事项:", "事项:  # 注\n\n")),
    row("line ends of Windows", powers(A, B), powers(A, B).replace("\n", "\r\n")),
    row(
        "a list cut into files",
        powers(A, B),
        {"甲/power": powers(), "甲/power/A1": powers(A), "甲/power/B1": powers(B)},
    ),
    row(
        "shared in the file, or written out",
        powers("A1 甲\n行使内容:\n  共用: 审", head="部门: 甲局\n共用:\n  审: 审查申请\n"),
        powers("A1 甲\n行使内容: 审查申请"),
    ),
    row(
        "shared in quanze.yaml, or written out",
        {"quanze": "名称: 示例\n共用:\n  审: 审查申请\n", "甲/power": powers("A1 甲\n行使内容: {共用: 审}")},
        powers("A1 甲\n行使内容: 审查申请"),
    ),
    row(
        "shared under another name",
        powers("A1 甲\n行使内容: {共用: 审}", head="部门: 甲局\n共用: {审: 审查申请}\n"),
        powers("A1 甲\n行使内容: {共用: 查}", head="部门: 甲局\n共用: {查: 审查申请}\n"),
    ),
    row("another folder of the same department", {"甲/power": powers(A), "甲/department": "名称: 甲局\n"}, {"乙/power": powers(A), "乙/department": "名称: 甲局\n"}),
    row(
        "namesakes in another order",
        {"甲/flow": listed("流程", *(f"名称: 一般\n步骤: [{{编号: 1, 名称: {step}, 角色: 窗口}}]" for step in "受审"))},
        {"甲/flow": listed("流程", *(f"名称: 一般\n步骤: [{{编号: 1, 名称: {step}, 角色: 窗口}}]" for step in "审受"))},
    ),
    row("a former code that was declared long ago", powers("A1 甲\n前身: [A0]", B), powers("A1 甲\n前身: [A0]", B)),
    row("settings", {"quanze": "名称: 示例\n"}, {"quanze": "名称: 另一个\n地区: 某市\n"}),
]  # fmt: skip

TEXTS = [
    row("10² is not 102", *one("行使内容: 占地 10² 亩", "行使内容: 占地 102 亩"), "要素变更 A1：行使内容"),
    row("① is not 1", *one("行使内容: ①受理", "行使内容: 1受理"), "要素变更 A1：行使内容"),
    row("a blank between words of another script", *one("行使内容: ISO 9001", "行使内容: ISO9001"), "要素变更 A1：行使内容"),
    row("a sign", *one("行使内容: 审查、申请", "行使内容: 审查，申请"), "要素变更 A1：行使内容"),
    row("case", *one("行使内容: a", "行使内容: A"), "要素变更 A1：行使内容"),
    row("one of two equal materials", *one("申请材料: [照片, 照片]", "申请材料: [照片]"), "要素变更 A1：申请材料"),
    row("what is shared", powers("A1 甲\n行使内容: {共用: 审}", "B1 乙\n行使内容: {共用: 审}", C, head="部门: 甲局\n共用: {审: 审查申请}\n"), powers("A1 甲\n行使内容: {共用: 审}", "B1 乙\n行使内容: {共用: 审}", C, head="部门: 甲局\n共用: {审: 审查批准}\n"), "要素变更 A1：行使内容", "要素变更 B1：行使内容"),
]  # fmt: skip

GONE_TO = "原指纹: 0123456789abcdef\n去向: 县级局"

COMING_AND_GOING = [
    row("新增", powers(A), powers(A, B), "新增 B1"),
    row("取消", powers(A, B), powers(A), "取消 B1"),
    row("取消, with a namesake elsewhere", {"甲/power": powers("A1 许可"), "乙/power": powers("B1 许可", head="部门: 乙局\n")}, {"甲/power": powers(), "乙/power": powers("B1 许可", head="部门: 乙局\n")}, "取消 A1"),
    row("one that looks the same under another code", powers("A1 许可"), powers("B1 许可"), "取消 A1", "新增 B1"),
    row("下放 is what a record declares", powers(A, B), {"甲/power": powers(A), "adjustments/2024-1": record(f"下放 B1\n{GONE_TO}")}, "下放 B1 → 县级局"),
    row("收回 by above", powers(A), {"adjustments/2024-1": record(f"收回 A1\n{GONE_TO}"), "甲/power": powers()}, "收回 A1 → 县级局"),
    row("委托 to others", powers(A), {"adjustments/2024-1": record(f"委托 A1\n{GONE_TO}"), "甲/power": powers()}, "委托 A1 → 县级局"),
    row("转移 to a body without lists here", powers(A), {"adjustments/2024-1": record(f"转移 A1\n{GONE_TO}"), "甲/power": powers()}, "转移 A1 → 县级局"),
    row("a record that the older version had declares nothing", {"甲/power": powers(A), "adjustments/2024-1": record(f"下放 A1\n{GONE_TO}")}, {"甲/power": powers(), "adjustments/2024-1": record(f"下放 A1\n{GONE_TO}")}, "取消 A1"),
    row("a record cannot declare a removal to be a coming", powers(A), {"甲/power": powers(), "adjustments/2024-1": record("承接 A1\n内容: {名称: 甲}")}, "取消 A1"),
    row("a record cannot declare a coming to be a removal", {"甲/power": powers()}, {"甲/power": powers(A), "adjustments/2024-1": record(f"下放 A1\n{GONE_TO}")}, "新增 A1"),
    row("a record cannot declare what is kept to be gone", powers(A), {"甲/power": powers("A1 丁"), "adjustments/2024-1": record(f"下放 A1\n{GONE_TO}")}, "要素变更 A1：名称"),
    row("a record cannot declare a kind of its own", powers(A), {"甲/power": powers(), "adjustments/2024-1": record(f"名称变更 A1\n{GONE_TO}")}, "取消 A1"),
    row("承接 as its source says", {"甲/power": powers()}, powers("A1 甲\n权力来源: 下放承接"), "承接 A1"),
    row("what a record says of a coming says nothing of a going", powers(A), {"甲/power": powers(), "adjustments/2024-1": record("转移 A1\n内容: {名称: 甲}\n来自: 省局")}, "取消 A1"),
    row("承接 as a record declares", {"甲/power": powers()}, {"甲/power": powers(A), "adjustments/2024-1": record("承接 A1\n内容: {名称: 甲}\n来自: 省局")}, "承接 A1 ← 省局"),
]  # fmt: skip

TWO = {"甲/power": powers(A), "乙/power": powers(B, head="部门: 乙局\n")}

WITHIN = [
    row("委托", *one("行使主体: 甲局", "行使主体: 甲中心\n主体性质: 受委托组织"), "委托 A1：行使主体、主体性质"),
    row("收回", *one("委托机关: 甲局", ""), "收回 A1：委托机关"),
    row("暂停", *one("", "暂停: {自: 2024-06-30}"), "暂停 A1：暂停"),
    row("恢复", *one("暂停: {自: 2024-06-30}", ""), "恢复 A1：暂停"),
    row("严管", *one("", "常用程度: 非常用"), "严管 A1：常用程度"),
    row("严管, from what was written as 常用", *one("常用程度: 常用", "常用程度: 非常用"), "严管 A1：常用程度"),
    row("转为常用", *one("常用程度: 非常用", ""), "转为常用 A1：常用程度"),
    row("暂停 and 严管", *one("", "常用程度: 非常用\n暂停: {自: 2024-06-30}"), "暂停 A1：常用程度、暂停"),
    row("常用 written out", *one("", "常用程度: 常用")),
    row("another end of a suspension", *one("暂停: {自: 2024-06-30}", "暂停: {自: 2024-06-30, 至: 2025-06-30}"), "要素变更 A1：暂停"),
    row("转移 to another department", TWO, {"甲/power": powers(), "乙/power": powers(B, A, head="部门: 乙局\n")}, "转移 A1：部门"),
    row("moved and suspended", TWO, {"甲/power": powers(), "乙/power": powers(B, "A1 甲\n暂停: {自: 2024-06-30}", head="部门: 乙局\n")}, "转移 A1：部门、暂停"),
    row("sub-items", *one("子项: [{名称: 子}]", "子项: [{名称: 子, 承办机构: 一科}, {名称: 丑}]"), "要素变更 A1：子项"),
    row("sub-items in another order", *one("子项: [{名称: 子}, {名称: 丑}]", "子项: [{名称: 丑}, {名称: 子}]")),
]  # fmt: skip

SUCCESSIONS = [
    row("换码", powers(A, B), powers("A2 甲\n前身: [A1]", B), "换码 A2（原 A1） ~ A1：编码、前身"),
    row("renamed with another code", powers(A), powers("A2 新甲\n前身: [A1]"), "换码 A2（原 A1） ~ A1：编码、名称、前身"),
    row("合并", powers(A, B), powers("C1 丙\n前身: [A1, B1]"), "合并 A1 ~ C1", "合并 B1 ~ C1", "合并 C1 ~ A1、B1"),
    row("merged into one that was there", powers(A, B), powers("A1 甲\n前身: [B1]"), "合并 A1 ~ B1：前身", "合并 B1 ~ A1"),
    row("拆分", powers(A), powers("B1 乙\n前身: [A1]", "C1 丙\n前身: [A1]"), "拆分 A1 ~ B1、C1", "拆分 B1 ~ A1", "拆分 C1 ~ A1"),
    row("split off from one that stays as it is", powers(A), powers(A, "B1 乙\n前身: [A1]"), "拆分 B1 ~ A1"),
    row("split off from one that changes", powers("A1 甲和乙"), powers(A, "B1 乙\n前身: [A1]"), "拆分 A1 ~ B1：名称", "拆分 B1 ~ A1"),
    row("m:n", powers(A, B), powers("C1 丙\n前身: [A1, B1]", "D1 丁\n前身: [A1, B1]"), "拆分 A1 ~ C1、D1", "拆分 B1 ~ C1、D1", "合并 C1 ~ A1、B1", "合并 D1 ~ A1、B1"),
    row("moved and recoded at once", TWO, {"甲/power": powers(), "乙/power": powers(B, "A2 甲\n前身: [A1]", head="部门: 乙局\n")}, "转移 A2（原 A1） ~ A1：编码、部门、前身"),
    row("a chain of codes: the middle one stays", powers(A, B), powers("B1 甲\n前身: [A1]", "C1 乙\n前身: [B1]"), "合并 A1 ~ B1", "合并 B1 ~ A1：名称、前身", "拆分 C1 ~ B1"),
    row("codes change places", powers(A, B), powers("A1 乙\n前身: [B1]", "B1 甲\n前身: [A1]"), "合并 A1 ~ B1：名称、前身", "合并 B1 ~ A1：名称、前身"),
    row("itself as 前身", powers(A), powers("A1 甲\n前身: [A1]"), "要素变更 A1：前身"),
    row("each other as 前身, both new", {"甲/power": powers()}, powers("A1 甲\n前身: [B1]", "B1 乙\n前身: [A1]"), "新增 A1", "新增 B1"),
    row("a code that never was, as 前身", powers(A), powers("A1 甲\n前身: [X9]", "B1 乙\n前身: [X9]"), "要素变更 A1：前身", "新增 B1"),
    row("one 前身 twice", powers(A), powers('A2 甲\n前身: [A1, A1]'), "换码 A2（原 A1） ~ A1：编码、前身"),
    row("a record does not overrule 前身", powers(A, B), {"甲/power": powers("C1 丙\n前身: [A1, B1]"), "adjustments/2024-1": record(f"下放 A1\n{GONE_TO}")}, "合并 A1 ~ C1", "合并 B1 ~ C1", "合并 C1 ~ A1、B1"),
]  # fmt: skip

DUTY = '事项: "A1"\n责任: [受理]'

RENAMED = [
    row(
        "duties, flows and oversight follow a new code",
        {"甲/power": powers(A), "甲/duty": listed("责任事项", DUTY) + '事中事后监管:\n  - 名称: 抽查\n    适用事项: ["A1"]\n'},
        {"甲/power": powers("A2 甲\n前身: [A1]"), "甲/duty": listed("责任事项", DUTY.replace("A1", "A2")) + '事中事后监管:\n  - 名称: 抽查\n    适用事项: ["A2"]\n'},
        "换码 A2（原 A1） ~ A1：编码、前身",
    ),
    row(
        "an oversight measure that keeps the old code speaks of nothing",
        {"甲/power": powers(A), "甲/duty": listed("事中事后监管", '名称: 抽查\n适用事项: ["A1"]')},
        {"甲/power": powers("A2 甲\n前身: [A1]"), "甲/duty": listed("事中事后监管", '名称: 抽查\n适用事项: ["A1"]')},
        "换码 A2（原 A1） ~ A1：编码、前身",
        "监管变更 抽查：适用事项",
    ),
    row(
        "机构更名",
        {"甲/department": "名称: 工商局\n", "甲/power": powers(A, head="部门: 工商局\n"), "甲/duty": listed("责任事项", DUTY, head="部门: 工商局\n")},
        {"甲/department": "名称: 市场局\n曾用名: [工商局]\n", "甲/power": powers(A, head="部门: 市场局\n"), "甲/duty": listed("责任事项", DUTY, head="部门: 市场局\n")},
        "机构更名 市场局（原 工商局）：名称、曾用名",
    ),
    row(
        "a new name without 曾用名 is another department",
        {"甲/department": "名称: 工商局\n", "甲/power": powers(A, head="部门: 工商局\n")},
        {"甲/department": "名称: 市场局\n", "甲/power": powers(A, head="部门: 市场局\n")},
        "转移 A1：部门",
        "机构撤销 工商局",
        "机构新增 市场局",
    ),
    row(
        "two departments become one: neither is renamed",
        {"甲/department": "名称: 工商局\n", "乙/department": "名称: 质监局\n", "甲/power": powers(A), "乙/power": powers(B)},
        {"甲/department": "名称: 市场局\n曾用名: [工商局, 质监局]\n", "甲/power": powers(A, B)},
        "转移 A1：部门", "转移 B1：部门", "机构撤销 工商局", "机构新增 市场局", "机构撤销 质监局",
    ),
    row(
        "the old name lives on: it was parted, not renamed",
        {"甲/department": "名称: 工商局\n"},
        {"甲/department": "名称: 工商局\n", "乙/department": "名称: 质监局\n曾用名: [工商局]\n"},
        "机构新增 质监局",
    ),
]  # fmt: skip

MEASURE, MATTER, SERVICE = "名称: 抽查", "管理事项: 渣土", "名称: 咨询"
STEP = "步骤: [{编号: 1, 名称: 受理, 角色: 窗口}]"

OTHER_LISTS = [
    row("机构变更", {"甲/department": "名称: 甲局\n"}, {"甲/department": "名称: 甲局\n网站: 示例\n"}, "机构变更 甲局：网站"),
    row("主要职责", {"甲/duty": listed("主要职责", "内容: 管市场")}, {"甲/duty": listed("主要职责", "内容: 管质量")}, "机构变更 甲局：主要职责"),
    row("责任新增", {"甲/duty": listed("主要职责", "管市场")}, {"甲/duty": listed("主要职责", "管市场") + f"责任事项:\n  - {DUTY.replace(chr(10), chr(10) + '    ')}\n"}, "责任新增 A1"),
    row("责任变更", {"甲/duty": listed("责任事项", DUTY)}, {"甲/duty": listed("责任事项", DUTY + "\n备注: {注: 无}")}, "责任变更 A1：备注"),
    row(
        "a duty that moves with its power, in other words",
        {**TWO, "甲/duty": listed("责任事项", DUTY)},
        {"甲/power": powers(), "乙/power": powers(B, A, head="部门: 乙局\n"), "乙/duty": listed("责任事项", DUTY.replace("受理", "审查"), head="部门: 乙局\n")},
        "转移 A1：部门", "责任变更 A1：责任、部门",
    ),
    row("the duty of a sub-item", {"甲/duty": listed("责任事项", DUTY, DUTY + "\n子项: 子")}, {"甲/duty": listed("责任事项", DUTY)}, "责任删除 A1/子"),
    row("追责", {"甲/duty": listed("责任事项", DUTY)}, {"甲/duty": listed("责任事项", DUTY + "\n追责: {情形: 不受理}")}, "责任变更 A1：追责"),
    row("服务新增", {"甲/duty": listed("公共服务事项", SERVICE)}, {"甲/duty": listed("公共服务事项", SERVICE, "名称: 查询")}, "服务新增 查询"),
    row("服务删除", {"甲/duty": listed("公共服务事项", SERVICE, "名称: 查询")}, {"甲/duty": listed("公共服务事项", SERVICE)}, "服务删除 查询"),
    row("服务变更", {"甲/duty": listed("公共服务事项", SERVICE)}, {"甲/duty": listed("公共服务事项", SERVICE + "\n办理时限: 当场")}, "服务变更 咨询：办理时限"),
    row("监管新增", {"甲/duty": listed("事中事后监管", MEASURE)}, {"甲/duty": listed("事中事后监管", MEASURE, "名称: 巡查")}, "监管新增 巡查"),
    row("监管删除", {"甲/duty": listed("事中事后监管", MEASURE, "名称: 巡查")}, {"甲/duty": listed("事中事后监管", MEASURE)}, "监管删除 巡查"),
    row("监管变更", {"甲/duty": listed("事中事后监管", MEASURE)}, {"甲/duty": listed("事中事后监管", MEASURE + "\n监管方式: 随机")}, "监管变更 抽查：监管方式"),
    row("边界新增", {"甲/boundary": listed("职责边界", MATTER)}, {"甲/boundary": listed("职责边界", MATTER, "管理事项: 油烟")}, "边界新增 油烟"),
    row("边界删除", {"甲/boundary": listed("职责边界", MATTER, "管理事项: 油烟")}, {"甲/boundary": listed("职责边界", MATTER)}, "边界删除 油烟"),
    row("边界变更", {"甲/boundary": listed("职责边界", MATTER)}, {"甲/boundary": listed("职责边界", MATTER + "\n协调机制: 联席会议")}, "边界变更 渣土：协调机制"),
    row("流程新增", {"甲/flow": listed("流程", f"名称: 一般\n{STEP}")}, {"甲/flow": listed("流程", f"名称: 一般\n{STEP}", f"名称: 简易\n{STEP}")}, "流程新增 简易"),
    row("流程删除", {"甲/flow": listed("流程", f"名称: 一般\n{STEP}", f"名称: 简易\n{STEP}")}, {"甲/flow": listed("流程", f"名称: 一般\n{STEP}")}, "流程删除 简易"),
    row("流程变更", {"甲/flow": listed("流程", f"名称: 一般\n{STEP}")}, {"甲/flow": listed("流程", f"名称: 一般\n{STEP.replace('窗口', '科室')}")}, "流程变更 一般：步骤"),
    row("a name in two departments", {"甲/flow": listed("流程", f"名称: 一般\n{STEP}"), "乙/flow": listed("流程", f"名称: 一般\n{STEP}")}, {"甲/flow": listed("流程", f"名称: 一般\n{STEP}"), "乙/flow": "部门: 乙局\n"}, "流程删除 一般"),
]  # fmt: skip

ELEMENTS = [
    row(kind, *one(old, new), f"要素变更 A1：{(new or old).split(':')[0]}")
    for kind, old, new in [
        ("类型变更", "类型: 行政许可", "类型: 行政确认"),
        ("编码变更", "", '地方编码: "7"'),
        ("依据变更", f"设定依据: [{BASIS}]", f"设定依据: [{BASIS.replace('五', '六')}]"),
        ("主体变更", "行使主体: 甲局", "行使主体: 乙局"),
        ("层级变更", "行使层级: 市级", "行使层级: 县级"),
        ("承办机构变更", "承办机构: 一科", "承办机构: 二科"),
        ("时限变更", "法定时限: 20个工作日", "法定时限: 20日"),
        ("收费变更", "收费: 不收费", "收费: {标准: 每件十元}"),
        ("材料变更", "申请材料: [申请书, 照片]", "申请材料: [申请书]"),
        ("条件变更", "受理条件: 年满十八", "受理条件: 年满二十"),
        ("流程变更", "流程: 一般", "流程: 简易"),
        ("内容变更", "行使内容: 审查", "行使内容: 审批"),
        ("子项变更", "子项: [{名称: 子}]", "子项: [{名称: 丑}]"),
        ("结果变更", "结果名称: 许可证", "结果名称: 批复"),
        ("裁量变更", "", "裁量基准: [{阶次: 轻微, 情形: 初次, 标准: 不罚}]"),
        ("中介变更", "", "中介服务: [{名称: 评估}]"),
        ("监督变更", "", "监督方式: [电话]"),
        ("办事信息变更", "办理地点: 一楼", "办理地点: 二楼"),
        ("说明变更", "", "备注: {注: 无}"),
    ]
] + [row("名称变更", powers("A1 甲"), powers("A1 乙"), "要素变更 A1：名称")]

ROWS = [
    *SAME, *TEXTS, *COMING_AND_GOING, *WITHIN, *SUCCESSIONS, *RENAMED, *OTHER_LISTS, *ELEMENTS,
]  # fmt: skip


def compared(given: Row) -> Changes:
    return compare_versions(version(given.old), version(given.new))


@pytest.mark.parametrize("given", ROWS, ids=lambda given: given.what)
def test_two_versions_differ_in_exactly_this(given: Row) -> None:
    assert [told(change) for change in compared(given).changes] == given.changes


@pytest.mark.parametrize("given", ELEMENTS, ids=lambda given: given.what)
def test_a_change_of_an_element_has_the_kind_of_the_element(given: Row) -> None:
    (change,) = compared(given).changes
    assert change.kinds == ("要素变更", given.what)


def kinds_reached() -> Iterator[str]:
    for given in ROWS:
        for change in compared(given).changes:
            yield from change.kinds


def test_every_kind_can_occur() -> None:
    assert set(kinds_reached()) == set(change_kinds())


LEVELS = [
    ("another spelling of a limit", *one("法定时限: 20个工作日", "法定时限: 二十个工作日"), "文字"),
    ("another number of days", *one("法定时限: 20个工作日", "法定时限: 10个工作日"), "要素"),
    ("another unit", *one("法定时限: 20个工作日", "法定时限: 20日"), "要素"),
    ("an extension", *one("法定时限: 20日", "法定时限: 20日，可延长10日"), "要素"),
    ("only wording within a sub-item", *one("子项: [{名称: 子, 办理地点: 一}]", "子项: [{名称: 子, 办理地点: 二}]"), "文字"),
    ("more within a sub-item", *one("子项: [{名称: 子, 承办机构: 一}]", "子项: [{名称: 子, 承办机构: 二}]"), "要素"),
    ("one sub-item less", *one("子项: [{名称: 子}, {名称: 丑}]", "子项: [{名称: 子}]"), "要素"),
    ("where to go", *one("办理地点: 一楼", "办理地点: 二楼"), "文字"),
    ("where to go, and who does it", *one("办理地点: 一楼", "办理地点: 二楼\n承办机构: 一科"), "要素"),
    ("cancelled", powers(A, B), powers(A), "实质性"),
    ("suspended", *one("", "暂停: {自: 2024-06-30}"), "实质性"),
    ("made reserved", *one("", "常用程度: 非常用"), "实质性"),
    ("made regular again", *one("常用程度: 非常用", ""), "实质性"),
    ("moved", TWO, {"甲/power": powers(), "乙/power": powers(B, A, head="部门: 乙局\n")}, "要素"),
    ("moved out of the list, as a record says", powers(A), {"甲/power": powers(), "adjustments/2024-1": record(f"转移 A1\n{GONE_TO}")}, "实质性"),
    ("another power under the same code", powers("A1 甲\n设定依据: [《公路法》第一条]"), powers("A1 乙\n设定依据: [《森林法》第二条]").replace("行政许可", "行政处罚"), "实质性"),
    ("another power that declares a former code", powers("A1 甲\n设定依据: [《公路法》第一条]"), powers("A2 乙\n前身: [A1]\n设定依据: [《森林法》第二条]").replace("行政许可", "行政处罚"), "实质性"),
    ("moved and entrusted", TWO, {"甲/power": powers(), "乙/power": powers(B, "A1 甲\n委托机关: 市局", head="部门: 乙局\n")}, "实质性"),
    ("merged", powers(A, B), powers("A1 甲\n前身: [B1]"), "要素"),
    ("merged and entrusted", powers(A, B), powers("A1 甲\n前身: [B1]\n委托机关: 市局"), "实质性"),
    ("nothing", powers(A), powers(A), "文字"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "old", "new", "level"), LEVELS, ids=[row[0] for row in LEVELS])
def test_a_comparison_has_the_level_of_its_gravest_change(
    what: str, old: str, new: str, level: str
) -> None:
    assert compared(row(what, old, new)).level is ChangeLevel(level)


def test_an_office_sets_the_level_of_a_kind() -> None:
    settings = "名称: 示例\n调整: {级别: {材料变更: 文字}}\n"
    old, new = one("申请材料: [照片]", "申请材料: [申请书]")
    given = row("own level", {"甲/power": old}, {"quanze": settings, "甲/power": new})
    assert compared(given).level is ChangeLevel.WORDING


def test_the_powers_are_counted_on_both_sides() -> None:
    changes = compared(row("counts", powers(A, B), powers(B, C, "D1 丁")))
    assert (changes.before, changes.added, changes.removed, changes.after) == (2, 2, 1, 3)


def test_the_kinds_are_counted_in_their_order() -> None:
    changes = compared(row("counts", powers(A, B), powers("A1 丁", "C1 丙", "D1 丁")))
    assert list(changes.counts.items()) == [("新增", 2), ("取消", 1), ("要素变更", 1)]


UNREADABLE = [
    ("a code used twice", {"甲/power": powers(A, "A1 乙")}, "编码 A1 用了两次"),
    (
        "a code used in two departments",
        {"甲/power": powers(A), "乙/power": powers(A, head="部门: 乙局\n")},
        "编码 A1 用了两次（departments/乙/power.yaml、departments/甲/power.yaml）",
    ),
    (
        "a file that is no YAML",
        {"甲/power": powers(A) + "事项：\n"},
        "不能比较：读不到的会被当成取消",
    ),
    ("a power that does not fit", {"甲/power": powers("A1 甲\n没有: 1")}, "不能比较"),
    ("a reference to nothing", {"甲/power": powers("A1 甲\n行使内容: {共用: 无}")}, "不能比较"),
]


def test_what_cannot_be_read_is_named_where_it_stands_in_the_whole_file() -> None:
    right = powers(A, B, C)
    line = right.split("\n").index("    名称: 丙") + 1
    broken = right.replace("名称: 丙", "名称：丙")
    with pytest.raises(CannotRun, match=f"departments/甲/power.yaml:{line}:"):
        compare_versions(version({"甲/power": right}), version({"甲/power": broken}))


@pytest.mark.parametrize(("what", "files", "said"), UNREADABLE, ids=[row[0] for row in UNREADABLE])
def test_what_cannot_be_read_is_not_compared(what: str, files: Files, said: str) -> None:
    right = version({"甲/power": powers("A1 甲")})
    for old, new in ((version(files), right), (right, version(files))):
        with pytest.raises(CannotRun, match=said):
            compare_versions(old, new)
