"""Reading YAML: 1.2 core types, no surprises, nothing that can hurt."""

from __future__ import annotations

import io
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from quanze.load.emit import emit
from quanze.load.yaml_reader import ReadProblem, read, read_with_spans


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("off", "off"),
        ("012", "012"),
        ("1:30", "1:30"),
        ("2026-11-22", "2026-11-22"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("20", 20),
        ("-3", -3),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("true", True),
        ("null", None),
        ("~", None),
        ("", None),
        ('"20"', "20"),
        ("'true'", "true"),
        ("1234567890123456789012345678901", "1234567890123456789012345678901"),
        ("20个工作日", "20个工作日"),
        ("《食品安全法》第三十五条", "《食品安全法》第三十五条"),
    ],
)
def test_scalars_are_read_as_yaml_1_2_would(written: str, value: Any) -> None:
    assert read(f"值: {written}\n") == {"值": value}
    assert isinstance(read(f"值: {written}\n")["值"], type(value))


@pytest.mark.parametrize(
    ("text", "kind", "line", "column"),
    [
        ("名称: 甲\n类型: 乙\n名称: 丙\n", "duplicate", 3, 1),
        ("事项:\n  - 名称: 甲\n    名称: 乙\n", "duplicate", 3, 5),
        ("甲: &a 一\n", "dialect", 1, 4),
        ("甲: 一\n乙: *a\n", "dialect", 2, 4),
        ("甲: !!python/object:os.system 一\n", "dialect", 1, 4),
        ("甲:\n  <<: {a: b}\n", "dialect", 2, 3),
        ("甲: 一\n---\n乙: 二\n", "dialect", 2, 1),
        ("? [a, b]\n: c\n", "dialect", 1, 3),
        ("[" * 70 + "]" * 70, "depth", 1, 66),
        ("甲: 一\x01二\n", "control", 1, 5),
    ],
)
def test_what_the_dialect_refuses_is_refused_with_its_place(
    text: str, kind: str, line: int, column: int
) -> None:
    with pytest.raises(ReadProblem) as caught:
        read(text)
    assert (caught.value.kind, caught.value.mark.line, caught.value.mark.column) == (
        kind,
        line,
        column,
    )


def test_a_bomb_of_brackets_stops_at_once() -> None:
    start = time.process_time()
    with pytest.raises(ReadProblem):
        read("[" * 200_000)
    assert time.process_time() - start < 5


def test_positions_count_characters_not_bytes() -> None:
    _, spans = read_with_spans('部门: 甲局\n事项:\n  - 编码: "1"\n    名称: 😀许可  # 注\n')
    assert spans[("部门",)].start[:2] == (1, 5)
    assert spans[("事项",)].key is not None
    assert spans[("事项",)].key[:2] == (2, 1)
    assert spans[("事项", 0)].start[:2] == (3, 5)
    assert spans[("事项", 0, "名称")].start[:2] == (4, 9)
    assert spans[("事项", 0, "名称")].end[:2] == (4, 12)


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff")
    | st.sampled_from("\n：:#-“”\"'{}[]|>%@`&*! 0123456789"),
    max_size=30,
)  # fmt: skip
VALUES = st.recursive(
    TEXTS | st.integers(-(10**9), 10**9) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=5))
def test_what_is_written_reads_back_as_itself(data: dict[str, Any]) -> None:
    text = emit(data)
    assert read(text) == data


@given(st.dictionaries(st.sampled_from(["名称", "类型", "备注", "a b"]), VALUES, min_size=1))
def test_another_reader_agrees_with_what_is_written(data: dict[str, Any]) -> None:
    """ruamel.yaml, pure Python, is the witness that our layout is plain YAML 1.2."""
    assert YAML(typ="safe", pure=True).load(io.StringIO(emit(data))) == data


@pytest.mark.parametrize(
    "text", ["<<", "00", "012", "1_000", "0x1F", "1:30", "no", "On", ".inf", "=", "+1", "1.5"]
)
def test_what_another_reader_might_misread_is_written_in_quotes(text: str) -> None:
    assert emit({"值": text}) == f'值: "{text}"\n'


@pytest.mark.parametrize("text", ["2027-06-30", "20个工作日", "A区", "3天", "第1条"])
def test_what_no_reader_misreads_is_written_plain(text: str) -> None:
    assert emit({"值": text}) == f"值: {text}\n"
