"""期限规则: a period set by law or by an office, with everything that decides its last day."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from quanze.model.element import Brief, Element, element, optional
from quanze.model.items import YesNo
from quanze.model.period import Period, Unit


class Direction(StrEnum):
    """Which way a period runs from its start."""

    AFTER = "之后"
    BEFORE = "之前"


class RuleKind(StrEnum):
    """What a rule does."""

    PERIOD = "期限"
    EXCLUSION = "不计入"
    """Time that is not counted in the periods of other rules."""
    MINIMUM = "最低期限"
    """A term that must last at least so long; its end is not moved."""


class EffectDay(StrEnum):
    """The day from which the consequence of an expired period holds."""

    START = "起算日"
    END = "届满日"
    NEXT = "届满次日"


class Extension(Element):
    """延长：在原期限之后接着算，起算日不变。"""

    limit: Period = element("期限", "最多延长多久", examples=["10个工作日"])
    approver: str = element("批准", "由谁批准", examples=["本行政机关负责人"])
    notice: str | None = optional("告知", "批准以后要告知什么")
    articles: str | None = optional("条款", "规定延长的条款；与规则的条款相同时不写")


class Exclusion(Element):
    """不计入期限的时间：开始时停表，结束的次日接着算。"""

    procedures: tuple[str, ...] = element(
        "程序", "哪些程序的时间不计入", examples=[["听证", "鉴定"]]
    )
    articles: str | None = optional("条款", "规定不计入的条款；与规则的条款相同时不写")
    duty: str | None = optional("告知", "行政机关要告知什么")


class Expiry(Element):
    """期限届满没有作为的法律后果。"""

    effect: str = element("后果", "后果", examples=["自收到申请材料之日起即为受理"])
    day: EffectDay = optional("自", "后果从哪一天起：起算日、届满日、届满次日", EffectDay.END)
    articles: str | None = optional("条款", "规定后果的条款；与规则的条款相同时不写")


class OpenPoint(Element):
    """法律没有写明、留有余地的地方：按什么算，由设置决定。"""

    question: str = element("问题", "法律没有写明什么")
    unit: tuple[Unit, ...] = optional("单位", "可以按哪些单位算；第一个是默认", ())
    roll: tuple[YesNo, ...] = optional("顺延", "末日遇休息日是否顺延；第一个是默认", ())


class OtherCase(Element):
    """同一规则的其他情形，期限不同。"""

    name: str = element("情形", "什么情形", examples=["简易程序"])
    limit: Period = element("期限", "这种情形的期限", examples=["30日"])
    articles: str | None = optional("条款", "规定这种情形的条款")
    note: str | None = optional("说明", "补充说明")


class ReceiptChannel(Element):
    """以不同方式提交的，哪一天算收到。"""

    name: str = element("方式", "提交的方式", examples=["邮寄签收"])
    day: str = element("收到之日", "哪一天算收到之日", examples=["签收之日"])


PARTIES: Final = frozenset(
    (
        "公民", "法人或者其他组织", "当事人", "申请人", "利害关系人", "被许可人", "被申请人",
        "第三方", "第三人", "相对人",
    )
)  # fmt: skip
"""Who has periods of rights and duties before an office."""


class PeriodRule(Element):
    """一条期限规则。"""

    id: str = element("编号", "规则的编号", examples=["许可-决定"])
    code: str | None = optional("代码", "英文代码，便于输入", examples=["xk.decision"])
    kind: RuleKind = optional("种类", "期限、不计入、最低期限", RuleKind.PERIOD)
    what: str = element("内容", "在期限内做什么", examples=["作出许可决定"])
    law: str = element(
        "法规", "法规或文件名称，带书名号", examples=["《中华人民共和国行政许可法》"]
    )
    articles: str = element("条款", "条、款、项", examples=["第四十二条第一款"])
    quote: str | None = optional("原文", "条文原文；省略处用……标明")
    limit: Period | None = optional("期限", "多长时间", examples=["20个工作日"])
    start: str | None = optional("起算", "从什么时候起算；起算的当日不计", examples=["受理"])
    direction: Direction = optional("方向", "向后算，或从某日往前算（……日前）", Direction.AFTER)
    who: str | None = optional("主体", "谁要在期限内做", examples=["行政机关"])
    roll: YesNo | None = optional(
        "顺延", "末日是休息日的，是否顺延；不写：按日、月、年计算的向后顺延，工作日和往前算的不顺延"
    )
    unit_basis: str | None = optional("单位依据", "为什么按工作日（或日）算")
    extension: Extension | None = optional("延长", "可以延长多久，由谁批准")
    exclusion: Exclusion | None = optional("扣除", "不计入期限的时间")
    applies_to: tuple[str, ...] = optional("适用规则", "不计入的规则：对哪些规则适用", ())
    expiry: Expiry | None = optional("届满", "逾期没有作为的后果")
    other_cases: tuple[OtherCase, ...] = optional("其他情形", "期限不同的情形", ())
    at_most: str | None = optional("上限", "最长的保护期限等", examples=["自行政行为作出之日起5年"])
    override: str | None = optional("另有规定", "可以另作规定的法律文件")
    open_point: OpenPoint | None = optional("两可", "法律留有余地的地方")
    channels: tuple[ReceiptChannel, ...] = optional("收到方式", "哪一天算收到", ())
    types: tuple[str, ...] = optional(
        "适用类型", "列入哪些权力类型的时间轴；“全部”适用于各类型", ()
    )
    after: str | None = optional("接在", "时间轴上接在哪条规则之后起算")
    stricter_than: str | None = optional("严于", "本地规则比哪条法定规则严")
    region: str | None = optional("地区", "只在一个地区适用的规则，写明地区")
    note: str | None = optional("说明", "补充说明")

    @property
    def is_of_party(self) -> bool:
        """Whether it is a period of a party: a right that no office can cut or move."""
        return any(name in PARTIES for name in (self.who or "").split("、"))

    @property
    def is_of_court(self) -> bool:
        """Whether it is a period of a court."""
        return "人民法院" in (self.who or "")


class RuleChoice(Brief):
    """对一条规则里法律没有写明的地方的决定。"""

    text_key = "单位"

    unit: Unit | None = optional("单位", "按工作日还是按日")
    roll: YesNo | None = optional("顺延", "末日是休息日的，是否顺延")


class WarningLevels(Element):
    """预警：剩余几个工作日以内，用什么颜色。"""

    yellow: int = optional("黄", "剩余几个工作日以内为黄", 5)
    orange: int = optional("橙", "剩余几个工作日以内为橙", 3)
    red: int = optional("红", "剩余几个工作日以内为红", 1)


class ReceiptOnRestDay(StrEnum):
    """Whether what is received on a rest day counts as received on the next working day."""

    SAME_DAY = "当日"
    NEXT_WORKING_DAY = "下一工作日"


class DeadlineSettings(Element):
    """期限计算的设置。"""

    rules: tuple[PeriodRule, ...] = optional("规则", "本地的期限规则，如 2个工作日一次告知", ())
    choices: dict[str, RuleChoice] = optional("取舍", "规则编号: 法律没有写明的，按什么算", {})
    receipt: ReceiptOnRestDay = optional(
        "休息日收到", "休息日收到材料的，从哪一天起算", ReceiptOnRestDay.SAME_DAY
    )
    warning: WarningLevels = optional("预警", "预警的颜色", WarningLevels.model_construct())
