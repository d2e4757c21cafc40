"""What an item's page says at one glance: the way to the window, the limits, who decides."""

from __future__ import annotations

import pytest

from quanze.model.period import Period
from quanze.publish.site.compact import compact
from quanze.publish.site.limit_bars import limit_bars
from quanze.publish.site.plan import way


@pytest.mark.parametrize(
    ("place", "steps"),
    [
        ("试验市政务服务中心2楼17号窗口", ["试验市政务服务中心", "2楼", "17号窗口"]),
        ("市政务服务中心二楼综合窗口（示例）", ["市政务服务中心", "二楼", "综合窗口（示例）"]),
        ("政务中心A座3层302室", ["政务中心", "A座3层", "302室"]),
        ("中山路12号办公楼五楼", ["中山路12号办公楼", "五楼"]),
        ("市救助管理站接待大厅", ["市救助管理站接待大厅"]),
        ("1楼、2楼大厅", ["1楼、2楼大厅"]),
        ("某局三楼窗口，二楼领取", ["某局三楼窗口，二楼领取"]),
    ],
)
def test_one_place_is_a_way_in_steps(place: str, steps: list[str]) -> None:
    assert list(way(place)) == steps


@pytest.mark.parametrize(
    ("statutory", "promised", "share", "saved"),
    [
        ("20个工作日", "8个工作日", "40.0", "比法定时限缩短 60%，少 12个工作日"),
        ("3个月", "1个月", "33.3", "比法定时限缩短 66.7%，少 2个月"),
        ("20个工作日", "20个工作日", "100.0", "与法定时限相同"),
        ("20个工作日", "当场", "0", None),
    ],
)
def test_limits_are_drawn_to_scale(
    statutory: str, promised: str, share: str, saved: str | None
) -> None:
    bars = limit_bars(Period(statutory), Period(promised))
    assert bars is not None
    assert (bars.share, bars.saved) == (share, saved)


@pytest.mark.parametrize(
    ("statutory", "promised"),
    [("30日", "20个工作日"), ("10个工作日", "20个工作日"), ("20", "8"), ("1年", "3个月")],
)
def test_limits_that_cannot_be_compared_are_not_drawn(statutory: str, promised: str) -> None:
    assert limit_bars(Period(statutory), Period(promised)) is None


def test_a_compact_style_says_the_same() -> None:
    style = '/* a */\n.a .b::after { content: ": { x } ;"; margin: 0 1px; }\n@media (min-width: 60rem) { a:hover, b > c { color: red; } }\n'
    assert compact(style) == (
        '.a .b::after{content:": { x } ;";margin:0 1px}\n@media (min-width:60rem){a:hover,b > c{color:red}\n}\n'
    )
