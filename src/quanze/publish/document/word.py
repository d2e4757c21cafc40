"""A document as Word: headings that Word knows as such, contents, tables, the charts as pictures."""

from __future__ import annotations

import copy
import datetime
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from quanze.load.source import CannotRun
from quanze.publish.document import pdf
from quanze.publish.document import word_styles as styles
from quanze.publish.document.content import (
    Block,
    Document,
    Heading,
    Look,
    Paragraph,
    Picture,
    lines,
)
from quanze.publish.document.letters import storable
from quanze.publish.document.pictures import pixels, placed
from quanze.publish.document.word_page import begin_anew, lay_across
from quanze.publish.document.word_xml import (
    FIELD_END,
    Cells,
    bookmarked,
    field,
    field_begin,
    link,
    paragraph,
    picture,
    run,
)
from quanze.publish.flowchart import Chart
from quanze.publish.word_file import inspect, packed

if TYPE_CHECKING:
    from docx.document import Document as Word

_LOOKS: Final = {
    Look.BODY: styles.BODY,
    Look.QUOTE: styles.QUOTE,
    Look.NOTE: styles.NOTE,
    Look.SIGNED: styles.SIGNED,
}
_CELLS: Final = {
    "cell": styles.CELL,
    "centred": styles.CENTRED,
    "head": styles.COLUMN,
    "label": styles.LABEL,
}
_NEEDED: Final = (
    *_LOOKS.values(), *_CELLS.values(), *styles.HEADINGS, *styles.ENTRIES, styles.TITLE,
    styles.COVER, styles.HEAD, styles.CONTENTS, styles.PICTURE, styles.LEAD,
)  # fmt: skip
_NO_DAY: Final = datetime.datetime(2000, 1, 1)
_LAST_LINE: Final = '<w:spacing w:line="20" w:lineRule="exact"/>'
"""Makes the line that ends a part of the document take no room."""
_GAP: Final = '<w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/>'
NO_PICTURE: Final = "（这里没有画出流程图；下表是同样的步骤。）"


def blank_template() -> bytes:
    """Return the Word file that an office can make a template of its own from."""
    return styles.blank()


def engine() -> str:
    """Name what the bytes of a Word file rest on beside the document: what draws its pictures."""
    return "" if pdf.why_not() else pdf.engine()


def as_word(document: Document, template: bytes | None = None) -> bytes:
    """Return a document as Word; the same document and template give the same bytes.

    Args:
        document: what it says.
        template: a .docx whose styles, page, head and foot are used; None: those of GB/T 9704.

    Raises:
        CannotRun: the template is no sound Word document, or lacks a style.
    """
    if template is not None:
        inspect(template)
    return packed(_Writer(document, template or styles.blank()).written())


class _Writer:
    def __init__(self, document: Document, template: bytes) -> None:
        self._document = document
        self._word = _opened(template)
        self._ids = _style_ids(self._word)
        looks = {look: self._ids[name] for look, name in _CELLS.items()}
        self._cells = {across: Cells(looks, self._text_width(across)) for across in (False, True)}
        self._across = False
        """Whether the pages lie on their long side, where the writing is at."""
        self._pictures: dict[Chart, tuple[str, tuple[float, float]] | None] = {}
        self._count = 0
        """Of headings, each with its bookmark."""
        self._shapes = 0

    def written(self) -> bytes:
        body = self._word.element.body
        last = body.sectPr
        for child in list(body):
            if child is not last:
                body.remove(child)
        self._final = copy.deepcopy(last)
        pieces = [*self._front(), *self._main()]
        self._place(pieces, last)
        if self._across:
            lay_across(last)
        self._head()
        self._sign()
        stream = io.BytesIO()
        self._word.save(stream)
        return stream.getvalue()

    def _text_width(self, across: bool) -> int:
        section = self._word.sections[0]
        width = section.page_height if across else section.page_width
        sides = (width, section.left_margin, section.right_margin)
        page, left, right = (side or 0 for side in sides)
        return round((page - left - right) / 635)

    def _front(self) -> Iterator[str]:
        """The title, or a sheet with the title and the contents behind it."""
        told = self._document
        if not told.contents:
            yield self._line(styles.TITLE, run(told.title))
            yield from (self._line(styles.HEAD, run(text)) for text in told.head)
            yield self._line(styles.BODY, "")
            return
        yield self._line(styles.COVER, run(told.title))
        room = '<w:spacing w:before="6400"/>'
        for at, text in enumerate(told.head):
            yield self._line(styles.HEAD, run(text), "" if at else room)
        yield self._line(styles.CONTENTS, run("目　录"), "<w:pageBreakBefore/>")
        yield from self._contents()

    def _contents(self) -> Iterator[str]:
        """The table of contents: a field that Word fills in anew, with the titles in it already."""
        levels = self._document.contents
        named = [(at, one) for at, one in enumerate(self._headings(), 1) if one.level <= levels]
        code = field_begin(f'TOC \\o "1-{levels}" \\h \\z \\u', dirty=True)
        for at, heading in named:
            name = _bookmark(at)
            inner = run(heading.text) + "<w:r><w:tab/></w:r>" + field(f"PAGEREF {name} \\h")
            yield self._line(styles.ENTRIES[heading.level - 1], code + link(name, inner))
            code = ""
        yield self._line(styles.BODY, code + FIELD_END, f"{_LAST_LINE}{self._section('cover')}")

    def _headings(self) -> Iterator[Heading]:
        return (line for line in lines(self._document) if isinstance(line, Heading))

    def _main(self) -> Iterator[str]:
        for line in lines(self._document):
            if isinstance(line, Heading) and line.level == 1 and line.across != self._across:
                yield self._break(self._across)
                self._across = line.across
            yield self._shown(line)

    def _break(self, across: bool) -> str:
        return self._line(
            styles.BODY, "", f"{_LAST_LINE}{self._section('across' if across else 'upright')}"
        )

    def _shown(self, line: Heading | Block) -> str:
        if isinstance(line, Heading):
            return self._heading(line)
        if isinstance(line, Paragraph):
            lead = run(line.lead, self._ids[styles.LEAD])
            return self._line(_LOOKS[line.look], lead + run(line.text))
        if isinstance(line, Picture):
            return self._picture(line)
        # Two tables without a line between them would be one to Word.
        return self._cells[self._across].table(line) + self._line(styles.NOTE, "", _GAP)

    def _heading(self, line: Heading) -> str:
        self._count += 1
        style = styles.HEADINGS[min(line.level, len(styles.HEADINGS)) - 1]
        inner = bookmarked(self._count, _bookmark(self._count), run(line.text))
        return self._line(style, inner, "<w:pageBreakBefore/>" if line.new_page else "")

    def _picture(self, line: Picture) -> str:
        drawn = self._drawn(line.chart)
        if drawn is None:
            return self._line(styles.NOTE, run(NO_PICTURE))
        self._shapes += 1
        return self._line(
            styles.PICTURE, picture(self._shapes, drawn[0], line.chart.title, drawn[1])
        )

    def _drawn(self, chart: Chart) -> tuple[str, tuple[float, float]] | None:
        if chart not in self._pictures:
            data = pixels(chart)
            if data is None:
                self._pictures[chart] = None
            else:
                relation, _ = self._word.part.get_or_add_image(io.BytesIO(data))
                self._pictures[chart] = relation, placed(chart)
        return self._pictures[chart]

    def _line(self, style: str, inner: str, more: str = "") -> str:
        return paragraph(self._ids[style], inner, more)

    def _section(self, kind: str) -> str:
        """Return how the pages before this place are laid out."""
        from docx.oxml.ns import qn
        from docx.oxml.xmlchemy import serialize_for_reading

        made = copy.deepcopy(self._final)
        if kind == "cover":
            for reference in made.findall(qn("w:footerReference")):
                made.remove(reference)
        if kind == "across":
            lay_across(made)
        return str(serialize_for_reading(made))

    def _place(self, pieces: list[str], last: Any) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        spaces = nsdecls("w", "r", "wp", "a", "pic")
        for child in list(parse_xml(f"<w:body {spaces}>{''.join(pieces)}</w:body>")):
            last.addprevious(child)
        if self._document.contents:
            begin_anew(last)

    def _head(self) -> None:
        """The warning at the top of every page."""
        if not self._document.notice:
            return
        from docx.shared import Pt

        for section in self._word.sections[:1]:
            for header in (section.header, section.even_page_header):
                line = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
                added = line.add_run(storable(self._document.notice))
                added.font.size = Pt(styles.SMALL_FIVE)
                line.paragraph_format.line_spacing = Pt(12)

    def _sign(self) -> None:
        """Say whose document it is and of what day; nobody who wrote the template, nor the hour."""
        told = self._document
        day = datetime.datetime.fromisoformat(told.day) if told.day else _NO_DAY
        properties = self._word.core_properties
        # The format takes no more than 255 letters for these.
        properties.title = storable(told.title)[:255]
        properties.author = properties.last_modified_by = storable(told.office)[:255]
        properties.comments = properties.keywords = properties.subject = properties.category = ""
        properties.created = properties.modified = properties.last_printed = day
        properties.revision = 1


def _opened(template: bytes) -> Word:
    import docx

    try:
        return docx.Document(io.BytesIO(template))
    except Exception as error:
        raise CannotRun("模板不能用：Word 文件不完整。请从自带的模板改起。") from error


def _style_ids(word: Word) -> dict[str, str]:
    ids = {style.name: style.style_id for style in word.styles}
    lacking = [name for name in _NEEDED if name not in ids]
    if lacking:
        raise CannotRun(
            f"模板里没有样式“{'、'.join(lacking)}”。请从自带的模板改起（--with-template），不要删除样式。"
        )
    return {name: str(ids[name]) for name in _NEEDED}


def _bookmark(number: int) -> str:
    return f"_Toc{number:08}"
