"""The website: complete, well formed, safe against what lists may contain, the same every time."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.cli.app import run
from quanze.model.duty import Duty
from quanze.model.flow import Flow
from quanze.model.period import Period
from quanze.model.power import PowerElements
from quanze.model.register import Register
from quanze.publish.everything import outputs
from quanze.publish.flow_chart import Drawings
from quanze.publish.privacy import public_remarks
from quanze.publish.publication import MANIFEST
from quanze.publish.site.addresses import (
    Addresses,
    Folder,
    Names,
    item_page,
    workbook_name,
)
from quanze.publish.site.answers import QUESTIONS
from quanze.publish.site.contact import linked
from quanze.publish.site.item_page import duty_views
from quanze.publish.site.saving import saving
from tests.publish.sites import no_file, publish

from . import conftest
from .conftest import PENALTY, SETTINGS, leaves, write_register
from .page_kinds import templates_of
from .pages import Document, documents_of, files_of

Lists = dict[str, Any]
Make = Callable[..., Register]

PERMIT = item_page(conftest.PERMIT)
POOR = item_page("T-tjj-CF-0001")
PRIVATE = ("不该公开", "内部清单.xlsx")
FULL, TJJ = Folder("yljl"), Folder("tjj")
FLOW = FULL.flow(Names().give(conftest.FLOW["名称"]))


@pytest.fixture(scope="module")
def pages(register: Register) -> dict[str, Document]:
    """The pages of a department that fills every element, and of a poor one."""
    return documents_of(register)


@pytest.fixture(scope="module")
def every_page(everything_site: Path) -> dict[str, Document]:
    """The pages of a site that has every kind of page."""
    return {
        path.relative_to(everything_site).as_posix(): Document(path.read_text(encoding="utf-8"))
        for path in sorted(everything_site.rglob("*.html"))
    }


def test_the_site_has_its_pages(register: Register) -> None:
    """Each list, each of its entries that is looked for, and what several have in common."""
    templates = templates_of(register)
    facets = ("type", "level", "theme", "handling", "hall", "form", "online", "visits", "fee")
    entries = ("item.html", "law.html", "gone.html", "facet_value.html", "data_table.html")
    counts = Counter(template for template in templates.values() if template in entries)
    assert {path for path, template in templates.items() if template not in entries} == {
        *("index.html", "about.html", "sitemap.html", "list.html", "figures.html"),
        *("boundaries.html", "duties.html", "services.html", "oversight.html"),
        *(FULL.home, FULL.duties, FULL.boundaries, FULL.flows),
        FLOW,
        *(TJJ.home, TJJ.duties, TJJ.boundaries),
        *(f"lists/{facet}/index.html" for facet in facets),
        *("laws/index.html", "data/index.html"),
    }
    assert (counts["item.html"], counts["law.html"], counts["gone.html"]) == (6, 2, 1)
    assert {path for path, template in templates.items() if template == "item.html"} == {
        PERMIT,
        POOR,
        *(item_page(code) for code in (PENALTY, "T-yljl-JL-0001", "T-tjj-CF-0001-2")),
        item_page("2019-5-c02fd10249"),
    }
    kinds = {path for path in templates if path.startswith("lists/type/")}
    assert kinds - {"lists/type/index.html"} == {
        f"lists/type/{name}.html" for name in ("XK", "CF", "JL", "unknown")
    }


def test_nothing_is_published_twice(everything: Register) -> None:
    paths = [output.path for output in outputs(everything, no_file)]
    assert [path for path, count in Counter(map(str.lower, paths)).items() if count > 1] == []


def test_everything_in_the_lists_is_on_a_page(pages: dict[str, Document], rich: Lists) -> None:
    text = re.sub(r"\s+", "", "".join(page.text for page in pages.values()))
    # Steps are numbered anew in the chart, types of a flow follow from the items that use it.
    left_out = ("编号", "到", "下一步", "适用类型", "来源", "排序", "流程")
    told = [
        (key, value)
        for key, value in leaves(list(rich.values()))
        if key not in left_out and not any(word in value for word in PRIVATE)
    ]
    assert len(told) > 180
    assert [pair for pair in told if re.sub(r"\s+", "", pair[1]) not in text] == []


def test_every_element_of_the_information_table_has_its_question() -> None:
    placed = Counter(name for asked in QUESTIONS for name in (*asked.rows, *asked.blocks))
    assert set(placed) == set(PowerElements.model_fields) - {"flow", "imported_from"}
    # 不收费 is said in a row, a fee with its standard in a block.
    assert [name for name, count in placed.items() if count > 1] == ["fee"]


def test_what_stays_inside_is_on_no_page(register: Register) -> None:
    for path, data in files_of(register).items():
        text = data.decode(errors="replace")
        assert [word for word in PRIVATE if word in text] == [], path


@pytest.mark.parametrize(
    ("column", "public"),
    [
        ("备注", True),
        ("省级对应事项", True),
        ("录入人", False),
        ("行使主体（被合并单元格遮住的内容）", False),
        ("联系人及手机", False),
        ("填表时间", False),
    ],
)
def test_what_names_people_or_nobody_could_see_stays_inside(column: str, public: bool) -> None:
    assert bool(public_remarks({column: "x"})) is public


# Form


def test_every_page_is_well_formed(every_page: dict[str, Document]) -> None:
    for path, page in every_page.items():
        assert page.all("html") == [{"lang": "zh-CN"}], path
        assert len(page.all("h1")) == len(page.all("main")) == 1, path
        assert page.all("body") and page.all("footer") and page.all("header"), path
        assert {"class": "skip", "href": "#main"} in page.all("a"), path
        assert [i for i, count in Counter(page.ids).items() if count > 1] == [], path
        titles = [words for words in page.words if words.strip()]
        assert "试验市权责清单" in titles[0], path


def test_headings_leave_out_no_level(every_page: dict[str, Document]) -> None:
    for path, page in every_page.items():
        levels = [int(tag.name[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag.name)]
        assert levels[0] == 1, path
        assert all(b - a <= 1 for a, b in pairwise(levels)), (path, levels)


def test_every_table_says_what_it_is(every_page: dict[str, Document]) -> None:
    for path, page in every_page.items():
        assert len(page.all("table")) == len(page.all("caption")), path
        assert all("scope" in head for head in page.all("th")), path


def test_every_landmark_that_occurs_twice_has_a_name(every_page: dict[str, Document]) -> None:
    for path, page in every_page.items():
        names = [nav.get("aria-label") for nav in page.all("nav")]
        assert None not in names, path
        assert len(set(names)) == len(names), path


@pytest.fixture(scope="module")
def published(everything: Register) -> set[str]:
    """The paths of all that is published, also of what is offered for download."""
    return {MANIFEST, *(output.path for output in outputs(everything, no_file))}


def target_of(link: str, path: str) -> tuple[str, str]:
    """Return the page that a link on a page leads to, and the place on it."""
    address, _, anchor = link.partition("#")
    file = address.partition("?")[0]
    return normpath(join(dirname(path), file)) if file else path, anchor


def test_every_link_leads_somewhere(published: set[str], every_page: dict[str, Document]) -> None:
    for path, page in every_page.items():
        for link in (*page.all("a"), *page.all("link"), *page.scripts, *page.all("object")):
            address = link.get("href") or link.get("src") or link["data"]
            if re.match(r"https?:|tel:|mailto:", address):
                continue
            place, anchor = target_of(address, path)
            assert place in published, (path, address)
            if anchor and place in every_page:
                assert anchor in every_page[place].ids, (path, address)


def test_every_page_is_reached_from_the_home_page(every_page: dict[str, Document]) -> None:
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        path = waiting.pop()
        for link in every_page[path].all("a"):
            target, _ = target_of(link["href"], path)
            if target in every_page and target not in reached:
                reached.add(target)
                waiting.append(target)
    assert reached == set(every_page)


def test_the_notice_and_the_date_stand_on_every_page(every_page: dict[str, Document]) -> None:
    for path, page in every_page.items():
        for words in ("示例，不是官方清单。", "2026年3月31日", "中共试验市委机构编制委员会办公室"):
            assert words in page.text, (path, words)


# Safety


def test_no_page_needs_anything_from_elsewhere(every_page: dict[str, Document]) -> None:
    for path, page in every_page.items():
        policy = [m["content"] for m in page.all("meta") if "Policy" in m.get("http-equiv", "")]
        assert len(policy) == 1, path
        assert policy[0].startswith("default-src 'none';"), path
        assert "unsafe" not in policy[0], path
        assert page.all("style") == page.all("iframe") == page.all("img") == [], path
        assert all(re.match(r"[./]*flow/[\w-]+\.svg", one["data"]) for one in page.all("object")), (
            path
        )
        assert all(set(script) == {"src", "defer"} for script in page.scripts), path
        for tag in page.tags:
            assert not [a for a in tag.attributes if a.startswith("on") or a == "style"], (
                path,
                tag,
            )
        for asset in (*page.all("link"), *page.scripts):
            assert "//" not in (asset.get("href") or asset["src"]), path


def test_no_style_asks_for_anything_from_elsewhere(everything_site: Path) -> None:
    styles = list((everything_site / "assets").glob("*.css"))
    assert len(styles) > 3
    for path in styles:
        style = path.read_text(encoding="utf-8")
        assert "url(" not in style, path
        assert "@import" not in style, path


ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> javascript:alert(3) &amp; ]]>\x00\uffff\u202e"
FIXED_WORDS = {"是", "否", "非常用", "受委托组织", "牵头", "配合", "开始", "判断", "文书", "结束"}
"""Values of elements that hold no other words."""


def attacked(data: Any) -> Any:
    """The lists with an attack behind every text that can hold one."""
    if isinstance(data, dict):
        return {key: attacked(value) for key, value in data.items()}
    if isinstance(data, list):
        return [attacked(value) for value in data]
    return data + ATTACK if isinstance(data, str) and data not in FIXED_WORDS else data


LINK = re.compile(
    r"https?://|tel:\d+$|mailto:|(?!//)[\w./=-]*(\?\w+=(\w|%[0-9A-F]{2}|[./-])*)?(#[\w-]*)?$",
    re.ASCII,
)
"""Elsewhere, as the list says; or a file, with one question to it whose signs are written as bytes."""


def test_no_text_of_a_list_becomes_markup(make_register: Make, rich: Lists) -> None:
    settings = {"名称": ATTACK, "地区": ATTACK, "发布": {"声明": ATTACK, "页脚": {ATTACK: ATTACK}}}
    rich["power.yaml"]["事项"][0]["备注"] |= {ATTACK: ATTACK}
    files = files_of(make_register(settings, abc=attacked(rich)))
    pages = {
        path: Document(data.decode()) for path, data in files.items() if path.endswith(".html")
    }
    assert len(pages) > 20
    for path, page in pages.items():
        assert not page.all("img"), path
        assert all(script["src"].endswith(".js") for script in page.scripts), path
        for tag in page.tags:
            assert not [name for name in tag.attributes if name.startswith("on")], (path, tag)
        for link in page.all("a"):
            assert LINK.match(link["href"]), (path, link["href"])
        # Nor does it turn the words after it around, or hide from some readers and not from others.
        assert not re.search("[\x00\uffff\u202e]", files[path].decode()), path
    pictures = [data for path, data in files.items() if path.startswith("flow/")]
    assert len(pictures) == 2
    for picture in pictures:
        told = {
            element.tag.rpartition("}")[2] for element in ElementTree.fromstring(picture).iter()
        }
        assert told <= {"svg", "title", "desc", "style", "g", "rect", "path", "text"}
    item = next(page for path, page in pages.items() if path.startswith("items/"))
    assert "<script>alert(1)</script>" in item.text
    assert "alert(1)" in str(item.data)
    index = files["assets/search/base.js"].decode()
    assert "alert" in index
    assert "<" not in index
    assert all(path.isascii() for path in files)


@pytest.mark.parametrize(
    ("text", "hrefs"),
    [
        ("0990-0000017", ["tel:09900000017"]),
        ("（0990）0000017转2", ["tel:09900000017"]),
        ("投诉12345，或拨打0990-0000017", ["tel:12345", "tel:09900000017"]),
        ("https://a.gov.cn/x?y=1&z=2。", ["https://a.gov.cn/x?y=1&z=2"]),
        ("jd@a.gov.cn", ["mailto:jd@a.gov.cn"]),
        ("javascript:alert(1)", []),
        ("JaVaScRiPt://a.cn/%0aalert(1)", []),
        ("data:text/html,<script>", []),
        ("vbscript:x file:///etc/passwd", []),
        ('https://a.cn/"onclick="x', ["https://a.cn/"]),
        ("编码 11990400MB0000000X 第123456789012号", []),
        ("2024年12月31日", []),
    ],
)
def test_only_numbers_mail_and_web_addresses_become_links(text: str, hrefs: list[str]) -> None:
    document = Document(linked(text))
    assert [link["href"] for link in document.all("a")] == hrefs
    assert document.text == text


@given(st.text())
def test_linking_changes_no_text(text: str) -> None:
    shown = Document(linked(text.replace("\r", " ").replace("\x00", " ")))
    assert shown.text == text.replace("\r", " ").replace("\x00", " ")


# What a page says


def section(page: Document, start: str, end: str = "") -> str:
    text = re.sub(r"\s+", " ", page.text)
    after = text.split(start, 1)[1]
    return after.split(end, 1)[0] if end else after


def test_the_item_page_answers_the_six_questions_in_their_order(
    pages: dict[str, Document],
) -> None:
    questions = ["办什么", "怎么办", "哪里办", "找谁办", "多长时间办", "办不好怎么办"]
    page = pages[PERMIT]
    sections = [tag["id"] for tag in page.all("section") if "id" in tag]
    assert sections == ["what", "how", "where", "who", "time", "wrong", "basis", "other"]
    text = re.sub(r"\s+", " ", page.text)
    places = [text.rindex(f" {question} ") for question in questions]
    assert places == sorted(places)


def facts(page: Document) -> str:
    return section(page, "事项编码", "办什么").strip()


def test_the_key_facts_of_an_item(pages: dict[str, Document]) -> None:
    told = facts(pages[PERMIT])
    assert "法定时限20个工作日" in told.replace(" ", "")
    assert "承诺时限7个工作日比法定时限缩短65%" in told.replace(" ", "")
    assert "0990-0000017" in told
    poor = section(pages["items/45/2019-5-c02fd10249.html"], "事项编码")
    assert "法定时限20（未写明单位）" in poor
    assert "承诺时限未填写" in poor.replace(" ", "")
    assert "收费未填写" in poor.replace(" ", "")


def test_a_poor_item_says_what_its_list_does_not(pages: dict[str, Document]) -> None:
    page = pages[POOR]
    assert "本清单没有填写：办什么、怎么办、哪里办、多长时间办。" in page.text
    assert [tag["id"] for tag in page.all("section")] == ["who", "wrong", "basis"]
    assert "直接实施责任：\n1.立案责任。\n2.调查责任。" in page.text
    assert "未填写行使主体" not in page.text


def test_a_duty_under_the_code_of_a_sub_item_is_told_with_its_item(
    make_register: Make, rich: Lists
) -> None:
    rich["power.yaml"]["事项"][0]["子项"] = [{"名称": "试验子项", "编码": "T-SUB-1"}]
    rich["duty.yaml"]["责任事项"].append({"事项": "T-SUB-1", "责任": ["只查这一个子项"]})
    pages = documents_of(make_register(yljl=rich))
    assert re.search("试验子项.{0,40}只查这一个子项", pages[PERMIT].text, re.DOTALL)
    shown = pages["duties.html"].text
    assert "砍伐、移植城市树木审批（试验子项）" in shown
    assert "T-SUB-1" not in pages[FULL.duties].text


def test_sub_items_with_the_same_duties_share_them() -> None:
    def duty(sub_item: str | None, content: str) -> Duty:
        data = {"事项": "A", "责任": [content]} | ({"子项": sub_item} if sub_item else {})
        return Duty.model_validate(data)

    views = duty_views(
        [duty("甲", "查"), duty("乙", "罚"), duty("丙", "查"), duty(None, "办")],
        lambda duty: duty.sub_item,
    )
    assert [(view.applies, view.stages[0].content) for view in views] == [
        (("甲", "丙"), "查"),
        (("乙",), "罚"),
        ((), "办"),
    ]


@pytest.mark.parametrize(
    ("whole", "parts", "titles"),
    [
        (["表"], {}, ["申请材料"]),
        (["表"], {"新办": [], "变更": []}, ["申请材料"]),
        (["表"], {"新办": ["表"], "变更": ["照"]}, ["申请材料：新办", "申请材料：变更"]),
        (["表"], {"新办": [], "变更": ["照"], "延续": ["照"]}, ["申请材料：新办", "申请材料：变更、延续"]),
        (["表"], {"变更": ["照"]}, ["申请材料：主项", "申请材料：变更"]),
        ([], {"新办": [], "变更": ["照"]}, ["申请材料：变更"]),
        ([], {}, []),
    ],
)  # fmt: skip
def test_tables_of_materials_say_whose_they_are(
    make_register: Make,
    whole: list[str],
    parts: dict[str, list[str]],
    titles: list[str],
) -> None:
    handling = [{"名称": name, "申请材料": own} for name, own in parts.items()]
    power: dict[str, Any] = {"编码": "A1", "名称": "试验", "类型": "行政许可", "收费": "不收费"}
    power |= {"申请材料": whole, "业务办理项": handling}
    page = documents_of(make_register(abc=department([power])))[item_page("A1")]
    how = page.words[len(page.words) - page.words[::-1].index("怎么办") :]
    assert [words for words in how if re.match("申请材料(：|$)", words)] == titles


def test_no_heading_stands_over_nothing(pages: dict[str, Document]) -> None:
    assert "部门概况" in pages["departments/yljl/index.html"].text
    assert "部门概况" not in pages["departments/tjj/index.html"].text


def test_duties_of_an_unknown_item_are_told_in_full(pages: dict[str, Document]) -> None:
    text = pages["departments/yljl/duties.html"].text
    assert "NO-SUCH-CODE" in text
    assert "孤立的责任内容。" in text


def test_a_department_sees_the_boundaries_that_others_list(pages: dict[str, Document]) -> None:
    page = pages["departments/tjj/boundaries.html"]
    assert "其他部门清单中涉及本部门的1 件" in page.text
    assert "提供绿地统计数据。" in page.text
    assert "../../departments/yljl/boundaries.html#m1" in [a["href"] for a in page.all("a")]


def test_the_sizes_of_the_lists_are_those_of_their_pages(pages: dict[str, Document]) -> None:
    def tabs(slug: str) -> list[str]:
        return re.findall(r"(?:权力清单|责任清单|职责边界|流程图)\d+", pages[slug].text)

    assert tabs("departments/yljl/index.html") == ["权力清单3", "责任清单2", "职责边界1", "流程图1"]
    duties = pages["departments/yljl/duties.html"].text
    told = (
        "主要职责2 项",
        "责任事项1 项",
        "其他责任事项1 个编码",
        "公共服务事项1 项",
        "事中事后监管1 项",
    )
    assert [part for part in told if part not in duties] == []
    # 统计局 has no boundary list of its own, but a share in another department's matter.
    assert tabs("departments/tjj/index.html") == ["权力清单3", "责任清单1", "职责边界1"]


def test_a_page_of_one_type_names_each_department(make_register: Make) -> None:
    powers = [{"编码": f"A{n}", "名称": f"事项{n}", "类型": "行政处罚"} for n in range(60)]
    pages = documents_of(make_register(abc=department(powers), xyz=department(powers[:1])))
    first, second = pages["lists/type/CF.html"], pages["lists/type/CF-2.html"]
    assert (len(first.all("tr")), len(second.all("tr"))) == (51, 12)
    assert "共 61 项" in first.text


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        ("试验市统计局", "试验市统计局权责清单.xlsx"),
        ("试验市权责清单", "试验市权责清单.xlsx"),
        ('试验/局:"<*?>\n', "试验局权责清单.xlsx"),
    ],
)
def test_downloads_have_a_name_that_tells_what_they_are(owner: str, name: str) -> None:
    assert workbook_name(owner) == name


def test_every_download_has_a_name(pages: dict[str, Document]) -> None:
    names = {
        (path, link["href"]): link["download"]
        for path, page in pages.items()
        for link in page.all("a")
        if link["href"].endswith(".xlsx")
    }
    assert names == {
        ("index.html", "excel/all.xlsx"): "试验市权责清单.xlsx",
        ("index.html", "excel/yljl.xlsx"): "试验市园林绿化局权责清单.xlsx",
        ("index.html", "excel/tjj.xlsx"): "试验市统计局权责清单.xlsx",
        ("departments/yljl/index.html", "../../excel/yljl.xlsx"): "试验市园林绿化局权责清单.xlsx",
        ("departments/tjj/index.html", "../../excel/tjj.xlsx"): "试验市统计局权责清单.xlsx",
    }


def test_numbers_start_anew_in_each_type(make_register: Make) -> None:
    types = ["行政处罚", "行政许可", "行政处罚", "行政处罚"]
    powers = [
        {"编码": f"A{number}", "名称": f"事项{number}", "类型": kind}
        for number, kind in enumerate(types)
    ]
    page = documents_of(make_register(abc=department(powers)))[Folder("abc").home]
    found = re.findall(r"(\d)(事项\d)", re.sub(r"\s+", "", page.text))
    assert found == [("1", "事项1"), ("1", "事项0"), ("2", "事项2"), ("3", "事项3")]


def department(powers: list[dict[str, Any]]) -> Lists:
    return {
        "department.yaml": {"名称": "试验局"},
        "power.yaml": {"部门": "试验局", "事项": powers},
    }


def test_who_looks_for_a_suspended_item_is_told_first(make_register: Make, rich: Lists) -> None:
    powers = rich["power.yaml"]["事项"]
    powers[0]["暂停"] = {
        "自": "2024年6月30日",
        "至": "2026-12-31",
        "依据": "市政府决定（示例）",
        "理由": "由省里统一办理。",
    }
    pages = documents_of(make_register(yljl=rich))
    page = pages[PERMIT]
    told = "这一事项从2024年6月30日起暂停行使，到2026年12月31日为止。依据：市政府决定（示例）。理由：由省里统一办理。"
    assert page.text.index(told) < page.text.index("法定时限")
    assert "。。" not in page.text
    assert pages[FULL.home].text.count("暂停行使") == 1
    assert pages["lists/type/XK.html"].text.count("暂停行使") == 1


@pytest.mark.parametrize(
    ("until", "day", "said"),
    [
        ("2026-12-31", "2026-12-31", "暂停行使这一事项从"),
        ("2026-12-31", "2027-01-01", ""),
        ("2026-12-31", "2024-06-29", "将暂停行使这一事项从"),
        (None, "2099-01-01", "暂停行使这一事项从"),
    ],
)
def test_a_suspension_is_told_by_the_day_of_the_list(
    make_register: Make, rich: Lists, until: str | None, day: str, said: str
) -> None:
    rich["power.yaml"]["事项"][0]["暂停"] = {"自": "2024-06-30"} | ({"至": until} if until else {})
    register = make_register(yljl=rich).on(datetime.date.fromisoformat(day))
    pages = documents_of(register)
    assert said in pages[PERMIT].text
    assert ("暂停行使" in pages[PERMIT].text) is bool(said)
    label = said.removesuffix("这一事项从")
    assert ("暂停行使" in pages["lists/type/XK.html"].text) is bool(label)
    assert label in pages["lists/type/XK.html"].text


def test_a_register_without_lists_has_a_site(make_register: Make) -> None:
    pages = documents_of(make_register())
    shown = {path for path in pages if not path.startswith("data/")}
    assert shown == {"index.html", "about.html", "list.html", "sitemap.html"}
    assert "清单库里还没有职权" in pages["index.html"].text


@pytest.mark.parametrize(
    ("statutory", "promised", "said"),
    [
        ("20个工作日", "7个工作日", "比法定时限缩短 65%"),
        ("30日", "20日", "比法定时限缩短 33.3%"),
        ("20个工作日", "20个工作日", "与法定时限相同"),
        ("20个工作日", "15日", None),
        ("20", "7", None),
        ("20个工作日", "当场", None),
        ("7个工作日", "20个工作日", None),
        ("", "7个工作日", None),
    ],
)
def test_the_share_saved(statutory: str, promised: str, said: str | None) -> None:
    assert saving(Period(statutory), Period(promised)) == said


# Addresses, fragments, search


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (["11990400MB0000000X3000131001000"], ["11990400MB0000000X3000131001000"]),
        (["A", "A", "a"], ["A", "A-2", "a-3"]),
        (["CON", "lpt1"], ["CON-#", "lpt1-#"]),
        (["../../etc/passwd"], ["etc-passwd-#"]),
        (["赣〔2020〕1号"], ["2020-1-#"]),
        (["许可"], ["x#"]),
    ],
)
def test_file_names_made_from_codes(texts: list[str], names: list[str]) -> None:
    """# stands for the digest that tells a changed name from others."""
    give = Names().give
    assert [
        text if (name := give(text)) == text else re.sub(r"[0-9a-f]{10}$", "#", name)
        for text in texts
    ] == names


@given(st.lists(st.text(), max_size=30))
def test_file_names_are_safe_and_never_meet(texts: list[str]) -> None:
    names = Names()
    given_names = [names.give(text) for text in texts]
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,90}", name) for name in given_names)
    assert len({name.lower() for name in given_names}) == len(texts)


def test_a_department_named_all_leaves_the_common_workbook_alone(make_register: Make) -> None:
    register = make_register(all=department([]))
    addresses = Addresses(register)
    assert addresses.folder(register.departments[0]).workbook != addresses.workbook


def test_the_same_chart_is_drawn_once(rich: Lists) -> None:
    data = rich["flow.yaml"]["流程"][0]
    drawings = Drawings()
    drawn = [drawings.draw(Flow.model_validate(data)) for _ in range(3)]
    assert len(drawings) == 1
    assert drawn[0].wide == drawn[2].wide
    drawings.draw(Flow.model_validate({**data, "名称": "另一个"}))
    assert len(drawings) == 1


def test_an_item_tells_the_steps_of_a_flow_without_posts(make_register: Make, rich: Lists) -> None:
    ways = {"a": ["b", "c", {"到": "x", "条件": "退件"}], "b": ["d"], "c": ["d"], "d": [], "x": []}
    steps = [
        {"编号": n, "名称": f"步骤{n}", "角色": "窗口", "下一步": to} for n, to in ways.items()
    ]
    rich["flow.yaml"]["流程"][0]["步骤"] = steps
    page = documents_of(make_register(yljl=rich))[PERMIT]
    text = re.sub(r"\s+", "", section(page, "流程步骤（", "哪里办"))
    assert "步骤环节办理人时限下一步1步骤a窗口" in text
    assert "并联办理：第3、4步，到第5步汇合退件：第2步2步骤x" in text


def test_the_step_table_tells_what_the_picture_shows(pages: dict[str, Document]) -> None:
    text = re.sub(r"\s+", "", section(pages[PERMIT], "流程步骤（", "哪里办"))
    assert "3材料是否齐全、符合法定形式判断综合窗口1个工作日是：第5步否：第4步" in text
    assert "5现场踏勘两人以上行政审批办公室（审查岗）3个工作日不计入时限第6步" in text
    assert "10送达、归档综合窗口1个工作日结束" in text
    text = re.sub(r"\s+", "", section(pages[FLOW], "流程步骤（", "适用事项"))
    assert "1提出申请阶段：申请申请人——第2步" in text
    assert "3材料是否齐全、符合法定形式判断综合窗口1个工作日—是：第5步否：第4步" in text
    assert "5现场踏勘两人以上行政审批办公室3个工作日不计入时限审查岗第6步" in text


def test_the_same_register_gives_the_same_bytes(
    register: Register, site: Path, tmp_path: Path
) -> None:
    done = publish(register, tmp_path / "again")
    for path in sorted(site.rglob("*")):
        if path.is_file():
            again = tmp_path / "again" / path.relative_to(site)
            assert again.read_bytes() == path.read_bytes(), path
    assert done.pages == len(list(site.rglob("*.html")))


# The command


@pytest.fixture
def folder(tmp_path: Path, rich: Lists, poor: Lists) -> Path:
    """The folder of a register that may be published as it is."""
    del rich["power.yaml"]["事项"][0]["备注"], rich["duty.yaml"]["责任事项"][0]["备注"]
    return write_register(tmp_path / "register", SETTINGS, {"yljl": rich, "tjj": poor})


def test_the_command_says_where_to_look(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "网站"
    assert run(["publish", str(folder), "--to", str(site)]) == 0
    told = capsys.readouterr()
    pages = len(list(site.rglob("*.html")))
    assert f"网站：{site / 'index.html'}（双击打开），{pages} 页" in told.out
    files = [path for path in site.rglob("*") if path.is_file() and path.name[0] != "."]
    assert f"共 {len(files) - 1} 个文件" in told.out  # and the manifest, which tells of them
    assert (site / Addresses.workbook).is_file()
    assert told.err == ""


NO_HALL = "部门: 试验局\n事项:\n  - 编码: A1\n    名称: 甲\n    进驻大厅: yes\n"
MANY = "部门: 试验局\n事项:\n" + "  - 名称: 没有编码\n" * 12


@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        ({"power.yaml": NO_HALL}, 1, ["1 项没有读懂", "事项“甲”（A1）  departments/abc/power.yaml:"]),
        ({"power.yaml": MANY}, 1, ["12 项没有读懂", "事项“没有编码”", "…… 另有 2 个"]),
        ({"power.yaml": "部门: [\n"}, 1, ["试验局的权力清单  departments/abc/power.yaml:"]),
        ({"power.yaml": "部门: 试验局\n事项s: []\n"}, 1, ["试验局的权力清单  departments/abc/power.yaml:2"]),
        ({"duty.yaml": "部门: 试验局\n责任事项:\n  - {}\n"}, 1, ["责任事项第 1 项  departments/abc/duty.yaml:3"]),
        ({"power.yaml": NO_HALL.replace("yes", "{共用: 没有}")}, 1, ["事项“甲”（A1）  departments/abc/power.yaml:5"]),
        ({"powers.yaml": "部门: 试验局\n"}, 1, ["文件  departments/abc/powers.yaml:1"]),
        ({"power.yaml": "\ufeff部门: 试验局\n"}, 0, ["内容都已发布"]),
        ({"power.yaml": "部门: 试验局\n"}, 0, []),
    ],
)  # fmt: skip
def test_the_command_names_what_could_not_be_read(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    files: dict[str, str],
    code: int,
    said: list[str],
) -> None:
    folder = tmp_path / "register" / "departments" / "abc"
    folder.mkdir(parents=True)
    (tmp_path / "register" / "quanze.yaml").write_text("名称: 试验\n", encoding="utf-8")
    (folder / "department.yaml").write_text("名称: 试验局\n", encoding="utf-8")
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    site = tmp_path / "site"
    assert run(["publish", str(tmp_path / "register"), "--to", str(site)]) == code
    told = capsys.readouterr().err
    assert [words for words in said if words not in told] == []
    assert bool(told) is bool(said)
    assert "试验局" in (site / "index.html").read_text(encoding="utf-8")


def test_the_command_leaves_other_folders_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(folder.rglob("*"))
    assert run(["publish", str(folder), "--to", str(folder)]) == 2
    assert "不是 quanze 发布的网站，没有改动" in capsys.readouterr().err
    assert sorted(folder.rglob("*")) == before
