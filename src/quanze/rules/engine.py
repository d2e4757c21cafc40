"""Runs the rules over a register and judges what they find."""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable, Iterator, Sequence

from quanze.findings import RANK, Finding, Report, Reported, Severity, State
from quanze.load.places import Places
from quanze.model.baseline import KnownFinding
from quanze.model.element import Origin
from quanze.model.register import Register
from quanze.model.settings import Settings, Waiver
from quanze.rules.baseline import marked, solved
from quanze.rules.coverage import Coverage
from quanze.rules.registry import RULES, RULES_BY_CODE
from quanze.rules.rule import Family, Rule

RULE_FAILED, WAIVER_UNUSED, WAIVER_EXPIRED, UNKNOWN_RULE = "X1", "W1", "W2", "W3"


def run_rules(register: Register, rules: Iterable[Rule] = RULES) -> Iterator[Finding]:
    """Run every rule that is not switched off. A rule that fails is a finding; the others go on."""
    levels = register.settings.rules.levels
    for rule in rules:
        if rule.check is None or levels.get(rule.code, rule.severity) is Severity.OFF:
            continue
        try:
            yield from rule.check(register)
        except Exception as error:
            yield Finding(
                RULE_FAILED,
                Origin("quanze.yaml"),
                f"规则 {rule.code}（{rule.name}）运行出错：{type(error).__name__}: {error}",
                params={"rule": rule.code, "error": type(error).__name__},
            )


def judge(
    findings: Iterable[Finding],
    coverage: Coverage,
    places: Places,
    today: datetime.date,
    known: Sequence[KnownFinding] = (),
) -> Report:
    """Give every finding its severity and place; set aside what is waived or known.

    What is off is left out.
    """
    settings = coverage.settings
    waivers = _Waivers(settings, today)
    all_found = [*findings, *_unknown(settings), *_unknown_known(known)]
    judged = [_judged(found, settings, waivers, places) for found in all_found]
    # Everything was read, and every rule came to its end.
    complete = coverage.whole and not any(found.code == RULE_FAILED for found in all_found)
    off = _off(coverage)
    left_over = [*waivers.left_over(off, complete=complete)]
    left_over += solved(known, judged, off) if complete else ()
    judged += [_judged(found, settings, waivers, places) for found in left_over]
    entries = sorted((e for e in judged if e.severity is not Severity.OFF), key=_order)
    return Report(
        tuple(marked(entries, known)),
        coverage.files,
        coverage.items,
        complete=complete,
        off=off,
    )


def unwaived(
    findings: Iterable[Finding], settings: Settings, today: datetime.date
) -> Iterator[Finding]:
    """Leave out the findings that a waiver covers on a day; what level a rule has plays no part."""
    waivers = _Waivers(settings, today)
    return (found for found in findings if waivers.of(found) is None)


def _off(coverage: Coverage) -> frozenset[str]:
    """Codes of the rules that are switched off, or lack what they compare with: texts, other registers."""
    return frozenset(
        rule.code
        for rule in RULES
        if rule.family is Family.LEVELS
        or _severity(rule.code, coverage.settings) is Severity.OFF
        or (rule.needs_texts and not coverage.with_texts)
    )


def _order(entry: Reported) -> tuple[int, str, str, int, int]:
    place = entry.place
    return (RANK[entry.severity], entry.finding.code, place.file, place.line, place.column)


def _judged(found: Finding, settings: Settings, waivers: _Waivers, places: Places) -> Reported:
    severity = _severity(found.code, settings)
    waiver = waivers.of(found)
    return Reported(
        found,
        severity,
        places.of(found),
        tuple(places.place(origin) for origin in found.related),
        State.WAIVED if waiver else State.NEW,
        waiver.reason if waiver else "",
    )


def _severity(code: str, settings: Settings) -> Severity:
    return _level(code, settings) or RULES_BY_CODE[code].severity


def _level(code: str, settings: Settings) -> Severity | None:
    """Return the level that the settings give a rule.

    What tells that something was not read or not checked cannot be silenced.
    """
    level = settings.rules.levels.get(code)
    return None if level is Severity.OFF and RULES_BY_CODE[code].essential else level


def _unknown(settings: Settings) -> Iterator[Finding]:
    """Settings that name a rule that does not exist, or switch off one that must stay."""
    for code, level in settings.rules.levels.items():
        if code not in RULES_BY_CODE:
            message, mend = f"没有代码为 {code} 的规则", "用 quanze rule 查看全部规则的代码。"
        elif _level(code, settings) is not level:
            message = f"规则 {code} 不能关闭：没有读懂或没有查完的内容，必须让人知道"
            mend = "删去这一行。"
        else:
            continue
        origin = Origin("quanze.yaml", ("规则", "级别", code))
        yield Finding(UNKNOWN_RULE, origin, message, mend, params={"code": code}, at_key=True)


def _unknown_known(known: Iterable[KnownFinding]) -> Iterator[Finding]:
    """Lines of the baseline that name a rule that does not exist."""
    for one in known:
        if one.rule not in RULES_BY_CODE:
            mend = "改正规则代码，或删去这一行；较新的 quanze 记下的，请升级 quanze。"
            params = {"rule": one.rule, "fingerprint": one.fingerprint}
            yield Finding(UNKNOWN_RULE, one.origin.at("规则"), f"没有代码为 {one.rule} 的规则", mend, params=params)  # fmt: skip


class _Waivers:
    """The waivers of a register, and which of them were needed."""

    def __init__(self, settings: Settings, today: datetime.date) -> None:
        self._all = settings.rules.waivers
        self._today = today
        self._used: set[int] = set()

    def of(self, found: Finding) -> Waiver | None:
        """Return the waiver that covers a finding; an expired one covers nothing."""
        for index, waiver in enumerate(self._all):
            what = found.item or found.origin.file
            covers = waiver.rule == found.code and waiver.item == what
            if covers and waiver.until >= self._today:
                self._used.add(index)
                return waiver
        return None

    def left_over(self, off: Container[str], *, complete: bool) -> Iterator[Finding]:
        """Report waivers that have expired, or that nothing needs any more.

        Where not everything was checked (`complete` is false, or the rule is off), nobody knows
        what is not needed.
        """
        for index, waiver in enumerate(self._all):
            origin = Origin("quanze.yaml", ("规则", "豁免", index))
            params = {"rule": waiver.rule, "item": waiver.item}
            if waiver.rule not in RULES_BY_CODE:
                yield Finding(UNKNOWN_RULE, origin.at("规则"), f"没有代码为 {waiver.rule} 的规则", params=params)  # fmt: skip
            elif waiver.until < self._today:
                yield Finding(
                    WAIVER_EXPIRED,
                    origin.at("到期"),
                    f"事项 {waiver.item} 对规则 {waiver.rule} 的豁免已于 {waiver.until} 到期",
                    params=params,
                )
            elif complete and waiver.rule not in off and index not in self._used:
                yield Finding(
                    WAIVER_UNUSED,
                    origin,
                    f"事项 {waiver.item} 对规则 {waiver.rule} 的豁免已经用不着了",
                    params=params,
                )
