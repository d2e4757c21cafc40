"""The canonical layout: comments kept, values unchanged, the same again when run again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.load.emit import emit
from quanze.load.fmt import comments_of, format_text, laid_out, model_of
from quanze.load.yaml_reader import ReadProblem, read, read_with_spans
from quanze.model.power import PowerList

MESSY = """\
# 市场监管局的清单

事项:
    # 第一项
    - 类型: 行政许可   # 类型说明
      名称: '食品经营许可'
      编码: '001'
      权限划分: |
        第一行 # 不是注释
        第二行

    - 名称: 乙
      编码: "002"
      类型: 行政处罚
      # 末尾的注释
部门: 甲局
# 文件结束
"""
TIDY = """\
部门: 甲局
# 市场监管局的清单

事项:
  # 第一项
  - 编码: "001"
    名称: 食品经营许可
    类型: 行政许可  # 类型说明
    权限划分: |
      第一行 # 不是注释
      第二行
  - 编码: "002"
    名称: 乙
    类型: 行政处罚
# 末尾的注释
# 文件结束
"""


def test_a_messy_file_becomes_tidy_and_keeps_its_comments() -> None:
    tidy = format_text(MESSY, PowerList)
    assert read(tidy) == read(MESSY)
    for comment in ("# 市场监管局的清单", "# 第一项", "# 类型说明", "# 末尾的注释", "# 文件结束"):
        assert tidy.count(comment) == 1
    assert list(read(tidy)["事项"][0]) == ["编码", "名称", "类型", "权限划分"]
    assert format_text(tidy, PowerList) == tidy


@pytest.mark.parametrize("text", [MESSY, TIDY, MESSY.replace("\n", "\r\n")])
def test_formatting_twice_changes_nothing_more(text: str) -> None:
    once = format_text(text, PowerList)
    assert format_text(once, PowerList) == once


KEYS = st.sampled_from(["部门", "事项", "名称", "编码", "备注", "别的"])
LEAVES = st.sampled_from(["甲", "第一行\n第二行", "# 不是注释", "a: b", "", "12", "末行\n"])
DATA = st.dictionaries(
    KEYS, st.recursive(LEAVES, lambda i: st.lists(i, max_size=3) | st.dictionaries(KEYS, i, max_size=3)), min_size=1
)  # fmt: skip


@given(DATA, st.data())
def test_comments_survive_wherever_they_stand(data: dict[str, Any], draw: st.DataObject) -> None:
    lines = []
    for number, line in enumerate(emit(data).split("\n")):
        indent = line[: len(line) - len(line.lstrip())]
        in_text = not line.strip() or (":" not in line and "- " not in line)
        if not in_text and "|" not in emit(data) and draw.draw(st.booleans()):
            lines.append(f"{indent}# 注释{number}")
        lines.append(line)
    text = "\n".join(lines)
    assert read(text) == data
    result = format_text(text, None)
    assert read(result) == data
    assert result.count("# 注释") == text.count("# 注释")
    assert format_text(result, None) == result


@pytest.mark.parametrize("value", ["{}", "[]", "[甲, 乙]", "{名称: 甲}"])
def test_a_comment_beside_brackets_survives(value: str) -> None:
    """It used to be dropped without a word."""
    for text in (f"事项: {value}  # 说明\n", f"事项:   {value}   # 说明\n名称: 甲\n"):
        result = format_text(text, None)
        assert result.count("# 说明") == 1
        assert format_text(result, None) == result


EXTRA = st.sampled_from(
    ["# 注释", "#", "# 注释 ", "# 注释\u3000", "", "  ", "  # 注释", "      # 深"]
)
BESIDE = st.sampled_from(["  # 旁注", " # 旁注", "  # 旁注 ", "  #"])


@given(DATA, st.data())
def test_what_is_quickly_seen_to_be_laid_out_is_so_in_detail(
    data: dict[str, Any], draw: st.DataObject
) -> None:
    lines = []
    for line in emit(data).split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        if draw.draw(st.integers(0, 3)) == 0:
            lines.append(draw.draw(st.sampled_from(["", indent])) + draw.draw(EXTRA))
        beside = draw.draw(BESIDE) if draw.draw(st.integers(0, 3)) == 0 else ""
        lines.append(line + beside)
    text = "\n".join(lines)
    try:
        found, spans = read_with_spans(text)
    except ReadProblem:
        return
    assert format_text(text, None) == laid_out(found, None, comments_of(text, spans))


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("quanze.yaml", True),
        ("departments/a/power.yaml", True),
        ("departments/a/power/001.yaml", True),
        ("departments/a/department.yaml", True),
        ("departments/a/other.yaml", False),
        ("laws/local.yaml", True),
        ("laws/texts/a.yaml", False),
    ],
)
def test_the_place_of_a_file_tells_its_model(path: str, known: bool) -> None:
    assert (model_of(path) is not None) is known


@pytest.mark.parametrize("number", ["1.10", "1.0", "1e3", "0.50", "-2.00", "20"])
def test_a_number_stays_as_it_is_written(number: str) -> None:
    assert format_text(f"值: {number}\n", None) == f"值: {number}\n"
