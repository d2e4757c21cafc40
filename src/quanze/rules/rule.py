"""What a rule is. A rule reads a register and yields findings; it never writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from quanze.findings import Finding, Fix, Severity
from quanze.model.element import Element, Origin
from quanze.model.register import Register

Check = Callable[[Register], Iterator[Finding]]


class Family(StrEnum):
    """Rules by reach."""

    FILE = "文件"
    ITEM = "事项"
    REGISTER = "清单库"
    RECORD = "调整记录"
    LEVELS = "上下级"


class Reach(Enum):
    """How much of a register a rule has to see at once."""

    PART = auto()
    """One department's lists, or what belongs to no department, each for itself."""
    OWN = auto()
    """Only what belongs to no department: settings, records, the lists of the register as a whole."""
    WHOLE = auto()
    """Departments beside each other, in outline (`load.outline`), or beside the lists of the whole."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its stable code, why it exists, and its check.

    The bad and good examples are the rule's cases in `rules/cases/<code>.yaml`.
    """

    code: str
    name: str
    severity: Severity
    family: Family
    why: str
    source: str
    """Law and article, or document and section."""
    mend: str
    check: Check | None = None
    """None where the loader or the engine itself finds it."""
    fixable: bool = False
    essential: bool = False
    """Whether it tells that something was not read or not checked: it cannot be switched off."""
    reach: Reach = Reach.PART
    needs_texts: bool = False
    """Whether it compares with texts of laws: where none are at hand, it has not checked anything."""


def found(
    code: str,
    element: Element,
    *path: str | int,
    message: str,
    mend: str = "",
    related: tuple[Origin, ...] = (),
    fix: str | None = None,
    told: Mapping[str, str] | None = None,
    **params: str,
) -> Finding:
    """Make a finding at an element, or at something inside it.

    Args:
        code: the rule's code.
        element: what the finding is about; its code and name go into the finding.
        path: keys and positions from the element to what is wrong.
        message: what is wrong, in Chinese; `{name}` is the element's name, or its code
            where it has none, others are `params` and `told`.
        mend: how to mend it, where the rule's own advice does not say it exactly.
        related: other places that belong to the finding.
        fix: the text that should stand there, where a machine can know it.
        told: what fills the message and the mend only: counts, and what else changes by itself.
        params: what fills the message; they also tell this finding from others of its rule.
    """
    origin = element.origin.at(*path)
    name = str(getattr(element, "name", "") or getattr(element, "matter", ""))
    codes = (getattr(element, key, None) for key in ("code", "item", "catalogue_code"))
    item = str(next(filter(None, codes), ""))
    words = {"name": shortened(name or item), "item": item, **(told or {}), **params}
    return Finding(
        code=code,
        origin=origin,
        message=message.format(**words),
        mend=mend.format(**words),
        params=params,
        item=item,
        name=name,
        related=related,
        fix=Fix(origin, fix) if fix is not None else None,
        source=str(getattr(element, "imported_from", None) or ""),
    )


def shortened(name: str, length: int = 40) -> str:
    """Shorten a name for a message; names of real items run to 175 characters."""
    return name if len(name) <= length else f"{name[: length - 1]}…"
