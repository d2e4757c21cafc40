"""The home page, the list of departments where it is long, and the page that explains the lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final

from quanze.model.written_date import in_chinese
from quanze.publish.outputs import Output
from quanze.publish.site.addresses import Addresses
from quanze.publish.site.json_ld import script, site_ld
from quanze.publish.site.laws import INDEX as LAWS
from quanze.publish.site.lists import FILTER
from quanze.publish.site.lists import ways as facet_ways
from quanze.publish.site.own_lists import DUTIES, OVERSIGHT, SERVICES, own_numbers
from quanze.publish.site.paging import sheets
from quanze.publish.site.records import Announced, summary
from quanze.publish.site.site import Site

FEW: Final = 40
"""Up to so many departments stand with all their figures and workbooks on the home page."""

NAMED: Final = 120
"""So many departments are named there; more have their own pages only."""

_NEWS: Final = 3
"""How many of the newest adjustments the home page tells of."""


def pages(site: Site) -> Iterator[Output]:
    """Go through the pages."""
    numbers = _numbers(site)
    departments = [(row.name, row.slug, row.total, row.by_type) for row in site.figures.departments]
    news = site.records.approved[:_NEWS]
    ways = _ways(site)
    yield site.page(
        site.addresses.home,
        "home.html",
        (numbers, departments, ways, [one.rests_on for one in news]),
        lambda: {**_home(site, numbers, news), "ways": ways},
    )
    if len(departments) > FEW:
        yield from _departments(site)
    settings = site.register.settings
    facts = [
        ("清单库", settings.name),
        ("地区", settings.region),
        ("行政区划代码", str(settings.division) if settings.division else None),
        ("编制机关", settings.office),
        ("清单日期", in_chinese(settings.date) if settings.date else "未注明"),
    ]
    yield site.page(
        site.addresses.about, "about.html", (facts,), lambda: {"facts": facts}, [("说明", None)]
    )


def _home(
    site: Site, numbers: list[tuple[str, int, str | None]], news: Sequence[Announced]
) -> dict[str, Any]:
    counted, rows = site.figures, _rows(site)
    own = {label for label, *_ in own_numbers(site.register)}
    return {
        "numbers": numbers,
        "contents": [label for label, *_ in numbers if label not in ("部门", *own)],
        "types": type_links(site),
        "departments": rows[:NAMED],
        "unnamed": len(rows[NAMED:]),
        "all_departments": Addresses.departments if len(rows) > FEW else None,
        "total": counted.total,
        "news": [summary(one) for one in news],
        "workbook": site.addresses.workbook,
        "json_ld": script(site_ld(site)),
    }


def _ways(site: Site) -> list[tuple[str, str]]:
    """Return the ways to the items beside type and department."""
    laws = [("法规依据", LAWS)] if site.laws.all else []
    return [way for way in facet_ways(site) if way[0] != "类型"] + laws


def _rows(site: Site) -> list[dict[str, Any]]:
    return [
        {
            "folder": site.addresses.folder(lists),
            "figures": row,
            "kinds": "、".join(
                f"{short_name(kind)} {count}" for kind, count in row.by_type.items()
            ),
        }
        for lists, row in zip(site.register.departments, site.figures.departments, strict=True)
    ]


def _departments(site: Site) -> Iterator[Output]:
    """The figures and workbooks of many departments, which the home page has no room for."""
    types = type_links(site)
    for sheet in sheets(_rows(site), Addresses.departments):
        told = [(row["folder"], row["figures"].name, row["figures"].by_type) for row in sheet.rows]
        yield site.page(
            sheet.path,
            "departments.html",
            (types, told, sheet.number, sheet.total),
            partial(dict, types=types, sheet=sheet, total=site.figures.total),
            [("部门", None)],
        )


def _numbers(site: Site) -> list[tuple[str, int, str | None]]:
    lists = site.register.departments
    numbers = [
        ("行政职权", site.figures.total, FILTER),
        ("部门", len(lists), None),
        ("责任事项", sum(len(one.duties) for one in lists), DUTIES),
        ("公共服务", sum(len(one.public_services) for one in lists), SERVICES),
        ("事中事后监管", sum(len(one.oversight) for one in lists), OVERSIGHT),
        ("职责边界", len(site.register.boundaries), site.addresses.boundaries),
        ("运行流程", sum(len(one.flows) for one in lists), None),
        *own_numbers(site.register),
    ]
    return [row for row in numbers if row[1] or row[0] in ("行政职权", "部门")]


def type_links(site: Site) -> list[dict[str, Any]]:
    """Return the types that occur, with their counts and pages."""
    by_type = site.figures.by_type
    largest = max(by_type.values(), default=1)
    return [
        {
            "name": kind,
            "short": short_name(kind),
            "count": count,
            "page": site.addresses.type(kind),
            "share": max(1, round(count * 100 / largest)),
        }
        for kind, count in by_type.items()
    ]


def short_name(kind: str) -> str:
    """Return the name of a type where all types stand side by side."""
    return kind.removeprefix("行政")
