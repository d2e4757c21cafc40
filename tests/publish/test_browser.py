"""The website in a real browser, opened from the disk: as a citizen sees it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from quanze.model.register import Register
from quanze.publish.publication import publish

CHROMIUM = Path("/usr/bin/chromium")
PERMIT = "departments/yljl/items/11990400MB0000000X3000131001000.html"
POOR = "departments/tjj/items/T-tjj-CF-0001.html"
PAGES = (
    "index.html",
    "about.html",
    "boundaries.html",
    "types/CF.html",
    "departments/yljl/index.html",
    "departments/yljl/duties.html",
    "departments/yljl/boundaries.html",
    "departments/yljl/flows.html",
    PERMIT,
    POOR,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists() and not os.environ.get("CI"), reason="Chromium is not installed"
    ),
]

SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
Open = Callable[..., Page]
Make = Callable[..., Register]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, site: Path) -> Iterator[Open]:
    """Open a page of the site; a message on the console or a request elsewhere fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_(path: str, query: str = "", **options: Any) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith(site.as_uri()) else complaints.append(request.url)
            ),
        )
        page.goto((site / path).as_uri() + query)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def found(page: Page) -> list[str]:
    return page.locator("#results-list a").all_inner_texts()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("砍伐、移植城市树木审批", "砍伐、移植城市树木审批"),
        ("树木审批", "砍伐、移植城市树木审批"),
        ("11990400MB0000000X3000231002000", "对擅自砍伐城市树木的处罚"),
        ("11990400mb0000000x30002", "对擅自砍伐城市树木的处罚"),
        ("统计局", "试验市统计局"),
        ("统计 备案", "统计调查项目备案"),
        ("园林 奖励", "对绿化先进单位的奖励"),
        ("砍树", "砍伐、移植城市树木审批"),
        ("砍伐树木审批", "砍伐、移植城市树木审批"),
        ("拒绝统计资料处罚", "对拒绝提供统计资料行为的处罚"),
        ("  备案　", "统计调查项目备案"),
        ("绿化养护", "绿化养护咨询"),
        ("解答养护问题", "绿化养护咨询"),
        ("绿养", "绿化养护咨询"),
        ("家门口想移树要办什么手续", "砍伐、移植城市树木审批"),
        ("YW-1", "砍伐、移植城市树木审批"),
    ],
)
def test_search_finds(open_page: Open, words: str, first: str) -> None:
    page = open_page("index.html")
    page.fill("#q", words)
    page.press("#q", "Enter")
    assert found(page)[0] == first


def search(page: Page, words: str) -> list[str]:
    page.fill("#q", words)
    page.press("#q", "Enter")
    return found(page)


def test_a_code_gives_what_carries_it(open_page: Open) -> None:
    page = open_page("index.html")
    assert search(page, "11990400MB0000000X3000131001000") == ["砍伐、移植城市树木审批"]
    assert search(page, "gg-1") == ["绿化养护咨询"]
    assert search(page, "T-tjj-CF-0001") == [
        "对拒绝提供统计资料行为的处罚",
        "对迟报统计资料行为的处罚",
    ]


def test_names_come_before_keywords_and_keywords_before_likeness(
    browser: Browser, make_register: Make, tmp_path: Path
) -> None:
    names = {
        "小店食品经营": [],
        "餐饮小吃店登记": [],
        "小吃店登记": [],
        "小吃店": [],
        "食品经营许可": ["小吃店"],
        "小吃类店铺备案": [],
    }
    powers = [
        {"编码": f"A{number}", "名称": name, "类型": "行政许可", "关键词": keywords}
        for number, (name, keywords) in enumerate(names.items())
    ]
    lists = {
        "department.yaml": {"名称": "试验局"},
        "power.yaml": {"部门": "试验局", "事项": powers},
    }
    publish(make_register(abc=lists), tmp_path / "site")
    page = browser.new_page()
    page.goto((tmp_path / "site" / "index.html").as_uri())
    assert search(page, "小吃店") == [
        "小吃店",
        "小吃店登记",
        "餐饮小吃店登记",
        "食品经营许可",
        "小吃类店铺备案",
    ]
    assert search(page, "开个小吃店要办什么证")[0] == "食品经营许可"
    page.close()


def test_a_hit_tells_type_and_department(open_page: Open) -> None:
    page = open_page("index.html")
    told = []
    for words in ("养护咨询", "迟报", "统计局"):
        search(page, words)
        about = page.locator("#results-list li").first.locator(":scope > span > *")
        told.append(about.all_inner_texts())
    assert told == [
        ["公共服务", "试验市园林绿化局", "GG-1"],
        ["行政处罚", "试验市统计局", "T-tjj-CF-0001"],
        ["部门"],
    ]


def test_a_public_service_is_reached(open_page: Open) -> None:
    page = open_page("index.html")
    search(page, "绿化养护咨询")
    page.locator("#results-list a").first.click()
    assert page.url.endswith("/departments/yljl/duties.html#s1")
    assert "解答养护问题" in page.inner_text("#s1")


def test_search_that_finds_nothing_says_so(open_page: Open) -> None:
    page = open_page("index.html")
    page.fill("#q", "航天飞机")
    page.press("#q", "Enter")
    assert found(page) == []
    assert "没有找到" in page.inner_text("#results-count")


def test_a_hit_leads_to_the_item(open_page: Open) -> None:
    page = open_page("index.html")
    page.fill("#q", "迟报")
    page.locator("#results-list a").first.click()
    assert page.inner_text("h1") == "对迟报统计资料行为的处罚"


def test_search_from_any_page(open_page: Open) -> None:
    page = open_page(PERMIT)
    page.fill("#top-q", "统计 & 备案?")
    page.press("#top-q", "Enter")
    page.wait_for_url("**/index.html?q=*")
    assert page.input_value("#q") == "统计 & 备案?"


def test_a_hostile_query_stays_text(open_page: Open) -> None:
    page = open_page("index.html", "?q=%3Cimg%20src=x%20onerror=alert(1)%3E%E7")
    assert page.locator("img").count() == 0
    assert open_page("index.html", "?q=%E5%A4%87%E6%A1%88").locator("#results-list a").count() == 1


def test_all_is_read_without_scripts(open_page: Open) -> None:
    page = open_page("index.html", java_script_enabled=False)
    assert "不能在本页查询" in page.inner_text("noscript")
    page.click("text=试验市园林绿化局")
    page.click("text=砍伐、移植城市树木审批")
    assert page.locator("h1").inner_text() == "砍伐、移植城市树木审批"
    quote = page.locator("#basis blockquote").first
    assert not quote.is_visible()
    page.locator("#basis summary").first.click()
    assert quote.is_visible()


UNFOLD = "document.querySelectorAll('details').forEach(d => d.open = true)"


@pytest.mark.parametrize("path", PAGES)
def test_nothing_sticks_out_of_a_narrow_page(open_page: Open, path: str) -> None:
    page = open_page(path)
    page.evaluate(UNFOLD)
    for width in (320, 360, 768):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


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


@pytest.mark.parametrize("path", PAGES)
def test_every_text_stands_out(open_page: Open, path: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    page = open_page(path)
    page.evaluate(UNFOLD)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        seen, bad = page.evaluate(CONTRAST)
        assert seen > 20
        assert (scheme, bad) == (scheme, [])


SVG_CONTRAST = """
() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const light = c => { const f = c.slice(0, 3).map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2]; };
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const bad = [], boxes = [...document.querySelectorAll('.fc g')];
  for (const box of boxes) {
    const fill = light(parse(getComputedStyle(box.querySelector('rect, path')).fill));
    for (const text of box.querySelectorAll('text')) {
      const found = ratio(light(parse(getComputedStyle(text).fill)), fill);
      if (found < 4.5) bad.push(text.textContent + ' ' + found.toFixed(2));
    }
  }
  return [boxes.length, bad];
}
"""


def test_texts_in_the_flow_chart_stand_out(open_page: Open) -> None:
    page = open_page(PERMIT)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        boxes, bad = page.evaluate(SVG_CONTRAST)
        assert boxes == 10
        assert (scheme, bad) == (scheme, [])


CHART = """
() => {
  const svg = document.querySelector('.chart svg'), room = document.querySelector('.chart-room');
  return { shown: svg.getBoundingClientRect().width, drawn: Number(svg.getAttribute('width')),
    room: room.clientWidth, inside: room.scrollWidth };
}
"""


@pytest.mark.parametrize("path", [PERMIT, "departments/yljl/flows.html"])
def test_the_flow_chart_scrolls_on_a_phone_and_fits_paper(open_page: Open, path: str) -> None:
    page = open_page(path)
    page.set_viewport_size({"width": 390, "height": 900})
    phone = page.evaluate(CHART)
    assert phone["shown"] == phone["drawn"]
    assert phone["inside"] > phone["room"]
    # A4 less its margins: 178 mm.
    page.set_viewport_size({"width": 672, "height": 985})
    page.emulate_media(media="print")
    paper = page.evaluate(CHART)
    assert paper["shown"] <= paper["room"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 672


def test_the_basis_of_a_share_stands_under_it_on_a_phone(open_page: Open) -> None:
    page = open_page("departments/yljl/boundaries.html")
    page.set_viewport_size({"width": 390, "height": 900})
    task = page.locator("#m1 td .prose").first.bounding_box()
    basis = page.locator("#m1 td .based").first.bounding_box()
    assert task is not None
    assert basis is not None
    assert basis["y"] >= task["y"] + task["height"]
    assert basis["width"] > 200


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


@pytest.mark.parametrize("path", PAGES)
def test_targets_are_large_enough_for_a_finger(open_page: Open, path: str) -> None:
    """WCAG 2.2, 2.5.8: 24 px."""
    page = open_page(path)
    page.evaluate(UNFOLD)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(TARGETS) == []


def test_the_keyboard_comes_first_to_the_skip_link(open_page: Open) -> None:
    page = open_page(PERMIT)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_focus_is_seen(open_page: Open) -> None:
    page = open_page(PERMIT)
    for _ in range(3):
        page.keyboard.press("Tab")
    style = "getComputedStyle(document.activeElement)"
    assert page.evaluate(f"{style}.outlineStyle") == "solid"
    assert page.evaluate(f"parseFloat({style}.outlineWidth)") >= 2


def test_a_code_is_taken_with_one_click(open_page: Open) -> None:
    page = open_page(PERMIT)
    page.locator(".code-line code").click()
    assert page.evaluate("getSelection().toString()") == "11990400MB0000000X3000131001000"


def test_folded_parts_are_printed(open_page: Open) -> None:
    page = open_page(PERMIT)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.querySelectorAll('details:not([open])').length") == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.querySelectorAll('details[open]').length") == 0


def test_the_downloads_are_there(open_page: Open, site: Path) -> None:
    page = open_page("index.html")
    with page.expect_download() as download:
        page.click("text=全部清单（Excel）")
    assert Path(download.value.path()).read_bytes() == (site / "excel" / "all.xlsx").read_bytes()
