"""quanze review: one verdict on a change, and the comment that tells it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quanze.cli.app import run
from quanze.publish.changes.markdown import LIMIT
from tests.demo_repo import APPROVAL, HOUSING, ITEM, STEPS, Branch, branch, git, origin

__all__ = ["branch", "origin"]


def verdict(
    branch: Branch, capsys: pytest.CaptureFixture[str], base: str = "origin/main"
) -> dict[str, Any]:
    capsys.readouterr()
    code = run(["review", base, "--in", str(branch.register), "--format", "json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert code == (0 if found["passed"] else 1)
    return found


def problems(found: dict[str, Any], part: str) -> list[str]:
    return [one["what"] for one in found["problems"] if one["part"] == part]


def parts(found: dict[str, Any]) -> set[str]:
    return {one["part"] for one in found["problems"]}


def comment(branch: Branch, base: str = "origin/main") -> str:
    file = branch.top.parent / "评论.md"
    assert run(["review", base, "--in", str(branch.register), "--comment", str(file)]) in (0, 1)
    return file.read_text(encoding="utf-8")


def test_no_change_passes(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    found = verdict(branch, capsys)
    assert found["passed"]
    assert found["level"] is None


def test_layout_is_no_change(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    branch.replace(f"{HOUSING}/power.yaml", "\n    类型: ", "\n\n    类型: ")
    assert verdict(branch, capsys)["passed"]


def test_lists_that_are_no_powers_need_no_record(
    branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    branch.replace("regulations.yaml", "下次评估: 2027-03-31", "下次评估: 2027-06-30", 1)
    found = verdict(branch, capsys)
    assert found["passed"]
    assert found["level"] is None
    assert found["counts"]["other_lists"] == 1
    assert "各部门的清单没有变更；配套清单 1 处，不要调整记录" in comment(branch)


def test_a_change_without_record_is_named_by_its_item(
    branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    branch.shorten()
    found = verdict(branch, capsys)
    assert problems(found, "调整记录") == [
        f"商品房预售许可（{ITEM}）：改了（要素变更：承诺时限），没有记录",
        "许可-预售许可：改了（流程变更：总时限），没有记录",
    ]
    (advice,) = found["next"]
    assert f"quanze record {found['commit'][:10]}" in advice


def test_a_record_that_is_approved_as_its_level_needs_passes(
    branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    branch.shorten()
    branch.record()
    branch.commit()
    found = verdict(branch, capsys)
    assert found["problems"] == []
    assert [(one["level"], one["missing_steps"]) for one in found["records"]] == [("要素", [])]


@pytest.mark.parametrize("missing", STEPS)
def test_every_step_that_the_level_needs_is_asked_for(
    missing: str, branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    branch.shorten()
    branch.record(steps={step: day for step, day in STEPS.items() if step != missing})
    found = verdict(branch, capsys)
    assert parts(found) == {"审批"}
    assert [one["missing_steps"] for one in found["records"]] == [[missing]]
    assert any(missing in line for line in found["next"])


def test_a_cancelled_item_needs_the_approval_of_the_government(
    branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    branch.drop()
    principle = ("--principle", "无依据取消", "--reason", "示例")
    branch.record(*principle)
    found = verdict(branch, capsys)
    assert [one["missing_steps"] for one in found["records"]] == [["批准"]]
    branch.record(*principle, steps={**STEPS, **APPROVAL})
    assert "审批" not in parts(verdict(branch, capsys))


def test_a_record_that_says_something_else_does_not_pass(
    branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    branch.shorten()
    file = branch.record()
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("新: 6个工作日", "新: 7个工作日", 1), encoding="utf-8")
    found = verdict(branch, capsys)
    assert problems(found, "调整记录") == [
        f"商品房预售许可（{ITEM}）：“承诺时限”的新内容与改动后的清单不一致"
    ]


def test_a_change_after_the_record_does_not_pass(
    branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    branch.shorten()
    branch.record()
    branch.replace(f"{HOUSING}/power.yaml", "到现场次数: 1", "到现场次数: 0", 1)
    found = verdict(branch, capsys)
    assert any("记录里没有" in what for what in problems(found, "调整记录"))


REWRITINGS: dict[str, Callable[[str], str]] = {
    "一个要素": lambda text: text.replace("三十日", "四十日"),
    "批准日期": lambda text: text.replace("2022-04-08", "2022-04-07"),
    "删去": lambda text: "",
}


@pytest.mark.parametrize("how", REWRITINGS)
def test_an_approved_record_stays_as_it_is(
    how: str, branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = branch.register / "adjustments/2022-1.yaml"
    text = REWRITINGS[how](file.read_text(encoding="utf-8"))
    if text:
        file.write_text(text, encoding="utf-8", newline="\n")
    else:
        file.unlink()
    found = verdict(branch, capsys)
    assert "已批准的记录" in parts(found)
    assert any("git checkout" in line and "2022-1.yaml" in line for line in found["next"])


def test_what_is_empty_in_an_approved_record_may_still_be_written(
    branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    branch.replace(
        "adjustments/2022-3.yaml", "\n合计:", "\n  - 步骤: 归档\n    日期: 2022-12-01\n合计:"
    )
    assert verdict(branch, capsys)["passed"]


def test_a_new_error_does_not_pass_with_whatever_record(
    branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    branch.replace(f"{HOUSING}/power.yaml", "承诺时限: 8个工作日", "承诺时限: 60个工作日", 1)
    branch.record()
    found = verdict(branch, capsys)
    assert "内容检查" in parts(found)
    assert "调整记录" not in parts(found)


def test_what_others_merged_meanwhile_is_not_asked_of_the_branch(
    branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    branch.shorten()
    branch.record()
    branch.commit()
    git(branch.top, "checkout", "-q", "-b", "别人", "origin/main")
    branch.replace("departments/rsj/power.yaml", "到现场次数: 1", "到现场次数: 0", 1)
    branch.commit()
    git(branch.top, "checkout", "-q", "修改")
    assert verdict(branch, capsys, "别人")["passed"]


def test_several_records_are_held_in_the_order_of_their_numbers(
    branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = verdict(branch, capsys, "首次公布")
    assert found["passed"]
    assert len(found["records"]) == 15
    assert len(comment(branch, "首次公布")) <= LIMIT
    (branch.register / "adjustments/2024-1.yaml").unlink()
    assert "调整记录" in parts(verdict(branch, capsys, "首次公布"))


def test_a_change_cannot_excuse_itself(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    branch.shorten()
    branch.record(steps={"申请": "2026-11-05"})
    assert "审批" in parts(verdict(branch, capsys))
    with (branch.register / "quanze.yaml").open("a", encoding="utf-8") as file:
        file.write("法规:\n  调整:\n    - 步骤: 申请\n规则:\n  级别:\n    R2: 关闭\n")
    found = verdict(branch, capsys)
    assert problems(found, "审批") == ["级别是要素，还没有：审核、合法性审查"]
    assert found["notes"] == ["quanze.yaml 里检查用的设置改了：规则、法规。请看清楚再合并。"]


@pytest.mark.parametrize("level", ["警告", "提示"])
def test_a_change_cannot_make_its_approval_optional(
    level: str, branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    branch.shorten()
    branch.record(steps={"申请": "2026-11-05"})
    with (branch.register / "quanze.yaml").open("a", encoding="utf-8") as file:
        file.write(f"规则:\n  级别:\n    R2: {level}\n")
    assert problems(verdict(branch, capsys), "审批") == ["级别是要素，还没有：审核、合法性审查"]


def test_what_the_checks_go_by_is_pointed_out(
    branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    laws = branch.register / "laws/本地.yaml"
    laws.parent.mkdir(exist_ok=True)
    laws.write_text(
        "法规:\n  - 名称: 《示例市供热条例》\n    级别: 地方性法规\n    版本: [2021-06-25]\n",
        encoding="utf-8",
    )
    found = verdict(branch, capsys)
    assert found["notes"] == ["laws/ 或 references/ 里检查用的资料改了。请看清楚再合并。"]


def test_the_levels_stand_while_there_are_records(
    branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    with (branch.register / "quanze.yaml").open("a", encoding="utf-8") as file:
        file.write("调整:\n  级别:\n    要素变更: 文字\n")
    assert parts(verdict(branch, capsys)) == {"调整记录"}


@pytest.mark.parametrize(("since", "asked"), [("2999-01-01", False), ("2020-01-01", True)])
def test_records_are_asked_for_from_the_day_that_is_set(
    since: str, asked: bool, branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    with (branch.register / "quanze.yaml").open("a", encoding="utf-8") as file:
        file.write(f"调整:\n  自: {since}\n")
    branch.commit()
    git(branch.top, "branch", "基础")
    branch.shorten()
    assert ("调整记录" in parts(verdict(branch, capsys, "基础"))) is asked


def test_lists_that_cannot_be_read_do_not_pass(
    branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    branch.replace(f"{HOUSING}/power.yaml", "事项:\n", "事项：\n", 1)
    found = verdict(branch, capsys)
    assert parts(found) == {"内容检查"}
    assert "读不懂" in found["notes"][0]


def test_a_first_publication_needs_no_record(
    branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    git(branch.top, "checkout", "-q", "--orphan", "空")
    git(branch.top, "rm", "-rq", "--cached", ".")
    git(branch.top, "commit", "-q", "--allow-empty", "-m", "空")
    git(branch.top, "branch", "起点")
    branch.commit()
    found = verdict(branch, capsys, "起点")
    assert found["passed"]
    assert "首次公布" in found["notes"][0]


@pytest.mark.parametrize(
    ("base", "said"), [("没有这个分支", "没有版本"), ("无关", "没有共同的历史")]
)
def test_a_base_that_is_none_is_named(
    base: str, said: str, branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = git(branch.top, "write-tree").strip()
    git(branch.top, "branch", "无关", git(branch.top, "commit-tree", tree, "-m", "无关").strip())
    assert run(["review", base, "--in", str(branch.register)]) == 2
    assert said in capsys.readouterr().err


def test_the_comment_begins_with_the_verdict_and_what_to_do(branch: Branch) -> None:
    branch.shorten()
    lines = [line for line in comment(branch).splitlines() if line]
    assert lines[1] == "## 清单检查：不通过"
    todo = lines.index("**要做的事**")
    assert "`quanze record " in lines[todo + 1]
    assert todo < next(number for number, line in enumerate(lines) if line.startswith("<details>"))
    assert any(line.startswith("| 要素变更 | 1 |") for line in lines)


HOSTILE = "</details><script>alert(1)</script>[点](javascript:1) ![](http://a.example) @all `x` | y"


def test_texts_of_the_lists_are_only_text_in_the_comment(branch: Branch) -> None:
    branch.replace(f"{HOUSING}/power.yaml", "名称: 商品房预售许可", f'名称: "{HOSTILE}"', 1)
    text = comment(branch)
    assert "alert" in text
    assert "<script" not in text
    assert "](" not in text
    assert not re.search(r"@all|http:|(?<!summary>)</details><", text.replace("&#8203;", "\u200b"))
    assert text.count("<details>") == text.count("</details>")


def test_the_terminal_says_the_same(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    branch.shorten()
    capsys.readouterr()
    assert run(["review", "origin/main", "--in", str(branch.register)]) == 1
    said = capsys.readouterr().out
    assert said.startswith("不通过：2 处变更，最重的级别是要素\n")
    assert "商品房预售许可" in said
    assert "要做的事" in said


def test_a_folder_that_is_no_repository_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "quanze.yaml").write_text("名称: 甲\n", encoding="utf-8")
    assert run(["review", "main", "--in", str(tmp_path)]) == 2
    assert "不在 git 仓库里" in capsys.readouterr().err
