"""The pages of each department: its power list, duties, boundary matters and flows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Final

from quanze.model.duty import OversightMeasure
from quanze.model.figures import DepartmentFigures
from quanze.model.power import Power
from quanze.model.register import DepartmentLists
from quanze.publish.outputs import Output
from quanze.publish.site import duty_pages, flow_pages
from quanze.publish.site.department_page import (
    Elsewhere,
    TypeGroup,
    contact,
    has_duties,
    has_overview,
    is_large,
    tabs_of,
    type_groups,
)
from quanze.publish.site.paging import ROOM, Sheet, heavy, sheets
from quanze.publish.site.site import Site, Trail

BOUNDARIES: Final = "职责边界清单"
FLOWS: Final = "运行流程图"
DUTIES: Final = "责任清单"


def pages(
    site: Site, lists: DepartmentLists, counted: DepartmentFigures, others: list[Elsewhere]
) -> Iterator[Output]:
    """Go through the pages of a department's lists; `others` are the matters of others that concern it."""
    return _Department(site, lists, counted, others).pages()


class _Department:
    def __init__(
        self,
        site: Site,
        lists: DepartmentLists,
        counted: DepartmentFigures,
        others: list[Elsewhere],
    ) -> None:
        self._site = site
        self._lists = lists
        self._folder = site.addresses.folder(lists)
        self._others = others
        self._groups = type_groups(lists, counted, self._folder)
        self._tabs = tabs_of(lists, self._folder, len(lists.boundaries) + len(others))

    def pages(self) -> Iterator[Output]:
        yield self._home()
        for group in self._groups:
            yield from self._type(group)
        if has_duties(self._lists):
            yield from self._duties()
        if self._lists.boundaries or self._others:
            yield from self._boundaries()
        if self._lists.flows:
            yield from self._flows()

    def _page(
        self, path: str, template: str, heading: str, rests_on: Any, way: Trail = (), **shown: Any
    ) -> Output:
        """Return one of the department's pages; `way` leads to it from the department's home page."""
        lists = self._lists
        context = {
            "department": lists.name,
            "folder": self._folder,
            "lists": lists,
            "tabs": self._tabs,
            "heading": heading,
            "section": shown.pop("section", None),
            **shown,
        }
        trail = [*way, (heading, None)] if heading != lists.name else []
        here = (lists.name, self._folder.home if trail else None)
        return self._site.page(
            path, template, (self._tabs, rests_on), lambda: context, [here, *trail]
        )

    def _home(self) -> Output:
        from quanze.publish.document import document_links  # it looks for typst
        from quanze.publish.workbook import edition_paths

        lists, site = self._lists, self._site
        documents = list(document_links(site.register, site.addresses, lists))
        editions = [path for path, _ in edition_paths(site.register, site.addresses, lists)]
        main_duties = self._layout.parts[0].page if lists.main_duties else None
        return self._page(
            self._folder.home,
            "department.html",
            lists.name,
            (
                lists.department, len(lists.main_duties), main_duties,
                [(g.name, g.shown, len(g.powers), g.offices, g.limits, self._halted(g.shown)) for g in self._groups],
                documents, editions,
            ),
            about=lists.department,
            contact=contact(lists),
            has_overview=has_overview(lists),
            groups=self._groups,
            large=is_large(lists),
            main_duties=main_duties,
            documents=documents,
            editions=editions,
        )  # fmt: skip

    def _halted(self, powers: Iterable[Power]) -> list[str]:
        return [self._site.halted(power) for power in powers]

    def _type(self, group: TypeGroup) -> Iterator[Output]:
        """The list of one type, where it does not stand on the home page as a whole."""
        if group.page is None:
            return
        kinds = [(one.name, len(one.powers), one.page, one.id) for one in self._groups]
        for sheet in sheets(group.powers, group.page):
            yield self._page(
                sheet.path,
                "department_type.html",
                _heading(group.name, sheet),
                (group.name, group.offices, group.limits, kinds, sheet.rows, sheet.first, sheet.total, self._halted(sheet.rows)),
                section=self._folder.home,
                group=group,
                groups=self._groups,
                sheet=sheet,
            )  # fmt: skip

    @cached_property
    def _layout(self) -> duty_pages.DutyLayout:
        return duty_pages.duty_layout(self._lists, self._site.addresses)

    def _duties(self) -> Iterator[Output]:
        layout = self._layout
        parts = [(part.id, part.page, part.size) for part in layout.parts]
        whole = [self._told(part.sheets[0]) for part in layout.parts] if layout.whole else []
        yield self._page(self._folder.duties, "duties.html", DUTIES, (parts, whole), layout=layout)
        for part in () if layout.whole else layout.parts:
            for sheet in part.sheets:
                yield self._page(
                    sheet.path,
                    "duty_part.html",
                    _heading(part.name, sheet),
                    (parts, part.id, self._told(sheet), sheet.first),
                    [(DUTIES, self._folder.duties)],
                    section=self._folder.duties,
                    layout=layout,
                    of=part,
                    sheet=sheet,
                )

    def _told(self, sheet: Sheet[Any]) -> tuple[Any, ...]:
        """Return what a page of duties tells: measures name the items that they are for."""
        measures = [row for row in sheet.rows if isinstance(row, OversightMeasure)]
        return sheet.rows, self._site.linked(code for one in measures for code in one.items)

    def _boundaries(self) -> Iterator[Output]:
        own = self._site.matters_of(self._lists)
        links = [(one, self._site.matter_pages[id(one.matter)]) for one in self._others]
        others = sheets(links, self._folder.part("boundaries-of-others"), weight=_link_weight)
        room = ROOM - sum(map(heavy, own[0].rows)) - sum(map(_link_weight, links))
        together = own[0].of == 1 and room > 0
        for sheet in own:
            shown = others[0] if together else None
            yield self._page(
                sheet.path,
                "boundaries.html",
                _heading(BOUNDARIES, sheet),
                (
                    sheet.rows, self._site.linked(code for one in sheet.rows for code in one.items),
                    sheet.first, sheet.total, shown and shown.rows, len(links),
                ),
                section=self._folder.boundaries,
                own=sheet,
                others=shown,
                more=None if together else others[0],
            )  # fmt: skip
        if links and not together:
            yield from map(self._of_others, others)

    def _of_others(self, sheet: Sheet[tuple[Elsewhere, str]]) -> Output:
        return self._page(
            sheet.path,
            "boundaries_of_others.html",
            _heading("其他部门清单中的职责边界", sheet),
            (sheet.rows, sheet.first, sheet.total),
            [(BOUNDARIES, self._folder.boundaries)],
            section=self._folder.boundaries,
            others=sheet,
        )

    def _flows(self) -> Iterator[Output]:
        flows = flow_pages.flows_of(self._lists, self._folder)
        for sheet in sheets(flows, self._folder.flows):
            yield self._page(
                sheet.path,
                "flows.html",
                _heading(FLOWS, sheet),
                ([(row.flow, row.page, len(row.powers)) for row in sheet.rows], sheet.total),
                section=self._folder.flows,
                sheet=sheet,
            )
        for row in flows:
            for using in sheets(row.powers, row.page):
                yield self._flow(row, using)

    def _flow(self, row: flow_pages.FlowRow, using: Sheet[Power]) -> Output:
        return self._page(
            using.path,
            "flow.html",
            _heading(row.flow.name, using),
            (row.flow, [(p.code, p.name) for p in using.rows], using.first, using.total),
            [(FLOWS, self._folder.flows)],
            section=self._folder.flows,
            row=row,
            sheet=using,
            drawings=self._site.drawings,
        )


def _link_weight(link: tuple[Elsewhere, str]) -> int:
    return heavy(link[0].matter)


def _heading(name: str, sheet: Sheet[Any]) -> str:
    return name if sheet.number == 1 else f"{name}（第 {sheet.number} 页）"
