"""Every kind of page can be used by everybody: WCAG 2.2 AA, by keyboard, at any size, in light and dark."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from quanze.cli.app import run

from .conftest import POOR, RICH, SETTINGS, read_register, write_register
from .page_kinds import write_kinds
from .test_page_weight import large, small

CHROMIUM = Path("/usr/bin/chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists() and not os.environ.get("CI"), reason="Chromium is not installed"
    ),
]

Kinds = dict[str, Path]
Scheme = Literal["light", "dark"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of the long pages of every kind, those that differ most stand for the others in the slower tests.
WALKED = ("index", "items/*", "departments/*/index", "departments/*/services")


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Kinds:
    """A page of each kind, from a register that has them and from the demo with its past."""
    folder = tmp_path_factory.mktemp("kinds")
    departments = {"yljl": RICH, "tjj": POOR, "cgj": large(120)}
    departments |= {f"d{n:02d}": small(n) for n in range(1, 45)}
    wide = read_register(write_register(folder / "wide", SETTINGS, departments))
    assert run(["demo", "辽源", "--to", str(folder / "demo")]) == 0
    found = write_kinds((wide, read_register(folder / "demo")), folder / "site")
    assert len(found) > 20
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


Open = Callable[..., Page]


@pytest.fixture
def look(browser: Browser) -> Iterator[Open]:
    """Open a page; a message on the console or a request to anywhere else fails the test."""
    complaints: list[str] = []
    contexts = []

    def complain(where: Path, text: str) -> None:
        complaints.append(f"{where.name}: {text}")

    def look_(place: Path, width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complain(place, message.text))
        page.on("pageerror", lambda error: complain(place, str(error)))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith("file:") else complain(place, request.url)
            ),
        )
        page.goto(place.as_uri())
        return page

    yield look_
    for context in contexts:
        context.close()
    assert complaints == []


UNFOLD = "document.querySelectorAll('details').forEach(d => d.open = true)"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 360)])
def test_axe_finds_nothing(look: Open, kinds: Kinds, scheme: Scheme, width: int) -> None:
    axe, found = Axe(), {}
    options = {"runOnly": {"type": "tag", "values": RULES}, "preload": False}
    for kind, place in kinds.items():
        page = look(place, width, color_scheme=scheme)
        page.evaluate(UNFOLD)
        violations = axe.run(page, options=options).response["violations"]
        if violations:
            found[kind] = [(v["id"], v["nodes"][0]["html"][:120]) for v in violations]
        page.context.close()
    assert found == {}


FOCUSABLE = """
() => {
  const all = [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
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


@pytest.mark.parametrize("kind", WALKED)
def test_the_keyboard_reaches_everything_in_order(look: Open, kinds: Kinds, kind: str) -> None:
    page = look(kinds[kind])
    count = page.evaluate(FOCUSABLE)
    assert count > 10
    for place in range(count):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED) == {"place": place, "outlined": True, "seen": True}
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["place"] in (-1, 0)  # out of the page: nothing holds the focus


def test_folds_and_boxes_work_with_the_keyboard(look: Open, kinds: Kinds) -> None:
    page = look(kinds["items/*"], java_script_enabled=False)
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


def test_every_page_reflows(look: Open, kinds: Kinds) -> None:
    """WCAG 2.2, 1.4.10: 320 px without scrolling sideways, but for tables and charts in their own room."""
    wide = {}
    for kind, place in kinds.items():
        page = look(place, 320)
        page.evaluate(UNFOLD)
        for width in (320, 600, 768, 1024):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide[kind] = width
        page.context.close()
    assert wide == {}


def test_text_can_be_twice_as_large(look: Open, kinds: Kinds) -> None:
    """WCAG 2.2, 1.4.4."""
    wide = {}
    for kind, place in kinds.items():
        page = look(place, 1280)
        page.evaluate(UNFOLD)
        page.evaluate("document.documentElement.style.fontSize = '212%'")
        if page.evaluate("document.documentElement.scrollWidth") > 1280:
            wide[kind] = page.evaluate("document.documentElement.scrollWidth")
        page.context.close()
    assert wide == {}


# What Lighthouse looks for


def attribute(tag: str, name: str) -> str | None:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found[1] if found else None


def test_every_page_says_what_it_is(kinds: Kinds) -> None:
    for kind, place in kinds.items():
        text = place.read_text(encoding="utf-8")
        assert re.search(r"<title>[^<]{4,}</title>", text), kind
        described = re.search(r'<meta name="description" content="([^"]+)">', text)
        assert described and len(described[1]) > 4, kind
        assert 'name="viewport" content="width=device-width, initial-scale=1"' in text, kind
        assert '<html lang="zh-CN">' in text, kind
        assert '<meta charset="utf-8">' in text[:200], kind


def test_no_two_pages_have_the_same_title(site: Path) -> None:
    titles = Counter(
        re.findall(r"<title>([^<]*)</title>", path.read_text(encoding="utf-8"))[0]
        for path in site.rglob("*.html")
    )
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_picture_has_its_size_and_words(kinds: Kinds) -> None:
    for kind, place in kinds.items():
        for tag in re.findall(r"<img\b[^>]*>", place.read_text(encoding="utf-8")):
            assert attribute(tag, "alt") is not None, (kind, tag)
            assert attribute(tag, "height") is not None, (kind, tag)


def test_what_programs_read_is_json(kinds: Kinds) -> None:
    told = {
        kind: re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', place.read_text(encoding="utf-8"), re.DOTALL
        )
        for kind, place in kinds.items()
    }  # fmt: skip
    assert told["items/*"]
    for kind, scripts in told.items():
        for script in scripts:
            assert "@context" in json.loads(script), kind


# Print: a guide for those who apply, a manual for those who handle


PRINT = "window.print = () => { window.printed = document.documentElement.className; }"


def printed(page: Page, button: str) -> None:
    """Press a button; the print itself is only noted."""
    page.evaluate(PRINT)
    page.click(f"text={button}")
    page.emulate_media(media="print")


def test_the_guide_leaves_out_what_is_for_the_staff(look: Open, kinds: Kinds) -> None:
    page = look(kinds["items/*"])
    printed(page, "打印服务指南")
    assert page.evaluate("window.printed") == "as-guide"
    assert not page.locator("#duty").is_visible()
    assert not page.locator("#oversight").is_visible()
    assert page.locator("table.materials").first.is_visible()
    assert not page.locator(".actions").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.className") == ""


def test_the_manual_has_everything(look: Open, kinds: Kinds) -> None:
    page = look(kinds["items/*"])
    printed(page, "打印业务手册")
    assert page.evaluate("window.printed") == "as-manual"
    assert page.locator("#duty").is_visible()
    assert page.locator("table.materials").first.is_visible()


def test_without_scripts_there_are_no_buttons_that_do_nothing(look: Open, kinds: Kinds) -> None:
    page = look(kinds["items/*"], java_script_enabled=False)
    assert page.locator("[data-print]").count() == 2
    assert not page.locator("[data-print]").first.is_visible()
