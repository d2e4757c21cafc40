"""quanze audit: a page and a workbook for an auditor."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import answer
from tests.office import CODES, FIRST, JIA, REGISTER, SECOND, YI, Office, powers

SHORTER = {f"{JIA}power.yaml": powers("甲局", FIRST | {"承诺时限": "7个工作日"}, SECOND)}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "仓库", "库")
    made.step(REGISTER, "2024-01-02")
    made.write(SHORTER)
    made.write_record("2024-1", "HEAD")
    made.commit("记录", "2024-03-05")
    return made


def test_the_chain_is_written_and_the_verdict_said(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "审计"
    code, out, err = answer("audit", "--in", str(office.folder), "--to", str(target))
    assert code == 0
    assert sorted(file.name for file in target.iterdir()) == ["历史核对.html", "历史核对.xlsx"]
    assert "每一处改动都有记录" in out
    assert "2 次提交没有签名" in err


def test_what_does_not_fit_is_told_by_the_exit_code(office: Office, tmp_path: Path) -> None:
    office.step({f"{YI}power.yaml": powers("乙局")}, by="王五")
    target = tmp_path / "审计"
    code, out, _ = answer("audit", "--in", str(office.folder), "--to", str(target))
    assert code == 1
    assert "有 1 处不符，涉及 1 次提交" in out
    assert CODES[2] in (target / "历史核对.html").read_text("utf-8")


def test_the_same_history_gives_the_same_files(office: Office, tmp_path: Path) -> None:
    for name in ("一", "二"):
        answer("audit", "--in", str(office.folder), "--to", str(tmp_path / name))
    for file in (tmp_path / "一").iterdir():
        assert file.read_bytes() == (tmp_path / "二" / file.name).read_bytes()
