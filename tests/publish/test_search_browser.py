"""Search and filter in a real browser, on a site opened from the disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from quanze.model.register import Register
from quanze.publish.site.index import index as index_module
from quanze.publish.site.index.numbers import written
from tests.publish.sites import publish

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
Make = Callable[..., Register]

ANSWERED = re.compile("找到|没有读到")
FILTERED = re.compile("共|没有符合")


def wait(page: Page, place: str, text: re.Pattern[str]) -> None:
    """Wait until a text stands there; what Playwright evaluates again and again, the policy forbids."""
    expect(page.locator(place)).to_have_text(text)


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
        ("OLD-0001", "砍伐、移植城市树木审批"),
        ("000131001000", "砍伐、移植城市树木审批"),
        ("统计法", "中华人民共和国统计法"),
        ("统计法 拒绝", "对拒绝提供统计资料行为的处罚"),
        ("tjdcxmba", "统计调查项目备案"),
        ("dcxm", "统计调查项目备案"),
        ("审", "砍伐、移植城市树木审批"),
        ("请问想砍树怎么申请", "砍伐、移植城市树木审批"),
        ("伐树", "砍伐、移植城市树木审批"),
        ("（统计）调查、项目", "统计调查项目备案"),
    ],
)
def test_search_finds(open_page: Open, words: str, first: str) -> None:
    assert search(open_page("index.html"), words)[0] == first


def search(page: Page, words: str) -> list[str]:
    """Ask for something; wait for the answer; return the names that are found."""
    page.evaluate("document.getElementById('results-count').textContent = ''")
    page.fill("#q", words)
    page.press("#q", "Enter")
    wait(page, "#results-count", ANSWERED)
    return page.locator("#results-list a").all_inner_texts()


def test_a_code_gives_what_carries_it(open_page: Open) -> None:
    page = open_page("index.html")
    assert search(page, "11990400MB0000000X3000131001000") == ["砍伐、移植城市树木审批"]
    assert search(page, "gg-1") == ["绿化养护咨询"]
    assert search(page, "T-tjj-CF-0001") == [
        "对迟报统计资料行为的处罚",
        "对拒绝提供统计资料行为的处罚",
    ]


@pytest.fixture
def site_of(browser: Browser, make_register: Make, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Make the home page of a register that has just these items."""
    pages = []

    def make(*items: dict[str, Any]) -> Page:
        powers = [{"编码": f"A{n}", "类型": "行政许可", **item} for n, item in enumerate(items)]
        lists = {
            "department.yaml": {"名称": "试验局"},
            "power.yaml": {"部门": "试验局", "事项": powers},
        }
        publish(make_register(abc=lists), tmp_path / "site")
        pages.append(browser.new_page())
        pages[-1].goto((tmp_path / "site" / "index.html").as_uri())
        return pages[-1]

    yield make
    for page in pages:
        page.close()


def test_a_suspended_item_says_so_where_it_is_found(site_of: Callable[..., Page]) -> None:
    page = site_of({"名称": "渡口许可", "暂停": {"自": "2026-06-30"}}, {"名称": "渡船许可"})
    search(page, "渡口")
    assert page.inner_text("#results-list .halted") == "暂停行使"
    page.goto(page.url.replace("index.html", "list.html").partition("?")[0])
    assert listed(page) == ["渡口许可", "渡船许可"]
    assert page.locator("#listed-rows th").filter(has_text="暂停行使").count() == 1


def test_what_is_meant_comes_before_what_holds_the_word_and_that_before_likeness(
    site_of: Callable[..., Page],
) -> None:
    page = site_of(
        {"名称": "小店食品经营"},
        {"名称": "餐饮小吃店登记"},
        {"名称": "小吃店登记"},
        {"名称": "小吃店"},
        {"名称": "食品经营许可", "关键词": ["小吃店"]},
        {"名称": "小吃摊点登记", "关键词": ["小吃店铺"]},
        {"名称": "小吃类店铺备案"},
    )
    assert search(page, "小吃店") == [
        "小吃店",
        "小吃店登记",
        "食品经营许可",
        "餐饮小吃店登记",
        "小吃摊点登记",
        "小吃类店铺备案",
    ]
    assert search(page, "开个小吃店要办什么证")[0] == "食品经营许可"


def test_an_everyday_word_gives_what_it_stands_for_and_first_what_one_applies_for(
    site_of: Callable[..., Page],
) -> None:
    page = site_of(
        {"名称": "旅行社保守国家秘密核准"},
        {"名称": "社保经办"},
        {"名称": "骗保社会保险处罚", "类型": "行政处罚"},
        {"名称": "用人单位和职工社会保险登记的确认", "类型": "行政确认"},
        {"名称": "社会事务保留核准"},
    )
    assert search(page, "社保") == [
        "社保经办",
        "用人单位和职工社会保险登记的确认",
        "骗保社会保险处罚",
        "旅行社保守国家秘密核准",
    ]


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
        ["部门", "3 项职权"],
    ]


def test_a_public_service_is_reached(open_page: Open) -> None:
    page = open_page("index.html")
    search(page, "绿化养护咨询")
    page.locator("#results-list a").first.click()
    assert page.url.endswith("/departments/yljl/duties.html#s1")
    assert "解答养护问题" in page.inner_text("#s1")


def test_search_that_finds_nothing_says_so(open_page: Open) -> None:
    page = open_page("index.html")
    assert search(page, "航天飞机") == []
    assert "没有找到" in page.inner_text("#results-count")


def test_a_hit_leads_to_the_item(open_page: Open) -> None:
    page = open_page("index.html")
    page.fill("#q", "迟报")
    page.locator("#results-list a").first.click()
    assert page.inner_text("h1") == "对迟报统计资料行为的处罚"


def test_search_from_any_page(open_page: Open) -> None:
    page = open_page("about.html")
    page.fill("#top-q", "统计 & 备案?")
    page.press("#top-q", "Enter")
    page.wait_for_url("**/index.html?q=*")
    assert page.input_value("#q") == "统计 & 备案?"


def test_a_hostile_query_stays_text(open_page: Open) -> None:
    page = open_page("index.html", "?q=%3Cimg%20src=x%20onerror=alert(1)%3E")
    wait(page, "#results-count", ANSWERED)
    assert page.locator("img").count() == 0
    assert page.inner_text("#results-count").startswith("没有找到“<img src=x")


# The address, the keyboard, what breaks


def asked(page: Page) -> str:
    return str(page.evaluate("decodeURIComponent(location.search)"))


def test_the_question_stands_in_the_address_and_the_way_back_is_kept(open_page: Open) -> None:
    page = open_page("index.html")
    search(page, "迟报")
    assert asked(page) == "?q=迟报"
    search(page, "咨询")
    page.go_back()
    expect(page.locator("#q")).to_have_value("迟报")
    wait(page, "#results-list", re.compile("迟报"))


def test_a_question_typed_slowly_stays_in_the_way_back_once_it_is_sent(open_page: Open) -> None:
    page = open_page("index.html")
    for words in ("迟报", "备案"):
        page.fill("#q", words)
        wait(page, "#results-list", re.compile(words))
        page.press("#q", "Enter")
    page.fill("#q", "咨询")
    wait(page, "#results-list", re.compile("咨询"))
    for words in ("备案", "迟报", ""):
        page.go_back()
        expect(page.locator("#q")).to_have_value(words)


def test_a_link_with_a_question_answers_it(open_page: Open) -> None:
    page = open_page("index.html", "?q=%E8%BF%9F%E6%8A%A5")
    wait(page, "#results-count", ANSWERED)
    assert page.locator("#results-list a").all_inner_texts() == ["对迟报统计资料行为的处罚"]


def test_the_keyboard_alone_finds(open_page: Open) -> None:
    page = open_page("index.html")
    page.focus("#q")
    page.keyboard.insert_text("迟报")
    wait(page, "#results-list", re.compile("迟报"))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "对迟报统计资料行为的处罚"
    page.keyboard.press("Enter")
    page.wait_for_url("**/items/**")


def test_the_answer_is_announced(open_page: Open) -> None:
    page = open_page("index.html")
    search(page, "备案")
    status = page.locator("#results-count")
    assert status.get_attribute("aria-live") == "polite"
    assert status.inner_text() == "找到 1 条"


@pytest.fixture(scope="module")
def many_files(register: Register, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with an index of many small parts, as a large register has it."""
    target = tmp_path_factory.mktemp("many") / "site"
    with pytest.MonkeyPatch.context() as patch:
        for name, size in (("PART", 400), ("SMALL", 0), ("ROWS", 2), ("ORDERED", 3)):
            patch.setattr(index_module, name, size)
        publish(register, target)
    return target


@pytest.fixture
def in_parts(browser: Browser, many_files: Path) -> Page:
    page = browser.new_page()
    page.goto((many_files / "index.html").as_uri())
    return page


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("砍树", "砍伐、移植城市树木审批"),
        ("拒绝统计资料处罚", "对拒绝提供统计资料行为的处罚"),
        ("绿养", "绿化养护咨询"),
        ("园林 奖励", "对绿化先进单位的奖励"),
        ("11990400mb0000000x30002", "对擅自砍伐城市树木的处罚"),
        ("tjdcxmba", "统计调查项目备案"),
        ("罚", "对擅自砍伐城市树木的处罚"),
        ("航天飞机", None),
    ],
)
def test_an_index_in_parts_finds_the_same(in_parts: Page, words: str, first: str | None) -> None:
    assert next(iter(search(in_parts, words)), None) == first


def test_only_the_parts_that_are_needed_are_loaded(in_parts: Page, many_files: Path) -> None:
    loaded: list[str] = []
    in_parts.on("request", lambda request: loaded.append(request.url))
    search(in_parts, "迟报")
    parts = list((many_files / "assets/search").iterdir())
    assert 3 < len(loaded) < len(parts) / 2


def test_a_part_that_is_missing_is_told(browser: Browser, many_files: Path) -> None:
    page = browser.new_page()
    page.route("**/assets/search/g*.js*", lambda route: route.abort())
    page.goto((many_files / "index.html").as_uri())
    assert search(page, "迟报") == []
    assert "没有读到" in page.inner_text("#results-count")
    page.unroute("**/assets/search/g*.js*")
    assert search(page, "迟报") == ["对迟报统计资料行为的处罚"]


def test_a_part_of_another_index_is_refused(browser: Browser, many_files: Path) -> None:
    page = browser.new_page()
    page.route(
        "**/assets/search/g*.js*",
        lambda route: route.fulfill(
            body='quanzePart("'
            + route.request.url.split("/assets/")[1].split(".js")[0]
            + '","old",{});'
        ),
    )
    page.goto((many_files / "index.html").as_uri())
    search(page, "迟报")
    assert "没有读到" in page.inner_text("#results-count")


def test_scripts_read_numbers_as_they_are_written(open_page: Open) -> None:
    wanted = [0, 59, 60, 2171, 2172, 25403, 25404, 1_000_000, 59_974_939]
    read = open_page("index.html").evaluate(
        "text => { const r = quanzeStore.reader(text), all = []; while (r.more()) all.push(r.next()); return all; }",
        "".join(map(written, wanted)),
    )
    assert read == wanted


# The page that filters


def listed(page: Page) -> list[str]:
    wait(page, "#listed-count", FILTERED)
    return page.locator("#listed-rows th a").all_inner_texts()


def choose(page: Page, facet: str, value: str) -> list[str]:
    page.evaluate("document.getElementById('listed-count').textContent = ''")
    page.select_option(f"#f-{facet}", value)
    return listed(page)


def options(page: Page, facet: str) -> list[str]:
    return page.locator(f"#f-{facet} option").all_inner_texts()


def test_all_items_in_the_order_of_the_lists(open_page: Open) -> None:
    page = open_page("list.html")
    assert len(listed(page)) == 6
    assert listed(page)[0] == "砍伐、移植城市树木审批"
    assert page.inner_text("#listed-count") == "共 6 项"


def test_filters_narrow_each_other(open_page: Open) -> None:
    page = open_page("list.html")
    listed(page)
    assert "行政处罚（3）" in options(page, "type")
    assert choose(page, "dept", "试验市统计局") == [
        "对拒绝提供统计资料行为的处罚",
        "对迟报统计资料行为的处罚",
        "统计调查项目备案",
    ]
    assert options(page, "type") == ["全部", "行政处罚（2）", "类型不明（1）"]
    assert "试验市园林绿化局（3）" in options(page, "dept")
    assert choose(page, "type", "类型不明") == ["统计调查项目备案"]
    assert asked(page) == "?type=类型不明&dept=试验市统计局"


def test_what_is_not_stated_can_be_chosen(open_page: Open) -> None:
    page = open_page("list.html")
    listed(page)
    assert choose(page, "hall", "未进驻大厅") == ["砍伐、移植城市树木审批"]
    assert len(choose(page, "hall", "未注明")) == 5


def test_sorted_by_limit_and_name(open_page: Open) -> None:
    page = open_page("list.html", "?sort=promised")
    assert listed(page)[:2] == ["砍伐、移植城市树木审批", "对绿化先进单位的奖励"]
    assert choose(page, "sort", "name")[0] == "对迟报统计资料行为的处罚"
    assert asked(page) == "?sort=name"


def test_a_link_restores_the_state_and_the_way_back_leaves_it(open_page: Open) -> None:
    page = open_page("list.html", "?dept=%E8%AF%95%E9%AA%8C%E5%B8%82%E7%BB%9F%E8%AE%A1%E5%B1%80")
    assert len(listed(page)) == 3
    assert page.input_value("#f-dept") == "试验市统计局"
    assert choose(page, "type", "行政处罚") != []
    page.evaluate("document.getElementById('listed-count').textContent = ''")
    page.go_back()
    assert len(listed(page)) == 3
    assert page.input_value("#f-type") == ""


def test_all_conditions_are_cleared_at_once(open_page: Open) -> None:
    page = open_page("list.html", "?fee=%E4%B8%8D%E6%94%B6%E8%B4%B9&sort=name")
    assert len(listed(page)) == 2
    page.evaluate("document.getElementById('listed-count').textContent = ''")
    page.click("text=清除全部条件")
    assert len(listed(page)) == 6
    assert asked(page) == ""


@pytest.mark.parametrize(
    "query", ["?type=%3Cimg%20src=x%3E", "?dept=no&page=99", "?sort=x&page=-1&x=%E7"]
)
def test_an_odd_address_does_no_harm(open_page: Open, query: str) -> None:
    page = open_page("list.html", query)
    wait(page, "#listed-count", FILTERED)
    assert page.locator("img").count() == 0


def test_long_lists_have_pages(browser: Browser, make_register: Make, tmp_path: Path) -> None:
    powers = [
        {"编码": f"A{number:03}", "名称": f"事项{number:03}", "类型": "行政许可"}
        for number in range(120)
    ]
    lists = {
        "department.yaml": {"名称": "试验局"},
        "power.yaml": {"部门": "试验局", "事项": powers},
    }
    publish(make_register(abc=lists), tmp_path / "site")
    page = browser.new_page()
    page.goto((tmp_path / "site" / "list.html").as_uri())
    assert len(listed(page)) == 50
    page.click("#listed-pager >> text=下一页")
    wait(page, "#listed-count", re.compile("第 2 页"))
    assert listed(page)[0] == "事项050"
    assert asked(page) == "?page=2"
    page.goto((tmp_path / "site" / "index.html").as_uri())
    assert len(search(page, "事项")) >= 10
    expect(page.locator("#results-list li")).to_have_count(50)
    page.click("#results-more")
    expect(page.locator("#results-list li")).to_have_count(100)
    page.close()


def test_lists_are_read_without_script(open_page: Open) -> None:
    page = open_page("list.html", java_script_enabled=False)
    assert not page.locator("#filter").is_visible()
    page.click("#facets >> text=行政处罚")
    assert page.locator("table.listed tbody tr").count() == 3
    page.click("text=对迟报统计资料行为的处罚")
    assert page.inner_text("h1") == "对迟报统计资料行为的处罚"


def test_a_law_lists_what_rests_on_it(open_page: Open) -> None:
    page = open_page("laws/index.html", java_script_enabled=False)
    page.click("text=中华人民共和国统计法")
    assert page.locator("table.listed tbody tr td[data-label=条款]").all_inner_texts() == [
        "第四十一条"
    ]


def test_a_basis_leads_to_all_items_that_rest_on_its_law(open_page: Open) -> None:
    page = open_page("index.html", "?q=%E6%8B%92%E7%BB%9D")
    page.locator("#results-list a").first.click()
    page.locator("#basis .of-law").first.click()
    assert page.inner_text("h1") == "中华人民共和国统计法"
    assert "对拒绝提供统计资料行为的处罚" in page.inner_text("table.listed")


def test_a_list_by_one_aspect_also_lists_what_is_not_stated(open_page: Open) -> None:
    page = open_page("lists/hall/index.html", java_script_enabled=False)
    assert page.inner_text("main .lead").startswith("1 种。")
    assert page.locator("main .counts li").all_inner_texts()[-1] == "未注明 5 项"
    page.click("main .counts >> text=未注明")
    assert page.inner_text("main .lead").startswith("清单没有注明进驻大厅的，共 5 项。")
    assert page.locator("table.listed tbody tr").count() == 5


def test_a_printed_list_says_by_what_it_is_narrowed_and_sorted(open_page: Open) -> None:
    page = open_page("list.html", "?type=%E8%A1%8C%E6%94%BF%E5%A4%84%E7%BD%9A&sort=name")
    listed(page)
    page.emulate_media(media="print")
    assert not page.is_visible("#filter")
    assert page.inner_text("#listed-conditions") == "类型：行政处罚；排序：名称（拼音）"
    page.emulate_media(media="screen")
    page.click("text=清除全部条件")
    wait(page, "#listed-count", re.compile("共 6 项"))
    assert not page.is_visible("#listed-conditions")
