"""The pages of the lists that belong to no single department, and of those that all departments have."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from quanze.model.register import Register
from quanze.publish.site import (
    Site,
    all_lists,
    delegations,
    joint_matters,
    laws,
    negative_list,
    regulations,
    site_outputs,
)
from quanze.publish.site.delegations import delegation_block
from quanze.publish.site.negative_list import negative_block
from quanze.publish.site.own_lists import own_numbers
from quanze.publish.site.regulations import regulation_block

from .conftest import leaves
from .own_lists import (
    BATCH,
    COUNTY,
    FILING,
    MATTERS,
    NEGATIVE,
    PERMIT,
    RULES,
    ZONE,
    Lists,
    made,
    whole,
)
from .pages import Document, item_pages

MODULES = (all_lists, joint_matters, delegations, regulations, negative_list)


def shown(register: Register) -> dict[str, str]:
    """The pages by their paths."""
    site = Site(register)
    return {o.path: o.make().decode() for module in MODULES for o in module.pages(site)}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return whole(tmp_path_factory.mktemp("own") / "register")


@pytest.fixture(scope="module")
def pages(register: Register) -> dict[str, Document]:
    return {path: Document(text) for path, text in shown(register).items()}


def words(page: Document) -> str:
    return " ".join(" ".join(page.words).split())


def test_the_pages_that_there_are(pages: dict[str, Document]) -> None:
    assert [*pages] == [
        "duties.html",
        "services.html",
        "oversight.html",
        "joint/index.html",
        "joint/BL-1.html",
        "joint/BL-2.html",
        "delegations/index.html",
        "delegations/2026-1.html",
        "regulations/index.html",
        "regulations/without.html",
        "regulations/GZ-1.html",
        next(path for path in pages if path.startswith("regulations/x")),
        "coordination.html",
        "negative-list.html",
    ]


def test_items_without_a_regulation_are_listed_by_department(pages: dict[str, Document]) -> None:
    """That of the permit is in force until it is abolished; the other one is past its end."""
    page = pages["regulations/without.html"]
    assert "共 1 项" in words(page)
    assert "木材经营备案" in words(page)
    assert "林木采伐许可" not in words(page)
    assert "还没有配套制度的 1 项" in words(pages["regulations/index.html"])


def test_a_register_without_these_lists_has_none_of_their_pages(tmp_path: Path) -> None:
    register = made(tmp_path / "r")
    assert set(shown(register)) == {"duties.html", "services.html", "oversight.html"}
    assert own_numbers(register) == []


def test_the_home_page_counts_them_with_their_pages(register: Register) -> None:
    assert own_numbers(register) == [
        ("并联审批", 2, "joint/index.html"),
        ("配套制度", 2, "regulations/index.html"),
        ("议事协调机构", 1, "coordination.html"),
        ("负面清单", 2, "negative-list.html"),
        ("下放委托事项", 2, "delegations/index.html"),
    ]


NOT_SHOWN = (
    "编码",
    "统一社会信用代码",
    "事项",
    "状态",
    "适用事项",
    "核准事项",
    "相关事项",
    "在后",
    "关键词",
)
DAYS = re.compile(r"\d{4}-\d\d-\d\d")
ANSWERS = ("是", "否")


def test_everything_in_the_lists_is_on_a_page(pages: dict[str, Document]) -> None:
    text = "".join("".join(page.text.split()) for page in pages.values())
    text += " ".join(
        attributes.get("href", "") for page in pages.values() for attributes in page.all("a")
    )
    told = [
        (key, value)
        for key, value in leaves([BATCH, RULES, NEGATIVE, MATTERS])
        if key not in NOT_SHOWN and not DAYS.fullmatch(value) and value not in ANSWERS
    ]
    assert len(told) > 120
    assert [pair for pair in told if "".join(pair[1].split()) not in text] == []


def test_every_day_is_on_a_page(pages: dict[str, Document]) -> None:
    text = "".join(page.text for page in pages.values())
    days = {value for _, value in leaves([BATCH, RULES, NEGATIVE]) if DAYS.fullmatch(value)}
    written = {day: "{}年{}月{}日".format(*map(int, day.split("-"))) for day in days}
    # The term of an agreement, and its extension, go before what they take the place of.
    hidden = {"2028-08-31"} - {day for day, word in written.items() if word in text}
    assert {day for day, word in written.items() if word not in text and day not in text} == hidden


def test_headings_leave_out_no_level_and_stand_once(pages: dict[str, Document]) -> None:
    for path, page in pages.items():
        levels = [int(tag.name[1]) for tag in page.tags if re.fullmatch(r"h[1-6]", tag.name)]
        assert levels[0] == 1 and levels.count(1) == 1, path
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), path
        assert len(page.ids) == len(set(page.ids)), path


def test_every_table_has_a_caption_and_no_cell_without_a_name(pages: dict[str, Document]) -> None:
    for path, page in pages.items():
        assert len(page.all("table")) == len(page.all("caption")), path
        for cell in page.all("td"):
            assert "data-label" in cell or cell.get("class") in ("void", "num"), path


def test_every_link_leads_somewhere(register: Register, pages: dict[str, Document]) -> None:
    there = {output.path for output in site_outputs(Site(register))}
    for path, page in pages.items():
        for href in (tag["href"] for tag in page.all("a")):
            if href.startswith(("https:", "tel:")):
                continue
            target, _, anchor = href.partition("#")
            place = (Path(path).parent / target).as_posix() if target else path
            place = re.sub(r"(^|/)[^/]+/\.\./", r"\1", re.sub(r"(^|/)[^/]+/\.\./", r"\1", place))
            assert place in there, (path, href)
            if anchor and place in pages:
                assert anchor in pages[place].ids, (path, href)


def hostile(data: Any) -> Any:
    """Return data with markup in every free text."""
    if isinstance(data, dict):
        fixed = (
            "步骤",
            "方式",
            "性质",
            "答复",
            "定向",
            "种类",
            "结论",
            "裁量基准",
            "影响权利义务",
            "管理措施",
            "网址",
            "编号",
            "层级",
            "放权层级",
            "份数",
            "必要",
        )
        return {
            key: value if key in fixed and isinstance(value, str) else hostile(value)
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [hostile(value) for value in data]
    return data if DAYS.fullmatch(data) else f"{data}<b onclick=x>&\"'</b>"


def test_no_text_of_a_list_becomes_markup(tmp_path: Path) -> None:
    for path, text in shown(whole(tmp_path / "r", hostile)).items():
        page = Document(text)
        assert "b" not in {tag.name for tag in page.tags}, path
        for tag in page.tags:
            assert not {name for name in tag.attributes if name.startswith("on")}, path
            assert "style" not in tag.attributes, path


def test_a_batch_says_who_took_over_since_when_what_and_who_answers(
    pages: dict[str, Document],
) -> None:
    page = words(pages["delegations/index.html"])
    assert (
        f"木材经营备案 委托，原由市林业局行使 {COUNTY} 2026年9月2日至2029年12月31日 2026年8月28日 县境内的备案 委托机关承担法律责任"
    ) in page  # fmt: skip


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (FILING, [(COUNTY, "有效"), (ZONE, "尚未交接")]),
        (PERMIT, [(COUNTY, "已收回")]),
    ],
)
def test_the_page_of_an_item_is_told_who_holds_it(
    code: str, expected: list[tuple[str, str]], register: Register
) -> None:
    (power,) = register.powers_by_code[code]
    block = delegation_block(power, Site(register))
    assert [(one.receiver, one.state) for one in block] == expected
    assert {one.page.partition("#")[0] for one in block} == {"delegations/2026-1.html"}


def test_what_an_agreement_does_not_say_is_pointed_out(pages: dict[str, Document]) -> None:
    assert "监管措施 没有写" in words(pages["delegations/2026-1.html"])


def test_a_regulation_past_its_end_is_not_called_valid(register: Register) -> None:
    (power,) = register.powers_by_code[PERMIT]
    block = regulation_block(power, Site(register))
    assert [(row.name, row.state, row.is_valid) for row in block] == [
        ("《林木采伐许可工作规程》", "已过有效期", False),
        ("《备案规程》", "有效", True),
    ]


def test_the_page_of_an_item_is_told_where_the_negative_list_names_it(register: Register) -> None:
    (power,) = register.powers_by_code[PERMIT]
    assert [(entry.project, page) for entry, page in negative_block(power, Site(register))] == [
        ("木材加工", "negative-list.html#e2")
    ]


def test_what_own_lists_tell_of_an_item_is_on_its_page_though_it_says_nothing_itself(
    register: Register,
) -> None:
    site = Site(register)
    (power,) = register.powers_by_code[PERMIT]
    (page,) = (o for o in item_pages(site) if o.path == site.addresses.item(power))
    document = Document(page.make().decode())

    assert {"what", "negative-list", "who", "delegations", "basis", "regulations"} <= set(
        document.ids
    )
    assert "木材加工 制造业，许可" in words(document)
    assert "../../negative-list.html#e2" in {tag.get("href") for tag in document.all("a")}
    assert "没有填写：依据" not in document.text and "没有填写：办什么" not in document.text


@pytest.mark.parametrize(
    ("law", "told", "places"),
    [
        (
            "示例法",
            [
                "《林木采伐许可工作规程》 第二条 配套制度",
                "开办木材加工厂一件事 第五条 并联审批",
                "占用林地采石 第七条 负面清单",
            ],
            ["regulations/GZ-1.html", "joint/BL-1.html", "negative-list.html#e1"],
        ),
        ("示例条例", ["木材经营备案 第九条 下放、委托"], ["delegations/2026-1.html#i1"]),
        (
            "关于委托一批事项的决定",
            ["2026年第一批委托事项 – 下放、委托"],
            ["delegations/2026-1.html"],
        ),
        ("防火条例", ["森林防火指挥部 第五条；第三条 议事协调机构"], ["coordination.html"]),
        ("试行通知", ["试验市投资项目负面清单 – 负面清单"], ["negative-list.html"]),
    ],
)
def test_a_law_lists_what_cites_it_though_no_item_does(
    register: Register, pages: dict[str, Document], law: str, told: list[str], places: list[str]
) -> None:
    site = Site(register)
    (known,) = (one for one in site.laws.all if one.title == law)
    (output,) = (one for one in laws.pages(site) if one.path == known.page)
    page = Document(output.make().decode())

    assert f"{len(told)} 件其他清单的内容以它为依据" in words(page)
    assert all(line in words(page) for line in told)
    assert {f"../{place}" for place in places} <= {tag.get("href") for tag in page.all("a")}
    for path, _, anchor in (place.partition("#") for place in places):
        assert not anchor or anchor in pages[path].ids


def test_duties_lead_to_their_items_and_unknown_ones_are_told_by_code(
    pages: dict[str, Document],
) -> None:
    page = words(pages["duties.html"])
    assert "林木采伐许可 市林业局 行政许可 受理责任、决定责任 有" in page
    assert "T-没有" in page


def many(count: int) -> Iterator[Lists]:
    for number in range(1, count + 1):
        yield {
            "编码": f"T-{number:03}",
            "名称": f"第{number}项",
            "承接": [COUNTY],
            "具体内容": "就近办理" * 20,
        }


def test_long_lists_go_on_beside_their_first_page(tmp_path: Path) -> None:
    batch = {**BATCH, "事项": list(many(130)), "协议": [], "办理": []}
    rules = {"配套制度": [{"名称": f"《制度{number}》"} for number in range(130)]}
    entries = [{"行业": "采矿业", "项目": f"项目{n}", "管理措施": "禁止"} for n in range(130)]
    register = made(
        tmp_path / "r",
        batch=batch,
        regulations=rules,
        **{"negative-list": {"名称": "清单", "条目": entries}},
    )
    made_pages = shown(register)
    for first in ("delegations/index", "delegations/2026-1", "regulations/index", "negative-list"):
        parts = [first, *(f"{first}-{n}" for n in range(2, 9) if f"{first}-{n}.html" in made_pages)]
        assert len(parts) > 2, first
        together = "".join(made_pages[f"{part}.html"] for part in parts)
        assert all(f"{part.rpartition('/')[2]}.html" in together for part in parts[1:])
        assert max(len(made_pages[f"{part}.html"].encode()) for part in parts) < 40_000
    held = Site(register).own_lists.item(register.delegations[0].items[-1])
    path, _, anchor = held.partition("#")
    assert path != "delegations/2026-1.html"
    assert anchor in Document(made_pages[path]).ids


def test_a_page_changes_with_what_it_shows_and_no_other(tmp_path: Path, register: Register) -> None:
    def prints(one: Register) -> dict[str, str]:
        site = Site(one)
        return {o.path: o.rests_on for module in MODULES for o in module.pages(site)}

    changed = copy.deepcopy(BATCH)
    changed["责任"] = "改了"
    other = whole(tmp_path / "r", lambda data: changed if data is BATCH else copy.deepcopy(data))
    before, after = prints(register), prints(other)
    assert {path for path in before if before[path] != after[path]} == {
        "delegations/index.html",
        "delegations/2026-1.html",
    }
