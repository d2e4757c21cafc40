"""The table of due dates: the columns that CSV and Excel share, and the CSV."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from quanze.deadline.cases import CaseResult
from quanze.publish.csv_cells import BOM, csv_text_cell
from quanze.publish.due_dates.report import DueDay, due_day, lawful_day, remarks_text, state_text

Cell = str | int | DueDay | None


def _limit(result: CaseResult) -> Cell:
    return str(result.answer.due.period) if result.answer else None


def _start(result: CaseResult) -> Cell:
    if result.case is None:
        return None
    request = result.case.request
    hours = result.answer is not None and result.answer.due.time is not None
    return DueDay(request.start, time=request.time if hours else None)


def _end(which: Callable[[CaseResult], datetime.date]) -> Callable[[CaseResult], Cell]:
    def end(result: CaseResult) -> Cell:
        return DueDay(which(result)) if due_day(result) else None

    return end


def _earliest(result: CaseResult) -> datetime.date:
    return result.answer.due.outcome.earliest if result.answer else datetime.date.min


def _latest(result: CaseResult) -> datetime.date:
    return result.answer.due.outcome.latest if result.answer else datetime.date.min


def _look_again(result: CaseResult) -> Cell:
    return DueDay(result.unsure.look_again) if result.unsure else None


def _reason(result: CaseResult) -> Cell:
    return result.unsure.reason if result.unsure else None


def _working_days(result: CaseResult) -> Cell:
    if result.paused:
        return result.paused.working_days
    return result.remaining.working_days if result.remaining else None


def _days(result: CaseResult) -> Cell:
    if result.paused:
        return result.paused.days
    return result.remaining.days if result.remaining else None


def _state(result: CaseResult) -> Cell:
    return state_text(result)


def _colour(result: CaseResult) -> Cell:
    return str(result.remaining.colour) if result.remaining else None


def _basis(result: CaseResult) -> Cell:
    return "；".join(result.answer.terms.basis) if result.answer else None


def _label(result: CaseResult) -> Cell:
    return result.answer.terms.label if result.answer else None


COLUMNS: Final[dict[str, Callable[[CaseResult], Cell]]] = {
    "编号": lambda result: result.number,
    "起算日": _start,
    "期限": _limit,
    "到期日": due_day,
    "状态": _state,
    "最早": _end(_earliest),
    "最晚": _end(_latest),
    "再查": _look_again,
    "剩余工作日": _working_days,
    "剩余天数": _days,
    "预警": _colour,
    "法定到期日": lawful_day,
    "内容": _label,
    "依据": _basis,
    "说明": remarks_text,
    "暂定的原因": _reason,
    "行号": lambda result: result.row,
}


def table_rows(results: Iterable[CaseResult]) -> Iterator[tuple[Cell, ...]]:
    """Go through the rows of the table."""
    getters = tuple(COLUMNS.values())
    for result in results:
        yield tuple(getter(result) for getter in getters)


def csv_text(results: Iterable[CaseResult]) -> str:
    """Write all rows, those without a date too, as CSV that Excel opens as it is."""
    stream = io.StringIO(newline="")
    stream.write(BOM)
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows([_csv_cell(cell) for cell in row] for row in table_rows(results))
    return stream.getvalue()


def _csv_cell(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return csv_text_cell(cell)
    return cell if isinstance(cell, int) else str(cell)
