"""One department's lists as they stand in YAML, and what an import adds to them.

What is in the register already is never changed by an import: an entry is known by its code, its
name, its type and its sub-item, and is added only where it is not there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from quanze.excel.convert import FILLERS, Converted, Entry
from quanze.excel.shared import share
from quanze.model.element import SHARED_KEY
from quanze.model.item_code import ItemCode
from quanze.model.power_type import PowerType

Key = tuple[str, ...]

LISTS = {
    "power": ("事项",),
    "duty": ("责任事项", "公共服务事项", "事中事后监管"),
    "boundary": ("职责边界",),
}
"""List file -> the keys of its lists that an import can fill."""

OTHER_LETTERS = "QT"


@dataclass
class DepartmentFiles:
    """The list files of one department: what is written, and what is new."""

    slug: str
    name: str
    data: dict[str, dict[str, Any]] = field(default_factory=dict)
    """List file -> its content; a file that does not exist yet is missing."""
    added: Counter[str] = field(default_factory=Counter)
    """Key of a list -> entries added."""
    differing: list[str] = field(default_factory=list)
    """Codes of powers that the workbook has otherwise than the register; they were left alone."""

    def merge(self, converted: Converted) -> None:
        """Add what one workbook holds of this department."""
        codes = self._merge_powers(converted.powers)
        for duty in converted.duties:
            duty["事项"] = codes[duty["事项"]]
        self._merge("duty", "责任事项", converted.duties, lambda e: (e["事项"], e.get("子项", "")))
        self._merge("duty", "公共服务事项", converted.services, lambda e: (e["名称"],))
        self._merge("duty", "事中事后监管", converted.oversight, lambda e: (e["名称"],))
        self._merge("boundary", "职责边界", converted.boundaries, lambda e: (e["管理事项"],))

    def changed(self) -> list[str]:
        """Return the list files that have something new."""
        return [stem for stem, keys in LISTS.items() if any(self.added[key] for key in keys)]

    def share_duties(self) -> None:
        """Write repeated texts once, in a duty list that is new."""
        duty = self.data.get("duty")
        if (
            duty is None
            or SHARED_KEY in duty
            or self.added["责任事项"] < len(duty.get("责任事项", ()))
        ):
            return
        shared = share(duty.get("责任事项", []))
        if shared:
            lists = {key: value for key, value in duty.items() if key != "部门"}
            self.data["duty"] = {"部门": self.name, SHARED_KEY: shared, **lists}

    def _entries(self, stem: str, key: str) -> list[Entry]:
        entries: list[Entry] = self.data.setdefault(stem, {"部门": self.name}).setdefault(key, [])
        return entries

    def _merge_powers(self, powers: list[Entry]) -> list[str]:
        """Add the powers that are new; return the code of each, new or known."""
        if not powers:
            return []
        entries = self._entries("power", "事项")
        known = dict(zip(_keys(entries), entries, strict=True))
        numbers = _numbers(entries)
        codes = []
        for key, power in zip(_keys(powers), powers, strict=True):
            there = known.get(key)
            if there is None:
                self._give_code(power, numbers)
                entries.append(power)
                self.added["事项"] += 1
            else:
                power["编码"] = there["编码"]
                if _without_source(power) != _without_source(there):
                    self.differing.append(str(there["编码"]))
            codes.append(str(power["编码"]))
        return codes

    def _give_code(self, power: Entry, numbers: Counter[str]) -> None:
        code = power.get("编码")
        if code and code not in FILLERS:
            return
        if code:
            power.setdefault("备注", {})["编码"] = code
        letters = PowerType(power["类型"]).letters or OTHER_LETTERS
        numbers[letters] += 1
        entry = {"编码": f"T-{self.slug}-{letters}-{numbers[letters]:04d}"}
        entry.update((name, value) for name, value in power.items() if name != "编码")
        power.clear()
        power.update(entry)

    def _merge(self, stem: str, key: str, new: list[Entry], identity: Any) -> None:
        if not new:
            return
        entries = self._entries(stem, key)
        known = set(_numbered(map(identity, entries)))
        for mark, entry in zip(_numbered(map(identity, new)), new, strict=True):
            if mark not in known:
                entries.append(entry)
                self.added[key] += 1


def _keys(powers: list[Entry]) -> list[Key]:
    """Tell powers apart: by code where the office gave one, by name, type and sub-item, by order."""
    return _numbered(
        (
            "" if _no_code(power.get("编码")) else str(power["编码"]),
            str(power.get("名称", "")),
            str(power.get("类型", "")),
            _first_sub_item(power),
        )
        for power in powers
    )


def _no_code(code: Any) -> bool:
    return not code or code in FILLERS or ItemCode(code).is_provisional


def _first_sub_item(power: Entry) -> str:
    subs = power.get("子项") or [{}]
    first = subs[0]
    return str(first.get("名称", "")) if isinstance(first, dict) else str(first)


def _numbered(keys: Any) -> list[Key]:
    """Count equal keys, so that the second of two equal rows is told from the first."""
    seen: Counter[Key] = Counter()
    result = []
    for key in keys:
        seen[key] += 1
        result.append((*key, str(seen[key])))
    return result


def _numbers(entries: list[Entry]) -> Counter[str]:
    """Return the highest provisional number given so far, by type letters."""
    numbers: Counter[str] = Counter()
    for entry in entries:
        parts = str(entry.get("编码", "")).split("-")
        if len(parts) >= 4 and parts[0] == "T" and parts[3].isdigit():
            numbers[parts[2]] = max(numbers[parts[2]], int(parts[3]))
    return numbers


def _without_source(entry: Entry) -> Entry:
    return {key: value for key, value in entry.items() if key not in ("来源", "编码")}
