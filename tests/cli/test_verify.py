"""quanze record --verify, as a clerk and a script meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import answer
from tests.office import CODES, FIRST, JIA, REGISTER, SECOND, YI, Office, power, powers

SHORTER = {f"{JIA}power.yaml": powers("甲局", FIRST | {"承诺时限": "7个工作日"}, SECOND)}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "仓库", "库")
    made.step(REGISTER, "2024-01-02")
    made.write(SHORTER)
    made.write_record("2024-1", "HEAD")
    made.commit("记录", "2024-03-05")
    return made


def verify(office: Office, *more: str) -> tuple[int, str, str]:
    return answer("record", "--verify", "--in", str(office.folder), *more)


def test_a_history_that_proves_itself_is_said_to(office: Office) -> None:
    code, out, err = verify(office)
    assert (code, err) == (0, "")
    assert "1 次提交，1 份记录" in out
    assert "2024-1：相符；已批准；1 处变更；2024-03-05 张三 提交" in out
    assert "全部相符" in out


def test_what_does_not_fit_is_named_with_commit_author_and_item(office: Office) -> None:
    made = office.step({f"{YI}power.yaml": powers("乙局")}, "2024-05-01", "王五", "悄悄改")
    code, out, _ = verify(office)
    assert code == 1
    assert f"{made[:8]} 2024-05-01 王五  悄悄改\n  [没有记录] {CODES[2]} 超限运输许可：" in out


def test_a_script_gets_the_same(office: Office) -> None:
    made = office.step({f"{YI}power.yaml": powers("乙局")}, "2024-05-01", "王五")
    code, out, _ = verify(office, "--format", "json")
    data = json.loads(out)
    assert (code, data["holds"], data["commits"]) == (1, False, 3)
    assert [record["number"] for record in data["records"]] == ["2024-1"]
    (problem,) = data["problems"]
    assert (problem["commit"], problem["author"], problem["code"]) == (made, "王五", CODES[2])
    assert problem["fault"] == "没有记录"


def test_what_was_changed_and_changed_back_is_told_and_no_fault(office: Office) -> None:
    made = office.step({f"{YI}power.yaml": powers("乙局")}, "2024-05-01", "王五", "减少")
    office.step({f"{YI}power.yaml": REGISTER[f"{YI}power.yaml"]}, "2024-06-01", "李四", "改回")
    code, out, _ = verify(office)
    assert code == 0
    assert "改了又改回、没有记录的有 2 处：" in out
    assert f"  {made[:8]} 2024-05-01 王五：{CODES[2]} 超限运输许可，取消" in out
    assert "全部相符：除改了又改回的以外，" in out
    data = json.loads(verify(office, "--format", "json")[1])
    assert [(one["author"], one["what"]) for one in data["undone"]] == [
        ("王五", "取消"),
        ("李四", "新增"),
    ]


def test_what_others_wrote_cannot_write_lines_of_ours(office: Office) -> None:
    name = "改\n全部相符\x1b[2J\u202e"
    office.step(
        {f"{YI}power.yaml": powers("乙局", power(CODES[2], name))},
        by="王\x1b[31m五", message="说\x1b]0;明\u202e",
    )  # fmt: skip
    code, out, _ = verify(office)
    assert code == 1
    assert not {"\x1b", "\u202e"} & set(out)
    assert not any(line.startswith("全部相符") for line in out.splitlines())


def test_without_a_history_nothing_is_verified(tmp_path: Path) -> None:
    (tmp_path / "quanze.yaml").write_text("名称: 甲\n", encoding="utf-8")
    code, _, err = answer("record", "--verify", "--in", str(tmp_path))
    assert code == 2
    assert "不在 git 仓库里" in err
