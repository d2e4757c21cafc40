"""A site is put in place whole, over nothing but an older site of its own."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from quanze.load.source import CannotRun
from quanze.publish import place
from quanze.publish.place import MARKER, put_in_place, work_folder


def new_site(folder: Path, _: Path | None = None) -> str:
    (folder / MARKER).write_text("", encoding="utf-8")
    (folder / "index.html").write_text("new", encoding="utf-8")
    (folder / "a").mkdir()
    (folder / "a" / "page.html").write_text("new", encoding="utf-8")
    return "done"


@pytest.fixture
def old_site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    site.mkdir()
    (site / MARKER).write_text("", encoding="utf-8")
    (site / "index.html").write_text("old", encoding="utf-8")
    (site / "gone.html").write_text("old", encoding="utf-8")
    return site


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


NEW = {"index.html": "new", "a/page.html": "new"}


@pytest.mark.parametrize("before", ["missing", "empty", "site"])
def test_a_site_takes_the_place_of_nothing_or_of_a_site(
    tmp_path: Path, old_site: Path, before: str
) -> None:
    target = {"missing": tmp_path / "x" / "y", "empty": tmp_path / "empty", "site": old_site}[
        before
    ]
    if before == "empty":
        target.mkdir()
    assert put_in_place(target, new_site) == "done"
    assert tree(target) == NEW
    assert (target / MARKER).is_file()
    assert [path for path in target.parent.iterdir() if path.name.startswith(".")] == []


def test_a_link_to_a_folder_keeps_its_place(tmp_path: Path, old_site: Path) -> None:
    link = tmp_path / "link"
    try:
        link.symlink_to(old_site, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links for ordinary users")
    put_in_place(link, new_site)
    assert link.is_symlink()
    assert tree(old_site) == NEW


@pytest.mark.parametrize("content", ["file.txt", ".hidden", "index.html"])
def test_a_folder_with_other_things_in_it_is_refused(tmp_path: Path, content: str) -> None:
    target = tmp_path / "mine"
    target.mkdir()
    (target / content).write_text("precious", encoding="utf-8")
    with pytest.raises(CannotRun, match="不是 quanze 发布的网站，没有改动"):
        put_in_place(target, new_site)
    assert tree(target) == {content: "precious"}
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("precious", [".git/HEAD", "quanze.yaml"])
def test_a_site_in_which_something_else_lives_is_refused(old_site: Path, precious: str) -> None:
    """As a clone of the branch from which a host takes the site: its history would be gone."""
    (old_site / precious).parent.mkdir(exist_ok=True)
    (old_site / precious).write_text("precious", encoding="utf-8")
    with pytest.raises(CannotRun, match="整体替换会把它删掉"):
        put_in_place(old_site, new_site)
    assert (old_site / precious).read_text(encoding="utf-8") == "precious"
    assert tree(old_site)["index.html"] == "old"


@pytest.mark.parametrize("name", ["", "new", "old", "lock"])
def test_nothing_behind_a_link_is_tidied_up(old_site: Path, tmp_path: Path, name: str) -> None:
    """Whoever may write beside the site, or into its repository, may leave a link there."""
    theirs = tmp_path / "theirs"
    for inner in ("new", "old"):
        (theirs / inner).mkdir(parents=True)
        (theirs / inner / "file").write_text("precious", encoding="utf-8")
    before = tree(theirs)
    work = work_folder(old_site)
    if name:
        work.mkdir()
    try:
        (work / name).symlink_to(theirs, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links for ordinary users")
    with suppress(CannotRun):
        put_in_place(old_site, new_site)
    assert tree(theirs) == before


def test_a_file_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_text("precious", encoding="utf-8")
    with pytest.raises(CannotRun, match="不是文件夹"):
        put_in_place(target, new_site)
    assert target.read_text(encoding="utf-8") == "precious"


def test_who_builds_may_read_the_old_site(tmp_path: Path, old_site: Path) -> None:
    seen: list[Path | None] = []

    def looking(folder: Path, old: Path | None) -> None:
        seen.append(old)
        new_site(folder)

    put_in_place(tmp_path / "fresh", looking)
    put_in_place(old_site, looking)
    assert seen == [None, old_site.resolve()]


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_when_writing_fails_the_old_site_stands(old_site: Path, failure: BaseException) -> None:
    before = tree(old_site)

    def broken(folder: Path, _: Path | None) -> None:
        new_site(folder)
        raise failure

    expected = CannotRun if isinstance(failure, OSError) else type(failure)
    with pytest.raises(expected, match="原来的网站没有改动" if expected is CannotRun else None):
        put_in_place(old_site, broken)
    assert tree(old_site) == before
    assert [path.name for path in old_site.parent.iterdir()] == ["site"]


@pytest.fixture
def cannot_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows, and old systems, can only rename twice."""
    monkeypatch.setattr(place, "exchange", lambda *_: False)


@pytest.mark.usefixtures("cannot_exchange")
def test_a_system_that_cannot_exchange_renames_twice(old_site: Path) -> None:
    put_in_place(old_site, new_site)
    assert tree(old_site) == NEW
    assert [path.name for path in old_site.parent.iterdir()] == ["site"]


@pytest.mark.usefixtures("cannot_exchange")
@pytest.mark.parametrize("failing", [1, 2])
def test_when_the_swap_fails_the_old_site_stands(
    old_site: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    """Windows refuses to rename a folder in which a file is open."""
    before, rename, calls = tree(old_site), Path.rename, []

    def refusing(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == failing:
            raise PermissionError(13, "文件正被使用")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(CannotRun, match="关闭打开的网页、Excel"):
        put_in_place(old_site, new_site)
    assert tree(old_site) == before
    assert [path.name for path in old_site.parent.iterdir()] == ["site"]


def test_a_run_that_was_killed_between_two_renames_is_made_good(
    old_site: Path, tmp_path: Path
) -> None:
    before = tree(old_site)
    work = work_folder(old_site)
    (work / "new").mkdir(parents=True)
    old_site.rename(work / "old")

    def failing(folder: Path, old: Path | None) -> None:
        assert tree(old_site) == before, "the old site is back before the new one is begun"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put_in_place(old_site, failing)
    assert tree(old_site) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_second_run_is_refused_while_the_first_is_at_work(old_site: Path) -> None:
    def slow(folder: Path, _: Path | None) -> None:
        with pytest.raises(CannotRun, match="另一个 quanze publish 正在发布"):
            put_in_place(old_site, new_site)
        new_site(folder)

    put_in_place(old_site, slow)
    assert tree(old_site) == NEW


def test_others_may_read_the_site(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    put_in_place(tmp_path / "site", new_site)
    assert (tmp_path / "site").stat().st_mode == plain.stat().st_mode
