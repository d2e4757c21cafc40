"""A version of a register, as a person names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.load.source import CannotRun
from quanze.load.versions import open_version
from tests.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "库")
    made.step({"quanze.yaml": "名称: 一\n"}, "2024-01-10")
    made.step({"quanze.yaml": "名称: 二\n"}, "2024-02-10")
    made.git("tag", "v2")
    made.step({"quanze.yaml": "名称: 三\n"}, "2024-03-10")
    made.write({"quanze.yaml": "名称: 四\n"})
    return made


@pytest.mark.parametrize(
    ("named", "holds"),
    [
        ("HEAD", "三"),
        ("HEAD~1", "二"),
        ("v2", "二"),
        ("@2024-02-09", "一"),
        ("@2024-02-10", "二"),
        ("@2024年2月10日", "二"),
        ("@2024/2/29", "二"),
        ("@2099-12-31", "三"),
        (None, "四"),
    ],
)
def test_a_version_is_found_as_a_person_names_it(
    office: Office, named: str | None, holds: str
) -> None:
    version = open_version(office.folder, named)
    assert version.source.read("quanze.yaml").decode() == f"名称: {holds}\n"
    assert (version.commit == "") is (named is None)


def test_another_folder_is_a_version(office: Office, tmp_path: Path) -> None:
    other = tmp_path / "另一个"
    other.mkdir()
    (other / "quanze.yaml").write_text("名称: 五\n", encoding="utf-8")
    assert (
        open_version(office.folder, str(other)).source.read("quanze.yaml").decode() == "名称: 五\n"
    )


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("@2024-02-30", "没有 2024-02-30 这一天"),
        ("@2024-13-01", "没有 2024-13-01 这一天"),
        ("@0000-00-00", "没有 0000-00-00 这一天"),
        ("@2024-01-09", "2024-01-09 及以前，git 仓库里还没有提交"),
        ("没有", "没有版本“没有”"),
        ("@昨天", "没有版本“@昨天”"),
        ("--all", "没有版本“--all”"),
    ],
)
def test_what_is_no_version_is_said(office: Office, named: str, said: str) -> None:
    with pytest.raises(CannotRun, match=said):
        open_version(office.folder, named)
