"""Registers with joint matters, made from few words."""

from __future__ import annotations

from typing import Any

from quanze.model.department import Department
from quanze.model.duty import PublicService
from quanze.model.joint_matter import JointMatter
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import Settings

PERMIT, SUB, SERVICE = "T-lyj-XK-0001", "T-lyj-XK-0001-1", "T-lyj-GG-0001"


def register(*matters: JointMatter) -> Register:
    """A department with a permit, a part of it that says little, and a public service."""
    power = {
        "编码": PERMIT, "名称": "林木采伐许可", "类型": "行政许可", "法定时限": "20个工作日",
        "承诺时限": "7个工作日", "子项": [{"编码": SUB, "名称": "采伐商品林"}],
    }  # fmt: skip
    service = {"编码": SERVICE, "名称": "林业技术咨询", "办理时限": "3日"}
    lists = DepartmentLists(
        "lyj",
        department=Department.model_validate({"名称": "市林业局"}),
        powers=(Power.model_validate(power),),
        public_services=(PublicService.model_validate(service),),
    )
    settings = Settings.model_validate({"名称": "试验市"})
    return Register(settings, departments=(lists,), joint_matters=matters)


def matter(*stages: list[dict[str, Any]], **more: Any) -> JointMatter:
    """A joint matter of stages, each the parts that it has."""
    return JointMatter.model_validate(
        {
            "编码": "BL-1",
            "名称": "开办林场一件事",
            "牵头部门": "市林业局",
            "窗口": "综合窗口",
            "阶段": [{"名称": f"第{n}阶段", "并联": parts} for n, parts in enumerate(stages, 1)],
            **more,
        }
    )


def part(name: str, limit: str | None = None, *after: str, body: str = "") -> dict[str, Any]:
    """A part that is no item of the register."""
    told = {"名称": name, "部门": body or f"{name}局", "时限": limit, "在后": list(after)}
    return {key: value for key, value in told.items() if value}
