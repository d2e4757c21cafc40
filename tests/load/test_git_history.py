"""The commits of a register as one line, from real repositories."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from quanze.load.git_history import CANNOT_TELL, UNSIGNED, History, open_history
from quanze.load.git_source import open_revision
from quanze.load.source import SETTINGS_FILE, CannotRun
from tests.office import CODES, JIA, REGISTER, YI, Office, power, powers

POWERS = f"{JIA}power.yaml"


@pytest.fixture(params=["", "清单/库"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    """A register at the top of its repository, and one in a folder of it."""
    return Office(tmp_path / "仓库", request.param)


def files_at(history: History, index: int) -> dict[str, bytes]:
    version = history.version(index)
    assert version is not None
    return {path: version.source.read(path) for path in version.source.files()}


def read_anew(office: Office, commit: str) -> dict[str, bytes]:
    source = open_revision(office.folder, commit)
    return {path: source.read(path) for path in source.files()}


def test_commits_tell_who_when_and_what(office: Office) -> None:
    first = office.step(REGISTER, "2024-01-02", "张三", "首个版本")
    second = office.step({POWERS: powers("甲局")}, "2024-02-03", "李四", "减少两项")
    history = open_history(office.folder)
    one, other = history.commits
    assert [one.id, other.id] == [first, second]
    assert (one.parent, other.parent) == ("", first)
    assert (other.author, other.subject) == ("李四", "减少两项")
    assert other.day == datetime.date(2024, 2, 3)
    assert other.authored is not None
    assert other.authored.isoformat() == "2024-02-03T10:00:00+08:00"
    assert sorted(change.path for change in one.changed) == sorted(REGISTER)
    (changed,) = other.changed
    folder = f"{office.inner}/" if office.inner else ""
    assert changed.path == POWERS
    assert changed.old == office.git("rev-parse", f"{first}:{folder}{POWERS}").encode()
    assert changed.new == office.git("rev-parse", f"{second}:{folder}{POWERS}").encode()


def test_every_version_is_the_one_that_git_has(office: Office) -> None:
    office.step(REGISTER)
    office.step({POWERS: powers("甲局"), f"{YI}flow.yaml": "部门: 乙局\n"})
    office.step({f"{YI}power.yaml": None, f"{JIA}power/a b.yaml": powers("甲局")})
    office.step({f"{YI}flow.yaml": "部门: 乙局\n流程: []\n"})
    history = open_history(office.folder)
    for index in (0, 1, 2, 3, 1, 0, 3):
        assert files_at(history, index) == read_anew(office, history.commits[index].id)
    version = history.version(2)
    assert version is not None
    assert list(version.source.files()) == sorted(version.source.files())


def test_commits_of_other_folders_are_not_the_registers(tmp_path: Path) -> None:
    office = Office(tmp_path / "仓库", "库")
    (office.top / "别的").mkdir()
    (office.top / "别的/quanze.yaml").write_text("名称: 别的\n", encoding="utf-8")
    office.commit("别的清单库")
    made = office.step(REGISTER)
    (office.top / "别的/quanze.yaml").write_text("名称: 又改\n", encoding="utf-8")
    office.commit("别的清单库")
    assert [commit.id for commit in open_history(office.folder).commits] == [made]


def test_commits_of_other_files_are_no_steps(office: Office) -> None:
    made = office.step(REGISTER)
    office.step({"说明.md": "说明\n", ".github/ci.yaml": "on: push\n"})
    office.commit("空的")
    assert [commit.id for commit in open_history(office.folder).commits] == [made]


def test_a_merged_branch_is_one_step(office: Office) -> None:
    office.step(REGISTER)
    office.git("checkout", "-q", "-b", "改一项")
    office.step({POWERS: powers("甲局")}, message="分支上第一步")
    office.step({f"{YI}power.yaml": powers("乙局")}, message="分支上第二步")
    office.git("checkout", "-q", "main")
    office.step({f"{JIA}department.yaml": {"名称": "甲局", "简称": "甲"}}, message="主线上")
    office.git("merge", "-q", "--no-ff", "-m", "合并请求", "改一项")
    history = open_history(office.folder)
    assert [commit.subject for commit in history.commits] == ["改", "主线上", "合并请求"]
    merged = history.commits[-1]
    assert {change.path for change in merged.changed} == {POWERS, f"{YI}power.yaml"}
    assert files_at(history, 2) == read_anew(office, merged.id)


@pytest.mark.parametrize(("old", "new"), [("旧", "新/库"), ("", "库"), ("库", ""), ("库", "库/里")])
def test_a_register_that_moves_keeps_its_past(tmp_path: Path, old: str, new: str) -> None:
    office = Office(tmp_path / "仓库", old)
    first = office.step(REGISTER)
    second = office.step({POWERS: powers("甲局")})
    before = read_anew(office, second)
    moved_to = Office(office.top, new)
    for path in before:
        target = moved_to.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (office.folder / path).rename(target)
    changed = powers("甲局", power(CODES[3], "新的"))
    third = moved_to.step({POWERS: changed}, message="换文件夹，也改一处")
    history = open_history(moved_to.folder)
    assert [commit.id for commit in history.commits] == [first, second, third]
    assert files_at(history, 1) == before
    assert files_at(history, 2) == read_anew(moved_to, third)
    assert [change.path for change in history.commits[2].changed] == [POWERS]


def test_a_register_moved_there_and_back_keeps_its_past(tmp_path: Path) -> None:
    office = Office(tmp_path / "仓库", "甲")
    commits = [office.step(REGISTER)]
    for old, new in (("甲", "乙"), ("乙", "甲")):
        shutil.move(office.top / old, office.top / new)
        commits.append(office.commit("搬"))
    history = open_history(office.folder)
    assert [commit.id for commit in history.commits] == commits
    assert files_at(history, 0) == files_at(history, 1) == files_at(history, 2)


def test_another_register_put_in_its_place_does_not_bring_another_past(tmp_path: Path) -> None:
    office = Office(tmp_path / "仓库", "甲")
    commits = [office.step(REGISTER), office.step({POWERS: powers("甲局")})]
    shutil.copytree(office.folder, office.top / "乙")
    office.commit("另一个")
    shutil.rmtree(office.folder)
    commits.append(office.commit("删去"))
    shutil.move(office.top / "乙", office.folder)
    commits.append(office.commit("换上"))
    history = open_history(office.folder)
    assert [commit.id for commit in history.commits] == commits
    assert history.version(2) is None


def test_a_time_without_the_register_is_seen(office: Office) -> None:
    office.step(REGISTER)
    office.step({SETTINGS_FILE: None}, message="删去")
    office.step({SETTINGS_FILE: "名称: 又有了\n"}, message="放回")
    history = open_history(office.folder)
    assert [history.version(index) is None for index in range(3)] == [False, True, False]


HOSTILE = "恶\x1b[2J意\u202e\n\n:100644 100644 a b M"


def test_texts_of_commits_cannot_be_taken_for_what_git_says(office: Office) -> None:
    office.step(REGISTER, message=HOSTILE)
    office.step({POWERS: powers("甲局")}, by="x :100644", message=":100644 甲 乙")
    first, second = open_history(office.folder).commits
    assert first.subject == "恶\x1b[2J意\u202e"
    assert (second.author, second.subject) == ("x :100644", ":100644 甲 乙")
    assert [change.path for change in second.changed] == [POWERS]


@pytest.mark.parametrize(
    "setting",
    ["diff.noprefix=true", "log.follow=true", "log.showSignature=true", "diff.relative=true",
     "diff.renames=copies", "core.quotePath=true", "log.diffMerges=separate", "color.ui=always",
     "i18n.logOutputEncoding=GBK", "diff.orderFile=/dev/null"],
)  # fmt: skip
def test_what_a_user_has_configured_changes_nothing(tmp_path: Path, setting: str) -> None:
    office = Office(tmp_path / "仓库", "库")
    office.step(REGISTER)
    office.step({POWERS: None, f"{JIA}power/甲.yaml": (office.folder / POWERS).read_text("utf-8")})
    before = open_history(office.folder).commits
    office.git("config", *setting.split("="))
    assert open_history(office.folder).commits == before


def test_replaced_commits_are_not_believed(office: Office) -> None:
    office.step(REGISTER)
    second = office.step({POWERS: powers("甲局")}, by="李四")
    before = open_history(office.folder)
    contents = files_at(before, 1)
    forged = office.git("commit-tree", "HEAD~1^{tree}", "-m", "假的", by="王五")
    office.git("replace", second, forged)
    blob = contents_id(before)
    other = office.git("hash-object", "-w", str(office.folder / "quanze.yaml"))
    office.git("replace", blob, other)
    after = open_history(office.folder)
    assert after.commits == before.commits
    assert files_at(after, 1) == contents


def test_a_line_that_was_cut_off_is_not_believed(office: Office) -> None:
    office.step(REGISTER)
    tip = office.step({POWERS: powers("甲局")})
    before = open_history(office.folder).commits
    grafts = office.top / ".git/info/grafts"
    grafts.parent.mkdir(exist_ok=True)
    grafts.write_text(f"{tip}\n", encoding="utf-8")
    assert open_history(office.folder).commits == before


def contents_id(history: History) -> str:
    (changed,) = history.commits[1].changed
    assert changed.new is not None
    return changed.new.decode()


def test_a_shallow_clone_is_no_history(office: Office, tmp_path: Path) -> None:
    office.step(REGISTER)
    office.step({POWERS: powers("甲局")})
    office.git("clone", "-q", "--depth", "1", office.top.as_uri(), str(tmp_path / "浅"))
    with pytest.raises(CannotRun, match=r"历史不完整.*fetch --unshallow.*fetch-depth: 0"):
        open_history(tmp_path / "浅" / office.inner)


def test_without_a_register_there_is_no_history(office: Office) -> None:
    with pytest.raises(CannotRun, match="没有版本“HEAD”"):
        office.folder.mkdir(parents=True, exist_ok=True)
        open_history(office.folder)
    office.step({"说明.md": "还没有清单\n"})
    with pytest.raises(CannotRun, match="还没有提交过清单库"):
        open_history(office.folder)


def test_a_day_that_cannot_be_is_no_day(office: Office) -> None:
    office.step(REGISTER)
    tree = office.git("rev-parse", "HEAD^{tree}")
    who = "甲 <x@example.invalid> 99999999999999 +0800"
    text = f"tree {tree}\nauthor {who}\ncommitter {who}\n\n远\n"
    raw = office.top.parent / "commit"
    raw.write_text(text, encoding="utf-8", newline="\n")
    made = office.git("hash-object", "--literally", "-t", "commit", "-w", str(raw))
    (commit,) = open_history(office.folder, made).commits
    assert (commit.day, commit.authored) == (None, None)


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="没有 ssh-keygen，不能签名")
def test_signatures_are_told_apart(tmp_path: Path) -> None:
    import subprocess

    office = Office(tmp_path / "仓库")
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    office.step(REGISTER)
    office.git("config", "gpg.format", "ssh")
    office.git("config", "user.signingkey", str(key))
    office.git("commit", "-q", "-S", "--allow-empty", "-m", "空的，不算")
    office.write({POWERS: powers("甲局")})
    office.git("add", "-A")
    office.git("commit", "-q", "-S", "-m", "签名的")
    unknown = open_history(office.folder).signatures()
    assert [one.state for one in unknown] == [UNSIGNED, CANNOT_TELL]
    allowed = tmp_path / "allowed"
    allowed.write_text(f"lisi@example.invalid {key.with_suffix('.pub').read_text()}")
    office.git("config", "gpg.ssh.allowedSignersFile", str(allowed))
    known = open_history(office.folder).signatures()
    assert [(one.state, one.signer) for one in known] == [
        (UNSIGNED, ""),
        ("签名有效", "lisi@example.invalid"),
    ]
    _tamper(office)
    state = open_history(office.folder).signatures()[-1]
    assert (state.state, state.bad) == ("签名无效：内容与签名不符", True)


def _tamper(office: Office) -> None:
    """Put another message under the signature of the newest commit."""
    import subprocess

    text = office.git("cat-file", "commit", "HEAD").replace("签名的", "改过的")
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=office.top, input=f"{text}\n".encode(), capture_output=True, check=True,
    ).stdout.decode().strip()  # fmt: skip
    office.git("update-ref", "HEAD", made)
