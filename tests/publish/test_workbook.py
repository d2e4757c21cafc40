"""The workbooks: as an office makes them, every element in its sheet, texts as texts, the same bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from quanze.model.delegation import Delegation
from quanze.model.negative_list import NegativeList
from quanze.model.register import Register
from quanze.model.regulation import OperatingRegulation
from quanze.publish.outputs import Fingerprints
from quanze.publish.site.addresses import Addresses
from quanze.publish.spreadsheet.measure import HIGHEST, LOW, height, pieces
from quanze.publish.workbook import Cut, cuts, form_sheet, workbook_outputs
from quanze.publish.workbook import book as book_module
from tests.publish.conftest import leaves
from tests.publish.workbooks import files, head_row, labels, opened, rows, text_of

Lists = dict[str, Any]
Make = Callable[..., Register]
PRIVATE = ("不该公开", "内部清单.xlsx")
FORMS = "事项卡"


@pytest.fixture(scope="module")
def made(register: Register) -> dict[str, bytes]:
    return files(register)


@pytest.fixture(scope="module")
def book(made: dict[str, bytes]) -> Workbook:
    return opened(made["yljl.xlsx"])


@pytest.fixture(scope="module")
def whole(made: dict[str, bytes]) -> Workbook:
    return opened(made["all.xlsx"])


def lists_of(book: Workbook) -> list[Any]:
    """Return the sheets of lists: all but the cover and the forms."""
    return [page for page in book if page.title not in ("说明", FORMS)]


def test_a_full_department_has_all_sheets(book: Workbook) -> None:
    assert book.sheetnames == [
        "说明", "目录", "信息表", "子项", "主要职责", "责任事项", "职责边界", "公共服务",
        "事中事后监管", "流程步骤", "事项卡",
    ]  # fmt: skip


def test_a_poor_department_has_no_empty_sheets(made: dict[str, bytes]) -> None:
    poor = opened(made["tjj.xlsx"])
    assert poor.sheetnames == ["说明", "目录", "信息表", "责任事项", "事项卡"]


def test_everything_in_the_lists_is_in_the_workbook(book: Workbook, rich: Lists) -> None:
    text = text_of(book)
    # Steps are numbered anew in the chart; what a flow is for stands with the items themselves.
    left_out = ("编号", "到", "下一步", "适用类型", "总时限", "角色", "部门")
    lists = [rich[name] for name in ("power.yaml", "duty.yaml", "boundary.yaml", "flow.yaml")]
    told = [
        value
        for key, value in leaves(lists)
        if key not in left_out and not any(word in value for word in PRIVATE)
        if not (key == "来源" and "#" in value)
    ]
    assert len(told) > 150
    assert [value for value in told if value not in text] == []


def test_what_stays_inside_is_in_no_workbook(made: dict[str, bytes]) -> None:
    for data in made.values():
        text = text_of(opened(data))
        assert [word for word in PRIVATE if word in text] == []


class TestTheTopOfAList:
    def test_the_title_says_whose_list_it_is(self, book: Workbook, whole: Workbook) -> None:
        assert book["目录"]["A1"].value == "试验市园林绿化局行政职权目录"
        assert whole["目录"]["A1"].value == "试验市行政职权目录"
        assert book["目录"]["A1"].font.sz == 22

    def test_the_sums_stand_below_it(self, book: Workbook, whole: Workbook) -> None:
        told = "共 3 项；其中行政许可 1 项，行政处罚 1 项，行政奖励 1 项"
        assert book["目录"]["A2"].value == told
        assert str(whole["目录"]["A2"].value).endswith("类型不明 1 项")
        assert book["职责边界"]["A2"].value == "共 1 个管理事项"

    def test_office_and_date_stand_above_the_table(self, book: Workbook) -> None:
        told = [cell.value for cell in book["目录"][3] if cell.value]
        assert told == ["编制机关：中共试验市委机构编制委员会办公室", "清单日期：2026年3月31日"]

    def test_columns_that_belong_together_share_a_head(self, book: Workbook) -> None:
        found = labels(book["目录"])
        assert found[-3:] == ["时限/法定", "时限/承诺", "收费"]
        assert "责任/责任事项" in labels(book["责任事项"])
        assert "追责/依据" in labels(book["责任事项"])
        assert "部门分工/角色" in labels(book["职责边界"])
        # A merged head that covers a single cell is what Excel calls a broken file.
        for page in lists_of(book):
            assert all(span.size["rows"] * span.size["columns"] > 1 for span in page.merged_cells)

    def test_a_list_without_such_columns_has_one_row_of_heads(self, book: Workbook) -> None:
        assert head_row(book["流程步骤"]) == 4
        assert head_row(book["目录"]) == 5


def test_the_catalogue_goes_by_type_and_numbers_each_anew(book: Workbook, whole: Workbook) -> None:
    found = rows(book["目录"])
    assert [(row["序号"], row["类型"]) for row in found] == [
        (1, "行政许可"),
        (1, "行政处罚"),
        (1, "行政奖励"),
    ]
    assert found[0]["编码"] == "11990400MB0000000X3000131001000"
    assert found[0]["收费"] == "按树木胸径计算，每株 200—5000 元"
    assert [row["序号"] for row in rows(whole["目录"])[3:]] == [1, 2, 1]


def test_the_catalogue_names_the_articles_and_leaves_their_words_to_the_form(
    book: Workbook,
) -> None:
    told = str(rows(book["目录"])[0]["依据条款"])
    assert "《试验市城市绿化管理办法》（2023年修订）第二十四条第二款" in told
    assert "任何单位和个人不得擅自砍伐" not in told


def test_the_workbook_of_all_departments_names_the_department(whole: Workbook) -> None:
    for page in lists_of(whole):
        assert "部门" in labels(page), page.title
    names = [row["部门"] for row in rows(whole["目录"])]
    assert names == ["试验市园林绿化局"] * 3 + ["试验市统计局"] * 3


def test_sheets_are_ready_to_filter_and_print(book: Workbook) -> None:
    for page in lists_of(book):
        head = head_row(page)
        assert page.oddFooter.center.text == "第 &P 页，共 &N 页"
        assert page.oddFooter.right.text == "试验市园林绿化局权责清单"
        assert page.oddHeader.center.text.endswith("示例，不是官方清单。")
        assert str(page.freeze_panes).endswith(str(head + 1)), page.title
        last = page.cell(page.max_row, page.max_column).coordinate
        assert page.auto_filter.ref == f"A{head}:{last}"
        assert (
            page.print_area == f"'{page.title}'!$A$1:${last[0]}${page.max_row}" or last[1].isalpha()
        )
        assert page.page_setup.orientation == "landscape"
        assert page.print_title_rows == f"$4:${head}"
    scaling = book["目录"].sheet_properties.pageSetUpPr
    assert scaling is not None
    assert scaling.fitToPage


def test_a_notice_may_begin_with_a_number(make_register: Make) -> None:
    settings = {"名称": "试验", "发布": {"声明": "2026年的示例"}}
    page = written(make_register(settings, abc=department()))["目录"]
    header = page.oddHeader
    assert header is not None
    assert (header.center.size, str(header.center.text).strip()) == (9, "2026年的示例")


A4, A3 = "9", "8"


@pytest.mark.parametrize(
    ("sheet", "paper"),
    [("说明", A4), ("目录", A4), ("信息表", A3), (FORMS, A4), ("责任事项", A3)],
)
def test_the_paper_is_as_large_as_the_sheet_is_wide(book: Workbook, sheet: str, paper: str) -> None:
    assert str(book[sheet].page_setup.paperSize) == paper


class TestRows:
    def test_cells_wrap_and_rows_are_as_high_as_their_texts(self, book: Workbook) -> None:
        page = book["责任事项"]
        first = head_row(page) + 1
        assert all(cell.alignment.wrap_text for cell in page[first])
        most = max(str(cell.value or "").count("\n") for cell in page[first])
        assert page.row_dimensions[first].height >= 15 * most

    def test_rows_for_the_screen_stay_low(self, book: Workbook) -> None:
        page = book["信息表"]
        heights = [page.row_dimensions[head_row(page) + n].height for n in (1, 2, 3)]
        assert max(heights) == LOW

    def test_a_matter_is_shown_once_for_all_its_departments(self, book: Workbook) -> None:
        page = book["职责边界"]
        first = head_row(page) + 1
        shares = len(rows(page))
        assert shares > 1
        merged = {str(span) for span in page.merged_cells}
        assert f"B{first}:B{first + shares - 1}" in merged
        departments = labels(page).index("部门分工/部门")
        assert all(row[departments] for row in page.iter_rows(min_row=first, values_only=True))

    def test_the_filter_finds_every_row_of_a_matter(self, made: dict[str, bytes]) -> None:
        """Below a merged cell each row keeps the text, as the filter reads it."""
        with zipfile.ZipFile(BytesIO(made["yljl.xlsx"])) as parts:
            number = opened(made["yljl.xlsx"]).sheetnames.index("职责边界") + 1
            sheet = parts.read(f"xl/worksheets/sheet{number}.xml").decode()
        texts = re.findall(r'<c r="B(?:6|7)"[^>]*t="s"[^>]*><v>(\d+)</v>', sheet)
        assert len(texts) == 2
        assert len(set(texts)) == 1


class TestForms:
    def test_each_item_begins_a_page(self, book: Workbook) -> None:
        page = book[FORMS]
        heads = [cell.row for cell in page["A"] if cell.value == "行政职权基本情况信息表"]
        assert len(heads) == 3
        # A break stands after the row that it names.
        breaks = [mark.id + 1 for mark in page.row_breaks.brk]
        assert set(heads[1:]) <= set(breaks)
        assert page.page_setup.orientation == "portrait"
        scaling = page.sheet_properties.pageSetUpPr
        assert scaling is None or not scaling.fitToPage

    def test_a_page_takes_what_stands_on_it(self, book: Workbook) -> None:
        page = book[FORMS]
        ends = [mark.id for mark in page.row_breaks.brk] + [page.max_row]
        first = 1
        for last in ends:
            high = sum(page.row_dimensions[row].height for row in range(first, last + 1))
            assert high <= 735
            first = last + 1

    def test_short_answers_stand_beside_each_other(self, book: Workbook) -> None:
        found = {tuple(cell.value for cell in row) for row in book[FORMS].iter_rows(max_col=4)}
        assert (
            "职权编码", "11990400MB0000000X3000131001000", "职权类型", "行政许可",
        ) in found  # fmt: skip

    def test_a_form_says_all_that_the_information_table_says(self, book: Workbook) -> None:
        form = text_of_sheet(book, FORMS)
        told = [
            str(text)
            for row in rows(book["信息表"])
            for text in row.values()
            if text and not str(text).startswith(("1.", "【"))
        ]
        assert len(told) > 60
        assert [text for text in told if text not in form] == []
        asked = "办什么|怎么办|哪里办|找谁办|多长时间办|办不好怎么办"
        assert re.findall(asked, form)[:6] == asked.split("|")

    def test_a_form_says_what_each_part_has_of_its_own(self, book: Workbook) -> None:
        form = text_of_sheet(book, FORMS)
        assert "业务办理项：变更移植方案" in form
        own = [
            str(text)
            for row in rows(book["子项"])
            for label, text in row.items()
            if text and label not in {"序号", "部门", "层次"} and not str(text).startswith("1.")
        ]
        assert len(own) > 10
        assert [text for text in own if text not in form] == []

    def test_a_form_tells_the_duties_and_the_oversight(self, book: Workbook) -> None:
        form = text_of_sheet(book, FORMS)
        assert "责任和追责" in form
        for label in ("责任事项", "追责情形", "监管制度"):
            assert f"\n{label}\n" in form

    def test_a_form_continues_a_long_text(self, make_register: Make) -> None:
        text = "\n".join(f"第{number}条 " + "长" * 100 for number in range(60))
        power = {"编码": "A1", "名称": "试验", "类型": "行政许可", "行使内容": text}
        page = written(make_register(abc=department(power)))[FORMS]
        found = [row for row in page.iter_rows(values_only=True) if "行使内容" in str(row[0])]
        assert [row[0] for row in found[:2]] == ["行使内容", "行使内容（续）"]
        assert "\n".join(str(row[1]) for row in found) == text

    def test_more_pages_than_excel_takes_go_on_on_another_sheet(
        self, register: Register, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(form_sheet, "MOST_PAGES", 2)
        book = opened(files(register)["yljl.xlsx"])
        names = [name for name in book.sheetnames if name.startswith(FORMS)]
        assert names == ["事项卡", "事项卡（2）"]
        found = "\n".join(text_of_sheet(book, name) for name in names)
        assert found.count("行政职权基本情况信息表") == 3


def text_of_sheet(book: Workbook, name: str) -> str:
    cells = (cell for row in book[name].iter_rows(values_only=True) for cell in row)
    return "\n".join(str(cell) for cell in cells if cell is not None)


@given(st.text(alphabet="汉a1。\n ", max_size=6000), st.integers(10, 90))
def test_a_long_text_goes_over_rows_that_hold_it(text: str, width: int) -> None:
    found = list(pieces(text, width))
    assert "".join(found).replace("\n", "") == text.replace("\n", "")
    assert all(height((piece,), (width,), 10_000) <= HIGHEST for piece in found)


def test_the_cover_tells_what_it_is(book: Workbook) -> None:
    cover = {row[0].value: row[1].value for row in book["说明"].iter_rows(min_row=2)}
    assert cover["声明"] == "示例，不是官方清单。"
    assert cover["清单日期"] == "2026-03-31"
    assert cover["职权总数"] == "3 项"
    assert cover["工作表：事项卡"] == "供打印：每项职权一张表，A4 纸"
    assert cover["工作表：目录"] == "行政职权目录，3 行"


def department(*powers: dict[str, Any]) -> Lists:
    return {
        "department.yaml": {"名称": "试验局"},
        "power.yaml": {"部门": "试验局", "事项": list(powers)},
    }


def written(register: Register) -> Workbook:
    """Return the workbook of the first department."""
    return opened(next(iter(files(register).values())))


BY_TYPE: Lists = {"名称": "试验", "发布": {"工作簿": {"按类型分表": True}}}


class TestASheetForEachType:
    def test_it_takes_the_place_of_the_catalogue(self, make_register: Make, rich: Lists) -> None:
        book = written(make_register(BY_TYPE, yljl=rich))
        assert book.sheetnames[1:5] == ["行政许可", "行政处罚", "行政奖励", "信息表"]
        assert book["行政许可"]["A1"].value == "试验市园林绿化局行政许可事项目录"
        assert book["行政许可"]["A2"].value == "共 1 项"

    def test_of_all_departments_it_goes_on_numbering(
        self, make_register: Make, rich: Lists, poor: Lists
    ) -> None:
        book = opened(files(make_register(BY_TYPE, yljl=rich, tjj=poor))["all.xlsx"])
        found = rows(book["行政处罚"])
        assert [row["序号"] for row in found] == [1, 2, 3]
        assert len({row["部门"] for row in found}) == 2
        assert len(rows(book["类型不明"])) == 1

    def test_a_department_without_powers_keeps_the_catalogue(self, make_register: Make) -> None:
        assert written(make_register(BY_TYPE, abc=department())).sheetnames == [
            "说明",
            "目录",
        ]


HOSTILE = (
    "=1+1",
    "=cmd|'/c calc'!A0",
    '=HYPERLINK("http://example.org")',
    "+1",
    "-1",
    "@SUM(A1)",
    "12345678901234567890",
    "0012",
    "http://example.org",
    "a_x0041_b",
    "\ttab",
    "{=1+1}",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_a_text(make_register: Make, text: str) -> None:
    power = {"编码": "=A1", "名称": text, "类型": "行政许可", "行使内容": text, "收费": text}
    duty = {"部门": "试验局", "责任事项": [{"事项": "=A1", "责任": [text]}]}
    lists = {**department(power), "duty.yaml": duty}
    for data in files(make_register(abc=lists)).values():
        book = opened(data)
        for cell in (cell for page in book for row in page.iter_rows() for cell in row):
            assert cell.data_type != "f"
            assert cell.hyperlink is None
    row = rows(book["信息表"])[0]
    assert (row["编码"], row["名称"], row["行使内容"]) == ("=A1", text, text)


ODD = "甲\x01\x0b\ufffe\uffff&乙<>\"'"


def test_signs_that_have_no_place_in_a_file_do_not_break_it(make_register: Make) -> None:
    """Not in cells, and not in titles, headers, properties and names of sheets."""
    settings = {
        "名称": ODD,
        "地区": ODD,
        "编制机关": ODD,
        "发布": {"标题": ODD, "声明": ODD + "&" * 300},
    }
    power = {"编码": "A1", "名称": ODD, "类型": "行政许可", "行使内容": ODD}
    lists = department(power)
    lists["department.yaml"]["名称"] = lists["power.yaml"]["部门"] = ODD
    for data in files(make_register(settings, abc=lists)).values():
        book = opened(data)
        assert "甲 ??&乙" in book["目录"]["A1"].value
        header = book["目录"].oddHeader
        assert header is not None
        assert len(str(header.center.text)) < 255
        assert rows(book["目录"])[0]["名称"].startswith("甲")


def test_no_part_of_the_file_is_a_formula(made: dict[str, bytes]) -> None:
    for data in made.values():
        with zipfile.ZipFile(BytesIO(data)) as parts:
            for name in parts.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    assert b"<f>" not in parts.read(name)


def test_codes_stay_texts_when_somebody_edits_them(book: Workbook) -> None:
    page = book["目录"]
    cell = page.cell(head_row(page) + 1, labels(page).index("编码") + 1)
    assert (cell.data_type, cell.number_format) == ("s", "@")


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [("长" * 32_767, False), ("长" * 32_768, True), ("𠮷" * 16_383, False), ("𠮷" * 16_384, True),
     ("长" * 40_000, True)],
)  # fmt: skip
def test_a_text_too_long_for_excel_is_cut_and_told(
    make_register: Make, text: str, is_cut: bool
) -> None:
    power = {"编码": "A1", "名称": "试验", "类型": "行政许可", "行使内容": text}
    register = make_register(abc=department(power))
    told = list(cuts(register, Addresses(register)))
    cell = written(register)["信息表"]["D5"]
    assert len(str(cell.value).encode("utf-16-le")) // 2 <= 32_767
    if is_cut:
        assert told == [
            Cut("abc.xlsx", "信息表", "D5", len(text)),
            Cut("all.xlsx", "信息表", "D5", len(text)),
        ]
        assert "超过 Excel 单元格上限" in str(cell.value)
        assert text.startswith(str(cell.value).partition("……")[0])
    else:
        assert told == []
        assert cell.value == text


def test_what_only_together_is_too_long_is_told_too(make_register: Make) -> None:
    materials = [{"名称": f"材料{n}", "备注": "短"} for n in range(2_500)]
    power = {"编码": "A1", "名称": "试验", "类型": "行政许可", "申请材料": materials}
    register = make_register(abc=department(power))
    told = list(cuts(register, Addresses(register)))
    assert [(cut.workbook, cut.sheet) for cut in told] == [
        ("abc.xlsx", "信息表"),
        ("all.xlsx", "信息表"),
    ]


def test_a_list_longer_than_a_sheet_goes_on_in_another(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book_module, "MOST_ROWS", 4)
    book = opened(files(register)["all.xlsx"])
    assert [len(rows(book[name])) for name in ("目录", "目录（2）")] == [4, 2]


def test_very_many_items_leave_the_information_table_to_the_departments(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book_module, "WIDE_UP_TO", 5)
    made = files(register)
    assert "信息表" not in opened(made["all.xlsx"]).sheetnames
    assert "信息表" in opened(made["yljl.xlsx"]).sheetnames
    cover = text_of_sheet(opened(made["all.xlsx"]), "说明")
    assert "全部要素见各部门的工作簿" in cover


def test_the_same_lists_give_the_same_bytes(register: Register, made: dict[str, bytes]) -> None:
    assert files(register) == made


def test_a_workbook_rests_on_the_lists_of_its_department_alone(
    make_register: Make, rich: Lists, poor: Lists
) -> None:
    before = prints(make_register(yljl=rich, tjj=poor))
    rich["power.yaml"]["事项"][0]["名称"] = "改了的名称"
    after = prints(make_register(yljl=rich, tjj=poor))
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {"excel/yljl.xlsx", "excel/all.xlsx"}


def test_a_workbook_rests_on_the_settings_that_it_shows(make_register: Make, poor: Lists) -> None:
    plain = prints(make_register({"名称": "试验"}, tjj=poor))
    for shown in ({"地区": "试验市"}, {"发布": {"声明": "示例"}}, {"清单日期": "2026-01-01"},
                  {"发布": {"工作簿": {"按类型分表": True}}}):  # fmt: skip
        other = prints(make_register({"名称": "试验", **shown}, tjj=poor))
        assert not set(plain.values()) & set(other.values())
    unused = {"名称": "试验", "发布": {"网址": "https://www.example.gov.cn/"}}
    assert prints(make_register(unused, tjj=poor)) == plain


def prints(register: Register) -> dict[str, str]:
    return {
        one.path: one.rests_on
        for one in workbook_outputs(register, Addresses(register), Fingerprints())
    }


def test_a_register_without_departments_has_a_workbook(make_register: Make) -> None:
    assert written(make_register()).sheetnames == ["说明", "目录"]


def test_lists_of_no_single_department_are_in_the_workbook_of_all(make_register: Make) -> None:
    register = make_register(abc=department())
    regulation = OperatingRegulation.model_validate(
        {"名称": "《试验工作规程》", "适用事项": ["A1", "A2"]}
    )
    entry = {"行业": "制造业", "项目": "试验项目", "管理措施": "禁止"}
    negative = NegativeList.model_validate({"名称": "试验负面清单", "条目": [entry]})
    batch = {
        "编号": "2026-1",
        "标题": "第一批",
        "方式": "委托",
        "事项": [{"编码": "A1", "名称": "甲"}],
    }
    full = replace(
        register,
        regulations=(regulation,),
        negative_list=negative,
        delegations=(Delegation.model_validate(batch),),
    )
    made = files(full)
    book = opened(made["all.xlsx"])
    assert book.sheetnames[2:] == ["配套制度", "负面清单", "放权事项"]
    assert rows(book["配套制度"])[0]["适用事项"] == "A1\nA2"
    assert book["负面清单"]["A1"].value == "试验负面清单"
    assert rows(book["放权事项"])[0]["批次标题"] == "第一批"
    assert opened(made["abc.xlsx"]).sheetnames == ["说明", "目录"]
    assert prints(full)["excel/all.xlsx"] != prints(register)["excel/all.xlsx"]
