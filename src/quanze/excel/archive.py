"""Looking into a workbook's zip before the reader opens it: bombs, extents, unseen cells."""

from __future__ import annotations

import html
import io
import re
import zipfile

from quanze.model.patterns import pattern

MAX_FILE_BYTES = 256 * 2**20
MAX_UNPACKED_BYTES = 2**30
MAX_RATIO = 400
RATIO_COUNTS_FROM = 64 * 2**20
"""Small files of one repeated text pack extremely well, and do no harm."""
MAX_CELLS = 20_000_000
MAX_TEXT_BYTES = 512 * 2**20
"""What the shared texts of a sheet may come to where the cells refer to them."""

LOCKED = "工作簿有打开密码，请去掉密码后再导入"
DAMAGED = "工作簿已损坏，打不开"
IS_WORD = "不是 Excel 文件：内容是 Word 文档，请把表格复制到 Excel 中再导入"

# No pattern may look further than the next < or >: hostile XML must not cost quadratic time.
_CELL_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_CELL_START = re.compile(rb"<(?:\w+:)?c\s([^<>]*[^<>/])>")
_CELL_END = re.compile(rb"</(?:\w+:)?c>")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^<>]*>([^<]*)</")
_SHEET = pattern(r"<(?:\w+:)?sheet\s([^<>]*)>")
_RELATION = pattern(r"<(?:\w+:)?Relationship\s([^<>]*)>")
_ATTRIBUTE = pattern(r"""(?<![\w:])([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class Unreadable(Exception):
    """A file that cannot be opened as a workbook; the text says why, in Chinese."""


def inspect_zip(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Refuse zip bombs and sheets of absurd extent; find cells the reader would show as empty.

    The reader gives nothing for error values (#REF!) and for formulas that were never
    calculated; both are content. Result: sheet name -> place -> text.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bomb(archive, len(data))
            if "word/document.xml" in archive.namelist():
                raise Unreadable(IS_WORD)
            longest = _longest_shared_text(archive)
            found = {}
            for name, part in _sheet_parts(archive):
                xml = archive.read(part)
                if longest * xml.count(b't="s"') > MAX_TEXT_BYTES:
                    raise Unreadable(f"工作表“{name}”的文字展开后过大，没有读取")
                found[name] = _inspect_sheet(xml, name)
            return found
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError) as error:
        raise Unreadable(DAMAGED) from error
    except RuntimeError as error:  # zipfile's word for an encrypted member
        raise Unreadable(LOCKED) from error
    except Exception as error:
        if isinstance(error, Unreadable):
            raise
        # zlib.error and odd encodings: whatever the archive holds, it is no sound workbook.
        raise Unreadable(DAMAGED) from error


def _refuse_bomb(archive: zipfile.ZipFile, packed: int) -> None:
    unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > MAX_UNPACKED_BYTES or (
        unpacked > RATIO_COUNTS_FROM and unpacked > MAX_RATIO * packed
    ):
        raise Unreadable("压缩包展开后过大，疑似恶意文件，没有打开")


def _longest_shared_text(archive: zipfile.ZipFile) -> int:
    """One text that thousands of cells refer to is a bomb; 1 where no text is long."""
    part = "xl/sharedStrings.xml"
    if part not in archive.namelist():
        return 1
    return max(len(piece) for piece in re.split(rb"</(?:\w+:)?si>", archive.read(part)))


def _attributes(text: str) -> dict[str, str]:
    return {
        name.split(":")[-1]: html.unescape(double or single)
        for name, double, single in _ATTRIBUTE.findall(text)
    }


def _sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Sheet name and the path of its XML part; none for other kinds of zip (xlsb, ods)."""
    names = set(archive.namelist())
    book, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if book not in names or relations not in names:
        return []
    targets = {}
    for match in _RELATION.finditer(archive.read(relations).decode("utf-8", "replace")):
        attributes = _attributes(match[1])
        target = attributes.get("Target", "")
        targets[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    sheets = []
    for match in _SHEET.finditer(archive.read(book).decode("utf-8", "replace")):
        attributes = _attributes(match[1])
        part = targets.get(attributes.get("id", ""), "")
        if part in names:
            sheets.append((attributes.get("name", ""), part))
    return sheets


def _inspect_sheet(xml: bytes, name: str) -> dict[tuple[int, int], str]:
    last_row = last_column = 0
    for letters, digits in set(_CELL_PLACE.findall(xml)):
        last_row = max(last_row, int(digits))
        last_column = max(last_column, _column_number(letters))
    if last_row * (last_column + 1) > MAX_CELLS:
        raise Unreadable(f"工作表“{name}”的范围过大，没有读取")
    if b't="e"' not in xml and b"<f" not in xml and b":f" not in xml:
        return {}
    found = {}
    for until_end in _CELL_END.split(xml)[:-1]:
        # A cell that is closed begins at the last start before its end.
        start = next(reversed(list(_CELL_START.finditer(until_end))), None)
        place = _CELL_PLACE.search(start[1]) if start else None
        if start and place and (text := _unseen(start[1], until_end[start.end() :])):
            found[int(place[2]) - 1, _column_number(place[1])] = text
    return found


def _column_number(letters: bytes) -> int:
    number = 0
    for character in letters.upper():
        number = number * 26 + character - ord("A") + 1
    return number - 1


def _unseen(attributes: bytes, inside: bytes) -> str:
    value = _VALUE.search(inside)
    if value and (value[1] or b't="str"' in attributes):  # an empty number was never calculated
        return value[1].decode("utf-8", "replace") if b't="e"' in attributes else ""
    formula = _FORMULA.search(inside)
    return "=" + html.unescape(formula[1].decode("utf-8", "replace")) if formula else ""
