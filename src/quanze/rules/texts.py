"""How a message names the place of a text."""

from __future__ import annotations

from quanze.load.schema_errors import label
from quanze.model.element import Element, KeyPath
from quanze.model.register import Register
from quanze.rules.rule import shortened


def where(register: Register, element: Element, path: KeyPath) -> str:
    """Name the place of a text as a clerk would: “食品经营许可”的“设定依据第1项·原文”."""
    name = getattr(element, "name", None) or getattr(element, "matter", None)
    if name is None:
        powers = register.powers_by_code.get(str(getattr(element, "item", "")), ())
        name = powers[0].name if powers else getattr(element, "item", None)
    return f"“{shortened(name)}”的“{label(path)}”" if name else f"“{label(path)}”"
