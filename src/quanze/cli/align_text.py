"""What comparing registers found, for people and for programs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from quanze.align.judged import Judged
from quanze.align.levels import Compared
from quanze.align.results import Alignment, Found
from quanze.cli.console import out, say
from quanze.cli.reports.json_ import entry_data
from quanze.findings import RANK, Reported, Severity, State
from quanze.rules.registry import RULES_BY_CODE

if TYPE_CHECKING:
    from rich.console import Console

SCHEMA_VERSION = 1
SHOWN = 3
"""How many findings of one check are shown for a register; --all shows every one."""
_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}

Entry = tuple[Found, Reported]


def print_alignment(alignment: Alignment, judged: Judged, *, show_all: bool) -> None:
    """Print what was found: by register, then by check."""
    console = out()
    open_ = [pair for pair in judged.entries if pair[1].state is State.NEW]
    for register in alignment.registers:
        own = [pair for pair in open_ if _of(pair[0]) is register]
        if own or not alignment.same:
            say(_head(alignment, register))
            _checks(console, own, show_all=show_all)
    say(_totals(alignment, judged))


def _of(found: Found) -> Compared:
    """Under which register a finding is told: the lower one, where it is about one."""
    return found.lower or found.at


def _head(alignment: Alignment, register: Compared) -> str:
    items = alignment.items.get(register.side, 0)
    head = f"{register.name}（{register.level}，{register.division}）：{items} 项"
    if alignment.same:
        return f"{alignment.registers[0].label} 与 {alignment.registers[1].label}\n"
    above = next((one for one in alignment.beside if one.lower is register), None)
    if above is not None:
        head += f"，其中 {above.compared} 项与{above.upper.name}的基本编码相同，已经对照"
    if uncoded := alignment.uncoded.get(register.side, 0):
        head += f"；{uncoded} 项没有基本编码，无法比对"
    unread = f"；读取时有 {register.unread} 处问题，没有读懂的没有比" if register.unread else ""
    return f"{head}{unread}\n"


def _checks(console: Console, own: list[Entry], *, show_all: bool) -> None:
    by_code = sorted(own, key=lambda pair: (RANK[pair[1].severity], pair[1].finding.code))
    for code, group in groupby(by_code, key=lambda pair: pair[1].finding.code):
        entries = list(group)
        severity, rule = entries[0][1].severity, RULES_BY_CODE[code]
        console.print(
            f"  [{_STYLE[severity]}]{severity} {code} {escape(rule.name)}[/]  {len(entries)} 处"
        )
        for _, entry in entries if show_all else entries[:SHOWN]:
            place = escape(str(entry.place))
            console.print(f"    [cyan]{place}[/]  {escape(entry.finding.message)}")
            if entry.finding.mend:
                console.print(f"        → {escape(entry.finding.mend)}")
        if (left := len(entries) - SHOWN) > 0 and not show_all:
            console.print(f"    [dim]…… 还有 {left} 处（--all 全部列出）[/]")
        console.print(f"    [dim]怎么改：[/]{escape(rule.mend)}  [dim]详见 quanze rule {code}[/]\n")


def _totals(alignment: Alignment, judged: Judged) -> str:
    report = judged.report
    counts = "、".join(f"{severity} {report.count(severity)} 处" for severity in _STYLE)
    waived = len(report.in_state(State.WAIVED))
    lines = [f"合计：{counts}" + (f"，豁免 {waived} 处" if waived else "") + "。"]
    if alignment.unknown:
        lines.append(f"无法比对：下放、取消的 {alignment.unknown} 项没有编码可查，没有按名称猜。")
    if alignment.elsewhere:
        lines.append(f"承接主体不在给出的清单里的有 {alignment.elsewhere} 项，没有查承接没有。")
    return "\n".join(lines)


def alignment_data(alignment: Alignment, judged: Judged) -> dict[str, Any]:
    """Return what was found for programs."""
    report = judged.report
    return {
        "schema_version": SCHEMA_VERSION,
        "registers": [_register_data(alignment, one) for one in alignment.registers],
        "counts": {str(severity): report.count(severity) for severity in RANK},
        "waived": len(report.in_state(State.WAIVED)),
        "not_comparable": {"unknown": alignment.unknown, "elsewhere": alignment.elsewhere},
        "findings": [
            {
                "lower": found.lower.label if found.lower else None,
                "upper": found.upper.label if found.upper else None,
                "at": found.at.label,
                **entry_data(entry),
            }
            for found, entry in judged.entries
        ],
    }


def _register_data(alignment: Alignment, one: Compared) -> dict[str, Any]:
    above = next((pair for pair in alignment.beside if pair.lower is one), None)
    return {
        "label": one.label,
        "name": one.name,
        "division": one.division,
        "level": one.level,
        "items": alignment.items.get(one.side, 0),
        "without_catalogue_code": alignment.uncoded.get(one.side, 0),
        "above": above.upper.label if above else None,
        "compared": above.compared if above else 0,
        "problems_in_reading": one.unread,
    }
