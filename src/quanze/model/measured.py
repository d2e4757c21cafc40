"""A figure with its base: what is counted, of how many, and of how many nothing is known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from quanze.model.compression import per_cent, rounded

PLACES = 2
"""Decimal places of figures: 31.09 %, 12.48 days."""


class Indicator(StrEnum):
    """The figures that a programme may set itself as its aim."""

    ITEMS = "职权"
    DEPARTMENTS = "部门"
    REGULAR = "常用职权"
    RESERVED = "非常用职权"
    SUB_ITEMS = "子项"
    HANDLING_ITEMS = "业务办理项"
    MAIN_DUTIES = "主要职责"
    DUTIES = "责任事项"
    WITH_DUTIES = "有责任事项的职权"
    SERVICES = "公共服务事项"
    OVERSIGHT = "监管制度"
    BOUNDARIES = "职责边界"
    FLOWS = "流程图"
    WITH_FLOW = "有流程图的职权"
    IN_HALL = "进厅率"
    PERMITS_IN_HALL = "许可进厅率"
    NO_VISIT = "零跑动率"
    ONE_VISIT = "一次跑动率"
    NO_VISIT_IN_HALL = "零跑动占进厅"
    ONE_VISIT_IN_HALL = "一次跑动占进厅"
    COMPRESSION = "压缩率"
    STATUTORY = "平均法定时限"
    PROMISED = "平均承诺时限"
    AT_ONCE = "当场办结"
    WITH_DISCRETION = "有裁量基准的职权"
    DISCRETION_STEPS = "裁量阶次"
    STEPS_PER_ITEM = "每项阶次"
    STEPS_PER_PENALTY = "每项处罚阶次"
    REDUCTION = "精简率"
    REGULAR_REDUCTION = "常用精简率"


class Form(StrEnum):
    """How a figure is made of its parts."""

    COUNT = "数"
    SHARE = "比例"
    MEAN = "平均"


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of a register, with everything that it is made of."""

    name: str
    """An `Indicator`, or that with its unit where there are several."""
    form: Form
    part: int
    """The count; the numerator of a share; the sum of a mean."""
    what: str
    """What is counted; of a share and a mean, what the denominator counts, in Chinese."""
    whole: int | None = None
    """The denominator; None of a count."""
    unit: str = "项"
    """Of the count and the mean."""
    silent: int = 0
    """Items that say nothing of it: they are in no part of the figure."""
    formula: str = ""
    """How it is computed, in Chinese; empty where the name says it."""
    detail: str = ""
    """What else the number rests on in this version, in Chinese: 38 个部门."""

    @property
    def value(self) -> Decimal | None:
        """The figure; None where its base is empty: it does not apply."""
        if self.whole is None:
            return Decimal(self.part)
        if not self.whole:
            return None
        if self.form is Form.SHARE:
            return per_cent(self.part, self.whole, PLACES)
        return rounded(Decimal(self.part) / self.whole, PLACES)


def count(name: str, number: int, what: str, unit: str = "项", *, detail: str = "") -> Measured:
    """Return a count."""
    return Measured(name, Form.COUNT, number, what, unit=unit, detail=detail)


def share(name: str, part: int, whole: int, what: str, *, silent: int = 0) -> Measured:
    """Return a share in per cent."""
    return Measured(name, Form.SHARE, part, what, whole, silent=silent)


def saving(
    name: str, before: int, after: int, what: str, formula: str, detail: str = ""
) -> Measured:
    """Return by how much something is less, in per cent of what it was; negative where it is more."""
    less = before - after
    return Measured(name, Form.SHARE, less, what, before, formula=formula, detail=detail)


def mean(name: str, total: int, of: int, what: str, unit: str) -> Measured:
    """Return a mean."""
    return Measured(name, Form.MEAN, total, what, of, unit)
