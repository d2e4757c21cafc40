"""What columns look like: how wide they are, what stands in their middle, which share a head."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from quanze.publish.spreadsheet.measure import HIGHEST, LINE, lines_of

A4_WIDE: Final = 204
"""Characters across a landscape A4 page at the smallest size that is still read with ease."""
A3_WIDE: Final = 350
"""The same for A3 paper."""

# Widths in characters of the standard font.
_WIDTHS: Final = {
    "序号": 6, "部门": 16, "编码": 24, "事项编码": 24, "基本编码": 16, "地方编码": 16, "类型": 11,
    "名称": 30, "事项": 26, "行使层级": 9, "行使主体": 18, "承办机构": 18, "法定时限": 10,
    "承诺时限": 10, "收费": 16, "流程": 22, "步骤": 6, "种类": 8, "角色": 8, "阶段": 10, "时限": 12,
    "环节": 34, "计入时限": 10, "办理人": 16, "下一步": 26, "层次": 12, "设定依据": 60,
    "责任事项": 60, "责任依据": 44, "追责情形": 50, "追责依据": 40, "分工": 44, "管理事项": 28,
    "分工部门": 20, "分工依据": 44, "相关事项": 37, "适用事项": 37, "前身": 37, "办理依据": 40, "申请材料": 50, "内容": 60, "依据": 44, "主要内容": 44, "责任岗位": 16,
    "监管内容": 36, "监管措施": 36, "监管程序": 36, "依据条款": 44, "表号": 7, "编号": 8, "行业": 18, "大类": 20, "小类": 16, "行业代码": 10, "管理措施": 10, "方式": 12,
    "承接环节": 18, "保留环节": 18, "放权部门": 18, "主管部门": 18, "批次": 9, "批次方式": 10, "统一编号": 16, "文号": 20, "状态": 9, "联系电话": 16,
    "双随机抽查": 16, "服务对象": 16, "办理时限": 12, "子项": 20,
}  # fmt: skip
_OTHER: Final = 26
_LEFT: Final = 25
"""Columns from this width on hold sentences, which begin at the left; what is narrower is centred."""
_WIDEST: Final = 110
"""No column gets wider than this, however long its texts are."""

_GROUPS: Final[dict[str, tuple[str, str]]] = {
    "法定时限": ("时限", "法定"),
    "法定时限说明": ("时限", "法定时限说明"),
    "承诺时限": ("时限", "承诺"),
    "承诺时限说明": ("时限", "承诺时限说明"),
    "特别程序": ("时限", "不计入时限的特别程序"),
    "行使主体": ("主体", "行使主体"),
    "主体性质": ("主体", "主体性质"),
    "权力来源": ("主体", "权力来源"),
    "委托机关": ("主体", "委托机关"),
    "授权依据": ("主体", "授权依据"),
    "承办机构": ("主体", "承办机构"),
    "共同实施部门": ("主体", "共同实施部门"),
    "设定依据": ("依据", "设定依据"),
    "行使依据": ("依据", "行使依据"),
    "结果名称": ("办理结果", "名称"),
    "结果类型": ("办理结果", "类型"),
    "送达方式": ("办理结果", "送达方式"),
    "责任事项": ("责任", "责任事项"),
    "责任依据": ("责任", "依据"),
    "追责情形": ("追责", "情形"),
    "对象范围": ("追责", "对象范围"),
    "追责依据": ("追责", "依据"),
    "分工部门": ("部门分工", "部门"),
    "角色": ("部门分工", "角色"),
    "分工": ("部门分工", "分工"),
    "分工依据": ("部门分工", "依据"),
    "监管对象": ("监管", "对象"),
    "监管内容": ("监管", "内容"),
    "监管方式": ("监管", "方式"),
    "监管措施": ("监管", "措施"),
    "监管程序": ("监管", "程序"),
    "咨询方式": ("咨询、监督、救济", "咨询"),
    "监督方式": ("咨询、监督、救济", "监督"),
    "救济渠道": ("咨询、监督、救济", "救济"),
}
"""Column -> the head that it shares with its neighbours, and what it is called under it."""


def head_rows(columns: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return two rows of heads; where a column shares no head both say the same."""
    over = [_GROUPS.get(label, (label, label))[0] for label in columns]
    shared = [
        over[n] in (over[n - 1] if n else None, over[n + 1] if n + 1 < len(over) else None)
        for n in range(len(over))
    ]
    upper = tuple(over[n] if shared[n] else label for n, label in enumerate(columns))
    lower = tuple(_GROUPS[label][1] if shared[n] else label for n, label in enumerate(columns))
    return upper, lower


def widths(columns: Sequence[str], rows: Sequence[Sequence[str | int]], *, low: bool) -> list[int]:
    """Return the widths of a sheet's columns: wider than usual where a text would not fit the highest row."""
    wanted = [_WIDTHS.get(label, _OTHER) for label in columns]
    if low:
        return wanted
    return [max(width, _needed(column, width, rows)) for column, width in enumerate(wanted)]


def _needed(column: int, width: int, rows: Sequence[Sequence[str | int]]) -> int:
    room = HIGHEST // LINE - 1
    most = max((lines_of(str(row[column]), width) for row in rows), default=1)
    return min(ceil(width * most / room), _WIDEST) if most > room else width


def is_centred(label: str) -> bool:
    """Whether a column's texts are words rather than sentences."""
    return _WIDTHS.get(label, _OTHER) < _LEFT
