"""quanze.yaml: the settings of a register."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from quanze.model.adjustment_words import ChangeLevel
from quanze.model.division import DivisionCode
from quanze.model.element import Element, SharedTexts, element, optional
from quanze.model.items import YesNo
from quanze.model.level import Level
from quanze.model.period_rule import DeadlineSettings
from quanze.model.programme import Milestone
from quanze.model.working_days import DayNotice

TRIGGER: Final = "调整事由"
"""The step of an adjustment before all others: a law is repealed, a function moves."""


class SeverityWord(StrEnum):
    """A severity as it is written in quanze.yaml."""

    ERROR = "错误"
    WARNING = "警告"
    INFO = "提示"
    OFF = "关闭"


class Waiver(Element):
    """豁免：一个事项的一条规则，到某日为止，有理由。"""

    rule: str = element("规则", "规则代码", examples=["A2"])
    item: str = element("事项", "事项编码；不属于某个事项的问题，写文件的路径")
    reason: str = element("理由", "为什么可以暂时不改")
    until: datetime.date = element("到期", "到哪一天为止", examples=["2027-06-30"])


class RuleSettings(Element):
    """检查规则的设置。"""

    levels: dict[str, SeverityWord] = optional("级别", "规则代码: 错误、警告、提示、关闭", {})
    waivers: tuple[Waiver, ...] = optional("豁免", "暂时不改的问题", ())
    required: dict[str, tuple[str, ...]] = optional(
        "必填要素", "权力类型: 必须填写的要素；“全部”适用于所有类型", {}
    )


class SegmentSettings(Element):
    """编码的一段。"""

    name: str = element("名称", "这一段表示什么")
    length: int | tuple[int, int] = element("长度", "几位；长短不一的写 [最少, 最多]")
    charset: str | tuple[str, ...] = optional(
        "字符",
        "数字、大写字母、小写字母、数字大写字母、数字小写字母、信用代码，或列出允许的字符",
        "数字",
    )
    check: str | None = optional("校验", "统一社会信用代码、行政区划、行使层级、事项类型、类型字母")
    may_lack: bool = optional("可省", "true：这一段可以没有", False)


class CodeSchemeSettings(Element):
    """本地编码方案。"""

    name: str = element("名称", "方案名称")
    source: str | None = optional("来源", "规定这个方案的标准或文件")
    separator: str = optional("分隔符", "编码中的分隔符", "")
    separated: bool = optional("必须分隔", "true：按分隔符分段；省略时分隔符只为好读", False)
    catalogue: tuple[str, ...] = optional("基本编码", "哪些分段连起来是基本编码", ())
    segments: tuple[SegmentSettings, ...] = element("分段", "从左到右的各段")


class DocumentKind(StrEnum):
    """A kind of document for print, in Word and PDF."""

    LIST = "清单"
    GUIDE = "服务指南"
    MANUAL = "业务手册"


class WorkbookSettings(Element):
    """随网站发布的 Excel 工作簿的设置。"""

    by_kind: bool = optional(
        "按类型分表", "true：每类职权一张工作表；不写时全部职权一张目录", False
    )
    edition: bool = optional(
        "一单一表一图",
        "true：每个部门另有一册，每项职权一张工作表，有信息表和流程图；要装 quanze[print]",
        False,
    )


class PublishSettings(Element):
    """网站的设置。"""

    title: str | None = optional("标题", "网站标题")
    owner: str | None = optional("主办单位", "网站的主办单位")
    contact: str | None = optional("联系方式", "公开的联系电话或邮箱")
    notice: str | None = optional("声明", "显示在每页的声明，如 示例，不是官方清单")
    address: str | None = optional("网址", "发布后的网址")
    footer: dict[str, str] = optional("页脚", "网站标识码、ICP 备案号等", {})
    drafts: bool = optional(
        "征求意见", "true：没有批准的调整记录也公布，标明是草稿或者征求意见稿", False
    )
    templates: str | None = optional(
        "模板",
        "清单库里的一个文件夹，其中与 quanze 同名的网页模板代替 quanze 的",
        examples=["publishing/templates"],
    )
    logo: str | None = optional(
        "标志",
        "清单库里的一张图片（svg、png、jpg），显示在每页的标题前面",
        examples=["publishing/logo.svg"],
    )
    synonyms: dict[str, tuple[str, ...]] = optional(
        "同义词",
        "群众的说法: 事项名称里的词，供网站查询；quanze 自带常用的，这里添本地的",
        {},
        examples=[{"赶大集": ["市场开办", "摊位"]}],
    )
    licence: str | None = optional(
        "许可",
        "公开的数据可以按什么条件使用：许可协议的名称或网址；不写时标“未注明”",
        examples=["CC BY 4.0"],
    )
    documents: tuple[DocumentKind, ...] = optional(
        "文档", "随网站发布哪几种供打印的文档（Word、PDF）：清单、服务指南、业务手册", ()
    )
    workbooks: WorkbookSettings = optional(
        "工作簿", "Excel 工作簿的设置", WorkbookSettings.model_construct()
    )


class AdjustmentStep(Element):
    """清单动态调整的一步：谁、在几天之内、做什么。"""

    name: str = element("步骤", "这一步叫什么", examples=["申请"])
    rule: str | None = optional(
        "规则",
        "期限规则的编号，见 quanze deadline --list；没有规定期限的不写",
        examples=["调整-申请-参考"],
    )
    after: str = optional("起算", "从 调整事由 起算，或从前面的哪一步起算", TRIGGER)
    who: str | None = optional("主体", "由谁做；不写时按期限规则", examples=["审改主管部门"])
    levels: tuple[ChangeLevel, ...] = optional(
        "级别", "哪些级别的调整要走这一步", (ChangeLevel.SUBSTANTIAL, ChangeLevel.ELEMENT)
    )
    afterwards: bool = optional(
        "生效以后", "true：调整生效以后才做的一步，如公布；没有做也算批准了", False
    )


class LawSettings(Element):
    """法规条文和清单动态调整的设置。"""

    texts: str | None = optional(
        "条文",
        "法规条文（Markdown 文件）所在的文件夹；不写时用 laws/texts",
        examples=["laws/texts"],
    )
    adjustment: tuple[AdjustmentStep, ...] = optional(
        "调整", "本地清单动态调整的各步和期限；不写时用 quanze 的参考期限", ()
    )


class AdjustmentSettings(Element):
    """动态调整记录的设置。"""

    since: datetime.date | None = optional(
        "自", "从哪一天起，清单的每次改动都要有记录；不写就是从清单库的第一个版本起"
    )
    levels: dict[str, ChangeLevel] = optional(
        "级别", "变更的种类: 实质性、要素、文字；不写的按 quanze 的级别", {}
    )


class DelegationSettings(Element):
    """下放、委托的设置。"""

    follows: YesNo | None = optional(
        "按吉发7号",
        "是：按吉发〔2020〕7号检查期限、交接、备案；不写时，行政区划代码写明是外省的不查，其余都查",
    )
    warning_days: Annotated[int, Field(ge=1, le=3650)] | None = optional(
        "期满预警", "期限届满前多少天开始提醒；不写时 90 天（暂定，文件没有规定）", examples=[60]
    )
    report_months: Annotated[int, Field(ge=1, le=120)] | None = optional(
        "行权报告",
        "每隔几个月报告一次行权情况；不写时按 12 个月提醒（暂定，文件只写“及时”）",
        examples=[12],
    )


class Settings(Element):
    """quanze.yaml：清单库的设置。"""

    name: str = element("名称", "清单库名称", examples=["辽源市权责清单"])
    division: DivisionCode | None = optional("行政区划代码", "6 位或 12 位，要加引号")
    region: str | None = optional("地区", "地区名称", examples=["辽源市"])
    level: Level | None = optional("层级", "这一级政府", examples=["市级"])
    office: str | None = optional("编制机关", "负责编制清单的机关")
    date: datetime.date | None = optional("清单日期", "清单以哪一天为准")
    published_counts: dict[str, int] = optional(
        "公布项数", "公告写的全部项数，供核对：合计、行政许可、行政处罚 …", {}
    )
    code_schemes: tuple[str | CodeSchemeSettings, ...] = optional(
        "编码方案", "预置方案的名称，或本地方案", ()
    )
    rules: RuleSettings = optional("规则", "检查规则的设置", RuleSettings.model_construct())
    publishing: PublishSettings = optional("发布", "网站的设置", PublishSettings.model_construct())
    calendar: tuple[DayNotice, ...] = optional(
        "日历", "quanze 还没有的年度放假安排，或地方安排；逐份写", ()
    )
    deadlines: DeadlineSettings = optional(
        "时限", "期限计算的设置", DeadlineSettings.model_construct()
    )
    laws: LawSettings = optional(
        "法规", "法规条文和清单动态调整的设置", LawSettings.model_construct()
    )
    adjustments: AdjustmentSettings = optional(
        "调整", "动态调整记录的设置", AdjustmentSettings.model_construct()
    )
    delegations: DelegationSettings = optional(
        "放权", "下放、委托的设置", DelegationSettings.model_construct()
    )
    milestones: tuple[Milestone, ...] = optional(
        "计划", "工作计划的节点，quanze stats 说明达到没有", ()
    )
    shared: SharedTexts = optional("共用", "各清单都可以引用的内容", {})
