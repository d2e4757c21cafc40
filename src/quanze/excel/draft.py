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

    def add(self, element: str, text: str, cell: str) -> None:
        _add(self.texts, self.places, element, text, cell)

    def add_extra(self, header: str, text: str, cell: str) -> None:
        _add(self.extra, self.extra_places, header, text, cell)

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


def _add(
    texts: dict[str, list[str]], places: dict[str, list[str]], key: str, text: str, cell: str
) -> None:
    """Note a text once, however often it is written, and every cell that says it."""
    known = texts.setdefault(key, [])
    if all(compact(text) != compact(other) for other in known):
        known.append(text)
    if cell not in places.setdefault(key, []):
        places[key].append(cell)


def _joined(texts: list[str], element: str) -> str:
    """Texts of one element as one text.

    A long line that stops without an end is a sentence cut by the page, and goes on in the next
    text; short ones are entries of their own.
    """
    label = element in LABELS
    text = ""
    for part in (clean_text(text, label=label) for text in texts):
        cut = not label and len(text.rpartition("\n")[2]) >= _LONG_LINE
        text = clean_text(f"{text}\n{part}") if cut else f"{text}\n{part}" if text else part
    return re.sub(r"^(\d+)\.0$", r"\1", text) if element == "序号" else text
