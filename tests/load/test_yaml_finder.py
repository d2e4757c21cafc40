"""Where a path is written: found in the lines where the exact reader finds it."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quanze.load import yaml_finder
from quanze.load.yaml_exact import ReadProblem, Span, read_with_spans
from quanze.load.yaml_finder import Finder, Found
from quanze.model.element import KeyPath
from tests.load.yaml_texts import FILES, TEXTS

WRITTEN = """\
# 注
部门: 甲局
共用:
  依据: {类别: 法律, 条款: [一, 二]}   # 注
事项:
  # 注: 不是键
  - 编码: "A1"   # 一
    名称: 甲
    设定依据:
    - 原文: |-
        事项:
          - 编码: B
      条款: 三
    -
      条款: 四
    备注:
  - 编码: 'A2'
    设定依据: {共用: 依据}
    名称:
      乙
"""

PLACES = [
    ((), (2, 1), None),
    (("部门",), (2, 5), (2, 1)),
    (("共用", "依据"), (4, 7), (4, 3)),
    (("共用", "依据", "条款", 1), (4, 24), None),
    (("事项",), (7, 3), (5, 1)),
    (("事项", 0), (7, 5), None),
    (("事项", 0, "编码"), (7, 9), (7, 5)),
    (("事项", 0, "设定依据"), (10, 5), (9, 5)),
    (("事项", 0, "设定依据", 0, "条款"), (13, 11), (13, 7)),
    (("事项", 0, "设定依据", 1, "条款"), (15, 11), (15, 7)),
    (("事项", 0, "备注"), (16, 8), (16, 5)),
    (("事项", 1, "设定依据", "共用"), (18, 16), (18, 12)),
    (("事项", 1, "名称"), (20, 7), (19, 5)),
]


@pytest.mark.parametrize(("path", "start", "key"), PLACES)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_path_is_found_in_its_line(
    path: KeyPath, start: tuple[int, int], key: tuple[int, int] | None, ends: str
) -> None:
    assert Finder(WRITTEN.replace("\n", ends)).find(path) == Found(start, key)


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        (("事项", 0, "类型"), ("事项", 0)),
        (("事项", 7, "类型"), ("事项",)),
        (("事项", "类型"), ("事项",)),
        (("事项", 0, "名称", "数"), ("事项", 0, "名称")),
        (("事项", 1, "设定依据", 0, "条款"), ("事项", 1, "设定依据")),
        (("责任",), ()),
    ],
)
def test_what_is_not_written_stands_where_it_would_be(path: KeyPath, nearest: KeyPath) -> None:
    assert Finder(WRITTEN).find(path) == Finder(WRITTEN).find(nearest)


def test_a_block_below_its_key_may_begin_in_the_same_column() -> None:
    """So libyaml reads it."""
    assert Finder("键:\n|\n").find(("键",)) == Found((2, 1), (1, 1))
    assert Finder("键:\n乙: 一\n").find(("键",)) == Found((1, 3), (1, 1))


def test_most_files_are_not_read_to_find_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(text: str) -> None:
        raise AssertionError(text)

    monkeypatch.setattr(yaml_finder, "read_with_spans", fails)
    for path in FILES:
        assert Finder(path.read_text(encoding="utf-8")).find(("事项", 0, "名称"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-4:]))
def test_every_path_of_the_examples_is_found(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    finder, spans = Finder(text), read_with_spans(text)[1]
    assert {at: finder.find(at) for at in spans} == {at: _exact(spans, at) for at in spans}


ABSENT = (("甲",), (0,), (99,), ("键", 0), ("a b",), ("甲", 1, "乙"))


@settings(max_examples=500)
@given(TEXTS, st.randoms(use_true_random=False))
def test_paths_are_found_where_the_exact_reader_finds_them(text: str, order: Random) -> None:
    try:
        spans = read_with_spans(text)[1]
    except ReadProblem:
        assert Finder(text).find(()) is None
        return
    paths = [*spans, *(path + more for path in spans for more in ABSENT)]
    order.shuffle(paths)
    finder = Finder(text)
    for path in paths:
        assert finder.find(path) == _exact(spans, path)


def _exact(spans: dict[KeyPath, Span], path: KeyPath) -> Found | None:
    while path and path not in spans:
        path = path[:-1]
    span = spans.get(path)
    return span and Found(span.start[:2], span.key and span.key[:2])
