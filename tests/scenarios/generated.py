"""Registers of the size that the sources tell of: each item has a code, a name, a type, and what is counted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from quanze.cli.app import run

Item = Mapping[str, Any]


def items(count: int, start: int = 0, kind: str = "行政许可", **more: Any) -> list[Item]:
    """Return items that say the same, each with a code of its own."""
    return [
        {"编码": f"T-{start + n:05}", "名称": f"第{start + n}项", "类型": kind, **more}
        for n in range(count)
    ]


def register(
    folder: Path,
    found: Sequence[Item],
    departments: int = 1,
    record: Sequence[Item] = (),
    **lists: Sequence[Sequence[Item]],
) -> Path:
    """Write a register whose items are spread evenly over its departments.

    Args:
        folder: where it is written.
        found: its powers.
        departments: over how many departments they are spread.
        record: the changes of a record of adjustment that it has.
        lists: 主要职责 or 流程 -> the entries of each department.
    """
    write(folder / "quanze.yaml", {"名称": "来源所说的清单"})
    for at in range(departments):
        name, place = f"第{at}局", folder / f"departments/d{at:02}"
        write(place / "department.yaml", {"名称": name})
        write(place / "power.yaml", {"部门": name, "事项": found[at::departments]})
        for key, entries in lists.items():
            file = "flow" if key == "流程" else "duty"
            write(place / f"{file}.yaml", {"部门": name, key: entries[at]})
    if record:
        totals = {"原有": 0, "增加": 0, "减少": len(record), "现有": 0}
        whole = {"编号": "2014-1", "级别": "实质性", "合计": totals, "变更": list(record)}
        write(folder / "adjustments/2014-1.yaml", whole)
    return folder


def write(file: Path, data: Any) -> None:
    """Write data as YAML: JSON is YAML, and quick to write."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def left(found: Iterable[Item], kind: str, **more: Any) -> list[Item]:
    """Return what a record says of items that left the list."""
    return [
        {
            "种类": kind,
            "对象": item["编码"],
            "级别": "实质性",
            "原指纹": "0123456789abcdef",
            **more,
        }
        for item in found
    ]


def stats(capsys: Any, *arguments: str | Path) -> Any:
    """Run `quanze stats` and return what it answers."""
    assert run(["stats", *map(str, arguments), "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def between(capsys: Any, old: Path, new: Path) -> Any:
    """Run `quanze stats --between` on two folders."""
    return stats(capsys, new, "--between", old, new)


def numbers(answer: Any, table: str) -> dict[str, int]:
    """Return the first column of numbers of a table, by its names."""
    rows = [list(row.values()) for row in answer["tables"][table]]
    return {row[0]: row[1] for row in rows}
