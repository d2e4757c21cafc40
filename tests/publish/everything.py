"""A register that has a page of every kind: full and poor departments, long lists, a past."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from quanze.load.emit import emit
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.register import Register

from . import adjusted, own_lists
from .conftest import (
    FLOW,
    PENALTY,
    PERMIT,
    POOR,
    RICH,
    SETTINGS,
    basis,
    read_register,
    write_register,
)

GONE = "T-yljl-XK-0009"
"""A code that a record took out of the list."""
FEW = 16
"""So many long texts are too long for a page."""
OTHERS = 40
"""With so many departments, the home page names only some."""


def register_of_everything(folder: Path) -> Register:
    """Make the register in a folder."""
    settings = SETTINGS | {"法规": adjusted.SETTINGS["法规"]}
    settings["发布"] = settings["发布"] | {"征求意见": True}
    departments = {"yljl": RICH, "tjj": POOR, "lyj": own_lists.DEPARTMENT, "cgj": many()}
    departments |= {f"d{n}": {"department.yaml": {"名称": f"试验市第{n}局"}} for n in range(OTHERS)}
    write_register(folder, settings, departments)
    (folder / "delegations").mkdir()
    for path, data in (
        ("delegations/2026-1.yaml", own_lists.BATCH),
        ("regulations.yaml", own_lists.RULES),
        ("negative-list.yaml", own_lists.NEGATIVE),
        ("joint-matters.yaml", own_lists.MATTERS),
    ):
        (folder / path).write_text(emit(data), encoding="utf-8")
    records = tuple(map(AdjustmentRecord.model_validate, _records()))
    return replace(read_register(folder), adjustments=records)


def _records() -> list[dict[str, Any]]:
    return [
        adjusted.record("2025-1", 1, adjusted.added(PENALTY), day="2025-03-01"),
        adjusted.record(
            "2026-1", 2,
            adjusted.altered(PERMIT, ("承诺时限", "15个工作日", "7个工作日"), 理由="提速"),
            adjusted.removed(GONE, 原则="无依据取消", 理由="依据废止", 后续监管="巡查。"),
        ),
        adjusted.record("2026-2", 1, adjusted.removed("T-tjj-CF-0001", "下放", 去向="各区统计局"), day=None),
    ]  # fmt: skip


def many(count: int = 60) -> dict[str, Any]:
    """The lists of a department, each too long for one page."""
    name = "试验市城市管理局"
    told = "负责城市道路、桥梁、照明设施的规划、建设、养护和监督管理，拟订有关政策并组织实施。" * 20
    codes = [f"T-cgj-{n:04}" for n in range(count)]
    kinds = ("行政处罚", "行政检查")
    return {
        "department.yaml": {"名称": name, "内设机构": [{"名称": f"第{n}科", "职责": told} for n in range(5)]},
        "power.yaml": {
            "部门": name,
            "事项": [
                {"编码": code, "名称": f"对第{n}种行为的处理", "类型": kinds[n % 2], "承诺时限": "7个工作日",
                 "承办机构": f"第{n % 5}科", "流程": "流程0", "设定依据": [basis("第二十四条")]}
                | ({} if n else {"申请材料": [f"第{k}份材料" for k in range(150)]})
                for n, code in enumerate(codes)
            ],
        },
        "duty.yaml": {
            "部门": name,
            "主要职责": [told] * FEW,
            "责任事项": [
                *({"事项": code, "责任": [{"环节": "受理责任", "内容": told}]} for code in codes),
                *({"事项": f"NO-{n}", "责任": [told]} for n in range(FEW)),
            ],
            "公共服务事项": [{"名称": f"服务{n}", "主要内容": told, "申请材料": ["申请表"]} for n in range(FEW)],
            "事中事后监管": [{"名称": f"监管{n}", "监管内容": told, "适用事项": codes[3 * n : 3 * n + 3]} for n in range(FEW)],
        },
        "boundary.yaml": {
            "部门": name,
            "职责边界": [
                {
                    "管理事项": f"第{n}件共同管理的事项",
                    "部门分工": [
                        {"部门": name, "角色": "牵头", "分工": told},
                        {"部门": "试验市统计局", "角色": "配合", "分工": told},
                    ],
                    "相关事项": codes[3 * n : 3 * n + 3],
                }
                for n in range(FEW)
            ],
        },
        "flow.yaml": {
            "部门": name,
            "流程": [FLOW | {"名称": f"流程{n}"} for n in range(count)],
        },
    }  # fmt: skip
