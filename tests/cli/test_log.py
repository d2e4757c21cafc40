"""quanze log: the life of an item."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import answer
from tests.office import CODES, JIA, REGISTER, THIRD, YI, Office, power, powers

C, NEW = CODES[2], CODES[3]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An item that was altered, recorded, and then bore a new code and a hostile name."""
    made = Office(tmp_path / "仓库", "库")
    made.step(REGISTER, "2024-01-02")
    made.write({f"{YI}power.yaml": powers("乙局", THIRD | {"结果名称": "许可证"})})
    made.write_record("2024-1", "HEAD")
    made.commit("记录", "2024-02-03", "李四")
    hostile = power(NEW, "超限运输\u202e", 前身=[C], 结果名称="许可证")
    made.step({f"{YI}power.yaml": powers("乙局", hostile)}, "2024-04-05", "王五")
    return made


@pytest.mark.parametrize("code", [C, NEW])
def test_each_step_of_a_life_is_told(office: Office, code: str) -> None:
    done, out, err = answer("log", code, "--in", str(office.folder))
    lines = out.splitlines()
    assert (done, err) == (0, "")
    assert any(line.endswith(" 2024-01-02 张三") for line in lines)
    assert any(line.endswith(" 2024-02-03 李四，记录 2024-1") for line in lines)
    assert any(line.startswith("  要素变更") for line in lines)
    assert "    结果名称：（没有） → 许可证" in lines
    assert any(line.endswith(" 2024-04-05 王五，没有记录") for line in lines)
    assert any(line.startswith("  换码") for line in lines)
    assert f"    编码：{C} → {NEW}" in lines
    assert "\u202e" not in out


def test_a_commit_is_named_once_and_what_it_did_below(office: Office) -> None:
    base = office.git("rev-parse", "HEAD")
    merged = power(CODES[4], "合并的", 前身=list(CODES[:2]))
    nothing = {f"{JIA}duty.yaml": {"部门": "甲局", "责任事项": []}}
    office.write({f"{JIA}power.yaml": powers("甲局", merged), **nothing})
    office.write_record("2024-2", base)
    made = office.commit("合并", "2024-05-06", "赵六")
    _, out, _ = answer("log", CODES[4], "--in", str(office.folder))
    assert out.splitlines()[2:] == [
        f"{office.git('rev-list', '--max-parents=0', 'HEAD')[:8]} 2024-01-02 张三",
        f"  最初：{CODES[0]} 占用公路许可",
        f"  责任事项 最初：{CODES[0]} 占用公路许可",
        f"  最初：{CODES[1]} 砍伐护路林许可",
        f"{made[:8]} 2024-05-06 赵六，记录 2024-2",
        "  合并",
        f"    来自：{CODES[0]}、{CODES[1]}",
        f"  合并：{CODES[0]} 占用公路许可",
        f"  责任删除：{CODES[0]} 占用公路许可",
        f"  合并：{CODES[1]} 砍伐护路林许可",
    ]


def test_where_it_came_from_and_went_is_said(office: Office) -> None:
    folder = str(office.folder)
    assert f"去向：{NEW}\n" in answer("log", C, "--in", folder)[1]
    assert f"来自：{C}\n" in answer("log", NEW, "--in", folder)[1]


def test_a_script_gets_values_as_they_are(office: Office) -> None:
    done, out, _ = answer("log", NEW, "--in", str(office.folder), "--format", "json")
    data = json.loads(out)
    assert (done, data["ancestors"], data["present"]) == (0, [C], True)
    kinds = [(event["kind"], event["record"], event["author"]) for event in data["events"]]
    assert kinds == [
        ("最初", None, "张三"),
        ("要素变更", "2024-1", "李四"),
        ("换码", None, "王五"),
    ]
    assert data["events"][1]["elements"] == [{"name": "结果名称", "old": None, "new": "许可证"}]
    assert data["events"][2]["old_code"] == C


def test_only_the_differing_words_of_a_long_text_are_told(office: Office) -> None:
    long = "甲" * 300
    folder = str(office.folder)
    for word in ("子", "丑"):
        item = power(CODES[0], "占用公路许可", 行使内容=f"{long}{word}{long}")
        office.step({f"{JIA}power.yaml": powers("甲局", item)})
    line = answer("log", CODES[0], "--in", folder)[1].splitlines()[-1]
    assert "子" in line
    assert "丑" in line
    assert len(line) < 300


def test_an_unknown_code_is_said_to_be_unknown(office: Office) -> None:
    done, _, err = answer("log", "没有", "--in", str(office.folder))
    assert done == 2
    assert "没有编码为 没有 的事项" in err


def test_a_gap_in_the_history_is_said(office: Office) -> None:
    made = office.step({f"{YI}power.yaml": "事项: [\n"}, "2024-06-07", "赵六")
    done, _, err = answer("log", C, "--in", str(office.folder))
    assert done == 0
    assert f"{made[:8]} 2024-06-07 赵六 的清单读不懂" in err
