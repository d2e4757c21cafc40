"""The notice of an adjustment: what it says, and how it is given as a page, a workbook and in Word."""

from __future__ import annotations

import datetime
import io
import re
import runpy
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from quanze.load.source import CannotRun
from quanze.model.settings import Settings
from quanze.publish.notice import (
    NoticeFacts,
    notice_document,
    notice_facts,
    notice_page,
    notice_workbook,
    packaged_template,
    read_template,
)
from quanze.publish.notice.differences import bases_of
from tests.publish.notices import (
    BOTH,
    CHANGES,
    DOWN,
    GONE,
    KEPT,
    NEW,
    RECORD,
    SETTINGS,
    STEPS,
    draft,
    facts,
    record,
)

ROOT = Path(__file__).parents[2]
HOSTILE_NAME = "树木 A&B <移植> {{ 审批 }}"


def text_of(data: bytes) -> str:
    """Return every text of a Word document, headers and tables too."""
    word = docx.Document(io.BytesIO(data))
    parts = [word.element, *(s.header._element for s in word.sections)]
    return "\n".join(
        "".join(run.text or "" for run in line.iter(qn("w:t")))
        for part in parts
        for line in part.iter(qn("w:p"))
    )


def sheet(data: bytes, name: str) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return list(book[name].iter_rows(values_only=True))


FORMS = {"页面": notice_page, "Excel": notice_workbook, "Word": notice_document}


class TestSums:
    def test_the_kinds_of_each_direction_add_up_to_its_number(self) -> None:
        sums = facts().sums

        assert (sums.before, sums.added, sums.removed, sums.after) == (100, 2, 4, 98)
        assert [(one.direction, one.label, one.count) for one in sums.kinds] == [
            ("增加", "新增", 1),
            ("增加", "合并设立", 1),
            ("减少", "取消", 1),
            ("减少", "下放", 1),
            ("减少", "合并取消", 2),
            ("项数不变", "要素变更", 1),
        ]

    def test_lines_and_columns_of_the_departments_add_up_to_the_rows_shown(self) -> None:
        told = facts()
        sums = told.sums

        assert sum(one.total for one in sums.departments) == sums.total == len(told.rows) == 7
        for at, kind in enumerate(sums.kinds):
            assert sum(one.counts[at] for one in sums.departments) == kind.count

    @pytest.mark.parametrize(
        ("totals", "complaint"),
        [
            ({"增加": 3, "现有": 99}, "写的是增加 3、减少 4，变更里是增加 2、减少 4"),
            ({"减少": 3, "现有": 99}, "写的是增加 2、减少 3，变更里是增加 2、减少 4"),
            ({"现有": 97}, "100 ＋ 2 － 4 不等于 97"),
            ({"种类": {"新增": 8}}, "“种类”的处数与变更的处数不一致"),
        ],
    )
    def test_a_record_whose_sums_are_not_those_of_its_changes_gives_no_notice(
        self, totals: dict[str, Any], complaint: str
    ) -> None:
        with pytest.raises(CannotRun, match=re.escape(complaint)):
            facts(record(合计=RECORD["合计"] | totals))

    def test_a_kind_that_nobody_knows_is_no_notice(self) -> None:
        first, *others = RECORD["变更"]
        with pytest.raises(CannotRun, match="有不认得的种类：瞎写"):
            facts(record(变更=[{**first, "种类": "瞎写"}, *others]))


class TestFacts:
    def test_ground_and_approval_stand_in_the_opening(self) -> None:
        assert facts().opening == (
            "因机构职能调整，根据《试验市绿化条例》第五条、《关于下放事项的决定》（试政发〔2026〕2号），"
            "经试验市人民政府批准（试政函〔2026〕7号），对试验市权责清单作出调整，现予公告。"
        )

    def test_an_adjustment_that_needs_no_approval_names_none(self) -> None:
        only = [one for one in CHANGES if one["对象"] == KEPT]
        sums = {"原有": 1, "增加": 0, "减少": 0, "现有": 1, "种类": {"要素变更": 1}}
        steps = [step for step in STEPS if step["步骤"] != "批准"]

        told = facts(record(级别="要素", 变更=only, 合计=sums, 办理=steps))

        assert "批准" not in told.opening
        assert told.mark == ""

    @pytest.mark.parametrize(
        ("title", "shown"),
        [
            (None, "关于调整试验市权责清单的公告"),
            ("关于取消一批事项的决定", "关于取消一批事项的决定"),
            ("2026年第一次动态调整", "试验市权责清单2026年第一次动态调整公告"),
            ("市级权责清单动态调整", "市级权责清单动态调整公告"),
        ],
    )
    def test_the_title_is_that_of_the_record(self, title: str | None, shown: str) -> None:
        assert facts(record(标题=title)).title == shown

    def test_office_and_date_are_those_of_the_publication(self) -> None:
        steps = [*STEPS[:-1], {**STEPS[-1], "机关": "试验市人民政府办公室"}]

        told = facts(record(办理=steps))

        assert (told.office, told.date) == ("试验市人民政府办公室", "2026年4月10日")
        assert facts().office == SETTINGS["编制机关"]

    def test_what_was_done_after_its_day_is_not_in_it(self) -> None:
        told = facts(record(办理=[*STEPS, {"步骤": "交接", "日期": "2026-05-10"}]))

        assert [step.name for step in told.steps] == [step["步骤"] for step in STEPS]

    def test_a_date_that_was_asked_for_goes_first(self) -> None:
        settings = Settings.model_validate(SETTINGS)

        told = notice_facts(record(), settings, datetime.date(2026, 4, 20))

        assert told.date == "2026年4月20日"

    def test_a_merged_power_says_into_what_it_went(self) -> None:
        rows = {row.name: row for row in facts().rows}

        assert rows["检查甲"].fate == ("并入：“检查甲和乙”（序号5）",)
        assert rows["检查甲和乙"].fate == ("由以下事项合并：“检查甲”（序号6）、“检查乙”（序号7）",)

    def test_a_split_power_says_into_what(self) -> None:
        changes = [
            {**CHANGES[0], "种类": "拆分", "级别": "要素", "关联": [GONE]},
            {**CHANGES[1], "种类": "拆分", "级别": "要素", "关联": [NEW]},
        ]
        sums = {"原有": 1, "增加": 1, "减少": 1, "现有": 1, "种类": {"拆分": 2}}

        first, second = facts(record(变更=changes, 合计=sums, 级别="要素")).rows

        assert (first.label, first.fate) == ("拆分设立", ("拆分自：“砍伐审批”（序号2）",))
        assert (second.label, second.fate) == ("拆分取消", (f"拆分为：“{HOSTILE_NAME}”（序号1）",))

    def test_a_new_code_and_a_move_say_from_where(self) -> None:
        change = {
            **CHANGES[6], "种类": "转移", "原对象": "旧编码", "原部门": "旧局", "关联": ["旧编码"],
            "要素": [{"要素": "编码", "原": "旧编码", "新": KEPT}],
        }  # fmt: skip
        sums = {"原有": 1, "增加": 0, "减少": 0, "现有": 1, "种类": {"转移": 1}}

        (row,) = facts(record(变更=[change], 合计=sums, 级别="要素")).rows

        assert row.fate == ("原部门：旧局", "原编码：旧编码")
        assert row.differences == ()

    def test_bases_are_cited_without_their_words(self) -> None:
        rows = {row.code: row for row in facts().rows}

        assert rows[NEW].bases == ("《试验市绿化条例》（2024年修正）第五条",)
        shown = [one.old + one.new for one in rows[KEPT].differences if "设定依据" in one.label]
        assert shown
        assert not any("原文" in text for text in shown)

    @pytest.mark.parametrize("bases", [5, "《示例条例》", {"法规": "《示例条例》"}, True])
    def test_bases_of_a_record_may_be_anything(self, bases: Any) -> None:
        assert len(bases_of({"设定依据": bases})) == 1

    def test_the_words_of_an_article_are_shown_where_only_they_changed(self) -> None:
        element = {
            "要素": "设定依据",
            "原": [{"法规": "《甲法》", "条款": "第一条", "原文": "旧的条文。"}],
            "新": [{"法规": "《甲法》", "条款": "第一条", "原文": "新的条文。"}],
        }
        change = {**CHANGES[6], "要素": [element]}
        sums = {"原有": 1, "增加": 0, "减少": 0, "现有": 1, "种类": {"要素变更": 1}}

        (row,) = facts(record(变更=[change], 合计=sums, 级别="要素")).rows

        (only,) = row.differences
        assert (only.old, only.new) == ("旧的条文。", "新的条文。")

    def test_items_in_which_the_same_changed_are_compared_once(self) -> None:
        numbers = (1, 2, 3, 5, 6)
        changes = [
            {**CHANGES[6], "对象": f"T-XK-1{n:03}", "要素": [CHANGES[6]["要素"][0]]}
            for n in numbers
        ]
        other = {**CHANGES[6], "要素": [{"要素": "收费", "原": "收费", "新": "不收费"}]}
        changes.insert(3, other)
        sums = {"原有": 6, "增加": 0, "减少": 0, "现有": 6, "种类": {"要素变更": 6}}

        told = facts(record(变更=changes, 合计=sums, 级别="要素")).altered

        assert [one.head for one in told] == [
            "序号1至3、5至6，共5项",
            "4．绿化方案审查（园林局，要素变更）",
        ]
        assert [len(one.differences) for one in told] == [1, 1]

    def test_entries_of_other_lists_are_always_named(self) -> None:
        element = {"要素": "追责", "原": "甲", "新": "乙"}
        changes = [
            {"种类": "责任变更", "清单": "责任事项", "对象": name, "名称": name, "部门": "园林局", "级别": "要素", "要素": [element]}
            for name in ("移植", "砍伐")
        ]  # fmt: skip
        sums = {"原有": 1, "增加": 0, "减少": 0, "现有": 1, "种类": {"责任变更": 2}}

        (told,) = facts(record(变更=changes, 合计=sums, 级别="要素")).altered_lists

        assert told.head == "1至2．责任事项（责任变更）：移植（园林局）、砍伐（园林局）"

    def test_same_supervision_is_told_once(self) -> None:
        changes = [one | {"后续监管": "一样管。"} if "后续监管" in one else one for one in CHANGES]

        (only,) = facts(record(变更=changes)).supervision

        assert only.head == "“砍伐审批”（取消）、“占用绿地审批”（下放）"

    def test_documents_say_what_becomes_of_them(self) -> None:
        (document,) = facts().documents

        assert document.citation == "《试验市砍伐办法》（试园发〔2020〕1号）"
        assert (document.fate, document.items) == ("废止", ("砍伐审批",))


class TestDraft:
    def test_what_people_have_not_written_is_to_be_filled_in_and_listed(self) -> None:
        told = facts(draft())
        rows = {row.code: row for row in told.rows}

        assert (
            told.opening
            == "因（待填），根据（待填），经（待填）批准，对试验市权责清单作出调整，现予公告。"
        )
        assert told.date == "（待填）"
        assert {step.date for step in told.steps} == {"（待填）"}
        assert rows[GONE].grounds == rows[GONE].oversight == ("（待填）",)
        assert rows[DOWN].other_body == "（待填）"
        assert {
            "事由",
            "依据",
            "“砍伐审批”的后续监管",
            "“占用绿地审批”的去向",
            "“批准”的日期",
            "“批准”的机关",
        } <= set(told.gaps)

    def test_a_complete_record_lacks_nothing(self) -> None:
        assert facts().gaps == ()

    def test_it_is_a_draft_until_all_is_written_and_for_comment_until_all_is_approved(self) -> None:
        unapproved = [step for step in STEPS if step["步骤"] != "批准"]

        assert facts(draft()).mark == "草稿"
        assert facts(record(办理=unapproved)).mark == "征求意见稿"
        assert facts().mark == ""

    def test_every_form_says_that_it_is_a_draft(self) -> None:
        told = facts(draft())
        warning = "草稿：调整尚未批准，不作为办事依据"
        book = openpyxl.load_workbook(io.BytesIO(notice_workbook(told)))

        assert warning in notice_page(told).decode()
        assert text_of(notice_document(told)).count(warning) >= 1
        assert all(page["A1"].value == warning for page in book)
        assert all(warning in str(page.oddHeader) for page in book)

    def test_no_form_of_an_approved_adjustment_says_so(self) -> None:
        told = facts()
        book = openpyxl.load_workbook(io.BytesIO(notice_workbook(told)))

        assert "草稿" not in notice_page(told).decode()
        assert "草稿" not in text_of(notice_document(told))
        assert book.worksheets[0]["A1"].value == told.title


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
class TestEveryForm:
    def test_same_facts_give_same_bytes(self, form: Any) -> None:
        assert form(facts()) == form(facts())

    def test_names_of_people_in_remarks_stay_inside(self, form: Any) -> None:
        text = readable(form(facts()))

        assert "公开的话" in text
        assert not re.search("甲某|乙某|录入人", text)

    def test_control_characters_and_half_characters_do_no_harm(self, form: Any) -> None:
        broken = [{**one, "理由": "甲\x00\x07\x0c\ud800乙"} for one in CHANGES]

        assert "乙" in readable(form(facts(record(变更=broken))))

    def test_everything_that_the_record_says_is_told(self, form: Any) -> None:
        text = readable(form(facts()))

        for said in (
            HOSTILE_NAME, "试政函〔2026〕7号", "第一段。", "每年抽查。", "各区园林部门", "无依据取消",
            "《试验市砍伐办法》", "15个工作日", "7个工作日", "合并设立", "2026年4月10日", NEW, BOTH,
        ):  # fmt: skip
            assert said in text, said


def readable(data: bytes) -> str:
    """Return the text of any form, as a reader sees it."""
    if data.startswith(b"<!doctype"):
        from html import unescape

        return unescape(re.sub(r"<[^>]+>", "", data.decode()))
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    if "word/document.xml" in names:
        return text_of(data)
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(str(cell) for page in book for row in page.values for cell in row)


class TestPage:
    def test_it_needs_no_other_file_and_no_script(self) -> None:
        page = notice_page(facts()).decode()

        assert "<script" not in page
        assert not re.search(r"""(?:src|href)=["'](?!#)|@import|url\(""", page)
        assert "default-src &#39;none&#39;" in page

    def test_markup_in_a_name_is_text(self) -> None:
        page = notice_page(facts()).decode()

        assert "A&amp;B &lt;移植&gt; {{ 审批 }}" in page
        assert "<移植>" not in page

    def test_words_that_changed_are_marked(self) -> None:
        page = notice_page(facts()).decode()

        assert "<del>15</del>个工作日" in page
        assert "<ins>7</ins>个工作日" in page

    def test_no_text_turns_the_reading_direction_of_the_page(self) -> None:
        element = {"要素": "承诺时限", "原": "15\u202e天", "新": "7\u202e天"}
        changes = [{**one, "要素": [element]} if one["对象"] == KEPT else one for one in CHANGES]
        page = notice_page(facts(record(标题="调整\u202e清单", 变更=changes))).decode()
        assert "调整\ufffd清单" in page
        assert "\u202e" not in page


class TestWorkbook:
    def test_the_sums_are_numbers(self) -> None:
        rows = sheet(notice_workbook(facts()), "公告汇总")

        labels = next(row for row in rows if row[0] == "权力事项项数")
        numbers = rows[rows.index(labels) + 1]
        assert dict(zip(labels[1:6], numbers[1:6], strict=True)) == {
            "原有": 100, "增加": 2, "减少": 4, "现有": 98, "项数不变": 1,
        }  # fmt: skip
        kinds = next(row for row in rows if row[0] == "部门")
        total = next(row for row in rows if row[0] == "合计")
        assert dict(zip(kinds, total, strict=True))["合计"] == 7

    def test_every_change_has_its_line(self) -> None:
        rows = notice_workbook(facts())

        assert len(sheet(rows, "调整事项")) == 1 + 7
        details = sheet(rows, "变更明细")
        assert {(row[3], row[7]) for row in details[1:]} >= {(NEW, "（整项）"), (KEPT, "承诺时限")}
        assert details[-1][1] == "责任事项"

    def test_a_title_that_begins_as_a_formula_is_a_text(self) -> None:
        title = "=1+1的公告"
        book = openpyxl.load_workbook(io.BytesIO(notice_workbook(facts(record(标题=title)))))
        cells = [cell for row in book["公告汇总"].iter_rows() for cell in row]
        assert [cell.data_type for cell in cells if cell.value == title] == ["s"]

    def test_texts_that_begin_as_formulas_are_texts(self) -> None:
        changes = [{**one, "名称": "=1+1"} if one["对象"] == GONE else one for one in CHANGES]
        book = openpyxl.load_workbook(io.BytesIO(notice_workbook(facts(record(变更=changes)))))

        cells = [cell for page in book for row in page.iter_rows() for cell in row]
        assert any(cell.value == "=1+1" and cell.data_type == "s" for cell in cells)
        assert all(cell.data_type != "f" or cell.value == "=1+1" for cell in cells)

    def test_it_prints_on_a4_across_with_the_head_on_every_page(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(notice_workbook(facts())))

        for page in book:
            assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
        assert book["变更明细"].print_title_rows == "$1:$1"
        assert book["调整事项"].freeze_panes == "E2"


@pytest.fixture(scope="module")
def word() -> Any:
    return docx.Document(io.BytesIO(notice_document(facts())))


class TestDocument:
    def test_the_page_is_that_of_an_official_document(self, word: Any) -> None:
        """GB/T 9704-2012, 5.2.1: margins of 37, 35, 28 and 26 mm."""
        text, annexes = word.sections
        margins = (text.top_margin, text.bottom_margin, text.left_margin, text.right_margin)
        for margin, wanted in zip(margins, (37, 35, 28, 26), strict=True):
            assert margin == pytest.approx(Mm(wanted), abs=700)
        assert text.page_height == pytest.approx(Mm(297), abs=700)
        assert annexes.page_width > annexes.page_height

    @pytest.mark.parametrize(
        ("style", "font", "size", "line"),
        [
            ("公告标题", "方正小标宋简体", 22, 32),
            ("公告正文", "仿宋", 16, 28),
            ("公告一级标题", "黑体", 16, 28),
            ("公告二级标题", "楷体", 16, 28),
        ],
    )
    def test_fonts_and_lines_are_those_of_an_official_document(
        self, word: Any, style: str, font: str, size: int, line: int
    ) -> None:
        found = word.styles[style]

        assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
        assert found.font.size == Pt(size)
        assert found.paragraph_format.line_spacing == Pt(line)

    def test_the_text_stands_in_its_styles(self, word: Any) -> None:
        styles = {line.text: line.style.name for line in word.paragraphs}

        assert styles["关于调整试验市权责清单的公告"] == "公告标题"
        assert styles["一、调整情况"] == "公告一级标题"
        assert styles["四、办理情况"] == "公告一级标题"
        assert styles["2026年4月10日"] == "公告署名"

    def test_sections_without_content_are_left_out_and_the_others_renumbered(self) -> None:
        text = text_of(notice_document(facts(record(规范性文件=[]))))

        assert "三、办理情况" in text
        assert "规范性文件" not in text

    def test_pages_are_numbered_outside(self, word: Any) -> None:
        section = word.sections[0]

        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            (line,) = footer.paragraphs
            assert "PAGE" in line._element.xml
            assert line._element.pPr.find(qn("w:jc")).get(qn("w:val")) == side

    def test_the_sums_stand_in_a_table(self, word: Any) -> None:
        rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]

        assert rows == [
            ["项数变化", "其中", "项数"],
            ["增加", "新增1项、合并设立1项", "2"],
            ["减少", "取消1项、下放1项、合并取消2项", "4"],
            ["项数不变", "要素变更1项", "1"],
            ["合计", "原有、增加、减少、现有：100＋2－4＝98", "7"],
        ]

    def test_departments_stand_in_a_table_as_wide_as_there_are_kinds(self, word: Any) -> None:
        rows = [[cell.text for cell in row.cells] for row in word.tables[1].rows]

        assert rows[0] == ["部门", *(one.label for one in facts().sums.kinds), "合计"]
        assert rows[-1] == ["合计", "1", "1", "1", "1", "2", "1", "7"]

    def test_heads_of_tables_are_repeated_and_rows_are_not_parted(self, word: Any) -> None:
        for table in word.tables:
            first = table.rows[0]._tr
            assert first.trPr.find(qn("w:tblHeader")) is not None
            assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)

    def test_it_names_no_person_and_no_hour(self, word: Any) -> None:
        properties = word.core_properties

        assert properties.author == properties.last_modified_by == SETTINGS["编制机关"]
        assert properties.modified.date() == datetime.date(2026, 4, 10)
        assert properties.title == "关于调整试验市权责清单的公告"

    def test_a_record_that_adjusts_no_power_has_no_annex_of_powers(self) -> None:
        sums = {"原有": 5, "增加": 0, "减少": 0, "现有": 5, "种类": {"责任新增": 1}}
        text = text_of(notice_document(facts(record(变更=CHANGES[-1:], 合计=sums, 级别="要素"))))

        assert "附件：1.相关清单同步调整情况" in text
        assert "调整事项目录" not in text


class TestTemplate:
    def template(self, *texts: str) -> bytes:
        word = docx.Document()
        for text in texts:
            word.add_paragraph(text)
        stream = io.BytesIO()
        word.save(stream)
        return stream.getvalue()

    def test_an_office_can_say_it_in_its_own_words(self) -> None:
        own = self.template(
            "{{ 发文机关 }}告示：{{ 标题 }}",
            "{%p for 项 in 事项 %}",
            "{{ 项.序号 }} {{ 项.名称 }}{% if 项.理由 %}（{{ 项.理由 }}）{% endif %}",
            "{%p endfor %}",
        )

        text = text_of(notice_document(facts(), own))

        assert text.startswith("中共试验市委机构编制委员会办公室告示：关于调整试验市权责清单的公告")
        assert f" {HOSTILE_NAME}" in text
        assert "砍伐审批（无依据取消设定依据已经废止）" in text

    def test_the_packaged_one_is_what_its_script_builds(self, tmp_path: Path) -> None:
        built = tmp_path / "notice.docx"
        script = runpy.run_path(str(ROOT / "scripts" / "build_notice_template.py"))
        script["build"]().save(str(built))

        assert contents(built.read_bytes()) == contents(packaged_template())

    @pytest.mark.parametrize(
        "text",
        [
            "{{ 标题.__class__ }}",
            "{{ 标题.__class__.__mro__ }}",
            "{{ ''.__class__.__base__.__subclasses__() }}",
            "{{ self.__init__.__globals__ }}",
            "{% for x in 事项 %}{{ loop.__class__ }}{% endfor %}",
            "{{ 标题.format('x') }}",
            "{{ 标题.ljust(1000000000) }}",
            "{{ 'a' * 1000000000 }}",
            "{{ 9 ** 999999999 }}",
            "{{ '%999999999d' % 1 }}",
        ],
    )
    def test_it_can_show_data_and_do_nothing_else(self, text: str) -> None:
        with pytest.raises(CannotRun, match="只能引用公告的内容，不能调用程序"):
            notice_document(facts(), self.template(text))

    @pytest.mark.parametrize(
        ("text", "complaint"),
        [
            ("{{ 不存在的 }}", "模板里写的“不存在的”不是公告的内容"),
            ("{{ 合计.没有 }}", "模板里写的“没有”不是公告的内容"),
            ("{% for x in range %}{% endfor %}", "模板里写的“range”不是公告的内容"),
            ("{% if 标题 %}没有结束", "写法不对"),
            ("{{ 标题 | center(9) }}", "写法不对"),
            ("{% include '/etc/passwd' %}", "模板不能用"),
            ("{{ 1 // 0 }}", "模板不能用"),
        ],
    )
    def test_what_is_wrong_in_it_is_said_in_plain_words(self, text: str, complaint: str) -> None:
        with pytest.raises(CannotRun, match=complaint):
            notice_document(facts(), self.template(text))

    def test_one_that_never_ends_is_stopped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("quanze.publish.notice.document._MAX_TEXT", 30_000)
        loops = "{% for a in 标题 %}" * 4 + "甲" + "{% endfor %}" * 4

        with pytest.raises(CannotRun, match="不允许的写法"):
            notice_document(facts(), self.template(loops))

    @pytest.mark.parametrize(
        ("change", "complaint"),
        [
            (lambda parts: parts.update({"word/media/a.bin": b"0" * (65 * 2**20)}), "展开后过大"),
            (lambda parts: parts.update({"word/vbaProject.bin": b"x"}), "带有宏"),
            (
                lambda parts: parts.update(
                    {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><w:document/>'}
                ),
                "文档类型声明",
            ),
            (lambda parts: parts.pop("word/document.xml"), "不是 Word 文件"),
            (lambda parts: parts.update({"word/document.xml": b"<w:p"}), "模板不能用"),
        ],
    )
    def test_a_hostile_file_is_not_opened(self, change: Any, complaint: str) -> None:
        parts = contents(self.template("甲"))
        change(parts)

        with pytest.raises(CannotRun, match=complaint):
            notice_document(facts(), packed(parts))

    @pytest.mark.parametrize(
        ("data", "complaint"),
        [
            (b"", "不是 Word 文件"),
            (b"PK\x03\x04 and no more", "不是 Word 文件"),
            (b"\xd0\xcf\x11\xe0" + bytes(600), "旧的 .doc 格式，或者有打开密码"),
        ],
    )
    def test_what_is_no_word_file_is_told_apart(self, data: bytes, complaint: str) -> None:
        with pytest.raises(CannotRun, match=complaint):
            notice_document(facts(), data)

    def test_one_too_large_to_be_a_template_is_not_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("quanze.publish.word_file.MAX_UNPACKED", 10)
        (tmp_path / "大.docx").write_bytes(bytes(11))

        with pytest.raises(CannotRun, match="太大"):
            read_template(tmp_path / "大.docx")


def contents(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in sorted(archive.namelist())}


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_notice_of_nothing_but_wording_needs_no_step() -> None:
    change = {**CHANGES[6], "级别": "文字", "要素": [{"要素": "备注", "新": {"说明栏": "甲"}}]}
    sums = {"原有": 1, "增加": 0, "减少": 0, "现有": 1, "种类": {"要素变更": 1}}

    told: NoticeFacts = facts(record(变更=[change], 合计=sums, 级别="文字", 办理=[]))

    assert told.mark == ""
    assert told.steps == ()
