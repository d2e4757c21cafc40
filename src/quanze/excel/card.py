"""The card form: one card an item, labels left, values right, cards stacked on a sheet."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from quanze.excel.draft import LABELS
from quanze.excel.grid import Grid
from quanze.excel.headers import HeaderWords
from quanze.excel.result import PERSONAL, CellText, Column, Kind, LostCell, Row, SheetResult
from quanze.excel.rows import PERSONAL_DATA, mask_people
from quanze.excel.table import NAME_ELEMENTS
from quanze.excel.text import cell_name, clean_text, compact, letter

_FEWEST_LABELS = 3
_SEARCHED_ROWS = 60
"""Enough for the longest card: all labels of a sheet of cards come in its first card."""
NOT_PLACED = "卡片中没有标签的内容"
_MASK = "***"


def is_cards(grid: Grid, words: HeaderWords, widest_header: int) -> bool:
    """Whether labels stand below each other rather than side by side.

    `widest_header` is the number of header words in the row that has most of them.
    """
    below: dict[int, set[str]] = defaultdict(set)
    for row in range(min(_SEARCHED_ROWS, len(grid.rows))):
        for column, text in grid.shown(row).items():
            if words.knows(text):
                below[column].add(compact(text))
    longest = max((len(labels) for labels in below.values()), default=0)
    return (longest >= _FEWEST_LABELS and longest > widest_header) or _alternates(grid, words)


def _alternates(grid: Grid, words: HeaderWords) -> bool:
    """Whether labels take turns with their values in every row, as on a card of two rows.

    A single row could as well be a header with unknown words.
    """
    rows = [
        [words.knows(text) for text in grid.shown(row).values()] for row in range(len(grid.rows))
    ]
    wide = [row for row in rows if len(row) > 1]
    taking_turns = all(row == [n % 2 == 0 for n in range(len(row))] for row in wide)
    return taking_turns and len(wide) > 1 and max(map(sum, wide)) > 1


@dataclass
class _Card:
    number: int
    last_row: int
    texts: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    extra: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))


def read_cards(grid: Grid, words: HeaderWords) -> SheetResult:
    """Read the cards of a sheet; a new card begins where the label of the name comes again."""
    return _CardReader(grid, words).read()


class _CardReader:
    def __init__(self, grid: Grid, words: HeaderWords) -> None:
        self.grid, self.words = grid, words
        headers = [text for _, _, text in grid.cells() if words.knows(text)]
        self.kind: Kind = words.kind(headers)
        self.cards: list[_Card] = []
        self.columns: dict[str, Column] = {}
        self.titles: list[str] = []
        self.lost: list[LostCell] = []
        self.label_columns = self._label_columns()
        self.opening = self._opening()

    def read(self) -> SheetResult:
        for row in range(len(self.grid.rows)):
            self._read_row(row)
        for row, column in sorted(self.grid.buried):
            text = self.grid.buried[row, column]
            if compact(text) != compact(self.grid.spread(row, column)):
                self._lose(row, column, text)
        rows = tuple(self._row(card) for card in self.cards)
        types = Counter(
            compact(row.cells["类型"].text) if "类型" in row.cells else "" for row in rows
        )
        return SheetResult(
            name=self.grid.name,
            kind=self.kind,
            form="card",
            header_row=None,
            columns=tuple(self.columns.values()),
            rows=rows,
            types=dict(types),
            lost=tuple(self.lost),
            titles=tuple(self.titles),
            hidden=self.grid.hidden,
        )

    def _element(self, text: str) -> str | None:
        pair = self.words.pair(text)
        if pair:
            return pair[0]
        meaning = self.words.meaning(text, self.kind)
        return meaning.elements[0][0] if meaning and meaning.elements else None

    def _label_columns(self) -> set[int]:
        counts: Counter[int] = Counter()
        for row in range(len(self.grid.rows)):
            for column, text in self.grid.shown(row).items():
                counts[column] += self.words.knows(text)
        return {column for column, count in counts.items() if count >= _FEWEST_LABELS}

    def _opening(self) -> str:
        """The element whose label begins a card: the first label of the sheet that comes again
        as often as the name does.
        """
        order: list[str] = []
        for row in range(len(self.grid.rows)):
            for text in self.grid.shown(row).values():
                element = self._element(text) if self.words.knows(text) else None
                if element:
                    order.append(element)
        counts = Counter(order)
        name = next((e for e in NAME_ELEMENTS if counts[e]), order[0])
        return next(element for element in order if counts[element] >= counts[name])

    def _read_row(self, row: int) -> None:
        shown = self.grid.shown(row)
        if not shown:
            return
        label = self._label_over(row)
        if label is None and not any(self._is_label(c, t, shown) for c, t in shown.items()):
            if len(shown) == 1 and not self.cards:
                self.titles.append(mask_people(clean_text(*shown.values()), self.words))
            else:
                for column, text in shown.items():
                    self._lose(row, column, text)
            return
        for column, text in shown.items():
            if self._is_label(column, text, shown):
                label = text
                self._begin(row, column, label)
            elif label is None or not self.cards:
                self._lose(row, column, text)
            else:
                self._put(row, column, label, text)

    def _label_over(self, row: int) -> str | None:
        """The label merged over this row from a row above."""
        labels = [
            self.grid.text(*owner)
            for column in range(self.grid.width)
            if (owner := self.grid.owners.get((row, column))) and owner[0] < row
        ]
        known = [text for text in labels if self.words.knows(text)]
        return known[-1] if known else None

    def _is_label(self, column: int, text: str, shown: dict[int, str]) -> bool:
        if self.words.knows(text):
            return True
        # A label nobody knows: a short text in the column of labels with a value beside it.
        return (
            column in self.label_columns
            and len(compact(text)) <= 12
            and any(other > column for other in shown)
            and not any(self.words.knows(t) for c, t in shown.items() if c > column)
        )

    def _begin(self, row: int, column: int, label: str) -> None:
        element = self._element(label)
        if not self.cards or (element == self.opening and self.opening in self.cards[-1].texts):
            self.cards.append(_Card(row + 1, row + 1))
        header = clean_text(label, label=True)
        if element == self.opening:
            self.cards[-1].texts.setdefault(self.opening, [])
        self.columns.setdefault(header, Column(column, header, element, letter(column)))

    def _put(self, row: int, column: int, label: str, text: str) -> None:
        card, cell = self.cards[-1], cell_name(row, column)
        last = self.grid.spans.get((row, column), (row, column))[0]
        card.last_row = max(card.last_row, last + 1)
        element = self._element(label)
        if element == PERSONAL:
            self.lost.append(LostCell(cell, _MASK, PERSONAL_DATA))
        elif element:
            card.texts[element].append((text, cell))
        else:
            card.extra[clean_text(label, label=True)].append((text, cell))

    def _lose(self, row: int, column: int, text: str) -> None:
        self.lost.append(
            LostCell(cell_name(row, column), mask_people(text, self.words), NOT_PLACED)
        )

    @staticmethod
    def _row(card: _Card) -> Row:
        def texts(parts: list[tuple[str, str]], label: bool) -> CellText:
            text = "\n".join(clean_text(part, label=label) for part, _ in parts)
            return CellText(text, tuple(cell for _, cell in parts))

        cells = {
            element: texts(parts, element in LABELS)
            for element, parts in card.texts.items()
            if parts
        }
        seq = cells.pop("序号", None)
        return Row(
            number=card.number,
            last_row=card.last_row,
            role="item",
            seq=seq.text if seq else "",
            cells=cells,
            extra={header: texts(parts, False) for header, parts in card.extra.items()},
        )
