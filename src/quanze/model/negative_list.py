"""negative-list.yaml: 投资项目负面清单, what the government still decides; what is not in it is free."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Final

from quanze.model.adjustment import Ground
from quanze.model.basis import Bases
from quanze.model.element import Brief, Element, SharedTexts, element, optional
from quanze.model.item_code import ItemCode
from quanze.model.items import Text
from quanze.model.written_date import WrittenDate


class Measure(StrEnum):
    """What the government does about a project in the list."""

    FORBIDDEN = "禁止"
    NOT_APPROVED = "不予核准"
    APPROVAL = "核准"
    PERMIT = "许可"
    RESTRICTED = "限制"


DECIDED: Final = (Measure.NOT_APPROVED, Measure.APPROVAL, Measure.PERMIT, Measure.RESTRICTED)
"""Measures under which somebody decides on a project; of what is forbidden there is nothing to decide."""


class Scope(Element):
    """一项核准、审批用于哪个行业的投资项目，写法与负面清单的条目相同。"""

    division: str = element("行业", "门类", examples=["制造业"])
    major: str | None = optional("大类", "行业大类；整个门类都办的不写")
    minor: str | None = optional("小类", "行业小类；整个大类都办的不写")
    industry_code: str | None = optional(
        "行业代码", "国民经济行业分类（GB/T 4754）的代码，要加引号", examples=["C1620"]
    )


class Approval(Brief):
    """一项投资项目的核准、审批。只有编码时可以直接写成一行文字。"""

    text_key = "编码"

    code: ItemCode = element("编码", "事项的编码，要加引号")
    scopes: tuple[Scope, ...] = optional("范围", "用于哪些行业的投资项目；写明的才能核对", ())


class NegativeEntry(Element):
    """负面清单的一项：哪个行业的什么项目，怎样管。"""

    number: str | None = optional("编号", "清单里的编号")
    division: str = element("行业", "门类", examples=["制造业"])
    major: str | None = optional("大类", "行业大类", examples=["烟草制品业"])
    minor: str | None = optional("小类", "行业小类", examples=["卷烟制造"])
    industry_code: str | None = optional(
        "行业代码", "国民经济行业分类（GB/T 4754）的代码，要加引号", examples=["C1620"]
    )
    project: str = element("项目", "什么样的项目")
    measure: Measure = element("管理措施", "禁止、不予核准、核准、许可、限制")
    conditions: Text = optional("条件", "核准、许可的条件，限制的内容")
    exception: Text = optional("例外", "不适用的情形")
    department: str | None = optional("主管部门", "由哪个部门管")
    items: tuple[ItemCode, ...] = optional("相关事项", "由哪些职权管（编码）", ())
    bases: Bases = optional("依据", "法律、法规、规章、国家的目录", ())
    since: WrittenDate | None = optional("施行", "与整张清单不同时才写")
    until: WrittenDate | None = optional("失效", "从哪一天起不再适用")
    remarks: dict[str, str] = optional("备注", "其他内容，按栏目名称记录", {})
    imported_from: str | None = optional("来源", "导入自哪个工作簿的哪一行")

    @property
    def name(self) -> str:
        """What it is about, as findings show it."""
        return self.project

    def in_force(self, day: datetime.date) -> bool:
        """Whether it stands on a day by its own dates; without any it stands as long as the list."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )

    def covers(self, scope: Scope) -> bool | None:
        """Whether all that a scope names lies in its industry; None where that cannot be told.

        Its project is narrower than its industry: whether that is met, only a reader can tell.
        """
        by_code = _within(self.industry_code, scope.industry_code)
        if by_code is not None:
            return by_code
        names = zip(_names(self), _names(scope), strict=True)
        wider = [(mine, other) for mine, other in names if mine and mine != other]
        if any(other for _, other in wider):
            return False
        if wider:
            return None if scope.industry_code else False
        return None if self._code_says_more else True

    @property
    def _code_says_more(self) -> bool:
        """Whether the code is narrower than the names beside it."""
        depth = 4 if self.minor else 2 if self.major else 0
        return len((self.industry_code or "").lstrip(_LETTERS)) > depth


def _names(one: Scope | NegativeEntry) -> tuple[str | None, ...]:
    return one.division, one.major, one.minor


def _within(outer: str | None, inner: str | None) -> bool | None:
    """Whether a code of GB/T 4754 lies within another; None where they cannot be compared."""
    if not outer or not inner:
        return None
    if outer[0].isalpha() is inner[0].isalpha():
        return inner.startswith(outer)
    wide, narrow = outer.lstrip(_LETTERS), inner.lstrip(_LETTERS)
    return narrow.startswith(wide) if wide and narrow else None


_LETTERS: Final = "ABCDEFGHIJKLMNOPQRST"
"""The sections of GB/T 4754; a code may be written without its letter."""


class NegativeList(Element):
    """投资项目负面清单。清单以外的投资项目，政府不再审批。"""

    title: str = element("名称", "清单的名称")
    shared: SharedTexts = optional("共用", "本文件各项都可以引用的内容", {})
    body: str | None = optional("制定机关", "由谁制定")
    grounds: tuple[Ground, ...] = optional("依据", "据以制定的文件", ())
    since: WrittenDate | None = optional("施行", "从哪一天起施行")
    until: WrittenDate | None = optional("失效", "从哪一天起不再适用")
    explanation: Text = optional("说明", "怎样用这张清单")
    items: tuple[Approval, ...] = optional(
        "核准事项", "哪些职权是投资项目的核准、审批（编码）：只能用于清单以内的项目", ()
    )
    entries: tuple[NegativeEntry, ...] = optional("条目", "清单的各项", ())

    @property
    def name(self) -> str:
        """Its title, as findings show it."""
        return self.title

    def in_force(self, day: datetime.date) -> bool:
        """Whether the whole list stands on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )
