"""The website in a real browser, opened from the disk: as a citizen sees it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from quanze.publish.everything import publish_register
from quanze.publish.site.addresses import Addresses
from quanze.publish.stamp import Stamp

from .browsing import Open, visits
from .conftest import Make
from .page_kinds import KINDS
from .sites import no_file

PERMIT = KINDS["item"]
FLOW = KINDS["flow"]

pytestmark = pytest.mark.browser

SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")


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


SVG_CONTRAST = """
() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const light = c => { const f = c.slice(0, 3).map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2]; };
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const bad = [], boxes = [...document.querySelectorAll('g')];
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
        pictures = {one.url.partition("#")[0]: one for one in page.frames[1:]}
        assert len(pictures) == 2  # the wide one and the one for phones
        for picture in pictures.values():
            boxes, bad = picture.evaluate(SVG_CONTRAST)
            assert boxes == 10
            assert (scheme, bad) == (scheme, [])


CHART = """
() => {
  const room = document.querySelector('.chart-room');
  return [...room.querySelectorAll('object')].filter(one => one.checkVisibility({visibilityProperty: true})).map(one => {
    const box = one.getBoundingClientRect(), whole = one.parentElement.querySelector('svg').viewBox.baseVal;
    return {
      kind: one.parentElement.classList[1], scale: Math.min(box.width / whole.width, box.height / whole.height),
      fits: box.width <= room.clientWidth && room.scrollWidth <= room.clientWidth };
  });
}
"""


@pytest.mark.parametrize("path", [PERMIT, FLOW])
def test_the_flow_chart_fits_phone_tablet_desk_and_paper(open_page: Open, path: str) -> None:
    page = open_page(path)
    for width, kind, least in (
        (360, "fc-narrow", 0.85),
        (768, "fc-narrow", 1),
        (1440, "fc-wide", 0.75),
    ):
        page.set_viewport_size({"width": width, "height": 900})
        shown = page.evaluate(CHART)
        assert {one["kind"] for one in shown} == {kind}
        assert all(one["fits"] and one["scale"] >= least for one in shown)
    # A4 less its margins: 178 mm.
    page.set_viewport_size({"width": 672, "height": 985})
    page.emulate_media(media="print")
    assert all(one["fits"] and one["scale"] >= 0.6 for one in page.evaluate(CHART))
    assert page.evaluate("document.documentElement.scrollWidth") <= 672


def test_the_picture_is_read_out_as_one(open_page: Open) -> None:
    page = open_page(PERMIT)
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        lines = page.locator("figure.chart").aria_snapshot().splitlines()
        images = [line for line in lines if "img" in line]
        assert len(images) == 1
        assert "流程图：许可-一般程序。" in images[0]
        assert not any("提出申请" in line for line in lines)


def test_the_keyboard_passes_the_picture_by(open_page: Open) -> None:
    page = open_page(PERMIT)
    page.evaluate("document.querySelector('.materials input:last-of-type').focus()")
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") != "OBJECT"
        if page.evaluate("document.activeElement.textContent") == "单独看图":
            return
    raise AssertionError


def test_the_text_of_the_picture_can_be_selected(open_page: Open) -> None:
    page = open_page(PERMIT)
    picture = next(one for one in page.frames if one.url.endswith(".svg") and "-n" not in one.url)
    picture.locator("text=2. 登记收件").click(click_count=3)
    assert "登记收件" in picture.evaluate("String(getSelection())")


def test_nothing_moves_when_the_picture_comes(open_page: Open) -> None:
    page = open_page(PERMIT)
    before = page.evaluate("document.querySelector('.steps').getBoundingClientRect().top")
    page.evaluate("document.querySelectorAll('object').forEach(one => { one.remove(); })")
    assert page.evaluate("document.querySelector('.steps').getBoundingClientRect().top") == before


def printed(page: Page) -> str:
    """Return the text of a page on paper."""
    done = subprocess.run(
        ["pdftotext", "-", "-"],
        input=page.pdf(prefer_css_page_size=True),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize(("path", "scheme"), [(PERMIT, "light"), (FLOW, "dark")])
def test_the_picture_is_printed(
    open_page: Open, path: str, scheme: Literal["light", "dark"]
) -> None:
    """Each step once in the picture and once in the table: the hidden picture stays away."""
    page = open_page(path)
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        text = printed(page)
        assert text.count("2. 登记收件") == 1
        assert text.count("登记收件") == 2


def test_the_basis_of_a_share_stands_under_it_on_a_phone(open_page: Open) -> None:
    page = open_page("departments/yljl/boundaries.html")
    page.set_viewport_size({"width": 390, "height": 900})
    task = page.locator("#m1 td .prose").first.bounding_box()
    basis = page.locator("#m1 td .based").first.bounding_box()
    assert task is not None
    assert basis is not None
    assert basis["y"] >= task["y"] + task["height"]
    assert basis["width"] > 200


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


def test_the_downloads_are_there(browser: Browser, make_register: Make, tmp_path: Path) -> None:
    power = {"编码": "A1", "名称": "试验", "类型": "行政许可"}
    lists = {
        "department.yaml": {"名称": "试验局"},
        "power.yaml": {"部门": "试验局", "事项": [power]},
    }
    site = tmp_path / "site"
    publish_register(make_register(abc=lists), no_file, Stamp(None), site)
    with visits(browser, site) as open_page:
        page = open_page("index.html")
        with page.expect_download() as download:
            page.click("text=全部清单（Excel）")
        saved = Path(download.value.path()).read_bytes()
    assert saved == (site / Addresses.workbook).read_bytes()
