"""laws/*.yaml: the laws that an office adds to the law index."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.load.loader import Loaded, load
from quanze.load.places import Places
from quanze.load.source import open_register

GOOD = """\
法规:
  - 名称: 《示例市供热条例》
    简称:
      - 《供热条例》
    级别: 地方性法规
    文号: 示例市人大常委会公告第3号
    版本:
      - 2019年1月2日
      - 日期: 2021-06-25
        施行: 2021-10-01
        条数: 45
    废止:
      日期: 2027-01-01
      代替: 《示例市供热管理条例》
"""


def register(root: Path, **files: str) -> Loaded:
    (root / "quanze.yaml").write_text("名称: 示例\n", encoding="utf-8")
    (root / "laws").mkdir()
    for name, text in files.items():
        (root / "laws" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load(open_register(root))


def test_the_laws_of_all_files_are_read(tmp_path: Path) -> None:
    loaded = register(
        tmp_path, a=GOOD, b="法规:\n  - 名称: 《另一部办法》\n", empty="", none="法规: []\n"
    )
    assert loaded.findings == ()
    assert [law.title for law in loaded.register.laws] == ["《示例市供热条例》", "《另一部办法》"]
    law = loaded.register.laws[0]
    assert [str(version.date) for version in law.versions] == ["2019-01-02", "2021-06-25"]
    assert law.versions[1].articles == 45
    assert law.repeal is not None
    assert law.repeal.replaced_by == "《示例市供热管理条例》"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("法规:\n  - 简称: [《供热条例》]\n", "S1", "laws/a.yaml:2:5"),
        ("法规:\n  - 名称: 《甲》\n    级别: 省级\n", "S3", "laws/a.yaml:3:9"),
        ("法规:\n  - 名称: 《甲》\n    版本:\n      - 去年\n", "S3", "laws/a.yaml:4:9"),
        (
            "法规:\n  - 名称: 《甲》\n    版本:\n      - 日期: 2020-01-01\n        条数: 0\n",
            "S3",
            "laws/a.yaml:4:9",
        ),
        ("法规:\n  - 名称: 《甲》\n    废止日期: 2020-01-01\n", "S2", "laws/a.yaml:3:5"),
        ("名称: 《甲》\n", "S2", "laws/a.yaml:1:1"),
        ("- 《甲》\n", "S3", "laws/a.yaml:1:1"),
        ("法规: 《甲》\n", "S3", "laws/a.yaml:1:5"),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, code: str, place: str, tmp_path: Path) -> None:
    loaded = register(tmp_path, a=text)
    places = Places(open_register(tmp_path))
    assert [(found.code, str(places.of(found))) for found in loaded.findings] == [(code, place)]
    assert all(found.mend or "应当" in found.message for found in loaded.findings)


def test_one_broken_law_leaves_the_others(tmp_path: Path) -> None:
    loaded = register(tmp_path, a="法规:\n  - 简称: 甲\n  - 名称: 《乙》\n", b="法规: [\n")
    assert [law.title for law in loaded.register.laws] == ["《乙》"]
    assert {found.origin.file for found in loaded.findings} == {"laws/a.yaml", "laws/b.yaml"}


def test_other_places_in_the_folder_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "laws" / "texts").mkdir(parents=True)
    (tmp_path / "laws" / "texts" / "a.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "quanze.yaml").write_text("名称: 示例\n", encoding="utf-8")
    loaded = load(open_register(tmp_path))
    assert [found.code for found in loaded.findings] == ["F4"]
    assert loaded.register.laws == ()
