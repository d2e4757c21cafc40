"""规则, 期限 or 事项编码 of a case -> the terms on which it is counted; what disagrees is refused."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quanze.deadline.answer import Request
from quanze.deadline.case_rows import CaseFault, CaseRow, Column, Fault, shortened
from quanze.deadline.count import CannotCount
from quanze.deadline.items import Item, Items
from quanze.deadline.period_rules import PeriodRules, UnknownRule
from quanze.deadline.terms import Terms, plain_terms, terms_of
from quanze.deadline.timeline import item_terms
from quanze.model.period import Period, compare
from quanze.model.period_rule import DeadlineSettings, Direction, PeriodRule, RuleKind


@dataclass(frozen=True)
class Plan:
    """On what terms a case is counted."""

    source: Column
    """The column that decides."""
    terms: Terms
    lawful: Terms | None = None
    """What the law sets, where the terms are an office's own and stricter ones."""
    remarks: tuple[str, ...] = ()

    def terms_for(self, request: Request) -> Terms:
        """Return what is to be counted: once extended by law, a case is held to the law's period."""
        if request.extend and self.lawful and self.terms.extension is None:
            return self.lawful
        return self.terms


class Plans:
    """The plans of cases; the same three cells make the same plan."""

    def __init__(self, rules: PeriodRules, settings: DeadlineSettings, items: Items | None) -> None:
        """Take what plans are made of; no items where no register is given."""
        self._rules = rules
        self._settings = settings
        self._items = items
        self._made: dict[tuple[str, str, str], Plan | Fault] = {}

    def of(self, row: CaseRow) -> Plan:
        """Return the plan of a row: by its rule, else by its period, else by its item.

        Raises:
            CaseFault: nothing says how long the period is, or the cells contradict each other.
        """
        cells = (row.text(Column.RULE), row.text(Column.LIMIT), row.text(Column.ITEM))
        made = self._made.get(cells)
        if made is None:
            try:
                made = self._make(*cells)
            except CaseFault as found:
                made = found.fault
            self._made[cells] = made
        if isinstance(made, Fault):
            raise CaseFault(made.column, made.reason, made.mend)
        return made

    def _make(self, rule: str, limit: str, code: str) -> Plan:
        if rule:
            return self._by_rule(rule, limit)
        if limit:
            return self._by_limit(_period(limit), code)
        if code:
            return self._by_item(code)
        raise CaseFault(
            Column.LIMIT, "没有写期限", "写期限（如 20个工作日）、规则（如 许可-决定）或事项编码"
        )

    def _by_rule(self, id_or_code: str, limit: str) -> Plan:
        try:
            rule = self._rules.get(id_or_code)
        except UnknownRule as error:
            raise CaseFault(Column.RULE, str(error).rstrip("。")) from None
        if rule.kind is RuleKind.EXCLUSION:
            raise CaseFault(
                Column.RULE,
                f"“{rule.id}”规定哪些时间不计入，自己没有期限",
                f"规则写 {'、'.join(rule.applies_to) or '有期限的规则'}，不计入的时间写进“中止”列",
            )
        try:
            terms = terms_of(rule, self._settings)
        except CannotCount as error:
            raise CaseFault.told_by(Column.RULE, error) from None
        return _narrowed(rule, terms, _period(limit)) if limit else Plan(Column.RULE, terms)

    def _by_limit(self, period: Period, code: str) -> Plan:
        terms = plain_terms(period, basis=("表中写明的期限",))
        remarks = []
        for item in self._items.of(code) if self._items and code else ():
            terms = replace(terms, label=item.name)
            for name, stated in (("法定时限", item.statutory), ("承诺时限", item.promised)):
                if stated and (compare(period, stated) or 0) > 0:
                    remarks.append(f"期限比清单里“{item.name}”的{name}（{stated}）长")
        return Plan(Column.LIMIT, terms, remarks=tuple(remarks))

    def _by_item(self, code: str) -> Plan:
        item = self._item(code)
        promised, statutory, remarks = item_terms(item, self._rules, self._settings)
        due = promised or statutory
        if due is None:
            raise CaseFault(
                Column.ITEM,
                f"清单里“{item.name}”没有写时限",
                "在清单里补写时限，或在表里写期限",
            )
        due = replace(due, label=f"{item.name}（{item.code}）")
        return Plan(Column.ITEM, due, statutory if promised else None, remarks)

    def _item(self, code: str) -> Item:
        if self._items is None:
            raise CaseFault(
                Column.ITEM,
                "没有清单库，不知道这个事项的时限",
                "用 --register 写明清单库，或在表里写期限",
            )
        found = self._items.of(code)
        if not found:
            raise CaseFault(
                Column.ITEM, f"清单库里没有编码是“{shortened(code)}”的事项，或者它没有读懂"
            )
        if len(found) > 1:
            names = "、".join(f"“{item.name}”（{item.department}）" for item in found)
            raise CaseFault(Column.ITEM, f"有几个事项用这个编码：{names}", "先改正清单里重复的编码")
        return found[0]


def _period(text: str) -> Period:
    period = Period(text)
    if period.missing_unit:
        raise CaseFault(Column.LIMIT, f"“{text}”没有写单位", "写明是 个工作日、日、个月 还是 小时")
    if not period.understood:
        raise CaseFault(Column.LIMIT, f"读不出“{shortened(text)}”是多长时间")
    return period


def _narrowed(rule: PeriodRule, terms: Terms, own: Period) -> Plan:
    """Join a rule with a period written beside it: the same, or a stricter one of the office's own."""
    order = compare(own, terms.limit)
    if order is None:
        raise CaseFault(
            Column.LIMIT,
            f"规则“{rule.id}”是 {terms.limit}，表里写 {shortened(own)}，单位不同，不能比较",
            "只写规则，或把期限改成同样的单位",
        )
    _check_extension(rule, terms, own)
    if order == 0:
        return Plan(Column.RULE, terms)
    # 七日前 and 不少于十日 are stricter if longer.
    stricter = (order > 0) == (terms.direction is Direction.BEFORE or rule.kind is RuleKind.MINIMUM)
    if not stricter or rule.is_of_party:
        raise CaseFault(
            Column.LIMIT,
            f"规则“{rule.id}”是 {terms.limit}，表里写 {own}，互相矛盾",
            "只写规则，或核对期限",
        )
    said = f"规则是 {terms.limit}，按表里更严的 {own} 计算"
    stated = plain_terms(own)
    basis = ("表中写明的期限",)
    narrowed = replace(terms, limit=stated.limit, extension=stated.extension, basis=basis)
    return Plan(Column.LIMIT, narrowed, terms, (said,))


def _check_extension(rule: PeriodRule, terms: Terms, own: Period) -> None:
    for further in own.further:
        allowed = terms.extension.limit if terms.extension else None
        if allowed is None or compare(further, allowed) not in (-1, 0):
            says = f"可以延长 {allowed}" if allowed else "没有规定可以延长"
            raise CaseFault(
                Column.LIMIT,
                f"规则“{rule.id}”{says}，表里写延长 {further}，互相矛盾",
                "只写规则，或核对期限",
            )
