"""The page of figures: every number says of what it is, and silence counts as nothing."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from tests.publish.adjusted import (
    GONE,
    KEPT,
    NEW,
    added,
    altered,
    pages_of,
    power,
    record,
    register,
    removed,
)


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", main, flags=re.DOTALL)).split())


def figures(powers: list[Any], *records: Any) -> str:
    return words(pages_of(register(powers, *records))["figures.html"])


def test_an_empty_list_has_no_figures() -> None:
    pages = pages_of(register([]))
    assert "figures.html" not in pages
    assert "figures.html" not in pages["index.html"]


def test_what_is_not_written_is_in_no_share() -> None:
    said = figures(
        [
            power("T-1", 进驻大厅="是", 到现场次数=0),
            power("T-2", 进驻大厅="是", 到现场次数=1),
            power("T-3", 进驻大厅="否"),
            power("T-4"),
        ]
    )
    assert "进厅率 66.7%（2÷3）" in said
    assert "写明“进驻大厅”的 3 项。没有写的 1 项不在内。" in said
    assert "零跑动 50.0%（1÷2）" in said
    assert "网办深度" not in said, "nobody says anything of it"


def test_items_are_counted_by_type_department_and_level() -> None:
    said = figures([power("T-1", 行使层级="市级"), power("T-2", 类型="行政处罚", 行使层级="市级")])
    assert "全部 2 项职权。按主项计数" in said
    assert "行政处罚 1 50.0%" in said
    assert "1 个部门的 2 项职权" in said
    assert "试验市园林局 2 100.0%" in said
    assert "市级 2 100.0%" in said


def test_limits_of_one_unit_are_compared() -> None:
    said = figures(
        [
            power("T-1", 法定时限="20个工作日", 承诺时限="5个工作日"),
            power("T-2", 法定时限="20个工作日", 承诺时限="10个工作日"),
            power("T-3", 法定时限="20日", 承诺时限="5个工作日"),
            power("T-4"),
        ]
    )
    assert "压缩率：以工作日计 62.5%" in said
    assert "工作日 2 20.0 7.5 62.5%" in said
    assert "单位不同，或者没有读懂，不能比较 1 33.3%" in said
    assert "两个都没有写的 1 项不在内" in said


def test_the_versions_are_those_of_the_records() -> None:
    said = figures(
        [power(KEPT), power(NEW)],
        record("2025-1", 4, removed(GONE), removed("T-9"), removed("T-8")),
        record("2026-1", 1, added(NEW)),
    )
    assert "4 项 → 2 项，精简 50.0%" in said
    assert "2025-1 2025-1的调整 1 0 3 75.0%" in said
    assert "2026-1 2026-1的调整 2 1 0 50.0%" in said


def test_it_says_how_far_back_the_records_carry() -> None:
    said = figures(
        [power(KEPT), power(NEW)],
        record("2025-1", 9, altered(KEPT, ("名称", "甲", "乙"))),
        record("2026-1", 1, added(NEW)),
    )
    assert "只能追溯到这里：记录 2025-1：写着调整后是 9 项" in said


def test_of_many_versions_the_newest_are_shown_and_the_rest_linked() -> None:
    records = [
        record(
            f"{1900 + n}-1",
            n,
            added(f"T-{n}", 内容=power(f"T-{n}", 法定时限="20日", 承诺时限="5日")),
        )
        for n in range(200)
    ]
    powers = [power(f"T-{n}", 法定时限="20日", 承诺时限="5日") for n in range(200)]
    page = pages_of(register(powers, *records))["figures.html"]
    said = words(page)
    assert len(page.encode()) < 30_000
    assert said.count("图和表只有最近的 20 次调整；以前的 180 次见 动态调整 。") == 2
    assert 'href="adjustments/index.html">动态调整</a>。' in page
    assert "2079-1" not in page and page.count("2080-1 2080-1的调整") == 2
    assert "0 项 → 200 项" in said, "the start is that of the first record still"
    assert "0 项 → 200 项，" not in said


def test_all_of_few_versions_are_shown_from_the_start() -> None:
    page = pages_of(register([power(KEPT)], record("2026-1", 0, added(KEPT))))["figures.html"]
    assert "起点 0；2026-1 1" in page
    assert "图和表只有最近" not in page


def test_a_list_without_records_says_nothing_of_versions() -> None:
    assert "历次调整以来" not in figures([power(KEPT)])


def test_every_chart_has_its_numbers_as_a_table() -> None:
    powers = [power(KEPT, 法定时限="20日", 承诺时限="5日", 进驻大厅="是")]
    page = pages_of(register(powers, record("2026-1", 0, added(KEPT, 内容=powers[0]))))[
        "figures.html"
    ]
    assert page.count('<svg class="ch"') == page.count('<table class="numbers">') >= 6
    assert not re.search(r'style="|<style', page)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_register_of_many_departments_keeps_the_page_small() -> None:
    from dataclasses import replace

    from quanze.model.power import Power
    from quanze.model.register import DepartmentLists

    lists = tuple(
        DepartmentLists(
            f"d{n}", powers=(Power.model_validate(power(f"T-{n}", 行使层级=f"第{n}级")),)
        )
        for n in range(300)
    )
    found = replace(register([]), departments=lists)
    page = pages_of(found)["figures.html"]
    assert len(page.encode()) < 30_000
    assert "另有 240 个部门，共 240 项" in words(page)
    assert "其他写法 295" in words(page)
