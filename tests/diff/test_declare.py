"""Declarations are written as one line among the others; nothing else of a file changes."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.diff.declare import CannotDeclare, asked_for, declare
from quanze.diff.entries import entries_of
from quanze.diff.suggest import Declaration
from quanze.load import write
from quanze.load.fmt import format_text, model_of
from quanze.load.loader import load
from quanze.load.source import FolderSource
from quanze.load.yaml_reader import read
from quanze.model.power import Power

HEAD = "部门: 甲局\n事项:\n"
PLAIN = """\
  - 编码: "NEW"
    名称: 涉路许可
    类型: 行政许可
"""


def register(root: Path, text: str | bytes, department: str = "名称: 甲局\n") -> FolderSource:
    folder = root / "departments" / "jia"
    folder.mkdir(parents=True)
    (root / "quanze.yaml").write_text("名称: 示例\n", encoding="utf-8")
    (folder / "department.yaml").write_text(department, encoding="utf-8", newline="")
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "power.yaml").write_bytes(data)
    return FolderSource(root)


def declarations(source: FolderSource, *asked: str) -> list[Declaration]:
    new = entries_of(load(source).register)
    old = {
        key._replace(key=name): entry for key, entry in new.items() for name in ("A", "B", "旧局")
    }
    return [asked_for(text, old, new) for text in asked]


def written(root: Path, text: str | bytes, *asked: str) -> str:
    source = register(root, text)
    declare(source, declarations(source, *asked))
    return (root / "departments/jia/power.yaml").read_bytes().decode()


def added(before: str, after: str) -> str:
    """Return the lines that were added; a line that is gone fails the test."""
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    assert [line for line in lines if line.startswith("- ")] == []
    return "\n".join(line[2:] for line in lines if line.startswith("+ "))


LAYOUTS = {
    "plain": HEAD + PLAIN,
    "with comments": f"# 本局的清单\n{HEAD}  # 第一项\n"
    + PLAIN.replace("许可\n    类", "许可   # 常用名\n    # 十类之一\n    类"),
    "list not indented": 'name: 1\n部门: 甲局\n事项:\n- 编码: "NEW"\n  名称: 涉路许可\n  类型: 行政许可\n',
    "no line end": (HEAD + PLAIN).rstrip("\n"),
    "lists after it": HEAD
    + PLAIN
    + "    设定依据:\n      - 条款: 第一条\n    关键词:\n      - 甲\n    备注:\n      说明: 一\n",
    "block text before it": HEAD
    + PLAIN
    + "    救济渠道: |-\n      一\n\n      二\n    # 关键词\n    关键词:\n      - 甲\n",
    "block text kept before it": HEAD
    + PLAIN
    + "    救济渠道: |+\n      一\n\n    关键词:\n      - 甲\n",
    "shared text before it": "部门: 甲局\n共用:\n  渠道: 一\n事项:\n"
    + PLAIN
    + "    救济渠道:\n      共用: 渠道\n    关键词: [甲, 乙]\n",
    "another item after it": HEAD + PLAIN + "\n  # 下一项\n" + PLAIN.replace("NEW", "NEXT"),
    "quoted name of several lines": HEAD + PLAIN.replace("涉路许可", '"涉路\n      许可"'),
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_the_declaration_is_added_and_nothing_else(text: str, tmp_path: Path) -> None:
    text = text.removeprefix("name: 1\n")
    after = written(tmp_path, text, "NEW=A")
    lines = added(text, after).split("\n")
    assert [line.strip() for line in lines] == ["前身:", '- "A"']
    expected = read(text)
    expected["事项"][0]["前身"] = ["A"]
    assert read(after) == expected


def test_it_stands_where_fmt_would_put_it(tmp_path: Path) -> None:
    path = "departments/jia/power.yaml"
    text = format_text(LAYOUTS["lists after it"], model_of(path))
    after = written(tmp_path, text, "NEW=A")
    assert format_text(after, model_of(path)) == after


@pytest.mark.parametrize(
    ("existing", "result"),
    [
        ('    前身:\n      - "OLD"\n', '    前身:\n      - "OLD"\n      - "A"\n'),
        ('    前身:\n    - "OLD" # 旧码\n', '    前身:\n    - "OLD" # 旧码\n    - "A"\n'),
        ('    前身: ["OLD"]\n', '    前身: ["OLD", "A"]\n'),
        ('    前身: ["A"]\n', '    前身: ["A"]\n'),
    ],
)
def test_a_further_predecessor_joins_those_that_are_written(
    existing: str, result: str, tmp_path: Path
) -> None:
    assert written(tmp_path, HEAD + PLAIN + existing, "NEW=A") == HEAD + PLAIN + result


def test_line_ends_and_the_byte_order_mark_stay(tmp_path: Path) -> None:
    text = "\ufeff" + (HEAD + PLAIN).replace("\n", "\r\n")
    after = written(tmp_path, text, "NEW=A")
    assert after == text + '    前身:\r\n      - "A"\r\n'


def test_several_of_a_file_are_written_together(tmp_path: Path) -> None:
    items = "".join(PLAIN.replace("NEW", f"N{n}") for n in range(5))
    after = written(tmp_path, HEAD + items, "N4=A", "N1=A,B", "N1=B", "N0=B")
    assert {power["编码"]: power.get("前身") for power in read(after)["事项"]} == {
        "N0": ["B"], "N1": ["A", "B"], "N2": None, "N3": None, "N4": ["A"],
    }  # fmt: skip


def test_a_department_declares_its_former_name(tmp_path: Path) -> None:
    text = (
        "名称: 甲局\n窗口:\n  - 名称: 一\n    地点: 二\n# 网上\n网站: https://www.example.gov.cn/\n"
    )
    source = register(tmp_path, HEAD + PLAIN, text)
    declare(source, declarations(source, "甲局=旧局"))
    after = (tmp_path / "departments/jia/department.yaml").read_text(encoding="utf-8")
    assert added(text, after) == "曾用名:\n  - 旧局"
    assert read(after)["曾用名"] == ["旧局"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("NEW", "写成 新编码=旧编码"),
        ("NEW=", "写成 新编码=旧编码"),
        ("=A", "写成 新编码=旧编码"),
        ("没有=A", "没有编码或部门“没有”"),
        ("NEW=没有", "没有编码“没有”"),
        ("甲局=没有", "没有部门“没有”"),
        ("NEW=NEW", "不能是它自己的前身"),
    ],
)
def test_what_cannot_be_meant_is_refused(asked: str, said: str, tmp_path: Path) -> None:
    source = register(tmp_path, HEAD + PLAIN)
    with pytest.raises(CannotDeclare, match=said):
        declarations(source, asked)


def test_where_no_line_can_be_put_in_nothing_is_written_anywhere(tmp_path: Path) -> None:
    odd = HEAD + "  - {编码: ODD, 名称: 甲, 类型: 行政许可}\n" + PLAIN
    source = register(tmp_path, odd)
    wanted = declarations(source, "NEW=A", "ODD=A", "甲局=旧局")
    with pytest.raises(CannotDeclare, match="请自己在“甲”里写上"):
        declare(source, wanted)
    assert (tmp_path / "departments/jia/power.yaml").read_text(encoding="utf-8") == odd
    assert (tmp_path / "departments/jia/department.yaml").read_text(
        encoding="utf-8"
    ) == "名称: 甲局\n"


def test_when_a_later_file_cannot_be_written_the_earlier_ones_are_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = register(tmp_path, HEAD + PLAIN)
    wanted = declarations(source, "甲局=旧局", "NEW=A")
    whole = write.write_bytes

    def full(path: Path, data: bytes) -> None:
        if path.name == "power.yaml":
            raise OSError("磁盘已满")
        whole(path, data)

    monkeypatch.setattr("quanze.diff.declare.write_bytes", full)
    with pytest.raises(OSError, match="磁盘已满"):
        declare(source, wanted)
    assert (tmp_path / "departments/jia/department.yaml").read_text(
        encoding="utf-8"
    ) == "名称: 甲局\n"


def test_a_file_that_is_not_utf8_is_not_rewritten(tmp_path: Path) -> None:
    source = register(tmp_path, HEAD + PLAIN)
    wanted = declarations(source, "NEW=A")
    (tmp_path / "departments/jia/power.yaml").write_bytes((HEAD + PLAIN).encode("gb18030"))
    with pytest.raises(CannotDeclare, match="不是 UTF-8"):
        declare(source, wanted)


KEYS = [
    str(f.alias)
    for f in Power.model_fields.values()
    if f.alias not in ("编码", "名称", "类型", "前身")
]


@given(st.lists(st.sampled_from(KEYS), unique=True, max_size=6), st.data())
def test_any_layout_of_an_item_is_kept(
    tmp_path_factory: pytest.TempPathFactory, keys: list[str], data: st.DataObject
) -> None:
    values = [
        "一",
        '"二"',
        "|-\n      三\n      四",
        "\n      - 甲 # 注\n      - 乙",
        "[甲, 乙]",
        "{丙: 丁}",
    ]
    lines = [f"    {key}: {data.draw(st.sampled_from(values))}\n" for key in keys]
    comments = st.sampled_from(["", "    # 说明\n", "\n", "# 左边的说明\n"])
    text = HEAD + PLAIN + "".join(data.draw(comments) + line for line in lines)
    root = tmp_path_factory.mktemp("r")
    source = register(root, HEAD + PLAIN)
    wanted = declarations(source, "NEW=A")
    (root / "departments/jia/power.yaml").write_text(text, encoding="utf-8")
    declare(source, wanted)
    after = (root / "departments/jia/power.yaml").read_text(encoding="utf-8")
    assert [line.strip() for line in added(text, after).split("\n")] == ["前身:", '- "A"']
