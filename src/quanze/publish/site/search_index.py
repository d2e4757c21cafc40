"""The search index: one classic script, so that a site opened from a disk can be searched too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from quanze.model.figures import type_of
from quanze.model.power import HandlingItem, Power, SubItem
from quanze.model.register import Register
from quanze.publish.site.addresses import Addresses


def search_index(register: Register, addresses: Addresses) -> str:
    """Return the index as a script: departments, types, a short row for each item and public service."""
    types: dict[str, int] = {}
    items = [
        _row(power, number, types, addresses)
        for number, lists in enumerate(register.departments)
        for power in lists.powers
    ]
    departments = [
        [
            lists.name,
            addresses.folder(lists).name,
            (lists.department.short_name if lists.department else None) or "",
        ]
        for lists in register.departments
    ]
    services = [
        [
            service.name,
            str(service.code or ""),
            number,
            place,
            service.content or "",
            list(service.keywords),
        ]
        for number, lists in enumerate(register.departments)
        for place, service in enumerate(lists.public_services, 1)
    ]
    data = {
        "departments": departments,
        "types": list(types),
        "items": items,
        "services": services,
    }
    # U+2028 and U+2029 end a line in older script engines, < could open a comment.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in ("\u2028", "\u2029", "<"):
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f"window.QUANZE_INDEX={text};\n"


def _row(power: Power, department: int, types: dict[str, int], addresses: Addresses) -> list[Any]:
    """Return name, code, department, type, file (empty if it is the code), keywords, other words."""
    kind = types.setdefault(type_of(power), len(types))
    code, file = power.code.normalised, addresses.file(power)
    words = " ".join(
        part for sub in _parts(power) for part in (sub.name, str(sub.code or "")) if part
    )
    return [
        power.name,
        code,
        department,
        kind,
        "" if file == code else file,
        list(power.keywords),
        words,
    ]


def _parts(power: Power) -> Iterator[SubItem | HandlingItem]:
    yield from power.handling_items
    for sub in power.sub_items:
        yield sub
        yield from sub.handling_items
