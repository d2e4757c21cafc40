"""Pieces of a Word document as XML. Texts are escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Final

from quanze.publish.document.content import Table
from quanze.publish.document.letters import storable

_MARGINS: Final = (
    '<w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
    '<w:bottom w:w="50" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
)
EMU: Final = 12700
"""Of Word's units in a point."""
_LONG_CELL: Final = 200
"""A row with more letters than this in a cell may go over to the next page."""


def words(text: str) -> str:
    """Return a text as the content of a run; a line end is a line break."""
    return "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in storable(text).split("\n")
    )


def run(text: str, style: str = "") -> str:
    """Return a run; an empty text makes none."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{look}{words(text)}</w:r>" if text else ""


def paragraph(style: str, inner: str, more: str = "") -> str:
    """Return a paragraph of a style; `more` are further properties in Word's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{inner}</w:p>'


def field(code: str, shown: str = "", *, dirty: bool = False) -> str:
    """Return a field with what it shows until Word works it out."""
    return field_begin(code, dirty=dirty) + shown + FIELD_END


def field_begin(code: str, *, dirty: bool = False) -> str:
    """Return the head of a field whose result follows; `dirty` asks Word to work it out on opening."""
    asked = ' w:dirty="true"' if dirty else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{asked}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END: Final = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def bookmarked(number: int, name: str, inner: str) -> str:
    """Return runs under a name that a link leads to."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'
    )


def link(name: str, inner: str) -> str:
    """Return runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{inner}</w:hyperlink>'


def picture(number: int, relation: str, about: str, size: tuple[float, float]) -> str:
    """Return a picture within a line; its size is in points."""
    width, height = (round(side * EMU) for side in size)
    name = f'id="{number}" name="图{number}" descr="{escape(storable(about), quote=True)}"'
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="{height}"/><wp:docPr {name}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
        '</a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


class Cells:
    """Writes tables; the styles of cells are given once."""

    def __init__(self, styles: Mapping[str, str], text_width: int) -> None:
        self._styles = styles
        self._width = text_width

    def table(self, told: Table) -> str:
        """Return a table over the whole width, in twentieths of a point."""
        whole = sum(column.width for column in told.columns)
        widths = [round(self._width * column.width / whole) for column in told.columns]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = [self._head(told, widths)] if told.headed else []
        rows += (self._row(told, row, widths) for row in told.rows)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblLayout w:type="fixed"/>{_MARGINS}</w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def _head(self, told: Table, widths: Iterable[int]) -> str:
        cells = "".join(
            self._cell(column.label, width, "head", "EEEEEE")
            for column, width in zip(told.columns, widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def _row(self, told: Table, row: tuple[str, ...], widths: list[int]) -> str:
        if len(row) == 1 and len(widths) > 1:
            band = self._cell(row[0], sum(widths), "label", "F6F6F6", span=len(widths), keep=True)
            return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{band}</w:tr>"
        cells = []
        for at, (text, width) in enumerate(zip(row, widths, strict=True)):
            if at in told.forms:
                cells.append(self._cell(text, width, "label", "F6F6F6"))
            else:
                look = "centred" if told.columns[at].centred else "cell"
                cells.append(self._cell(text, width, look))
        whole = "" if max(map(len, row)) > _LONG_CELL else "<w:trPr><w:cantSplit/></w:trPr>"
        return f"<w:tr>{whole}{''.join(cells)}</w:tr>"

    def _cell(
        self, text: str, width: int, look: str, fill: str = "", *, span: int = 1, keep: bool = False
    ) -> str:
        over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        more = "<w:keepNext/>" if keep else ""
        lines = "".join(paragraph(self._styles[look], run(line), more) for line in text.split("\n"))
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{over}{shade}'
            f'<w:vAlign w:val="center"/></w:tcPr>{lines}</w:tc>'
        )
