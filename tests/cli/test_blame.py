"""quanze blame: who gave an element its value."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import answer
from tests.office import CODES, FIRST, JIA, REGISTER, SECOND, Office, powers

A = CODES[0]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "仓库", "库")
    made.step(REGISTER, "2024-01-02")
    shorter = {key: value for key, value in FIRST.items() if key != "法定时限"}
    made.write({f"{JIA}power.yaml": powers("甲局", shorter | {"承诺时限": "7个工作日"}, SECOND)})
    made.write_record("2024-1", "HEAD")
    made.commit("记录", "2024-02-03", "李四")
    return made


def blame(office: Office, *arguments: str) -> tuple[int, str, str]:
    return answer("blame", *arguments, "--in", str(office.folder))


def test_every_element_has_somebody_who_wrote_it(office: Office) -> None:
    code, out, err = blame(office, A)
    lines = dict(line.split("：", 1) for line in out.splitlines())
    commit = office.git("rev-parse", "HEAD")[:8]
    assert (code, err) == (0, "")
    assert lines["承诺时限"] == f"7个工作日 ← {commit} 2024-02-03 李四，要素变更，记录 2024-1"
    assert lines["名称"].endswith("2024-01-02 张三，最初")
    assert "法定时限" not in lines


def test_one_element_can_be_asked_for_also_where_it_was_removed(office: Office) -> None:
    _, out, _ = blame(office, A, "法定时限")
    assert out.startswith("法定时限：（已删去） ← ")
    assert "李四" in out
    assert len(out.splitlines()) == 1


def test_a_long_value_is_shown_whole_where_it_is_asked_for(office: Office) -> None:
    long = "甲" * 200
    office.step({f"{JIA}power.yaml": powers("甲局", FIRST | {"行使内容": long}, SECOND)})
    assert long not in blame(office, A)[1]
    assert f"行使内容：{'甲' * 40}…… ←" in blame(office, A)[1]
    assert long in blame(office, A, "行使内容")[1]


def test_a_script_gets_the_same(office: Office) -> None:
    _, out, _ = blame(office, A, "承诺时限", "--format", "json")
    (element,) = json.loads(out)["elements"]
    assert (element["value"], element["author"]) == ("7个工作日", "李四")
    assert (element["kind"], element["record"]) == ("要素变更", "2024-1")


def test_the_elements_of_its_duty_are_told_as_such(office: Office) -> None:
    _, whole, _ = blame(office, A)
    _, asked, _ = blame(office, A, "责任")
    assert asked.startswith("责任事项 责任：环节：受理责任；内容：一次告知 ← ")
    assert asked.endswith("2024-01-02 张三，最初\n")
    assert whole.endswith(asked)
    (element,) = json.loads(blame(office, A, "责任", "--format", "json")[1])["elements"]
    assert (element["list"], element["sub_item"]) == ("责任事项", None)
    assert element["value"] == [{"环节": "受理责任", "内容": "一次告知"}]


def test_an_item_that_is_gone_is_said_when_it_went(office: Office) -> None:
    office.step({f"{JIA}power.yaml": powers("甲局", SECOND)}, "2024-05-01", "王五")
    code, _, err = blame(office, A)
    assert code == 2
    assert "取消" in err
    assert "2024-05-01 王五" in err


def test_an_element_that_never_was_is_said_to_be_unknown(office: Office) -> None:
    code, _, err = blame(office, A, "没有")
    assert code == 2
    assert "没有写过要素“没有”" in err
    assert "承诺时限" in err
