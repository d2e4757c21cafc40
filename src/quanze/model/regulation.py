"""regulations.yaml: 配套制度, by which rules each power is exercised, and who coordinates them."""

from __future__ import annotations

import datetime
from enum import StrEnum

from quanze.model.adjustment import DocumentFate
from quanze.model.basis import Bases
from quanze.model.coordinating_body import CoordinatingBody
from quanze.model.document_number import DocumentNumber
from quanze.model.element import Element, SharedTexts, element, optional
from quanze.model.item_code import ItemCode
from quanze.model.items import Text, YesNo
from quanze.model.written_date import WrittenDate


class RegulationKind(StrEnum):
    """The four parts of a department's regulations (济南市政府部门制度建设三年行动计划)."""

    LIST = "权责清单制度"
    OPERATION = "权责运行制度"
    LAWFULNESS = "依法行政保障制度"
    INTERNAL = "内部管理制度"


class RegulationState(StrEnum):
    """Where a regulation stands in its life."""

    DRAFT = "起草中"
    VALID = "有效"
    UNDER_REVISION = "修改中"
    LAPSED = "失效"
    ABOLISHED = "废止"


class Consultation(Element):
    """听取意见的一次活动。"""

    manner: str = element("方式", "专家论证、风险评估、公示公告、听证会 …", examples=["专家论证"])
    date: WrittenDate | None = optional("日期", "哪一天")
    result: Text = optional("结果", "有什么意见，采纳了没有")


class LegalityReview(Element):
    """合法性审查：出台以前必须经过。"""

    date: WrittenDate | None = optional("日期", "哪一天审查完")
    body: str | None = optional("机关", "由谁审查", examples=["市司法局"])
    opinion: Text = optional("意见", "审查的结论")
    number: DocumentNumber | None = optional("文号", "审查意见书的文号")


class Registration(Element):
    """统一登记。"""

    number: str | None = optional("登记号", "登记的号")
    date: WrittenDate | None = optional("日期", "哪一天登记")
    body: str | None = optional("机关", "由谁登记")


class Publication(Element):
    """统一公布。"""

    date: WrittenDate | None = optional("日期", "哪一天公布")
    medium: str | None = optional("载体", "在哪里公布", examples=["市人民政府公报"])
    url: str | None = optional("网址", "公布的网址")


class Filing(Element):
    """备案：正式发布后报上级机关。"""

    date: WrittenDate | None = optional("日期", "哪一天报送")
    body: str | None = optional("机关", "报给谁")
    number: DocumentNumber | None = optional("文号", "备案的文号")


class Evaluation(Element):
    """一次后评估。"""

    date: WrittenDate | None = optional("日期", "哪一天评估完")
    body: str | None = optional("机关", "由谁评估")
    opinion: Text = optional("意见", "管理服务对象的评价，发现的问题")
    fate: DocumentFate | None = optional("结论", "修改、继续执行、失效、废止")


class OperatingRegulation(Element):
    """一项配套制度：按照它行使职权。"""

    name: str = element("名称", "制度全称，带书名号", examples=["《食品经营许可工作规程》"])
    number: str | None = optional("统一编号", "统一编制的号", examples=["LYGZ-2026-001"])
    document_number: DocumentNumber | None = optional("文号", "发布文件的文号")
    kind: RegulationKind | None = optional("种类", "哪一类制度")
    body: str | None = optional("制定机关", "以谁的名义发布")
    department: str | None = optional("起草部门", "由哪个部门起草、解释；与制定机关不同时才写")
    items: tuple[ItemCode, ...] = optional("适用事项", "规范哪些职权（编码）", ())
    matters: tuple[str, ...] = optional(
        "适用职责边界", "规范哪些职责边界事项（管理事项的名称）", ()
    )
    content: Text = optional("主要内容", "规定了什么")
    has_discretion: YesNo | None = optional("裁量基准", "是否写明裁量基准")
    affects: YesNo | None = optional(
        "影响权利义务", "是否可能影响企业利益、公民权利义务；不影响的写 否，不查制定的手续"
    )
    bases: Bases = optional("依据", "制定的依据", ())
    consultations: tuple[Consultation, ...] = optional(
        "听取意见", "影响企业和群众的，怎样听取意见", ()
    )
    review: LegalityReview | None = optional("合法性审查", "谁、哪一天、什么结论")
    registration: Registration | None = optional("统一登记", "登记号、日期、机关")
    publication: Publication | None = optional("统一公布", "日期、载体、网址")
    filing: Filing | None = optional("备案", "哪一天报给谁")
    since: WrittenDate | None = optional("施行", "从哪一天起施行")
    until: WrittenDate | None = optional("有效期至", "到哪一天止（含当天）；长期有效的不写")
    abolished: WrittenDate | None = optional("废止", "从哪一天起废止")
    state: RegulationState = optional(
        "状态", "起草中、有效、修改中、失效、废止", RegulationState.VALID
    )
    evaluations: tuple[Evaluation, ...] = optional("后评估", "历次后评估", ())
    next_evaluation: WrittenDate | None = optional("下次评估", "计划哪一天评估")
    replaces: tuple[str, ...] = optional("代替", "代替以前的哪些制度", ())
    remarks: dict[str, str] = optional("备注", "其他内容，按栏目名称记录", {})
    imported_from: str | None = optional("来源", "导入自哪个工作簿的哪一行")

    def in_force(self, day: datetime.date) -> bool:
        """Whether it applies on a day; one without a first day does where its state says so."""
        return (
            self.state in (RegulationState.VALID, RegulationState.UNDER_REVISION)
            and (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
            and (self.abolished is None or day < self.abolished)
        )


class RegulationList(Element):
    """regulations.yaml：配套制度和议事协调机构。"""

    shared: SharedTexts = optional("共用", "本文件各项都可以引用的内容", {})
    regulations: tuple[OperatingRegulation, ...] = optional("配套制度", "职权运行的各项制度", ())
    coordinating_bodies: tuple[CoordinatingBody, ...] = optional(
        "议事协调机构", "几个部门共同工作的机构", ()
    )
