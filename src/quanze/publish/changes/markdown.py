"""The changes as a comment on a pull request: GitHub and GitLab Markdown, of bounded length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from quanze.diff.reductions import UNITS
from quanze.diff.suggest import Suggestion
from quanze.diff.words import Mark, Run
from quanze.model.adjustment_words import ChangeLevel
from quanze.model.patterns import pattern
from quanze.model.visible_text import visible
from quanze.publish.changes import own_lists
from quanze.publish.changes.facts import Alike, ChangeFacts, ChangeReport, DepartmentGroup
from quanze.publish.changes.own_lists import OwnFacts
from quanze.publish.changes.parts import Line, shortened

LIMIT: Final = 65_000
"""Characters that a comment may have; GitHub refuses more than 65,536."""
_FOLDED: Final = 3
"""Changes with more lines than this, or of more entries, are folded."""
_LONG: Final = 120
"""So are those with a longer text."""
_CELL: Final = 1_200
_ROWS: Final = 30
_NAMED: Final = 200
"""Entries with the same change that are named."""
_ACTIVE: Final = pattern(
    r"[&<>|`*_\[\]\\~\"'!$^{}]|(?P<called>[@#])(?=\S)|(?P<scheme>https?|ftp|www)(?=[.:])",
    re.IGNORECASE,
)
"""Signs of Markdown and HTML; what would call a person, point to an issue, or become a link."""
_TAGS: Final = {Mark.KEPT: ("", ""), Mark.STRUCK: ("<del>", "</del>"), Mark.INSERTED: ("<ins>", "</ins>")}  # fmt: skip


def markdown(report: ChangeReport, limit: int = LIMIT) -> str:
    """Return the changes as Markdown; what does not fit is counted, never silently lost."""
    text = "\n".join(_head(report))
    left = 0
    for group in report.groups:
        heading = f"\n### {safe(group.department)}（{group.count} 处）\n\n"
        for alike in _changes(group):
            block = f"{heading}{_change(alike)}\n\n"
            if len(text) + len(block) > limit - _ROOM:
                left += len(alike.entries)
            else:
                text, heading = text + block, ""
    heading = f"\n### {own_lists.TITLE}（{len(report.own.shown)} 处）\n\n{own_lists.NOTE}\n\n"
    for facts in report.own.shown:
        block = f"{heading}{_own(facts)}\n\n"
        if len(text) + len(block) > limit - _ROOM:
            left += 1
        else:
            text, heading = text + block, ""
    return text + _rest(left) if left else text


_ROOM: Final = 200
"""Characters kept for the line that says what was left out."""


def _rest(left: int) -> str:
    return (
        f"\n**还有 {left} 处变更没有列出**：评论的长度有限。"
        "运行 `quanze diff` 加 `--output 变更.html` 查看全部。\n"
    )


def _changes(group: DepartmentGroup) -> Iterator[Alike]:
    for kind in group.kinds:
        yield from kind.alike


def _head(report: ChangeReport) -> Iterator[str]:
    yield f"## 清单变更：{safe(report.old.label)} → {safe(report.new.label)}\n"
    if not report:
        yield "没有变更。排版、顺序的不同不算变更。\n"
        return
    for remark in report.own.remarks:
        yield f"> {safe(remark)}\n"
    if not report.changes:
        yield "各部门的清单没有变更。\n"
        return
    yield f"**{report.sum_text}**\n"
    if str(report.narrowing):
        yield f"{safe(str(report.narrowing))}；另有 {report.hidden} 处没有列出。\n"
    yield "| 种类 | 处 | 级别 |\n|---|---:|---|"
    for kind, count in report.kinds.items():
        levels = {facts.change.level for facts in report.shown if facts.change.kind == kind}
        told = "、".join(level for level in ChangeLevel if level in levels)
        yield f"| {kind} | {count} | {told} |"
    yield ""
    if report.element_kinds:
        told = "、".join(f"{kind} {count}" for kind, count in report.element_kinds.items())
        yield f"要素：{told}\n"
    yield from _reductions(report)
    yield from _suggestions(report.suggestions)


def _reductions(report: ChangeReport) -> Iterator[str]:
    sums = [one for one in report.reductions.sums if one.change]
    if sums:
        told = "、".join(
            f"{one.measure} {one.old} → {one.new}（{one.change:+d} {UNITS[one.measure]}）"
            for one in sums
        )
        yield f"四减：{told}\n"


def _suggestions(suggested: Iterable[Suggestion]) -> Iterator[str]:
    listed = list(suggested)
    if not listed:
        return
    yield f"> **{len(listed)} 处疑似没有写明前身**，请核对："
    for one in listed[:_MOST]:
        old = "、".join(f"{safe(e.name)} {code_span(e.key.key)}" for e in one.old)
        new = "、".join(f"{safe(e.name)} {code_span(e.key.key)}" for e in one.new)
        yield f"> - {one.kind}：{old} → {new}（{safe('；'.join(one.grounds))}）"
    if len(listed) > _MOST:
        yield f"> - 还有 {len(listed) - _MOST} 处没有列出"
    yield ""


_MOST: Final = 20
"""Suggestions that are listed."""


def _change(alike: Alike) -> str:
    facts = alike.first
    named = _heading(alike) if alike.several else _named(facts)
    head = f"**{facts.change.kind}** {named}（{facts.change.level}）"
    if facts.remarks:
        head += "：" + safe("；".join(facts.remarks))
    rows = [(element.name, line) for element in facts.elements for line in element.lines]
    if not rows:
        return f"- {head}"
    table = "\n".join((*_entries(alike), *_table(rows)))
    if _is_folded(alike, [line for _, line in rows]):
        plain = re.sub(r"\*\*(\S+?)\*\*", r"<b>\1</b>", head, count=1)
        return f"<details><summary>{plain}</summary>\n\n{table}\n\n</details>"
    return f"{head}\n\n{table}"


def _own(facts: OwnFacts) -> str:
    key = f" {code_span(facts.key)}" if facts.key else ""
    head = f"{facts.listed}**{facts.kind}** {safe(facts.name)}{key}"
    rows = list(facts.lines())
    if not rows:
        return f"- {head}"
    table = "\n".join(_table(rows))
    if facts.whole or len(rows) > _FOLDED or any(_is_long(line) for _, line in rows):
        plain = re.sub(r"\*\*(\S+?)\*\*", r"<b>\1</b>", head, count=1)
        return f"<details><summary>{plain}</summary>\n\n{table}\n\n</details>"
    return f"{head}\n\n{table}"


def _is_folded(alike: Alike, lines: Sequence[Line]) -> bool:
    many = max(len(lines), len(alike.entries)) > _FOLDED
    return many or alike.first.whole or any(map(_is_long, lines))


def _heading(alike: Alike) -> str:
    """Say also which elements changed: the table may be folded."""
    names = dict.fromkeys(element.name for element in alike.first.elements)
    return f"{alike.heading}：{safe('、'.join(names))}"


def _named(facts: ChangeFacts) -> str:
    return safe(facts.name) + (f" {code_span(facts.key)}" if facts.key != facts.name else "")


def _entries(alike: Alike) -> Iterator[str]:
    """List the entries in which the same changed."""
    if not alike.several:
        return
    for facts in alike.entries[:_NAMED]:
        yield f"- {_named(facts)}"
    if len(alike.entries) > _NAMED:
        yield f"- 还有 {len(alike.entries) - _NAMED} 项没有列出"
    yield ""


def _is_long(line: Line) -> bool:
    return max(len(line.old or ""), len(line.new or "")) > _LONG


def _table(rows: list[tuple[str, Line]]) -> Iterator[str]:
    yield "| 要素 | 原 | 新 |\n|---|---|---|"
    for name, line in rows[:_ROWS]:
        old, new = _cell(line.old, line.old_runs), _cell(line.new, line.new_runs)
        yield f"| {safe(line.named(name))} | {old} | {new} |"
    if len(rows) > _ROWS:
        yield f"| …… | 还有 {len(rows) - _ROWS} 行没有列出 | |"


def _cell(value: str | None, runs: Iterable[Run]) -> str:
    if value is None:
        return ""
    told, room = "", _CELL
    for mark, text in shortened(runs):
        if room <= 0:
            return f"{told}……（共 {len(value)} 字）"
        before, after = _TAGS[mark]
        told += before + safe(text[:room]) + after
        room -= len(text)
    return told if room >= 0 else f"{told}……（共 {len(value)} 字）"


def safe(text: str) -> str:
    """Return a text that is only text, wherever it stands in Markdown: no mark-up, link, call or tag."""
    return _ACTIVE.sub(_harmless, visible(text)).replace("\n", "<br>")


def _harmless(found: re.Match[str]) -> str:
    words = found.group()
    if found["called"] or found["scheme"]:
        return f"{words}&#8203;"
    return f"&#{ord(words)};"


def code_span(code: str) -> str:
    return f"<code>{safe(code)}</code>"
