"""The page of a Word document after GB/T 9704-2012: margins, the grid, head and foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.section import Section

_GRID_LINE: Final = "579"
_GRID_SQUEEZE: Final = "-900"
"""In 4096ths of a point: 28 characters of 16 points on 156 mm."""
LATIN: Final = "Times New Roman"
NUMBER_FONT: Final = "宋体"
FOUR: Final = 14
"""The size 四号 in points."""


def east_asian(properties: Any, font: str) -> None:
    """Set the font of Chinese text; numbers and Latin letters have one for all."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        # The theme of a style of Word's own would win over the font.
        del fonts.attrib[attribute]
    for kind in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), LATIN)
    fonts.set(qn("w:eastAsia"), font)


def lay_out(section: Section) -> None:
    """A4 with margins of 37, 35, 28 and 26 mm, and a grid of 22 lines of 28 characters."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(20), Mm(23)
    properties = section._sectPr
    grid = properties.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        properties.append(grid)
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), _GRID_LINE)
    grid.set(qn("w:charSpace"), _GRID_SQUEEZE)


def head_and_foot(word: Word) -> None:
    """Room for a warning above; — 1 — below, outside on both sides of a sheet."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    word.settings.odd_and_even_pages_header_footer = True
    section = word.sections[0]
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.alignment = align
        layout = line.paragraph_format
        layout.left_indent = layout.right_indent = Pt(FOUR)
        for piece in ("— ", None, " —"):
            run = line.add_run(piece or "")
            run.font.size = Pt(FOUR)
            east_asian(run._element.get_or_add_rPr(), NUMBER_FONT)
            if piece is None:
                page_number(run)


def page_number(run: Any) -> None:
    """Let a run show the number of its page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "instr", "end"):
        if kind == "instr":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = " PAGE "
        else:
            code = OxmlElement("w:fldChar")
            code.set(qn("w:fldCharType"), kind)
        run._element.append(code)


def lay_across(properties: Any) -> None:
    """Turn the page; the sides that were above and below stay so."""
    from docx.oxml.ns import qn

    size = properties.find(qn("w:pgSz"))
    width, height = size.get(qn("w:w")), size.get(qn("w:h"))
    size.set(qn("w:w"), height)
    size.set(qn("w:h"), width)
    size.set(qn("w:orient"), "landscape")


def begin_anew(properties: Any) -> None:
    """Begin on the front of a sheet, with page 1."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    kind = properties.find(qn("w:type"))
    if kind is None:
        kind = OxmlElement("w:type")
        # In Word's order it stands behind the references to head and foot.
        properties.find(qn("w:pgSz")).addprevious(kind)
    kind.set(qn("w:val"), "oddPage")
    number = OxmlElement("w:pgNumType")
    number.set(qn("w:start"), "1")
    properties.find(qn("w:pgMar")).addnext(number)
