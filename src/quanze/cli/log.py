"""quanze log."""

from __future__ import annotations

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
    for event in found.events:
        for line in event_lines(event, found.code):
            say(line)


def _state(found: Life) -> str:
    if found.present is not None:
        return ""
    return f"：{found.last.kind}，现在的清单里没有"


def event_lines(event: Event, code: str) -> list[str]:
    """Tell an event in lines: who and when, then what."""
    from quanze.publish.changes.parts import lines_of

    entry = event.entry
    own = f"{'责任事项 ' if not event.is_of_item else ''}{event.kind}"
    other = "" if entry.key.key == code else f"，{named(entry.key.key, entry.name)}"
    record = "" if event.change is None else f"，{by_record(event)}"
    lines = [f"{commit_text(event.commit)}：{one_line(own + record + other)}"]
    if event.change is None:
        return lines
    if event.change.related:
        word = "来自" if event.change.old is None else "关联"
        lines.append(f"    {word}：{'、'.join(event.change.related)}")
    if event.other_body:
        lines.append(f"    {event.change.other_side}：{one_line(event.other_body)}")
    for element in event.change.elements:
        for line in lines_of(element.old, element.new):
            sides = [_side(line.old, line.old_runs), _side(line.new, line.new_runs)]
            lines.append("    " + one_line(f"{line.named(element.name)}：{' → '.join(sides)}"))
    return lines


def _side(value: str | None, runs: tuple[Run, ...]) -> str:
    """Return one side of a difference; of a long text what differs, with a few words around."""
    from quanze.publish.changes.parts import shortened

    return "（没有）" if value is None else "".join(run.text for run in shortened(runs))
