"""A report for people: grouped, worst first, with what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from quanze.cli.console import out, quoted, say
from quanze.findings import RANK, Report, Reported, Severity, State
from quanze.load.documents import BAD_SYNTAX, NOT_UTF8
from quanze.load.source import BASELINE_FILE, SETTINGS_FILE
from quanze.model.element import KeyPath
from quanze.rules.registry import RULES_BY_CODE

SHOWN = 3
"""How many places of one rule are shown; --all shows every one."""

_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def text_report(report: Report, folder: Path, *, show_all: bool) -> None:
    """Print a report on the register in a folder for a person."""
    console = out()
    for code, entries in _groups(report.open()):
        _group(console, code, entries, show_all=show_all)
    if show_all and (known := report.in_state(State.KNOWN)):
        console.print(f"[bold]已知问题[/]（{BASELINE_FILE}，不算不通过）\n")
        for code, entries in _groups(known):
            _group(console, code, entries, show_all=True)
    say(totals(report))
    say(f"下一步：{_next_step(report, quoted(folder))}")


def _groups(entries: Iterable[Reported]) -> list[tuple[str, list[Reported]]]:
    """Findings by rule: the worst severity first, what was not read before the rest, then by number."""
    groups = [(code, list(group)) for code, group in groupby(entries, lambda e: e.finding.code)]

    def order(group: tuple[str, list[Reported]]) -> tuple[int, bool, int]:
        code, found = group
        return (RANK[found[0].severity], not RULES_BY_CODE[code].essential, -len(found))

    return sorted(groups, key=order)


def _group(console: Console, code: str, entries: list[Reported], *, show_all: bool) -> None:
    rule = RULES_BY_CODE[code]
    severity = entries[0].severity
    style = _STYLE[severity]
    console.print(f"[{style}]{severity} {code} {escape(rule.name)}[/]  {len(entries)} 处")
    kinds = [[entry] for entry in entries] if show_all else _kinds(entries)
    shown = kinds if show_all else kinds[:SHOWN]
    for same in shown:
        _entry(console, same[0])
        if len(same) > 1:
            console.print(f"      [dim]同样的问题共 {len(same)} 处[/]")
    if left := len(entries) - sum(map(len, shown)):
        console.print(f"  [dim]…… 还有 {left} 处（--all 全部列出）[/]")
    console.print(f"  [dim]怎么改：[/]{escape(rule.mend)}  [dim]详见 quanze rule {code}[/]\n")


def _kinds(entries: list[Reported]) -> list[list[Reported]]:
    """Put findings that say the same of different items together, the most frequent first."""
    kinds: dict[tuple[str, ...], list[Reported]] = {}
    for entry in entries:
        params = entry.finding.params
        said = tuple(params.values()) or (entry.finding.message,)
        kinds.setdefault(said, []).append(entry)
    return sorted(kinds.values(), key=lambda same: -len(same))


def _entry(console: Console, entry: Reported) -> None:
    found = entry.finding
    where = f"（{found.source}）" if found.source else ""
    console.print(
        f"  [cyan]{escape(str(entry.place))}[/]  {escape(found.message)}[dim]{escape(where)}[/]"
    )
    if found.mend:
        console.print(f"      → {escape(found.mend)}")
    for place in entry.related:
        console.print(f"      [dim]另见 {escape(str(place))}[/]")


def totals(report: Report) -> str:
    """Say in a sentence or two what was checked and how much was found."""
    total = "、".join(f"{severity} {report.count(severity)} 处" for severity in _STYLE)
    if report.since:
        total = f"与 {report.since} 相比新出现的：{total}（原来就有的 {report.earlier} 处没有列出）"
    waived, known = len(report.in_state(State.WAIVED)), len(report.in_state(State.KNOWN))
    extra = f"，豁免 {waived} 处" if waived else ""
    extra += f"，已知 {known} 处" if known else ""
    unread = _unread(report)
    left_out = f"\n另有 {len(unread)} 项没有读懂，没有检查，也不会公布。" if unread else ""
    return f"检查了 {report.files} 个文件、{report.items} 项职权：{total}{extra}。{left_out}"


def _unread(report: Report) -> set[tuple[str, KeyPath]]:
    """Entries of lists that could not be read, by file and place in the list."""
    return {
        (entry.finding.origin.file, entry.finding.origin.path[:2])
        for entry in report.open()
        if entry.finding.code.startswith("S")
        and len(entry.finding.origin.path) > 1
        and entry.place.file != BASELINE_FILE
    }


def _next_step(report: Report, folder: str) -> str:
    open_ = report.open()
    if not open_ and not report.items:
        return f"清单库里还没有职权，先导入：quanze import 清单.xls --into {folder}"
    if not any(entry.severity in (Severity.ERROR, Severity.WARNING) for entry in open_):
        new = "新的" if report.since or report.in_state(State.KNOWN) else ""
        return f"没有{new}要改的问题，可以发布：quanze publish {folder} --to 网站"
    if any(
        e.place.file == SETTINGS_FILE and RULES_BY_CODE[e.finding.code].essential for e in open_
    ):
        return f"先改 {SETTINGS_FILE}：没有读懂的设置没有起作用。"
    unread = [entry for entry in open_ if entry.finding.code in (NOT_UTF8, BAD_SYNTAX)]
    if unread:
        return f"先改编码不对、读不了的文件（{len(unread)} 个），里面的事项可能没有检查；改好后再运行一次。"
    if items := _unread(report):
        return f"先改没有读懂的事项（{len(items)} 项，见上面的 S 类问题），改好后再运行一次。"
    if fixable := sum(entry.finding.fix is not None for entry in open_):
        return (
            f"其中 {fixable} 处可以由机器改正：quanze validate {folder} --fix；其余从“错误”改起。"
        )
    files = Counter(entry.place.file for entry in open_ if entry.severity is Severity.ERROR)
    if files:
        file, count = files.most_common(1)[0]
        return f"从“错误”改起；最多的是 {file}（{count} 处）。一时不能改的，在 quanze.yaml 里写明理由和期限后豁免。"
    return "没有错误，可以发布；警告请逐项核对。"
