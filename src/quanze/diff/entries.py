"""What of a register is compared: every entry of its lists as plain data, found by its identity.

The identity of a power is its code. A duty has its power's code, a flow, a public service, an
oversight measure and a boundary matter have their name within their department.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, NamedTuple

from quanze.load.source import CannotRun
from quanze.model.adjustment import ListName
from quanze.model.element import Element, Origin
from quanze.model.patterns import pattern
from quanze.model.register import DepartmentLists, Register, group

Data = Mapping[str, Any]
"""An entry as it would be written: Chinese keys, no empty elements."""

MAIN_DUTIES: Final = "主要职责"
_SOURCE: Final = "来源"
"""Says from which workbook an entry came: no content of the list."""
_BODY: Final = "部门"
OF_CODES: Final = (ListName.POWER, ListName.DUTY)
"""Lists whose entries keep their identity when they move to another department: it is content of them."""


NESTED: Final = ("子项", "业务办理项")
"""Elements of a power that are lists of items with the same elements again, each with a name."""
NAMED_BY: Final = {ListName.POWER: "编码", ListName.DEPARTMENT: "名称"}
"""The element that is the identity of an entry, and changes when that is renamed."""


class EntryKey(NamedTuple):
    """What an entry is found by."""

    listed: ListName
    department: str
    """Empty for powers and their duties: what moves to another department keeps its identity."""
    key: str

    @property
    def item(self) -> str:
        """The code of a power, or of the power that a duty is of."""
        is_duty = self.listed is ListName.DUTY
        return self.key.partition("/")[0].partition("#")[0] if is_duty else self.key


@dataclass(frozen=True)
class Renaming:
    """New names of departments and new codes of powers: what bears the old ones is the same thing."""

    departments: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.departments or self.codes)


_CODE_KEYS: Final = ("编码", "事项", "适用事项", "相关事项")


@dataclass(frozen=True)
class Entry:
    """One entry of a list."""

    key: EntryKey
    name: str
    department: str
    data: Data
    origin: Origin | None = field(default=None, compare=False)

    @cached_property
    def canonical(self) -> Any:
        """What the entry says, however it is written and ordered."""
        return canonical(self.data)

    @property
    def fingerprint(self) -> str:
        """Tells whether an entry says the same; 16 hexadecimal digits."""
        return fingerprint(self.data)

    def under(self, renaming: Renaming) -> Entry:
        """Return the entry with new names of departments and codes, wherever these are identity."""
        if not renaming:
            return self
        listed, scope, key = self.key
        department = renaming.departments.get(self.department, self.department)
        data = dict(self.data)
        for name in _CODE_KEYS:
            if name in data and (name != "编码" or listed is ListName.POWER):
                data[name] = _recoded(data[name], renaming.codes)
        if listed in OF_CODES:
            data[_BODY] = department
        if listed is ListName.POWER:
            key = renaming.codes.get(key, key)
        elif listed is ListName.DUTY:
            item, slash, rest = key.partition("/")
            key = renaming.codes.get(item, item) + slash + rest
        elif listed is ListName.DEPARTMENT:
            key = data["名称"] = department
        scope = renaming.departments.get(scope, scope)
        return replace(self, key=EntryKey(listed, scope, key), department=department, data=data)


Entries = Mapping[EntryKey, Entry]

_NOTHING: Final = (None, "", ("[",), ("{",))
"""What an element says that is written and left empty: the same as one that is not written."""


def canonical(value: Any) -> Any:
    """Return what a value says: without order of lists, width of characters and layout of text."""
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, Mapping):
        inner = ((key, canonical(part)) for key, part in value.items())
        return ("{", *sorted((key, part) for key, part in inner if part not in _NOTHING))
    if isinstance(value, list | tuple):
        return ("[", *sorted((canonical(part) for part in value), key=repr))
    return str(value) if value is not None else None


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same."""
    says, also = canonical(one), canonical(other)
    return says == also or (says in _NOTHING and also in _NOTHING)


def fingerprint(data: Data) -> str:
    """Tells whether two data say the same; 16 hexadecimal digits."""
    return hashlib.sha256(repr(canonical(data)).encode()).hexdigest()[:16]


_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_BLANKS: Final = pattern(r"\s+")
_BESIDE_WIDE: Final = pattern(r"(?<![!-~]) | (?![!-~])")


def plain_text(text: str) -> str:
    """Return a text without its layout: full-width forms made narrow, blanks that part no words gone.

    Nothing else is folded: 10² is not 102.
    """
    return _BESIDE_WIDE.sub("", _BLANKS.sub(" ", text.translate(_WIDTH)))


def entries_of(register: Register) -> dict[EntryKey, Entry]:
    """Return every entry of a register.

    Raises:
        CannotRun: two powers have one code, so that nobody can say which of them changed.
    """
    entries = (entry for lists in register.departments for entry in _of_department(lists))
    named = group((entry.key, entry) for entry in entries)
    found = {key: alike[0] for key, alike in named.items() if len(alike) == 1}
    for key, alike in named.items():
        if len(alike) > 1:
            if key.listed is ListName.POWER:
                raise CannotRun(_twice(*alike[:2]))
            _number(key, alike, found)
    return found


def _number(key: EntryKey, alike: Iterable[Entry], found: dict[EntryKey, Entry]) -> None:
    """Number namesakes by what they say, so that their order in the file is no difference."""
    for entry in sorted(alike, key=lambda one: one.fingerprint):
        free = _free(key, found)
        found[free] = replace(entry, key=free)


def renamed(entries: Entries, renaming: Renaming) -> dict[EntryKey, tuple[Entry, Entry]]:
    """Return every entry as it was and under the new names, by its new identity."""
    found: dict[EntryKey, tuple[Entry, Entry]] = {}
    pairs = [(entry, entry.under(renaming)) for entry in entries.values()]
    for entry, now in sorted(pairs, key=lambda pair: pair[0].key != pair[1].key):
        key = _free(now.key, found)
        found[key] = (entry, now if now.key == key else replace(now, key=key))
    return found


def _twice(first: Entry, second: Entry) -> str:
    places = "、".join(entry.origin.file for entry in (first, second) if entry.origin)
    return (
        f"编码 {first.key.key} 用了两次（{places}），分不清是哪一项变了。"
        "请先运行 quanze validate，改成每项一个编码。"
    )


def _free(key: EntryKey, taken: Container[EntryKey]) -> EntryKey:
    """Return a key that is not taken yet: the key itself, or with a number."""
    free, number = key, 1
    while free in taken:
        number += 1
        free = key._replace(key=f"{key.key}#{number}")
    return free


def _of_department(lists: DepartmentLists) -> Iterator[Entry]:
    name = lists.name
    if lists.department is not None or lists.main_duties:
        yield _department(lists)
    for power in lists.powers:
        yield _entry(ListName.POWER, "", str(power.code), power.name, power, name)
    for duty in lists.duties:
        key = f"{duty.item}/{duty.sub_item}" if duty.sub_item else str(duty.item)
        named = lists.powers_by_code.get(str(duty.item))
        yield _entry(ListName.DUTY, "", key, named.name if named else key, duty, name)
    for service in lists.public_services:
        yield _entry(ListName.SERVICE, name, service.name, service.name, service, name)
    for measure in lists.oversight:
        yield _entry(ListName.OVERSIGHT, name, measure.name, measure.name, measure, name)
    for matter in lists.boundaries:
        yield _entry(ListName.BOUNDARY, name, matter.matter, matter.matter, matter, name)
    for flow in lists.flows:
        yield _entry(ListName.FLOW, name, flow.name, flow.name, flow, name)


def _entry(
    listed: ListName, scope: str, key: str, name: str, element: Element, department: str
) -> Entry:
    data = {key: value for key, value in element.data().items() if key != _SOURCE}
    if listed in OF_CODES:
        data[_BODY] = department
    return Entry(EntryKey(listed, scope, key), name, department, data, element._origin)


def _department(lists: DepartmentLists) -> Entry:
    """A department, and with it what it lives for: its main duties have no names of their own."""
    data: dict[str, Any]
    data = lists.department.data() if lists.department else {"名称": lists.name}
    if lists.main_duties:
        data[MAIN_DUTIES] = [duty.data() for duty in lists.main_duties]
    origin = lists.department._origin if lists.department else None
    key = EntryKey(ListName.DEPARTMENT, "", lists.name)
    return Entry(key, lists.name, lists.name, data, origin)


def _recoded(value: Any, codes: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return codes.get(value, value)
    return [codes.get(part, part) for part in value]


def counted(entries: Entries) -> Counter[ListName]:
    """Count the entries of each list."""
    return Counter(key.listed for key in entries)
