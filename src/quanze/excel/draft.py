"""A row while it is being read: texts from several cells, joined in the end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from quanze.excel.result import CellText, Role, Row
from quanze.excel.text import clean_text, compact

LABELS = frozenset(
    {
        "序号", "编码", "基本编码", "子项编码", "名称", "子项名称", "业务办理项名称", "类型",
        "行使主体", "承办机构", "行使层级", "管理事项", "部门", "法定时限", "承诺时限", "办件类型",
        "服务对象", "数量限制",
    }
)  # fmt: skip
"""Elements of one short text, in which every line break is a hard wrap."""

_LONG_LINE = 12
"""Characters from which a line is no longer an entry in a list of short ones."""

_LONGEST_LINE = 32_767
"""What a cell of a workbook can hold; a sentence does not go on beyond it."""


Texts = dict[str, list[str]]


@dataclass
class Draft:
    """A row being read: raw texts by element and by header, with their cells."""

    number: int
    role: Role
    parent: int | None
    last_row: int
    texts: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, list[str]] = field(default_factory=dict)
    extra: dict[str, list[str]] = field(default_factory=dict)
    extra_places: dict[str, list[str]] = field(default_factory=dict)
    joined: list[int] = field(default_factory=list)
    _seen: set[tuple[str, str, str]] = field(default_factory=set)

    def add(self, element: str, text: str, cell: str) -> None:
        self._add(self.texts, self.places, element, text, cell)

    def add_extra(self, header: str, text: str, cell: str) -> None:
        self._add(self.extra, self.extra_places, header, text, cell)

    def _add(self, texts: Texts, places: Texts, key: str, text: str, cell: str) -> None:
        """Note a text once, however often it is written, and every cell that says it."""
        kind = "element" if texts is self.texts else "extra"
        known = texts.setdefault(key, [])
        if (mark := (kind, key, compact(text))) not in self._seen:
            self._seen.add(mark)
            known.append(text)
        cells = places.setdefault(key, [])
        if (mark := (f"{kind} cell", key, cell)) not in self._seen:
            self._seen.add(mark)
            cells.append(cell)

    def says(self, element: str) -> str:
        return compact("".join(self.texts.get(element, ())))

    def row(self) -> Row:
        """Return the row read, its texts mended."""
        cells = {
            element: CellText(_joined(texts, element), tuple(self.places[element]))
            for element, texts in self.texts.items()
        }
        extra = {
            header: CellText(_joined(texts, header), tuple(self.extra_places[header]))
            for header, texts in self.extra.items()
        }
        seq = cells.pop("序号", None)
        return Row(
            number=self.number,
            last_row=self.last_row,
            role=self.role,
            seq=seq.text if seq else "",
            cells=cells,
            extra=extra,
            parent=self.parent,
            joined=tuple(self.joined),
        )


def _joined(texts: list[str], element: str) -> str:
    """Texts of one element as one text.

    A long line that stops without an end is a sentence cut by the page, and goes on in the next
    text; short ones are entries of their own.
    """
    label = element in LABELS
    lines: list[str] = []
    for part in (clean_text(text, label=label) for text in texts):
        if lines and not label and _LONG_LINE <= len(lines[-1]) < _LONGEST_LINE:
            lines[-1:] = clean_text(f"{lines[-1]}\n{part}").split("\n")
        else:
            lines += part.split("\n")
    text = "\n".join(lines)
    return re.sub(r"^(\d+)\.0$", r"\1", text) if element == "序号" else text
