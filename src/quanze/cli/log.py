"""quanze log."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from quanze.cli.console import OutputFormat, print_json, say
from quanze.cli.exits import FINE
from quanze.cli.past import (
    Code,
    Format,
    Register,
    by_record,
    commit_text,
    event_data,
    lived,
    named,
    one_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quanze.diff.life import Event, Life
    from quanze.diff.words import Run


def command(code: Code, folder: Register = Path(), output: Format = OutputFormat.TEXT) -> int:
    """一个事项的一生：谁在哪天改了什么、依据哪份记录；换码、转移、合并、拆分都跟着走。

    示例：quanze log 11220400MB0000051K3220105001000 --in 清单库
    """
    found = lived(folder, code)
    if output is OutputFormat.JSON:
        print_json(
            {
                "code": found.code,
                "ancestors": list(found.ancestors),
                "descendants": list(found.descendants),
                "present": found.present is not None,
                "events": [event_data(event) for event in found.events],
            }
        )
        return FINE
    _text(found)
    return FINE


def _text(found: Life) -> None:
    entry = found.last.entry
    say(one_line(f"{found.code} {entry.name}（{entry.department}）{_state(found)}"))
    if found.ancestors:
        say(f"来自：{'、'.join(found.ancestors)}")
    if found.descendants:
        say(f"去向：{'、'.join(found.descendants)}")
    for _, events in groupby(found.events, key=lambda one: one.index):
        for line in _commit_lines(tuple(events), found.code):
            say(line)


def _state(found: Life) -> str:
    if found.present is not None:
        return ""
    return f"：{found.last.kind}，现在的清单里没有"


def _commit_lines(events: tuple[Event, ...], code: str) -> Iterator[str]:
    """Tell what one commit did: who and when, and the record; below it what happened."""
    records = {_record(event) for event in events}
    shared = len(records) == 1
    yield f"{commit_text(events[0].commit)}{_record(events[0]) if shared else ''}"
    for event in events:
        yield f"  {_what(event, code)}{'' if shared else _record(event)}"
        yield from (f"    {line}" for line in _details(event, code))


def _record(event: Event) -> str:
    return "" if event.change is None else f"，{one_line(by_record(event))}"


def _what(event: Event, code: str) -> str:
    """Say what happened, and to which item where it is not the one that was asked for."""
    entry = event.entry
    of_duty = "" if event.is_of_item or event.kind.startswith("责任") else "责任事项 "
    other = "" if entry.key.key == code else f"：{named(entry.key.key, entry.name)}"
    return one_line(of_duty + event.kind + other)


def _details(event: Event, code: str) -> Iterator[str]:
    """Tell where it came from or went, and what of it changed."""
    from quanze.publish.changes.parts import lines_of

    if event.change is None:
        return
    if event.change.related and event.change.related != (code,):
        word = "来自" if event.change.old is None else "关联"
        yield f"{word}：{'、'.join(event.change.related)}"
    if event.other_body:
        yield f"{event.change.other_side}：{one_line(event.other_body)}"
    for element in event.change.elements:
        for line in lines_of(element.old, element.new):
            sides = [_side(line.old, line.old_runs), _side(line.new, line.new_runs)]
            yield one_line(f"{line.named(element.name)}：{' → '.join(sides)}")


def _side(value: str | None, runs: tuple[Run, ...]) -> str:
    """Return one side of a difference; of a long text what differs, with a few words around."""
    from quanze.publish.changes.parts import shortened

    return "（没有）" if value is None else "".join(run.text for run in shortened(runs))
