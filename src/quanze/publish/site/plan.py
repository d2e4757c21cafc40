"""Where and when an item is handled, at one glance: building, floor, window, hours, telephone, web."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from quanze.model.patterns import pattern
from quanze.model.power import Power
from quanze.publish.site.contact import first_phone

_NUMBER = r"(?:[A-Za-z]?\d{1,3}|负?[一二三四五六七八九十]{1,3})"
_FLOOR = rf"(?:[A-Za-z一二三四五六七八九十东西南北主副]{{1,2}}座)?{_NUMBER}(?:楼|层)"
# One building, one floor, one room or window. Whatever names several stays as it is written.
_PLACE = pattern(
    rf"(?P<house>[^，,；;、。\n]+?(?<![第\d一二三四五六七八九十]))(?P<floor>{_FLOOR})(?P<room>[^，,；;、。\n]*)"
)
_ANOTHER = pattern(_FLOOR)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a visitor needs to get there; each is None where the list is silent."""

    place: tuple[str, ...] | None
    """The building, the floor, the window: one step of the way each."""
    hours: str | None
    phone: Markup | None
    website: str | None


def plan(power: Power) -> Plan | None:
    """Return where and when; None where the list says neither place nor web address."""
    if not power.place and not power.website:
        return None
    return Plan(
        place=way(power.place) if power.place else None,
        hours=power.hours,
        phone=first_phone(power.consultation),
        website=power.website,
    )


def way(place: str) -> tuple[str, ...]:
    """Return the steps of the way to a place; put together, they are the text as it is written."""
    found = _PLACE.fullmatch(place.strip())
    if found is None or _ANOTHER.search(found["room"]):
        return (place.strip(),)
    return tuple(filter(None, (found["house"], found["floor"], found["room"])))
