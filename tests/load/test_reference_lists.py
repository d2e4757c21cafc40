"""references/*.yaml: read into the register, whole or not at all."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from quanze.load.fmt import format_text, model_of
from quanze.load.loader import Loaded, load
from quanze.load.source import open_register
from quanze.model.reference_list import ReferenceKind
from quanze.publish.missing import missing

CANCELLED = """\
种类: 取消事项
名称: 取消的行政许可事项目录
出处: 国发〔2020〕13号
日期: 2020年9月21日
事项:
  - 名称: 木材运输证核发
    基本编码: "000164105000"
    类型: 行政许可
  - 名称: 外国人进入国家级环境保护自然保护区审批
"""


def _load(folder: Path, text: str, name: str = "references/cancelled.yaml") -> Loaded:
    (folder / "quanze.yaml").write_text("名称: 示例\n清单日期: 2024-06-30\n", encoding="utf-8")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return load(open_register(folder))


def test_a_reference_list_is_read_with_the_place_of_each_item(tmp_path: Path) -> None:
    loaded = _load(tmp_path, CANCELLED)
    assert loaded.findings == ()
    (listed,) = loaded.register.references(ReferenceKind.CANCELLED)
    assert listed.title == "取消的行政许可事项目录（国发〔2020〕13号）"
    assert listed.date == datetime.date(2020, 9, 21)
    assert [item.origin.path for item in listed.items] == [("事项", 0), ("事项", 1)]
    assert loaded.register.references(ReferenceKind.DEVOLVED) == ()


@pytest.mark.parametrize(
    ("day", "count"),
    [
        pytest.param(datetime.date(2020, 9, 20), 0, id="the day before"),
        pytest.param(datetime.date(2020, 9, 21), 1, id="from its day on"),
    ],
)
def test_a_list_applies_from_its_day_on(day: datetime.date, count: int, tmp_path: Path) -> None:
    register = _load(tmp_path, CANCELLED).register.on(day)
    assert len(register.references(ReferenceKind.CANCELLED)) == count


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (CANCELLED.replace("- 名称: 木材", "- 事项名称: 木材"), "S1 ('事项', 0)"),
        (CANCELLED.replace("取消事项", "取消"), "S3 ('种类',)"),
        (CANCELLED.replace("出处: 国发〔2020〕13号\n", ""), "S1 ()"),
        (CANCELLED.replace("取消事项", "下放事项"), "S3 ()"),
    ],
)
def test_a_list_with_a_fault_is_told_and_not_compared_with(
    text: str, problem: str, tmp_path: Path
) -> None:
    loaded = _load(tmp_path, text)
    assert problem in {f"{found.code} {found.origin.path}" for found in loaded.findings}
    assert loaded.register.reference_lists == ()
    assert missing(loaded) == ()


def test_a_list_with_another_ending_is_named(tmp_path: Path) -> None:
    loaded = _load(tmp_path, CANCELLED, "references/cancelled.yml")
    assert [(f.code, f.origin.file) for f in loaded.findings] == [
        ("F4", "references/cancelled.yml")
    ]


def test_the_head_of_a_list_stays_above_its_items() -> None:
    assert format_text(CANCELLED, model_of("references/cancelled.yaml")).startswith(
        "名称: 取消的行政许可事项目录\n种类: 取消事项\n出处: 国发〔2020〕13号\n日期: "
    )


def test_the_list_that_the_guide_shows_can_be_used(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guide.md").read_text(encoding="utf-8")
    block = guide[guide.index("种类: 取消事项") :].split("```")[0]
    loaded = _load(tmp_path, block)
    assert loaded.findings == ()
    assert len(loaded.register.reference_lists[0].items) == 1
    assert all(f"\n| {kind} |" in guide for kind in ReferenceKind)
