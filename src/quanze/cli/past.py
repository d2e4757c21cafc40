"""What the commands on history share: opening it, and the words for a commit and for what happened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from quanze.cli.console import OutputFormat, progress, remark

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from quanze.diff.life import Event, Life
    from quanze.diff.verification import Verification
    from quanze.load.git_history import Commit

Register = Annotated[
    Path, typer.Option("--in", help="清单库所在的文件夹；不写时用当前文件夹", metavar="清单库")
]
Code = Annotated[str, typer.Argument(help="事项编码", metavar="编码")]
Format = Annotated[OutputFormat, typer.Option("--format", help="输出格式")]


def verified(folder: Path) -> Verification:
    """Read the history of a register and hold it against its records."""
    from quanze.diff.verify import verify

    with progress("读取历史") as advance:
        return verify(folder, progress=advance)


def lived(folder: Path, code: str) -> Life:
    """Follow an item through the history of a register; say where the history has a gap."""
    from quanze.diff.life import life

    verification = verified(folder)
    gaps = [step for step in verification.past.steps if step.unreadable]
    for step in gaps:
        remark(
            f"提交 {commit_text(step.commit)} 的清单读不懂，它的改动算在以后读得懂的提交上："
            f"{one_line(step.unreadable)}"
        )
    return life(verification, code)


def one_line(text: str) -> str:
    """Return a text on one line: a name with line breaks must not look like another line of ours."""
    return " ".join(text.split())


def named(code: str, name: str) -> str:
    """Name an entry: its code and its name; the name alone where that is its identity."""
    return one_line(name if name.startswith(code) else f"{code} {name}")


_FIRST: Final = ("编码", "名称", "类型")


def names_first(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the elements of an item: what tells which item it is stands first."""
    return {name: data[name] for name in (*_FIRST, *data) if name in data}


def day_of(moment: datetime.datetime | None) -> str:
    """Return the day of a commit."""
    return moment.date().isoformat() if moment else "日期不明"


def commit_text(commit: Commit) -> str:
    """Name a commit: its id, its day and its author."""
    return f"{commit.short} {day_of(commit.authored)} {one_line(commit.author)}"


def commit_data(commit: Commit) -> dict[str, Any]:
    """Return a commit for a program."""
    return {
        "commit": commit.id,
        "author": commit.author,
        "authored": commit.authored.isoformat() if commit.authored else None,
        "committed": commit.committed.isoformat() if commit.committed else None,
        "subject": commit.subject,
    }


def event_data(event: Event) -> dict[str, Any]:
    """Return something that happened to an item, for a program."""
    change = event.change
    return {
        **commit_data(event.commit),
        "kind": event.kind,
        "list": str(event.entry.key.listed),
        "code": event.entry.key.key,
        "name": event.entry.name,
        "department": event.entry.department,
        "old_code": change.old.key.key if change and change.old else None,
        "record": event.record or None,
        "related": list(change.related) if change else [],
        "other_body": event.other_body or None,
        "elements": [
            {"name": element.name, "old": element.old, "new": element.new}
            for element in (change.elements if change else ())
        ],
    }


def by_record(event: Event) -> str:
    """Name the record that says what happened."""
    return f"记录 {event.record}" if event.record else "没有记录"
