"""Where in a record something is found."""

from __future__ import annotations

from dataclasses import replace

from quanze.findings import Finding
from quanze.model.adjustment import AdjustmentRecord, ListName, RecordedChange
from quanze.model.element import KeyPath
from quanze.rules.rule import found


def in_record(
    code: str, record: AdjustmentRecord, path: KeyPath, message: str, mend: str = "", **params: str
) -> Finding:
    """Make a finding in a record; its number goes into the message as {number}."""
    return found(
        code, record, *path, message=f"记录 {{number}} {message}", mend=mend,
        related=(), told=None, number=record.number, **params,
    )  # fmt: skip


def in_change(
    code: str, change: RecordedChange, path: KeyPath, message: str, mend: str = "", **params: str
) -> Finding:
    """Make a finding at a recorded change; of a power, its code is the item."""
    finding = found(
        code, change, *path, message=f"{{kind}}“{{name}}”{message}", mend=mend,
        related=(), told=None, kind=change.kind, key=change.key, **params,
    )  # fmt: skip
    item = change.key if change.list_name is ListName.POWER else ""
    return replace(finding, item=item)


def step_path(record: AdjustmentRecord, step: str, *key: str) -> KeyPath:
    """Return where a step is written; the list of steps where it is not."""
    index = next((at for at, one in enumerate(record.steps) if one.step == step), None)
    return ("办理",) if index is None else ("办理", index, *key)
