"""references/*.yaml: lists of others that a register is compared with."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator

from quanze.model.document_number import DocumentNumber
from quanze.model.element import Element, Origin, element, optional
from quanze.model.item_code import ItemCode
from quanze.model.level import Level
from quanze.model.power_type import PowerType
from quanze.model.written_date import WrittenDate


class ReferenceKind(StrEnum):
    """What a reference list lists, and so which rules go by it."""

    CANCELLED = "取消事项"
    DEVOLVED = "下放事项"
    CATALOGUE = "上级目录"
    PERMITS = "许可事项清单"
    HANDLED = "实际办理"
    DOCUMENTS = "规范性文件"


class ReferenceItem(Element):
    """参照清单里的一项。"""

    code: ItemCode | None = optional("编码", "实施编码或者本地编码，要加引号")
    catalogue_code: ItemCode | None = optional("基本编码", "目录编码，各级一致；有它才能准确对上")
    name: str = element("名称", "事项名称，或者规范性文件的名称")
    type: PowerType | None = optional("类型", "权力类型", examples=["行政许可"])
    level: Level | None = optional(
        "层级",
        "取消的、下放后行使的、目录里行使的是哪一级；几级共有的用顿号隔开",
        examples=["市级、县级"],
    )
    former_level: Level | None = optional(
        "原层级", "下放以前由哪一级行使；不再行使的才写", examples=["省级"]
    )
    regions: tuple[str, ...] = optional("地区", "只给某些地区的，写明地区；不写就是各地", ())
    scope: str | None = optional("范围", "只取消或者下放一部分的，写明哪一部分")
    replaced_by: str | None = optional(
        "改为", "取消以后改成什么，如 备案；写了就可以按它列在清单里", examples=["备案"]
    )
    merged: tuple[ItemCode, ...] = optional("合并自", "并入这一项的旧编码", ())
    department: str | None = optional("部门", "主管部门，或者办理的部门")
    count: int | None = optional("件数", "实际办理了多少件")
    number: DocumentNumber | None = optional("文号", "规范性文件的文号")
    items: tuple[ItemCode, ...] = optional("依据事项", "规范性文件所依据的事项的编码", ())
    laws: tuple[str, ...] = optional("依据法规", "规范性文件所依据的法规，带书名号", ())
    note: str | None = optional("说明", "其他说明")


class ReferenceList(Element):
    """references/ 里的一个文件：一份参照清单。清单库与它对照，它本身不公布。"""

    kind: ReferenceKind = element("种类", "这份清单列的是什么")
    name: str | None = optional("名称", "清单的名称")
    authority: str = element("出处", "文号，没有文号的写从哪里来", examples=["国发〔2020〕13号"])
    date: WrittenDate = element("日期", "从哪一天起按它执行；实际办理写统计到哪一天")
    items: tuple[ReferenceItem, ...] = optional("事项", "清单的各项", ())

    @model_validator(mode="after")
    def _levels_of_a_devolution(self) -> ReferenceList:
        for index, item in enumerate(self.items, 1):
            if self.kind is ReferenceKind.DEVOLVED and not item.level:
                raise ValueError(f"里第{index}项没有写下放给哪一级；补写“层级: …”")
        return self

    @property
    def title(self) -> str:
        """How a message names the list."""
        return f"{self.name}（{self.authority}）" if self.name else self.authority

    def written_at(self, origin: Origin) -> None:
        """Remember where the list and each of its items are written."""
        super().written_at(origin)
        for index, item in enumerate(self.items):
            item.written_at(origin.at("事项", index))
