"""quanze demo: a register with a past, the same everywhere, true to the law and to its records."""

from __future__ import annotations

import datetime
import importlib.util
import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quanze.cli.app import run
from quanze.cli.demo import tell
from quanze.cli.validate import check
from quanze.demo import story
from quanze.demo.plan import Demo, demos
from quanze.demo.repository import build
from quanze.demo.states import Files, states
from quanze.demo.story import commits, example_files
from quanze.diff.verify import verify
from quanze.load.yaml_reader import read

ROOT = Path(__file__).parents[2]
DEMO = demos()["辽源"]
EXAMPLE = "示例"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("示例") / "库"
    assert run(["demo", "辽源", "--to", str(place)]) == 0
    return place


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    ).stdout.strip()


def lists(demo: Demo) -> Files:
    return {path: data for path, data in example_files(demo).items() if path.endswith(".yaml")}


def citations(data: Any) -> Iterator[str]:
    """Go through every law that is cited, with its version."""
    for part in data.values() if isinstance(data, dict) else data:
        if isinstance(part, dict | list):
            yield from citations(part)
    if isinstance(data, dict) and "法规" in data:
        yield f"{data['法规']}{data.get('版本', '')}"


def test_the_demos_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in demos())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("没有", "--to", "x"), "没有示例“没有”；有：辽源"), (("辽源",), "--to")],
)
def test_what_is_missing_is_said(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["demo", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_what_it_suggests_to_try_can_be_run(
    repository: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    tell(DEMO, repository)
    tries = re.findall(r"^  quanze (.*)　", capsys.readouterr().out, re.MULTILINE)
    assert len(tries) > 5
    for command in tries:
        assert run(shlex.split(command)) == 0, command
        assert capsys.readouterr().out, command


def test_the_newest_state_is_the_example(repository: Path) -> None:
    expected = example_files(DEMO)
    tracked = git(repository, "-c", "core.quotepath=off", "ls-files").splitlines()
    found = {path for path in tracked if not path.startswith("adjustments/")}
    assert found == set(expected)
    assert {path: (repository / path).read_bytes() for path in found} == expected
    assert git(repository, "status", "--porcelain") == ""


def test_its_figures_grow_with_its_records(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for tag in git(repository, "tag").splitlines():
        path = f"{tag}:adjustments/{tag}.yaml"
        if tag[0].isdigit():
            assert run(["stats", str(repository), "--at", tag, "--format", "json"]) == 0
            total = json.loads(capsys.readouterr().out)["total"]
            assert total == read(git(repository, "show", path))["合计"]["现有"]


def test_its_history_proves_itself(repository: Path) -> None:
    verification = verify(repository)
    assert verification.problems == ()
    assert len(verification.told) == len(DEMO.steps) - 1
    assert verification.drafts == ()


def test_its_newest_state_has_no_finding(repository: Path) -> None:
    report = check(repository, datetime.date(2026, 11, 22))
    assert [f"{one.place} {one.finding.message}" for one in report.entries] == []


def test_it_shows_the_kinds_of_a_life(repository: Path) -> None:
    records = [read(path.read_text("utf-8")) for path in (repository / "adjustments").iterdir()]
    kinds = {kind for record in records for kind in record["合计"]["种类"]}
    assert kinds >= {
        "新增", "取消", "合并", "下放", "承接", "转移", "暂停", "恢复",
        "机构更名", "机构撤销", "要素变更",
    }  # fmt: skip
    assert {record["级别"] for record in records} == {"实质性", "要素", "文字"}


def test_every_state_rests_on_laws_that_were_in_force() -> None:
    all_states = states(DEMO, lists(DEMO))
    for index, step in enumerate(DEMO.steps):
        for state in all_states[:index]:
            cited = {law for data in state.values() for law in citations(read(data.decode()))}
            assert cited.isdisjoint(step.before.unborn), step.date
        now = {law for data in all_states[index].values() for law in citations(read(data.decode()))}
        assert now >= set(step.before.unborn), step.date


def test_a_state_has_no_error_but_the_one_that_the_clean_up_mends(
    repository: Path, tmp_path: Path
) -> None:
    found = {}
    for tag in git(repository, "tag").splitlines():
        place = tmp_path / tag
        git(repository, "worktree", "add", "-q", str(place), tag)
        errors = check(place, datetime.date(2026, 11, 22)).open()
        found[tag] = {one.finding.code for one in errors if str(one.severity) == "错误"}
        git(repository, "worktree", "remove", str(place))
    assert {tag: codes for tag, codes in found.items() if codes} == {"首次公布": {"A1"}}


def test_what_is_local_says_that_it_is_an_example() -> None:
    for step in DEMO.steps:
        assert EXAMPLE in step.author
        assert EXAMPLE in step.message
        for ground in step.record.get("依据", ()):
            assert ground["名称"].startswith("《中华人民共和国") or EXAMPLE in ground["名称"]
            assert EXAMPLE in ground.get("文号", EXAMPLE)
        for taken in step.record.get("办理", ()):
            assert EXAMPLE in taken.get("文号", EXAMPLE)
        for department in step.before.departments:
            assert EXAMPLE in department.department["名称"]
        assert all(EXAMPLE in name for name in step.before.former_names.values())


def test_the_same_commits_come_of_it_everywhere(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = tmp_path / "家"
    (hostile / "hooks").mkdir(parents=True)
    (hostile / ".gitconfig").write_text(
        f"[core]\n\tautocrlf = true\n\thooksPath = {hostile}/hooks\n"
        "[commit]\n\tgpgsign = true\n[user]\n\tname = 别人\n[init]\n\tdefaultBranch = trunk\n"
        f"\ttemplateDir = {hostile}\n[i18n]\n\tcommitEncoding = gbk\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("HOME", str(hostile))
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2000-01-01")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "别处"))
    place = tmp_path / "库"
    assert run(["demo", "辽源", "--to", str(place)]) == 0
    monkeypatch.delenv("GIT_DIR")
    assert git(place, "rev-parse", "main") == git(repository, "rev-parse", "main")
    assert git(place, "symbolic-ref", "HEAD") == "refs/heads/main"
    assert not list((place / ".git/hooks").glob("*"))
    assert git(place, "log", "-1", "--format=%ad", "--date=iso-strict").endswith("+08:00")


def test_a_folder_with_something_in_it_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "有.txt").write_text("在", encoding="utf-8")
    assert run(["demo", "辽源", "--to", str(tmp_path)]) == 2
    assert "已经有内容" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["有.txt"]


def test_an_empty_folder_is_filled(repository: Path, tmp_path: Path) -> None:
    place = tmp_path / "空"
    place.mkdir()
    build(place, commits(DEMO))
    assert git(place, "rev-parse", "main") == git(repository, "rev-parse", "main")


def test_it_is_built_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run(["demo", "辽源", "--to", str(tmp_path / "库")]) == 2
    assert "没有找到 git" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_installed_package_brings_the_examples_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distribution = pytest.importorskip("setuptools").Distribution({"packages": []})
    spec = importlib.util.spec_from_file_location("setup_of_quanze", ROOT / "setup.py")
    assert spec is not None and spec.loader is not None
    setup = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(setup)
    monkeypatch.chdir(ROOT)
    command = setup.BuildWithExamples(distribution)
    command.build_lib = str(tmp_path)
    command.ensure_finalized()
    command.run()
    here = example_files(DEMO)
    monkeypatch.setattr(story, "_CHECKOUT", tmp_path / "没有")
    monkeypatch.setattr(story, "_PACKAGED", tmp_path / "quanze" / "examples")
    assert example_files(DEMO) == here


def test_an_installation_without_examples_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(story, "_CHECKOUT", tmp_path / "没有")
    assert run(["demo", "辽源", "--to", str(tmp_path / "库")]) == 2
    assert "没有示例" in capsys.readouterr().err
