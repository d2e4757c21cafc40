"""The site map leads to every list; the files for search engines have every page."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from quanze.model.department import Department
from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import Settings
from quanze.publish.site import Site, site_outputs
from quanze.publish.site.sitemap import outputs

from .adjusted import GONE, KEPT, pages_of, power, record, register, removed

HOME = "https://www.example.gov.cn/"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def made(departments: int = 1, address: str | None = None) -> Site:
    publishing: dict[str, Any] = {"网址": address} if address else {}
    lists = (
        DepartmentLists(f"d{number}", Department.model_validate({"名称": f"第{number}局"}))
        for number in range(departments)
    )
    return Site(
        Register(Settings.model_validate({"名称": "试验", "发布": publishing}), tuple(lists))
    )


def files(site: Site, pages: list[str]) -> dict[str, str]:
    return {output.path: output.make().decode() for output in outputs(site, pages)}


def links(page: str) -> set[str]:
    main = page.partition("<main")[2].partition("</main>")[0]
    return set(re.findall(r'href="([^"]+)"', main))


def addresses(xml: str) -> list[str]:
    return [str(found.text) for found in ElementTree.fromstring(xml).iter(f"{SPACE}loc")]


class TestPage:
    def test_it_leads_to_every_list_that_there_is(self) -> None:
        site = made()
        pages = [
            "index.html",
            "data/index.html",
            "new.html",
            "departments/d0/index.html",
            "departments/d0/duties.html",
        ]
        for path in (*pages, "new-2.html"):
            site.page(
                path, "sitemap.html", (), dict, [] if path == "index.html" else [(path, None)]
            )
        (page,) = files(site, [*pages, "new-2.html"]).values()

        assert links(page) == set(pages)

    def test_of_a_real_site_too(self, register: Register) -> None:
        outputs = {output.path: output for output in site_outputs(Site(register))}
        lists = {
            path
            for path in outputs
            if "/" not in path.removesuffix("/index.html")
            and path.endswith(".html")
            and not re.search(r"-\d+\.html$|^sitemap", path)
        }

        assert len(lists) > 5
        assert lists <= links(outputs["sitemap.html"].make().decode())

    def test_many_departments_are_cut_into_pages(self) -> None:
        found = files(made(120), [f"departments/d{number}/index.html" for number in range(120)])
        linked = set().union(*map(links, found.values()))

        assert list(found) == ["sitemap.html", "sitemap-2.html", "sitemap-3.html"]
        assert {f"departments/d{number}/index.html" for number in range(120)} <= linked


class TestForSearchEngines:
    def test_without_an_address_there_are_none(self) -> None:
        assert set(files(made(), ["index.html"])) == {"sitemap.html"}

    def test_every_page_is_there_once(self) -> None:
        found = files(
            made(0, HOME), ["index.html", "items/0a/A1.html", "assets/site.css", "about.html"]
        )

        assert addresses(found["sitemap.xml"]) == [
            HOME, f"{HOME}items/0a/A1.html", f"{HOME}about.html", f"{HOME}sitemap.html",
        ]  # fmt: skip

    def test_no_file_has_more_addresses_than_the_standard_allows(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("quanze.publish.site.sitemap.LARGEST", 2)
        pages = [f"items/00/{number}.html" for number in range(4)]
        found = files(made(0, HOME), pages)

        assert addresses(found["sitemap.xml"]) == [f"{HOME}sitemap-{n}.xml" for n in (1, 2, 3)]
        parts = [addresses(found[f"sitemap-{n}.xml"]) for n in (1, 2, 3)]
        assert [len(part) for part in parts] == [2, 2, 1]

    @pytest.mark.parametrize(("successors", "pages"), [(0, 1), (60, 2)])
    def test_items_that_are_gone_are_left_out(self, successors: int, pages: int) -> None:
        change = removed(GONE, 关联=[f"X-{number}" for number in range(successors)])
        settings = {"发布": {"网址": HOME}}
        found = pages_of(register([power(KEPT)], record("2026-1", 2, change), settings=settings))
        gone = [path for path in found if path.startswith("items/") and GONE in path]
        there = addresses(found["sitemap.xml"])

        assert len(gone) == pages
        assert all('content="noindex"' in found[path] for path in gone)
        assert not {f"{HOME}{path}" for path in gone} & set(there)
        assert any(path.startswith(f"{HOME}items/") and KEPT in path for path in there)

    @pytest.mark.parametrize(
        ("address", "has_robots"),
        [(HOME, True), ("https://www.example.gov.cn", True), (f"{HOME}qzqd", False)],
    )
    def test_robots_txt_stands_at_the_top_of_a_host_only(
        self, address: str, has_robots: bool
    ) -> None:
        assert ("robots.txt" in files(made(0, address), ["index.html"])) is has_robots

    def test_signs_of_xml_are_escaped(self) -> None:
        found = files(made(0, f"{HOME}?a=1&b=2"), ["index.html"])

        assert all(one.startswith(HOME) for one in addresses(found["sitemap.xml"]))
