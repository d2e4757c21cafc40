"""A large list as one file per item, and back, with every comment and text as it was."""

from __future__ import annotations

from pathlib import Path

from quanze.load.fmt import format_text
from quanze.load.loader import load
from quanze.load.source import FolderSource
from quanze.load.split import join_lists, split_lists
from quanze.model.power import PowerList

TEXT = """\
部门: 甲局
共用:
  热线:
    - "12345"
事项:
  # 第一项的注释
  - 编码: "001"
    名称: 食品经营许可  # 说明
    类型: 行政许可
    监督方式:
      共用: 热线
  - 编码: "002"
    名称: 无照经营的处罚
    类型: 行政处罚
    权限划分: |-
      第一行
      第二行
"""


def register(root: Path) -> FolderSource:
    folder = root / "departments" / "jia"
    folder.mkdir(parents=True)
    (root / "quanze.yaml").write_text("名称: 测试\n", encoding="utf-8")
    (folder / "department.yaml").write_text("名称: 甲局\n", encoding="utf-8")
    (folder / "power.yaml").write_text(TEXT, encoding="utf-8")
    return FolderSource(root)


def test_split_and_join_give_the_file_back(tmp_path: Path) -> None:
    source = register(tmp_path)
    before = [power.data() for power in load(source).register.powers]
    assert [*split_lists(source)] == ["departments/jia/power.yaml：分成 2 个文件。"]
    folder = tmp_path / "departments" / "jia" / "power"
    assert sorted(file.name for file in folder.iterdir()) == ["001.yaml", "002.yaml"]
    assert "# 第一项的注释" in (folder / "001.yaml").read_text(encoding="utf-8")
    split = load(source)
    assert split.findings == ()
    assert [power.data() for power in split.register.powers] == before
    assert [*join_lists(source)] == [
        "departments/jia/power/：2 个文件合成 departments/jia/power.yaml。"
    ]
    assert not folder.exists()
    joined = (tmp_path / "departments" / "jia" / "power.yaml").read_text(encoding="utf-8")
    assert format_text(joined, PowerList) == format_text(TEXT, PowerList)


def test_a_list_with_codes_that_cannot_name_a_file_stays_whole(tmp_path: Path) -> None:
    source = register(tmp_path)
    file = tmp_path / "departments" / "jia" / "power.yaml"
    file.write_text(TEXT.replace('"002"', '"../../evil"'), encoding="utf-8")
    (line,) = split_lists(source)
    assert "没有分开" in line
    assert not (tmp_path / "departments" / "jia" / "power").exists()
