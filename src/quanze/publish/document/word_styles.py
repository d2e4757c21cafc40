"""A Word file without text, in the layout of GB/T 9704-2012: every look is a style that Word can change.

It is also what an office starts from for a template of its own.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from quanze.publish.document.word_page import FOUR, NUMBER_FONT, east_asian, head_and_foot, lay_out
from quanze.publish.word_file import packed

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.styles.style import ParagraphStyle

TITLE_FONT, BODY_FONT = "方正小标宋简体", "仿宋"
HEAD_FONT, SUBHEAD_FONT = "黑体", "楷体"
FALLBACKS: Final = {
    TITLE_FONT: ("方正小标宋_GBK,华文中宋,Noto Serif CJK SC,宋体", "roman"),
    BODY_FONT: ("仿宋_GB2312,FangSong,华文仿宋,Noto Serif CJK SC", "roman"),
    HEAD_FONT: ("SimHei,华文黑体,Noto Sans CJK SC", "swiss"),
    SUBHEAD_FONT: ("楷体_GB2312,KaiTi,华文楷体,Noto Serif CJK SC", "roman"),
    NUMBER_FONT: ("SimSun,Noto Serif CJK SC", "roman"),
}
"""Font -> what stands in for it where it is missing, and its family for programs that know none."""
TWO, THREE, SMALL_FOUR, FIVE, SMALL_FIVE = 22, 16, 12, 10.5, 9
"""The sizes 二号, 三号, 小四, 五号, 小五 in points."""
LINE: Final = 28.95
"""22 lines on 225 mm."""

_SQUEEZE: Final = "-6"
"""In twentieths of a point, for 28 characters on 156 mm."""
_BEHIND_SNAP: Final = (
    "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc",
    "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId",
    "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
_BEHIND_SPACE: Final = (
    "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr",
    "w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout",
    "w:specVanish", "w:oMath",
)  # fmt: skip
"""What the format wants behind these two."""

TITLE, COVER, HEAD, BODY = "文档标题", "文档封面标题", "文档题头", "文档正文"
QUOTE, NOTE, SIGNED, LEAD = "文档引文", "文档说明", "文档署名", "文档引题"
CELL, CENTRED, COLUMN, LABEL = "文档表格", "文档表格居中", "文档表头", "文档表格栏目"
CONTENTS, PICTURE = "文档目录标题", "文档图"
HEADINGS: Final = ("Heading 1", "Heading 2", "Heading 3", "Heading 4")
ENTRIES: Final = ("toc 1", "toc 2")


class _Look(NamedTuple):
    font: str
    size: float
    align: str = "both"
    line: float = LINE
    indent: int = 0
    keep: bool = False
    before: float = 0
    after: float = 0
    bold: bool = False
    left: float = 0
    right: float = 0


_LOOKS: Final = {
    BODY: _Look(BODY_FONT, THREE, indent=2),
    QUOTE: _Look(SUBHEAD_FONT, THREE, indent=2),
    TITLE: _Look(TITLE_FONT, TWO, "center", 32, keep=True),
    COVER: _Look(TITLE_FONT, 30, "center", 44, before=120),
    HEAD: _Look(SUBHEAD_FONT, THREE, "center", keep=True),
    CONTENTS: _Look(TITLE_FONT, TWO, "center", 32, after=10, keep=True),
    NOTE: _Look(BODY_FONT, FIVE, "left", 16, before=4, after=6),
    SIGNED: _Look(BODY_FONT, THREE, "center", keep=True, left=12 * THREE),
    CELL: _Look(BODY_FONT, FIVE, "left", 16),
    CENTRED: _Look(BODY_FONT, FIVE, "center", 16),
    COLUMN: _Look(HEAD_FONT, FIVE, "center", 16),
    LABEL: _Look(HEAD_FONT, FIVE, "left", 16),
    # A picture is higher than a line, and wider than the text by 10 mm on each side.
    PICTURE: _Look(BODY_FONT, SMALL_FOUR, "center", 0, before=6, after=6, left=-28.3, right=-28.3),
    HEADINGS[0]: _Look(HEAD_FONT, THREE, indent=2, keep=True),
    HEADINGS[1]: _Look(SUBHEAD_FONT, THREE, indent=2, keep=True),
    HEADINGS[2]: _Look(BODY_FONT, THREE, indent=2, keep=True, bold=True),
    HEADINGS[3]: _Look(BODY_FONT, THREE, indent=2, keep=True),
    ENTRIES[0]: _Look(HEAD_FONT, FOUR, "left", 24),
    ENTRIES[1]: _Look(BODY_FONT, FOUR, "left", 24, left=FOUR),
}
_TEXT_WIDTH: Final = 156
"""Of the page, in mm."""


def blank() -> bytes:
    """Return a Word file without text, with all styles, the page and its head and foot."""
    import docx

    word = docx.Document()
    for name, look in _LOOKS.items():
        _style(word, name, look)
    _lead(word)
    _fonts(word)
    lay_out(word.sections[0])
    head_and_foot(word)
    _properties(word)
    stream = io.BytesIO()
    word.save(stream)
    return packed(stream.getvalue())


def _style(word: Word, name: str, look: _Look) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    known = name in {style.name for style in word.styles}
    made = word.styles[name] if known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = word.styles["Normal"]
    made.quick_style = True
    made.hidden = made.unhide_when_used = False
    made.font.size, made.font.bold = Pt(look.size), look.bold
    made.font.italic = False
    made.font.color.rgb = RGBColor(0, 0, 0)
    east_asian(made.element.get_or_add_rPr(), look.font)
    layout = made.paragraph_format
    layout.alignment = {
        "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
        "center": WD_ALIGN_PARAGRAPH.CENTER,
        "left": WD_ALIGN_PARAGRAPH.LEFT,
    }[look.align]
    if look.line:
        layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        layout.line_spacing = Pt(look.line)
    else:
        layout.line_spacing = 1.0
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.keep_with_next = look.keep
    _off_the_grid(made.element, squeezed=look.size == THREE)
    layout.keep_together = False
    if look.left:
        layout.left_indent = Pt(look.left)
    if look.right:
        layout.right_indent = Pt(look.right)
    if look.indent:
        layout.first_line_indent = Pt(look.indent * look.size)
        made.element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), str(look.indent * 100))
    if name in ENTRIES:
        _leader(made)


def _off_the_grid(style: Any, *, squeezed: bool) -> None:
    """Set by heights and widths of its own: programs differ in what the grid does to a line.

    The grid stands in the page's set-up all the same, for those who look there.
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    style.get_or_add_pPr().insert_element_before(snap, *_BEHIND_SNAP)
    if squeezed:
        space = OxmlElement("w:spacing")
        space.set(qn("w:val"), _SQUEEZE)
        style.get_or_add_rPr().insert_element_before(space, *_BEHIND_SPACE)


def _leader(style: ParagraphStyle) -> None:
    """Dots up to the number of the page."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Mm

    stops = style.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(_TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _lead(word: Word) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    made = word.styles.add_style(LEAD, WD_STYLE_TYPE.CHARACTER)
    made.quick_style = True
    east_asian(made.element.get_or_add_rPr(), SUBHEAD_FONT)


def font_table(word: Word, fonts: Mapping[str, tuple[str, str]]) -> None:
    """Write the table of fonts: each with what stands in for it and its family; the text is Chinese."""
    from docx.oxml.ns import qn

    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/></w:font>'
        for name, (other, family) in fonts.items()
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:fonts xmlns:w="{space}">{entries}</w:fonts>'
    )
    for part in word.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = text.encode()
    word.styles.element.find(f".//{qn('w:lang')}").set(qn("w:eastAsia"), "zh-CN")


def _fonts(word: Word) -> None:
    """Write the table of fonts; the text is 三号, on which the grid rests."""
    from docx.shared import Pt

    font_table(word, FALLBACKS)
    normal = word.styles["Normal"]
    normal.font.size = Pt(THREE)
    east_asian(normal.element.get_or_add_rPr(), BODY_FONT)


def _properties(word: Word) -> None:
    """Name nobody, and no hour; Word shall not open it as a file of an older Word."""
    from docx.oxml.ns import qn

    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    properties = word.core_properties
    properties.author = properties.last_modified_by = "quanze"
    properties.title = "文档模板"
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = datetime.datetime(2000, 1, 1)
    properties.revision = 1
    package = word.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]
