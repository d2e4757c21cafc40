"""What each commit changed, against the last version before it that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.diff.history import NO_REGISTER, Past
from quanze.load.git_history import open_history
from quanze.load.source import CannotRun
from tests.office import CODES, FIRST, JIA, REGISTER, SECOND, SETTINGS, YI, Office, powers

SHORTER = {f"{JIA}power.yaml": powers("甲局", FIRST | {"承诺时限": "7个工作日"}, SECOND)}
WITHOUT_THIRD = {f"{YI}power.yaml": powers("乙局")}
BROKEN = {f"{YI}power.yaml": "事项: [\n"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "仓库", "库")


def past(office: Office) -> Past:
    return Past(open_history(office.folder))


def told(office: Office) -> list[tuple[int, list[tuple[str, str]]]]:
    """Of each commit: with which it is compared, and kind and key of what it changed."""
    return [
        (step.since, [(change.kind, change.key.key) for change in step.changes.changes])
        for step in past(office).steps
    ]


def test_each_commit_has_what_it_changed(office: Office) -> None:
    office.step(REGISTER)
    office.step(SHORTER)
    office.step(WITHOUT_THIRD)
    assert told(office) == [
        (0, []),
        (0, [("要素变更", CODES[0])]),
        (1, [("取消", CODES[2])]),
    ]


def test_what_cannot_be_read_counts_at_the_next_commit_that_can(office: Office) -> None:
    office.step(REGISTER)
    office.step(SHORTER | BROKEN)
    office.step({"quanze.yaml": None})
    office.step({"quanze.yaml": SETTINGS} | WITHOUT_THIRD)
    assert told(office) == [
        (0, []),
        (0, []),
        (0, []),
        (0, [("取消", CODES[2]), ("要素变更", CODES[0])]),
    ]
    found = past(office)
    assert [bool(step.unreadable) for step in found.steps] == [False, True, True, False]
    assert found.steps[1].unreadable.startswith("departments/yi/power.yaml:2:1：")
    assert found.steps[2].unreadable == NO_REGISTER
    assert (found.first, found.newest, found.readable_from(1)) == (0, 3, 3)


def test_the_first_commit_that_can_be_read_is_the_first_version(office: Office) -> None:
    office.step({**REGISTER, **BROKEN})
    office.step(WITHOUT_THIRD)
    office.step(SHORTER)
    assert told(office)[1:] == [(1, []), (1, [("要素变更", CODES[0])])]
    assert past(office).first == 1


def test_a_history_of_which_nothing_can_be_read_is_none(office: Office) -> None:
    office.step({**REGISTER, **BROKEN})
    with pytest.raises(CannotRun, match="没有一个版本的清单能读懂"):
        _ = past(office).first


def test_two_items_with_one_code_make_a_commit_unreadable(office: Office) -> None:
    office.step(REGISTER)
    office.step({f"{YI}power.yaml": powers("乙局", FIRST)})
    office.step(WITHOUT_THIRD)
    found = past(office).steps
    assert CODES[0] in found[1].unreadable
    assert [change.kind for change in found[2].changes.changes] == ["取消"]


def test_an_entry_is_found_under_its_old_and_its_new_identity(office: Office) -> None:
    office.step(REGISTER)
    office.step({f"{YI}power.yaml": powers("乙局", FIRST | {"编码": CODES[3], "前身": [CODES[2]]})})
    step = past(office).steps[1]
    assert {key.key for key in step.by_key} == {CODES[2], CODES[3]}
