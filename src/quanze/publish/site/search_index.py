"""The search index: one classic script, so that a site opened from a disk can be searched too."""

from __future__ import annotations

import json
from typing import Any

from quanze.model.figures import type_of
from quanze.model.power import Power
from quanze.model.register import Register
from quanze.publish.site.addresses import Addresses


def search_index(register: Register, addresses: Addresses) -> str:
    """Return the index as a script: departments, types, and a short row for each item."""
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
    data = {"departments": departments, "types": list(types), "items": items}
    # U+2028 and U+2029 end a line in older script engines, < could open a comment.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in ("\u2028", "\u2029", "<"):
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f"window.QUANZE_INDEX={text};\n"


def _row(power: Power, department: int, types: dict[str, int], addresses: Addresses) -> list[Any]:
    """Return name, code, department, type, file (empty if it is the code), other words."""
    kind = types.setdefault(type_of(power), len(types))
    code, file = power.code.normalised, addresses.file(power)
    words = " ".join((*power.keywords, *(sub.name for sub in power.sub_items)))
    return [power.name, code, department, kind, "" if file == code else file, words]
