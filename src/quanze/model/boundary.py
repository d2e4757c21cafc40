"""职责边界清单: matters in which two or more departments meet."""

from __future__ import annotations

from enum import StrEnum

from quanze.model.basis import Bases
from quanze.model.element import Element, SharedTexts, element, optional
from quanze.model.item_code import ItemCode
from quanze.model.items import Text


class Role(StrEnum):
    """A department's part in a boundary matter."""

    LEAD = "牵头"
    MAIN = "主办"
    ASSIST = "协办"
    COOPERATE = "配合"


class Share(Element):
    """一个部门在这件事上的分工。"""

    department: str = element("部门", "部门名称")
    role: Role | None = optional("角色", "牵头、主办、协办、配合")
    task: str = element("分工", "这个部门做什么")
    bases: Bases = optional("依据", "分工的依据", ())


class BoundaryMatter(Element):
    """一件需要两个以上部门共同管理的事项。"""

    matter: str = element("管理事项", "共同管理的事项")
    shares: tuple[Share, ...] = optional("部门分工", "各部门的分工", ())
    bases: Bases = optional("依据", "划分职责的依据", ())
    coordinating_body: str | None = optional("议事协调机构", "由议事协调机构统筹时，写它的名称")
    coordination: Text = optional("协调机制", "怎样协调配合")
    dispute: Text = optional("争议处理", "有争议时怎样处理")
    example: Text = optional("案例", "说明分工的例子")
    items: tuple[ItemCode, ...] = optional("相关事项", "涉及的职权（编码）", ())
    remarks: dict[str, str] = optional("备注", "其他内容，按栏目名称记录", {})
    imported_from: str | None = optional("来源", "导入自哪个工作簿的哪一行")


class BoundaryList(Element):
    """boundary.yaml：职责边界清单。"""

    department: str = element("部门", "部门名称，与 department.yaml 一致")
    shared: SharedTexts = optional("共用", "本文件各项都可以引用的内容", {})
    matters: tuple[BoundaryMatter, ...] = optional("职责边界", "职责边界事项", ())
