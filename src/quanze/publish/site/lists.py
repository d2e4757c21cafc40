"""Lists of items by what sets them apart: a page to filter, and pages for every value, without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from quanze.model.figures import type_of
from quanze.model.power import Power
from quanze.model.power_type import PowerType
from quanze.model.register import group
from quanze.publish.outputs import Output, fingerprint
from quanze.publish.site.addresses import Addresses, Names
from quanze.publish.site.columns import column, limit_order, name_order
from quanze.publish.site.index.parts import script
from quanze.publish.site.paging import sheets
from quanze.publish.site.site import Site

FILTER = "list.html"
UNSAID = "未注明"
"""The value, in every facet, of items of which the list does not say; list.js calls it so too."""


class Facet(NamedTuple):
    """One way to tell items apart."""

    slug: str
    label: str
    values: Callable[[Power], tuple[str, ...]]
    """What an item has; nothing where the list does not say."""


class Value(NamedTuple):
    """One value of a facet, with its items."""

    name: str
    page: str
    total: int


class Row(NamedTuple):
    """An item in a list."""

    name: str
    page: str
    code: str
    department: str
    statutory: str
    promised: str
    halted: str
    extra: str = ""


def _one(value: Any) -> tuple[str, ...]:
    return (str(value),) if value is not None and str(value) else ()


def _levels(power: Power) -> tuple[str, ...]:
    kinds = power.level.kinds if power.level else ()
    return tuple(map(str, kinds)) or _one(power.level)


def _hall(power: Power) -> tuple[str, ...]:
    return ("已进驻大厅" if power.in_hall == "是" else "未进驻大厅",) if power.in_hall else ()


def _visits(power: Power) -> tuple[str, ...]:
    return () if power.visits is None else (f"跑 {power.visits} 次" if power.visits else "不用跑",)


def _fee(power: Power) -> tuple[str, ...]:
    if power.fee is None:
        return ()
    return ("不收费" if isinstance(power.fee, str) and "不收" in power.fee else "收费",)


FACETS = (
    Facet("type", "类型", lambda power: (type_of(power),)),
    Facet("level", "行使层级", _levels),
    Facet("theme", "主题", lambda power: tuple(dict.fromkeys(power.themes))),
    Facet("handling", "办件类型", lambda power: _one(power.handling_type)),
    Facet("hall", "进驻大厅", _hall),
    Facet("form", "办理形式", lambda power: tuple(dict.fromkeys(power.handling_forms))),
    Facet("online", "网办深度", lambda power: _one(power.online_depth)),
    Facet("visits", "到现场次数", _visits),
    Facet("fee", "收费", _fee),
)
"""Every facet but the department, whose list is on its own pages."""


def pages(site: Site) -> Iterator[Output]:
    """Go through the pages of each facet, the page to filter, and what that loads."""
    shown, rows = [], Rows(site)
    for facet in FACETS:
        by_value = group(
            (value, power)
            for power in site.register.powers
            for value in facet.values(power) or (UNSAID,)
        )
        if not set(by_value) - {UNSAID}:
            continue
        values = _values(facet, by_value)
        shown.append((facet, values))
        yield _index(site, facet, values)
        for value in values:
            yield from _listed(
                site, facet, value, [rows.of(power) for power in by_value[value.name]]
            )
    yield _filter(site, shown)
    yield from _data(site)


def _values(facet: Facet, by_value: dict[str, tuple[Power, ...]]) -> list[Value]:
    order = list(by_value) if facet.slug != "type" else sorted(by_value, key=_type_order)
    names = Names("index")
    # A page keeps its name whatever other values there are.
    slugs = {value: names.give(_slug(facet, value)) for value in sorted(by_value)}
    if facet.slug in ("theme", "online", "handling"):
        order.sort(key=lambda value: -len(by_value[value]))
    elif facet.slug != "type":
        order.sort()
    order.sort(key=UNSAID.__eq__)
    return [Value(v, f"lists/{facet.slug}/{slugs[v]}.html", len(by_value[v])) for v in order]


def _type_order(kind: str) -> str:
    return PowerType(kind).code or "~"


def _slug(facet: Facet, value: str) -> str:
    if facet.slug == "type":
        return PurePosixPath(Addresses.type(value)).stem
    from pypinyin import lazy_pinyin

    return (
        "".join(c for c in "".join(lazy_pinyin(value)) if c.isascii() and c.isalnum())[:40] or value
    )


def ways(site: Site) -> list[tuple[str, str]]:
    """Return the ways to tell items apart that the lists know of, each with its page."""
    powers = site.register.powers
    return [(f.label, _ways_page(f)) for f in FACETS if any(map(f.values, powers))]


def _ways_page(facet: Facet) -> str:
    return f"lists/{facet.slug}/index.html"


def _index(site: Site, facet: Facet, values: list[Value]) -> Output:
    kinds = sum(value.name != UNSAID for value in values)
    return site.page(
        _ways_page(facet),
        "facet.html",
        (facet.label, values),
        lambda: {"facet": facet, "values": values, "kinds": kinds},
        [("事项清单", FILTER), (facet.label, None)],
    )


def _listed(site: Site, facet: Facet, value: Value, rows: list[Row]) -> Iterator[Output]:
    for part in sheets(rows, value.page):
        yield site.page(
            part.path,
            "facet_value.html",
            (facet.label, value, repr(part.rows), part.number, part.of),
            partial(dict, facet=facet, value=value, part=part, unsaid=value.name == UNSAID),
            [
                ("事项清单", FILTER),
                (facet.label, _ways_page(facet)),
                (value.name, None),
            ],
        )


class Rows:
    """The rows of items: most items stand in many lists."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._made: dict[int, Row] = {}

    def of(self, power: Power) -> Row:
        """Return an item as it stands in a list."""
        if id(power) not in self._made:
            self._made[id(power)] = Row(
                power.name,
                self._site.addresses.item(power),
                power.code.normalised,
                self._site.register.lists_of(power).name,
                str(power.statutory_limit or ""),
                str(power.promised_limit or ""),
                self._site.halted(power),
            )
        return self._made[id(power)]


def _filter(site: Site, shown: list[tuple[Facet, list[Value]]]) -> Output:
    facets = [
        {"slug": facet.slug, "label": facet.label, "values": values[:12], "more": len(values) > 12}
        for facet, values in shown
    ]
    total, laws = site.figures.total, bool(site.laws.all)
    return site.page(
        FILTER,
        "list.html",
        (total, laws, [(f["slug"], f["values"], f["more"]) for f in facets]),
        lambda: {"facets": facets, "total": total, "laws": laws},
        [("事项清单", None)],
    )


def _data(site: Site) -> Iterator[Output]:
    """What list.js filters and sorts by: columns of all items, in the order of the lists."""
    powers = site.register.powers
    departments = Facet("dept", "部门", lambda power: (site.register.lists_of(power).name,))
    facets = [*FACETS[:1], departments, *FACETS[1:]]
    cells = [(f.slug, f.label, [f.values(power) for power in powers]) for f in facets]
    limits = [
        (slug, [getattr(power, name) for power in powers])
        for slug, name in (("statutory", "statutory_limit"), ("promised", "promised_limit"))
    ]
    rests_on = fingerprint(repr(cells), repr(limits))

    def columns() -> bytes:
        value = {
            "count": len(powers),
            "facets": [{"slug": slug, "label": label, **column(own)} for slug, label, own in cells],
            "limits": {slug: limit_order(own) for slug, own in limits},
        }
        return script("lists/columns", rests_on[:8], value).encode("utf-8", errors="replace")

    names = [power.name for power in powers]

    def by_name() -> bytes:
        return script("lists/names", "", name_order(names)).encode()

    yield Output("assets/lists/columns.js", rests_on, columns)
    yield Output("assets/lists/names.js", fingerprint(names), by_name)
