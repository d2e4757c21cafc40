"""Rows of a table: items, sub-items, texts that continue the row above, and the rest."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from quanze.excel.draft import Draft
from quanze.excel.grid import Grid
from quanze.excel.headers import HeaderWords
from quanze.excel.result import PERSONAL, CellText, LostCell, Role, Row
from quanze.excel.table import Table, repeats_header
from quanze.excel.text import cell_name, clean_text, compact, letter
from quanze.model.patterns import pattern

_IDENTITY = (
    "序号", "编码", "基本编码", "子项编码", "类型", "行使主体", "行使层级", "管理事项", "部门",
)  # fmt: skip
"""A row under an item that differs from it in one of these stands for itself."""

_SUB_NAMES = ("子项名称", "业务办理项名称")
_FILLERS = frozenset({"", "无", "/", "-", "—", "——", "－", "\\"})
_NUMBER = pattern(r"[\d０-９.．,，、\-－—_()（）①-⑳A-Za-z#第项号一二三四五六七八九十百零〇]{1,12}")
_TOTAL = pattern(
    r"(?:以上|本表|本页|全部)?(?:合计|总计|共计|小计)"
    r"(?:[:：].{0,80}|共?[\d０-９〇一二三四五六七八九十百千]+[项条个件]?[。.]?)?"
)
_PART = pattern(r"[（(][^（()）]+[)）]")
_MASK = "***"
_BANNER_BREADTH = 3

FOOTER = "表尾或表中的说明行"
TOTAL = "合计行"
REPEATED_HEADER = "重复的表头"
COLUMN_NUMBERS = "栏次行"
BURIED = "被合并单元格遮住的内容"
OUTSIDE = "表格以外的内容"
PERSONAL_DATA = "个人信息"


@dataclass
class RowsResult:
    """The rows of a table and the account of every cell that is in none of them."""

    rows: list[Row] = field(default_factory=list)
    continuations: int = 0
    types: Counter[str] = field(default_factory=Counter)
    lost: list[LostCell] = field(default_factory=list)
    banners: list[str] = field(default_factory=list)
    """Rows that announce the type of the items below them."""
    type_banner: CellText | None = None
    """The type announced last: it holds for a table that follows on the same sheet."""


def mask_people(text: str, words: HeaderWords) -> str:
    """Take the names of people out of a line like 填报人：某某 联系电话：…"""
    labels = "|".join(map(re.escape, sorted(words.personal_labels, key=len, reverse=True)))
    return re.sub(rf"({labels})(\s*[:：]\s*)[^\s:：,，;；。]+", rf"\1\2{_MASK}", text)


def read_rows(
    grid: Grid,
    table: Table,
    words: HeaderWords,
    *,
    type_banner: CellText | None = None,
    sheet_type: str | None = None,
) -> RowsResult:
    """Read the rows of a table.

    `type_banner` is the type announced above the table, `sheet_type` the one in the sheet name;
    they hold for rows of a table that has no column for the type.
    """
    return _Reader(grid, table, words, type_banner, sheet_type).read()


class _Reader:
    def __init__(
        self,
        grid: Grid,
        table: Table,
        words: HeaderWords,
        type_banner: CellText | None,
        sheet_type: str | None,
    ) -> None:
        self.grid, self.table, self.words = grid, table, words
        self.drafts: list[Draft] = []
        self.result = RowsResult(type_banner=type_banner)
        self.sheet_type = CellText(sheet_type, ()) if sheet_type else None
        self.typed = table.kind in ("power", "unknown")
        self.columns = {column.index: column for column in table.columns}
        self.name_column = table.name_column
        self.number_column = table.first("序号")
        self.has_types = table.first("类型") is not None

    def read(self) -> RowsResult:
        for row in range(self.table.header[-1] + 1, self.table.end):
            self._read_row(row)
        self.result.rows = [draft.row() for draft in self.drafts]
        return self.result

    # --- one row ---------------------------------------------------------------------------------

    def _read_row(self, row: int) -> None:
        shown = self._inside(row)
        repeated, differing = self._buried(row)
        if not shown and self.drafts and (repeated or differing):
            self._read_buried(row, repeated, differing)
        elif self._read_shown(row, shown):
            self._keep_buried(row, differing)
        else:
            for column, text in differing.items():
                self._lose(row, column, text, BURIED)

    def _read_shown(self, row: int, shown: dict[int, str]) -> bool:
        """Read what a row shows; whether that belongs to an item."""
        if not shown:
            return False
        if repeats_header(self.grid, row, self.table.header):
            self._lose_all(row, shown, REPEATED_HEADER)
        elif _counts_columns(shown):
            self._lose_all(row, shown, COLUMN_NUMBERS)
        elif self._is_total(shown):
            self._lose_all(row, shown, TOTAL)
        elif self._stands_alone(row, shown):
            self._read_banner(row, shown)
        elif self._is_note(shown):
            self._lose_all(row, shown, FOOTER)
        else:
            self._read_content(row, shown)
            return True
        return False

    def _inside(self, row: int) -> dict[int, str]:
        """The texts of a row under a header or beside such a text; others are lost."""
        shown = self.grid.shown(row)
        inside = {column: text for column, text in shown.items() if column in self.columns}
        if all(self.columns[column].header == f"{letter(column)}列" for column in inside):
            inside = {}
        for column in sorted(shown.keys() - inside.keys()):
            self._lose(row, column, shown[column], OUTSIDE)
        return inside

    def _buried(self, row: int) -> tuple[dict[int, str], dict[int, str]]:
        """Texts beneath merged cells, by column: those that repeat what is shown, and others.

        A copy beneath a cell merged to the left is no text of its column.
        """
        repeated: dict[int, str] = {}
        differing: dict[int, str] = {}
        for column in range(self.grid.width if self.grid.buried else 0):
            if under := self.grid.buried.get((row, column)):
                if compact(under) != compact(self.grid.spread(row, column)):
                    differing[column] = under
                elif self.grid.owners[row, column][1] == column and column in self.columns:
                    repeated[column] = under
        return repeated, differing

    def _read_buried(self, row: int, repeated: dict[int, str], differing: dict[int, str]) -> None:
        """Read a row that shows nothing, as an item is merged over it.

        What lies beneath continues the item, unless it names another body or level: then it is
        left over from another item, and only kept.
        """
        if all(
            column in self.columns and self.columns[column].element not in _IDENTITY
            for column in differing
        ):
            self._continue(row, repeated)
        self._keep_buried(row, differing)

    def _keep_buried(self, row: int, differing: dict[int, str]) -> None:
        """Keep texts beneath merged cells beside those that the item shows."""
        for index, text in differing.items():
            column = self.columns.get(index)
            if column is None:
                self._lose(row, index, text, BURIED)
            elif column.element == PERSONAL:
                self._lose(row, index, text, PERSONAL_DATA)
            else:
                header = f"{column.header}（{BURIED}）"
                self.drafts[-1].add_extra(header, text, cell_name(row, index))

    def _stands_alone(self, row: int, shown: dict[int, str]) -> bool:
        """Whether one text is all a row has, in a place where no item would write it."""
        if len({compact(text) for text in shown.values()}) > 1:
            return False
        column = min(shown)
        if self.grid.breadth(row, column) >= _BANNER_BREADTH or len(shown) >= _BANNER_BREADTH:
            return True
        if column == self.name_column:
            return self.words.type_alone(shown[column]) is not None
        if column == self.number_column:
            return not _is_number(shown[column])
        return column == min(self.columns) and self.name_column is not None

    def _read_banner(self, row: int, shown: dict[int, str]) -> None:
        text = shown[min(shown)]
        if power_type := self.words.type_alone(text):
            cells = tuple(cell_name(row, column) for column in shown)
            self.result.type_banner = CellText(power_type, cells)
            self.result.banners.append(clean_text(text, label=True))
        else:
            self._lose_all(row, shown, FOOTER)

    def _is_total(self, shown: dict[int, str]) -> bool:
        """Whether a row begins with, or has as its name, 合计 or 共计11项."""
        first, name = shown[min(shown)], shown.get(self.name_column or 0, "")
        return any(_TOTAL.fullmatch(compact(text)) for text in (first, name))

    def _is_note(self, shown: dict[int, str]) -> bool:
        """Whether the number column holds words and the name is empty: 填报人：… 合计 …"""
        number = self.number_column
        return (
            number is not None
            and number in shown
            and self.name_column not in shown
            and not _is_number(shown[number])
        )

    def _read_content(self, row: int, shown: dict[int, str]) -> None:
        if self.name_column in shown and not self._names_a_part(shown):
            draft = self._start(row, "item", None)
            self._take(draft, row, shown)
            self._fill(draft, row)
            self._count_item(draft)
            return
        own = {
            column.element: text
            for index, text in shown.items()
            if (column := self.columns[index]).element and column.repeat_of is None
        }
        role = "sub_item" if self.name_column in shown else self._role(own)
        if role is None:
            self._continue(row, shown)
            return
        self._count_continuation(own.get("类型", ""))
        parent = next((d.number for d in reversed(self.drafts) if d.role == "item"), None)
        draft = self._start(row, role, parent)
        self._take(draft, row, shown)
        self._fill(draft, row)

    def _names_a_part(self, shown: dict[int, str]) -> bool:
        """Whether a row without a number has a name such as （变更）: a part of the item above."""
        name = compact(shown.get(self.name_column or 0, ""))
        return (
            any(draft.role == "item" for draft in self.drafts)
            and self.number_column not in shown
            and _PART.fullmatch(name) is not None
        )

    def _role(self, own: dict[str, str]) -> Role | None:
        """What a row without a name is; None if it only continues the row above."""
        if any(own.get(name, "").strip() not in _FILLERS for name in _SUB_NAMES):
            return "sub_item"
        if not self.drafts:
            return "other"
        above = self.drafts[-1]
        differs = any(
            own.get(element) and compact(own[element]) != above.says(element)
            for element in _IDENTITY
        )
        return "other" if differs else None

    def _start(self, row: int, role: Role, parent: int | None) -> Draft:
        draft = Draft(row + 1, role, parent, row + 1)
        self.drafts.append(draft)
        return draft

    def _continue(self, row: int, texts: dict[int, str]) -> None:
        """Join a row into the one above it."""
        above = self.drafts[-1]
        above.joined.append(row + 1)
        above.last_row = max(above.last_row, row + 1)
        self._take(above, row, texts)
        types = [t for c, t in texts.items() if self.columns[c].element == "类型"]
        self._count_continuation("".join(types))

    def _take(self, draft: Draft, row: int, texts: dict[int, str]) -> None:
        """Put the texts of a row where their columns say."""
        for index, text in texts.items():
            column, cell = self.columns[index], cell_name(row, index)
            last = self.grid.spans.get((row, index), (row, index))[0]
            if column.element == "名称" or index == self.name_column:
                draft.last_row = max(draft.last_row, last + 1)
            if column.element == PERSONAL:
                self.result.lost.append(LostCell(cell, _MASK, PERSONAL_DATA))
            elif column.element is None:
                draft.add_extra(column.header, text, cell)
            elif column.shares_header:
                self._share(draft, text, cell)
            elif column.repeat_of is not None and not self._repeats(draft, column.element, text):
                draft.add_extra(column.header, text, cell)
            else:
                draft.add(column.element, text, cell)

    @staticmethod
    def _repeats(draft: Draft, element: str, text: str) -> bool:
        """Whether a repeated column says what the first one says, or alone says something."""
        known = draft.texts.get(element, [])
        return not known or any(compact(text) == compact(other) for other in known)

    def _share(self, draft: Draft, text: str, cell: str) -> None:
        """Share a cell that holds level and authority in one text between the two.

        A text that goes on after the level is kept whole as the authority.
        """
        level, rest = split_level(text, self.words)
        if level:
            draft.add("行使层级", level, cell)
        if rest:
            draft.add("权限划分", text, cell)

    def _fill(self, draft: Draft, row: int) -> None:
        """Give a row what a cell merged over it and rows above says."""
        for index, column in self.columns.items():
            owner = self.grid.owners.get((row, index))
            if not owner or owner[1] != index or owner[0] <= self.table.header[-1]:
                continue
            if draft.role != "item" and (column.element == "序号" or index == self.name_column):
                continue
            if column.element == PERSONAL or not (text := self.grid.text(*owner)):
                continue
            self._take_filled(draft, index, text, owner)

    def _take_filled(self, draft: Draft, index: int, text: str, owner: tuple[int, int]) -> None:
        column, cell = self.columns[index], cell_name(*owner)
        if column.element is None:
            draft.add_extra(column.header, text, cell)
        elif column.shares_header:
            self._share(draft, text, cell)
        elif column.repeat_of is None:
            draft.add(column.element, text, cell)

    def _count_item(self, draft: Draft) -> None:
        given = self.result.type_banner or (None if self.has_types else self.sheet_type)
        if "类型" not in draft.texts and given and self.typed:
            draft.texts["类型"] = [given.text]
            draft.places["类型"] = list(given.cells)
        self.result.types[draft.says("类型")] += 1

    def _count_continuation(self, own_type: str) -> None:
        given = self.result.type_banner or self.sheet_type
        if self.has_types or not self.typed:
            given = None
        self.result.continuations += 1
        self.result.types[compact(own_type) or (given.text if given else "")] += 1

    def _lose(self, row: int, column: int, text: str, reason: str) -> None:
        known = self.columns.get(column)
        if known and known.element == PERSONAL and reason != REPEATED_HEADER:
            text = _MASK
        self.result.lost.append(
            LostCell(cell_name(row, column), mask_people(text, self.words), reason)
        )

    def _lose_all(self, row: int, shown: dict[int, str], reason: str) -> None:
        for column, text in shown.items():
            self._lose(row, column, text, reason)


def split_level(text: str, words: HeaderWords) -> tuple[str, str]:
    """The level a text begins with and what follows it: 地州市级。负责… is (地州市级, 负责…)."""
    flat = clean_text(text, label=True)
    level = "|".join(map(re.escape, words.levels))
    found = re.match(rf"((?:{level})(?:[、，,/和及]*(?:{level}))*)(?:[。；;，,：:\s]+|$)", flat)
    return (found[1], flat[found.end() :]) if found else ("", flat)


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(compact(text)) is not None


def _counts_columns(shown: dict[int, str]) -> bool:
    """Whether a row numbers the columns: 1 2 3 4 …"""
    texts = [compact(text) for text in shown.values()]
    return len(texts) >= _BANNER_BREADTH and texts == [str(n + 1) for n in range(len(texts))]
