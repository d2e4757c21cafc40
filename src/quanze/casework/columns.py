"""The columns of a table of handled cases, from data/case_columns.toml, and the stages that they date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, Final, NamedTuple

from quanze.excel.columned import Columns, column_name
from quanze.model.word_table import read_toml


class Known(StrEnum):
    """The columns that checks ask for by name; those of stages are known by their stage."""

    NUMBER = "案号"
    ITEM = "事项编码"
    BODY = "行使主体"
    PROCEDURE = "适用程序"
    SUSPENDED = "中止"
    EXTENDED = "延长"
    EXTENDED_ON = "延长日期"
    PROMISED = "承诺时限"
    MATERIALS = "材料"
    RESULT = "决定"
    STEP = "裁量阶次"
    AMOUNT = "金额"


class ColumnTold(NamedTuple):
    """A column as it is explained."""

    name: str
    also: str
    meaning: str
    example: str
    stage: str
    """The stage that it dates; empty where it dates none."""


APPLIED, CORRECTION, ACCEPTED, FILED = "申请", "补正", "受理", "立案"
DECIDED, SERVED, DONE = "决定", "送达", "办结"
_DATE: Final = "日期"


@cache
def _table() -> Mapping[str, Any]:
    return read_toml("case_columns.toml")


@cache
def told_columns() -> tuple[ColumnTold, ...]:
    """Return every column that is always known."""
    return tuple(
        ColumnTold(row["名称"], row["又名"], row["说明"], row["例"], row.get("阶段", ""))
        for row in _table()["列"]
    )


@cache
def stage_of(text: str) -> str:
    """Return a stage by the name that it has in tables, however a flow calls it."""
    plain = column_name(text)
    names = {other: stage for stage, others in _table()["阶段"].items() for other in others}
    return str(names.get(plain, plain))


@cache
def words(key: str) -> tuple[str, ...]:
    """Return the words that tell what a decision is."""
    return tuple(_table()[key]["词"])


class CaseColumns:
    """The columns that a table may have: those that are always known, and one for each other stage."""

    def __init__(self, stages: Iterable[str]) -> None:
        """Take the stages that the flows of a register have."""
        told = told_columns()
        self.stages = {one.name: one.stage for one in told if one.stage}
        """Column -> the stage that it dates."""
        taken = {name for one in told for name in (one.name, *one.also.split())}
        for stage in dict.fromkeys(map(stage_of, stages)):
            name = f"{stage}{_DATE}"
            if stage and stage not in self.stages.values() and name not in taken:
                self.stages[name] = stage
        fixed = {one.name: one.also for one in told}
        also = {name: f"{stage}时间 {stage}日" for name, stage in self.stages.items()}
        self.columns: Columns[str] = Columns({**also, **fixed})

    def of_stage(self, stage: str) -> str:
        """Return the column that dates a stage."""
        return next((name for name, one in self.stages.items() if one == stage), f"{stage}{_DATE}")
