"""一单 + 一表: a department's powers, each with its information table."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from enum import StrEnum

from quanze.model.basis import Bases
from quanze.model.element import Element, SharedTexts, element, optional
from quanze.model.item_code import ItemCode
from quanze.model.items import (
    Channels,
    DiscretionStep,
    Fee,
    IntermediaryService,
    JointHandling,
    Levy,
    Materials,
    Procedures,
    Text,
    YesNo,
)
from quanze.model.level import Level
from quanze.model.period import Period
from quanze.model.power_type import PowerType
from quanze.model.written_date import WrittenDate


class Regularity(StrEnum):
    """常用权力 is used every day; 非常用权力 is released case by case (一事一审)."""

    REGULAR = "常用"
    RESERVED = "非常用"


class BodyNature(StrEnum):
    """实施主体性质, GB/T 39046-2020 table A.3."""

    ORGAN = "法定机关"
    AUTHORISED = "授权组织"
    ENTRUSTED = "受委托组织"
    OTHER = "其他"


class PowerElements(Element):
    """信息表的各项要素：事项、子项和业务办理项共用。子项没有写的要素，与主项相同。"""

    catalogue_code: ItemCode | None = optional("基本编码", "目录编码，各级一致")
    local_code: ItemCode | None = optional("地方编码", "本地系统里的编码")
    level: Level | None = optional("行使层级", "省级、市级、县级 …", examples=["市级"])
    authority: Text = optional("权限划分", "本级行使的范围，与上下级的分工")
    content: Text = optional("行使内容", "这项职权做什么")
    department_role: Text = optional("部门职责", "本部门在这一事项上的职责")
    body: str | None = optional("行使主体", "以谁的名义行使", examples=["市市场监督管理局"])
    body_nature: BodyNature | None = optional("主体性质", "法定机关、授权组织、受委托组织")
    power_source: str | None = optional(
        "权力来源", "法定本级行使、上级授权、上级委托、下放承接 …", examples=["法定本级行使"]
    )
    entrusting_body: str | None = optional("委托机关", "受委托组织必须写明委托机关")
    authorising_basis: Bases = optional("授权依据", "授权组织必须写明授权的法律、法规", ())
    office: str | None = optional("承办机构", "具体办理的内设机构或单位")
    joint_bodies: tuple[str, ...] = optional("共同实施部门", "共同行使这项职权的其他部门", ())
    joint: JointHandling | None = optional("并联办理", "与其他部门同时办理")
    bases: Bases = optional("设定依据", "设立这项职权的依据，位阶从高到低", ())
    exercise_bases: Bases = optional("行使依据", "规定怎样行使的依据", ())
    themes: tuple[str, ...] = optional("主题", "服务主题，如 开办企业、医疗卫生", ())
    service_target: str | None = optional("服务对象", "自然人、企业法人、事业法人 …")
    handling_type: str | None = optional("办件类型", "即办件、承诺件", examples=["承诺件"])
    conditions: Text = optional("受理条件", "申请应当具备的条件")
    quantity_limit: str | None = optional("数量限制", "有无数量限制")
    materials: Materials = optional("申请材料", "全部材料的目录", ())
    statutory_limit: Period | None = optional("法定时限", "法律规定的期限", examples=["20个工作日"])
    statutory_limit_note: str | None = optional("法定时限说明", "期限的依据、起算和延长")
    promised_limit: Period | None = optional("承诺时限", "向社会承诺的期限", examples=["7个工作日"])
    promised_limit_note: str | None = optional("承诺时限说明", "承诺时限的说明")
    special_procedures: Procedures = optional("特别程序", "不计入时限的程序", ())
    fee: str | Fee | None = optional("收费", "“不收费”，或收费的项目、标准、依据")
    levy: Levy | None = optional("征收标准", "征、停、减、缓、免")
    discretion: tuple[DiscretionStep, ...] = optional("裁量基准", "裁量的阶次", ())
    intermediary: tuple[IntermediaryService, ...] = optional("中介服务", "需要的中介服务", ())
    result: str | None = optional("结果名称", "办结后得到什么")
    result_type: str | None = optional("结果类型", "证照、批文、决定书 …")
    delivery: str | None = optional("送达方式", "窗口领取、邮寄、电子证照")
    flow: str | None = optional("流程", "flow.yaml 中流程的名称", examples=["许可-一般程序"])
    flow_text: Text = optional("办理流程", "流程的文字说明；有流程图时不必写")
    place: Text = optional("办理地点", "到哪里办")
    hours: Text = optional("办理时间", "什么时候可以办")
    website: str | None = optional("网办地址", "网上办理的网址")
    online_depth: str | None = optional("网办深度", "可以在网上办到哪一步", examples=["全程网办"])
    handling_forms: tuple[str, ...] = optional("办理形式", "窗口、网上、邮寄 …", ())
    in_hall: YesNo | None = optional("进驻大厅", "是否进驻政务服务大厅")
    not_in_hall_reason: str | None = optional("未进驻理由", "没有进驻大厅的理由")
    visits: int | None = optional("到现场次数", "办成要跑几次", examples=[0])
    area: str | None = optional("通办范围", "全国、全省、全市通办")
    consultation: Channels = optional("咨询方式", "到哪里问", ())
    supervision: Channels = optional("监督方式", "监督投诉的渠道", ())
    remedy: Text = optional("救济渠道", "行政复议、行政诉讼的途径和期限")
    remarks: dict[str, str] = optional("备注", "其他内容，按栏目名称记录", {})
    imported_from: str | None = optional(
        "来源", "导入自哪个工作簿的哪一行，如 清单.xlsx#行政许可!7"
    )


class Suspension(Element):
    """暂停行使：从哪一天起、到哪一天止、为什么。"""

    since: WrittenDate = element("自", "从哪一天起暂停", examples=["2024-06-30"])
    until: WrittenDate | None = optional("至", "到哪一天止（含当天）；没有定的不写")
    basis: str | None = optional("依据", "据以暂停的文件")
    reason: str | None = optional("理由", "为什么暂停")

    def told_on(self, day: datetime.date) -> str:
        """Say in two words how it stands on a day; empty where it is over."""
        if self.until is not None and self.until < day:
            return ""
        return "暂停行使" if self.since <= day else "将暂停行使"


class HandlingItem(PowerElements):
    """业务办理项：同一事项下的一种具体情形，如 新办、变更、延续、注销。"""

    name: str = element("名称", "业务办理项名称", examples=["变更"])
    code: ItemCode | None = optional("编码", "业务办理项编码")


class SubItem(PowerElements):
    """子项。没有写的要素，与主项相同。"""

    name: str = element("名称", "子项名称")
    code: ItemCode | None = optional("编码", "子项编码")
    type: PowerType | None = optional("类型", "与主项不同时才写")
    handling_items: tuple[HandlingItem, ...] = optional("业务办理项", "子项下的业务办理项", ())


class Power(PowerElements):
    """一项职权。"""

    code: ItemCode = element("编码", "事项的编码，是它唯一的身份；要加引号")
    name: str = element("名称", "职权名称，用法定名称或法条用语", examples=["食品经营许可"])
    type: PowerType = element("类型", "十类权力之一", examples=["行政许可"])
    regularity: Regularity = optional("常用程度", "常用，或一事一审的非常用", Regularity.REGULAR)
    forwarding: YesNo | None = optional("审核转报", "是否只审核后转报上级决定")
    predecessors: tuple[ItemCode, ...] = optional("前身", "更名、合并、划转前的编码", ())
    suspension: Suspension | None = optional("暂停", "暂停行使的，写明起止和依据")
    keywords: tuple[str, ...] = optional("关键词", "群众常用的说法，供查询", ())
    sub_items: tuple[SubItem, ...] = optional("子项", "这项职权的子项", ())
    handling_items: tuple[HandlingItem, ...] = optional("业务办理项", "具体办理的情形", ())


PowerChain = tuple[Power | SubItem | HandlingItem, ...]
"""A power or a part of it, and what it stands in, innermost first: what it does not say, they do."""


def coded_chains(power: Power) -> Iterator[tuple[str, PowerChain]]:
    """Go through a power and those of its parts that have a code of their own."""
    yield str(power.code), (power,)
    for sub in power.sub_items:
        if sub.code:
            yield str(sub.code), (sub, power)
        yield from _handled(sub.handling_items, (sub, power))
    yield from _handled(power.handling_items, (power,))


def _handled(
    items: tuple[HandlingItem, ...], around: PowerChain
) -> Iterator[tuple[str, PowerChain]]:
    yield from ((str(one.code), (one, *around)) for one in items if one.code)


class PowerList(Element):
    """power.yaml：权力清单（一单）和每项职权的信息表（一表）。"""

    department: str = element("部门", "部门名称，与 department.yaml 一致")
    shared: SharedTexts = optional("共用", "本文件各项都可以引用的内容", {})
    powers: tuple[Power, ...] = optional("事项", "本部门的全部职权", ())
