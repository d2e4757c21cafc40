"""议事协调机构: bodies in which departments work together, with the tasks of each member."""

from __future__ import annotations

from quanze.model.basis import Bases
from quanze.model.element import Brief, Element, element, optional
from quanze.model.item_code import ItemCode
from quanze.model.items import Text
from quanze.model.written_date import WrittenDate


class Member(Brief):
    """一个成员单位。只有名称时可以直接写成一行文字。"""

    text_key = "部门"

    department: str = element("部门", "成员单位的名称")
    duty: Text = optional("职责", "在这个机构里承担什么")


class CoordinatedTask(Element):
    """议事协调机构的一项任务：谁主办，谁协办。"""

    task: str = element("任务", "做什么")
    lead: str | None = optional("主办", "由哪个部门主办")
    assisting: tuple[str, ...] = optional("协办", "哪些部门协办", ())
    due: str | None = optional("时限", "什么时候完成，如 每年12月底前")
    items: tuple[ItemCode, ...] = optional("相关事项", "涉及的职权（编码）", ())
    bases: Bases = optional("依据", "任务的依据", ())


class CoordinatingBody(Element):
    """一个议事协调机构：牵头部门、成员单位、任务、工作规则。"""

    name: str = element("名称", "机构的名称", examples=["市安全生产委员会"])
    lead: str | None = optional("牵头部门", "办公室所在的部门")
    office: str | None = optional("办公室", "办公室的名称")
    members: tuple[Member, ...] = optional("成员单位", "有哪些成员单位，各承担什么", ())
    tasks: tuple[CoordinatedTask, ...] = optional("任务", "牵头或承担的工作", ())
    rules: tuple[str, ...] = optional("工作规则", "工作规则的名称，与“配套制度”里的一致", ())
    mechanism: Text = optional("协作机制", "会议、通报、联合检查等怎样协作")
    bases: Bases = optional("依据", "设立的依据", ())
    since: WrittenDate | None = optional("设立", "哪一天设立")
    until: WrittenDate | None = optional("撤销", "哪一天撤销；没有撤销的不写")
    remarks: dict[str, str] = optional("备注", "其他内容，按栏目名称记录", {})
