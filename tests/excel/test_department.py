"""Whose list it is."""

from __future__ import annotations

import pytest

from quanze.excel.department import guess_department
from quanze.excel.headers import default_words
from quanze.excel.result import CellText, Row, SheetResult


def sheet(title: str, bodies: list[str]) -> SheetResult:
    rows = tuple(
        Row(n, n, "item", "", {"行使主体": CellText(body, (f"F{n}",))}, {})
        for n, body in enumerate(bodies, start=3)
    )
    titles = tuple(title.split("|")) if title else ()
    return SheetResult("Sheet1", "power", "table", 2, rows=rows, titles=titles)


@pytest.mark.parametrize(
    ("file", "title", "bodies", "department"),
    [
        ("2025年甲市统计局权责清单.xlsx", "2025年甲市统计局权责清单", [], "甲市统计局"),
        ("甲市档案局2024年权责清单 (1).xlsx", "", [], "甲市档案局"),
        ("附件：甲市市场监督管理局2024年权责清单.xls", "", [], "甲市市场监督管理局"),
        ("附件3.甲市民政局权力和责任清单.xls", "", [], "甲市民政局"),
        ("Book1.xlsx", "甲市商务局2024年权责清单", ["地州市商务主管部门"], "甲市商务局"),
        (
            "清单.xlsx",
            "权责清单",
            ["甲市林业和草原局", "甲市林业和草原局", "乙局"],
            "甲市林业和草原局",
        ),
        (
            "国动办权责清单公示.xlsx",
            "甲市人防系统权责清单指导目录",
            ["甲市国防动员办公室"],
            "甲市国防动员办公室",
        ),
        (
            "甲市住建局2024年权责清单.xls",
            "住建系统区地县三级权责清单指导目录",
            ["甲市住建局"],
            "甲市住建局",
        ),
        ("甲市委宣传部（新闻出版局）权责清单.xlsx", "甲市委宣传部权责清单", [], "甲市委宣传部"),
        ("甲市教育局权责清单.xlsx", "乙市民政局权责清单", ["乙市民政局"], "乙市民政局"),
        ("清单.xlsx", "权责清单|部门名称：市机关事务管理局", [], "市机关事务管理局"),
        ("清单.xls", "甲县公安局交通警察大队行政许可事项清单", [], "甲县公安局交通警察大队"),
        ("1.xlsx", "", [], None),
    ],
)
def test_the_department_is_found(
    file: str, title: str, bodies: list[str], department: str | None
) -> None:
    guess = guess_department(file, [sheet(title, bodies)], default_words())
    assert guess.name == department


def test_every_candidate_says_where_it_comes_from() -> None:
    guess = guess_department(
        "甲市民政局权责清单.xls", [sheet("甲市民政局权责清单", ["市民政局"])], default_words()
    )
    assert [(c.source, c.name) for c in guess.candidates] == [
        ("title", "甲市民政局"),
        ("file", "甲市民政局"),
        ("body", "市民政局"),
    ]
