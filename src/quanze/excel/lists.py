"""One department's lists as they stand in YAML, and what an import adds to them.

What is in the register already is never changed by an import; a row is added only where the register
has no entry for it (see quanze.excel.matching).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from quanze.excel.convert import FILLERS, Converted, Entry
from quanze.excel.matching import Key, matches, office_code
from quanze.excel.shared import share
from quanze.load.references import References
from quanze.model.element import SHARED_KEY
from quanze.model.power import Power
from quanze.model.power_type import PowerType

Identity = Callable[[Entry], Key]

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
    shared: dict[str, Any] = field(default_factory=dict)
    """What the powers of the register may refer to."""
    aliases: set[str] = field(default_factory=set)
    """Other names that department.yaml gives: the short one and former ones."""
    added: Counter[str] = field(default_factory=Counter)
    """Key of a list -> entries added."""
    differing: list[str] = field(default_factory=list)
    """Codes of powers that the workbook has otherwise than the register; they were left alone."""

    def merge(self, converted: Converted) -> None:
        """Add what one workbook holds of this department."""
        codes = self._merge_powers(converted.powers)
        for duty in converted.duties:
            duty["事项"] = codes[duty["事项"]]
        self._merge("duty", "责任事项", converted.duties, _by("事项", "子项"))
        self._merge("duty", "公共服务事项", converted.services, _by("名称"))
        self._merge("duty", "事中事后监管", converted.oversight, _by("名称"))
        self._merge("boundary", "职责边界", converted.boundaries, _by("管理事项"))

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
        numbers = self._numbers(entries)
        codes = []
        for power, there in zip(powers, matches(powers, entries), strict=True):
            if there is None:
                self._give_code(power, numbers)
                entries.append(power)
                self.added["事项"] += 1
            elif self._differs(power, there):
                self.differing.append(str(there["编码"]))
            codes.append(str((there or power)["编码"]))
        return codes

    def _differs(self, power: Entry, there: Entry) -> bool:
        """Whether a workbook says of a power what the register does not."""
        if (code := office_code(power)) and code != str(there["编码"]):
            return True
        written = References(self.shared).expand(there, lambda *_: None)
        if _content(power) == _content(written):
            return False
        try:  # one thing may be written in several ways; the model knows them
            same = _understood({**power, "编码": "0"}) == _understood({**written, "编码": "0"})
        except ValidationError:
            return True
        return not same

    def _numbers(self, entries: list[Entry]) -> Counter[str]:
        """Return the highest provisional number given so far, by type letters."""
        numbers: Counter[str] = Counter()
        form = re.compile(rf"T-{re.escape(self.slug)}-([A-Za-z]+)-([0-9]{{1,9}})")
        for entry in entries:
            if match := form.fullmatch(str(entry.get("编码", ""))):
                numbers[match[1]] = max(numbers[match[1]], int(match[2]))
        return numbers

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

    def _merge(self, stem: str, key: str, new: list[Entry], identity: Identity) -> None:
        if not new:
            return
        entries = self._entries(stem, key)
        known = set(_numbered(map(identity, entries)))
        sources = {(entry.get("来源"), entry.get("事项")) for entry in entries if "事项" in entry}
        for mark, entry in zip(_numbered(map(identity, new)), new, strict=True):
            if mark not in known and (entry.get("来源"), entry.get("事项")) not in sources:
                entries.append(entry)
                self.added[key] += 1


def _by(*names: str) -> Identity:
    return lambda entry: tuple(str(entry.get(name) or "") for name in names)


def _numbered(keys: Iterable[Key]) -> list[Key]:
    """Count equal keys, so that the second of two equal rows is told from the first."""
    seen: Counter[Key] = Counter()
    result = []
    for key in keys:
        seen[key] += 1
        result.append((*key, str(seen[key])))
    return result


def _content(entry: Entry) -> Entry:
    return {key: value for key, value in entry.items() if key not in ("来源", "编码")}


def _understood(entry: Entry) -> Entry:
    return _content(Power.model_validate(entry).data())
