"""Every command, started by a shell, answers what it answers where the other tests run it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from quanze.cli.app import COMMANDS
from tests.cli.running import quanze, started
from tests.office import CODES, FIRST, JIA, REGISTER, SECOND, Office, powers

CASES = "编号,受理日期,期限,规则\n甲1,2026-09-28,20个工作日,\n"
DAY = ("--as-of", "2026-11-22")
CALLS: dict[str, tuple[str, ...]] = {
    "init": ("新库", "--region", "辽源市"),
    "import": ("办件.csv", "--into", "新库"),
    "validate": ("库", *DAY),
    "baseline": ("库", *DAY),
    "fmt": ("库", "--check"),
    "diff": ("HEAD~1", "--in", "库"),
    "align": ("--upper", "库", "--lower", "库", *DAY),
    "deadline": ("--cases", "办件.csv", "--today", "2026-11-22"),
    "calendar": ("2026",),
    "cases": ("--template", "空表.xlsx", "--register", "库"),
    "delegation": ("库", *DAY),
    "record": ("--verify", "--in", "库"),
    "review": ("HEAD~1", "--in", "库"),
    "notice": ("2024-1", "--in", "库", "--to", "公告"),
    "document": ("库", "--to", "文档"),
    "show": (CODES[0], "--in", "库"),
    "log": (CODES[0], "--in", "库"),
    "blame": (CODES[0], "--in", "库"),
    "audit": ("--in", "库", "--to", "审计"),
    "demo": (),
    "publish": ("库", "--to", "网站"),
    "serve": ("没有",),
    "stats": ("库",),
    "rule": ("A1",),
    "schema": ("--to", "格式"),
    "law": ("check", "库", *DAY),
}
CANNOT_RUN = {"serve"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with a past and a record, and a table of cases."""
    place = tmp_path_factory.mktemp("甲")
    office = Office(place, "库")
    office.step(REGISTER)
    office.write({f"{JIA}power.yaml": powers("甲局", FIRST | {"承诺时限": "7个工作日"}, SECOND)})
    office.write_record("2024-1", "HEAD")
    office.commit("记录")
    (place / "办件.csv").write_text(CASES, encoding="utf-8")
    return place


def test_no_command_is_left_out() -> None:
    assert set(COMMANDS) == set(CALLS)


@pytest.mark.parametrize("command", CALLS)
def test_a_process_of_its_own_answers_the_same(command: str, place: Path, tmp_path: Path) -> None:
    told = []
    for run in (quanze, started):
        folder = tmp_path / "处"
        shutil.copytree(place, folder)
        done = run(command, *CALLS[command], cwd=folder)
        told.append((done.returncode, done.stdout, done.stderr))
        shutil.rmtree(folder)
    assert told[0] == told[1]
    assert (told[0][0] == 2) is (command in CANNOT_RUN)
