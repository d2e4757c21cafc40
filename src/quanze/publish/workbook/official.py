"""The look of the lists' workbooks: black lines and the fonts of official documents.

A workbook names one font for each cell. Where a computer lacks it, Excel and WPS take another
Chinese font, for the format says that the characters are Chinese.
"""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from quanze.publish.spreadsheet.look import AS_TEXT

TITLE_SIZE: Final = 22
FORM_TITLE_SIZE: Final = 18
SIZE: Final = 10
NAME_SIZE: Final = 12
_GREY: Final = "#E7E6E6"
_PALE: Final = "#F5F5F5"
_GB2312: Final = 134
_TITLE: Final = "方正小标宋简体"
_HEAD: Final = "黑体"
_BODY: Final = "宋体"


class Official:
    """The formats of a workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        centre = {"align": "center"}
        self.title = self._plain(_TITLE, font_size=TITLE_SIZE, **centre)
        self.form_title = self._plain(_TITLE, font_size=FORM_TITLE_SIZE, **centre)
        self.sums = self._plain(_BODY, **centre)
        self.left = self._plain(_BODY, align="left", text_wrap=False)
        self.right = self._plain(_BODY, align="right", text_wrap=False)
        self.head = self._grid(_HEAD, bg_color=_GREY, **centre)
        self.label = self._grid(_HEAD, bg_color=_PALE, **centre)
        self.band = self._grid(_HEAD, bg_color=_GREY, align="left", indent=1)
        self.name = self._grid(_HEAD, font_size=NAME_SIZE, align="left")
        self.text = self._text(align="left")
        self.centred = self._text(**centre)
        self.number = self._grid(_BODY, num_format="0", **centre)
        # A text longer than its row begins at the row's upper edge, so that its beginning is seen.
        self.clipped = self._text(align="left", valign="top")
        self.clipped_centred = self._text(valign="top", **centre)
        self.link = self._text(font_color="#0563C1", underline=1, **centre)

    def _text(self, **more: Any) -> Format:
        return self._grid(_BODY, num_format=AS_TEXT, **more)

    def _grid(self, font: str, **more: Any) -> Format:
        return self._plain(font, border=1, **more)

    def _plain(self, font: str, **more: Any) -> Format:
        common = {"font_name": font, "font_charset": _GB2312, "font_size": SIZE}
        return self._book.add_format({**common, "valign": "vcenter", "text_wrap": True, **more})
