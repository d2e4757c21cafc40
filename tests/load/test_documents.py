"""What is wrong with a file's values is found, however they are written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.load.documents import CHINESE_QUOTES, Documents
from quanze.load.yaml_exact import ReadProblem, read_exactly
from quanze.load.yaml_reader import text_paths
from quanze.model.element import KeyPath
from tests.load.yaml_texts import TEXTS


class _OneFile:
    """A register of one file."""

    def __init__(self, text: str) -> None:
        self._text = text

    def files(self) -> Iterator[str]:
        yield "甲.yaml"

    def read(self, path: str) -> bytes:
        return self._text.encode()


def _in_chinese_quotes(text: str) -> list[KeyPath]:
    documents = Documents(_OneFile(text))
    documents.read("甲.yaml")
    return [one.origin.path for one in documents.findings if one.code == CHINESE_QUOTES]


@pytest.mark.parametrize(
    "text",
    [
        "名称: “甲”\n",
        '名称: "“甲”"\n',
        "名称: '”甲“'\n",
        '名称: "\\u201c甲”"\n',
        '名称: "\\u201c甲\\u201d"\n',
        "名称: |-\n  “甲”\n",
        "名称: >-\n  “甲\n  乙”\n",
        "{名称: “甲”}\n",
        '{"名称":“甲”}\n',
    ],
)
def test_chinese_quotes_around_a_value_are_told(text: str) -> None:
    assert _in_chinese_quotes(text) == [("名称",)]


@pytest.mark.parametrize(
    "text", ["名称: 称“甲”\n", "名称: “甲”和“乙”\n", "名称: “\n", "名称: “甲\n"]
)
def test_chinese_quotes_within_a_value_are_not(text: str) -> None:
    assert _in_chinese_quotes(text) == []


@given(TEXTS, st.lists(st.tuples(st.integers(0, 400), st.sampled_from("“”")), max_size=6))
def test_no_way_of_writing_hides_them(text: str, quotes: list[tuple[int, str]]) -> None:
    for at, quote in quotes:
        text = text[:at] + quote + text[at:]
    if any(mark in text for mark in "\x85\u2028\u2029"):
        return
    try:
        data = read_exactly(text.removeprefix("\ufeff"))
    except ReadProblem:
        return
    assert _in_chinese_quotes(text) == [
        path
        for path, value in text_paths(data)
        if len(value) > 1
        and {value[0], value[-1]} <= set("“”")
        and not set(value[1:-1]) & set("“”")
    ]
