"""quanze blame."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from quanze.cli.console import OutputFormat, print_json, say
from quanze.cli.exits import FINE
from quanze.cli.past import (
    Code,
    Format,
    Register,
    by_record,
    commit_data,
    commit_text,
    lived,
    names_first,
    one_line,
)

if TYPE_CHECKING:
    from quanze.diff.life import Blame, Life

Element = Annotated[
    str | None,
    typer.Argument(help="只看一个要素，如 承诺时限；不写时看全部要素", metavar="要素"),
]


_LONGEST: Final = 40
"""Of all elements only the beginning is shown; of one that is asked for the whole."""


def command(
    code: Code,
    element: Element = None,
    folder: Register = Path(),
    output: Format = OutputFormat.TEXT,
) -> int:
    """事项和责任事项的每个要素是谁、哪天、依据哪份记录改成现在这样的。

    示例：quanze blame 11220400MB0000051K3220105001000 承诺时限 --in 清单库
    """
    found = lived(folder, code)
    blames = _asked(found, element)
    if output is OutputFormat.JSON:
        print_json({"code": code, "elements": [_data(blame) for blame in blames]})
        return FINE
    for blame in blames:
        say(_line(blame, whole=element is not None))
    return FINE


def _asked(found: Life, element: str | None) -> list[Blame]:
    from quanze.load.source import CannotRun

    if found.present is None:
        when = commit_text(found.last.commit)
        raise CannotRun(
            f"现在的清单里没有 {found.code}：{found.last.kind}（{when}，{by_record(found.last)}）。"
            f"用 quanze log {found.code} 看它的一生。"
        )
    blames = found.blame()
    if element is None:
        standing = [blame for blame in blames if blame.value is not None]
        of_item = {blame.name: blame for blame in standing if blame.is_of_item}
        duties = [blame for blame in standing if not blame.is_of_item]
        return [*names_first(of_item).values(), *duties]
    asked = [blame for blame in blames if blame.name == element]
    if not asked:
        known = "、".join(dict.fromkeys(blame.name for blame in blames))
        raise CannotRun(f"{found.code} 没有写过要素“{element}”。有：{known}。")
    return asked


def _data(blame: Blame) -> dict[str, object]:
    event = blame.event
    return {
        "list": str(blame.key.listed),
        "sub_item": blame.sub_item or None,
        "name": blame.name,
        "value": blame.value,
        **commit_data(event.commit),
        "kind": event.kind,
        "record": event.record or None,
    }


def _line(blame: Blame, *, whole: bool) -> str:
    from quanze.publish.changes.parts import said

    value = said(blame.value).replace("\n", "；") if blame.value is not None else "（已删去）"
    if not whole and len(value) > _LONGEST:
        value = f"{value[:_LONGEST]}……"
    event = blame.event
    record = "" if event.change is None else f"，{by_record(event)}"
    written = f"{commit_text(event.commit)}，{event.kind}{record}"
    return one_line(f"{_owner(blame)}{blame.name}：{value}  ← {written}")


def _owner(blame: Blame) -> str:
    """Say that an element is one of a duty, and of which part of the item."""
    if blame.is_of_item:
        return ""
    return f"责任事项{f'（{blame.sub_item}）' if blame.sub_item else ''} "
