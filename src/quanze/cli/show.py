"""quanze show."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quanze.cli.console import OutputFormat, print_json, say
from quanze.cli.exits import FINDINGS, FINE
from quanze.cli.past import (
    Code,
    Format,
    Register,
    by_record,
    commit_text,
    event_data,
    lived,
    names_first,
    one_line,
)

if TYPE_CHECKING:
    from quanze.diff.life import Life
    from quanze.load.versions import Version
    from quanze.model.duty import Duty
    from quanze.model.power import Power
    from quanze.model.register import DepartmentLists

AsOf = Annotated[
    datetime.datetime | None,
    typer.Option(
        "--as-of", formats=["%Y-%m-%d"], help="看哪一天的清单，如 2024-06-30", metavar="日期"
    ),
]
At = Annotated[
    str | None, typer.Option("--at", help="看哪个版本的清单：提交、标签、分支", metavar="版本")
]


@dataclass(frozen=True)
class Shown:
    """An item at a version, with its duties."""

    version: Version
    power: Power
    lists: DepartmentLists
    duties: tuple[Duty, ...]


def command(
    code: Code,
    as_of: AsOf = None,
    at: At = None,
    folder: Register = Path(),
    output: Format = OutputFormat.TEXT,
) -> int:
    """一个事项的全部要素和责任，现在的，或者某一天、某个版本的；不在清单里的，说明去向。

    示例：quanze show 11220400MB0000051K3220105001000 --as-of 2024-06-30 --in 清单库

    退出码：0 那时的清单里有，1 那时没有，2 无法运行。
    """
    from quanze.load.versions import open_version

    if as_of is not None and at is not None:
        raise typer.BadParameter("--as-of 和 --at 只写一个")
    named = f"@{as_of.date()}" if as_of is not None else at
    version = open_version(folder, named)
    found = _find(version, code)
    if found is None:
        return _not_there(folder, code, version, output)
    if output is OutputFormat.JSON:
        print_json(_data(found))
    else:
        _text(found)
    return FINE


def _find(version: Version, code: str) -> Shown | None:
    from quanze.cli.console import remark
    from quanze.load.loader import load

    loaded = load(version.source)
    if loaded.findings:
        remark(f"读取时有 {len(loaded.findings)} 处问题；请运行 quanze validate。")
    for lists in loaded.register.departments:
        if code in lists.powers_by_code:
            power = lists.powers_by_code[code]
            return Shown(version, power, lists, lists.duties_by_item.get(code, ()))
    return None


def _data(found: Shown) -> dict[str, Any]:
    return {
        "version": found.version.label,
        "commit": found.version.commit or None,
        "department": found.lists.name,
        "item": found.power.data(),
        "duties": [duty.data() for duty in found.duties],
    }


def _text(found: Shown) -> None:
    commit = f"，提交 {found.version.commit[:8]}" if found.version.commit else ""
    say(one_line(f"{found.power.name}（{found.lists.name}）"))
    say(one_line(f"版本：{found.version.label}{commit}"))
    _elements(names_first(found.power.data()))
    for duty in found.duties:
        say(one_line(f"责任事项{f'（{duty.sub_item}）' if duty.sub_item else ''}"))
        _elements({key: value for key, value in duty.data().items() if key not in ("事项", "子项")})


def _elements(data: dict[str, Any]) -> None:
    from quanze.publish.changes.parts import said

    for name, value in data.items():
        lines = [one_line(line) for line in said(value).splitlines()]
        if len(lines) == 1:
            say(f"  {name}：{lines[0]}")
            continue
        say(f"  {name}：")
        for line in lines:
            say(f"    {line}")


def _not_there(folder: Path, code: str, version: Version, output: OutputFormat) -> int:
    """Say when the item came or went, and what came of it."""
    found = lived(folder, code)
    if output is OutputFormat.JSON:
        print_json(
            {
                "version": version.label,
                "commit": version.commit or None,
                "item": None,
                "descendants": list(found.descendants),
                "last": event_data(found.last),
                "first": event_data(_first(found)),
            }
        )
        return FINDINGS
    say(one_line(f"版本“{version.label}”里没有 {code}。"))
    first = _first(found)
    say(one_line(f"进入清单：{commit_text(first.commit)}，{first.kind}，{first.entry.name}"))
    if found.present is None:
        last = found.last
        say(one_line(f"离开清单：{commit_text(last.commit)}，{last.kind}，{by_record(last)}"))
        if last.other_body:
            say(one_line(f"去向：{last.other_body}"))
        _successors(found)
    return FINDINGS


def _first(found: Life) -> Any:
    return next(one for one in found.events if one.is_of_item and one.entry.key.key == found.code)


def _successors(found: Life) -> None:
    names = {event.entry.key.key: event.entry.name for event in found.events if event.is_of_item}
    for code in found.descendants:
        say(one_line(f"后继：{code} {names.get(code, '')}"))
