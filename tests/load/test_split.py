"""A large list as one file per item, and back, with every comment and text as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

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


def power(root: Path, text: str, **parts: str) -> FolderSource:
    source = register(root)
    folder = root / "departments" / "jia"
    (folder / "power.yaml").write_text(text, encoding="utf-8", newline="")
    for name, part in parts.items():
        (folder / "power").mkdir(exist_ok=True)
        (folder / "power" / f"{name}.yaml").write_text(part, encoding="utf-8", newline="")
    return source


def files(root: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("\n", "\r\n"),
        TEXT.replace('  - 编码: "002"', '\n  # 第二项\n\n  - 编码: "002"'),
        TEXT.replace("部门: 甲局\n", "") + "# 部门在后\n部门: 甲局\n",
        TEXT.replace("部门: 甲局", '部门: "甲: 局"'),
        TEXT.replace("第一行", "第\x0c一行").replace("\x0c", "\u2003"),
    ],
)
def test_every_block_layout_is_split_and_joined(text: str, tmp_path: Path) -> None:
    source = power(tmp_path, text)
    before = [entry.data() for entry in load(source).register.powers]
    (line,) = split_lists(source)
    assert "分成 2 个文件" in line
    split = load(source)
    assert split.findings == ()
    assert [entry.data() for entry in split.register.powers] == before
    assert len([*join_lists(source)]) == 1
    joined = (tmp_path / "departments/jia/power.yaml").read_text(encoding="utf-8")
    assert format_text(joined, PowerList) == format_text(text, PowerList)


@pytest.mark.parametrize(
    "text",
    [
        '部门: 甲局\n事项: [{编码: "1", 名称: 甲, 类型: 乙}, {编码: "2", 名称: 丙, 类型: 丁}]\n',
        '{部门: 甲局, 事项: [{编码: "1", 名称: 甲, 类型: 乙}]}\n',
        "部门: 甲局\n事项:\n  - 甲\n",
        "部门: 甲局\n事项: 甲\n",
        "甲局\n",
        "部门：甲局\n事项:\n",
        TEXT.replace('"002"', '"001"'),
        TEXT.replace("第一行", "第\udc80行"),
    ],
)
def test_what_cannot_be_cut_between_lines_stays_as_it_is(text: str, tmp_path: Path) -> None:
    source = power(tmp_path, "")
    raw = text.encode("utf-8", "surrogateescape")
    (tmp_path / "departments/jia/power.yaml").write_bytes(raw)
    before = files(tmp_path)
    (line,) = split_lists(source)
    assert line.startswith("没有分开")
    assert files(tmp_path) == before


def test_an_item_is_not_written_over_a_file_that_is_there(tmp_path: Path) -> None:
    source = power(tmp_path, TEXT, **{"001": '部门: 甲局\n事项:\n  - 编码: "009"\n'})
    before = files(tmp_path)
    assert [*split_lists(source)] == ["没有分开 departments/jia/power.yaml：已经有 departments/jia/power/001.yaml。"]  # fmt: skip
    assert files(tmp_path) == before


PART = '部门: 甲局\n事项:\n  - 编码: "003"\n    名称: 丙\n    类型: 行政检查\n'


@pytest.mark.parametrize(
    "part",
    [
        PART + "共用:\n  甲: 乙\n",
        PART.replace("甲局", "乙局"),
        "# 说明\n" + PART,
        PART.replace("  - 编码", "- 编码").replace("    ", "  "),
        "部门：甲局\n",
    ],
)
def test_parts_that_say_more_than_their_item_are_not_joined(part: str, tmp_path: Path) -> None:
    source = power(tmp_path, TEXT, **{"003": part})
    before = files(tmp_path)
    (line,) = join_lists(source)
    assert line.startswith("没有合并")
    assert files(tmp_path) == before


def test_a_department_called_power_is_no_split_list(tmp_path: Path) -> None:
    source = register(tmp_path)
    (tmp_path / "departments/jia").rename(tmp_path / "departments/power")
    before = files(tmp_path)
    assert [*join_lists(source)] == []
    assert files(tmp_path) == before


def test_other_files_in_the_folder_stay_when_a_list_is_joined(tmp_path: Path) -> None:
    source = power(tmp_path, TEXT, **{"003": PART})
    note = tmp_path / "departments/jia/power/说明.txt"
    note.write_text("说明", encoding="utf-8")
    assert len([*join_lists(source)]) == 1
    assert note.exists()
    assert [str(entry.code) for entry in load(source).register.powers] == ["001", "002", "003"]
