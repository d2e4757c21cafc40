"""quanze-baseline.yaml: what is written reads back, and what is wrong in it is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.load.baseline import Baseline, baseline_text, load_baseline
from quanze.load.source import FolderSource
from quanze.model.baseline import KnownFinding

LINE = '  - {文件: "a.yaml", 事项: "001", 规则: "A1", 指纹: "12e456789012", 记于: 2026-11-22}\n'
TEXT = st.text(st.characters(codec="utf-8"), min_size=1)


class OneFile(FolderSource):
    """A register that holds a baseline alone."""

    def __init__(self, text: str) -> None:
        self._text = text

    def files(self) -> Iterator[str]:
        yield "quanze-baseline.yaml"

    def read(self, path: str) -> bytes:
        return self._text.encode()


def known(**values: object) -> KnownFinding:
    data = {"文件": "a.yaml", "规则": "A1", "指纹": "0" * 12, "记于": "2026-11-22"}
    return KnownFinding.model_validate(data | values)


def test_a_finding_is_one_line_and_lines_are_sorted() -> None:
    text = baseline_text(
        [
            known(文件="乙.yaml"),
            known(文件="甲.yaml", 事项="002", 处数=3),
            known(文件="甲.yaml", 事项="001", 规则="B2"),
            known(文件="甲.yaml", 事项="001", 规则="A1"),
        ]
    )
    lines = [line for line in text.splitlines() if line.startswith("  - ")]
    assert lines == [
        '  - {文件: "乙.yaml", 规则: "A1", 指纹: "000000000000", 记于: 2026-11-22}',
        '  - {文件: "甲.yaml", 事项: "001", 规则: "A1", 指纹: "000000000000", 记于: 2026-11-22}',
        '  - {文件: "甲.yaml", 事项: "001", 规则: "B2", 指纹: "000000000000", 记于: 2026-11-22}',
        '  - {文件: "甲.yaml", 事项: "002", 规则: "A1", 指纹: "000000000000", 记于: 2026-11-22, 处数: 3}',
    ]


@given(TEXT, TEXT, st.from_regex(r"\A[0-9a-f]{12}\Z"), st.integers(1, 10**9))
def test_what_is_written_reads_back(file: str, item: str, fingerprint: str, count: int) -> None:
    written = known(文件=file, 事项=item, 指纹=fingerprint, 处数=count)
    baseline = load_baseline(OneFile(baseline_text([written])))
    assert baseline.findings == ()
    assert [one.data() for one in baseline.known] == [written.data()]


@pytest.mark.parametrize(
    ("text", "codes", "kept"),
    [
        pytest.param("已知问题:\n" + LINE, [], 1, id="whole"),
        pytest.param("已知问题: []\n", [], 0, id="empty list"),
        pytest.param("已知问题:\n", ["S3"], 0, id="no list"),
        pytest.param("- 一\n", ["S3"], 0, id="no mapping"),
        pytest.param("", ["S3"], 0, id="empty file"),
        pytest.param("已知问题: [\n", ["F3"], 0, id="not YAML"),
        pytest.param("<<<<<<< HEAD\n已知问题:\n" + LINE, ["F3"], 0, id="conflict"),
        pytest.param("已知问题:\n" + LINE + "  - {文件: a}\n", ["S1"], 1, id="keys missing"),
        pytest.param("已知问题:\n" + LINE + "  - 一句话\n", ["S3"], 1, id="not a mapping"),
        pytest.param(
            "已知问题:\n" + LINE.replace("}", ", 处数: 0}"), ["S3"], 0, id="count of nothing"
        ),
        pytest.param("已知问题:\n" + LINE.replace("事项", "事由"), ["S2"], 0, id="unknown key"),
    ],
)
def test_what_cannot_be_read_is_a_finding_and_the_rest_is_read(
    text: str, codes: list[str], kept: int
) -> None:
    baseline = load_baseline(OneFile(text))
    assert [found.code for found in baseline.findings] == codes
    assert len(baseline.known) == kept
    assert {found.origin.file for found in baseline.findings} <= {"quanze-baseline.yaml"}


class NoWalk(FolderSource):
    """A folder that must not be walked: it may hold thousands of lists."""

    def files(self) -> Iterator[str]:
        raise AssertionError("the folder was walked")


def test_without_the_file_nothing_is_known(tmp_path: Path) -> None:
    assert load_baseline(NoWalk(tmp_path)) == Baseline()


def test_the_file_is_found_without_a_walk(tmp_path: Path) -> None:
    (tmp_path / "quanze-baseline.yaml").write_text("已知问题:\n" + LINE, encoding="utf-8")
    assert len(load_baseline(NoWalk(tmp_path)).known) == 1


def test_a_file_that_is_there_but_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "quanze-baseline.yaml").mkdir()
    assert [found.code for found in load_baseline(NoWalk(tmp_path)).findings] == ["F1"]
