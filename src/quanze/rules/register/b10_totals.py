"""B10 公布的项数对不上."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quanze.findings import Finding, Severity
from quanze.model.element import Element
from quanze.model.figures import DepartmentFigures, Figures, figures
from quanze.model.power_type import PowerType
from quanze.model.register import Register
from quanze.rules.rule import Family, Reach, Rule, found
from quanze.rules.settings import read_whole

TOTAL = "合计"
KEY = "公布项数"


def check(register: Register) -> Iterator[Finding]:
    """Find stated counts that do not add up, or are not those of the lists."""
    counted = figures(register)
    settings = register.settings
    unread = [bool(lists.unread) for lists in register.departments]
    if read_whole(settings):
        yield from _sums(settings, settings.published_counts)
        if not any(unread):
            yield from _counts(settings, settings.published_counts, counted)
    for lists, row, broken in zip(register.departments, counted.departments, unread, strict=True):
        department = lists.department
        if department is not None:
            yield from _sums(department, department.published_counts)
            if not broken:
                yield from _counts(department, department.published_counts, row)


def _sums(owner: Element, stated: Mapping[str, int]) -> Iterator[Finding]:
    """The types against their total, where both are stated."""
    total = stated.get(TOTAL)
    parts = {word: count for word, count in stated.items() if word != TOTAL}
    if total is not None and parts and sum(parts.values()) != total:
        yield found(
            "B10", owner, KEY, TOTAL, message="各类合计 {sum} 项，“合计”写的是 {total} 项",
            told={"sum": str(sum(parts.values()))}, total=str(total),
        )  # fmt: skip


def _counts(
    owner: Element, stated: Mapping[str, int], row: Figures | DepartmentFigures
) -> Iterator[Finding]:
    """Each stated count against the list; several words may mean one type (其他职权, 其他权力)."""
    if TOTAL in stated and stated[TOTAL] != row.total:
        yield _differs(owner, TOTAL, stated[TOTAL], row.total)
    kinds = {word: PowerType(word).kind for word in stated if word != TOTAL}
    for word, kind in kinds.items():
        alone = list(kinds.values()).count(kind) == 1
        if kind is not None and alone and stated[word] != row.by_type.get(str(kind), 0):
            yield _differs(owner, word, stated[word], row.by_type.get(str(kind), 0))


def _differs(owner: Element, word: str, stated: int, counted: int) -> Finding:
    message = "“{word}”写的是 {stated} 项，清单里有 {counted} 项"
    return found(
        "B10", owner, KEY, word, message=message,
        told={"counted": str(counted)}, word=word, stated=str(stated),
    )  # fmt: skip


RULE = Rule(
    code="B10",
    name="公布的项数对不上",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="公告、表头写的总数与各类之和、与清单的实有项数不符，清单就不可信。",
    source="公主岭市2016年表式填写说明（表头写明总数和各类项数）；卫滨、罗定、西平等地公布的总数；"
    "对照 department.yaml 和 quanze.yaml 里的“公布项数”",
    mend="查清是数错了还是漏了事项：改“公布项数”，或者补上、删去事项。",
    check=check,
)
