"""quanze diff --declare: what was forgotten to declare, written into the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quanze.cli.console import remark
from quanze.diff.declare import asked_for, declare
from quanze.load.source import open_register

if TYPE_CHECKING:
    from pathlib import Path

    from quanze.diff.suggest import Declaration
    from quanze.publish.changes import ChangeReport


def declared(report: ChangeReport, folder: Path, asked: list[str], *, clear: bool) -> bool:
    """Write declarations into the working tree and say what was written; false where nothing was.

    Raises:
        CannotDeclare: a declaration cannot be written.
    """
    source = open_register(folder)
    wanted = [asked_for(text, report.old.entries, report.new.entries) for text in asked]
    if clear:
        wanted += _clear(report)
    if not wanted:
        remark("没有明确的疑似更名可以写。由人指明的用 --declare-as 新编码=旧编码。")
        return False
    for written in declare(source, wanted):
        told = written.declaration
        remark(f"{written.file}：{told.entry.name} 写明{told.key} {'、'.join(told.former)}")
    return True


def _clear(report: ChangeReport) -> list[Declaration]:
    """Return what `--declare` writes by itself; of two that claim the same, neither."""
    clear = [one for one in report.suggestions if one.clear]
    left = len(report.suggestions) - len(clear)
    if left:
        remark(f"另有 {left} 处疑似不够明确，没有写；请核对后用 --declare-as 指明。")
    return [declaration for one in clear for declaration in one.declarations]
