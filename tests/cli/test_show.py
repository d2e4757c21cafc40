"""quanze show: an item as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import answer
from tests.office import CODES, FIRST, JIA, REGISTER, SECOND, YI, Office, power, powers

A, B, C, NEW, _ = CODES


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "仓库", "库")
    made.step(REGISTER, "2024-01-02")
    made.git("tag", "首版")
    shorter = powers("甲局", FIRST | {"承诺时限": "7个工作日"}, SECOND)
    made.step({f"{JIA}power.yaml": shorter}, "2024-06-01")
    return made


def show(office: Office, *arguments: str) -> tuple[int, str, str]:
    return answer("show", *arguments, "--in", str(office.folder))


@pytest.mark.parametrize(
    ("version", "limit"),
    [
        ((), "7个工作日"),
        (("--at", "HEAD"), "7个工作日"),
        (("--at", "首版"), "10个工作日"),
        (("--as-of", "2024-05-31"), "10个工作日"),
        (("--as-of", "2024-06-01"), "7个工作日"),
    ],
)
def test_an_item_is_shown_as_it_was_then(
    office: Office, version: tuple[str, ...], limit: str
) -> None:
    code, out, err = show(office, A, *version)
    assert (code, err) == (0, "")
    assert out.startswith("占用公路许可（甲局）\n")
    assert f"  承诺时限：{limit}\n" in out
    assert "责任事项\n" in out
    assert "一次告知" in out


def test_a_script_gets_all_elements_and_duties(office: Office) -> None:
    code, out, _ = show(office, A, "--at", "首版", "--format", "json")
    data = json.loads(out)
    assert code == 0
    assert data["item"] == FIRST
    assert data["duties"][0]["责任"] == [{"环节": "受理责任", "内容": "一次告知"}]
    assert (data["version"], data["department"]) == ("首版", "甲局")
    assert data["commit"] == office.git("rev-parse", "首版")


def test_an_item_that_is_gone_is_said_where_it_went(office: Office) -> None:
    base = office.git("rev-parse", "HEAD")
    merged = power(NEW, "合并的许可", 前身=[A, B])
    duties = {f"{JIA}duty.yaml": {"部门": "甲局", "责任事项": []}}
    office.write({f"{JIA}power.yaml": powers("甲局", merged), **duties})
    office.write_record("2024-1", base)
    made = office.commit("合并", "2024-07-01", "李四")
    code, out, _ = show(office, A)
    assert code == 1
    assert f"离开清单：{made[:8]} 2024-07-01 李四，合并，记录 2024-1\n" in out
    assert f"后继：{NEW} 合并的许可\n" in out
    data = json.loads(show(office, A, "--format", "json")[1])
    assert (data["item"], data["descendants"], data["last"]["record"]) == (None, [NEW], "2024-1")


def test_an_item_that_was_not_there_yet_is_said_when_it_came(office: Office) -> None:
    office.step({f"{YI}power.yaml": powers("乙局", power(NEW, "新的"))}, "2024-08-01", "李四")
    code, out, _ = show(office, NEW, "--as-of", "2024-06-30")
    assert code == 1
    assert f"版本“@2024-06-30”里没有 {NEW}" in out
    assert "2024-08-01 李四，新增，新的" in out
    assert "离开清单" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("没有",), "没有编码为 没有 的事项"),
        ((A, "--as-of", "2023-01-01"), "还没有提交"),
        ((A, "--at", "没有"), "没有版本“没有”"),
        ((A, "--at", "HEAD", "--as-of", "2024-06-30"), "只写一个"),
        ((A, "--as-of", "六月"), "不是日期"),
    ],
)
def test_what_cannot_be_shown_is_said(
    office: Office, arguments: tuple[str, ...], said: str
) -> None:
    code, _, err = show(office, *arguments)
    assert code == 2
    assert said in err
