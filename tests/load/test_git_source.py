"""A register at a git revision: real repositories, read as a folder is."""

from __future__ import annotations

import errno
import os
import re
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from quanze.load import git_source
from quanze.load.git_source import (
    Blobs,
    NoRegisterThere,
    RevisionSource,
    folder_in_repository,
    open_revision,
    revision_of_day,
)
from quanze.load.loader import load
from quanze.load.source import CannotRun, FolderSource
from tests.office import REGISTER, Office

Git = Callable[..., str]

FILES = {
    "quanze.yaml": "名称: 示例\n",
    "departments/jia/department.yaml": "名称: 甲局\n",
    "departments/jia/power.yaml": "部门: 甲局\n事项: []\n",
    "departments/jia/power/空 格 “引号”.yaml": "部门: 甲局\n事项: []\n",
}


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="\n")


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Run git in a fresh repository."""
    top = tmp_path / "仓库"
    top.mkdir()
    names = {
        f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }

    def run(*arguments: str, cwd: Path = top) -> str:
        return subprocess.run(
            ["git", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false", *arguments],
            cwd=cwd,
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull},
        ).stdout.strip()

    run("init", "-q", "-b", "main")
    return run


@pytest.fixture
def top(tmp_path: Path, git: Git) -> Path:
    return tmp_path / "仓库"


def commit(git: Git, message: str = "改") -> str:
    git("add", "-A")
    git("commit", "-q", "--allow-empty", "-m", message)
    return git("rev-parse", "HEAD")


@pytest.mark.parametrize("inner", ["", "清单/库"])
def test_a_revision_holds_the_files_that_the_folder_held(git: Git, top: Path, inner: str) -> None:
    folder = top / inner
    write(folder, FILES)
    write(folder, {".vscode/a.yaml": "x", "说明.md": "x", "departments/.草稿/power.yaml": "x"})
    write(top, {"别的/quanze.yaml": "名称: 别的\n"} if inner else {})
    made = commit(git)
    source = open_revision(folder, "main")
    there = FolderSource(folder)
    assert source.commit == made
    assert list(source.files()) == list(there.files())
    assert {path: source.read(path) for path in source.files()} == {
        path: there.read(path) for path in there.files()
    }


def test_what_changed_since_does_not_show(git: Git, top: Path) -> None:
    write(top, FILES)
    commit(git)
    write(top, {"quanze.yaml": "名称: 改了\n", "departments/yi/department.yaml": "名称: 乙局\n"})
    git("add", "-A")
    source = open_revision(top, "HEAD")
    assert source.read("quanze.yaml").decode() == "名称: 示例\n"
    assert "departments/yi/department.yaml" not in source.files()
    assert load(source).register.settings.name == "示例"


@pytest.mark.parametrize("revision", ["HEAD~1", "main~1", "v1", "分支/旧的", "{id}", "{short}"])
def test_a_revision_can_be_named_as_git_names_it(git: Git, top: Path, revision: str) -> None:
    write(top, FILES)
    made = commit(git)
    git("tag", "-a", "v1", "-m", "一")
    git("branch", "分支/旧的")
    commit(git)
    named = revision.format(id=made, short=made[:8])
    assert open_revision(top, named).commit == made


def test_links_and_submodules_are_left_out(git: Git, top: Path, tmp_path: Path) -> None:
    write(top, FILES)
    (top / "departments/yi.yaml").symlink_to(top / "quanze.yaml")
    commit(git)
    git("clone", "-q", str(top), str(tmp_path / "另一个"))
    git(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        str(tmp_path / "另一个"),
        "sub.yaml",
    )
    commit(git)
    assert sorted(open_revision(top, "HEAD").files()) == sorted(FILES)


def test_files_can_be_read_in_any_order_and_again(git: Git, top: Path) -> None:
    many = {f"departments/jia/power/{number:03}.yaml": f"# {number}\n" for number in range(150)}
    write(top, FILES | many)
    commit(git)
    source = open_revision(top, "HEAD")
    wanted = ["quanze.yaml", *source.files(), *reversed([*source.files()]), "quanze.yaml"]
    assert [source.read(path) for path in wanted] == [(top / path).read_bytes() for path in wanted]


def test_any_files_can_be_announced_and_others_read(git: Git, top: Path) -> None:
    many = {f"departments/jia/power/{number:03}.yaml": f"# {number}\n" for number in range(150)}
    write(top, FILES | many)
    commit(git)
    source = open_revision(top, "HEAD")
    announced = [*many][::-2]
    source.will_read(announced)
    wanted = [*announced, "quanze.yaml", *source.files(), *announced]
    assert [source.read(path) for path in wanted] == [(top / path).read_bytes() for path in wanted]
    assert sorted(source.files()) == sorted(FILES | many)


def test_a_file_that_is_too_large_is_refused_and_the_next_one_read(
    git: Git, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_source, "MAX_FILE_BYTES", 100)
    write(top, FILES | {"departments/jia/duty.yaml": "x" * 101})
    commit(git)
    source = open_revision(top, "HEAD")
    with pytest.raises(OSError) as caught:
        source.read("departments/jia/duty.yaml")
    assert caught.value.errno == errno.EFBIG
    assert source.read("quanze.yaml") == FILES["quanze.yaml"].encode()
    with pytest.raises(FileNotFoundError):
        source.read("departments/没有.yaml")


def answering(answer: bytes) -> RevisionSource:
    """A revision with one file, of which git says this and ends."""
    process = SimpleNamespace(stdin=BytesIO(), stdout=BytesIO(answer), stderr=None, proc=None)
    git = SimpleNamespace(cat_file=lambda *_, **__: process)
    repository: Any = SimpleNamespace(git=git)
    return RevisionSource(Blobs(repository), "c" * 40, {"quanze.yaml": b"1" * 40})


def test_an_answer_of_git_is_taken_where_it_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_source, "MAX_FILE_BYTES", 5)
    assert answering(b"id blob 5\n12345\n").read("quanze.yaml") == b"12345"
    with pytest.raises(OSError) as caught:
        answering(b"id blob 6\n123456\n").read("quanze.yaml")
    assert caught.value.errno == errno.EFBIG


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"id missing\n", id="missing"),
        pytest.param(b"id blob 5\n123", id="a part"),
        pytest.param(b"id blob 5\n12345", id="all but the end of the line"),
        pytest.param(b"id blob 6\n123", id="a part of what is too large"),
    ],
)
def test_an_answer_that_ends_early_is_not_taken_as_whole(
    answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_source, "MAX_FILE_BYTES", 5)
    with pytest.raises(CannotRun, match=r"不完整，读不到版本 cccccccccc 的 quanze\.yaml"):
        answering(answer).read("quanze.yaml")


@pytest.mark.parametrize("missing", ["清单/库/departments", "清单/库", "清单", ""])
def test_a_repository_with_missing_objects_is_not_one_without_a_register(
    git: Git, top: Path, missing: str
) -> None:
    write(top / "清单/库", FILES)
    commit(git)
    lost = git("rev-parse", f"HEAD:{missing}")
    (top / ".git/objects" / lost[:2] / lost[2:]).unlink()
    with pytest.raises(CannotRun, match="git 出错") as caught:
        open_revision(top / "清单/库", "HEAD")
    assert not isinstance(caught.value, NoRegisterThere)


@pytest.mark.parametrize("inner", [":(top)库", "库*[a]"])
def test_the_name_of_a_folder_is_no_pattern(git: Git, top: Path, inner: str) -> None:
    write(top / inner, FILES)
    commit(git)
    assert sorted(open_revision(top / inner, "HEAD").files()) == sorted(FILES)


def test_a_commit_that_is_dated_back_is_no_version_of_that_day(tmp_path: Path) -> None:
    office = Office(tmp_path / "仓库")
    first = office.step(REGISTER, "2024-01-02")
    office.step({"说明.yaml": "一\n"}, "2024-05-06")
    last = office.step({"说明.yaml": "二\n"}, "2024-02-03")
    assert revision_of_day(office.folder, "2024-03-01") == first
    assert revision_of_day(office.folder, "9999-12-31") == last


def test_without_a_repository_there_are_no_revisions(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="不在 git 仓库里"):
        open_revision(tmp_path, "HEAD")
    with pytest.raises(CannotRun, match="找不到文件夹"):
        open_revision(tmp_path / "没有", "HEAD")


@pytest.mark.parametrize(
    "revision", ["没有这个", "--all", "", "main:quanze.yaml", "a..b", "HEAD~9", "^HEAD", "^main"]
)
def test_an_unknown_revision_is_said_to_be_unknown(git: Git, top: Path, revision: str) -> None:
    write(top, FILES)
    commit(git)
    with pytest.raises(CannotRun, match=f"没有版本“{re.escape(revision)}”.*git log"):
        open_revision(top, revision)


def test_a_repository_without_commits_has_no_revision(git: Git, top: Path) -> None:
    write(top, FILES)
    with pytest.raises(CannotRun, match="没有版本“HEAD”"):
        open_revision(top, "HEAD")


def test_in_a_shallow_clone_it_is_said_how_to_get_the_rest(
    git: Git, top: Path, tmp_path: Path
) -> None:
    write(top, FILES)
    first = commit(git)
    commit(git)
    git("clone", "-q", "--depth", "1", top.as_uri(), str(tmp_path / "浅"))
    with pytest.raises(CannotRun, match=r"浅克隆.*fetch-depth: 0.*GIT_DEPTH: 0"):
        open_revision(tmp_path / "浅", first)


def test_a_day_before_a_shallow_clone_begins_is_not_called_one_without_commits(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path / "仓库")
    office.step(REGISTER, "2024-01-02")
    last = office.step({"说明.yaml": "一\n"}, "2024-05-06")
    shallow = tmp_path / "浅"
    office.git("clone", "-q", "--depth", "1", office.top.as_uri(), str(shallow))
    assert revision_of_day(shallow, "2024-05-06") == last
    with pytest.raises(CannotRun, match=r"浅克隆.*--unshallow.*fetch-depth: 0.*GIT_DEPTH: 0"):
        revision_of_day(shallow, "2024-03-01")


def test_a_repository_of_another_user_is_said_to_be_distrusted(
    git: Git, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(top, FILES)
    commit(git)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    with pytest.raises(CannotRun, match=r"safe\.directory"):
        open_revision(top, "HEAD")


@pytest.mark.parametrize("before", [{}, {"库/说明.md": "还没有清单\n"}, {"库": "是个文件\n"}])
def test_a_folder_may_have_held_no_register_yet(
    git: Git, top: Path, before: dict[str, str]
) -> None:
    write(top, before)
    first = commit(git)
    if (top / "库").is_file():
        (top / "库").unlink()
    write(top / "库", FILES)
    commit(git)
    with pytest.raises(NoRegisterThere, match="还没有清单库"):
        open_revision(top / "库", first)


def test_a_register_lies_somewhere_in_its_repository(
    git: Git, top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (top / "清单/库").mkdir(parents=True)
    assert folder_in_repository(top) == ""
    assert folder_in_repository(top / "清单/库") == "清单/库/"
    (tmp_path / "外面/库").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "外面")
    assert folder_in_repository(Path("库")) == "库/"
    monkeypatch.chdir(top)
    assert folder_in_repository(tmp_path / "外面/库") == ""
