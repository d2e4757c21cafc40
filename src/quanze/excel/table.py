"""Finding tables in a sheet: header rows, and the columns under them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from quanze.excel.grid import Grid
from quanze.excel.headers import LONGEST_HEADER, HeaderWords, normal_header, unit_hint
from quanze.excel.result import PERSONAL, Column, Kind
from quanze.excel.text import clean_text, compact, letter

SEARCHED_ROWS = 15
_FEWEST_WORDS = 2
_FEWEST_WORDS_LATER = 3
NAME_ELEMENTS = ("名称", "管理事项", "子项名称", "业务办理项名称", "部门")


@dataclass(frozen=True)
class Table:
    """A table of a sheet, rows and columns counted from 0; `end` is the row after its last."""

    kind: Kind
    header: tuple[int, ...]
    """The header rows."""
    columns: tuple[Column, ...]
    end: int

    def first(self, element: str) -> int | None:
        """The index of the first column of an element."""
        return next((c.index for c in self.columns if c.element == element), None)

    @property
    def name_column(self) -> int | None:
        """The column that makes a row an item: the name, or the first that is no number."""
        for element in NAME_ELEMENTS:
            if (index := self.first(element)) is not None:
                return index
        return next((c.index for c in self.columns if c.element != "序号"), None)


def header_rows(grid: Grid, words: HeaderWords) -> list[tuple[int, ...]]:
    """The header rows of every table in a sheet, in order; empty when there is no table.

    The first stands in the first rows; others below it are headers of further tables only if
    they differ from the one before (a header repeated on each printed page is no new table).
    """
    found: list[tuple[int, ...]] = []
    row = 0
    best = _best_row(grid, words)
    if best is not None:
        found.append(_with_second_row(grid, best, words))
        row = found[0][-1] + 1
    while row < len(grid.rows):
        if _starts_later_table(grid, row, words) and not (
            found and repeats_header(grid, row, found[-1])
        ):
            found.append(_with_second_row(grid, row, words))
            row = found[-1][-1]
        row += 1
    return found


def _best_row(grid: Grid, words: HeaderWords) -> int | None:
    """The one of the first rows with most header words, the upper of equals."""
    rows = range(min(SEARCHED_ROWS, len(grid.rows)))
    counts = {row: len(header_words(grid, row, words)) for row in rows}
    best = max(counts, key=lambda row: (counts[row], -row), default=None)
    return best if best is not None and counts[best] >= _FEWEST_WORDS else None


def _starts_later_table(grid: Grid, row: int, words: HeaderWords) -> bool:
    """Whether a row is so plainly a header that it may stand among the rows of a table."""
    found = len(header_words(grid, row, words))
    return found >= _FEWEST_WORDS_LATER and 3 * found >= 2 * sum(map(bool, grid.rows[row]))


def repeats_header(grid: Grid, row: int, header: tuple[int, ...]) -> bool:
    """Whether a row below a header says the same as one of the header's rows."""
    shown = grid.shown(row)
    return any(
        shown.keys() == (said := grid.shown(above)).keys()
        and all(compact(text) == compact(said[column]) for column, text in shown.items())
        for above in header
    )


def header_words(grid: Grid, row: int, words: HeaderWords) -> set[str]:
    """The header words of a row that can be a header: at least half its cells are such words."""
    texts = {normal_header(text) for text in grid.rows[row] if text and len(text) <= LONGEST_HEADER}
    cells = sum(map(bool, grid.rows[row]))
    if len(texts) < _FEWEST_WORDS or 2 * len(texts) < cells:
        return set()
    known = {text for text in texts if words.knows(text)}
    return known if 2 * len(known) >= len(texts) else set()


def _with_second_row(grid: Grid, best: int, words: HeaderWords) -> tuple[int, ...]:
    """The best header row with the row above or below that belongs to it, if one does."""
    if best + 1 < len(grid.rows) and _divides(grid, best, best + 1):
        return best, best + 1
    if best > 0 and _divides(grid, best - 1, best) and header_words(grid, best - 1, words):
        return best - 1, best
    return (best,)


def _divides(grid: Grid, upper: int, lower: int) -> bool:
    """Whether the lower row only names the parts of wide cells of the upper row."""
    below = grid.shown(lower)
    if len(below) < 2 or any(len(text) > LONGEST_HEADER for text in below.values()):
        return False
    wide: set[int] = set()
    for column in grid.shown(upper):
        breadth = grid.breadth(upper, column)
        while breadth == 1 and _open_right(grid, upper, column + breadth):
            breadth += 1
        if breadth > 1:
            wide |= set(range(column, column + breadth))
    return len(grid.shown(upper)) > 1 and below.keys() <= wide


def _open_right(grid: Grid, row: int, column: int) -> bool:
    """Whether a cell to the right of a header is empty while the row below has text there."""
    return (
        not grid.text(row, column)
        and (row, column) not in grid.owners
        and bool(grid.text(row + 1, column))
    )


def build_table(
    grid: Grid, header: tuple[int, ...], end: int, words: HeaderWords, titles: str = ""
) -> Table:
    """The table under a header, its columns named and mapped."""
    used = {column for row in range(header[-1] + 1, end) for column in grid.shown(row)}
    width = max(used | {c for row in header for c in grid.shown(row)}, default=-1) + 1
    texts = _header_texts(grid, header, width)
    kind = words.kind((text for text in texts if text), titles)
    columns = _paired(grid, header, texts, words)
    columns = _mapped(columns, kind, words)
    return Table(kind, header, _uniquely_named(_kept(columns, used)), end)


def _kept(columns: list[Column], used: set[int]) -> list[Column]:
    """The columns with a header or a text, without what stands apart to the right.

    Beyond an empty column there are choices for drop-downs and scraps, not columns of the table.
    """
    kept: list[Column] = []
    for column in columns:
        headed = bool(column.header or column.element)
        beside = bool(kept) and kept[-1].index == column.index - 1
        later = any(other.header for other in columns[column.index :])
        if headed or (column.index in used and (beside or later)):
            kept.append(column)
    return kept


def _header_texts(grid: Grid, header: tuple[int, ...], width: int) -> list[str]:
    """One header a column; parts of a divided header as upper/lower."""
    result = []
    for column in range(width):
        if len(header) == 1:
            result.append(clean_text(grid.text(header[0], column), label=True))
            continue
        upper = grid.spread(header[0], column)
        lower = grid.text(header[1], column)
        if not upper and lower:
            upper = next((t for c in range(column, -1, -1) if (t := grid.spread(header[0], c))), "")
        parts = [clean_text(part, label=True) for part in (upper, lower) if part]
        result.append("/".join(parts))
    return result


def _paired(
    grid: Grid, header: tuple[int, ...], texts: list[str], words: HeaderWords
) -> list[Column]:
    """Columns with the headers that stand over two columns shared out."""
    columns: list[Column] = []
    for index, text in enumerate(texts):
        before = columns[-1] if columns else None
        pair = words.pair(text) if text else None
        plain = Column(index, text, None, letter(index), unit_hint(text))
        if before and before.shares_header and (not text or _same(text, before.header)):
            second = (words.pair(before.header) or ("", ""))[1]
            columns[-1] = replace(before, shares_header=False)
            columns.append(replace(plain, header=before.header, element=second))
        elif pair:
            columns.append(replace(plain, element=pair[0], shares_header=True))
        elif not text and before and (owner := grid.owners.get((header[0], index))) and (
            owner[0] == header[0] and owner[1] < index and texts[owner[1]]
        ):  # fmt: skip
            columns.append(replace(plain, header=texts[owner[1]], repeat_of=owner[1]))
        else:
            columns.append(plain)
    return [_alone(column) for column in columns]


def _alone(column: Column) -> Column:
    """Of two elements over one column only level and authority can be told apart in a cell."""
    return replace(column, shares_header=column.shares_header and column.element == "行使层级")


def _same(one: str, other: str) -> bool:
    return normal_header(one) == normal_header(other)


def _mapped(columns: list[Column], kind: Kind, words: HeaderWords) -> list[Column]:
    """Columns with their elements; one element has one column and the repeats of its header."""
    first: dict[str, int] = {}
    repeats: dict[int, int] = {}
    for column in columns:
        key = normal_header(column.header)
        if column.repeat_of is not None:
            repeats[column.index] = column.repeat_of
        elif key and column.element is None:
            if key in first:
                repeats[column.index] = first[key]
            first.setdefault(key, column.index)
    elements = _assigned(columns, set(first.values()), kind, words)
    result = []
    for column in columns:
        repeat_of = repeats.get(column.index)
        source = column.index if repeat_of is None else repeat_of
        element = column.element or elements.get(source)
        result.append(replace(column, element=element, repeat_of=repeat_of))
    return result


def _assigned(
    columns: list[Column], own: set[int], kind: Kind, words: HeaderWords
) -> dict[int, str]:
    """Share the elements out: the word that stands first in the table of words wins."""
    taken = {column.element for column in columns if column.element}
    wishes = {
        column.index: list(meaning.elements)
        for column in columns
        if column.index in own and (meaning := words.meaning(column.header, kind))
    }
    assigned: dict[int, str] = {}
    while any(wishes.values()):
        _, index = min((places[0][1], index) for index, places in wishes.items() if places)
        element = wishes[index].pop(0)[0]
        if element not in taken or element == PERSONAL:
            assigned[index] = element
            taken.add(element)
            wishes[index] = []
    return assigned


def _uniquely_named(columns: list[Column]) -> tuple[Column, ...]:
    """Give every column its own header: repeats become 备注#2, none becomes P列."""
    seen: Counter[str] = Counter()
    result = []
    for column in columns:
        header = column.header or f"{column.letter}列"
        seen[header] += 1
        number = seen[header]
        result.append(replace(column, header=header if number == 1 else f"{header}#{number}"))
    return tuple(result)
