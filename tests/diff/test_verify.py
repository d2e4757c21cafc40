"""A history that proves itself, and every way in which it may fail to."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from quanze.diff.verification import Fault, Verification
from quanze.diff.verify import verify
from tests.office import (
    CODES,
    FIRST,
    JIA,
    REGISTER,
    SECOND,
    SETTINGS,
    STEPS,
    THIRD,
    YI,
    Data,
    Office,
    power,
    powers,
)

SHORTER = {f"{JIA}power.yaml": powers("甲局", FIRST | {"承诺时限": "7个工作日"}, SECOND)}
WITHOUT_THIRD = {f"{YI}power.yaml": powers("乙局")}
BROKEN = {f"{YI}power.yaml": "事项: [\n"}
RECORD = "adjustments/2024-1.yaml"


@pytest.fixture(params=["", "清单/库"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    """A register with its first version committed."""
    made = Office(tmp_path / "仓库", request.param)
    made.step(REGISTER, "2024-01-02")
    return made


def first_of(office: Office) -> str:
    return office.git("rev-list", "--max-parents=0", "HEAD")


def recorded(office: Office, number: str, since: str, day: str = "2024-03-05", **more: Any) -> str:
    office.write_record(number, since, **more)
    return office.commit(f"记录 {number}", day)


def told(verification: Verification) -> list[tuple[Fault, str, str, str]]:
    """What is wrong: fault, author, code or name, record."""
    return [(one.fault, one.commit.author, one.code, one.record) for one in verification.problems]


def test_a_register_with_one_version_proves_itself(office: Office) -> None:
    assert verify(office.folder).holds


def test_changes_that_a_record_says_prove_themselves(office: Office) -> None:
    first = first_of(office)
    office.step(SHORTER)
    office.step(WITHOUT_THIRD)
    recorded(office, "2024-1", first)
    verification = verify(office.folder)
    assert verification.problems == ()
    (one,) = verification.told
    assert (one.record.number, one.since, one.until, one.approved) == ("2024-1", 0, 3, True)


def test_a_change_and_its_record_may_be_one_commit(office: Office) -> None:
    office.write(SHORTER)
    recorded(office, "2024-1", "HEAD")
    office.write(WITHOUT_THIRD)
    recorded(office, "2024-2", "HEAD")
    assert verify(office.folder).problems == ()


def test_a_change_without_a_record_is_named(office: Office) -> None:
    office.write(SHORTER)
    recorded(office, "2024-1", "HEAD")
    office.step(WITHOUT_THIRD, "2024-05-01", "王五")
    (problem,) = verify(office.folder).problems
    assert (problem.fault, problem.commit.author) == (Fault.UNRECORDED, "王五")
    assert (problem.code, problem.name) == (CODES[2], "超限运输许可")
    assert problem.what == "改了（取消），没有记录"


def test_a_change_that_a_record_leaves_out_is_named_with_who_made_it(office: Office) -> None:
    office.write(SHORTER)
    record = office.record("2024-1", "HEAD")
    office.step(SHORTER, by="李四")
    office.step(WITHOUT_THIRD, by="王五")
    office.write({RECORD: record})
    office.commit("记录", by="赵六")
    verification = verify(office.folder)
    assert (Fault.MISMATCH, "王五", CODES[2], "2024-1") in told(verification)
    assert (Fault.MISMATCH, "赵六", "", "2024-1") in told(verification), "合计 is wrong too"


def test_what_was_changed_and_changed_back_needs_no_record(office: Office) -> None:
    office.step(WITHOUT_THIRD, "2024-02-01", "王五")
    office.step({f"{YI}power.yaml": powers("乙局", THIRD)}, "2024-03-01", "李四")
    verification = verify(office.folder)
    assert verification.problems == ()
    assert [(one.commit.author, one.change.key.key, one.what) for one in verification.undone] == [
        ("王五", CODES[2], "取消"),
        ("李四", CODES[2], "新增"),
    ], "it is told all the same: for a while the list said so"


def test_what_a_record_says_under_its_new_code_is_not_left_out(office: Office) -> None:
    first = first_of(office)
    shorter = FIRST | {"承诺时限": "7个工作日"}
    office.step(SHORTER)
    recoded = shorter | {"编码": CODES[4], "前身": [CODES[0]]}
    office.step({f"{JIA}power.yaml": powers("甲局", recoded, SECOND)})
    recorded(office, "2024-1", first)
    verification = verify(office.folder)
    assert (verification.problems, verification.undone) == ((), ())


def test_layout_order_and_comments_need_no_record(office: Office) -> None:
    turned = powers("甲局", SECOND, dict(reversed(FIRST.items())))
    office.step({f"{JIA}power.yaml": turned})
    text = (office.folder / f"{YI}power.yaml").read_text("utf-8")
    office.step({f"{YI}power.yaml": "# 说明\n" + text, "quanze.yaml": SETTINGS | {"地区": "某市"}})
    assert verify(office.folder).problems == ()


def test_a_draft_may_be_refreshed_and_its_last_version_counts(office: Office) -> None:
    first = first_of(office)
    office.write(SHORTER)
    recorded(office, "2024-1", first, approved=False)
    office.step(WITHOUT_THIRD)
    recorded(office, "2024-1", first, approved=False)
    verification = verify(office.folder)
    assert verification.problems == ()
    assert [one.record.number for one in verification.drafts] == ["2024-1"]


def test_a_draft_approved_later_counts_where_it_was_written(office: Office) -> None:
    office.write(SHORTER)
    recorded(office, "2024-1", "HEAD", approved=False)
    draft = office.record("2024-1", "HEAD~1", approved=True)
    base = office.git("rev-parse", "HEAD")
    office.step(WITHOUT_THIRD)
    office.step({RECORD: draft}, message="批准")
    recorded(office, "2024-2", base)
    assert verify(office.folder).problems == ()


def test_a_draft_that_was_removed_leaves_its_changes_unrecorded(office: Office) -> None:
    office.step(SHORTER, by="李四")
    recorded(office, "2024-1", "HEAD~1", approved=False)
    office.step({RECORD: None})
    assert told(verify(office.folder)) == [(Fault.UNRECORDED, "李四", CODES[0], "")]


def test_several_records_of_one_commit_follow_their_numbers(office: Office) -> None:
    first = first_of(office)
    office.write(SHORTER)
    one = office.record("2024-9", first)
    middle = office.commit()
    office.write(WITHOUT_THIRD)
    other = office.record("2024-10", middle)
    office.git("reset", "-q", "--soft", first)
    office.write({"adjustments/2024-9.yaml": one, "adjustments/2024-10.yaml": other})
    office.commit()
    verification = verify(office.folder)
    assert verification.problems == ()
    assert [told.record.number for told in verification.told] == ["2024-9", "2024-10"]


def test_several_records_of_one_commit_leave_nothing_out(office: Office) -> None:
    first = first_of(office)
    office.write(SHORTER)
    one = office.record("2024-1", first)
    middle = office.commit()
    office.write(WITHOUT_THIRD)
    other = office.record("2024-2", middle)
    office.git("reset", "-q", "--soft", first)
    added = {f"{YI}power.yaml": powers("乙局", power(CODES[4], "没有人说的"))}
    office.write({RECORD: one, "adjustments/2024-2.yaml": other, **added})
    office.commit(by="王五")
    assert told(verify(office.folder)) == [(Fault.MISMATCH, "王五", CODES[4], "")]


def test_an_unreadable_commit_is_named_and_its_changes_count_later(office: Office) -> None:
    first = first_of(office)
    office.step(SHORTER | BROKEN, by="王五")
    office.write(WITHOUT_THIRD)
    recorded(office, "2024-1", first)
    (problem,) = verify(office.folder).problems
    assert (problem.fault, problem.commit.author) == (Fault.UNREADABLE, "王五")
    assert "power.yaml" in problem.what


def test_a_record_in_an_unreadable_commit_is_held_against_the_next(office: Office) -> None:
    office.write(SHORTER)
    record = office.record("2024-1", "HEAD")
    office.step({RECORD: record, **BROKEN}, by="王五")
    office.step({f"{YI}power.yaml": powers("乙局", THIRD)})
    assert told(verify(office.folder)) == [(Fault.UNREADABLE, "王五", "", "")]


def test_a_record_of_what_nobody_can_read_is_not_held_against_anything(office: Office) -> None:
    office.write(SHORTER)
    record = office.record("2024-1", "HEAD")
    office.step({RECORD: record, **BROKEN}, by="王五")
    assert told(verify(office.folder)) == [(Fault.UNREADABLE, "王五", "", "")]


def test_a_record_that_stays_broken_is_named_once(office: Office) -> None:
    office.step({RECORD: "变更: [\n"}, by="王五")
    office.step({"adjustments/2024-2.yaml": "变更: [\n"}, by="李四")
    assert [(fault, author) for fault, author, *_ in told(verify(office.folder))] == [
        (Fault.UNREADABLE, "王五"),
        (Fault.UNREADABLE, "李四"),
    ]


def test_a_time_without_the_register_is_named(office: Office) -> None:
    office.step({"quanze.yaml": None}, by="王五")
    office.step({"quanze.yaml": SETTINGS})
    assert told(verify(office.folder)) == [(Fault.UNREADABLE, "王五", "", "")]


def test_a_merged_request_is_one_step(office: Office) -> None:
    first = first_of(office)
    office.git("checkout", "-q", "-b", "请求")
    office.step(SHORTER, by="李四")
    office.step(WITHOUT_THIRD, by="李四")
    recorded(office, "2024-1", first)
    office.git("checkout", "-q", "main")
    office.git("merge", "-q", "--no-ff", "-m", "合并", "请求", by="审核人")
    verification = verify(office.folder)
    assert (len(verification.commits), verification.problems) == (2, ())


def test_what_a_merge_smuggles_in_is_named(office: Office) -> None:
    first = first_of(office)
    office.git("checkout", "-q", "-b", "请求")
    office.write(SHORTER)
    recorded(office, "2024-1", first)
    office.git("checkout", "-q", "main")
    office.git("merge", "-q", "--no-ff", "--no-commit", "请求")
    office.write(WITHOUT_THIRD)
    office.commit("合并", by="王五")
    assert (Fault.MISMATCH, "王五", CODES[2], "2024-1") in told(verify(office.folder))


def test_a_register_that_moves_is_held_all_along(tmp_path: Path) -> None:
    office = Office(tmp_path / "仓库", "旧")
    office.step(REGISTER)
    office.write(SHORTER)
    recorded(office, "2024-1", "HEAD")
    office.folder.rename(office.top / "新")
    moved = Office(office.top, "新")
    moved.step(WITHOUT_THIRD, by="王五", message="搬，也减少一项")
    assert told(verify(moved.folder)) == [(Fault.UNRECORDED, "王五", CODES[2], "")]


class TestFromADayOn:
    """调整·自: what was before needs no record."""

    @pytest.fixture
    def office(self, tmp_path: Path) -> Office:
        made = Office(tmp_path / "仓库")
        made.step(REGISTER, "2023-01-02")
        made.step(SHORTER, "2023-05-01")
        made.step({"quanze.yaml": SETTINGS | {"调整": {"自": "2024-01-01"}}}, "2023-12-31")
        return made

    def test_earlier_changes_need_none(self, office: Office) -> None:
        verification = verify(office.folder)
        assert (verification.problems, verification.start) == ((), 2)

    def test_later_ones_do(self, office: Office) -> None:
        office.step(WITHOUT_THIRD, "2024-01-01", "王五")
        assert told(verify(office.folder)) == [(Fault.UNRECORDED, "王五", CODES[2], "")]

    def test_a_commit_that_is_dated_back_is_no_earlier_one(self, office: Office) -> None:
        office.write(SHORTER | {f"{JIA}department.yaml": {"名称": "甲局", "简称": "甲"}})
        recorded(office, "2024-1", "HEAD", "2024-02-01")
        office.step(WITHOUT_THIRD, "2023-06-01", "王五")
        assert told(verify(office.folder)) == [(Fault.UNRECORDED, "王五", CODES[2], "")]


@pytest.mark.parametrize(
    ("settings", "label"),
    [({"自": "2024-12-31"}, "自"), ({"级别": {"取消": "文字"}}, "级别")],
)
def test_the_rules_of_the_game_may_not_change_after_records(
    office: Office, settings: Data, label: str
) -> None:
    office.write(SHORTER)
    recorded(office, "2024-1", "HEAD")
    office.step({"quanze.yaml": SETTINGS | {"调整": settings}}, by="王五")
    (problem,) = verify(office.folder).problems
    assert (problem.fault, problem.commit.author) == (Fault.SETTINGS, "王五")
    assert f"调整·{label}" in problem.what


def test_other_steps_of_approval_are_pointed_out(office: Office) -> None:
    office.write(SHORTER)
    recorded(office, "2024-1", "HEAD")
    steps = {"法规": {"调整": [{"步骤": "公布", "起算": "调整事由", "生效以后": True}]}}
    office.step({"quanze.yaml": SETTINGS | steps}, by="王五")
    verification = verify(office.folder)
    assert verification.holds
    ((commit, what),) = verification.notes
    assert commit.author == "王五"
    assert "法规·调整" in what


def approved_record(office: Office) -> Data:
    """Commit changes of several kinds and the record of them; return it."""
    first = first_of(office)
    office.step(
        {
            f"{JIA}department.yaml": {"名称": "甲新局", "曾用名": ["甲局"]},
            f"{JIA}power.yaml": powers(
                "甲新局",
                FIRST | {"承诺时限": "7个工作日"},
                power(CODES[3], "砍伐护路林许可", 前身=[CODES[1]]),
            ),
            f"{JIA}duty.yaml": {
                "部门": "甲新局",
                "责任事项": [{"事项": CODES[0], "责任": [{"环节": "受理责任", "内容": "受理"}]}],
            },
            f"{YI}power.yaml": powers("乙局", power(CODES[4], "新的许可", 承诺时限="3个工作日")),
        }
    )
    record = office.record(
        "2024-1", first, 标题="第一批", 说明="说明",
        规范性文件=[{"名称": "办法", "依据事项": [CODES[2]], "处理": "修改"}],
    )  # fmt: skip
    gone = next(one for one in record["变更"] if one["种类"] == "取消")
    gone |= {"原则": "无依据取消", "理由": "依据废止", "后续监管": "抽查"}
    office.write({RECORD: record})
    office.commit("记录", "2024-03-05")
    return record


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Go through the paths of all single values."""
    parts = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else None
    )
    if parts is None:
        yield path
        return
    for key, part in parts:
        yield from leaves(part, (*path, key))


def altered(data: Data, path: tuple[Any, ...], alter: Callable[[Any], Any]) -> Data:
    """Return a copy with one value altered; None takes it out."""
    made = copy.deepcopy(data)
    at: Any = made
    for key in path[:-1]:
        at = at[key]
    value = alter(at[path[-1]])
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return made


OTHER_WORDS = {
    "级别": {"实质性": "要素", "要素": "文字", "文字": "要素"},
    "事由": {"法律法规规章立改废释": "其他"},
    "清单": {"责任事项": "公共服务事项", "部门": "事项", "事项": "职责边界"},
    "处理": {"修改": "废止"},
    "日期": {"2024-03-01": "2024-02-01"},
}


def another(path: tuple[Any, ...], value: Any) -> Any:
    """Another value that the model allows."""
    if isinstance(value, int):
        return value + 1
    words = OTHER_WORDS.get(str(path[-1]), {})
    return words.get(value) or f"{value[:-1]}{'1' if value[-1] == '2' else '2'}"


def tamperings(data: Data, paths: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, Data]]:
    """Alter each value of a record, and take each out: its name, and the record."""
    for path in paths:
        name = "·".join(map(str, path))
        yield f"改 {name}", altered(data, path, partial(another, path))
        yield f"删 {name}", altered(data, path, lambda value: None)


def test_no_leaf_of_an_approved_record_can_be_altered(tmp_path: Path) -> None:
    office = Office(tmp_path / "仓库")
    office.step(REGISTER, "2024-01-02")
    record = approved_record(office)
    assert verify(office.folder).problems == ()
    made = list(tamperings(record, leaves(record)))
    assert len(made) > 120
    steps = [
        (by, {RECORD: told})
        for name, other in made
        for by, told in ((name, other), ("放回", record))
    ]
    office.branch("改写", "HEAD", steps)
    found = verify(office.folder, "改写").problems
    caught = {
        one.commit.author for one in found if one.fault in (Fault.REWRITTEN, Fault.UNREADABLE)
    }
    assert {name for name, _ in made} - caught == set()


PEOPLES = ("标题", "事由", "依据", "说明", "办理", "规范性文件")
"""What people write of a whole record: nothing in the lists could contradict it."""
DECIDED = ("原则", "理由", "去向", "后续监管")


def test_no_fact_of_a_record_can_be_other_than_what_changed(tmp_path: Path) -> None:
    office = Office(tmp_path / "仓库")
    office.step(REGISTER, "2024-01-02")
    record = approved_record(office)
    facts = [path for path in leaves(record) if path[0] not in PEOPLES and path[-1] not in DECIDED]
    made = list(tamperings(record, facts))
    assert len(made) > 80
    missed = []
    for number, (name, other) in enumerate(made):
        office.branch(f"b{number}", "HEAD~1", [("王五", {RECORD: other})])
        if verify(office.folder, f"b{number}").holds:
            missed.append(name)
    assert missed == []


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("publication", lambda record: record["办理"][-1].update({"日期": "2024-03-20"})),
        ("a step that was not there", lambda record: record["办理"].append({"步骤": "备案", "日期": "2024-04-01"})),
        ("the body of a step", lambda record: record["办理"][3].update({"机关": "市人民政府"})),
        ("a title", lambda record: record.update({"标题": "第一批"})),
        ("a reason", lambda record: record["变更"][0].update({"理由": "压缩"})),
        ("documents", lambda record: record.update({"规范性文件": [{"名称": "办法"}]})),
    ],
)  # fmt: skip
def test_an_approved_record_may_gain_what_was_empty(
    office: Office, what: str, change: Callable[[Data], None]
) -> None:
    office.write(SHORTER)
    record = office.write_record("2024-1", "HEAD")
    office.commit()
    change(record)
    office.step({RECORD: record})
    assert verify(office.folder).problems == (), what


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("a change", lambda record: record["变更"].append({**record["变更"][0], "对象": CODES[1]})),
        ("an element", lambda record: record["变更"][0]["要素"].append({"要素": "备注", "新": "有"})),
        ("content", lambda record: record["变更"][0].update({"内容": {"名称": "有"}})),
        ("a fingerprint", lambda record: record["变更"][0].update({"原指纹": "0" * 16})),
        ("another ground", lambda record: record["依据"].append({"名称": "《公路安全保护条例》"})),
        ("a step twice", lambda record: record["办理"].append({"步骤": STEPS[0], "日期": "2024-02-01"})),
    ],
)  # fmt: skip
def test_an_approved_record_gains_no_fact(
    office: Office, what: str, change: Callable[[Data], None]
) -> None:
    office.write(SHORTER)
    record = office.write_record("2024-1", "HEAD")
    office.commit()
    change(record)
    office.step({RECORD: record}, by="王五")
    faults = told(verify(office.folder))
    assert (Fault.REWRITTEN, "王五") in [(fault, author) for fault, author, *_ in faults], what


@pytest.mark.parametrize("other", [True, 1.0])
def test_a_value_of_another_type_is_another_value(office: Office, other: object) -> None:
    office.write({f"{YI}power.yaml": powers("乙局", THIRD | {"到现场次数": 1})})
    record = office.write_record("2024-1", "HEAD")
    office.commit()
    (change,) = record["变更"]
    assert change["要素"] == [{"要素": "到现场次数", "新": 1}]
    change["要素"][0]["新"] = other
    office.step({RECORD: record}, by="王五")
    assert told(verify(office.folder)) == [(Fault.REWRITTEN, "王五", CODES[2], "2024-1")]


def test_a_record_put_right_again_was_rewritten_all_the_same(office: Office) -> None:
    office.write(SHORTER)
    record = office.write_record("2024-1", "HEAD")
    office.commit()
    office.step({RECORD: record | {"事由": "其他"}}, by="王五")
    office.step({RECORD: record}, by="李四")
    assert [(fault, author) for fault, author, *_ in told(verify(office.folder))] == [
        (Fault.REWRITTEN, "王五"),
        (Fault.REWRITTEN, "李四"),
    ]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (lambda record: {RECORD: None}, "批准以后被删去"),
        (
            lambda record: {RECORD: None, "adjustments/2024-2.yaml": record},
            "批准以后文件改名为 adjustments/2024-2.yaml",
        ),
        (lambda record: {RECORD: "变更: [\n"}, "批准以后被改得读不懂"),
        (lambda record: {RECORD: record | {"不认识": 1}}, "批准以后被改得读不懂"),
    ],
)
def test_an_approved_record_stays_where_it_is(
    office: Office, files: Callable[[Data], dict[str, Any]], said: str
) -> None:
    office.write(SHORTER)
    record = office.write_record("2024-1", "HEAD")
    office.commit()
    office.step(files(record), by="王五")
    found = [one for one in verify(office.folder).problems if one.fault is not Fault.UNREADABLE]
    assert [(one.fault, one.commit.author, one.what) for one in found] == [
        (Fault.REWRITTEN, "王五", said)
    ]


@pytest.mark.parametrize("number", ["2024-7", f"2024-{'1' * 5000}"])
def test_a_record_bears_the_number_of_its_file(number: str, office: Office) -> None:
    office.write(SHORTER)
    office.write({RECORD: office.record(number, "HEAD")})
    office.commit(by="王五")
    (problem,) = verify(office.folder).problems
    assert (problem.fault, problem.commit.author) == (Fault.MISMATCH, "王五")
    assert "编号" in problem.what


def test_a_removal_that_a_record_declares_is_what_it_declares(office: Office) -> None:
    first = first_of(office)
    office.step(WITHOUT_THIRD)
    record = office.record("2024-1", first)
    record["变更"][0] |= {"种类": "下放", "去向": "县区"}
    record["合计"]["种类"] = {"下放": 1}
    office.step({RECORD: record})
    assert verify(office.folder).problems == ()


def test_the_life_of_everything_replays(office: Office) -> None:
    """Merge, split, move, recoding and a new name of a department, one record each."""
    base = first_of(office)
    merged = power(CODES[3], "合并的许可", 前身=[CODES[0], CODES[1]])
    parted = [power(CODES[0], "分一", 前身=[CODES[3]]), power(CODES[1], "分二", 前身=[CODES[3]])]
    duty = {"部门": "甲局", "责任事项": []}
    steps: list[dict[str, Any]] = [
        {f"{JIA}power.yaml": powers("甲局", merged), f"{JIA}duty.yaml": duty},
        {f"{JIA}power.yaml": powers("甲局", *parted)},
        {f"{JIA}power.yaml": powers("甲局", parted[0]), f"{YI}power.yaml": powers("乙局", THIRD, parted[1])},
        {f"{YI}power.yaml": powers("乙局", power(CODES[4], "超限", 前身=[CODES[2]]), parted[1])},
        {f"{YI}department.yaml": {"名称": "乙新局", "曾用名": ["乙局"]},
         f"{YI}power.yaml": powers("乙新局", power(CODES[4], "超限", 前身=[CODES[2]]), parted[1])},
        {f"{YI}power.yaml": powers("乙新局", power(CODES[4], "超限", 前身=[CODES[2]], 暂停={"自": "2024-07-01"}), parted[1])},
    ]  # fmt: skip
    for number, files in enumerate(steps, 1):
        office.step(files)
        base = recorded(office, f"2024-{number}", base)
    verification = verify(office.folder)
    assert verification.problems == ()
    assert [one.record.changes[0].kind for one in verification.told] == [
        "合并", "拆分", "转移", "换码", "机构更名", "暂停",
    ]  # fmt: skip


def test_a_commit_cannot_excuse_its_record_from_approval(office: Office) -> None:
    nobody = {"法规": {"调整": [{"步骤": "公布", "起算": "调整事由", "生效以后": True}]}}
    office.write({"quanze.yaml": SETTINGS | nobody, **WITHOUT_THIRD})
    recorded(office, "2024-1", "HEAD", approved=False)
    (one,) = verify(office.folder).told
    assert not one.approved
