"""Every kind of page can be used by everybody: WCAG 2.2 AA, by keyboard, at any size, in light and dark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from quanze.model.register import Register
from quanze.publish.site.environment import TEMPLATES

from .browsing import UNFOLD, Open, visits
from .page_kinds import KINDS, templates_of
from .pages import Document

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],
    "preload": False,
}
WALKED = ("home", "list", "item", "flow", "department", "department's services")
"""Where pressing a key as often as a page has links shows something new."""


def test_a_page_of_every_template_is_looked_at(everything: Register) -> None:
    templates = templates_of(everything)
    assert {kind: page for kind, page in KINDS.items() if page not in templates} == {}
    made = {
        path.name for path in TEMPLATES.glob("*.html") if "{% extends" in path.read_text("utf-8")
    }
    parents = {"department_base.html"}
    assert {templates[page] for page in KINDS.values()} == made - parents


@pytest.fixture(scope="module", params=KINDS)
def page(request: pytest.FixtureRequest, browser: Browser, everything_site: Path) -> Iterator[Page]:
    """A page of each kind with all its folds open; it is opened once, for all the tests of it."""
    with visits(browser, everything_site) as open_:
        opened = open_(KINDS[request.param])
        opened.evaluate(UNFOLD)
        yield opened


@pytest.fixture
def look(browser: Browser, everything_site: Path) -> Iterator[Open]:
    """Open a page for one test."""
    with visits(browser, everything_site) as open_:
        yield open_


def turn(page: Page, width: int, scheme: Scheme = "light") -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


# Each kind of page


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 360)])
def test_axe_finds_nothing(page: Page, scheme: Scheme, width: int) -> None:
    turn(page, width, scheme)
    violations = Axe().run(page, options=OPTIONS).response["violations"]
    assert [(found["id"], found["nodes"][0]["html"][:120]) for found in violations] == []


CONTRAST = """
() => {
  const parse = c => { const m = c.match(/[\\d.]+/g).map(Number); return [m[0], m[1], m[2], m.length > 3 ? m[3] : 1]; };
  const light = c => { const f = c.slice(0, 3).map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2]; };
  const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] === 1) return c; }
    return parse(getComputedStyle(document.documentElement).backgroundColor); };
  const bad = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode, e = node.parentElement;
    if (!node.data.trim() || e.closest('svg, noscript') || !e.getClientRects().length) continue;
    seen++;
    const a = light(parse(getComputedStyle(e).color)), b = light(behind(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) bad.push(node.data.trim().slice(0, 20) + ' ' + ratio.toFixed(2));
  }
  return [seen, bad];
}
"""


@pytest.mark.browser
def test_every_text_stands_out(page: Page) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    for scheme in SCHEMES:
        turn(page, 1280, scheme)
        seen, bad = page.evaluate(CONTRAST)
        assert seen > 20
        assert (scheme, bad) == (scheme, [])


TARGETS = """
() => {
  const small = [];
  for (const e of document.querySelectorAll('a, button, input, summary')) {
    // Links within a sentence are excepted (2.5.8), and what is hidden until it has the focus.
    if (e.closest('.skip, svg') || !e.getClientRects().length) continue;
    const box = e.getBoundingClientRect();
    const inline = getComputedStyle(e).display === 'inline';
    if (!inline && (box.height < 24 || box.width < 24)) small.push(e.textContent.trim().slice(0, 20) + ' ' + box.height);
    if (inline && parseFloat(getComputedStyle(e.parentElement).lineHeight) < 24) small.push('line ' + e.textContent.slice(0, 20));
  }
  return small;
}
"""


@pytest.mark.browser
def test_targets_are_large_enough_for_a_finger(page: Page) -> None:
    """WCAG 2.2, 2.5.8: 24 px."""
    for width in (390, 1280):
        turn(page, width)
        assert page.evaluate(TARGETS) == []


WIDE = "document.documentElement.scrollWidth"


@pytest.mark.browser
def test_it_reflows(page: Page) -> None:
    """WCAG 2.2, 1.4.10: 320 px without scrolling sideways, but for tables and charts in their own room."""
    for width in (320, 360, 600, 768, 1024):
        turn(page, width)
        assert page.evaluate(WIDE) <= width


@pytest.mark.browser
def test_text_can_be_twice_as_large(page: Page) -> None:
    """WCAG 2.2, 1.4.4."""
    turn(page, 1280)
    page.evaluate("document.documentElement.style.fontSize = '212%'")
    wide = page.evaluate(WIDE)
    page.evaluate("document.documentElement.style.fontSize = ''")
    assert wide <= 1280


# The keyboard


FOCUSABLE = """
() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
    .filter(e => e.getClientRects().length && e.checkVisibility());
  all.forEach((e, i) => { e.dataset.place = i; });
  return all.length;
}
"""
FOCUSED = """
() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  return {
    place: Number(e.dataset.place ?? -1),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight,
  };
}
"""


@pytest.mark.browser
@pytest.mark.parametrize("kind", WALKED)
def test_the_keyboard_reaches_everything_in_order(look: Open, kind: str) -> None:
    page = look(KINDS[kind])
    count = page.evaluate(FOCUSABLE)
    assert count > 10
    for place in range(count):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED) == {"place": place, "outlined": True, "seen": True}
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["place"] in (-1, 0)  # out of the page: nothing holds the focus


@pytest.mark.browser
def test_folds_and_boxes_work_with_the_keyboard(look: Open) -> None:
    page = look(KINDS["item"], java_script_enabled=False)
    box = page.locator(".tick input").first
    box.focus()
    page.keyboard.press("Space")
    assert box.is_checked()
    page.locator(".tick").first.click()
    assert not box.is_checked()
    fold = page.locator("#basis summary").first
    fold.focus()
    page.keyboard.press("Enter")
    assert page.locator("#basis blockquote").first.is_visible()


# What Lighthouse looks for


@pytest.fixture(scope="module")
def texts(everything_site: Path) -> dict[str, str]:
    """All pages of the site, by their paths."""
    return {
        path.relative_to(everything_site).as_posix(): path.read_text(encoding="utf-8")
        for path in everything_site.rglob("*.html")
    }


def attribute(tag: str, name: str) -> str | None:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found[1] if found else None


def test_every_page_says_what_it_is(texts: dict[str, str]) -> None:
    for path, text in texts.items():
        assert re.search(r"<title>[^<]{4,}</title>", text), path
        described = re.search(r'<meta name="description" content="([^"]+)">', text)
        assert described and len(described[1]) > 4, path
        assert 'name="viewport" content="width=device-width, initial-scale=1"' in text, path
        assert '<html lang="zh-CN">' in text, path
        assert '<meta charset="utf-8">' in text[:200], path


def test_no_two_pages_have_the_same_title(texts: dict[str, str]) -> None:
    titles = Counter(re.findall(r"<title>([^<]*)</title>", text)[0] for text in texts.values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_picture_has_its_size_and_words(texts: dict[str, str]) -> None:
    for path, text in texts.items():
        for tag in re.findall(r"<img\b[^>]*>", text):
            assert attribute(tag, "alt") is not None, (path, tag)
            assert attribute(tag, "height") is not None, (path, tag)


@pytest.mark.parametrize("kind", ["home", "item", "data"])
def test_what_programs_read_says_by_whose_words(texts: dict[str, str], kind: str) -> None:
    told = Document(texts[KINDS[kind]]).data
    assert told
    assert all("@context" in one for one in told)


# Print: a guide for those who apply, a manual for those who handle


PRINT = "window.print = () => { window.printed = document.documentElement.className; }"


def printed(page: Page, button: str) -> None:
    """Press a button; the print itself is only noted."""
    page.evaluate(PRINT)
    page.click(f"text={button}")
    page.emulate_media(media="print")


@pytest.mark.browser
def test_the_guide_leaves_out_what_is_for_the_staff(look: Open) -> None:
    page = look(KINDS["item"])
    printed(page, "打印服务指南")
    assert page.evaluate("window.printed") == "as-guide"
    assert not page.locator("#duty").is_visible()
    assert not page.locator("#oversight").is_visible()
    assert page.locator("table.materials").first.is_visible()
    assert not page.locator(".actions").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.className") == ""


@pytest.mark.browser
def test_the_manual_has_everything(look: Open) -> None:
    page = look(KINDS["item"])
    printed(page, "打印业务手册")
    assert page.evaluate("window.printed") == "as-manual"
    assert page.locator("#duty").is_visible()
    assert page.locator("table.materials").first.is_visible()


@pytest.mark.browser
def test_without_scripts_there_are_no_buttons_that_do_nothing(look: Open) -> None:
    page = look(KINDS["item"], java_script_enabled=False)
    assert page.locator("[data-print]").count() == 2
    assert not page.locator("[data-print]").first.is_visible()
