"""adjustments/<year>-<n>.yaml: 动态调整记录, what changed, on what ground, approved by whom."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final

from quanze.model.adjustment_words import ChangeLevel, Trigger
from quanze.model.document_number import DocumentNumber
from quanze.model.element import Element, Origin, element, optional
from quanze.model.item_code import ItemCode
from quanze.model.items import Text
from quanze.model.written_date import WrittenDate


class ListName(StrEnum):
    """The lists whose changes are recorded."""

    POWER = "事项"
    DEPARTMENT = "部门"
    DUTY = "责任事项"
    SERVICE = "公共服务事项"
    OVERSIGHT = "事中事后监管"
    BOUNDARY = "职责边界"
    FLOW = "流程"


KNOWN_ALONE: Final = (ListName.POWER, ListName.DUTY, ListName.DEPARTMENT)
"""Lists whose entries are known without their department."""


class DocumentFate(StrEnum):
    """What becomes of a 规范性文件 that rests on an adjusted item."""

    REVISE = "修改"
    KEEP = "继续执行"
    LAPSE = "失效"
    ABOLISH = "废止"


class Ground(Element):
    """调整依据的一份文件。"""

    name: str = element("名称", "文件名称，法规带书名号", examples=["《中华人民共和国公路法》"])
    number: DocumentNumber | None = optional("文号", "文号或令号")
    articles: str | None = optional("条款", "条、款、项")
    note: str | None = optional("说明", "这份文件说了什么")


class ElementRecord(Element):
    """一个要素从什么改成什么。没有“原”是新写的，没有“新”是删去的。"""

    name: str = element("要素", "要素的名称，与清单里的一致", examples=["法定时限"])
    old: Any = optional("原", "原来的内容")
    new: Any = optional("新", "现在的内容")


class RecordedChange(Element):
    """一处变更。种类、对象和内容由 quanze 填写；原则、理由、去向或来自、后续监管由人决定。"""

    kind: str = element("种类", "新增、取消、下放、合并、要素变更 …；quanze diff --kinds 列出全部")
    list_name: ListName = optional("清单", "哪一张清单", ListName.POWER)
    key: str = element("对象", "事项的编码；其他清单写名称")
    name: str | None = optional("名称", "事项或制度的名称")
    department: str | None = optional("部门", "所在部门（变更以后）")
    old_key: str | None = optional("原对象", "换了编码或名称的，写原来的")
    old_department: str | None = optional("原部门", "划转前的部门")
    related: tuple[ItemCode, ...] = optional("关联", "合并、拆分涉及的其他编码", ())
    level: ChangeLevel = element("级别", "实质性、要素、文字")
    elements: tuple[ElementRecord, ...] = optional("要素", "改了哪些要素", ())
    content: dict[str, Any] | None = optional("内容", "新增的全部内容")
    former: dict[str, Any] | None = optional(
        "原内容", "不再行使的职权，原来的类型、行使主体和设定依据"
    )
    fingerprint: str | None = optional("原指纹", "删去的内容的指纹，用来核对")
    principle: str | None = optional("原则", "按哪一条清理原则", examples=["无依据取消"])
    reason: Text = optional("理由", "为什么这样调整")
    destination: str | None = optional("去向", "下放、转移、收回给谁")
    former_holder: str | None = optional("来自", "承接的、从别处转来的，原来由谁行使")
    oversight: Text = optional("后续监管", "取消、下放以后怎样监管")

    @property
    def scope(self) -> str:
        """The department within which the entry is known; empty where it is known without."""
        return "" if self.list_name in KNOWN_ALONE else self.department or ""

    @property
    def other_body(self) -> str:
        """To whom the power went, or from whom it came; empty where nobody wrote it."""
        return self.destination or self.former_holder or ""


class StepTaken(Element):
    """办理的一步：谁、哪一天、文号。"""

    step: str = element("步骤", "申请、审核、合法性审查、批准、向社会公开 …", examples=["申请"])
    date: WrittenDate | None = optional("日期", "哪一天完成", examples=["2024-06-30"])
    body: str | None = optional("机关", "由哪个机关办理", examples=["市人民政府"])
    number: DocumentNumber | None = optional("文号", "批准文件的文号")
    note: str | None = optional("说明", "意见、结果")


class AffectedDocument(Element):
    """依据被调整事项的一份规范性文件，以及怎样处理。"""

    name: str = element("名称", "规范性文件的名称")
    number: DocumentNumber | None = optional("文号", "文号")
    items: tuple[ItemCode, ...] = optional("依据事项", "它依据哪些被调整的事项", ())
    fate: DocumentFate | None = optional("处理", "修改、继续执行、失效、废止")


class Totals(Element):
    """权力事项的项数：原有 + 增加 - 减少 = 现有。"""

    before: int = element("原有", "调整前的项数")
    added: int = element("增加", "增加的项数")
    removed: int = element("减少", "减少的项数")
    after: int = element("现有", "调整后的项数")
    kinds: dict[str, int] = optional("种类", "每一种变更涉及多少处", {})


class AdjustmentRecord(Element):
    """动态调整记录。quanze record 生成，人补写依据和办理情况；批准以后不再改写。"""

    number: str = element("编号", "年份-序号，与文件名一致", examples=["2024-1"])
    title: str | None = optional("标题", "这次调整叫什么")
    level: ChangeLevel = element("级别", "各处变更里最重的级别")
    trigger: Trigger | None = optional("事由", "因为什么调整")
    grounds: tuple[Ground, ...] = optional("依据", "据以调整的文件", ())
    explanation: Text = optional("说明", "总的说明")
    steps: tuple[StepTaken, ...] = optional("办理", "从事由发生到公布的各步", ())
    totals: Totals = element("合计", "项数的变化")
    documents: tuple[AffectedDocument, ...] = optional("规范性文件", "需要处理的规范性文件", ())
    changes: tuple[RecordedChange, ...] = element("变更", "全部变更")

    def written_at(self, origin: Origin) -> None:
        """Remember where the record and each of its changes are written."""
        super().written_at(origin)
        for index, change in enumerate(self.changes):
            change.written_at(origin.at("变更", index))

    def taken(self, step: str) -> StepTaken | None:
        """Return a step that has been taken; None where it has no date yet."""
        return next((one for one in self.steps if one.step == step and one.date), None)
