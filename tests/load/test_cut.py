"""A list file is cut by its lines only where they leave no doubt: the YAML says the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quanze.load.cut import cut
from quanze.load.emit import emit
from quanze.load.yaml_reader import ReadProblem, read

EXAMPLES = Path(__file__).parents[2] / "examples"
LISTS = sorted(path for path in EXAMPLES.rglob("*.yaml") if path.parts[-3] == "departments")

CUT = [
    ("a list", "部门: 甲\n事项:\n  - 编码: A\n    名称: 甲\n  - 编码: B\n", 2),
    ("a list without indent", "部门: 甲\n事项:\n- 编码: A\n  名称: 甲\n- 编码: B\n", 2),
    ("a list before other keys", "事项:\n  - 编码: A\n  - 编码: B\n部门: 甲\n", 2),
    ("no list", "部门: 甲\n", 0),
    ("an empty list", "部门: 甲\n事项: []\n", 0),
    ("nothing in the list", "部门: 甲\n事项:\n", 0),
    ("comments", "# 一\n部门: 甲 # 二\n事项: # 三\n  # 四\n  - 编码: A # 五\n# 六\n\n  - 编码: B\n # 七", 2),
    ("blocks of text that look like entries", "事项:\n  - 原文: |\n      - 编码: A\n  - 编码: B\n", 2),
    ("quotes and brackets that end with their line", "事项:\n  - 编码: \"A\"\n    主题: [\"一\", '二']\n    地点: {共用: 三}\n  - {编码: 'B'}\n", 2),
    ("quotes within words", "事项:\n  - 编码: A\"B\n    名称: 甲 \"乙\" 丙\n  - 编码: B\n", 2),
    ("a dash alone", "事项:\n  -\n    编码: A\n  - 编码: B\n", 2),
    ("line ends of Windows", "部门: 甲\r\n事项:\r\n  - 编码: A\r\n  - 编码: B\r\n", 2),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "count"), CUT, ids=[row[0] for row in CUT])
def test_a_list_is_cut_at_its_entries(what: str, text: str, count: int) -> None:
    parts = cut(text.encode(), "事项")
    assert parts is not None
    assert len(parts.blocks) == count
    _means_the_same(text)


NOT_CUT = [
    ("a quote that goes on", '事项:\n  - 编码: "A\n\n  - 编码: B"\n'),
    ("a single quote that goes on", "事项:\n  - 编码: 'A\n\n  - 编码: B'\n"),
    ("a quote that goes on from another key", '部门: "甲\n事项:\n  - 编码: A\n  "\n'),
    ("a bracket that goes on", "事项:\n  - 主题: [一,\n  二]\n"),
    ("a brace that goes on", "事项:\n  - {编码: A,\n  名称: 甲}\n"),
    ("a list in brackets", "事项: [{编码: A}]\n"),
    ("a text in place of the list", "事项: 无\n"),
    ("a block in place of the list", "事项: |\n  - 编码: A\n"),
    ("the key twice", "事项:\n  - 编码: A\n事项:\n  - 编码: B\n"),
    ("a tab", "事项:\n  - 编码: A\t\n"),
    ("an anchor", "事项:\n  - 编码: &a A\n"),
    ("a tag", "事项:\n  - 编码: !!str A\n"),
    ("a complex key", "? 事项\n: - 编码: A\n"),
    ("a quoted key", '"部门": 甲\n事项:\n  - 编码: A\n'),
    ("two documents", "事项:\n  - 编码: A\n---\n事项:\n  - 编码: B\n"),
    ("the end of a document", "事项:\n  - 编码: A\n...\n"),
    ("a directive", "%YAML 1.2\n---\n事项:\n  - 编码: A\n"),
    ("another depth", "事项:\n    - 编码: A\n  - 编码: B\n"),
    ("no entry", "事项:\n  编码: A\n"),
    ("a text alone", "部门\n事项:\n  - 编码: A\n"),
    ("a root that is indented", "  部门: 甲\n事项:\n  - 编码: A\n"),
    ("a mark of byte order", "\ufeff事项:\n  - 编码: A\n"),
    ("a break that is not seen", "事项:\n  - 编码: A\x85  - 编码: B\n"),
    ("a line end of old Macs", "事项:\n  - 编码: A\r  - 编码: B\n"),
]


@pytest.mark.parametrize(("what", "text"), NOT_CUT, ids=[row[0] for row in NOT_CUT])
def test_what_lines_do_not_tell_is_not_cut(what: str, text: str) -> None:
    assert cut(text.encode(), "事项") is None


def test_what_is_not_utf8_is_not_cut() -> None:
    assert cut("事项:\n  - 编码: A\n".encode("gbk"), "事项") is None


@pytest.mark.parametrize("path", LISTS, ids=lambda path: "/".join(path.parts[-4:]))
def test_every_list_of_the_examples_is_cut(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for key in ("事项", "责任事项", "流程", "职责边界"):
        assert cut(text.encode(), key) is not None
        _means_the_same(text, key)


def _means_the_same(text: str, key: str = "事项") -> None:
    """Hold a cut against the YAML; nothing is said where the text is no YAML, or is not cut."""
    parts = cut(text.encode(), key)
    if parts is None:
        return
    try:
        data: Any = read(text)
    except ReadProblem:
        return
    plain = text.replace("\r\n", "\n")
    assert parts.head + parts.opening + "".join(parts.blocks) + parts.tail == plain
    entries = data.get(key) or []
    assert len(parts.blocks) == len(entries)
    rest = {name: value for name, value in data.items() if name != key}
    for index, entry in enumerate(entries):
        assert read(parts.only([index])) == {**rest, key: [entry]}
    if entries:
        assert read(parts.only([])) == (rest or None)
        others = parts.only(list(range(1, len(entries))))
        assert len(entries) == 1 or read(others)[key] == entries[1:]


LONG = 200_000
SLOW = [
    "一" + " " * LONG + '"',
    "- " * LONG + '"',
    '"' + "\\a" * LONG,
    "'" * LONG + " '",
    "[" + '"",' * LONG,
    "a:b" * LONG + " [",
    "a" + " #" * LONG + ' "',
]


@pytest.mark.parametrize("line", SLOW, ids=lambda line: line[:6])
def test_no_line_takes_long(line: str) -> None:
    """The time would be the square of the length: this test would not end."""
    cut(f"事项:\n  - 编码: {line}\n".encode(), "事项")
    cut(f'事项:\n  - {line}: "\n'.encode(), "事项")


PIECES = (
    "部门: 甲", "事项:", "- ", "编码: A", "名称: ", "名称: |", "名称: >-", "名称: |+", '"', "'", "[", "]", "{", "}",
    " ", "  ", "    ", "\n", "\n", "\n  ", "\n    ", "\n  - ", "\n- ", "#", " # ", ":", ": ", ",", "\\", "&a ", "*a",
    "!", "|", ">", "?", "? ", "%", "@", "-", "---\n", "...\n", "\t", "\r\n", "一", "二", "责任:", "\n责任:\n", "''", '""',
)  # fmt: skip


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_no_text_is_cut_where_the_yaml_has_no_entry(pieces: list[str]) -> None:
    _means_the_same("部门: 甲\n事项:\n  - " + "".join(pieces))
    _means_the_same("".join(pieces))


VALUES = st.recursive(
    st.text("甲乙 AB\"'[]{}:#-&*!|>\n\\?%@,", max_size=10) | st.integers(0, 9),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from(["名称", "内容", "备注"]), inner, min_size=1)
    ),
    max_leaves=6,
)
ENTRIES = st.lists(st.fixed_dictionaries({"编码": st.just("A1")}, optional={"内容": VALUES}), max_size=4)  # fmt: skip


@given(ENTRIES, st.data())
def test_a_file_that_somebody_touched_is_cut_as_it_reads(
    entries: list[dict[str, Any]], draw: st.DataObject
) -> None:
    text = emit({"部门": "甲", "共用": {"一": "二"}, "事项": entries, "责任": ["三"]})
    _means_the_same(text)
    for _ in range(3):
        at = draw.draw(st.integers(0, len(text)))
        text = text[:at] + draw.draw(st.sampled_from(PIECES)) + text[at:]
        _means_the_same(text)


@given(ENTRIES)
def test_what_quanze_writes_is_cut(entries: list[dict[str, Any]]) -> None:
    """Only a text of several lines in which a line opens a quote or a bracket keeps a file whole."""
    text = emit({"部门": "甲", "事项": entries})
    blocks = cut(text.encode(), "事项")
    assert blocks is not None or any(mark in text for mark in "|\"'[{&*!?%@`")
