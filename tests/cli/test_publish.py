"""quanze publish as a clerk and CI meet it: publish, again, an older version, verify, refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import quanze
from tests.office import CODES, JIA, REGISTER, Office, power, powers

ITEM = f"items/*/{CODES[0]}.html"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path / "repo")
    office.step(REGISTER, day="2024-03-01")
    office.git("tag", "v1")
    office.step({f"{JIA}power.yaml": promised("8个工作日")}, day="2024-06-01")
    return office


def promised(limit: str, **more: str) -> dict[str, object]:
    return powers(
        "甲局", power(CODES[0], "占用公路许可", 法定时限="20个工作日", 承诺时限=limit, **more)
    )


def item(site: Path) -> str:
    [page] = site.glob(ITEM)
    return page.read_text("utf-8")


def test_a_second_run_makes_only_what_changed(office: Office, tmp_path: Path) -> None:
    site = tmp_path / "site"
    first = quanze("publish", office.folder, "--to", site)
    assert (first.returncode, first.stderr) == (0, "")
    assert "index.html（双击打开）" in first.stdout
    assert "重新生成 0 个" in quanze("publish", office.folder, "--to", site).stdout
    office.write({f"{JIA}power.yaml": promised("7个工作日")})
    again = quanze("publish", office.folder, "--to", site)
    assert "重新生成 0 个" not in again.stdout
    assert "7个工作日" in item(site)


def test_every_page_says_which_version_it_shows(office: Office, tmp_path: Path) -> None:
    commit = office.git("rev-parse", "--short=10", "HEAD")
    quanze("publish", office.folder, "--to", tmp_path / "site")
    for page in (tmp_path / "site").rglob("*.html"):
        assert f"2024年6月1日，<code>{commit}</code>" in page.read_text("utf-8"), page


def test_an_older_version_can_be_published(office: Office, tmp_path: Path) -> None:
    quanze("publish", office.folder, "--to", tmp_path / "site", "--at", "v1")
    assert "10个工作日" in item(tmp_path / "site")
    assert "2024年3月1日" in item(tmp_path / "site")


def test_a_site_that_is_what_the_repository_says_agrees(office: Office, tmp_path: Path) -> None:
    site = tmp_path / "site"
    quanze("publish", office.folder, "--to", site)
    same = quanze("publish", office.folder, "--verify", site)
    assert same.returncode == 0, same.stdout + same.stderr
    assert same.stdout.startswith("一致：")
    assert "还没有更新" not in same.stdout


def test_a_site_of_an_older_version_agrees_and_is_called_old(
    office: Office, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    quanze("publish", office.folder, "--to", site, "--at", "v1")
    told = quanze("publish", office.folder, "--verify", site)
    assert (told.returncode, told.stdout[:2]) == (0, "一致")
    assert "网站还没有更新到这一版" in told.stdout
    other = quanze("publish", office.folder, "--verify", site, "--at", "HEAD")
    assert (other.returncode, other.stdout[:3]) == (1, "不一致")


def test_a_site_of_a_version_that_nobody_accepted_does_not_pass(
    office: Office, tmp_path: Path
) -> None:
    """A clone may hold the commits of every request; a site may name any of them."""
    office.git("switch", "-q", "-c", "request")
    office.step({f"{JIA}power.yaml": promised("80个工作日")}, day="2024-07-01")
    quanze("publish", office.folder, "--to", tmp_path / "site")
    office.git("switch", "-q", "main")
    told = quanze("publish", office.folder, "--verify", tmp_path / "site")
    assert (told.returncode, "不在清单库现在的历史里" in told.stdout) == (1, True)
    named = quanze("publish", office.folder, "--verify", tmp_path / "site", "--at", "request")
    assert named.returncode == 0


def test_an_altered_site_is_told_file_by_file(office: Office, tmp_path: Path) -> None:
    site = tmp_path / "site"
    quanze("publish", office.folder, "--to", site)
    [page] = site.glob(ITEM)
    page.write_text(item(site).replace("8个工作日", "80个工作日"), "utf-8")
    (site / "about.html").unlink()
    (site / "more.html").write_text("x", "utf-8")
    told = quanze("publish", office.folder, "--verify", site)
    assert told.returncode == 1
    for part in (
        "内容不同：1 个",
        page.name,
        "网站上没有：1 个",
        "about.html",
        "清单库里没有：1 个",
        "more.html",
    ):
        assert part in told.stdout


def test_a_site_published_with_changes_not_committed_says_so(
    office: Office, tmp_path: Path
) -> None:
    office.write({f"{JIA}power.yaml": promised("7个工作日")})
    quanze("publish", office.folder, "--to", tmp_path / "site")
    assert "另有未提交的改动" in item(tmp_path / "site")
    told = quanze("publish", office.folder, "--verify", tmp_path / "site")
    assert told.returncode == 1
    assert "网站注明发布时另有未提交的改动" in told.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "请用 --to 写明"),
        (("--verify", "gone"), "找不到网站 gone"),
        (("--verify", ".", "--to", "x"), "不要同时写 --to"),
        (("--to", "site", "--at", "gone"), "没有版本“gone”"),
    ],
)
def test_what_cannot_be_done_is_told(office: Office, options: tuple[str, ...], said: str) -> None:
    told = quanze("publish", office.folder, *options)
    assert (told.returncode, said in told.stderr) == (2, True), told.stderr


def test_personal_data_and_secrets_stop_before_anything_is_written(
    office: Office, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    quanze("publish", office.folder, "--to", site)
    before = item(site)
    office.write({f"{JIA}power.yaml": promised("6个工作日", 办理流程="值班手机 13900000000")})
    told = quanze("publish", office.folder, "--to", site)
    assert told.returncode == 2
    assert "departments/jia/power.yaml:" in told.stderr
    assert "139****0000" in told.stderr
    assert "13900000000" not in told.stderr
    assert "什么也没有发布" in told.stderr
    assert item(site) == before


def test_two_runs_at_once_are_refused(office: Office, tmp_path: Path) -> None:
    from filelock import FileLock

    from quanze.publish.place import work_folder

    site = tmp_path / "site"
    quanze("publish", office.folder, "--to", site)
    work = work_folder(site)
    work.mkdir()
    with FileLock(work / "lock"):
        told = quanze("publish", office.folder, "--to", site)
    assert told.returncode == 2
    assert "另一个 quanze publish 正在发布" in told.stderr
