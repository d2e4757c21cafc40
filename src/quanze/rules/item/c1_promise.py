"""C1 承诺时限长于法定时限, C16 有时长于, and C3 时限的单位不明或不一."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.deadline.comparison import Comparison, Later, compare_periods
from quanze.findings import Finding, Severity
from quanze.model.element import Element, KeyPath
from quanze.model.period import Period
from quanze.model.power import Power
from quanze.model.register import Register
from quanze.rules.parts import Part, every_part
from quanze.rules.rule import Family, Rule, found, shortened
from quanze.rules.shared import shared
from quanze.rules.tables import is_filler

STATUTORY, PROMISED = "法定时限", "承诺时限"


def check(register: Register) -> Iterator[Finding]:
    """Find promises longer than the law allows, in the same unit or on every start day."""
    for power, part, promised, statutory, _ in _later(register, Later.ALWAYS):
        yield found(
            "C1", power, *_place(part),
            message="{what}的承诺时限（{promised}）长于法定时限（{statutory}）",
            what=part.title, promised=promised, statutory=statutory,
        )  # fmt: skip


def check_sometimes(register: Register) -> Iterator[Finding]:
    """Find promises in another unit than the limit of the law that end later on some start days."""
    for power, part, promised, statutory, compared in _later(register, Later.SOMETIMES):
        day = compared.example
        # The days are no parameters: a later calendar gives another example of the same finding.
        example = f"如 {day.start} 起算的，承诺到 {day.end}，法定到 {day.other_end}" if day else ""
        yield found(
            "C16", power, *_place(part),
            message="{what}的承诺时限（{promised}）有时长于法定时限（{statutory}）：" + example,
            what=part.title, promised=promised, statutory=statutory,
        )  # fmt: skip


def _later(
    register: Register, wanted: Later
) -> Iterator[tuple[Power, Part, Period, Period, Comparison]]:
    for power, part, promised, statutory, compared in _compared(register):
        if compared is not None and compared.later is wanted:
            yield power, part, promised, statutory, compared


@shared
def _compared(
    register: Register,
) -> tuple[tuple[Power, Part, Period, Period, Comparison | None], ...]:
    """The promised and the statutory limit of everything that has both, held against each other."""
    calendar = register.settings.calendar
    return tuple(
        (power, part, promised, statutory, compare_periods(promised, statutory, calendar))
        for power, part in every_part(register)
        for promised, statutory in _pair(part)
    )


def _pair(part: Part) -> Iterator[tuple[Period, Period]]:
    """Promised and statutory limit, where the part itself states one of them."""
    if part.own.promised_limit or part.own.statutory_limit:
        promised, statutory = part.value(PROMISED), part.value(STATUTORY)
        if promised is not None and statutory is not None:
            yield promised, statutory


def _place(part: Part) -> KeyPath:
    return (*part.path, PROMISED if part.own.promised_limit else STATUTORY)


def check_units(register: Register) -> Iterator[Finding]:
    """Find periods without unit, periods nobody can read, and pairs that cannot be compared."""
    for element, path, what, period in _periods(register):
        fault = _fault(period)
        if fault:
            message, text = "{what}写的是“{text}”，{fault}", shortened(period)
            yield found("C3", element, *path, message=message, what=what, text=text, fault=fault)
    for power, part, promised, statutory, compared in _compared(register):
        if compared is None and promised.understood and statutory.understood:
            yield found(
                "C3", power, *_place(part),
                message="{what}的承诺时限（{promised}）与法定时限（{statutory}）单位不同，无法比较",
                what=part.title, promised=promised, statutory=statutory,
            )  # fmt: skip


def _fault(period: Period) -> str | None:
    if period.understood or is_filler(period):
        return None
    if period.missing_unit:
        return "没有写单位（工作日、日、月……）"
    return "读不出是多长时间"


def _periods(register: Register) -> Iterator[tuple[Element, KeyPath, str, Period]]:
    """Every period of powers, public services and flows."""
    for power, part in every_part(register):
        own = part.own
        for key, value in ((STATUTORY, own.statutory_limit), (PROMISED, own.promised_limit)):
            if value is not None:
                yield power, (*part.path, key), f"{part.title}的{key}", value
        for i, procedure in enumerate(own.special_procedures):
            if procedure.limit is not None:
                path = (*part.path, "特别程序", i, "时限")
                yield (
                    power,
                    path,
                    f"{part.title}的特别程序“{procedure.name}”的时限",
                    procedure.limit,
                )
    for lists in register.departments:
        for service in lists.public_services:
            if service.limit is not None:
                yield service, ("办理时限",), f"“{service.name}”的办理时限", service.limit
        for flow in lists.flows:
            if flow.limit is not None:
                yield flow, ("总时限",), f"流程“{flow.name}”的总时限", flow.limit
            for i, step in enumerate(flow.steps):
                if step.limit is not None:
                    what = f"流程“{flow.name}”的步骤“{step.name}”的时限"
                    yield flow, ("步骤", i, "时限"), what, step.limit


RULE = Rule(
    code="C1",
    name="承诺时限长于法定时限",
    severity=Severity.ERROR,
    family=Family.ITEM,
    why="承诺时限只能在法定时限以内压缩；写得比法定的长，等于公开承诺违法。"
    "单位不同的按工作日历逐日比较，从哪一天起算都长的才算。",
    source="《优化营商环境条例》第三十六条；《行政许可法》第四十二条；《民法典》第二百零一条至第二百零三条；"
    "通化市责任清单实施意见（不得擅自延长）",
    mend="核对两个时限，把承诺时限改到法定时限以内。",
    check=check,
)

SOMETIMES_RULE = Rule(
    code="C16",
    name="承诺时限有时长于法定时限",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="一个按工作日、一个按日（或月）算的，平时不超过，遇周末多或者长假就可能超过；超过的那些天，照承诺办就是违法。"
    "多半是法定时限的单位抄漏了“工作”二字。",
    source="《优化营商环境条例》第三十六条；《行政许可法》第四十二条、第八十二条；《民法典》第二百零一条至第二百零三条",
    mend="先核对单位：法律规定按工作日计算的（如行政许可法第八十二条），法定时限写成“个工作日”；"
    "确是按日、月计算的，压缩承诺时限，或用与法定时限相同的单位承诺。",
    check=check_sometimes,
)

UNITS_RULE = Rule(
    code="C3",
    name="时限的单位不明或不一",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="“20”不知道是20日还是20个工作日；按小时计算的从时刻起算，与按日计算的比不出长短。",
    source="《行政许可法》第八十二条（期限以工作日计算）；《行政处罚法》第八十五条；《民法典》第二百零一条至第二百零三条",
    mend="写明数字和单位，如 20个工作日、60日、3个月、当场；承诺时限用与法定时限相同的单位，说明文字移到“时限说明”。",
    check=check_units,
)
