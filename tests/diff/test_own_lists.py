"""The lists beside the power lists, compared: found by number, code or name, never by likeness."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.diff.own_entries import OwnList
from quanze.diff.own_lists import OwnChange, OwnKind, own_changes
from quanze.diff.versions import compare_versions
from quanze.load.versions import Version

from .registers import Texts

SETTINGS = "名称: 示例\n"


def version(**files: str) -> Version:
    """Make a version; `batch` is delegations/2026-1.yaml, `release` is that of one department."""
    paths = {
        "batch": "delegations/2026-1.yaml",
        "release": "departments/lyj/release.yaml",
        "power": "departments/lyj/power.yaml",
    }
    named = {
        paths.get(name, f"{name.replace('_', '-')}.yaml"): text for name, text in files.items()
    }
    return Version("x", Texts({"quanze.yaml": SETTINGS, **named}))


def told(change: OwnChange) -> str:
    names = "、".join(element.name for element in change.elements)
    return f"{change.kind} {change.entry.listed} {change.entry.key}" + (
        f"：{names}" if names else ""
    )


def rules(*entries: str) -> str:
    return "配套制度:" + ("".join(f"\n  - {{{entry}}}" for entry in entries) or " []") + "\n"


def negative(*entries: str, head: str = "") -> str:
    listed = "".join(f"  - {{行业: 采矿业, 管理措施: 禁止, {entry}}}\n" for entry in entries)
    return f"名称: 负面清单\n{head}" + (f"条目:\n{listed}" if listed else "")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            {"regulations": rules("名称: 《甲》, 统一编号: A-1")},
            {"regulations": rules("名称: 《甲规程》, 统一编号: A-1, 状态: 修改中")},
            ["修改 配套制度 A-1：名称、状态"],
            id="one number is one regulation, under whatever name",
        ),
        pytest.param(
            {"regulations": rules("名称: 《甲》, 统一编号: A-1")},
            {"regulations": rules("名称: 《甲》, 统一编号: A-2")},
            ["新增 配套制度 A-2", "删除 配套制度 A-1"],
            id="two numbers are two regulations, though of one name",
        ),
        pytest.param(
            {"regulations": rules("名称: 《甲》, 状态: 起草中")},
            {"regulations": rules("名称: 《甲》, 统一编号: A-1")},
            ["修改 配套制度 A-1：状态、统一编号"],
            id="a draft that gets its number is the same one",
        ),
        pytest.param(
            {"negative_list": negative('编号: "1", 项目: 采石', '编号: "2", 项目: 采砂')},
            {"negative_list": negative('编号: "1", 项目: 采石', '编号: "2", 项目: 采煤', '编号: "3", 项目: 采砂')},
            ["新增 负面清单 采矿业·采煤", "修改 负面清单 采矿业·采砂：编号"],
            id="an entry put between others moves their numbers, no more",
        ),
        pytest.param(
            {"negative_list": negative('编号: "1", 项目: 采石')},
            {"negative_list": negative('编号: "1", 项目: 占用林地采石', head="施行: 2026-05-01\n")},
            ["修改 负面清单 整张清单：施行", "修改 负面清单 采矿业·占用林地采石：项目"],
            id="a project put in other words bears its number; the list has a head",
        ),
        pytest.param(
            {},
            {"negative_list": negative("项目: 采石")},
            ["新增 负面清单 整张清单", "新增 负面清单 采矿业·采石"],
            id="a whole list that came",
        ),
        pytest.param(
            {"batch": "编号: 2026-1\n标题: 第一批\n方式: 委托\n"},
            {"batch": "编号: 2026-1\n标题: 第一批\n方式: 委托\n办理:\n  - {步骤: 交接, 日期: 2026-08-28}\n"},
            ["修改 赋权批次 2026-1：办理"],
            id="a batch by its number",
        ),
        pytest.param(
            {"joint_matters": '并联事项:\n  - {编码: "Y-1", 名称: 开办餐馆}\n'},
            {"joint_matters": '并联事项:\n  - {编码: "Y-1", 名称: 开办餐馆一件事, 牵头部门: 甲局}\n'},
            ["修改 并联审批事项 Y-1：名称、牵头部门"],
            id="a joint matter by its code",
        ),
        pytest.param(
            {"release": '部门: 市林业局\n启用:\n  - {事项: "T-1", 自: 2026-03-02}\n'},
            {"release": '部门: 市林业局\n启用:\n  - {事项: "T-1", 自: 2026-03-02, 归还: 2026-04-01}\n  - {事项: "T-1", 自: 2026-06-02}\n'},
            ["修改 启用记录 T-1 2026-03-02：归还", "新增 启用记录 T-1 2026-06-02"],
            id="a release by its item and first day",
        ),
        pytest.param(
            {"regulations": "议事协调机构:\n  - {名称: 指挥部, 成员单位: [甲局, 乙局]}\n"},
            {"regulations": "议事协调机构:\n  - 名称: 指挥部\n    成员单位:\n      - 乙局\n      - {部门: 甲局}\n"},
            [],
            id="layout and order are no difference",
        ),
        pytest.param(
            {"regulations": rules("名称: 《甲》", "名称: 《甲》, 文号: 一号")},
            {"regulations": rules("名称: 《甲》, 文号: 一号", "名称: 《甲》")},
            [],
            id="namesakes in another order",
        ),
    ],
)  # fmt: skip
def test_what_changed(old: dict[str, str], new: dict[str, str], expected: list[str]) -> None:
    found = own_changes(version(**old), version(**new))
    assert [told(change) for change in found.changes] == expected
    assert found.unread == ()


POWER = '部门: 市林业局\n事项:\n  - {编码: "T-1", 名称: 采伐许可, 类型: 行政许可}\n'


def test_they_are_no_changes_of_powers() -> None:
    """A record of adjustments is held against the changes of powers alone: nothing of these disturbs it."""
    old = version(power=POWER)
    new = version(
        power=POWER, regulations=rules("名称: 《甲》"), negative_list=negative("项目: 采石"),
        batch="编号: 2026-1\n标题: 第一批\n方式: 委托\n",
        joint_matters='并联事项:\n  - {编码: "Y-1", 名称: 开办餐馆}\n',
        release='部门: 市林业局\n启用:\n  - {事项: "T-1", 自: 2026-03-02}\n',
    )  # fmt: skip
    assert not compare_versions(old, new)
    assert {change.entry.listed for change in own_changes(old, new).changes} == {
        OwnList.REGULATION, OwnList.NEGATIVE, OwnList.DELEGATION, OwnList.JOINT, OwnList.RELEASE,
    }  # fmt: skip


def test_what_cannot_be_read_is_not_deleted_but_told() -> None:
    old = version(
        regulations=rules("名称: 《甲》", "名称: 《乙》"), negative_list=negative("项目: 采石")
    )
    new = version(regulations=rules("名称: 《甲》", "没有名称: 《乙》"))
    found = own_changes(old, new)
    assert found.unread == ("regulations.yaml",)
    assert {change.entry.listed for change in found.changes} == {OwnList.NEGATIVE}


def test_shared_texts_that_change_change_what_refers_to_them() -> None:
    text = "共用:\n  要求: {said}\n配套制度:\n  - 名称: 《甲》\n    主要内容: {{共用: 要求}}\n"
    found = own_changes(
        version(regulations=text.format(said="三日")), version(regulations=text.format(said="五日"))
    )
    assert [told(change) for change in found.changes] == ["修改 配套制度 《甲》：主要内容"]


_ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["", "统一编号: A-1, ", "统一编号: A-2, "]),
        st.sampled_from(["《甲》", "《乙》"]),
        st.sampled_from(["", ", 文号: 一号", ", 状态: 废止"]),
    ),
    max_size=4,
)


@given(_ENTRIES, _ENTRIES)
def test_back_and_forth_is_the_same_change(
    old: list[tuple[str, str, str]], new: list[tuple[str, str, str]]
) -> None:
    before, after = (
        version(regulations=rules(*(f"{number}名称: {name}{more}" for number, name, more in side)))
        for side in (old, new)
    )
    there, back = own_changes(before, after).changes, own_changes(after, before).changes
    mirror = {OwnKind.ADDED: OwnKind.REMOVED, OwnKind.REMOVED: OwnKind.ADDED}
    kinds = [mirror.get(change.kind, change.kind) for change in back]
    assert sorted(kinds) == sorted(change.kind for change in there)
    came = [change.kind for change in there].count(OwnKind.ADDED)
    gone = [change.kind for change in there].count(OwnKind.REMOVED)
    assert len(new) - len(old) == came - gone
