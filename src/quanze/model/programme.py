"""计划: what a programme is to reach, and by when."""

from __future__ import annotations

import datetime

from quanze.model.element import Element, element, optional
from quanze.model.measured import Indicator


class Milestone(Element):
    """工作计划的一个节点：到哪一天，哪个指标达到多少；没有指标的，做完了写明哪一天完成。"""

    name: str = element("名称", "要做到什么", examples=["全部清单编制完成"])
    due: datetime.date = element("到期", "到哪一天为止", examples=["2020-10-31"])
    indicator: Indicator | None = optional(
        "指标", "quanze stats 的哪个指标", examples=["有流程图的职权"]
    )
    least: int | float | None = optional("至少", "指标至少达到多少；百分比写数字", examples=[100])
    most: int | float | None = optional("至多", "指标至多是多少", examples=[6])
    done: datetime.date | None = optional("完成", "哪一天完成；有指标的不用写")
    source: str | None = optional("出处", "哪份文件要求的")
