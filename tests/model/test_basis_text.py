"""Cutting cells of 实施依据 into bases."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from quanze.model.basis_text import BasisText, split_bases

REAL = Path(__file__).parents[2].parent / "shared" / "realdata" / "karamay"
# What may be left out of the parts: numbering, marks, joining signs and words.
NUMBERING = re.compile(r"(?:^|\n|[。；\s])\s*(?:[（(]?\d{1,2}[.．、)）]|[①-⑳])")
JOINING_WORDS = re.compile(r"(?<=[条款项目])\s*(?:明确)?规定(?=\s*[：:，,])")
SEPARATORS = re.compile(r"[\s\u200b、，,；;。.．：:“”\"'‘’「」『』（）()【】\[\]［］〔〕《》{}]")

Row = tuple[str | None, str | None, str | None, str | None, str | None, str | None]
CELLS: list[tuple[str, list[Row]]] = [
    ("", [(None, None, None, None, None, None)]),
    ("无", [(None, None, None, None, "无", None)]),
    (
        "【法律】《甲法》（2018年修正）\n    第三条第一款：国家实行许可。",
        [("法律", "甲法", "（2018年修正）", "第三条第一款", "国家实行许可。", None)],
    ),
    (
        "1.【法律】《甲法》第三条：“依照《乙条例》办理。”2.《丙办法》第四条：丁。",
        [
            ("法律", "甲法", None, "第三条", "依照《乙条例》办理。", None),
            (None, "丙办法", None, "第四条", "丁。", None),
        ],
    ),
    (
        "【法律】《甲法》第一条：甲。依照《乙法》（2018年修正）第三条处罚。\n《丙办法》第九条 丁",
        [
            ("法律", "甲法", None, "第一条", "甲。依照《乙法》（2018年修正）第三条处罚。", None),
            (None, "丙办法", None, "第九条", "丁", None),
        ],
    ),
    (
        "《甲法》第一条、《乙条例》第二条和《丙办法》",
        [
            (None, "甲法", None, "第一条", None, None),
            (None, "乙条例", None, "第二条", None, None),
            (None, "丙办法", None, None, None, None),
        ],
    ),
    (
        "①《甲法》第一条 ②《乙法》第二条",
        [(None, "甲法", None, "第一条", None, None), (None, "乙法", None, "第二条", None, None)],
    ),
    ("依据：《甲法》第一条", [(None, "甲法", None, "第一条", None, "依据")]),
    ("【法律】《甲法》第三条规定：乙", [("法律", "甲法", None, "第三条", "乙", None)]),
    ("《甲法》若干规定 第七条：乙", [(None, "甲法", None, "第七条", "乙", "若干规定")]),
    (
        "《甲法》2017年9月14日修改\n第二十三条：乙",
        [(None, "甲法", None, "第二十三条", "乙", "2017年9月14日修改")],
    ),
    (
        "【国务院决定】《甲决定》（国务院令第412号）\n  附件第104项：燃气",
        [("国务院决定", "甲决定", "（国务院令第412号）", "附件第104项", "燃气", None)],
    ),
    (
        "【规章】《甲办法》（根据《关于\n修改〈甲办法〉的决定》修订）\n第二条：乙",
        [("规章", "甲办法", "（根据《关于\n修改〈甲办法〉的决定》修订）", "第二条", "乙", None)],
    ),
    (
        "《甲目录》（2020年版）\n全文适用。",
        [(None, "甲目录", "（2020年版）", None, "全文适用。", None)],
    ),
]

SHARED_TITLES = [
    ("【法律】《甲法》\n第三条：甲。\n第四条：乙。", [("第三条", "甲。"), ("第四条", "乙。")]),
    ("《甲法》第三十条：甲。第三十一条：乙。", [("第三十条", "甲。"), ("第三十一条", "乙。")]),
    ("《甲法》\n 1.第三条 甲。\n 2.第四条 乙。", [("第三条", "甲。"), ("第四条", "乙。")]),
    ("《甲法》第三条：甲\n第四条规定的条件。", [("第三条", "甲\n第四条规定的条件。")]),
    ("《甲法》第三条：违反第四条：乙", [("第三条", "违反第四条：乙")]),
]


def placed(basis: BasisText) -> Counter[str]:
    """The characters that the parts of a basis hold."""
    head = () if basis.title_repeated else (basis.label, basis.title, basis.version)
    parts = (*head, basis.articles_text, basis.quote, basis.rest)
    return Counter(SEPARATORS.sub("", "".join(part or "" for part in parts)))


def needed(text: str) -> Counter[str]:
    return Counter(SEPARATORS.sub("", JOINING_WORDS.sub("", NUMBERING.sub("", text))))


@pytest.mark.parametrize(("cell", "rows"), CELLS)
def test_cells(cell: str, rows: list[Row]) -> None:
    bases = split_bases(cell)
    found = [(b.label, b.title, b.version, b.articles_text, b.quote, b.rest) for b in bases]
    assert found == rows
    assert "".join(b.text for b in bases) == cell


@pytest.mark.parametrize(("cell", "rows"), SHARED_TITLES)
def test_articles_with_their_own_words(cell: str, rows: list[tuple[str, str]]) -> None:
    bases = split_bases(cell)
    assert [(b.articles_text, b.quote) for b in bases] == rows
    assert {b.title for b in bases} == {"甲法"}
    assert [b.title_repeated for b in bases] == [False] + [True] * (len(rows) - 1)


@given(
    st.text(
        st.sampled_from("《》【】（）第一二十条款项：。、；“”\n 1.甲乙法办律规章年2修正附件和")
        | st.characters(),
        max_size=80,
    )
)
def test_the_slices_are_the_cell(cell: str) -> None:
    bases = split_bases(cell)
    assert "".join(b.text for b in bases) == cell
    assert bases


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "【法律】", "【规章】"]),
            st.text("食品安全管理", min_size=1, max_size=6),
            st.sampled_from(["", "（2018年修正）"]),
            st.sampled_from(["第三条", "第十二条第一款", "第三条、第五条"]),
            st.text("应当依照《乙法》办理，", min_size=1, max_size=20).filter(
                lambda t: t.strip("，》《")
            ),
        ),
        min_size=1,
        max_size=5,
    ),
    st.booleans(),
)
def test_generated_cells_are_cut_where_they_were_joined(
    parts: list[tuple[str, str, str, str, str]], numbered: bool
) -> None:
    lines = [f"{a}《{b}法》{c}{d}：“{e}。”" for a, b, c, d, e in parts]
    if numbered:
        lines = [f"{n}.{line}" for n, line in enumerate(lines, 1)]
    bases = split_bases("\n".join(lines))
    assert [b.text.strip() for b in bases] == lines
    assert [b.title for b in bases] == [f"{part[1]}法" for part in parts]
    assert [b.articles_text for b in bases] == [part[3] for part in parts]


def real_cells() -> list[str]:
    """The distinct cells under a header with 依据 in the published workbooks."""
    cells: dict[str, None] = {}
    for path in sorted(REAL.iterdir()):
        book = CalamineWorkbook.from_path(path)
        for sheet in book.sheet_names:
            columns: list[int] = []
            for row in book.get_sheet_by_name(sheet).to_python():
                heads = ["".join(str(value).split()) for value in row]
                if "实施依据" in heads:
                    columns = [n for n, head in enumerate(heads) if head == "实施依据"]
                    continue
                texts = (row[n] for n in columns)
                cells.update((t, None) for t in texts if isinstance(t, str) and t.strip())
    return list(cells)


def test_real_cells() -> None:
    if not REAL.exists():
        pytest.skip(f"real data not found: {REAL}")
    cells = real_cells()
    counted: Counter[str] = Counter()
    for cell in cells:
        bases = split_bases(cell)
        assert "".join(b.text for b in bases) == cell
        for basis in bases:
            assert not needed(basis.text) - placed(basis), basis
            parts = ("title", "articles_text", "quote", "rest")
            counted.update(part for part in parts if getattr(basis, part))
            counted["bases"] += 1
    assert len(cells) > 1700
    assert counted["title"] >= 0.999 * counted["bases"]
    assert counted["articles_text"] >= 0.97 * counted["bases"]
    assert counted["quote"] >= 0.99 * counted["bases"]
    assert counted["rest"] <= 0.01 * counted["bases"]


def test_a_title_written_twice_is_one_basis() -> None:
    text = (
        "【法律】《建筑法》《建筑法》（2019年修正）第七条：建筑工程开工前，应当申请领取施工许可证。"
    )
    (basis,) = split_bases(text)
    assert (basis.label, basis.title, basis.articles_text) == ("法律", "建筑法", "第七条")
    assert (basis.rest, basis.text) == ("《建筑法》", text)


@pytest.mark.parametrize("lead", ["依据", "根据", "按照", "依照：", "根据 "])
def test_a_word_before_the_title_hides_no_law(lead: str) -> None:
    (found,) = split_bases(f"{lead}《中华人民共和国水污染防治法》（2017年修正）第十条")
    assert (found.title, found.version) == ("中华人民共和国水污染防治法", "（2017年修正）")
    assert found.articles_text == "第十条"
    assert found.rest == lead.strip(" ：")
