"""Which commit a register stands at, and whether its lists differ from it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from quanze.load.git_state import GitState, git_state
from quanze.load.versions import open_version
from tests.office import JIA, REGISTER, Office


@pytest.fixture(params=["", "清单/市"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    office = Office(tmp_path / "repo", request.param)
    office.step(REGISTER, day="2024-03-01")
    return office


def state(office: Office, named: str | None = None) -> GitState | None:
    return git_state(office.folder, open_version(office.folder, named))


def test_a_clean_working_tree_is_its_commit(office: Office) -> None:
    commit = office.git("rev-parse", "HEAD")
    assert state(office) == GitState(commit, datetime.date(2024, 3, 1))


@pytest.mark.parametrize(
    ("files", "changed"),
    [
        ({f"{JIA}department.yaml": {"名称": "甲委"}}, True),
        ({f"{JIA}boundary.yaml": {"部门": "甲局"}}, True),
        ({f"{JIA}department.yaml": None}, True),
        ({"README.txt": "说明", "site/index.html": "<html>"}, False),
    ],
)
def test_only_lists_count_as_changes(
    office: Office, files: dict[str, object], changed: bool
) -> None:
    office.write(files)
    found = state(office)
    assert found is not None
    assert found.changed is changed


def test_what_changes_elsewhere_in_the_repository_does_not_count(tmp_path: Path) -> None:
    office = Office(tmp_path / "repo", "市")
    office.step(REGISTER)
    (office.top / "other").mkdir()
    (office.top / "other/quanze.yaml").write_text("名称: 别的", "utf-8")
    found = state(office)
    assert found is not None
    assert not found.changed


def test_a_revision_is_its_own_commit(office: Office) -> None:
    first = office.git("rev-parse", "HEAD")
    office.step({f"{JIA}department.yaml": {"名称": "甲委"}}, day="2024-05-01")
    office.write({f"{JIA}department.yaml": {"名称": "甲办"}})
    assert state(office, "HEAD~1") == GitState(first, datetime.date(2024, 3, 1))


def test_a_commit_late_at_night_has_its_chinese_day(tmp_path: Path) -> None:
    office = Office(tmp_path / "repo")
    office.write(REGISTER)
    office.git("add", "-A")
    office.git("commit", "-q", "-m", "夜", GIT_COMMITTER_DATE="2024-03-01T20:00:00+00:00")
    found = state(office)
    assert found is not None
    assert found.date == datetime.date(2024, 3, 2)


def test_without_repository_or_commit_there_is_no_version(tmp_path: Path) -> None:
    office = Office(tmp_path / "repo")
    office.write(REGISTER)
    assert state(office) is None
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "quanze.yaml").write_text("名称: 示例", "utf-8")
    assert git_state(plain, open_version(plain, None)) is None


def test_what_lies_beside_the_lists_is_read_at_each_version(office: Office) -> None:
    office.step({"publishing/logo.svg": "<svg/>"})
    office.write({"publishing/logo.svg": "<svg>2</svg>"})
    assert open_version(office.folder, None).beside("publishing/logo.svg") == b"<svg>2</svg>"
    assert open_version(office.folder, "HEAD").beside("publishing/logo.svg") == b"<svg/>"
    for named, path in ((None, "gone.svg"), ("HEAD", "gone.svg"), ("HEAD", "publishing")):
        with pytest.raises(OSError, match=r".*"):
            open_version(office.folder, named).beside(path)


def test_what_lies_outside_the_register_is_not_read(office: Office, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("x", "utf-8")
    with pytest.raises(FileNotFoundError):
        open_version(office.folder, None).beside("../../secret.txt")
    link = office.folder / "logo.svg"
    try:
        link.symlink_to(secret)
    except OSError:
        pytest.skip("this system makes no links for ordinary users")
    with pytest.raises(FileNotFoundError):
        open_version(office.folder, None).beside("logo.svg")


def test_links_that_lead_to_each_other_lead_nowhere(office: Office) -> None:
    try:
        (office.folder / "logo.svg").symlink_to("logo.svg")
    except OSError:
        pytest.skip("this system makes no links for ordinary users")
    with pytest.raises(OSError, match="找不到文件"):
        open_version(office.folder, None).beside("logo.svg")
