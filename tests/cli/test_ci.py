"""What CI does with a register: formats, a baseline, and what a change brought in."""

from __future__ import annotations

import datetime
import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as Xml

import pytest

from quanze.cli.app import run
from quanze.load.verdict_store import SWITCH

HEAD = "部门: 甲局\n事项:\n"
POWER = "departments/jia/power.yaml"
BASELINE = "quanze-baseline.yaml"


def item(code: str, *, basis: bool = False) -> str:
    text = f'  - 编码: "{code}"\n    名称: 许可{code}\n    类型: 行政许可\n'
    return text + ("    设定依据:\n      - 《森林法》第五十六条第一款\n" if basis else "")


class Said(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str


Quanze = Callable[..., Said]


@pytest.fixture
def quanze(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Quanze:
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: str | Path) -> Said:
        code = run([str(argument) for argument in arguments])
        return Said(code, *capsys.readouterr())

    return call


def git(folder: Path, *arguments: str) -> None:
    names = {
        f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    subprocess.run(
        ["git", "-c", "commit.gpgsign=false", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull},
    )


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "改")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register in a folder of a repository; its one item lacks a basis (A1)."""
    folder = tmp_path / "仓库" / "清单库"
    (folder / "departments/jia").mkdir(parents=True)
    (folder / "quanze.yaml").write_text("名称: 测试清单\n", encoding="utf-8")
    (folder / "departments/jia/department.yaml").write_text("名称: 甲局\n", encoding="utf-8")
    (folder / POWER).write_text(HEAD + item("001"), encoding="utf-8")
    git(folder.parent, "init", "-q", "-b", "main")
    commit(folder)
    return folder


def add(register: Path, *items: str) -> None:
    with (register / POWER).open("a", encoding="utf-8") as file:
        file.write("".join(items))


def a1(said: Said) -> list[tuple[str, str]]:
    """The findings of rule A1 in a report as JSON: the item, and what became of it."""
    findings = json.loads(said.out)["findings"]
    return [(found["item"], found["state"]) for found in findings if found["code"] == "A1"]


# Formats


def _count_sarif(text: str) -> int:
    (run_,) = json.loads(text)["runs"]
    return sum(result["level"] == "error" for result in run_["results"])


def _count_github(text: str) -> int:
    return sum(line.startswith("::error ") for line in text.splitlines())


def _count_gitlab(text: str) -> int:
    return sum(found["severity"] == "major" for found in json.loads(text))


def _count_junit(text: str) -> int:
    return len(list(Xml.fromstring(text.encode()).iter("failure")))


def _count_json(text: str) -> int:
    return int(json.loads(text)["counts"]["错误"])


COUNTS: dict[str, Callable[[str], int]] = {
    "sarif": _count_sarif,
    "github": _count_github,
    "gitlab": _count_gitlab,
    "junit": _count_junit,
    "json": _count_json,
}


@pytest.mark.parametrize("form", COUNTS)
@pytest.mark.parametrize("to_file", [False, True])
def test_every_format_tells_the_same_and_ends_with_the_same_code(
    form: str, to_file: bool, register: Path, tmp_path: Path, quanze: Quanze
) -> None:
    plain = quanze("validate", register, "--format", "json")
    file = tmp_path / "结果"
    said = quanze("validate", register, "--format", form, *(("--output", file) if to_file else ()))
    assert said.code == plain.code == 1
    text = file.read_text(encoding="utf-8") if to_file else said.out
    assert COUNTS[form](text) == _count_json(plain.out) > 0


@pytest.mark.parametrize("form", ["sarif", "github", "gitlab", "junit"])
def test_paths_count_from_the_top_of_the_repository(
    form: str, register: Path, quanze: Quanze, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(register)
    said = quanze("validate", ".", "--format", form)
    path = "%E6%B8%85%E5%8D%95%E5%BA%93/" if form == "sarif" else "清单库/"
    assert path + POWER in said.out


# Baseline


def test_a_baseline_makes_old_findings_known_and_new_ones_stand_out(
    register: Path, quanze: Quanze
) -> None:
    assert quanze("validate", register).code == 1
    said = quanze("baseline", register)
    assert said.code == 0
    assert f"写在 {register / BASELINE}" in said.out
    after = quanze("validate", register, "--strict")
    assert after.code == 0
    assert "许可001" not in after.out
    assert "错误 0 处、警告 0 处、提示 0 处，已知" in after.out
    add(register, item("002"))
    again = quanze("validate", register, "--format", "json")
    assert again.code == 1
    assert a1(again) == [("001", "known"), ("002", "new")]


def test_known_findings_are_listed_on_demand(register: Path, quanze: Quanze) -> None:
    quanze("baseline", register)
    assert "许可001" in quanze("validate", register, "--all").out.partition("已知问题")[2]
    assert [line for line in quanze("validate", register, "--format", "github").out.splitlines() if line.startswith("::")] == []  # fmt: skip
    log = json.loads(quanze("validate", register, "--format", "sarif").out)
    assert all("suppressions" in result for result in log["runs"][0]["results"])


def test_what_is_solved_is_told_and_pruned(register: Path, quanze: Quanze) -> None:
    add(register, item("002"))
    quanze("baseline", register)
    (register / POWER).write_text(HEAD + item("001") + item("002", basis=True) + item("003"), encoding="utf-8")  # fmt: skip
    said = quanze("validate", register)
    assert "提示 W4 已知问题已经解决  1 处" in said.out
    assert "已解决：事项 002 不再有 A1 的已知问题" in said.out
    pruned = quanze("baseline", register, "--prune")
    assert "新记 0 处，去掉已经解决的 1 处。" in pruned.out
    after = quanze("validate", register, "--format", "json")
    assert a1(after) == [("001", "known"), ("003", "new")]
    assert "W4" not in after.out


def test_a_baseline_of_the_same_findings_is_the_same_file(register: Path, quanze: Quanze) -> None:
    quanze("baseline", register)
    noted = re.compile(r"记于: [\d-]+")
    first = noted.sub("记于: 2026-01-05", (register / BASELINE).read_text(encoding="utf-8"))
    (register / BASELINE).write_text(first, encoding="utf-8")
    quanze("baseline", register)
    assert (register / BASELINE).read_text(encoding="utf-8") == first


def test_a_baseline_by_another_day_bears_the_day_it_was_written(
    register: Path, quanze: Quanze
) -> None:
    before = datetime.date.today()
    quanze("baseline", register, "--as-of", "2099-06-30")
    noted = re.findall(r"记于: ([\d-]+)", (register / BASELINE).read_text(encoding="utf-8"))
    assert noted
    assert all(before <= datetime.date.fromisoformat(day) <= datetime.date.today() for day in noted)


def test_what_was_not_read_is_not_accepted(register: Path, quanze: Quanze) -> None:
    add(register, "  - 名称: 没有编码\n")
    said = quanze("baseline", register)
    assert "1 处不能记为已知，请先改正：quanze validate" in said.out
    assert "S1" not in (register / BASELINE).read_text(encoding="utf-8")
    assert quanze("validate", register).code == 1


def test_a_baseline_that_cannot_be_read_is_left_alone(register: Path, quanze: Quanze) -> None:
    broken = "<<<<<<< HEAD\n已知问题: []\n"
    (register / BASELINE).write_text(broken, encoding="utf-8")
    said = quanze("baseline", register)
    assert said.code == 2
    assert f"{BASELINE} 读不懂，没有改动" in said.err
    assert (register / BASELINE).read_text(encoding="utf-8") == broken
    assert quanze("validate", register).code == 1


def test_where_nothing_is_known_there_is_no_file(register: Path, quanze: Quanze) -> None:
    quanze("baseline", register)
    (register / POWER).write_text("部门: 甲局\n", encoding="utf-8")
    (register / "departments/jia/department.yaml").write_text("名称: 甲局\n", encoding="utf-8")
    said = quanze("baseline", register)
    assert "没有已知问题" in said.out
    assert not (register / BASELINE).exists()


def test_other_commands_leave_the_baseline_alone(
    register: Path, tmp_path: Path, quanze: Quanze
) -> None:
    quanze("baseline", register)
    before = (register / BASELINE).read_bytes()
    assert BASELINE not in quanze("fmt", register).out
    assert BASELINE not in quanze("publish", register, "--to", tmp_path / "网站").err
    assert (register / BASELINE).read_bytes() == before


# --since


def test_since_reports_what_a_change_brought_in(register: Path, quanze: Quanze) -> None:
    same = quanze("validate", register, "--since", "main")
    assert same.code == 0
    assert "与 main 相比新出现的：错误 0 处" in same.out
    (register / POWER).write_text(HEAD + item("000") + item("001"), encoding="utf-8")
    said = quanze("validate", register, "--since", "main", "--format", "json")
    assert said.code == 1
    assert a1(said) == [("000", "new")]
    data: dict[str, Any] = json.loads(said.out)
    assert data["since"] == "main"
    assert data["earlier"] > 0


def test_since_sees_what_is_committed_and_what_is_not(register: Path, quanze: Quanze) -> None:
    add(register, item("002"))
    commit(register)
    add(register, item("003"))
    arguments = ("validate", register, "--format", "json", "--since")
    assert a1(quanze(*arguments, "HEAD~1")) == [("002", "new"), ("003", "new")]
    assert a1(quanze(*arguments, "HEAD")) == [("003", "new")]


def test_since_before_there_was_a_register_reports_all(register: Path, quanze: Quanze) -> None:
    register.rename(register.with_name("新库"))
    moved = register.with_name("新库")
    said = quanze("validate", moved, "--since", "main", "--format", "json")
    assert "还没有清单库。下面列出的是全部问题。" in said.err
    assert a1(said) == [("001", "new")]


def test_since_and_a_baseline_go_together(register: Path, quanze: Quanze) -> None:
    quanze("baseline", register)
    commit(register)
    add(register, item("002"))
    said = quanze("validate", register, "--since", "HEAD", "--format", "json")
    assert a1(said) == [("001", "known"), ("002", "new")]
    (register / BASELINE).unlink()
    without = quanze("validate", register, "--since", "HEAD", "--format", "json")
    assert a1(without) == [("001", "new"), ("002", "new")]


@pytest.mark.parametrize("revision", ["没有这个", "--all"])
def test_since_an_unknown_revision_cannot_run(
    revision: str, register: Path, quanze: Quanze
) -> None:
    said = quanze("validate", register, f"--since={revision}")
    assert said.code == 2
    assert f"没有版本“{revision}”" in said.err


def test_stages_are_told_with_their_counts_for_both_versions(
    register: Path, quanze: Quanze, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SWITCH, "")
    alone = _stages(quanze("validate", register, "-v").err)
    both = _stages(quanze("validate", register, "--since", "main", "-v").err)
    assert list(both) == list(alone)
    assert alone["检查各部门"] == "1 项职权"
    assert both["检查各部门"] == "2 项职权"
    assert alone["找以前检查过的"] == "0 个部门"


def _stages(said: str) -> dict[str, str]:
    told = (line.partition("：") for line in said.splitlines())
    return {name: rest.partition("，")[2] for name, _, rest in told}
