"""All pages of a site: which there are, and what each shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from quanze import __version__
from quanze.model.boundary import BoundaryMatter
from quanze.model.duty import Duty
from quanze.model.figures import DepartmentFigures, Figures, figures, type_of
from quanze.model.flow import Flow
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register, group
from quanze.model.settings import Settings
from quanze.publish.flow_chart import Drawing, Drawings
from quanze.publish.site.addresses import Addresses, Folder
from quanze.publish.site.answers import Row
from quanze.publish.site.environment import environment
from quanze.publish.site.item_page import duty_views, item_view

# On a page opened from a disk, 'self' is nothing in Firefox; `file:` is nothing on a web server.
POLICY = (
    "default-src 'none'; img-src 'self' data: file:; style-src 'self' file:; "
    "script-src 'self' file:; base-uri 'none'"
)


class Page(NamedTuple):
    """One page: its place in the site, and its text."""

    path: str
    text: str


class Tab(NamedTuple):
    """A link to one of a department's lists."""

    name: str
    page: str
    size: int | None


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
    return f"{day.year}年{day.month}月{day.day}日" if day else None


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
        )
        return made

    @property
    def count(self) -> int:
        """How many pages there will be, near enough for a progress bar."""
        return len(self._register.powers) + 4 * len(self._register.departments) + 3

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
        others = self._others(lists)
        shared = {
            "department": lists.name,
            "folder": folder,
            "lists": lists,
            "tabs": _tabs(lists, folder, bool(others)),
        }
        here = (lists.name, folder.home)
        yield self._page(
            folder.home,
            "department.html",
            [(lists.name, None)],
            heading=lists.name,
            about=lists.department,
            contact=_contact(lists),
            has_overview=_has_overview(lists),
            groups=_groups(lists, counted),
            **shared,
        )
        if _duty_count(lists) or lists.main_duties:
            yield self._page(
                folder.duties,
                "duties.html",
                [here, ("责任清单", None)],
                heading="责任清单",
                **self._duties(lists),
                **shared,
            )
        if lists.boundaries or others:
            yield self._page(
                folder.boundaries,
                "boundaries.html",
                [here, ("职责边界清单", None)],
                heading="职责边界清单",
                own=lists.boundaries,
                others=others,
                **shared,
            )
        if lists.flows:
            yield self._page(
                folder.flows,
                "flows.html",
                [here, ("运行流程图", None)],
                heading="运行流程图",
                flows=self._flows(lists),
                **shared,
            )
        yield from self._items(lists, folder)

    def _others(self, lists: DepartmentLists) -> list[tuple[BoundaryMatter, str]]:
        """Boundary matters in other departments' lists in which this one has a share."""
        known = self._register.departments_by_name
        return [
            (matter, other.name)
            for other in self._register.departments
            if other is not lists
            for matter in other.boundaries
            if any(known.get(share.department) is lists for share in matter.shares)
        ]

    def _duties(self, lists: DepartmentLists) -> dict[str, Any]:
        """Duties with an item are listed with a link; the others are told in full, so none is lost."""
        powers = group((str(power.code), power) for power in lists.powers)
        known, orphans = [], []
        for code, duties in lists.duties_by_item.items():
            if code in powers:
                known += [self._known_duty(duty, powers[code][0]) for duty in duties]
            else:
                orphans.append((code, duty_views(duties)))
        return {"known": known, "orphans": orphans}

    def _known_duty(self, duty: Duty, power: Power) -> dict[str, Any]:
        stages = list(filter(None, dict.fromkeys(stage.stage for stage in duty.stages)))
        return {
            "file": self._addresses.file(power),
            "name": power.name + (f"（{duty.sub_item}）" if duty.sub_item else ""),
            "type": str(power.type),
            "stages": "、".join(stages) or (f"{len(duty.stages)} 条" if duty.stages else ""),
            "account": duty.accountability is not None,
        }

    def _flows(self, lists: DepartmentLists) -> list[dict[str, Any]]:
        using: dict[int, list[Power]] = {}
        for power in lists.powers:
            if flow := lists.flow_of(power):
                using.setdefault(id(flow), []).append(power)
        distinct: dict[Flow, None] = dict.fromkeys(lists.flows)
        return [
            {
                "id": f"flow{number}",
                "flow": flow,
                "drawing": self._drawings.draw(flow),
                "powers": using.get(id(flow), []),
            }
            for number, flow in enumerate(distinct, 1)
        ]

    def _items(self, lists: DepartmentLists, folder: Folder) -> Iterator[Page]:
        neighbours = [None, *((p.name, self._addresses.file(p)) for p in lists.powers), None]
        for number, power in enumerate(lists.powers):
            kind = type_of(power)
            yield self._page(
                folder.item(self._addresses.file(power)),
                "item.html",
                [
                    (lists.name, folder.home),
                    (kind, f"{folder.home}#{_anchor(kind)}"),
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


def _duty_count(lists: DepartmentLists) -> int:
    return len(lists.duties) + len(lists.public_services) + len(lists.oversight)


def _tabs(lists: DepartmentLists, folder: Folder, has_others: bool) -> list[Tab]:
    tabs = [Tab("权力清单", folder.home, len(lists.powers))]
    if _duty_count(lists) or lists.main_duties:
        tabs.append(Tab("责任清单", folder.duties, _duty_count(lists) or None))
    if lists.boundaries or has_others:
        tabs.append(Tab("职责边界", folder.boundaries, len(lists.boundaries)))
    if lists.flows:
        tabs.append(Tab("流程图", folder.flows, len(lists.flows)))
    return tabs


def _has_overview(lists: DepartmentLists) -> bool:
    """Whether department.yaml says more than the name."""
    said = set(lists.department.data()) - {"名称", "排序"} if lists.department else set()
    return bool(said or lists.main_duties)


def _contact(lists: DepartmentLists) -> list[Row]:
    about = lists.department
    if about is None:
        return []
    rows = []
    if about.consultation:
        rows.append(Row("咨询方式", about.consultation, "channels"))
    if about.supervision:
        rows.append(Row("监督渠道", about.supervision, "channels"))
    if about.website:
        rows.append(Row("网站", about.website, "linked"))
    return rows


def _groups(lists: DepartmentLists, counted: DepartmentFigures) -> list[dict[str, Any]]:
    """The power list by type, in the official order; numbers start anew in each."""
    groups = []
    for kind in counted.by_type:
        powers = [power for power in lists.powers if type_of(power) == kind]
        groups.append(
            {
                "id": _anchor(kind),
                "name": kind,
                "powers": powers,
                "offices": any(power.office for power in powers),
                "limits": any(power.statutory_limit or power.promised_limit for power in powers),
            }
        )
    return groups


def _short(kind: str) -> str:
    """The name of a type where all types stand side by side."""
    return kind.removeprefix("行政")


def _anchor(kind: str) -> str:
    return Addresses.type(kind).removeprefix("types/").removesuffix(".html")
