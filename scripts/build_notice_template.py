"""Builds src/quanze/data/notice.docx, the Word template of an adjustment notice, after GB/T 9704-2012.

Usage: python scripts/build_notice_template.py [FILE]

Every look is a style with a Chinese name, so that an office can change it in Word.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from quanze.publish.document.word_page import page_number
from quanze.publish.document.word_styles import font_table

TARGET: Final = Path(__file__).parents[1] / "src" / "quanze" / "data" / "notice.docx"

TITLE_FONT, BODY_FONT = "方正小标宋简体", "仿宋"
HEAD_FONT, SUBHEAD_FONT, NUMBER_FONT = "黑体", "楷体", "宋体"
LATIN: Final = "Times New Roman"
FALLBACKS: Final = {
    TITLE_FONT: ("方正小标宋_GBK,华文中宋,Noto Serif CJK SC,宋体", "roman"),
    BODY_FONT: ("仿宋_GB2312,FangSong,华文仿宋,Noto Serif CJK SC", "roman"),
    HEAD_FONT: ("SimHei,华文黑体,Noto Sans CJK SC", "swiss"),
    SUBHEAD_FONT: ("楷体_GB2312,KaiTi,华文楷体,Noto Serif CJK SC", "roman"),
    NUMBER_FONT: ("SimSun,Noto Serif CJK SC", "roman"),
}
"""Font -> what stands in for it where it is missing, and its family for programs that know none."""
TWO, THREE, FOUR, SMALL_FOUR, FIVE = Pt(22), Pt(16), Pt(14), Pt(12), Pt(10.5)
"""The sizes 二号, 三号, 四号, 小四, 五号."""
LINE: Final = Pt(28)
DRAFT: Final = RGBColor(0xC0, 0x00, 0x00)

TITLE, BODY, FIRST, SECOND = "公告标题", "公告正文", "公告一级标题", "公告二级标题"
MARK, SIGNED, ANNEX, ANNEX_TITLE = "公告稿别", "公告署名", "公告附件", "公告附件标题"
CELL, HEAD_CELL, NUMBER_CELL = "公告表格", "公告表头", "公告表格居中"
SUM_CELL, SUM_HEAD, ITEM_CELL = "公告汇总表格", "公告汇总表头", "公告表格事项"


def build() -> Word:
    """Return the template."""
    word = Document()
    _styles(word)
    font_table(word, FALLBACKS)
    _page(word.sections[0])
    _head_and_foot(word)
    _text(word)
    annexes = word.add_section(WD_SECTION.NEW_PAGE)
    _page(annexes, landscape=True)
    _annexes(word)
    _properties(word)
    return word


def _styles(word: Word) -> None:
    _style(word, BODY, (BODY_FONT, THREE), WD_ALIGN_PARAGRAPH.JUSTIFY, indent=2)
    _style(word, TITLE, (TITLE_FONT, TWO), WD_ALIGN_PARAGRAPH.CENTER, line=Pt(32), keep=True)
    _style(word, FIRST, (HEAD_FONT, THREE), WD_ALIGN_PARAGRAPH.JUSTIFY, indent=2, keep=True)
    _style(word, SECOND, (SUBHEAD_FONT, THREE), WD_ALIGN_PARAGRAPH.JUSTIFY, indent=2, keep=True)
    mark = _style(word, MARK, (HEAD_FONT, THREE), WD_ALIGN_PARAGRAPH.LEFT)
    mark.font.color.rgb = DRAFT
    # The date is centred four characters from the right edge, the office above it.
    signed = _style(word, SIGNED, (BODY_FONT, THREE), WD_ALIGN_PARAGRAPH.CENTER)
    signed.paragraph_format.left_indent = 11 * THREE
    _style(word, ANNEX, (HEAD_FONT, THREE), WD_ALIGN_PARAGRAPH.LEFT, keep=True)
    annex = _style(
        word, ANNEX_TITLE, (TITLE_FONT, TWO), WD_ALIGN_PARAGRAPH.CENTER, line=Pt(32), keep=True
    )
    annex.paragraph_format.space_after = Pt(10)
    _style(word, CELL, (BODY_FONT, FIVE), WD_ALIGN_PARAGRAPH.LEFT, line=Pt(15))
    _style(word, NUMBER_CELL, (BODY_FONT, FIVE), WD_ALIGN_PARAGRAPH.CENTER, line=Pt(15))
    _style(word, HEAD_CELL, (HEAD_FONT, FIVE), WD_ALIGN_PARAGRAPH.CENTER, line=Pt(16))
    _style(word, ITEM_CELL, (HEAD_FONT, FIVE), WD_ALIGN_PARAGRAPH.LEFT, line=Pt(16), keep=True)
    # The table of sums stands in the text, and on one page.
    for name, font in ((SUM_CELL, BODY_FONT), (SUM_HEAD, HEAD_FONT)):
        _style(word, name, (font, SMALL_FOUR), WD_ALIGN_PARAGRAPH.CENTER, line=Pt(20), keep=True)


def _style(
    word: Word,
    name: str,
    letters: tuple[str, Pt],
    align: WD_ALIGN_PARAGRAPH,
    *,
    line: Pt = LINE,
    indent: int = 0,
    keep: bool = False,
) -> ParagraphStyle:
    """Add a paragraph style: font and size, alignment; an indent is in characters."""
    font, size = letters
    made = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(made, ParagraphStyle)
    made.base_style = word.styles["Normal"]
    made.quick_style = True
    made.font.size = size
    _font(made.element.get_or_add_rPr(), font)
    layout = made.paragraph_format
    layout.alignment = align
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    layout.line_spacing = line
    layout.space_before = layout.space_after = Pt(0)
    layout.keep_with_next = keep
    if indent:
        layout.first_line_indent = indent * size
        made.element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), str(indent * 100))
    return made


def _font(properties: Any, font: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), LATIN)
    fonts.set(qn("w:eastAsia"), font)


def _page(section: Section, *, landscape: bool = False) -> None:
    """A4 with the margins of an official document: 37, 35, 28 and 26 mm; 22 lines of 28 characters."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(22), Mm(23)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.top_margin, section.bottom_margin = Mm(28), Mm(26)
        section.left_margin = section.right_margin = Mm(25)
        section.header_distance, section.footer_distance = Mm(15), Mm(14)


def _head_and_foot(word: Word) -> None:
    """The mark of a draft above, — 1 — below: outside on both sides of a sheet."""
    word.settings.odd_and_even_pages_header_footer = True
    section = word.sections[0]
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        line = header.paragraphs[0]
        line.style = word.styles[MARK]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run("{{ 警示 }}").font.size = SMALL_FOUR
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.style = word.styles["Normal"]
        line.alignment = align
        layout = line.paragraph_format
        layout.left_indent = layout.right_indent = FOUR
        layout.space_after = Pt(0)
        for piece in ("— ", None, " —"):
            _numbered(line, piece)


def _numbered(line: Paragraph, text: str | None) -> None:
    """Add a text to a footer; None: the page's number."""
    run = line.add_run(text or "")
    run.font.size = FOUR
    _font(run._element.get_or_add_rPr(), NUMBER_FONT)
    if text is None:
        page_number(run)


def _text(word: Word) -> None:
    """What the notice says."""

    def add(text: str, style: str = BODY) -> Paragraph:
        return word.add_paragraph(text, style)

    for text in ("{%p if 稿别 %}", "{{ 稿别 }}", "{%p endif %}"):
        add(text, MARK)
    add("", BODY)
    add("{{ 标题 }}", TITLE)
    add("", BODY)
    add("{{ 导语 }}")
    _each(word, "段 in 说明", "{{ 段 }}")
    add("{{ 节.情况 }}、调整情况", FIRST)
    add(
        "本次调整涉及{{ 合计.部门数 }}个部门的{{ 合计.总数 }}项职权。调整前共{{ 合计.原有 }}项，"
        "增加{{ 合计.增加 }}项，减少{{ 合计.减少 }}项，调整后共{{ 合计.现有 }}项"
        "{% if 合计.不变 %}；另有{{ 合计.不变 }}项调整内容，项数不变{% endif %}。"
        "{% if 附件.目录 %}逐项情况见附件。{% endif %}"
    )
    add("{%p if 合计.总数 %}")
    _gap(word)
    _sums(word)
    add("{%p endif %}")
    add("{%p if 节.监管 %}")
    add("{{ 节.监管 }}、取消、下放以后的监管", FIRST)
    _each(word, "项 in 后续监管", "{{ loop.index }}.{{ 项.事项 }}：{{ 项.内容 }}")
    add("{%p endif %}")
    add("{%p if 节.文件 %}")
    add("{{ 节.文件 }}、有关规范性文件的处理", FIRST)
    _each(
        word,
        "项 in 规范性文件",
        "{{ loop.index }}.{{ 项.名称 }}：{{ 项.处理 }}"
        "{% if 项.依据事项 %}（涉及：{{ 项.依据事项 }}）{% endif %}。",
    )
    add("{%p endif %}")
    add("{%p if 节.办理 %}")
    add("{{ 节.办理 }}、办理情况", FIRST)
    add(
        "{% for 步 in 办理 %}{{ 步.步骤 }}：{{ 步.日期 }}{% if 步.机关 %}，{{ 步.机关 }}{% endif %}"
        "{% if 步.文号 %}，{{ 步.文号 }}{% endif %}{% if loop.last %}。{% else %}；{% endif %}{% endfor %}"
    )
    add("{%p endif %}")
    _closing(word)


def _each(word: Word, loop: str, text: str) -> None:
    word.add_paragraph(f"{{%p for {loop} %}}", BODY)
    word.add_paragraph(text, BODY)
    word.add_paragraph("{%p endfor %}", BODY)


ANNEXES: Final = {
    "目录": "调整事项目录",
    "对照": "要素变更对照表",
    "其他清单": "相关清单同步调整情况",
}


def _closing(word: Word) -> None:
    """The list of annexes, the office and the date."""
    word.add_paragraph("", BODY)
    for name, title in ANNEXES.items():
        word.add_paragraph(f"{{%p if 附件.{name} %}}", BODY)
        line = word.add_paragraph(
            f"{{% if 附件.{name} == '1' %}}附件：{{% else %}}　　　{{% endif %}}{{{{ 附件.{name} }}}}.{title}",
            BODY,
        )
        line.paragraph_format.keep_with_next = True
        word.add_paragraph("{%p endif %}", BODY)
    for text in ("", "", "{{ 发文机关 }}", "{{ 成文日期 }}"):
        line = word.add_paragraph(text, SIGNED)
        line.paragraph_format.keep_with_next = True


def _sums(word: Word) -> None:
    """How many came, went and stayed, by kind; the last line is the sum of the lines above."""
    table = _table(word, ("项数变化", "其中", "项数"), (30, 102, 24), style=SUM_HEAD)
    kinds = (
        "{% for 种 in 类.种类 %}{{ 种.名称 }}{{ 种.项数 }}项"
        "{% if not loop.last %}、{% endif %}{% endfor %}"
    )
    _row(table, ("{%tr for 类 in 合计.各类 %}", "", ""))
    _row(table, ("{{ 类.类别 }}", kinds, "{{ 类.项数 }}"), SUM_CELL)
    _row(table, ("{%tr endfor %}", "", ""))
    _row(table, ("合计", "原有、增加、减少、现有：{{ 合计.算式 }}", "{{ 合计.总数 }}"), SUM_CELL)
    _gap(word)


def _annexes(word: Word) -> None:
    _annex(word, "目录", first=True)
    _departments(word)
    _gap(word)
    _list(word)
    word.add_paragraph("{%p endif %}", CELL)
    _annex(word, "对照")
    _comparison(word, "对照")
    word.add_paragraph("{%p endif %}", CELL)
    _annex(word, "其他清单")
    _comparison(word, "其他清单")
    word.add_paragraph("{%p endif %}", CELL)


def _gap(word: Word) -> None:
    word.add_paragraph("", CELL).paragraph_format.line_spacing = Pt(9)


def _annex(word: Word, name: str, *, first: bool = False) -> None:
    word.add_paragraph(f"{{%p if 附件.{name} %}}", CELL)
    head = word.add_paragraph(f"附件{{{{ 附件.{name} }}}}", ANNEX)
    head.paragraph_format.page_break_before = not first
    word.add_paragraph(ANNEXES[name], ANNEX_TITLE)


def _departments(word: Word) -> None:
    """Departments by kinds; as many columns as there are kinds, over the whole width."""
    each = ("{%tc for 种 in 合计.种类 %}", "{%tc endfor %}")
    table = _table(
        word,
        ("部门", each[0], "{{ 种.名称 }}", each[1], "合计"),
        (87, 40, 40, 40, 40),
        autofit=True,
    )
    width = table._tbl.tblPr.find(qn("w:tblW"))
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")
    _row(table, ("{%tr for 部 in 合计.部门 %}", "", "", "", ""))
    shares = ("{%tc for 数 in 部.项数 %}", "{{ 数 or '' }}", each[1])
    _row(table, ("{{ 部.名称 }}", *shares, "{{ 部.合计 }}"), NUMBER_CELL)
    _row(table, ("{%tr endfor %}", "", "", "", ""))
    _row(table, ("合计", each[0], "{{ 种.项数 }}", each[1], "{{ 合计.总数 }}"), HEAD_CELL)


def _list(word: Word) -> None:
    columns = ("序号", "部门", "事项名称、编码", "调整", "类型和依据", "说明", "理由")
    table = _table(word, columns, (12, 28, 66, 20, 52, 39, 30))
    wide = len(columns) - 1
    _row(table, ("{%tr for 项 in 事项 %}", *[""] * wide))
    _row(
        table,
        (
            "{{ 项.序号 }}",
            "{{ 项.部门 }}",
            "{{ 项.名称 }}\n{{ 项.编码 }}",
            "{{ 项.种类 }}",
            "{{ 项.类型 }}{% if 项.类型 and 项.依据 %}\n{% endif %}{{ 项.依据 }}",
            "{{ 项.去向 }}{% if 项.去向 and 项.改动 %}\n{% endif %}"
            "{% if 项.改动 %}变更：{{ 项.改动 }}{% endif %}",
            "{{ 项.理由 }}",
        ),
        CELL,
        centred=(0, 3),
    )
    _row(table, ("{%tr endfor %}", *[""] * wide))


def _comparison(word: Word, loop: str) -> None:
    """Old and new side by side, under a line that names the item."""
    table = _table(word, ("要素", "原", "新"), (47, 100, 100))
    _row(table, (f"{{%tr for 项 in {loop} %}}", "", ""))
    _row(table, ("{{ 项.抬头 }}", "", ""), ITEM_CELL)
    cells = table.rows[-1].cells
    cells[0].merge(cells[-1])
    for empty in cells[0].paragraphs[1:]:
        empty._element.getparent().remove(empty._element)
    _row(table, ("{%tr for 处 in 项.变更 %}", "", ""))
    _row(table, ("{{ 处.要素 }}", "{{ 处.原 }}", "{{ 处.新 }}"))
    _row(table, ("{%tr endfor %}", "", ""))
    _row(table, ("{%tr endfor %}", "", ""))


def _table(
    word: Word,
    columns: Sequence[str],
    widths: Sequence[int],
    *,
    autofit: bool = False,
    style: str = HEAD_CELL,
) -> Table:
    """Add a table whose head is repeated on every page; widths are in mm."""
    table: Table = word.add_table(rows=0, cols=len(columns))
    table.style = word.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = autofit
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    _row(table, columns, style)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return table


def _row(
    table: Table, texts: Sequence[str], style: str = CELL, *, centred: Sequence[int] = ()
) -> None:
    """Add a row that is not parted between two pages."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        if not table.autofit:
            cell.width = table.columns[at].width
        _write(cell, text, NUMBER_CELL if at in centred else style)


def _write(cell: _Cell, text: str, style: str) -> None:
    lines = text.split("\n") if "{%" not in text else [text]
    for at, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.style = style
        paragraph.add_run(line)
    align = OxmlElement("w:vAlign")
    align.set(qn("w:val"), "center")
    cell._element.get_or_add_tcPr().append(align)


def _properties(word: Word) -> None:
    """Name nobody, and no hour; Word shall not open it as a file of an older Word."""
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    properties = word.core_properties
    properties.author = properties.last_modified_by = "quanze"
    properties.title = "调整公告模板"
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = datetime.datetime(2000, 1, 1)
    properties.revision = 1
    package = word.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]


if __name__ == "__main__":
    build().save(str(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET))
