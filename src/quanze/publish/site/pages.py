"""All pages of a site: which there are, and what each shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from quanze import __version__
from quanze.model.figures import DepartmentFigures, Figures, figures, type_of
from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import Settings
from quanze.model.written_date import in_chinese
from quanze.publish.flow_chart import Drawing, Drawings
from quanze.publish.site.addresses import Addresses, Folder, workbook_name
from quanze.publish.site.department_page import (
    anchor,
    contact,
    duty_list,
    flow_list,
    has_duties,
    has_overview,
    others,
    power_list,
    tabs_of,
)
from quanze.publish.site.environment import environment
from quanze.publish.site.item_page import item_view

# On a page opened from a disk, 'self' is nothing in Firefox; `file:` is nothing on a web server.
POLICY = (
    "default-src 'none'; img-src 'self' data: file:; style-src 'self' file:; "
    "script-src 'self' file:; base-uri 'none'"
)


class Page(NamedTuple):
    """One page: its place in the site, and its text."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands on every page."""

    title: str
    region: str | None
    office: str | None
    owner: str | None
    contact: str | None
    notice: str | None
    date: str | None
    footer: tuple[tuple[str, str], ...]
    has_boundaries: bool
    version: str = __version__


def masthead(register: Register) -> Masthead:
    """Return what the settings say for every page."""
    settings: Settings = register.settings
    told = settings.publishing
    return Masthead(
        title=told.title or settings.name,
        region=settings.region,
        office=settings.office,
        owner=told.owner,
        contact=told.contact,
        notice=told.notice,
        date=_chinese_date(settings),
        footer=tuple(told.footer.items()),
        has_boundaries=bool(register.boundaries),
    )


def _chinese_date(settings: Settings) -> str | None:
    day = settings.date
    return in_chinese(day) if day else None


class Pages:
    """Renders the pages of a register, one after the other."""

    def __init__(self, register: Register, addresses: Addresses) -> None:
        self._register = register
        self._addresses = addresses
        self._figures: Figures = figures(register)
        self._drawings = Drawings()
        self._matter_pages = dict(_matter_pages(register, addresses))
        self._fragments: dict[tuple[str, Any], Markup] = {}
        self._environment = self._prepared(environment())

    def _prepared(self, made: Environment) -> Environment:
        made.filters["cached"] = self._fragment
        made.globals.update(
            site=masthead(self._register),
            policy=POLICY,
            matter_page=lambda matter: self._matter_pages[id(matter)],
            item_link=self._item_link,
            file=self._addresses.file,
            workbook_name=workbook_name,
        )
        return made

    def all(self) -> Iterator[Page]:
        """Go through all pages."""
        yield self._home()
        yield self._about()
        yield from self._types()
        if self._register.boundaries:
            yield self._all_boundaries()
        for lists, counted in zip(
            self._register.departments, self._figures.departments, strict=True
        ):
            yield from self._department(lists, counted)

    def _page(
        self, path: str, template: str, trail: Sequence[tuple[str, str | None]] = (), **more: Any
    ) -> Page:
        text = self._environment.get_template(template).render(
            root="../" * path.count("/"), page=path, trail=trail, **more
        )
        return Page(path, text)

    def _fragment(self, value: Any, form: str) -> Markup:
        """Render what many items share (a flow, a duty's stages) once."""
        key = (form, _content(value))
        if key not in self._fragments:
            template = self._environment.get_template("fragment.html")
            self._fragments[key] = Markup(template.render(form=form, value=value))  # noqa: S704
        return self._fragments[key]

    def _item_link(self, code: str, root: str) -> Markup:
        """Return a link to each item of a code; the code alone where no item has it."""
        links = [
            Markup('<a href="{}{}">{}</a>').format(root, self._addresses.item(power), power.name)
            for power in self._register.powers_by_code.get(str(code), ())
        ]
        return Markup("、").join(links) if links else Markup("<code>{}</code>").format(code)

    # The register as a whole.

    def _home(self) -> Page:
        counted, numbers = self._figures, self._numbers()
        return self._page(
            self._addresses.home,
            "home.html",
            numbers=numbers,
            contents=[label for label, *_ in numbers if label != "部门"],
            types=self._type_links(),
            departments=[
                {
                    "folder": self._addresses.folder(lists),
                    "figures": row,
                    "kinds": "、".join(
                        f"{_short(kind)} {count}" for kind, count in row.by_type.items()
                    ),
                }
                for lists, row in zip(self._register.departments, counted.departments, strict=True)
            ],
            total=counted.total,
            workbook=self._addresses.workbook,
        )

    def _numbers(self) -> list[tuple[str, int, str | None]]:
        lists = self._register.departments
        numbers = [
            ("行政职权", self._figures.total, None),
            ("部门", len(lists), None),
            ("责任事项", sum(len(one.duties) for one in lists), None),
            ("公共服务", sum(len(one.public_services) for one in lists), None),
            ("事中事后监管", sum(len(one.oversight) for one in lists), None),
            ("职责边界", len(self._register.boundaries), self._addresses.boundaries),
            ("运行流程", sum(len(one.flows) for one in lists), None),
        ]
        return [row for row in numbers if row[1] or row[0] in ("行政职权", "部门")]

    def _type_links(self) -> list[dict[str, Any]]:
        by_type = self._figures.by_type
        largest = max(by_type.values(), default=1)
        return [
            {
                "name": kind,
                "short": _short(kind),
                "count": count,
                "page": self._addresses.type(kind),
                "share": max(1, round(count * 100 / largest)),
            }
            for kind, count in by_type.items()
        ]

    def _about(self) -> Page:
        settings = self._register.settings
        facts = [
            ("清单库", settings.name),
            ("地区", settings.region),
            ("行政区划代码", settings.division),
            ("编制机关", settings.office),
            ("清单日期", _chinese_date(settings) or "未注明"),
        ]
        trail = [("说明", None)]
        return self._page(self._addresses.about, "about.html", trail, facts=facts)

    def _types(self) -> Iterator[Page]:
        types = self._type_links()
        for kind in self._figures.by_type:
            groups = [
                {"name": lists.name, "folder": self._addresses.folder(lists), "powers": powers}
                for lists in self._register.departments
                if (powers := [power for power in lists.powers if type_of(power) == kind])
            ]
            yield self._page(
                self._addresses.type(kind),
                "type.html",
                [(kind, None)],
                kind=kind,
                total=self._figures.by_type[kind],
                groups=groups,
                types=types,
            )

    def _all_boundaries(self) -> Page:
        groups = [
            {
                "name": lists.name,
                "folder": self._addresses.folder(lists),
                "matters": lists.boundaries,
            }
            for lists in self._register.departments
            if lists.boundaries
        ]
        return self._page(
            self._addresses.boundaries,
            "all_boundaries.html",
            [("职责边界", None)],
            groups=groups,
            total=len(self._register.boundaries),
        )

    # One department.

    def _department(self, lists: DepartmentLists, counted: DepartmentFigures) -> Iterator[Page]:
        folder = self._addresses.folder(lists)
        elsewhere = others(lists, self._register)
        shared = {
            "department": lists.name,
            "folder": folder,
            "lists": lists,
            "tabs": tabs_of(lists, folder, len(lists.boundaries) + len(elsewhere)),
        }
        here = (lists.name, folder.home)
        yield self._page(
            folder.home,
            "department.html",
            [(lists.name, None)],
            heading=lists.name,
            about=lists.department,
            contact=contact(lists),
            has_overview=has_overview(lists),
            groups=power_list(lists, counted),
            **shared,
        )
        if has_duties(lists):
            yield self._page(
                folder.duties,
                "duties.html",
                [here, ("责任清单", None)],
                heading="责任清单",
                **duty_list(lists, self._addresses),
                **shared,
            )
        if lists.boundaries or elsewhere:
            yield self._page(
                folder.boundaries,
                "boundaries.html",
                [here, ("职责边界清单", None)],
                heading="职责边界清单",
                own=lists.boundaries,
                others=elsewhere,
                **shared,
            )
        if lists.flows:
            yield self._page(
                folder.flows,
                "flows.html",
                [here, ("运行流程图", None)],
                heading="运行流程图",
                flows=flow_list(lists, self._drawings),
                **shared,
            )
        yield from self._items(lists, folder)

    def _items(self, lists: DepartmentLists, folder: Folder) -> Iterator[Page]:
        neighbours = [None, *((p.name, self._addresses.file(p)) for p in lists.powers), None]
        for number, power in enumerate(lists.powers):
            kind = type_of(power)
            yield self._page(
                folder.item(self._addresses.file(power)),
                "item.html",
                [
                    (lists.name, folder.home),
                    (kind, f"{folder.home}#{anchor(kind)}"),
                    (power.name, None),
                ],
                power=power,
                department=lists.name,
                folder=folder,
                view=item_view(power, lists, self._register, self._drawings),
                before=neighbours[number],
                after=neighbours[number + 2],
            )


def _content(value: Any) -> Any:
    """What a fragment depends on. A flow has one drawing; equal duties are one content."""
    return id(value) if isinstance(value, Drawing) else value


def _matter_pages(register: Register, addresses: Addresses) -> Iterator[tuple[int, str]]:
    for lists in register.departments:
        for number, matter in enumerate(lists.boundaries, 1):
            yield id(matter), f"{addresses.folder(lists).boundaries}#m{number}"


def _short(kind: str) -> str:
    """The name of a type where all types stand side by side."""
    return kind.removeprefix("行政")
