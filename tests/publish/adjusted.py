"""Registers with records of adjustments, for the tests of what a site tells of them."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from quanze.model.adjustment import AdjustmentRecord
from quanze.model.department import Department
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import Settings

from .pages import files_of

SETTINGS: dict[str, Any] = {
    "名称": "试验市权责清单",
    "行政区划代码": "220400",
    "编制机关": "试验市编制办公室",
    "法规": {"调整": [{"步骤": "批准"}, {"步骤": "向社会公开", "生效以后": True}]},
}

KEPT, NEW, GONE, OLD, BOTH, PART, DOWN = (f"T-XK-{number:04}" for number in range(1, 8))

Data = dict[str, Any]


def power(code: str, name: str = "", **more: Any) -> Data:
    return {"编码": code, "名称": name or f"{code}许可", "类型": "行政许可", **more}


def added(code: str, kind: str = "新增", **more: Any) -> Data:
    content = more.pop("内容", power(code))
    return _change(kind, code, 内容=content, **more)


def removed(code: str, kind: str = "取消", **more: Any) -> Data:
    return _change(kind, code, 原指纹="0" * 16, **more)


def altered(code: str, *elements: tuple[str, Any, Any], **more: Any) -> Data:
    written = [
        {
            key: value
            for key, value in zip(("要素", "原", "新"), one, strict=True)
            if value is not None
        }
        for one in elements
    ]
    return _change(more.pop("种类", "要素变更"), code, 要素=written, **more)


def _change(kind: str, code: str, **more: Any) -> Data:
    base = {
        "种类": kind,
        "对象": code,
        "名称": f"{code}许可",
        "部门": "试验市园林局",
        "级别": "要素",
    }
    return base | more


def record(
    number: str, before: int, *changes: Data, day: str | None = "2026-04-01", **more: Any
) -> Data:
    """Return a record; approved on a day and published nine days later, or a draft."""
    added_count = sum("内容" in one and one.get("清单", "事项") == "事项" for one in changes)
    removed_count = sum("原指纹" in one and one.get("清单", "事项") == "事项" for one in changes)
    kinds: dict[str, int] = {}
    for one in changes:
        kinds[one["种类"]] = kinds.get(one["种类"], 0) + 1
    steps = (
        [{"步骤": "批准", "日期": day}, {"步骤": "向社会公开", "日期": f"{day[:-1]}9"}]
        if day
        else []
    )
    return {
        "编号": number, "标题": f"{number}的调整", "级别": "实质性", "事由": "管理任务变化",
        "依据": [{"名称": "《试验条例》", "条款": "第五条"}], "办理": steps,
        "合计": {
            "原有": before, "增加": added_count, "减少": removed_count,
            "现有": before + added_count - removed_count, "种类": kinds,
        },
        "变更": list(changes),
    } | more  # fmt: skip


def register(
    powers: Iterable[Data], *records: Data, settings: Mapping[str, Any] | None = None
) -> Register:
    lists = DepartmentLists(
        "yll",
        Department.model_validate({"名称": "试验市园林局"}),
        powers=tuple(Power.model_validate(one) for one in powers),
    )
    return Register(
        Settings.model_validate(copy.deepcopy(SETTINGS) | dict(settings or {})),
        (lists,),
        adjustments=tuple(AdjustmentRecord.model_validate(one) for one in records),
    )


def pages_of(found: Register) -> dict[str, str]:
    """Return every file of the site that can be read as text."""
    return {path: data.decode() for path, data in files_of(found, ".html", ".xml").items()}
