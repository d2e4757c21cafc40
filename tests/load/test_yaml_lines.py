"""Reading by lines: the same values as the exact reader gives, or no word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quanze.load.yaml_exact import MAX_DEPTH, ReadProblem, WrittenFloat, read_exactly
from quanze.load.yaml_lines import Known, Unclear, read_lines
from quanze.load.yaml_reader import read
from tests.load.yaml_texts import FILES, TEXTS, same

READ = [
    ("a mapping", "甲: 一\n乙: 二\n", {"甲": "一", "乙": "二"}),
    ("nothing", "", None),
    ("comments alone", "# 一\n\n  # 二\n", None),
    ("no value", "甲:\n乙: ~\n丙: null\n丁:  # 注\n", {"甲": None, "乙": None, "丙": None, "丁": None}),
    ("types of YAML 1.2", "甲: 20\n乙: 012\n丙: no\n丁: true\n戊: 2026-01-01\n", {"甲": 20, "乙": "012", "丙": "no", "丁": True, "戊": "2026-01-01"}),
    ("a number with a fraction", "甲: 1.10\n", {"甲": WrittenFloat("1.10")}),
    ("a number too long for one", "甲: 1234567890123456789\n", {"甲": "1234567890123456789"}),
    ("quotes", "甲: \"20\"\n乙: '20'\n丙: \"一\\n二\"\n丁: 'a''b'\n", {"甲": "20", "乙": "20", "丙": "一\n二", "丁": "a'b"}),
    ("comments behind values", '甲: 一 # 注\n乙: "二" # 注\n丙: a#b\n', {"甲": "一", "乙": "二", "丙": "a#b"}),
    ("colons in values", "甲: 8:30\n乙: http://a.b/c\n", {"甲": "8:30", "乙": "http://a.b/c"}),
    ("a list", "甲:\n  - 一\n  - 20\n", {"甲": ["一", 20]}),
    ("a list that is not indented", "甲:\n- 一\n- 二\n乙: 三\n", {"甲": ["一", "二"], "乙": "三"}),
    ("entries", "甲:\n  - 一: 1\n    二:\n      - 三\n  - 一: 2\n", {"甲": [{"一": 1, "二": ["三"]}, {"一": 2}]}),
    ("wide dashes", "甲:\n  -   一: 1\n      二: 2\n", {"甲": [{"一": 1, "二": 2}]}),
    ("brackets within a line", "甲: [一, {二: 3}]\n乙: {共用: 名}\n丙: []\n", {"甲": ["一", {"二": 3}], "乙": {"共用": "名"}, "丙": []}),
    ("a block", "甲: |-\n  一\n\n   二\n  # 三\n\n乙: 四\n", {"甲": "一\n\n 二\n# 三", "乙": "四"}),
    ("a block that keeps its end", "甲: |\n  一\n\n\n乙: 二\n", {"甲": "一\n", "乙": "二"}),
    ("blocks in a list", "甲:\n  - |-\n    一\n  - 二: |\n      三\n", {"甲": ["一", {"二": "三\n"}]}),
    ("line ends of Windows", "甲: 一\r\n乙: |\r\n  二\r\n", {"甲": "一", "乙": "二\n"}),
    ("rare characters", "甲: \u3000一\u200b\U00020000\n", {"甲": "\u3000一\u200b\U00020000"}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "value"), READ, ids=[row[0] for row in READ])
def test_what_lists_are_written_with_is_read_by_lines(what: str, text: str, value: Any) -> None:
    assert same(read_lines(text, Known()), value)
    assert same(read_exactly(text), value)


UNCLEAR = [
    ("a text that goes on", "甲: 一\n  二\n"),
    ("a quote that goes on", '甲: "一\n  二"\n'),
    ("a bracket that goes on", "甲: [一,\n  二]\n"),
    ("a folded block", "甲: >-\n  一\n  二\n"),
    ("a block with a depth of its own", "甲: |2\n    一\n"),
    ("a block that begins empty", "甲: |-\n\n  一\n"),
    ("a block without content", "甲: |-\n乙: 一\n"),
    ("a block without an end", "甲: |\n  一"),
    ("a value on a line of its own", "甲:\n  一\n"),
    ("lists in a list", "甲:\n  - - 一\n"),
    ("an empty entry", "甲:\n  -\n  - 一\n"),
    ("a key with a blank", "甲 乙: 一\n"),
    ("a key in quotes", '"甲": 一\n'),
    ("a list at the top", "- 一\n"),
    ("a mapping that is indented", "  甲: 一\n"),
    ("a key twice", "甲: 一\n甲: 二\n"),
    ("a depth that fits nothing", "甲:\n    乙: 一\n  丙: 二\n"),
    ("something deeper than a value", "甲: 一\n  乙: 二\n"),
    ("an anchor", "甲: &a 一\n"),
    ("a tag", "甲: !!str 一\n"),
    ("a document's mark", "---\n甲: 一\n"),
    ("a tab", "甲:\t一\n"),
    ("a control character", "甲: 一\x01\n"),
    ("a control character in a comment", "甲: 一\n# \x01\n"),
    ("a control character in a block", "甲: |-\n  一\x01\n"),
    ("a break that is not seen", "甲: 一\u2028二\n"),
    ("a mark of byte order", "甲: \ufeff一\n"),
    ("a line end of old Macs", "甲: 一\r乙: 二\n"),
]


@pytest.mark.parametrize(("what", "text"), UNCLEAR, ids=[row[0] for row in UNCLEAR])
def test_of_what_lines_do_not_tell_nothing_is_said(what: str, text: str) -> None:
    with pytest.raises(Unclear):
        read_lines(text, Known())


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-4:]))
def test_every_file_of_the_examples_is_read_by_lines(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert same(read_lines(text, Known()), read_exactly(text))


@settings(max_examples=800)
@given(TEXTS)
def test_what_is_read_by_lines_is_what_the_exact_reader_reads(text: str) -> None:
    try:
        value = read_lines(text, Known())
    except Unclear:
        return
    assert same(value, read_exactly(text))


@given(TEXTS)
def test_a_text_that_lines_do_not_tell_is_read_exactly(text: str) -> None:
    """The same values, or the same problem at the same place."""

    def told(reader: Any) -> Any:
        try:
            return reader(text)
        except ReadProblem as problem:
            return [problem.kind, problem.message, problem.mark, problem.context, problem.key]

    assert same(told(read), told(read_exactly))


def test_values_of_equal_lines_are_not_one_value() -> None:
    data = read("甲:\n  - 乙: {丙: [一]}\n  - 乙: {丙: [一]}\n")
    data["甲"][0]["乙"]["丙"].append("二")
    assert data["甲"][1] == {"乙": {"丙": ["一"]}}


def test_equal_texts_of_several_files_are_held_once() -> None:
    known = Known()
    one, other = (read(f"类型: {kind}\n", known) for kind in ("行政许可", "'行政许可' # 注"))
    again = read("名称: 甲\n类型: 行政许可\n", known)
    assert again["类型"] is one["类型"]
    assert next(key for key in again if key == "类型") is next(iter(one))
    assert other == one


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_what_was_read_before_changes_nothing(texts: list[str]) -> None:
    known = Known()
    for text in (*texts, *texts):
        try:
            value = read_lines(text, Known())
        except Unclear:
            with pytest.raises(Unclear):
                read_lines(text, known)
        else:
            assert same(read_lines(text, known), value)


def test_values_of_equal_lines_in_two_files_are_not_one_value() -> None:
    known = Known()
    one, other = (read("甲: [一]\n", known) for _ in range(2))
    one["甲"].append("二")
    assert other == {"甲": ["一"]}


@pytest.mark.parametrize("depth", [MAX_DEPTH // 2, MAX_DEPTH, MAX_DEPTH + 1, 5000])
def test_depth_ends_where_the_exact_reader_ends_it(depth: int) -> None:
    lines = [" " * level + f"键{level}:" for level in range(depth)]
    text = "\n".join(lines) + " {甲: [[[[一]]]]}\n"
    try:
        value = read_exactly(text)
    except ReadProblem:
        with pytest.raises(Unclear):
            read_lines(text, Known())
    else:
        assert same(read(text), value)
