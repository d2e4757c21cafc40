"""Parts of an item that several lists use: materials, fees, discretion, joint handling."""

from __future__ import annotations

from enum import StrEnum

from quanze.model.basis import Bases
from quanze.model.element import Brief, Element, Shared, element, optional
from quanze.model.period import Period


class YesNo(StrEnum):
    """是 or 否, as officials write it."""

    YES = "是"
    NO = "否"


class Material(Brief):
    """一份申请材料。只有名称时可以直接写成一行文字。"""

    text_key = "名称"

    name: str = element("名称", "材料名称；不得写“其他材料”（行政许可法第三十条）")
    form: str | None = optional("形式", "原件、复印件、电子", examples=["原件"])
    copies: int | None = optional("份数", "需要几份")
    required: YesNo | None = optional("必要", "是否必须提交")
    source: str | None = optional("来源", "申请人自备、政府部门核发、中介机构出具")
    exemption: str | None = optional("免交", "免于提交的情形，如可调取电子证照")
    basis: str | None = optional("依据", "要求这份材料的条款")
    sample: str | None = optional("样本", "示范文本的地址")
    note: str | None = optional("备注", "其他说明")


class Fee(Element):
    """收费：项目、标准、依据和减免。不收费时直接写“不收费”。"""

    name: str | None = optional("项目", "收费项目名称")
    standard: str = element("标准", "收费标准")
    basis: Bases = optional("依据", "收费的依据；许可收费须有法律、行政法规依据", ())
    reduction: str | None = optional("减免", "减征、缓征、免征、停征的情形")
    payment: str | None = optional("缴纳方式", "在哪里、怎样、多久之内缴纳")


class DiscretionStep(Element):
    """裁量基准的一个阶次。"""

    step: str = element("阶次", "如 轻微、较轻、一般、较重、严重")
    condition: str = element("情形", "适用的情形")
    standard: str = element("标准", "裁量的种类和幅度")
    basis: str | None = optional("依据", "裁量基准的依据")


class Levy(Element):
    """征收的征、停、减、缓、免。"""

    levy: str | None = optional("征", "应当征收的情形和标准")
    stop: str | None = optional("停", "停止征收的情形")
    reduce: str | None = optional("减", "减征的情形和标准")
    defer: str | None = optional("缓", "缓征的情形和期限")
    exempt: str | None = optional("免", "免征的情形")
    payment: str | None = optional("缴纳方式", "缴纳的方式和期限")


class IntermediaryService(Element):
    """办理这个事项要先做的中介服务。"""

    name: str = element("名称", "中介服务名称")
    body: str | None = optional("机构", "由什么机构出具")
    period: Period | None = optional("时限", "中介服务需要的时间")
    fee: str | None = optional("收费", "收费标准")
    basis: Bases = optional("依据", "法律、法规或国务院决定（优化营商环境条例第四十三条）", ())


class JointHandling(Element):
    """并联办理：一个牵头部门，各部门同时办理。"""

    lead: str | None = optional("牵头部门", "统一受理的部门")
    bodies: tuple[str, ...] = optional("参与部门", "同时办理的部门", ())
    limit: Period | None = optional("时限", "并联办理的总时限")
    window: str | None = optional("窗口", "统一受理的窗口")


class SpecialProcedure(Brief):
    """不计入时限的特别程序（行政许可法第四十五条）。只有名称时可以直接写成一行文字。"""

    text_key = "名称"

    name: str = element("名称", "听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审 …")
    limit: Period | None = optional("时限", "这个程序需要的时间")
    basis: str | None = optional("依据", "不计入时限的依据")


class Channel(Brief):
    """一条咨询、监督或救济渠道。只有一行文字时可以直接写。"""

    text_key = "名称"

    name: str = element("名称", "如 电话、网站、信函、窗口")
    address: str | None = optional("地址", "号码、网址或地点")
    hours: str | None = optional("时间", "受理时间")


Materials = Shared[tuple[Material, ...]]
Procedures = Shared[tuple[SpecialProcedure, ...]]
Channels = Shared[tuple[Channel, ...]]
Text = Shared[str | None]
"""A text that may be shared."""
