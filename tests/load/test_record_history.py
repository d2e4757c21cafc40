"""Where in history the next record begins."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from quanze.load.record_history import starting_version
from quanze.load.source import CannotRun
from tests.office import Office

RECORD = "编号: x\n"


@pytest.fixture(params=["", "内层/清单库"], ids=["top", "inner"])
def office(tmp_path: Path, request: pytest.FixtureRequest) -> Office:
    made = Office(tmp_path, request.param)
    made.step({"quanze.yaml": "名称: 示例\n"} | {"departments/jia/department.yaml": "名称: 甲局\n"})
    return made


def change(office: Office, day: str) -> str:
    return office.step(
        {"departments/jia/department.yaml": f"名称: 甲局\n备注: {{日: {day}}}\n"}, day
    )


def start(office: Office, number: str, since: datetime.date | None = None) -> str:
    return starting_version(office.folder, number, since)


def test_without_any_record_it_is_the_first_version(office: Office) -> None:
    first = office.git("rev-parse", "HEAD")
    change(office, "2024-02-01")
    assert start(office, "2024-1") == first


def test_it_is_the_commit_that_brought_the_record_before(office: Office) -> None:
    change(office, "2024-02-01")
    brought = office.step({"adjustments/2024-1.yaml": RECORD}, "2024-03-01")
    office.step({"adjustments/2024-1.yaml": RECORD + "# 公布\n"}, "2024-04-01")
    change(office, "2024-05-01")
    assert start(office, "2024-2") == brought


def test_a_draft_that_was_committed_does_not_begin_with_itself(office: Office) -> None:
    first = office.git("rev-parse", "HEAD")
    office.step({"adjustments/2024-1.yaml": RECORD}, "2024-03-01")
    assert start(office, "2024-1") == first


def test_a_draft_that_was_written_anew_begins_there(office: Office) -> None:
    changed = "编号: x\n变更:\n  - 种类: {}\n"
    office.step({"adjustments/2024-1.yaml": changed.format("取消")}, "2024-03-01")
    change(office, "2024-03-15")
    anew = office.step({"adjustments/2024-1.yaml": changed.format("下放")}, "2024-04-01")
    office.step({"adjustments/2024-1.yaml": changed.format("下放") + "标题: 公布\n"}, "2024-05-01")
    assert start(office, "2024-2") == anew


def test_a_branch_counts_where_it_was_merged(office: Office) -> None:
    office.git("switch", "-q", "-c", "调整")
    office.step({"adjustments/2024-1.yaml": RECORD}, "2024-03-01")
    office.git("switch", "-q", "main")
    change(office, "2024-03-02")
    office.git("merge", "-q", "--no-ff", "-m", "合并", "调整", day="2024-03-03")
    assert start(office, "2024-2") == office.git("rev-parse", "HEAD")


def test_records_may_be_asked_for_from_a_day_on(office: Office) -> None:
    before = change(office, "2024-05-31")
    change(office, "2024-06-01")
    assert start(office, "2024-1", datetime.date(2024, 6, 1)) == before


def test_a_day_after_the_record_before_counts_more(office: Office) -> None:
    office.step({"adjustments/2024-1.yaml": RECORD}, "2024-03-01")
    before = change(office, "2024-05-31")
    change(office, "2024-06-01")
    brought = office.step({"adjustments/2024-2.yaml": RECORD}, "2024-07-01")
    assert start(office, "2024-2", datetime.date(2024, 6, 1)) == before
    assert start(office, "2024-3", datetime.date(2024, 6, 1)) == brought


def test_a_day_before_all_history_is_the_first_version(office: Office) -> None:
    first = office.git("rev-parse", "HEAD")
    assert start(office, "2024-1", datetime.date(2000, 1, 1)) == first


def test_what_was_never_committed_has_no_start(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.write({"quanze.yaml": "名称: 示例\n"})
    with pytest.raises(CannotRun, match="还没有提交到 git"):
        start(office, "2024-1")
