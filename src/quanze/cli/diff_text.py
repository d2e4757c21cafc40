"""Changes on a terminal: by department and kind, the old value beside the new one where there is room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from quanze.cli.console import out, say
from quanze.diff.reductions import UNITS, Sum
from quanze.diff.words import Mark
from quanze.model.adjustment_words import ChangeLevel
from quanze.model.change_kind import change_kinds
from quanze.model.patterns import pattern
from quanze.model.visible_text import visible
from quanze.publish.changes import own_lists
from quanze.publish.changes.parts import Line, shortened

if TYPE_CHECKING:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from quanze.diff.suggest import Suggestion
    from quanze.diff.words import Run
    from quanze.publish.changes.facts import Alike, ChangeFacts, ChangeReport

_WIDE: Final = 100
"""Columns that a terminal must have to show old and new side by side."""
_SHORT: Final = 20
"""Values no longer than this stand in one line with an arrow."""
_MOST: Final = 300
"""Characters that are printed of what is whole new or gone."""
_STYLE: Final = {Mark.KEPT: "", Mark.STRUCK: "red strike", Mark.INSERTED: "green underline"}
_WHOLE: Final = {Mark.STRUCK: "red", Mark.INSERTED: "green"}
_SIGNS: Final = {Mark.KEPT: ("", ""), Mark.STRUCK: ("[-", "-]"), Mark.INSERTED: ("{+", "+}")}
"""What stands around marked words where there is no colour."""
_LAID_OUT: Final = pattern(r"\t|\s(?=\n|\Z)")
"""What a console writes in another way than it stands in a text."""
_LEVEL: Final = {ChangeLevel.SUBSTANTIAL: "bold red", ChangeLevel.ELEMENT: "yellow", ChangeLevel.WORDING: "dim"}  # fmt: skip


def print_changes(report: ChangeReport) -> None:
    """Print everything."""
    name = f"{report.name}：" if report.name else ""
    say(f"{name}{report.title}\n")
    if not report:
        say("没有变更。排版、顺序的不同不算变更。")
        return
    console = out()
    if report.changes:
        _figures(report)
    else:
        say("各部门的清单没有变更。")
    for group in report.groups:
        console.print(f"\n{group.department}（{group.count} 处）", markup=False, style="bold")
        for kind in group.kinds:
            for alike in kind.alike:
                _print_change(console, alike)
    _print_own(console, report)
    _print_reductions(report)
    _print_suggestions(report.suggestions)


def _figures(report: ChangeReport) -> None:
    say(report.sum_text)
    say(f"变更 {len(report.shown)} 处：" + _counted(report.kinds.items()))
    if report.element_kinds:
        say("要素：" + _counted(report.element_kinds.items()))
    say("级别：" + _counted(report.levels.items()))
    if str(report.narrowing):
        say(f"{report.narrowing}；另有 {report.hidden} 处没有列出")


def _counted(counts: Iterable[tuple[str, int]]) -> str:
    return "、".join(f"{name} {count}" for name, count in counts) or "没有"


def _print_change(console: Console, alike: Alike) -> None:
    from rich.text import Text

    facts = alike.first
    change = facts.change
    head = Text("\n  ").append(change.kind, "bold").append("  ")
    head.append(alike.heading if alike.several else _named(facts))
    head.append(f"  {change.level}", _LEVEL[change.level])
    _print_text(console, head)
    if alike.several:
        for one in alike.entries:
            _print_text(console, Text("    · ").append(_named(one)))
    for remark in facts.remarks:
        say(f"    {remark}")
    told = [(element.name, line) for element in facts.elements for line in element.lines]
    _print_lines(console, told, whole=facts.whole)


def _print_text(console: Console, text: Text) -> None:
    """Print a text; without laying it out where that changes nothing, which is half of the time."""
    if console.is_terminal or _coloured(console) or _LAID_OUT.search(text.plain):
        console.print(text)
    else:
        console.file.write(f"{text.plain}\n")


def _named(facts: ChangeFacts) -> Text:
    from rich.text import Text

    named = Text(visible(facts.name))
    if facts.key != facts.name:
        named.append(f"  {visible(facts.key)}", "dim")
    return named


def _side_by_side(console: Console, told: list[tuple[str, Line]]) -> Padding:
    from rich import box
    from rich.padding import Padding
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    for heading, ratio in (("要素", 3), ("原", 5), ("新", 5)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for name, line in told:
        old, new = _words(console, line.old_runs), _words(console, line.new_runs)
        table.add_row(_plain(line.named(name)), old, new)
    return Padding(table, (0, 0, 0, 4))


def _plain(text: str) -> Text:
    from rich.text import Text

    return Text(visible(text))


def _print_line(console: Console, label: str, line: Line) -> None:
    """Print a value: one of them where there is one, in one line where both are short."""
    from rich.text import Text

    told = Text(f"    {visible(label)}：")
    if line.old is None or line.new is None:
        mark = Mark.STRUCK if line.new is None else Mark.INSERTED
        sign = "" if line.plain else "－ " if line.new is None else "＋ "
        parts = _cut(visible(line.old or line.new or "")).split("\n")
        between = "\n      " if len(parts) > 1 else ""
        text = f"\n      {sign}".join(parts)
        told.append(f"{between}{sign}").append(text, "" if line.plain else _WHOLE[mark])
        _print_text(console, told)
        return
    short = max(len(line.old), len(line.new)) <= _SHORT
    if short:
        told.append(_words(console, line.old_runs)).append(" → ")
        told.append(_words(console, line.new_runs))
    else:
        for side, runs in (("原", line.old_runs), ("新", line.new_runs)):
            words = _words(console, shortened(runs), "\n          ")
            told.append(f"\n      {side}  ").append(words)
    _print_text(console, told)


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST]}……（共 {len(text)} 字）"


def _words(console: Console, runs: Iterable[Run], between: str = "\n") -> Text:
    """Return a text with its words marked: by colour, else by signs."""
    from rich.text import Text

    text, coloured = Text(), _coloured(console)
    for mark, words in runs:
        before, after = ("", "") if coloured else _SIGNS[mark]
        text.append(before + visible(words).replace("\n", between) + after, _STYLE[mark])
    return text


def _coloured(console: Console) -> bool:
    return console.color_system is not None and not console.no_color


def _print_own(console: Console, report: ChangeReport) -> None:
    """Print what changed in the lists beside the power lists."""
    from rich.text import Text

    own = report.own
    if not own:
        return
    counts = f"（{own.counts}）" if own.shown else ""
    console.print(f"\n{own_lists.TITLE}{counts}", markup=False, style="bold")
    say(f"  {own_lists.NOTE}")
    for remark in own.remarks:
        say(f"  {visible(remark)}")
    for facts in own.shown:
        head = Text("\n  ").append(f"{facts.listed}{facts.kind}", "bold").append("  ")
        head.append(visible(facts.name))
        if facts.key:
            head.append(f"  {visible(facts.key)}", "dim")
        console.print(head)
        _print_lines(console, list(facts.lines()), whole=facts.whole)


def _print_lines(console: Console, told: list[tuple[str, Line]], *, whole: bool) -> None:
    """Print values, old beside new where there is room."""
    if told and not whole and console.is_terminal and console.width >= _WIDE:
        console.print(_side_by_side(console, told), soft_wrap=False)
        return
    for name, line in told:
        _print_line(console, line.named(name), line)


def _print_reductions(report: ChangeReport) -> None:
    if not report.reductions.altered:
        return
    say("\n四减（改动过的职权）")
    for one in report.reductions.sums:
        say(f"  {_sum_text(one)}")
        for other in one.incomparable:
            say(f"    单位不同，不能比较：{other.item.name} {other.old} → {other.new}")


def _sum_text(one: Sum) -> str:
    parts = []
    if one.items:
        change = f"{one.change:+d}" if one.change else "没有增减"
        unit = UNITS[one.measure]
        parts.append(f"{one.items} 项可以比较，{one.old} → {one.new} {unit}（{change}）")
    if one.unknown:
        parts.append(f"{one.unknown} 项不明")
    return f"{one.measure}  {'；'.join(parts) or '没有可以比较的'}"


def _print_suggestions(suggested: tuple[Suggestion, ...]) -> None:
    if not suggested:
        return
    say("\n请核对：疑似没有写明前身（部门写曾用名）。不写明的，按取消和新增记录。")
    for one in suggested:
        for line in _suggestion(one):
            say(line)
    if any(one.clear for one in suggested):
        say("\n明确的可以用 --declare 写进清单；别的用 --declare-as 新编码=旧编码 指明。")
    else:
        say("\n确认的用 --declare-as 新编码=旧编码 写进清单。")


def _suggestion(one: Suggestion) -> Iterator[str]:
    yield f"\n  {one.kind}{'（明确）' if one.clear else ''}"
    for sign, entries in (("原", one.old), ("现", one.new)):
        for entry in entries:
            key = f" {entry.key.key}" if entry.key.key != entry.name else ""
            yield f"    {sign}  {entry.name}{key}（{entry.department}）"
    yield f"    理由  {'；'.join(one.grounds)}"
    for declared in one.declarations:
        file = declared.entry.origin.file if declared.entry.origin else ""
        yield f"    写进  {file}（{declared.entry.name}）"
        for line in declared.yaml.split("\n"):
            yield f"          {line}"


def print_kinds() -> None:
    """Print the taxonomy of changes."""
    for kind in change_kinds().values():
        level = f"{kind.level}{'（暂定）' if kind.provisional else ''}"
        mirror = f"对应 {kind.mirror}" if kind.mirror else f"没有对应：{kind.no_mirror}"
        way = f"，{kind.direction}" if kind.direction else ""
        say(f"{kind.name}  {level}  {kind.area}·{kind.action}{way}  {mirror}")
        say(f"  {kind.meaning}")
        if kind.elements:
            say(f"  要素：{'、'.join(kind.elements)}")
        say(f"  来源：{kind.source}")
