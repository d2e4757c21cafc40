"""A site: what every page needs to know, and how a page is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property, partial
from html import unescape
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import TemplateSyntaxError
from markupsafe import Markup

from quanze import __version__
from quanze.load.source import CannotRun
from quanze.model.basis import LegalBasis
from quanze.model.boundary import BoundaryMatter
from quanze.model.figures import Figures, figures
from quanze.model.flow import Flow
from quanze.model.patterns import pattern
from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register
from quanze.model.visible_text import printable
from quanze.model.written_date import in_chinese
from quanze.publish.flow_chart import Drawing, Drawings
from quanze.publish.office import OfficeLook
from quanze.publish.outputs import Fingerprints, Output
from quanze.publish.site.addresses import Addresses, workbook_name
from quanze.publish.site.contact import web_address
from quanze.publish.site.duty_pages import ITEMS, unknown_views
from quanze.publish.site.environment import environment
from quanze.publish.site.flow_pages import flows_of
from quanze.publish.site.history import Gone, History, gone_items
from quanze.publish.site.law_uses import LawUses
from quanze.publish.site.own_lists import OwnLists
from quanze.publish.site.paging import Sheet, heavy, sheets
from quanze.publish.site.records import Records
from quanze.publish.stamp import MARKS

# On a page opened from a disk, 'self' is nothing in Firefox; `file:` is nothing on a web server.
# A flow chart is an <object> that holds a document: to Chromium that is an object and a frame.
POLICY = (
    "default-src 'none'; img-src 'self' data: file:; style-src 'self' file:; "
    "script-src 'self' file:; object-src 'self' file:; frame-src 'self' file:; "
    "base-uri 'none'; form-action 'self' file:"
)

# Before its policy a page may hold nothing that a browser could run, or take for something else.
_HEAD: Final = pattern(
    r"""\s*<!doctype\ html>\s*<html(?:\ (?:lang|dir|class)="[^"<>]*")*>\s*<head>\s*
    (?:<meta\ (?:charset|name)="[^"<>]*"(?:\ content="[^"<>]*")?>\s*)*
    <meta\ http-equiv="Content-Security-Policy"\ content="(?P<policy>[^"<>]*)">""",
    re.IGNORECASE | re.VERBOSE,
)

Trail = Sequence[tuple[str, str | None]]
"""The way from the home page to a page: names, with the pages that they stand for."""


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
    has_adjustments: bool = False
    has_feed: bool = False
    has_figures: bool = False
    logo: str | None = None
    """The file of the office's logo in assets/."""
    domain: str | None = None
    """The host on which the site stands."""
    site_code: str | None = None
    """网站标识码, where the footer tells it."""
    address: str | None = None
    division: str | None = None
    """Where the site stands, and its division: told in the JSON-LD of pages."""
    version: str = __version__


def masthead(register: Register, office: OfficeLook, records: Records) -> Masthead:
    """Return what the settings say for every page, and which parts the site has."""
    settings = register.settings
    told = settings.publishing
    return Masthead(
        title=told.title or settings.name,
        region=settings.region,
        office=settings.office,
        owner=told.owner,
        contact=told.contact,
        notice=told.notice,
        date=in_chinese(settings.date) if settings.date else None,
        footer=tuple(told.footer.items()),
        has_boundaries=bool(register.boundaries),
        has_adjustments=bool(records.shown),
        has_feed=bool(records.dated),
        has_figures=bool(register.powers),
        logo=f"logo{office.logo[0]}" if office.logo else None,
        domain=urlsplit(web_address(told.address) or "").hostname,
        site_code=told.footer.get("网站标识码"),
        address=web_address(told.address),
        division=settings.division,
    )


class Site:
    """The site of a register: addresses, drawings and figures, each worked out once, and the pages."""

    def __init__(self, register: Register, office: OfficeLook | None = None) -> None:
        self.register = register
        self.office = office or OfficeLook()
        self.addresses = Addresses(register)
        self.drawings = Drawings()
        self.records = Records(register)
        self.named: dict[str, str] = {}
        """The pages so far that belong to no folder of their own, by what their trail calls them."""
        self._masthead = masthead(register, self.office, self.records)
        self.fingerprints = Fingerprints()
        self.common = self.fingerprints.of(astuple(self._masthead), self.office.templates)
        """The fingerprint of what every page rests on."""
        self._fragments: dict[tuple[str, str, Any], Markup] = {}
        self._environment = environment(self.office.templates)
        self._environment.filters["cached"] = self._fragment
        self._environment.filters["duties_of_code"] = unknown_views
        self._environment.globals.update(
            site=self._masthead,
            policy=Markup(POLICY),  # noqa: S704 - a constant
            version_marks=tuple(map(Markup, MARKS)),
            matter_page=lambda matter: self.matter_pages[id(matter)],
            flow_page=self.flow_page,
            item_link=self._item_link,
            item_page=self.addresses.item,
            halted=self.halted,
            workbook_name=workbook_name,
            named_items=ITEMS,
            ways_to=self.ways_to,
            law_page=self._law_page,
        )

    @cached_property
    def figures(self) -> Figures:
        """The counts of the register."""
        return figures(self.register)

    @cached_property
    def history(self) -> History:
        """What the records of adjustments tell of each item."""
        return History(self.records.approved)

    @cached_property
    def gone(self) -> dict[str, Gone]:
        """Code -> what became of it, where no item has it any more and it has a page."""
        return gone_items(self.history, self.register, self.addresses)

    def history_rests_on(self, code: str) -> tuple[Any, ...]:
        """Return what the history of an item depends on, for the page that shows it."""
        entries = self.history.of(code)
        ways = self.linked(other for entry in entries for other in entry.related)
        return [entry.rests_on for entry in entries], ways

    def ways_to(self, code: str) -> tuple[tuple[str, str], ...]:
        """Return the pages that a code leads to, each with its name: of the items that have it or had it."""
        powers = self.register.powers_by_code.get(str(code), ())
        if not powers and (gone := self.gone.get(str(code))):
            return ((gone.page, gone.name),)
        return tuple((self.addresses.item(power), power.name) for power in powers)

    def halted(self, power: Power) -> str:
        """Say in two words that an item is not exercised on the day of the list; empty where it is."""
        return power.suspension.told_on(self.register.date) if power.suspension else ""

    def linked(self, codes: Iterable[Any]) -> dict[str, tuple[tuple[str, str], ...]]:
        """Return where codes lead to, for the page that names them by links: it rests on the names."""
        return {code: self.ways_to(code) for code in dict.fromkeys(map(str, codes))}

    @cached_property
    def laws(self) -> LawUses:
        """The laws that items rest on."""
        return LawUses(self.register)

    @cached_property
    def own_lists(self) -> OwnLists:
        """Where the lists stand that belong to no single department."""
        return OwnLists(self.register)

    @cached_property
    def matter_pages(self) -> dict[int, str]:
        """Boundary matter, by its id() -> where it stands."""
        return dict(self._matter_pages())

    @cached_property
    def _flow_pages(self) -> dict[int, str]:
        rows = (
            row
            for lists in self.register.departments
            for row in flows_of(lists, self.addresses.folder(lists))
        )
        return {id(row.flow): row.page for row in rows}

    def flow_page(self, flow: Flow | None) -> str | None:
        """Return the page of a flow; None where another like it has one."""
        return self._flow_pages.get(id(flow))

    def matters_of(self, lists: DepartmentLists) -> list[Sheet[BoundaryMatter]]:
        """Return a department's boundary matters, cut into pages."""
        return sheets(lists.boundaries, self.addresses.folder(lists).boundaries, weight=heavy)

    def _matter_pages(self) -> Iterator[tuple[int, str]]:
        for lists in self.register.departments:
            for sheet in self.matters_of(lists):
                for number, matter in enumerate(sheet.rows, sheet.first):
                    yield id(matter), f"{sheet.path}#m{number}"

    def page(
        self,
        path: str,
        template: str,
        rests_on: Iterable[Any],
        context: Callable[[], Mapping[str, Any]],
        trail: Trail = (),
    ) -> Output:
        """Return a page of the site.

        Args:
            path: its place in the site.
            template: what it is made of.
            rests_on: the elements, texts and numbers that it shows, of which a fingerprint is taken.
            context: collects what the template needs; called only where the page has to be made.
            trail: the way to it from the home page.
        """
        if trail and "/" not in path.removesuffix("/index.html"):
            self.named[path] = trail[-1][0]
        key = self.fingerprints.of(self.common, template, trail, rests_on)
        return Output(path, key, partial(self.rendered, path, template, context, trail))

    def rendered(
        self,
        path: str,
        template: str,
        context: Callable[[], Mapping[str, Any]],
        trail: Trail = (),
    ) -> bytes:
        """Return a page as it is published, but for the version."""
        root = "../" * path.count("/")
        text = self._rendered(template, root=root, page=path, trail=trail, **context())
        # A lone surrogate (from a broken Excel cell) has no UTF-8, and no text may turn others around.
        return printable(text).encode()

    def _rendered(self, template: str, **context: Any) -> str:
        """Render a page; where the office has templates of its own, see that the page is sound."""
        if not self.office.templates:
            return self._environment.get_template(template).render(context)
        try:
            text = self._environment.get_template(template).render(context)
        except Exception as error:  # a template of others may do anything
            raise CannotRun(_template_fault(template, error)) from error
        head = _HEAD.match(text)
        kept = head is not None and unescape(head["policy"]) == POLICY
        if not kept or any(text.count(mark) != 1 for mark in MARKS):
            raise CannotRun(
                f"用本地模板生成的页面（{template}）缺少内容安全策略或数据版本，没有发布。"
                "请在模板里照原样保留 quanze 的 base.html 的开头（到 policy 那一行）和 version_marks；"
                "最好用 {% extends 'quanze/…' %} 只改需要改的部分。"
            )
        return text

    def _law_page(self, basis: LegalBasis) -> str | None:
        # Not bound at once: only pages of items ask for the laws.
        return self.laws.page_of(basis)

    def _fragment(self, value: Any, form: str, root: str = "") -> Markup:
        """Render what many items share (a flow, a duty's stages) once for each way to the top."""
        # A flow has one drawing; equal duties are one content.
        key = (form, root, id(value) if isinstance(value, Drawing) else value)
        if key not in self._fragments:
            template = self._environment.get_template("fragment.html")
            made = template.render(form=form, value=value, root=root)
            self._fragments[key] = Markup(made)  # noqa: S704 - escaped
        return self._fragments[key]

    def _item_link(self, code: str, root: str) -> Markup:
        """Return a link to each page that a code leads to; the code alone where there is none."""
        links = [
            Markup('<a href="{}{}">{}</a>').format(root, page, name)
            for page, name in self.ways_to(code)
        ]
        return Markup("、").join(links) if links else Markup("<code>{}</code>").format(code)


def _template_fault(template: str, error: Exception) -> str:
    """Say what is wrong with an office's template, and where."""
    if isinstance(error, TemplateSyntaxError):
        return f"本地模板 {error.name or template} 第 {error.lineno} 行有语法错误：{error.message}"
    return f"本地模板 {template} 不能运行：{error}"
