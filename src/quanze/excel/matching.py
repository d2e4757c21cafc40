"""Which entry of the register a row of a workbook speaks of."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from quanze.excel.convert import FILLERS, Entry
from quanze.model.item_code import ItemCode

Key = tuple[str, ...]
Mark = Callable[[Entry], Key | None]


def matches(rows: list[Entry], register: list[Entry]) -> list[Entry | None]:
    """Return the register's entry for each row, None for a new one. No entry is given twice.

    The surest signs come first: everything the same; the same code, where it is the only one; the
    same name, where only one side has a code; the same row of the same file with the same bases,
    where a clerk has changed the name.
    """
    found: list[Entry | None] = [None] * len(rows)
    single = _single_codes(rows) & _single_codes(register)

    def by_code(entry: Entry) -> Key | None:
        return (code,) if (code := office_code(entry)) in single else None

    signs: tuple[tuple[Mark, Mark], ...] = (
        (_everything, _everything),
        (by_code, by_code),
        (_name_without_code, _name),
        (_name, _name_without_code),
        (_row_and_bases, _row_and_bases),
    )
    taken: set[int] = set()
    for of_row, of_entry in signs:
        free: dict[Key, list[Entry]] = {}
        for entry in register:
            if id(entry) not in taken and (key := of_entry(entry)) is not None:
                free.setdefault(key, []).append(entry)
        for index, row in enumerate(rows):
            if found[index] is None and (key := of_row(row)) is not None and free.get(key):
                found[index] = entry = free[key].pop(0)
                taken.add(id(entry))
    return found


def office_code(entry: Entry) -> str:
    """The code that the office gave; "" where there is none or only a provisional one."""
    code = str(entry.get("编码") or "")
    return "" if code in FILLERS or ItemCode(code).is_provisional else code


def _single_codes(entries: list[Entry]) -> set[str]:
    return {code for code, count in Counter(map(office_code, entries)).items() if count == 1 and code}  # fmt: skip


def _everything(entry: Entry) -> Key:
    return (office_code(entry), *_name(entry))


def _name(entry: Entry) -> Key:
    subs = entry.get("子项")
    first: Any = subs[0] if isinstance(subs, list) and subs else {}
    sub = first.get("名称", "") if isinstance(first, dict) else first
    return str(entry.get("名称", "")), str(entry.get("类型", "")), str(sub)


def _name_without_code(entry: Entry) -> Key | None:
    return None if office_code(entry) else _name(entry)


def _row_and_bases(entry: Entry) -> Key | None:
    if not entry.get("来源") or not entry.get("设定依据"):
        return None
    return str(entry["来源"]), json.dumps(entry["设定依据"], ensure_ascii=False, sort_keys=True)
