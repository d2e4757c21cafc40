"""T3 期限设置有误."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from quanze.deadline.comparison import Comparison, Later, compare_periods
from quanze.deadline.period_rules import PeriodRules, UnknownRule, packaged
from quanze.findings import Finding, Severity
from quanze.model.element import KeyPath
from quanze.model.items import YesNo
from quanze.model.period import Period, Unit, compare
from quanze.model.period_rule import Direction, PeriodRule, RuleChoice, RuleKind
from quanze.model.power_type import PowerKind, PowerType
from quanze.model.register import Register
from quanze.model.settings import Settings
from quanze.rules.rule import Family, Reach, Rule, found
from quanze.rules.settings import read_whole
from quanze.rules.tables import ALL

_Fault = tuple[KeyPath, str]
_RULES: KeyPath = ("时限", "规则")
_CHOICES: KeyPath = ("时限", "取舍")
_WARNING: KeyPath = ("时限", "预警")


def check(register: Register) -> Iterator[Finding]:
    """Find settings of periods that do not do what they say."""
    settings = register.settings
    if not read_whole(settings):
        return
    for path, fault in faults(settings):
        finding = found("T3", settings, *path, message="{fault}", fault=fault)
        yield replace(finding, at_key=path[:-1] == _CHOICES)


def faults(settings: Settings) -> list[_Fault]:
    """Return what is wrong with the settings of periods: where, and what."""
    rules = PeriodRules(settings.deadlines.rules)
    return [*_own_rules(settings, rules), *_levels(settings), *_choices(settings, rules)]


def _own_rules(settings: Settings, rules: PeriodRules) -> Iterator[_Fault]:
    own = settings.deadlines.rules
    for index, rule in enumerate(own):
        faults = [
            *_names(rule, own[:index]),
            *_limits(rule),
            *_types(rule),
            *_references(rule, rules),
            *_not_stricter(settings, rule, rules),
        ]
        yield from (((*_RULES, index, *path), fault) for path, fault in faults)


def _names(rule: PeriodRule, before: Iterable[PeriodRule]) -> Iterator[_Fault]:
    """A rule may take the place of a packaged one by its 编号, but not be taken for another."""
    if any(rule.id == other.id for other in before):
        yield ("编号",), f"编号“{rule.id}”写了两次，只有后一条起作用"
    same = (o for o in (*packaged(), *before) if rule.code and o.code == rule.code)
    other = next((o for o in same if o.id != rule.id), None)
    if other is not None:
        yield ("代码",), f"代码“{rule.code}”已经是“{other.id}”的"


def _limits(rule: PeriodRule) -> Iterator[_Fault]:
    limits: list[tuple[KeyPath, Period | None]] = [(("期限",), rule.limit)]
    if rule.extension is not None:
        limits.append((("延长", "期限"), rule.extension.limit))
    limits += [(("其他情形", i, "期限"), case.limit) for i, case in enumerate(rule.other_cases)]
    for path, limit in limits:
        if limit is not None and not limit.understood:
            example = "写成 20个工作日、60日、3个月、1年、24小时 或 当场"
            yield path, f"读不出“{limit}”是多长时间；{example}"
    if rule.limit is None and rule.kind is not RuleKind.EXCLUSION:
        yield (), f"“{rule.id}”没有写期限"


def _types(rule: PeriodRule) -> Iterator[_Fault]:
    for index, word in enumerate(rule.types):
        if word != ALL and word not in set(PowerKind):
            known = PowerType(word).kind
            hint = f"应当写作“{known}”" if known else "不是十类权力之一"
            yield ("适用类型", index), f"类型“{word}”{hint}；适用于各类的写“{ALL}”"


def _references(rule: PeriodRule, rules: PeriodRules) -> Iterator[_Fault]:
    named: list[tuple[KeyPath, str]] = [
        (("适用规则", index), name) for index, name in enumerate(rule.applies_to)
    ]
    if rule.stricter_than is not None:
        named.append((("严于",), rule.stricter_than))
    if rule.after is not None:
        named.append((("接在",), rule.after))
    for path, name in named:
        if _get(rules, name) is None:
            yield path, _unknown(rules, name)


def _get(rules: PeriodRules, name: str) -> PeriodRule | None:
    try:
        return rules.get(name)
    except UnknownRule:
        return None


def _unknown(rules: PeriodRules, name: str) -> str:
    close = difflib.get_close_matches(name, [rule.id for rule in rules], n=1, cutoff=0.4)
    hint = f"，是不是“{close[0]}”？" if close else ""
    return f"没有编号是“{name}”的期限规则{hint}"


def _not_stricter(settings: Settings, rule: PeriodRule, rules: PeriodRules) -> Iterator[_Fault]:
    """A rule that takes the place of a packaged one, or says it is stricter than one, but is not.

    A rule that another law may set aside (另有规定) can be replaced by a longer one.
    """
    same = (other for other in packaged() if other.id == rule.id and other.override is None)
    replaced = next(same, None)
    stricter_than = _get(rules, rule.stricter_than) if rule.stricter_than else None
    for other, key in ((replaced, "期限"), (stricter_than, "严于")):
        if other is None or other.limit is None or rule.limit is None:
            continue
        compared = _looser(settings, rule, other)
        if compared is not None and compared.later is not Later.NEVER:
            yield (key,), _longer(rule, other, compared)


def _looser(settings: Settings, rule: PeriodRule, other: PeriodRule) -> Comparison | None:
    """Whether a rule asks for less than another: more time, or less time ahead, or a shorter term."""
    own, limit = rule.limit or Period(""), other.limit or Period("")
    if rule.direction is not other.direction or rule.kind is not other.kind:
        return None
    if rule.direction is Direction.AFTER and rule.kind is RuleKind.PERIOD:
        return compare_periods(own, limit, settings.calendar)
    order = compare(limit, own)
    return None if order is None else Comparison(Later.ALWAYS if order > 0 else Later.NEVER)


def _longer(rule: PeriodRule, other: PeriodRule, compared: Comparison) -> str:
    known = f"“{other.id}”" if other.id != rule.id else "收录的同一规则"
    against = f"{known}（{other.limit}）"
    if rule.direction is Direction.BEFORE or rule.kind is not RuleKind.PERIOD:
        return f"“{rule.id}”（{rule.limit}）短于{against}，并不更严"
    day = compared.example
    if compared.later is Later.SOMETIMES and day is not None:
        return (
            f"“{rule.id}”（{rule.limit}）有时长于{against}，并不更严："
            f"如 {day.start} 起算的，到 {day.end}，后者到 {day.other_end}"
        )
    return f"“{rule.id}”（{rule.limit}）长于{against}，并不更严"


def _choices(settings: Settings, rules: PeriodRules) -> Iterator[_Fault]:
    ids = {rule.id for rule in rules}
    for name, choice in settings.deadlines.choices.items():
        rule = _get(rules, name)
        if rule is None:
            yield (*_CHOICES, name), _unknown(rules, name)
        elif name not in ids:
            yield (*_CHOICES, name), f"这里写编号“{rule.id}”，不写代码“{name}”"
        elif fault := _not_open(rule, choice):
            yield (*_CHOICES, name), fault


def _not_open(rule: PeriodRule, choice: RuleChoice) -> str | None:
    """Why a rule does not leave this choice."""
    units: tuple[Unit, ...] = rule.open_point.unit if rule.open_point else ()
    rolls: tuple[YesNo, ...] = rule.open_point.roll if rule.open_point else ()
    for what, chosen, allowed in (
        ("单位", choice.unit, units),
        ("顺延", choice.roll, rolls),
    ):
        if chosen is None or chosen in allowed:
            continue
        if not allowed:
            return f"“{rule.id}”的{what}法律已经写明，没有取舍"
        return f"“{rule.id}”的{what}可以写{'、'.join(allowed)}，不能写{chosen}"
    return None


def _levels(settings: Settings) -> Iterator[_Fault]:
    levels = settings.deadlines.warning
    stated = (("红", levels.red), ("橙", levels.orange), ("黄", levels.yellow))
    for colour, days in stated:
        if days < 0:
            yield (*_WARNING, colour), f"预警“{colour}”写的是 {days}，不能小于 0"
    for (nearer, fewer), (farther, more) in pairwise(stated):
        if fewer > more:
            yield (
                (*_WARNING, farther),
                f"预警“{farther}”（{more} 个工作日）应当不少于“{nearer}”（{fewer} 个工作日）",
            )


RULE = Rule(
    code="T3",
    name="期限设置有误",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    reach=Reach.OWN,
    why="quanze.yaml 的“时限”写错了，期限照样算得出来，但不是按写的人想的那样算。",
    source="quanze 清单库格式（docs/format.md）；《优化营商环境条例》第三十六条（只能压缩，不能延长）",
    mend="按提示改正 quanze.yaml 里的“时限”；收录的期限规则和编号用 quanze deadline --list 查看。",
    check=check,
)
