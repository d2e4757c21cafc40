"""B9 序号或项数对不上."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.patterns import pattern
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register, group
from quanze.model.row_source import RowSource
from quanze.rules.register.same_name import same_powers
from quanze.rules.rule import Family, Rule, found

_NUMBER: Final = pattern(r"\s*[（(]?(\d{1,3})\s*[.．、)）](?!\d)\s*(?=\D)")
_CHINESE_NUMBER: Final = pattern(
    r"\s*(?:[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]))\s*(?=.)"
)
_DECLARED: Final = pattern(r"[（(]\s*(?:共|计|合计)?\s*(\d{1,5})\s*[项条]\s*[)）]")


def check(register: Register) -> Iterator[Finding]:
    """Find numbers left in names, gaps among numbered sub-items, and counts that do not agree."""
    for lists in register.departments:
        for power in lists.powers:
            yield from _prefix(power)
        for powers in same_powers(lists.powers):
            yield from _sub_items(powers)
        yield from _declared(lists)


def _prefix(power: Power) -> Iterator[Finding]:
    number = _NUMBER.match(power.name) or _CHINESE_NUMBER.match(power.name)
    if number is not None:
        yield found(
            "B9",
            power,
            "名称",
            message="职权名称带着序号：“{name}”",
            fix=power.name[number.end() :],
        )


def _sub_items(powers: tuple[Power, ...]) -> Iterator[Finding]:
    """Sub-items that are all numbered should run from 1 without gap; of one name they run on."""
    subs = [(power, i, sub) for power in powers for i, sub in enumerate(power.sub_items)]
    numbers = [int(n[1]) if (n := _NUMBER.match(sub.name)) else None for _, _, sub in subs]
    if len(subs) < 2 or None in numbers:
        return
    for (power, i, sub), number, expected in zip(
        subs, numbers, range(1, len(subs) + 1), strict=True
    ):
        if number != expected:
            yield found(
                "B9", power, "子项", i, "名称",
                message=f"“{{name}}”的子项“{{sub}}”序号是 {number}，按顺序应是 {expected}", sub=sub.name,
            )  # fmt: skip
            return


def _declared(lists: DepartmentLists) -> Iterator[Finding]:
    """The count in a sheet's name against the powers that came from the sheet."""
    if lists.unread:
        return
    subs = group(
        (sheet, sub)
        for power in lists.powers
        for sub in power.sub_items
        if (sheet := _sheet(sub.imported_from)) is not None
    )
    pairs = ((sheet, power) for power in lists.powers if (sheet := _sheet(power.imported_from)))
    for sheet, powers in group(pairs).items():
        declared = _DECLARED.search(sheet[1])
        if declared is None:
            continue
        count, below = len(powers), len(subs.get(sheet, ()))
        if int(declared[1]) not in (count, count + below):
            more = f"（另有子项 {below} 个）" if below else ""
            yield found(
                "B9", powers[0], "来源",
                message=f"工作表“{{sheet}}”写着 {int(declared[1])} 项，清单里来自它的有 {count} 项{more}",
                sheet=sheet[1],
            )  # fmt: skip


def _sheet(source: str | None) -> tuple[str, str] | None:
    """The workbook and the sheet that an element came from."""
    row = RowSource.read(source)
    return (row.file, row.sheet) if row is not None else None


RULE = Rule(
    code="B9",
    name="序号或项数对不上",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    why="序号断了、重了，或者工作表写的项数与实有的不同，多半是漏了行、并了行，或者删了事项没有改总数。",
    source="真实清单的常见差错；公主岭市2016年表式填写说明（序号按类型从1编排，表头写明各类项数）",
    mend="对照原来的工作簿，补上漏的、改正序号；导入以后按程序增减过事项的，把“来源”删去即可；"
    "名称里的序号可以由 quanze validate --fix 删去。",
    check=check,
    fixable=True,
)
