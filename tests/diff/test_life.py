"""The life of an item through renames, moves, merges and splits, and who gave each element its value."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.diff.life import Life, life
from quanze.diff.verify import verify
from quanze.load.source import CannotRun
from tests.office import CODES, FIRST, JIA, REGISTER, SECOND, THIRD, YI, Data, Office, power, powers

A, B, C, NEW, OTHER = CODES
NO_DUTY: Data = {f"{JIA}duty.yaml": {"部门": "甲局", "责任事项": []}}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "仓库", "库")
    made.step(REGISTER, "2024-01-02")
    return made


def lived(office: Office, code: str) -> Life:
    return life(verify(office.folder), code)


def told(found: Life) -> list[tuple[str, str, str]]:
    """Kind, code and author of the events of items; duties are left out."""
    return [
        (event.kind, event.entry.key.key, event.commit.author)
        for event in found.events
        if event.is_of_item
    ]


def of_jia(*items: Data) -> Data:
    return {f"{JIA}power.yaml": powers("甲局", *items)}


def of_yi(*items: Data) -> Data:
    return {f"{YI}power.yaml": powers("乙局", *items)}


def test_a_life_begins_in_the_first_version_or_with_an_addition(office: Office) -> None:
    office.step(of_yi(THIRD, power(NEW, "新的")), by="李四")
    assert told(lived(office, C)) == [("最初", C, "张三")]
    assert told(lived(office, NEW)) == [("新增", NEW, "李四")]


def test_elements_are_told_with_both_values(office: Office) -> None:
    office.step(of_jia(FIRST | {"承诺时限": "7个工作日"}, SECOND), by="李四")
    (event,) = (one for one in lived(office, A).events if one.change)
    assert event.change is not None
    (element,) = event.change.elements
    assert (element.name, element.old, element.new) == ("承诺时限", "10个工作日", "7个工作日")


def test_a_life_goes_on_under_another_code_and_in_another_department(office: Office) -> None:
    office.step(of_yi(power(NEW, "超限", 前身=[C])), by="李四")
    office.step(of_yi() | of_jia(FIRST, SECOND, power(NEW, "超限", 前身=[C])), by="王五")
    expected = [("最初", C, "张三"), ("换码", NEW, "李四"), ("转移", NEW, "王五")]
    new, old = lived(office, NEW), lived(office, C)
    assert told(new) == told(old) == expected
    assert (new.ancestors, old.descendants) == ((C,), (NEW,))
    assert new.present is not None
    assert (old.present, old.last.kind) == (None, "换码")


def test_a_merged_item_has_the_past_of_both_and_each_its_own(office: Office) -> None:
    office.step(of_jia(FIRST | {"承诺时限": "7个工作日"}, SECOND), by="李四")
    office.step(of_jia(power(NEW, "合并的", 前身=[A, B])) | NO_DUTY, by="王五")
    merged = lived(office, NEW)
    assert set(merged.ancestors) == {A, B}
    assert told(merged) == [
        ("最初", A, "张三"),
        ("最初", B, "张三"),
        ("要素变更", A, "李四"),
        ("合并", NEW, "王五"),
        ("合并", A, "王五"),
        ("合并", B, "王五"),
    ]
    one = lived(office, B)
    assert told(one) == [("最初", B, "张三"), ("合并", B, "王五"), ("合并", NEW, "王五")]
    assert (one.present, one.descendants) == (None, (NEW,))


def test_an_item_merged_into_one_that_stays_is_followed_there(office: Office) -> None:
    office.step(of_jia(FIRST | {"前身": [B]}), by="王五")
    assert told(lived(office, B)) == [("最初", B, "张三"), ("合并", B, "王五"), ("合并", A, "王五")]
    assert lived(office, A).ancestors == (B,)


def test_what_was_parted_is_followed_from_then_on(office: Office) -> None:
    office.step(of_yi(power(NEW, "分一", 前身=[C]), power(OTHER, "分二", 前身=[C])), by="李四")
    office.step(of_yi(power(NEW, "分一", 前身=[C], 结果名称="证"), power(OTHER, "分二", 前身=[C])))
    assert set(lived(office, C).descendants) == {NEW, OTHER}
    assert told(lived(office, OTHER)) == [
        ("最初", C, "张三"),
        ("拆分", OTHER, "李四"),
        ("拆分", C, "李四"),
    ]


def test_what_an_ancestor_does_later_is_its_own(office: Office) -> None:
    office.step(of_yi(THIRD, power(NEW, "分出的", 前身=[C])), by="李四")
    office.step(of_yi(THIRD | {"结果名称": "证"}, power(NEW, "分出的", 前身=[C])), by="王五")
    assert told(lived(office, NEW)) == [("最初", C, "张三"), ("拆分", NEW, "李四")]


def test_the_record_names_its_change_and_says_where_it_went(office: Office) -> None:
    base = office.git("rev-parse", "HEAD")
    office.step(of_yi(), by="李四")
    record = office.record("2024-1", base)
    record["变更"][0] |= {"种类": "下放", "去向": "县区"}
    record["合计"]["种类"] = {"下放": 1}
    office.step({"adjustments/2024-1.yaml": record})
    event = lived(office, C).last
    assert (event.kind, event.record, event.other_body) == ("下放", "2024-1", "县区")
    assert (event.gone, event.commit.author) == (True, "李四")


def test_where_it_went_may_be_written_after_approval(office: Office) -> None:
    base = office.git("rev-parse", "HEAD")
    office.step(of_yi(), by="李四")
    record = office.record("2024-1", base)
    record["变更"][0] |= {"种类": "下放"}
    record["合计"]["种类"] = {"下放": 1}
    office.step({"adjustments/2024-1.yaml": record})
    record["变更"][0] |= {"去向": "县区"}
    office.step({"adjustments/2024-1.yaml": record})
    assert verify(office.folder).holds
    assert lived(office, C).last.other_body == "县区"


def test_duties_belong_to_the_life_of_their_item(office: Office) -> None:
    duty = {"事项": A, "责任": [{"环节": "受理责任", "内容": "当场受理"}]}
    office.step({f"{JIA}duty.yaml": {"部门": "甲局", "责任事项": [duty]}}, by="李四")
    events = [one for one in lived(office, A).events if not one.is_of_item]
    assert [(one.kind, one.commit.author) for one in events] == [
        ("最初", "张三"),
        ("责任变更", "李四"),
    ]


def test_of_one_commit_the_item_comes_first_then_its_duty_then_what_it_came_from(
    office: Office,
) -> None:
    duty = {"事项": NEW, "责任": [{"环节": "受理责任", "内容": "一次告知"}]}
    merged = of_jia(power(NEW, "合并的", 前身=[A, B]))
    office.step(merged | {f"{JIA}duty.yaml": {"部门": "甲局", "责任事项": [duty]}})
    events = [one for one in lived(office, NEW).events if one.change]
    assert [(one.kind, one.entry.key.key) for one in events] == [
        ("合并", NEW),
        ("责任新增", NEW),
        ("合并", A),
        ("责任删除", A),
        ("合并", B),
    ]


def test_an_unknown_code_is_said_to_be_unknown(office: Office) -> None:
    with pytest.raises(CannotRun, match="没有编码为 没有 的事项"):
        lived(office, "没有")


class TestBlame:
    def test_each_element_is_laid_to_who_gave_it_its_value(self, office: Office) -> None:
        office.step(of_jia(FIRST | {"承诺时限": "7个工作日"}, SECOND), by="李四")
        office.step(of_jia(FIRST | {"承诺时限": "5个工作日", "结果名称": "证"}, SECOND), by="王五")
        office.step(
            of_jia(FIRST | {"承诺时限": "5个工作日", "法定时限": "15个工作日"}, SECOND), by="赵六"
        )
        found = {one.name: one for one in lived(office, A).blame()}
        assert {name: (one.event.commit.author, one.value is None) for name, one in found.items()} == {
            "编码": ("张三", False),
            "名称": ("张三", False),
            "类型": ("张三", False),
            "设定依据": ("张三", False),
            "部门": ("张三", False),
            "承诺时限": ("王五", False),
            "法定时限": ("赵六", False),
            "结果名称": ("赵六", True),
            "责任": ("张三", False),
        }  # fmt: skip

    def test_a_new_code_does_not_hide_who_wrote_the_rest(self, office: Office) -> None:
        office.step(of_yi(THIRD | {"结果名称": "证"}), by="李四")
        office.step(of_yi(THIRD | {"编码": NEW, "前身": [C], "结果名称": "证"}), by="王五")
        authors = {one.name: one.event.commit.author for one in lived(office, NEW).blame()}
        assert authors == {
            "编码": "王五",
            "前身": "王五",
            "结果名称": "李四",
            "名称": "张三",
            "类型": "张三",
            "设定依据": "张三",
            "部门": "张三",
        }

    def test_a_new_name_of_its_department_is_laid_to_nobody(self, office: Office) -> None:
        renamed = {"名称": "丙局", "曾用名": ["乙局"]}
        office.step({f"{YI}department.yaml": renamed, f"{YI}power.yaml": powers("丙局", THIRD)})
        assert {one.name for one in lived(office, C).blame()} == {
            "编码",
            "名称",
            "类型",
            "设定依据",
        }

    def test_what_came_back_is_laid_to_who_brought_it_back(self, office: Office) -> None:
        office.step(of_yi())
        office.step(of_yi(THIRD), by="李四")
        assert {one.event.commit.author for one in lived(office, C).blame()} == {"李四"}

    def test_an_item_that_is_gone_has_none(self, office: Office) -> None:
        office.step(of_yi())
        assert lived(office, C).blame() == ()

    def test_elements_of_its_duties_follow_it_to_a_new_code(self, office: Office) -> None:
        office.step(duties(A, 追责={"情形": "不予受理"}), by="李四")
        recoded = of_jia(FIRST | {"编码": NEW, "前身": [A]}, SECOND)
        office.step(recoded | duties(NEW, 追责={"情形": "不予受理"}), by="王五")
        office.step(duties(NEW, 追责={"情形": "不予受理、不予许可"}), by="赵六")
        found = [one for one in lived(office, NEW).blame() if not one.is_of_item]
        assert [(one.name, one.event.commit.author) for one in found] == [
            ("责任", "张三"),
            ("追责", "赵六"),
        ]

    def test_a_duty_that_is_gone_is_laid_to_who_removed_it(self, office: Office) -> None:
        office.step(NO_DUTY, by="李四")
        (found,) = (one for one in lived(office, A).blame() if not one.is_of_item)
        assert (found.name, found.value, found.event.commit.author) == ("责任", None, "李四")

    def test_duties_of_parts_of_an_item_are_told_apart(self, office: Office) -> None:
        parts = [
            {"事项": A, "子项": name, "责任": [{"环节": "受理责任", "内容": name}]}
            for name in ("一", "二")
        ]
        office.step({f"{JIA}duty.yaml": {"部门": "甲局", "责任事项": parts}}, by="李四")
        found = [one for one in lived(office, A).blame() if one.value and not one.is_of_item]
        assert [(one.sub_item, one.name) for one in found] == [("一", "责任"), ("二", "责任")]


def duties(code: str, **elements: Data) -> Data:
    duty = {"事项": code, "责任": [{"环节": "受理责任", "内容": "一次告知"}], **elements}
    return {f"{JIA}duty.yaml": {"部门": "甲局", "责任事项": [duty]}}
