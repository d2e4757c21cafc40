"""The pages of adjustments: what changed, why, when, and what became of items that are gone."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from quanze.publish.site import Site
from quanze.publish.site.addresses import item_page
from tests.publish.adjusted import (
    BOTH,
    DOWN,
    GONE,
    KEPT,
    NEW,
    OLD,
    PART,
    added,
    altered,
    pages_of,
    power,
    record,
    register,
    removed,
)

INDEX = "adjustments/index.html"
LINK = re.compile(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>')


def plain(page: str) -> str:
    """Return the words of a page's main part."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def links(page: str) -> dict[str, str]:
    return {re.sub(r"<[^>]+>", "", words): href for href, words in LINK.findall(page)}


def test_a_register_without_records_has_no_such_pages() -> None:
    pages = pages_of(register([power(KEPT)]))
    assert not [path for path in pages if path.startswith("adjustments/")]
    assert "adjustments/" not in pages["index.html"]


def test_all_records_are_listed_the_newest_first_with_what_counts() -> None:
    pages = pages_of(
        register(
            [power(KEPT), power(NEW)],
            record("2026-2", 1, added(NEW), day="2026-05-01"),
            record("2026-10", 2, altered(KEPT, ("承诺时限", "9日", "7日")), day="2026-06-01"),
        )
    )
    words = plain(pages[INDEX])
    assert words.index("2026-10的调整") < words.index("2026-2的调整")
    assert "2026年5月9日公布" in words
    assert "增加 1 项（新增 1）。调整后 2 项。" in words
    assert "内容有变化 1 项（要素变更 1）" in words
    assert "依据：《试验条例》第五条" in words
    assert links(pages[INDEX])["2026-2的调整"] == "../adjustments/2026-2.html"
    assert "2026-10的调整" in plain(pages["index.html"])


def test_a_long_list_of_records_is_cut_into_pages() -> None:
    told = [
        record(f"2026-{number}", 1, altered(KEPT, ("名称", "甲", "乙"))) for number in range(1, 46)
    ]
    pages = pages_of(register([power(KEPT)], *told))
    assert {path for path in pages if path.startswith("adjustments/index")} == {
        INDEX,
        "adjustments/index-2.html",
        "adjustments/index-3.html",
    }
    assert "2026-45的调整" in pages[INDEX]
    assert "2026-1的调整" in pages["adjustments/index-3.html"]


def test_a_draft_is_not_public_unless_the_office_says_so() -> None:
    told = (record("2026-1", 1, added(NEW)), record("2026-2", 2, removed(GONE), day=None))
    pages = pages_of(register([power(NEW)], *told))
    assert "adjustments/2026-2.html" not in pages
    assert "2026-2" not in pages[INDEX]
    open_ = pages_of(register([power(NEW)], *told, settings={"发布": {"征求意见": True}}))
    assert "尚未批准，不作为办事依据" in plain(open_["adjustments/2026-2.html"])
    assert item_page(GONE) not in open_, "a draft takes nothing out of the list"
    assert "2026-2的调整" not in open_["adjustments/feed.xml"]


def test_a_record_tells_each_change_in_plain_words() -> None:
    pages = pages_of(
        register(
            [power(KEPT), power(NEW)],
            record(
                "2026-1", 2,
                added(NEW, 理由="新法规定", 内容=power(NEW, 设定依据=[{"法规": "《甲法》", "条款": "第九条"}])),
                removed(DOWN, "下放", 去向="各区园林局", 原则="基层便利下放", 后续监管="每年抽查。"),
                altered(KEPT, ("承诺时限", "15个工作日", "7个工作日"), 理由="提速"),
                规范性文件=[{"名称": "试验办法", "依据事项": [DOWN], "处理": "废止"}],
            ),
        )
    )  # fmt: skip
    words = plain(pages["adjustments/2026-1.html"])
    for said in (
        "生效 2026年4月1日（批准）",
        "公布 2026年4月9日",
        "调整前 2 项 增加 1 项 减少 1 项 调整后 2 项",
        f"{NEW}许可 新增",
        "设定依据 《甲法》第九条 理由 新法规定",
        f"{DOWN}许可 下放",
        "去向 各区园林局",
        "清理原则 基层便利下放",
        "后续监管 每年抽查。",
        "承诺时限 15 个工作日 7 个工作日",
        "理由 提速",
        "废止 《试验办法》",
        "批准 2026年4月1日",
    ):
        assert said in words
    found = links(pages["adjustments/2026-1.html"])
    assert found[f"{KEPT}许可"] == f"../{item_page(KEPT)}"
    assert found[f"{DOWN}许可"] == f"../{item_page(DOWN)}"


def test_what_an_approved_record_leaves_open_is_not_to_be_filled_in_by_the_reader() -> None:
    pages = pages_of(register([], record("2026-1", 1, removed(DOWN, "下放"))))
    assert "去向 （没有写明）" in plain(pages["adjustments/2026-1.html"])
    assert "待填" not in "".join(pages.values())


def test_the_same_change_of_many_items_is_told_once() -> None:
    codes = [f"T-XK-{number:04}" for number in range(1, 9)]
    told = record("2026-1", 8, *(altered(code, ("救济渠道", "旧", "新")) for code in codes))
    pages = pages_of(register(map(power, codes), told))
    page = pages["adjustments/2026-1.html"]
    assert "要素变更：以下 8 项，改动相同" in plain(page)
    assert page.count("救济渠道") == 1
    assert all(item_page(code) in page for code in codes)


def test_a_record_of_thousands_of_changes_is_cut_into_pages_of_bounded_size() -> None:
    codes = [f"T-XK-{number:05}" for number in range(1500)]
    changes = [altered(code, ("救济渠道", "旧", f"新{int(code[-2:]) % 3}" * 90)) for code in codes]
    pages = pages_of(register(map(power, codes), record("2026-1", 1500, *changes)))
    told = {path: page for path, page in pages.items() if path.startswith("adjustments/2026-1")}
    assert len(told) > 10
    assert max(len(page.encode()) for page in told.values()) < 30_000
    assert sum(page.count("items/") for page in told.values()) == 1500
    assert "下一页" in links(told["adjustments/2026-1.html"])


def test_a_single_text_of_any_length_does_not_burst_its_page() -> None:
    long = altered(KEPT, ("受理条件", "短", "很长" * 40_000))
    page = pages_of(register([power(KEPT)], record("2026-1", 1, long)))["adjustments/2026-1.html"]
    assert len(page.encode()) < 30_000
    assert "全文 80000 字" in page


def test_sums_that_are_wrong_are_not_shown() -> None:
    wrong = record("2026-1", 1, added(NEW)) | {"合计": {"原有": 1, "增加": 5, "减少": 0, "现有": 6}}
    pages = pages_of(register([power(NEW)], wrong))
    assert "合计与各处变更对不上" in plain(pages["adjustments/2026-1.html"])
    assert "增加 5" not in "".join(pages.values())


@pytest.mark.parametrize("number", ["index", "feed", "../x", "2026-1-p2", "第一号"])
def test_no_number_of_a_record_leads_out_of_its_folder_or_onto_another_page(number: str) -> None:
    many = [altered(f"T-{i}", ("名称", "甲", f"{i}" * 400)) for i in range(40)]
    told = [record(number, 40, *many), record("2026-1", 40, *many)]
    outputs = [*pages_of(register((power(f"T-{i}") for i in range(40)), *told))]
    assert len(outputs) == len(set(outputs))
    assert not [path for path in outputs if ".." in path or not path.isascii()]


def hostile(page: str) -> list[str]:
    return re.findall(r"<script>|<b>|\u202e", page)


def test_texts_of_records_are_texts() -> None:
    text = "<script>alert(1)</script><b>\u202e"
    told = record(
        "2026-1", 1, altered(KEPT, ("名称", text, f"{text}乙"), 理由=text), 标题=text, 说明=text
    )
    for page in pages_of(register([power(KEPT)], told)).values():
        assert not hostile(page.replace("\u202e", "")), page


class TestGone:
    """An address of an item answers as long as the records tell of it."""

    def gone(self, code: str, *changes: Any, powers: Any = ()) -> str:
        pages = pages_of(register(powers, record("2026-1", 9, *changes)))
        return pages[item_page(code)]

    def test_a_cancelled_item_says_when_why_and_by_what(self) -> None:
        change = removed(
            GONE, 原则="无依据取消", 理由="依据废止", 原内容={"类型": "行政许可"}, 后续监管="巡查。"
        )
        page = self.gone(GONE, change)
        words = plain(page)
        for said in (
            "不在清单里",
            "取消",
            "2026年4月9日",
            "行政许可",
            "无依据取消",
            "依据废止",
            "巡查。",
        ):
            assert said in words
        assert links(page)["2026-1的调整"] == "../../adjustments/2026-1.html"

    def test_an_item_handed_down_says_to_whom(self) -> None:
        assert "去向 各区园林局" in plain(self.gone(DOWN, removed(DOWN, "下放", 去向="各区园林局")))

    def test_merged_items_lead_to_what_they_became(self) -> None:
        changes = [
            added(BOTH, "合并", 关联=[OLD, PART]),
            removed(OLD, "合并", 关联=[BOTH]),
            removed(PART, "合并", 关联=[BOTH]),
        ]
        page = self.gone(PART, *changes, powers=[power(BOTH, "合成一项")])
        assert links(page)["合成一项"] == f"../../{item_page(BOTH)}"

    def test_a_former_code_leads_to_the_present_one(self) -> None:
        change = altered(KEPT, ("编码", OLD, KEPT), 种类="换码", 原对象=OLD)
        page = self.gone(OLD, change, powers=[power(KEPT, "换了编码的")])
        assert "编码已经更换" in plain(page)
        assert links(page)["换了编码的"] == f"../../{item_page(KEPT)}"

    def test_a_predecessor_that_no_record_tells_of_leads_to_its_successor(self) -> None:
        pages = pages_of(register([power(KEPT, "现在的", 前身=[OLD])]))
        assert links(pages[item_page(OLD)])["现在的"] == f"../../{item_page(KEPT)}"

    def test_hundreds_of_successors_are_cut_into_pages(self) -> None:
        codes = [f"T-XK-1{number:03}" for number in range(600)]
        pages = pages_of(register([power(code, 前身=[OLD]) for code in codes]))
        first = item_page(OLD)
        parts = [first, *(f"{first.removesuffix('.html')}/now-{n}.html" for n in range(2, 13))]

        told = [re.findall(r"T-XK-1\d{3}(?=</code>)", pages[path]) for path in parts]
        assert [code for part in told for code in part] == codes
        assert {len(part) for part in told} == {50}
        assert links(pages[first])["下一页"] == f"../../{parts[1]}"
        assert links(pages[parts[1]])["上一页"] == f"../../../{first}"
        assert all("编码已经更换" in plain(pages[path]) for path in parts)

    def test_of_hundreds_of_joined_items_records_and_histories_name_the_first(self) -> None:
        codes = [f"T-XK-1{number:03}" for number in range(600)]
        told = record("2026-1", 9, added(BOTH, "合并", 关联=codes))
        pages = pages_of(register([power(BOTH)], told))

        for page in (pages["adjustments/2026-1.html"], pages[item_page(BOTH)]):
            assert f"{codes[29]} 等 600 项" in plain(page)
            assert codes[30] not in plain(page)

    def test_an_item_of_today_is_never_hidden_by_one_that_is_gone(self) -> None:
        told = record("2026-1", 9, removed(KEPT), removed("t-xk-0001"))
        pages = pages_of(register([power(KEPT, "又回到清单")], told))
        assert "又回到清单" in pages[item_page(KEPT)]
        assert "不在清单里" not in "".join(pages.values())


class TestHistory:
    """The history of one item, from the records."""

    def history(self, code: str, *records: Any) -> list[tuple[str, str]]:
        site = Site(register([power(KEPT)], *records))
        return [(entry.number, entry.kind) for entry in site.history.of(code)]

    def test_it_comes_from_approved_records_the_newest_first(self) -> None:
        told = (
            record("2025-1", 0, added(KEPT)),
            record("2026-1", 1, altered(KEPT, ("承诺时限", "9日", "7日"))),
            record("2026-2", 1, altered(KEPT, ("承诺时限", "7日", "5日")), day=None),
        )
        assert self.history(KEPT, *told) == [("2026-1", "要素变更"), ("2025-1", "新增")]
        assert self.history(NEW, *told) == []

    def test_it_goes_on_under_former_codes(self) -> None:
        told = (
            record("2024-1", 0, added(OLD)),
            record("2024-2", 1, altered(KEPT, ("名称", "另一项", "又一项"))),
            record("2025-1", 1, altered(KEPT, ("编码", OLD, KEPT), 种类="换码", 原对象=OLD)),
            record("2026-1", 1, altered(OLD, ("名称", "用了旧编码的", "别的"))),
        )
        assert self.history(KEPT, *told) == [("2025-1", "换码"), ("2024-1", "新增")]

    def test_changes_of_duties_belong_to_it_but_not_that_they_came_with_it(self) -> None:
        duty = {"清单": "责任事项"}
        told = (
            record("2025-1", 0, added(KEPT), added(KEPT, "责任新增", 内容={"事项": KEPT}, **duty)),
            record(
                "2026-1",
                1,
                altered(f"{KEPT}/子项甲", ("追责", "旧", "新"), 种类="责任变更", **duty),
            ),
        )
        assert self.history(KEPT, *told) == [("2026-1", "责任变更"), ("2025-1", "新增")]

    def test_it_stands_on_the_page_of_the_item(self) -> None:
        told = record("2026-1", 1, altered(KEPT, ("承诺时限", "15个工作日", "7个工作日")))
        page = pages_of(register([power(KEPT)], told))[item_page(KEPT)]
        assert "2026年4月9日 要素变更 2026-1的调整" in plain(page)
        assert links(page)["2026-1的调整"] == "../../adjustments/2026-1.html"
        assert "改为" in plain(page)

    def test_a_page_that_shows_it_is_made_anew_when_it_grows(self) -> None:
        told = [record("2026-1", 1, altered(KEPT, ("承诺时限", "9日", "7日")))]
        before = Site(register([power(KEPT)], *told)).history_rests_on(KEPT)
        assert Site(register([power(KEPT)], *told)).history_rests_on(KEPT) == before
        told.append(record("2026-2", 1, altered(KEPT, ("承诺时限", "7日", "5日"))))
        assert Site(register([power(KEPT)], *told)).history_rests_on(KEPT) != before
