"""quanze stats --data: the figures of published data, of one register or of thousands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from quanze.align.engine_name import EngineName
from quanze.align.statistics import NO_TYPE, Count, count
from quanze.cli.console import OutputFormat, out, print_json, progress
from quanze.cli.exits import FINE
from quanze.model.power_type import PowerKind

SCHEMA_VERSION = 1


def print_counts(names: Sequence[str], engine: EngineName, output: OutputFormat) -> int:
    """Count and print."""
    with progress("读取", total=len(names)) as advance:
        counts = count(names, engine, advance)
    if output is OutputFormat.JSON:
        print_json(_data(counts))
    else:
        _tables(counts)
    return FINE


def _tables(counts: Sequence[Count]) -> None:
    by_register = _summed(counts, lambda one: (one.division, one.register))
    _table(
        "各地区", "地区", {f"{name}（{code}）": row for (code, name), row in by_register.items()}
    )
    if len(by_register) == 1:
        departments = _summed(counts, lambda one: one.department)
        _table("各部门", "部门", dict(departments))


def _summed(counts: Sequence[Count], key: Any) -> dict[Any, Counter[str]]:
    found: dict[Any, Counter[str]] = {}
    for one in counts:
        found.setdefault(key(one), Counter())[one.type] += one.items
    return found


def _table(title: str, head: str, rows: dict[str, Counter[str]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    total: Counter[str] = Counter()
    for row in rows.values():
        total.update(row)
    kinds = [kind for kind in (*map(str, PowerKind), NO_TYPE) if total[kind]]
    table = Table(
        title=Text(f"{title}：{total.total()} 项职权"), box=box.SIMPLE, padding=0, pad_edge=False
    )
    table.add_column(head, overflow="fold", min_width=10)
    for kind in kinds:
        table.add_column(kind.replace("行政", ""), justify="right", no_wrap=True)
    table.add_column("合计", justify="right", no_wrap=True, style="bold")
    for name, row in rows.items():
        shown = (str(row[kind] or "") for kind in kinds)
        table.add_row(Text(name), *shown, str(row.total()))
    if len(rows) > 1:
        table.add_section()
        table.add_row("合计", *(str(total[kind]) for kind in kinds), str(total.total()))
    out().print(table)


def _data(counts: Sequence[Count]) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "total": sum(one.items for one in counts),
        "rows": [
            {
                "division": one.division,
                "register": one.register,
                "department": one.department,
                "type": one.type,
                "items": one.items,
            }
            for one in counts
        ],
    }
