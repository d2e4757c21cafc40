"""What a batch of delegation is made of: demands, pilots, receivers, items, agreements, hand-over, events."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from quanze.model.basis import Bases
from quanze.model.credit_code import CreditCode
from quanze.model.division import DivisionCode
from quanze.model.document_number import DocumentNumber
from quanze.model.element import Brief, Element, element, optional
from quanze.model.item_code import ItemCode
from quanze.model.items import Text
from quanze.model.level import Level
from quanze.model.power_type import PowerType
from quanze.model.written_date import WrittenDate


class DelegationMode(StrEnum):
    """How power goes to a lower level."""

    DEVOLVED = "下放"
    ENTRUSTED = "委托"
    DIRECT = "直接下放"
    WINDOW = "服务窗口前移"
    EXAMINATION = "下放实质性审核权"

    @property
    def leaves_power(self) -> bool:
        """Whether the power stays the giver's: it is exercised in the giver's name, or decided there."""
        return self not in (DelegationMode.DEVOLVED, DelegationMode.DIRECT)

    @property
    def moves_handling(self) -> bool:
        """Whether the receiver handles cases itself; a window only takes them in and gives them out."""
        return self is not DelegationMode.WINDOW


class ReceiverNature(StrEnum):
    """What a receiver is: the law allows some powers to some bodies only (许可法24, 处罚法21)."""

    ORGAN = "行政机关"
    ZONE = "开发区管理机构"
    PUBLIC = "具有管理公共事务职能的组织"
    OTHER = "其他组织"


class Answer(StrEnum):
    """What became of a demand."""

    ACCEPTED = "采纳"
    PARTLY = "部分采纳"
    DECLINED = "暂不采纳"


class Stage(StrEnum):
    """The steps in the life of a batch."""

    DEMAND = "征求需求"
    DECISION = "决定"
    PUBLICATION = "公布"
    TRAINING = "培训"
    HANDOVER = "交接"
    FILING = "备案"
    REPORT = "行权报告"
    EVALUATION = "评估"
    EXTENSION = "延期"
    CHANGE = "调整"
    WITHDRAWAL = "收回"


class Term(Element):
    """期限：从哪一天起，到哪一天止（含当天）。"""

    since: WrittenDate = element("自", "从哪一天起", examples=["2026-09-01"])
    until: WrittenDate | None = optional("至", "到哪一天止；没有定的不写", examples=["2028-08-31"])


class Demand(Element):
    """一项需求：下级想要什么权力（点菜）。"""

    asker: str = element("提出", "哪个地区、哪个机关提出", examples=["东丰县"])
    item: str = element("事项", "想要承接的事项的名称")
    code: ItemCode | None = optional("编码", "这个事项在放权部门清单里的编码")
    mode: DelegationMode | None = optional("方式", "希望用什么方式")
    date: WrittenDate | None = optional("日期", "哪一天提出")
    reason: Text = optional("理由", "为什么需要，有没有承接能力")
    answer: Answer | None = optional("答复", "采纳、部分采纳、暂不采纳")
    answer_note: Text = optional("答复说明", "不采纳的理由，或者采纳的范围")
    answered: WrittenDate | None = optional("答复日期", "哪一天答复")


class PilotStep(Element):
    """试点的一步：先给哪些地区。"""

    name: str = element("步骤", "这一步叫什么", examples=["第一步"])
    regions: tuple[str, ...] = element("地区", "哪些地区先行")
    items: tuple[ItemCode, ...] = optional("事项", "只试部分事项的，写编码", ())
    since: WrittenDate | None = optional("自", "从哪一天起")
    until: WrittenDate | None = optional("至", "到哪一天止")
    result: Text = optional("结果", "试点的评估结果")
    note: Text = optional("说明", "其他说明")


class Receiver(Element):
    """承接主体：接受下放、委托的机关或组织。"""

    name: str = element("名称", "全称", examples=["东丰县住房和城乡建设局"])
    region: str | None = optional("地区", "哪个地区的")
    division: DivisionCode | None = optional("行政区划代码", "6 位或 12 位，要加引号")
    level: Level | None = optional("层级", "哪一级", examples=["县级"])
    nature: ReceiverNature | None = optional(
        "性质", "行政机关，或者什么组织；行政许可只能委托行政机关"
    )
    credit_code: CreditCode | None = optional("统一社会信用代码", "18 位，要加引号")
    office: str | None = optional("承办机构", "具体办理的内设机构或单位")
    capacity: Text = optional("承接条件", "人员、执法资格、场所、设备，怎样具备承接的条件")
    contact: str | None = optional("联系方式", "公开的办公电话，不写个人电话")


class Taking(Brief):
    """谁承接这一项。只有名称时可以直接写成一行文字。"""

    text_key = "主体"

    receiver: str = element("主体", "承接主体的名称，与“承接主体”里的一致")
    code: ItemCode | None = optional("编码", "这个事项在承接主体清单里的编码")


class DelegatedItem(Element):
    """一个下放、委托的事项。没有写的方式、部门、期限、责任，与整批相同。"""

    code: ItemCode = element("编码", "放权部门清单里的编码，要加引号")
    name: str = element("名称", "事项名称")
    type: PowerType | None = optional("类型", "权力类型", examples=["行政许可"])
    catalogue_code: ItemCode | None = optional("基本编码", "目录编码，各级一致")
    sub_item: str | None = optional("子项", "只给一个子项的，写子项名称")
    mode: DelegationMode | None = optional("方式", "与整批不同时才写")
    giver: str | None = optional("放权部门", "与整批不同时才写")
    takings: tuple[Taking, ...] = optional("承接", "谁承接、承接后的编码；不写就是全部承接主体", ())
    content: Text = optional("具体内容", "给出去的是什么")
    scope: Text = optional("权限", "到什么程度：地域、种类、幅度、金额")
    stages: tuple[str, ...] = optional(
        "承接环节", "承接主体办哪些环节，如 受理、审查、决定、送达", ()
    )
    kept_stages: tuple[str, ...] = optional("保留环节", "放权部门还办哪些环节", ())
    cut_stages: tuple[str, ...] = optional("削减环节", "不再办的环节，改为告知、备案、即办", ())
    term: Term | None = optional("期限", "与整批不同时才写")
    responsibility: Text = optional("责任", "法律责任由谁承担；与整批不同时才写")
    oversight: Text = optional("后续监管", "放权部门怎样监督；与整批不同时才写")
    bases: Bases = optional("依据", "允许下放、委托的法律、法规、规章", ())
    adjustment: str | None = optional("调整记录", "记录它的动态调整记录的编号", examples=["2026-2"])
    remarks: dict[str, str] = optional("备注", "其他内容，按栏目名称记录", {})

    def codes(self) -> tuple[str, ...]:
        """Return the codes that it goes by, in the giver's list and in the receivers', each once."""
        received = (str(one.code) for one in self.takings if one.code)
        return tuple(dict.fromkeys((str(self.code), *received)))


class Agreement(Element):
    """委托协议。六项内容：事项内容、执行方式、双方权利义务、责任划分、监管措施、期限。"""

    number: str | None = optional("编号", "协议的编号")
    giver: str | None = optional("委托机关", "与整批的放权部门不同时才写")
    receiver: str = element("受委托机关", "承接主体的名称")
    items: tuple[ItemCode, ...] = optional("事项", "委托哪些事项（编码）；不写就是全部委托事项", ())
    signed: WrittenDate | None = optional("签订日期", "哪一天签订")
    content: Text = optional("事项内容", "委托的具体事项和权限")
    manner: Text = optional("执行方式", "以谁的名义、怎样办理")
    rights: Text = optional("双方权利义务", "委托机关和受委托机关的权利、义务")
    liability: Text = optional("责任划分", "行为的后果由谁承担，过错怎样追究")
    oversight: Text = optional("监管措施", "委托机关怎样监督")
    term: Term | None = optional("期限", "委托从哪一天起，到哪一天止")
    published: WrittenDate | None = optional("公布日期", "委托书哪一天向社会公布")
    url: str | None = optional("网址", "公布的网址")

    @property
    def name(self) -> str:
        """With whom it is, as findings show it."""
        return f"与{self.receiver}的协议"


CONTENTS: Final = {
    "事项内容": "content",
    "执行方式": "manner",
    "双方权利义务": "rights",
    "责任划分": "liability",
    "监管措施": "oversight",
    "期限": "term",
}
"""What an agreement has to hold (吉发〔2020〕7号第七条): its name -> the element that holds it."""


class _ForReceivers:
    """What is about all receivers of a batch, or about some."""

    if TYPE_CHECKING:
        receivers: tuple[str, ...]  # seen here by pydantic, it would be the first element of all

    def reaches(self, receiver: str) -> bool:
        """Whether it is about what a receiver takes."""
        return not self.receivers or receiver in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self.receivers)


class HandoverList(_ForReceivers, Element):
    """移交清单：交了什么。"""

    receivers: tuple[str, ...] = optional("承接主体", "交给谁；不写就是全部承接主体", ())
    items: tuple[ItemCode, ...] = optional("事项", "为哪些事项（编码）；不写就是全部事项", ())
    laws: tuple[str, ...] = optional("法律法规", "有关的法律、法规、规章", ())
    documents: tuple[str, ...] = optional("文件", "规范性文件、政策文件", ())
    forms: tuple[str, ...] = optional("表证单书", "表格、证照、单据、文书", ())
    standards: tuple[str, ...] = optional("标准", "审批标准、技术规范、标准化成果", ())
    plan: str | None = optional("工作方案", "移交的工作方案")
    note: Text = optional("说明", "系统账号、档案等其他移交")


class DelegationEvent(_ForReceivers, Element):
    """办理的一步：决定、公布、培训、交接、备案、评估、延期、收回 …"""

    stage: Stage = element("步骤", "哪一步", examples=["交接"])
    date: WrittenDate | None = optional("日期", "哪一天完成；还没有完成的不写")
    planned: WrittenDate | None = optional("计划", "计划哪一天完成")
    body: str | None = optional("机关", "由哪个机关办理")
    number: DocumentNumber | None = optional("文号", "文件的文号")
    receivers: tuple[str, ...] = optional("承接主体", "只涉及部分承接主体的，写名称", ())
    items: tuple[ItemCode, ...] = optional("事项", "只涉及部分事项的，写编码", ())
    until: WrittenDate | None = optional("延期至", "延期的，写明新的截止日期")
    result: Text = optional("结果", "评估的结论、延期或收回的理由")
    note: Text = optional("说明", "其他说明")

    @property
    def name(self) -> str:
        """What it is, as findings show it."""
        return str(self.stage)
