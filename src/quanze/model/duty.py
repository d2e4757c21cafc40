"""责任清单: main duties, duties per power, public services, oversight measures."""

from __future__ import annotations

from quanze.model.basis import Bases
from quanze.model.element import Brief, Element, Shared, SharedTexts, element, optional
from quanze.model.item_code import ItemCode
from quanze.model.items import Channels, Fee, Materials, Text
from quanze.model.period import Period


class DutyStage(Brief):
    """一个环节的责任，如 受理责任、审查责任。只有内容时可以直接写成一行文字。"""

    text_key = "内容"

    stage: str | None = optional("环节", "责任的环节", examples=["受理责任"])
    content: str = element("内容", "应当做什么")
    bases: Bases = optional("依据", "这项责任的依据", ())
    post: str | None = optional("责任岗位", "由哪个岗位承担")


Stages = Shared[tuple[DutyStage, ...]]


class Accountability(Element):
    """追责情形及其依据。"""

    cases: str | None = optional("情形", "哪些行为要追责")
    scope: str | None = optional("对象范围", "追究谁的责任")
    bases: Bases = optional("依据", "追责的依据", ())


class Duty(Element):
    """一项职权对应的责任事项。"""

    item: ItemCode = element("事项", "power.yaml 中事项的编码")
    sub_item: str | None = optional("子项", "只针对某个子项时，写子项名称")
    stages: Stages = optional("责任", "各环节的责任", ())
    bases: Bases = optional("责任依据", "责任事项的依据", ())
    accountability: Shared[Accountability] | None = optional("追责", "追责情形、对象和依据")
    remarks: dict[str, str] = optional("备注", "其他内容，按栏目名称记录", {})
    imported_from: str | None = optional("来源", "导入自哪个工作簿的哪一行")


class MainDuty(Brief):
    """一项主要职责（“三定”规定）。只有内容时可以直接写成一行文字。"""

    text_key = "内容"

    content: str = element("内容", "职责内容")
    tasks: tuple[str, ...] = optional("具体工作", "具体工作事项", ())
    office: str | None = optional("承办机构", "由哪个内设机构承担")
    bases: Bases = optional("依据", "职责的依据", ())


class PublicService(Element):
    """一项公共服务事项。"""

    name: str = element("名称", "服务事项名称")
    code: ItemCode | None = optional("编码", "事项编码")
    content: Text = optional("主要内容", "提供什么服务")
    keywords: tuple[str, ...] = optional("关键词", "群众常用的说法，供查询", ())
    office: str | None = optional("承办机构", "由谁提供")
    joint_bodies: tuple[str, ...] = optional("共同实施部门", "共同提供的部门", ())
    bases: Bases = optional("办理依据", "提供服务的依据", ())
    service_target: str | None = optional("服务对象", "向谁提供")
    conditions: Text = optional("申请条件", "享受服务的条件")
    materials: Materials = optional("申请材料", "需要的材料", ())
    process: Text = optional("服务流程", "怎样办理")
    limit: Period | None = optional("办理时限", "多久办成")
    fee: str | Fee | None = optional("收费", "“不收费”，或收费的依据和标准")
    place: Text = optional("办理地点", "到哪里办")
    website: str | None = optional("网办地址", "网上办理的网址")
    supervision: Channels = optional("监督方式", "咨询投诉的渠道", ())
    remarks: dict[str, str] = optional("备注", "其他内容，按栏目名称记录", {})
    imported_from: str | None = optional("来源", "导入自哪个工作簿的哪一行")


class OversightMeasure(Element):
    """一项事中事后监管制度，含对象、内容、方式、措施、程序、处理方式六个要素。"""

    name: str = element("名称", "制度名称")
    items: tuple[ItemCode, ...] = optional("适用事项", "监管哪些事项（编码）", ())
    target: str | None = optional("监管对象", "监管谁")
    content: Text = optional("监管内容", "监管什么")
    method: Text = optional("监管方式", "怎样监管")
    measures: Text = optional("监管措施", "具体措施")
    procedure: Text = optional("监管程序", "按什么程序")
    handling: Text = optional("处理方式", "发现问题怎样处理")
    random_check: str | None = optional("双随机抽查", "抽查比例和频次")
    office: str | None = optional("承办机构", "由谁负责")
    bases: Bases = optional("依据", "监管的依据", ())
    remarks: dict[str, str] = optional("备注", "其他内容，按栏目名称记录", {})
    imported_from: str | None = optional("来源", "导入自哪个工作簿的哪一行")


class DutyList(Element):
    """duty.yaml：责任清单。"""

    department: str = element("部门", "部门名称，与 department.yaml 一致")
    shared: SharedTexts = optional("共用", "本文件各项都可以引用的内容", {})
    main_duties: tuple[MainDuty, ...] = optional("主要职责", "“三定”规定的主要职责", ())
    duties: tuple[Duty, ...] = optional("责任事项", "与职权对应的责任事项", ())
    public_services: tuple[PublicService, ...] = optional("公共服务事项", "公共服务事项", ())
    oversight: tuple[OversightMeasure, ...] = optional("事中事后监管", "事中事后监管制度", ())
