"""What the list says of one item, in the form in which cases are held against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from quanze.casework.stages import FlowOrder, LawOrder, StageOrder
from quanze.deadline.items import Item
from quanze.deadline.period_rules import PeriodRules
from quanze.deadline.terms import Terms
from quanze.deadline.timeline import item_terms
from quanze.model.items import DiscretionStep, Material
from quanze.model.patterns import pattern
from quanze.model.power import PowerElements
from quanze.model.register import Register
from quanze.model.word_table import plain, without_notes
from quanze.rules.parts import is_empty
from quanze.rules.tables import procedure

_NUMBERED: Final = pattern(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳])[.、．)]|^[(]\d{1,2}[)]")
_FORMS: Final = pattern(r"(?:原件|复印件|扫描件|电子版|电子件|正本|副本|一式.份|\d+[份张])+$")
_MARKS: Final = pattern(r"[《》“”\"'.。,，;；、:：\-—·]")


@dataclass(frozen=True)
class Standard:
    """An item with everything that its cases are held against."""

    item: Item
    bodies: tuple[str, ...]
    """In whose name it is exercised, as the list writes it."""
    promised: Terms | None
    statutory: Terms | None
    materials: frozenset[str]
    """The names of all its materials, as `material_name` makes them."""
    material_count: int
    steps: tuple[DiscretionStep, ...]
    procedures: tuple[str, ...]
    """The special procedures that the list names for it."""
    order: StageOrder | None
    """None where neither a flow nor a law tells its stages."""

    @property
    def name(self) -> str:
        return self.item.name


class Standards:
    """Makes the standard of each item once."""

    def __init__(self, register: Register, rules: PeriodRules) -> None:
        self._register, self._rules = register, rules
        self._made: dict[int, Standard] = {}
        self._orders: dict[int, FlowOrder] = {}

    def of(self, item: Item) -> Standard:
        """Return the standard of an item."""
        if id(item) not in self._made:
            self._made[id(item)] = self._make(item)
        return self._made[id(item)]

    def _make(self, item: Item) -> Standard:
        promised, statutory, _ = item_terms(item, self._rules, self._register.settings.deadlines)
        materials = _materials(item)
        return Standard(
            item,
            _bodies(item),
            promised,
            statutory,
            frozenset(material_name(one.name) for one in materials),
            len(materials),
            _first(item, "discretion") or _inner(item, "discretion"),
            tuple(without_notes(one.name) for one in _first(item, "special_procedures")),
            self._order(item),
        )

    def _order(self, item: Item) -> StageOrder | None:
        flow = item.lists.flow_of(item.power)
        if flow is not None and any(step.stage for step in flow.steps):
            return self._orders.setdefault(id(flow), FlowOrder(flow))
        return order_by_law(item, _first(item, "handling_type") or "")


def order_by_law(item: Item, manner: str) -> LawOrder | None:
    """Return the stages that the law orders for an item's type; None where it orders none."""
    ordered = procedure(item.type, str(manner))
    return LawOrder(item.type, ordered) if ordered else None


def _first(item: Item, attribute: str) -> Any:
    """Return an element as the item states it, else as what it stands in does; empty where none."""
    found = (getattr(part, attribute) for part in item.chain)
    return next((value for value in found if not is_empty(value)), ())


def _inner(item: Item, attribute: str) -> tuple[Any, ...]:
    """Return what the parts of an item state, for a case that names the item as a whole."""
    return tuple(one for part in _parts(item.chain[0]) for one in getattr(part, attribute))


def _parts(whole: PowerElements) -> tuple[PowerElements, ...]:
    subs = getattr(whole, "sub_items", ())
    handling = [one for part in (whole, *subs) for one in getattr(part, "handling_items", ())]
    return (*subs, *handling)


def _materials(item: Item) -> tuple[Material, ...]:
    return (*_first(item, "materials"), *_inner(item, "materials"))


def _bodies(item: Item) -> tuple[str, ...]:
    """Collect the bodies that may act: in whose name, entrusted by whom, and together with whom."""
    said: list[str] = [_first(item, "body") or item.department]
    for part in item.chain:
        joint = part.joint
        said += filter(None, [part.entrusting_body, *part.joint_bodies])
        said += filter(None, [joint.lead, *joint.bodies]) if joint else ()
    department = item.lists.department
    own = [
        item.department,
        *((department.short_name or "", *department.former_names) if department else ()),
    ]
    if any(plain(said[0]) == plain(name) for name in own if name):
        said += own
    return tuple(dict.fromkeys(filter(None, said)))


def material_name(text: str) -> str:
    """Return the name of a material without its number, notes, form and marks."""
    bare = without_notes(_NUMBERED.sub("", plain(text)))
    return _MARKS.sub("", _FORMS.sub("", bare))
