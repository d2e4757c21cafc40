"""The Atom feed of adjustments keeps the rules of RFC 4287, and is the same whenever it is made."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from quanze.publish.site.feed import ATOM
from tests.publish.adjusted import KEPT, NEW, added, altered, pages_of, power, record, register

FEED = "adjustments/feed.xml"
RFC_3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
TOLD = (
    record("2025-1", 1, added(NEW), day="2025-05-01"),
    record("2026-1", 2, altered(KEPT, ("承诺时限", "9日", "7日")), day="2026-06-01"),
)


def feed_of(*records: Any, **settings: Any) -> ET.Element:
    found = register([power(KEPT), power(NEW)], *records, settings=settings)
    return ET.fromstring(pages_of(found)[FEED])


def names(element: ET.Element) -> list[str]:
    return [child.tag.removeprefix(f"{{{ATOM}}}") for child in element]


def text(element: ET.Element, name: str) -> str:
    return element.findtext(f"{{{ATOM}}}{name}") or ""


def entries(feed: ET.Element) -> list[ET.Element]:
    return feed.findall(f"{{{ATOM}}}entry")


def link(element: ET.Element, relation: str) -> str | None:
    found = [one for one in element.findall(f"{{{ATOM}}}link") if one.get("rel") == relation]
    return found[0].get("href") if found else None


def test_feed_and_entries_have_what_the_standard_asks_for_once() -> None:
    feed = feed_of(*TOLD)
    assert feed.tag == f"{{{ATOM}}}feed"
    for element in (feed, *entries(feed)):
        for name in ("id", "title", "updated"):
            assert names(element).count(name) == 1
            assert text(element, name)
        assert RFC_3339.fullmatch(text(element, "updated"))
        assert link(element, "alternate")
    assert text(feed.findall(f"{{{ATOM}}}author")[0], "name") == "试验市编制办公室"


def test_entries_are_dated_by_their_records_the_newest_first() -> None:
    feed = feed_of(*TOLD)
    assert [text(entry, "updated")[:10] for entry in entries(feed)] == ["2026-06-09", "2025-05-09"]
    assert text(feed, "updated") == text(entries(feed)[0], "updated")
    assert "内容有变化 1 项（要素变更 1）" in text(entries(feed)[0], "summary")


def test_identities_are_unique_and_stay_when_the_site_moves() -> None:
    def ids(**publishing: Any) -> list[str]:
        feed = feed_of(*TOLD, 发布=publishing)
        return [text(one, "id") for one in (feed, *entries(feed))]

    assert len(set(ids())) == 3
    assert (
        ids() == ids(网址="https://a.example") == ids(网址="https://b.example/list/", 标题="别的")
    )
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in ids())


def test_links_are_absolute_where_the_site_has_an_address() -> None:
    feed = feed_of(*TOLD, 发布={"网址": "https://list.example/qz/"})
    assert link(feed, "self") == "https://list.example/qz/adjustments/feed.xml"
    assert link(entries(feed)[0], "alternate") == "https://list.example/qz/adjustments/2026-1.html"
    here = feed_of(*TOLD)
    assert link(here, "self") is None
    assert link(entries(here)[0], "alternate") == "2026-1.html"


def test_no_text_breaks_the_feed() -> None:
    """XML has no such signs; a reader would show nothing at all."""
    feed = feed_of(*TOLD, 发布={"标题": "清单\x00\ufffe\uffff\u202e]]><b>"})
    assert text(feed, "title") == "清单\ufffd\ufffd\ufffd\ufffd]]><b>：动态调整"


def test_only_an_address_on_the_web_is_led_to() -> None:
    feed = feed_of(*TOLD, 发布={"网址": "javascript:alert(1)//"})
    assert link(feed, "self") is None
    assert link(entries(feed)[0], "alternate") == "2026-1.html"


def test_a_record_that_gives_no_day_is_not_in_the_feed() -> None:
    wording = record("2026-2", 2, altered(KEPT, ("名称", "甲", "乙")), day=None, 级别="文字")
    own = {"调整": [{"步骤": "批准"}]}
    assert len(entries(feed_of(*TOLD, wording, 法规=own))) == 2
    pages = pages_of(register([power(KEPT)], wording, settings={"法规": own}))
    assert FEED not in pages
    assert "feed.xml" not in "".join(pages.values())


@pytest.mark.parametrize("odd", ["<a>&amp;]]>", "\x00\x1b", "\ud800", "\u202e"])
def test_no_text_breaks_it(odd: str) -> None:
    told = record("2026-1", 1, added(NEW)) | {"标题": f"甲{odd}乙"}
    assert "甲" in text(entries(feed_of(told))[0], "title")


def test_every_page_names_it() -> None:
    pages = pages_of(register([power(KEPT), power(NEW)], *TOLD))
    for path, page in pages.items():
        if path.endswith(".html"):
            up = "../" * path.count("/")
            assert f'type="application/atom+xml" title="动态调整" href="{up}{FEED}"' in page
