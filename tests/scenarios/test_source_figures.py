"""The figures that the sources report come out of registers of that size, each with its base.

辽源: 辽源市“放管服”改革在线访谈. 富阳, 台州, 省国土资源厅: 全省权力清单制度推进工作会议交流材料 (2014-07-09).
What does not add up in a source is shown as it is; docs/stats.md says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from quanze.model.compression import rounded
from quanze.model.flow import Flow
from quanze.model.measured import mean, saving
from quanze.model.measures import sections
from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import Settings
from tests.scenarios.generated import Item, between, items, left, numbers, register, stats

Capture = pytest.CaptureFixture[str]


def test_liaoyuan_reduced_4658_powers_of_37_departments_to_3210(
    tmp_path: Path, capsys: Capture
) -> None:
    """辽源: 市政府37个部门的行政职权,由过去的4658项精简至3210项,精简31.09%."""
    old = register(tmp_path / "前", items(4658), departments=37)
    new = register(tmp_path / "后", items(3210), departments=37)
    found = between(capsys, old, new)
    assert [side["total"] for side in found["between"]] == [4658, 3210]
    assert found["between"][1]["figures"]["部门"]["value"] == 37
    reduction = found["changes"]["精简率"]
    assert reduction["value"] == 31.09
    assert (reduction["part"], reduction["whole"]) == (1448, 4658)
    assert reduction["base"] == "前一版本的职权"
    went = numbers(found, "去向")
    assert went["未说明"] == 1448, "no record says how they left: that is not called cancelled"
    assert went["取消"] == 0


def test_liaoyuan_has_318_of_319_approvals_in_the_hall(tmp_path: Path, capsys: Capture) -> None:
    """辽源: 保留的319项行政审批事项进厅318项,占保留总数的99.7%; 零跑动10%、一次性跑动50%以上,占进厅."""
    permits = [
        *items(32, 进驻大厅="是", 到现场次数=0),
        *items(160, 32, 进驻大厅="是", 到现场次数=1),
        *items(126, 192, 进驻大厅="是", 到现场次数=2),
        *items(1, 318, 进驻大厅="否"),
    ]
    others = items(100, 1000, "行政处罚")
    figures = stats(capsys, register(tmp_path / "库", [*permits, *others], 32))["figures"]
    hall = figures["许可进厅率"]
    assert (hall["part"], hall["whole"], hall["value"]) == (318, 319, 99.69)
    assert rounded(Decimal(str(hall["value"])), 1) == Decimal("99.7")
    assert hall["base"] == "写明是否进驻大厅的行政许可"
    assert figures["进厅率"]["silent"] == 100, "penalties say nothing of a hall: they are not 否"
    assert (figures["零跑动占进厅"]["part"], figures["零跑动占进厅"]["whole"]) == (32, 318)
    assert figures["零跑动占进厅"]["value"] == 10.06
    assert figures["一次跑动占进厅"]["value"] == 50.31


def test_fuyang_reduced_7800_powers_to_5737_and_2500_regular_ones_to_1517(
    tmp_path: Path, capsys: Capture
) -> None:
    """富阳: 7800多项削减到5737项, 26.4%; 常用行政权力从2500多项削减到1517项, 39.32%; 取消、严管、下放、合并."""
    regular = items(2500)
    reserved = items(5300, 2500, 常用程度="非常用")
    kept = regular[:1517]
    strict = items(683, 1517, 常用程度="非常用")
    gone = [*regular[2200:], *reserved[3537:]]
    record = [*left(gone[:900], "取消"), *left(gone[900:1500], "下放", 去向="乡镇")]
    record += left(gone[1500:], "合并")
    old = register(tmp_path / "前", [*regular, *reserved])
    new = register(tmp_path / "后", [*kept, *strict, *reserved[:3537]], record=record)
    found = between(capsys, old, new)
    assert [side["total"] for side in found["between"]] == [7800, 5737]
    assert found["changes"]["精简率"]["value"] == 26.45
    assert found["changes"]["常用精简率"]["value"] == 39.32
    assert found["changes"]["常用精简率"]["base"] == "前一版本的常用职权"
    went = numbers(found, "去向")
    assert went == {
        "保留": 5054, "严管": 683, "取消": 900, "下放": 600, "合并": 563, "合计": 7800,
    }  # fmt: skip
    assert sum(went.values()) == 2 * 7800, "each power has one way out"


def test_fuyang_promised_12_48_days_on_average_and_then_6(tmp_path: Path, capsys: Capture) -> None:
    """富阳: 实际审批时限在法定时限基础上压缩60%以上,平均承诺时间从12.48天压缩至6天."""
    old = register(tmp_path / "前", _promised(13, 12))
    new = register(tmp_path / "后", _promised(6, 6))
    found = between(capsys, old, new)
    before, after = (side["figures"]["平均承诺时限"] for side in found["between"])
    assert (before["part"], before["whole"], before["value"]) == (312, 25, 12.48)
    assert (after["part"], after["whole"], after["value"]) == (150, 25, 6)
    assert before["base"] == "承诺时限以工作日计的职权"
    rates = [side["figures"]["压缩率"] for side in found["between"]]
    assert [rate["value"] for rate in rates] == [37.6, 70]
    assert (rates[1]["part"], rates[1]["whole"]) == (350, 500)
    others = found["between"][1]["figures"]["平均承诺时限（自然日）"]
    assert others["value"] == 90, "natural days are never added to working days"


def _promised(first: int, second: int) -> list[Item]:
    """Return 25 items: 12 promise one limit, 13 the other; and one that promises natural days."""
    return [
        *items(12, 法定时限="20个工作日", 承诺时限=f"{first}个工作日"),
        *items(13, 12, 法定时限="20个工作日", 承诺时限=f"{second}个工作日"),
        *items(1, 25, 法定时限="180日", 承诺时限="90日"),
    ]


def test_taizhou_parted_8375_powers(tmp_path: Path, capsys: Capture) -> None:
    """台州: 49个部门8375项, 813项取消或下放, 5883项纳入非常用实行一事一审, 1679项保留."""
    reported = items(8375)
    strict = items(5883, 1679, 常用程度="非常用")
    gone = reported[1679 + 5883 :]
    record = [*left(gone[:400], "取消"), *left(gone[400:], "下放", 去向="县（市、区）")]
    old = register(tmp_path / "前", reported, 49)
    new = register(tmp_path / "后", [*reported[:1679], *strict], 49, record)
    went = numbers(between(capsys, old, new), "去向")
    assert went["取消"] + went["下放"] == 813
    assert (went["严管"], went["保留"], went["合计"]) == (5883, 1679, 8375)


def test_taizhou_cancelled_870_of_9583(tmp_path: Path, capsys: Capture) -> None:
    """台州: 清理权力事项9583项,经审核取消870项,保留8713项."""
    all_of_them = items(9583)
    old = register(tmp_path / "前", all_of_them, 46)
    record = left(all_of_them[8713:], "取消")
    new = register(tmp_path / "后", all_of_them[:8713], 46, record)
    found = between(capsys, old, new)
    went = numbers(found, "去向")
    assert (went["取消"], went["保留"], found["between"][1]["total"]) == (870, 8713, 8713)


def test_fuyang_has_790_duties_of_38_departments(tmp_path: Path, capsys: Capture) -> None:
    """富阳: 对38个部门790条主要职责进行梳理."""
    duties = [[{"内容": f"职责{n}"} for n in range(20 + (at < 30))] for at in range(38)]
    folder = register(tmp_path / "库", items(38), 38, 主要职责=duties)
    assert stats(capsys, folder)["figures"]["主要职责"]["value"] == 790
    from quanze.cli.app import run

    run(["stats", str(folder)])
    assert "38 个部门" in capsys.readouterr().out


def test_taizhou_drew_2010_flows_and_its_counties_11824() -> None:
    """台州: 市级部门共编制2010张权力流程图, 9个县(市、区)共编制11824张."""
    assert _flows(2010) == 2010
    counties = [1314] * 8 + [1312]
    assert sum(map(_flows, counties)) == 11824


def _flows(count: int) -> int:
    step = {"编号": "1", "名称": "受理", "角色": "窗口"}
    flows = tuple(Flow.model_validate({"名称": f"流程{n}", "步骤": [step]}) for n in range(count))
    lists = DepartmentLists("d", flows=flows)
    drawn = Register(Settings.model_validate({"名称": "县"}), (lists,))
    found = {one.name: one for section in sections(drawn) for one in section.measured}
    return found["流程图"].part


@pytest.mark.parametrize(("with_steps", "per_item"), [(4112, 3.01), (3113, 3.98)])
def test_taizhou_has_3_01_steps_for_each_penalty_and_not_3_98(
    with_steps: int, per_item: float, tmp_path: Path, capsys: Capture
) -> None:
    """台州: 4112项行政处罚权, 12390条, 平均每项3.98次. 12390÷4112 is 3.01: the source does not add up.

    3.98 would be the mean of 3113 items, those that have steps, if there were so many; the source does
    not say.
    """
    steps = _spread(12390, with_steps)
    penalties: list[Item] = [
        {**item, "裁量基准": [{"阶次": "一般", "情形": "有", "标准": "罚"}] * number}
        for item, number in zip(items(with_steps, kind="行政处罚"), steps, strict=True)
    ]
    penalties += items(4112 - with_steps, with_steps, "行政处罚")
    figures = stats(capsys, register(tmp_path / "库", penalties))["figures"]
    assert figures["裁量阶次"]["value"] == 12390
    each = figures["每项处罚阶次"]
    assert (each["part"], each["whole"], each["value"]) == (12390, 4112, 3.01)
    assert figures["每项阶次"]["value"] == per_item
    assert figures["每项阶次"]["base"] == "有裁量基准的职权"


def _spread(total: int, over: int) -> list[int]:
    each, more = divmod(total, over)
    return [each + (at < more) for at in range(over)]


def _reduced(before: int, after: int) -> Decimal | None:
    return saving("精简率", before, after, "", "").value


@pytest.mark.parametrize(
    ("computed", "stated"),
    [
        # 辽源: 减少663项, 精简75%, so 884 before and 221 left; yet 319 are kept in the same paragraph.
        (_reduced(884, 884 - 663), "75.00"),
        (_reduced(319 + 663, 319), "67.52"),
        # 省国土资源厅: 拟保留65项, 精简80%以上; only of 474 items, not of the 258 that are external.
        (_reduced(474, 65), "86.29"),
        (_reduced(258, 65), "74.81"),
        # 台州: 9个县71098项, 保留68085项, 平均每个取消335项.
        (mean("", 71098 - 68085, 9, "", "项").value, "334.78"),
        # 台州: counties, 21027 items and 59743 steps; no mean is given.
        (mean("", 59743, 21027, "", "条").value, "2.84"),
    ],
)  # fmt: skip
def test_what_other_figures_of_the_sources_come_to(computed: Decimal, stated: str) -> None:
    assert computed == Decimal(stated)


def test_a_figure_without_a_base_does_not_apply(tmp_path: Path, capsys: Capture) -> None:
    empty = register(tmp_path / "库", items(3, kind="行政处罚"))
    figures: dict[str, Any] = stats(capsys, empty)["figures"]
    nothing: Sequence[str] = ("许可进厅率", "零跑动率", "压缩率", "平均承诺时限", "每项阶次")
    assert [figures[name]["value"] for name in nothing] == [None] * len(nothing)
    from quanze.cli.app import run

    run(["stats", str(empty)])
    assert "不适用" in capsys.readouterr().out
