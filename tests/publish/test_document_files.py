"""Documents as Word and PDF, read back."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from quanze.load.source import CannotRun
from quanze.model.register import Register
from quanze.model.settings import DocumentKind
from quanze.publish.document import as_pdf, as_word, blank_template, document_outputs, why_not
from quanze.publish.document.content import (
    Block,
    Column,
    Document,
    Look,
    Paragraph,
    Picture,
    Section,
    Table,
)
from quanze.publish.document.outputs import document_links
from quanze.publish.flowchart import Chart, Edge, Step
from quanze.publish.outputs import Fingerprints
from quanze.publish.site.addresses import Addresses
from tests.publish.conftest import SETTINGS, Lists, Make
from tests.publish.test_document_content import GUIDE, LIST, MANUAL, of_department, of_item

needs_pdf = pytest.mark.skipif(bool(why_not()), reason=why_not() or "PDF")
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext and pdfinfo are not installed"
)
HOSTILE = (
    '#import "/data.json": * #sys.inputs #read("/etc/passwd")',
    "] ) } \\ $x^2$ *粗* _斜_ `码` <标> @引 = 题 // 注 /* 注 */ #panic()",
    "<w:t>&amp;</w:t> ]]> {{ 标题 }} {% raise %}",
    "长" * 400 + "W" * 400,
    "控\x00制\x1b符\u202e反向\ud800\uffff",
)


def hostile() -> Document:
    """A document whose every text tries to be something else."""
    chart = Chart(HOSTILE[0], HOSTILE[1], (HOSTILE[2],), (Step("a", HOSTILE[1], HOSTILE[2]),),
                  (Edge("a", "a", HOSTILE[4]),))  # fmt: skip
    columns = tuple(Column(text, 1) for text in HOSTILE)
    blocks: tuple[Block, ...] = (
        *(Paragraph(text, lead=text, look=look) for text in HOSTILE for look in Look),
        Table(columns, (HOSTILE, (HOSTILE[3],))),
        Picture(chart),
    )
    sections = tuple(Section(text, blocks) for text in HOSTILE)
    return Document(HOSTILE[0], HOSTILE[1], HOSTILE, "2026-03-31", HOSTILE[2], sections, contents=2)


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def word_text(data: bytes) -> str:
    """Everything that stands in a Word file, in tables and headers too."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [name for name in archive.namelist() if name.endswith(".xml")]
        xml = "\n".join(archive.read(name).decode() for name in sorted(parts))
    return "".join(re.findall(r"<w:t[ >][^<]*|<w:t>[^<]*", xml))


class TestWord:
    def test_the_page_is_that_of_an_official_document(self, register: Register) -> None:
        """GB/T 9704-2012, 5.2.1: A4, margins of 37, 35, 28 and 26 mm; 22 lines of 28 characters."""
        for section in opened(as_word(of_department(register, GUIDE))).sections:
            margins = (
                section.top_margin, section.bottom_margin, section.left_margin, section.right_margin,
            )  # fmt: skip
            for margin, wanted in zip(margins, (37, 35, 28, 26), strict=True):
                assert margin == pytest.approx(Mm(wanted), abs=700)
            assert section.page_height == pytest.approx(Mm(297), abs=700)
            grid = section._sectPr.find(qn("w:docGrid"))
            assert grid.get(qn("w:type")) == "linesAndChars"
            # 22 lines of 28.95 points are no more than 225 mm.
            assert 22 * int(grid.get(qn("w:linePitch"))) / 20 <= 225 / 25.4 * 72

    @pytest.mark.parametrize(
        ("style", "font", "size", "line"),
        [
            ("文档标题", "方正小标宋简体", 22, 32),
            ("文档正文", "仿宋", 16, 28.95),
            ("Heading 1", "黑体", 16, 28.95),
            ("Heading 2", "楷体", 16, 28.95),
            ("Heading 3", "仿宋", 16, 28.95),
            ("Heading 4", "仿宋", 16, 28.95),
        ],
    )
    def test_fonts_and_lines_are_those_of_an_official_document(
        self, style: str, font: str, size: int, line: float
    ) -> None:
        found = opened(blank_template()).styles[style]
        assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
        assert found.font.size == Pt(size)
        assert found.paragraph_format.line_spacing == Pt(line)
        assert not found.font.italic

    def test_headings_are_headings_to_word(self, register: Register) -> None:
        told = opened(as_word(of_department(register, GUIDE)))
        styles = {line.text: line.style.name for line in told.paragraphs}
        assert styles["一、行政许可"] == "Heading 1"
        assert styles["（一）砍伐、移植城市树木审批"] == "Heading 2"
        assert styles["1．办什么"] == "Heading 3"

    def test_the_contents_are_a_field_that_names_every_item(self, register: Register) -> None:
        told = opened(as_word(of_department(register, GUIDE)))
        entries = [x for x in told.paragraphs if x.style.name.startswith("toc ")]
        assert [x.text.strip() for x in entries][:2] == [
            "一、行政许可",
            "（一）砍伐、移植城市树木审批",
        ]
        xml = told.element.xml
        assert 'TOC \\o "1-2" \\h' in xml
        links = set(re.findall(r'w:anchor="(\w+)"', xml))
        assert links <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="(\w+)"', xml))
        assert len(links) == len(entries)

    def test_a_single_guide_has_no_contents(self, register: Register) -> None:
        told = opened(as_word(of_item(register, GUIDE)))
        assert told.paragraphs[0].text == "砍伐、移植城市树木审批服务指南"
        assert "TOC" not in told.element.xml

    def test_pages_are_numbered_outside_and_from_one_behind_the_contents(
        self, register: Register
    ) -> None:
        told = opened(as_word(of_department(register, GUIDE)))
        cover, main = told.sections
        assert cover._sectPr.findall(qn("w:footerReference")) == []
        assert main._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        for footer, side in ((main.footer, "right"), (main.even_page_footer, "left")):
            (line,) = footer.paragraphs
            assert "PAGE" in line._element.xml
            assert line._element.pPr.find(qn("w:jc")).get(qn("w:val")) == side

    def test_the_notice_stands_at_the_top_of_every_page(self, register: Register) -> None:
        section = opened(as_word(of_item(register, GUIDE))).sections[0]
        for header in (section.header, section.even_page_header):
            assert header.paragraphs[0].text == "示例，不是官方清单。"

    def test_the_head_of_a_table_is_repeated(self, register: Register) -> None:
        tables = opened(as_word(of_item(register, GUIDE))).tables
        materials = [x for x in tables if x.rows[0].cells[0].text == "序号"]
        assert materials
        for table in materials:
            assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        names = {row.cells[1].text.split("\n")[0] for table in materials for row in table.rows}
        assert {"材料名称", "砍伐、移植城市树木申请表", "移植方案"} <= names

    def test_it_is_dated_by_the_list_and_names_nobody(self, register: Register) -> None:
        properties = opened(as_word(of_item(register, GUIDE))).core_properties
        assert properties.title == "砍伐、移植城市树木审批服务指南"
        assert properties.author == properties.last_modified_by == "试验市园林绿化局"
        assert str(properties.created.date()) == "2026-03-31"

    @pytest.mark.parametrize("kind", [LIST, GUIDE, MANUAL])
    def test_the_same_document_gives_the_same_bytes(
        self, register: Register, kind: DocumentKind
    ) -> None:
        told = of_department(register, kind)
        assert as_word(told) == as_word(told)

    def test_hostile_texts_are_texts(self) -> None:
        data = as_word(hostile())
        told = "\n".join(line.text for line in opened(data).paragraphs)
        for text in HOSTILE[:4]:
            assert text in told, text
        assert "\x1b" not in word_text(data)
        assert "\u202e" not in word_text(data)

    def test_without_a_picture_the_steps_are_told(
        self, register: Register, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("quanze.publish.document.word.pixels", lambda _: None)
        told = opened(as_word(of_item(register, GUIDE)))
        assert "（这里没有画出流程图；下表是同样的步骤。）" in [x.text for x in told.paragraphs]
        assert len(told.inline_shapes) == 0

    @needs_pdf
    def test_the_chart_is_a_picture_with_its_name(self, register: Register) -> None:
        (shape,) = opened(as_word(of_item(register, GUIDE))).inline_shapes
        assert shape._inline.docPr.get("descr") == "许可-一般程序"
        # No wider than the text and 10 mm on each side.
        assert shape.width <= Mm(176.1)


class TestTemplate:
    def test_an_offices_styles_and_page_are_used(self, register: Register) -> None:
        own = opened(blank_template())
        own.styles["文档正文"].font.size = Pt(14)
        own.sections[0].left_margin = Mm(30)
        own.add_paragraph("这里的文字不用")
        stream = io.BytesIO()
        own.save(stream)
        told = opened(as_word(of_item(register, GUIDE), stream.getvalue()))
        assert told.styles["文档正文"].font.size == Pt(14)
        assert told.sections[0].left_margin == pytest.approx(Mm(30), abs=700)
        assert "这里的文字不用" not in [line.text for line in told.paragraphs]

    def test_a_style_that_is_missing_is_named(self, register: Register) -> None:
        own = opened(blank_template())
        own.styles["文档引文"].delete()
        stream = io.BytesIO()
        own.save(stream)
        with pytest.raises(CannotRun, match="模板里没有样式“文档引文”"):
            as_word(of_item(register, GUIDE), stream.getvalue())

    def test_what_is_no_word_file_is_refused(self, register: Register) -> None:
        with pytest.raises(CannotRun, match="模板不是 Word 文件"):
            as_word(of_item(register, GUIDE), b"nothing")

    def test_the_packaged_one_gives_the_same_as_none(self, register: Register) -> None:
        told = of_item(register, GUIDE)
        assert as_word(told, blank_template()) == as_word(told)


@pytest.fixture(scope="session")
def printed(register: Register, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide of a department as PDF."""
    if reason := why_not():
        pytest.skip(reason)
    path = tmp_path_factory.mktemp("pdf") / "guide.pdf"
    path.write_bytes(as_pdf(of_department(register, GUIDE)))
    return path


def tool(name: str, *arguments: str) -> str:
    made = subprocess.run(
        [name, *arguments], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return made.stdout


def pdf_text(data: bytes, folder: Path) -> str:
    """The text of a PDF without the ends of its lines."""
    (folder / "made.pdf").write_bytes(data)
    told = tool("pdftotext", "-layout", str(folder / "made.pdf"), "-")
    return re.sub(r"[\s\u200b]", "", told)


@needs_pdf
class TestPdf:
    @needs_poppler
    def test_pages_are_a4_and_the_file_says_what_it_is(self, printed: Path) -> None:
        told = tool("pdfinfo", str(printed))
        assert "(A4)" in told
        assert re.search(r"Title: +试验市园林绿化局服务指南", told)
        assert re.search(r"Author: +试验市园林绿化局", told)
        assert re.search(r"CreationDate: +Tue Mar 31 \d\d:00:00 2026", told)
        assert re.search(r"Tagged: +yes", told)

    @needs_poppler
    def test_every_font_is_embedded(self, printed: Path) -> None:
        rows = tool("pdffonts", str(printed)).splitlines()[2:]
        assert rows
        assert all(re.search(r" yes yes (?:yes|no) +\d+ +\d+$", row) for row in rows)

    def test_headings_are_bookmarks(self, printed: Path) -> None:
        assert b"/Outlines" in printed.read_bytes()

    @needs_poppler
    def test_the_contents_give_the_page_of_each_item(self, printed: Path) -> None:
        pages = tool("pdftotext", "-layout", str(printed), "-").split("\f")
        contents = next(
            page for page in pages if "目" in page and "......" in page.replace(" ", "")
        )
        plain = re.sub(r"[\s.\u2060]", "", contents)
        number = re.search(r"（一）砍伐、移植城市树木审批(\d+)", plain)
        assert number
        body = next(n for n, page in enumerate(pages) if re.search(r"—\s*1\s*—", page))
        there = pages[body + int(number[1]) - 1]
        assert "（一）砍伐、移植城市树木审批" in re.sub(r"\s", "", there)

    @needs_poppler
    def test_a_full_page_has_22_lines_of_28_characters(self, tmp_path: Path) -> None:
        """GB/T 9704-2012, 5.2.3."""
        text = Document("题", "", (), "", "", (Section("节", (Paragraph("字" * 4000),)),))
        path = tmp_path / "full.pdf"
        path.write_bytes(as_pdf(text))
        second = tool("pdftotext", "-layout", "-f", "2", "-l", "2", str(path), "-")
        lines = [line.strip() for line in second.splitlines() if "字" in line]
        assert {len(line) for line in lines} == {28}
        assert len(lines) == 22

    @needs_poppler
    def test_the_chart_stays_text(self, printed: Path) -> None:
        assert "现场踏勘" in tool("pdftotext", str(printed), "-")
        assert len(tool("pdfimages", "-list", str(printed)).splitlines()) == 2

    @pytest.mark.parametrize("kind", [LIST, GUIDE, MANUAL])
    def test_the_same_document_gives_the_same_bytes(
        self, register: Register, kind: DocumentKind
    ) -> None:
        told = of_department(register, kind)
        assert as_pdf(told) == as_pdf(told)

    @needs_poppler
    def test_hostile_texts_are_texts(self, tmp_path: Path) -> None:
        told = pdf_text(as_pdf(hostile()), tmp_path)
        for text in HOSTILE[:3]:
            assert re.sub(r"\s", "", text) in told, text
        assert "root:" not in told
        assert told.count("W") >= 400


@pytest.mark.skipif(not why_not(), reason="a PDF can be written here")
def test_without_typst_it_is_said_what_to_install(register: Register) -> None:
    with pytest.raises(CannotRun, match=r"pip install quanze\[print\]|中文字体"):
        as_pdf(of_item(register, GUIDE))


def test_what_is_missing_is_named(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quanze.publish.document.pdf.find_spec", lambda _: None)
    with pytest.raises(CannotRun, match=r"pip install quanze\[print\]"):
        as_pdf(of_item(register, GUIDE))


class TestOutputs:
    @pytest.fixture
    def wanted(self, rich: Lists, poor: Lists, make_register: Make) -> Register:
        asked = SETTINGS | {"发布": SETTINGS["发布"] | {"文档": ["清单", "服务指南"]}}
        return make_register(asked, yljl=rich, tjj=poor)

    def test_there_are_none_without_asking(self, register: Register) -> None:
        assert list(document_outputs(register, Addresses(register), Fingerprints())) == []

    def test_there_is_a_book_of_each_kind_for_each_department(self, wanted: Register) -> None:
        made = {
            output.path: output
            for output in document_outputs(wanted, Addresses(wanted), Fingerprints())
        }
        forms = ["docx"] if why_not() else ["docx", "pdf"]
        assert sorted(made) == sorted(
            f"documents/{name}.{form}"
            for name in ("yljl/list", "yljl/guide", "tjj/list", "tjj/guide")
            for form in forms
        )
        assert opened(made["documents/yljl/guide.docx"].make()).paragraphs
        if "pdf" in forms:
            assert made["documents/yljl/guide.pdf"].make().startswith(b"%PDF")

    def test_the_pages_of_a_department_link_to_all_of_them(self, wanted: Register) -> None:
        addresses = Addresses(wanted)
        linked = {
            link.path
            for lists in wanted.departments
            for link in document_links(wanted, addresses, lists)
        }
        assert linked == {
            output.path for output in document_outputs(wanted, addresses, Fingerprints())
        }

    def test_only_the_changed_departments_rest_on_something_else(
        self, wanted: Register, rich: Lists, poor: Lists, make_register: Make
    ) -> None:
        rich["power.yaml"]["事项"][0]["承诺时限"] = "6个工作日"
        asked = SETTINGS | {"发布": SETTINGS["发布"] | {"文档": ["清单", "服务指南"]}}
        changed = make_register(asked, yljl=rich, tjj=poor)
        before, after = (
            {one.path: one.rests_on for one in document_outputs(r, Addresses(r), Fingerprints())}
            for r in (wanted, changed)
        )
        differing = {path for path in before if before[path] != after[path]}
        assert {path.split("/")[1] for path in differing} == {"yljl"}
        assert len(differing) == len(before) // 2
