"""What quanze delegation prints for a person."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from quanze.cli.console import out, say, visible
from quanze.law.delegation import Standing, named

if TYPE_CHECKING:
    from rich.table import Table

    from quanze.law.delegation import Duty
    from quanze.publish.delegation.report import DelegationReport

_STYLES: Final = {
    Standing.OVERDUE: "bold white on red",
    Standing.DUE: "bold yellow",
    Standing.SOON: "yellow",
    Standing.LATE: "yellow",
    Standing.DONE: "green",
}


def print_due(report: DelegationReport, shown: tuple[Duty, ...]) -> None:
    """Print what is due, the earliest day first."""
    say(f"{report.settings.name}：按 {report.today} 计算，{report.summary}。")
    if shown:
        out().print(_table(report, shown))
    for note in report.notes():
        say(f"说明：{note}。")
    if report.demands:
        say(f"需求清单 {len(report.demands)} 项，用 --demands 列出。")


def _table(report: DelegationReport, shown: tuple[Duty, ...]) -> Table:
    from rich.text import Text

    from quanze.publish.delegation.report import due_text, left_text

    table = _empty(
        ("步骤", 8), ("最后一天", 10), ("状态", 6), ("批次、事项、承接主体", 30), ("依据和说明", 34)
    )
    for duty in shown:
        state = Text(str(duty.standing), style=_STYLES.get(duty.standing, ""))
        told = left_text(report, duty) or (str(duty.done) if duty.done else "")
        day = due_text(duty).replace("（", "\n（")
        who = f"由{duty.who}办理" if duty.who else ""
        table.add_row(
            Text(visible(duty.stage)),
            Text(f"{day}\n{told}".rstrip()),
            state,
            Text(visible(f"{duty.batch.number}\n{named(duty.shares)}")),
            Text(visible("\n".join(filter(None, (duty.basis, who, duty.note))))),
        )
    return table


def _empty(*columns: tuple[str, int]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for label, width in columns:
        # A date and a word of few letters stay whole; long texts take what is left.
        table.add_column(label, overflow="fold", min_width=min(width, 10), ratio=width)
    return table


def print_demands(report: DelegationReport) -> None:
    """Print what was asked for from below, and what became of it."""
    from rich.text import Text

    from quanze.publish.delegation.report import NO_ANSWER

    answers = Counter(str(one.answer or NO_ANSWER) for _, one in report.demands)
    told = "，".join(f"{answer} {count} 项" for answer, count in answers.items())
    say(f"{report.settings.name}：需求清单 {len(report.demands)} 项{f'，{told}' if told else ''}。")
    if not report.demands:
        return
    table = _empty(
        ("批次", 8), ("提出", 14), ("事项", 26), ("方式", 8), ("答复", 10), ("理由和答复说明", 36)
    )
    for batch, one in report.demands:
        reasons = (f"理由：{one.reason}" if one.reason else "", one.answer_note or "")
        table.add_row(
            *(
                Text(visible(cell))
                for cell in (
                    batch.number,
                    f"{one.asker}\n{one.date or ''}".rstrip(),
                    f"{one.item}\n{one.code or ''}".rstrip(),
                    str(one.mode or ""),
                    f"{one.answer or NO_ANSWER}\n{one.answered or ''}".rstrip(),
                    "\n".join(filter(None, reasons)),
                )
            )
        )
    out().print(table)
