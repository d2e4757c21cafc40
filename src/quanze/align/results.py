"""What comparing finds, in words, each with its place."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

from quanze.align.levels import Compared, Pair
from quanze.align.written import PLACES
from quanze.findings import Finding, Place
from quanze.model.element import Origin
from quanze.rules.rule import shortened


class Row(NamedTuple):
    """A row of what a check finds (`checks.base.FOUND`)."""

    code: str
    lower: str | None
    upper: str | None
    at: str
    listed: str
    department: str
    position: int
    item: str | None
    name: str | None
    element: str
    ours: str | None
    theirs: str | None
    more: str | None


@dataclass(frozen=True)
class Found:
    """One thing that was found: between whom, and what."""

    lower: Compared | None
    upper: Compared | None
    at: Compared
    finding: Finding


@dataclass(frozen=True)
class Beside:
    """How much of two registers could be compared."""

    lower: Compared
    upper: Compared
    compared: int
    """Items of the lower register that have a counterpart."""


@dataclass(frozen=True)
class Alignment:
    """What came of comparing registers."""

    registers: tuple[Compared, ...]
    pairs: tuple[Pair, ...]
    beside: tuple[Beside, ...]
    found: tuple[Found, ...]
    items: dict[str, int] = field(default_factory=dict)
    """Side -> its items."""
    uncoded: dict[str, int] = field(default_factory=dict)
    """Side -> its items without a catalogue code: they cannot be compared."""
    unknown: int = 0
    """Items handed down or cancelled that could not be looked for, as nothing tells their code."""
    elsewhere: int = 0
    """Items handed down to receivers whose registers were not given."""
    same: bool = False
    """Whether two publications of the same lists were compared."""

    @cached_property
    def by_side(self) -> dict[str, Compared]:
        """Side -> register."""
        return {one.side: one for one in self.registers}


Words = Callable[[Row], tuple[str, str]]
"""Makes of a row its message and how to mend it; the latter empty for what the rule says itself."""


def _h1(row: Row) -> tuple[str, str]:
    if row.element == "基本编码":
        return (
            f"“{_name(row)}”的基本编码是 {row.ours}，上级清单里同名同类型的是 {row.theirs}",
            "核对是不是同一事项：是的，用上级的基本编码；不是的，不必改。",
        )
    return (
        f"“{_name(row)}”的{row.element}是“{_short(row.ours)}”，上级清单里是“{_short(row.theirs)}”",
        "",
    )


def _h2(row: Row) -> tuple[str, str]:
    parts = [f"上级有、这里没有：{row.theirs}"] if row.theirs else []
    parts += [f"这里有、上级没有：{row.ours}"] if row.ours else []
    return f"“{_name(row)}”的{row.element}与上级不一致。{'。'.join(parts)}", ""


def _h3(row: Row) -> tuple[str, str]:
    when = f"（{row.more}交接）" if row.more else ""
    how = f"{row.theirs}给" if row.element == "承接" else "按调整记录下放给"
    return f"“{_name(row)}”已{how}{row.ours}{when}，下级清单里没有", ""


def _h4(row: Row) -> tuple[str, str]:
    return f"“{_name(row)}”上级已经取消（调整记录 {row.theirs}），这里还在清单里", ""


def _h5(row: Row) -> tuple[str, str]:
    given = f"“{_name(row)}”已下放给{_short(row.ours)}（{row.theirs}）"
    if row.element == "流程":
        return f"{given}，放权部门的流程“{row.more}”还在用它", "从流程的“适用事项”里删去。"
    if row.more:
        return (
            f"{given}，放权部门的清单里还有，没有写“权限划分”",
            "只下放一部分地区或者一部分权限的，在“权限划分”里写明放权部门还行使哪些；不再行使的，从清单里调出。",
        )
    return f"{given}，放权部门的清单里还有", ""


def _h6(row: Row) -> tuple[str, str]:
    if row.element == "责任事项":
        return f"“{_name(row)}”的责任事项列在下级，职权只在上级清单里", ""
    return f"“{_name(row)}”已{row.theirs}给{row.ours}，下级只列了责任事项，没有列职权", ""


def _h7(row: Row) -> tuple[str, str]:
    if row.element == "保留环节":
        return (
            f"“{_name(row)}”的方式是{row.more}，批次里写明“{row.ours}”环节仍由{row.theirs}保留",
            "",
        )
    if row.more == row.ours:
        return f"“{_name(row)}”已由{row.theirs}下放，流程的“{row.ours}”一步还要等上级作决定", ""
    who = " ".join((row.more or "").split())
    return f"“{_name(row)}”已由{row.theirs}下放，流程的“{row.ours}”一步仍由“{who}”办理", ""


def _h8(row: Row) -> tuple[str, str]:
    return f"“{_name(row)}”已承接（{row.theirs}），责任清单里没有它的责任事项", ""


def _h9(row: Row) -> tuple[str, str]:
    if row.element == "事项":
        return f"“{_name(row)}”只有这一处有", ""
    return (
        f"“{_name(row)}”的{row.element}，一处是“{_short(row.ours)}”，另一处是“{_short(row.theirs)}”",
        "",
    )


def _h10(row: Row) -> tuple[str, str]:
    how = "收回" if row.element == "收回" else "期满，没有延期"
    return f"“{_name(row)}”由上级{row.ours}（{row.theirs}），{row.more}已{how}，这里还在清单里", ""


def _h11(row: Row) -> tuple[str, str]:
    return (
        f"“{_name(row)}”是{row.theirs or '上级'}委托的（{row.more}），又委托给{row.ours}",
        "",
    )


_WORDS: Final[dict[str, Words]] = {
    "H1": _h1, "H2": _h2, "H3": _h3, "H4": _h4, "H5": _h5, "H6": _h6, "H7": _h7, "H8": _h8, "H9": _h9,
    "H10": _h10, "H11": _h11,
}  # fmt: skip


def _name(row: Row) -> str:
    return shortened(row.name or row.item or "")


def _short(text: str | None) -> str:
    return shortened(text or "（没有写）", 60)


def found_of(
    rows: Sequence[Row], registers: Sequence[Compared], folders: dict[str, Path]
) -> tuple[Found, ...]:
    """Say in words what was found, in the order of the registers."""
    by_side = {one.side: one for one in registers}
    places = {side: _Places(folder) for side, folder in folders.items()}
    order = {one.side: index for index, one in enumerate(registers)}

    def rank(row: Row) -> tuple[Any, ...]:
        first = order.get(row.lower or "", -1)
        return (
            first,
            row.code,
            order[row.at],
            row.department,
            row.position,
            row.element,
            row.ours or "",
            row.theirs or "",
        )

    made = []
    for row in sorted(rows, key=rank):
        at = by_side[row.at]
        made.append(
            Found(
                by_side.get(row.lower or ""), by_side.get(row.upper or ""), at,
                _finding(row, at, places.get(row.at)),
            )
        )  # fmt: skip
    return tuple(made)


def _finding(row: Row, at: Compared, places: _Places | None) -> Finding:
    message, mend = _WORDS[row.code](row)
    told = {"element": row.element, "ours": row.ours, "theirs": row.theirs, "more": row.more}
    origin, place = places.of(row) if places is not None else (Origin(at.label), Place(at.label))
    return Finding(
        row.code,
        origin,
        message,
        mend,
        params={key: value for key, value in told.items() if value},
        item=row.item or "",
        name=row.name or "",
        place=place,
    )


class _Places:
    """Where the entries of a register are written, as noted when it was read."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / PLACES

    @cached_property
    def _known(self) -> dict[str, dict[str, list[list[Any]]]]:
        known: dict[str, dict[str, list[list[Any]]]] = json.loads(self._file.read_text("utf-8"))
        return known

    def of(self, row: Row) -> tuple[Origin, Place | None]:
        """Return where a row stands; no place where its line is still to be found."""
        file, path, line, column = self._known[row.listed][row.department][row.position - 1]
        return Origin(file, tuple(path)), Place(file, line, column) if line else None
