"""What a list writes and the register does not hold, because it could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from quanze.findings import Finding
from quanze.load.documents import BOM_FOUND, CHINESE_QUOTES
from quanze.load.layout import (
    DELEGATIONS,
    JOINT_MATTERS,
    LIST_KINDS,
    NEGATIVE_LIST,
    REFERENCES,
    REGULATIONS,
    held,
    register_list,
)
from quanze.load.loader import MISSING_FILE, Loaded
from quanze.load.source import SETTINGS_FILE
from quanze.model.element import KeyPath, Origin
from quanze.model.register import Register, group

_NOTHING_LOST = (BOM_FOUND, CHINESE_QUOTES, MISSING_FILE)
_FILES = {
    "department": "部门信息",
    "power": "权力清单",
    "duty": "责任清单",
    "boundary": "职责边界清单",
    "flow": "运行流程图",
    "release": "启用记录",
}
_REGISTER_FILES = {
    REGULATIONS: "配套制度清单",
    NEGATIVE_LIST: "投资项目负面清单",
    JOINT_MATTERS: "并联审批事项",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """An entry, or a whole file, that is not in the register."""

    name: str
    origin: Origin
    is_entry: bool
    first: Finding
    """The first thing that is wrong with it."""


def missing(loaded: Loaded) -> tuple[Missing, ...]:
    """Return what could not be read, in the order of reading; each entry and each file once."""
    held_at = set(_origins(loaded.register))
    lost = group(
        (_place(found.origin), found)
        for found in loaded.findings
        if found.code not in _NOTHING_LOST
        and not found.origin.file.startswith(REFERENCES)
        and not _stands(found.origin, held_at)
    )
    return tuple(
        Missing(_name(loaded.register, place, found), place, bool(place.path), found[0])
        for place, found in lost.items()
    )


def _origins(register: Register) -> Iterator[Origin]:
    with suppress(LookupError):  # settings that could not be read have no place
        yield register.settings.origin
    for element in register.elements():
        with suppress(
            LookupError
        ):  # the head of a file may not have been read, its entries all the same
            yield element.origin


def _stands(origin: Origin, held_at: set[Origin]) -> bool:
    """Whether the entry around a place was read all the same."""
    shortest = len(_place(origin).path)
    return any(
        Origin(origin.file, origin.path[:length]) in held_at
        for length in range(shortest, len(origin.path) + 1)
    )


def _place(origin: Origin) -> Origin:
    """The entry of a list that a place is in; the file where it is in none."""
    entry = origin.path[:2]
    in_list = len(entry) == 2 and isinstance(entry[1], int) and entry[0] in _lists_in(origin.file)
    return Origin(origin.file, entry if in_list else ())


def _lists_in(file: str) -> tuple[str, ...]:
    """The keys of the lists of entries that a file holds."""
    place = held(file)
    kind = register_list(file) or (LIST_KINDS.get(place.stem) if place else None)
    return tuple(entry.key for entry in kind.entries) if kind else ()


def _name(register: Register, place: Origin, found: Sequence[Finding]) -> str:
    if place.path:
        return _entry_name(place.path, found)
    if place.file == SETTINGS_FILE:
        return "清单库的设置"
    if place.file.startswith(DELEGATIONS):
        return "赋权批次"
    if place.file in _REGISTER_FILES:
        return _REGISTER_FILES[place.file]
    of = held(place.file)
    if of is None:
        return "文件"
    names = {lists.slug: lists.name for lists in register.departments}
    return f"{names.get(of.slug, of.slug)}的{_FILES[of.stem]}"


def _entry_name(path: KeyPath, found: Sequence[Finding]) -> str:
    kind, index = path
    name = next((one.name for one in found if one.name), "")
    code = next((one.item for one in found if one.item), "")
    named = f"“{name}”" if name else f"第 {int(index) + 1} 项"
    return f"{kind}{named}" + (f"（{code}）" if code else "")
