"""department.yaml: the body that the lists belong to."""

from __future__ import annotations

from quanze.model.basis import Bases
from quanze.model.credit_code import CreditCode
from quanze.model.element import Brief, Element, element, optional
from quanze.model.items import Channels
from quanze.model.level import Level


class Office(Brief):
    """一个内设机构或下属单位。只有名称时可以直接写成一行文字。"""

    text_key = "名称"

    name: str = element("名称", "机构名称")
    duty: str | None = optional("职责", "主要职责")
    phone: str | None = optional("电话", "办公电话")
    place: str | None = optional("地点", "办公地点")


class Counter(Element):
    """一个办事窗口。"""

    name: str = element("名称", "窗口名称")
    place: str = element("地点", "地址、楼层、窗口号")
    hours: str | None = optional("时间", "办公时间")
    phone: str | None = optional("电话", "窗口电话")


class Department(Element):
    """一个部门。"""

    name: str = element("名称", "部门名称")
    short_name: str | None = optional("简称", "部门简称")
    credit_code: CreditCode | None = optional("统一社会信用代码", "18 位，要加引号")
    level: Level | None = optional("层级", "省级、市级、县级 …")
    order: int = optional("排序", "在网站上的次序，从小到大", 1000)
    charter: Bases = optional("三定依据", "“三定”规定的文号和名称", ())
    functions: str | None = optional("职能", "部门职能概述")
    offices: tuple[Office, ...] = optional("内设机构", "内设机构和下属单位", ())
    counters: tuple[Counter, ...] = optional("窗口", "办事窗口", ())
    consultation: Channels = optional("咨询方式", "到哪里问", ())
    supervision: Channels = optional("监督渠道", "监督投诉的渠道", ())
    former_names: tuple[str, ...] = optional("曾用名", "机构改革前的名称", ())
    website: str | None = optional("网站", "部门网站")
    published_counts: dict[str, int] = optional(
        "公布项数", "公告、表头写的项数，供核对：合计、行政许可、行政处罚 …", {}
    )
    remarks: dict[str, str] = optional("备注", "其他内容", {})
