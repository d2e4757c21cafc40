"""Cell text: hard wraps and invisible characters out, every written character kept."""

from __future__ import annotations

import datetime
from functools import cache

from quanze.model.patterns import pattern

_INVISIBLE = pattern("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_BLANK = pattern("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]")
_CONTROL = pattern("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# OOXML writes a carriage return inside a text as _x000D_ (ECMA-376 part 1, 22.9.2.19).
_LINE_END = pattern("_x000[Dd]_\n?|\r\n?|[\x0b\x0c\u0085\u2028\u2029]")
_NOT_WRITTEN = pattern(f"{_INVISIBLE.pattern}|{_CONTROL.pattern}|_x000[Dd]_")
_ODD = pattern(f"{_BLANK.pattern}|{_LINE_END.pattern}|{_NOT_WRITTEN.pattern}")
_SENTENCE_END = "。；;：:！？!?"
_ENUMERATOR = pattern(
    r"\d{1,3}[.．、)）]|[一二三四五六七八九十]{1,3}[、.．]|[（(][\d一二三四五六七八九十]{1,3}[)）]"
    r"|[①-⑳㈠-㈩⑴-⒇]|[【《\[]|第[\d一二三四五六七八九十百零〇]{1,6}[条款项章节]|[（(]第"
)
_LETTER = pattern("[A-Za-z]")


def compact(text: str) -> str:
    """The text without any blank, break, control or invisible character: for comparing."""
    bare = "".join(text.split())
    return _NOT_WRITTEN.sub("", bare) if _NOT_WRITTEN.search(bare) else bare


def clean_text(text: str, *, label: bool = False) -> str:
    """Mend a cell: invisible characters and hard wraps out, other characters untouched.

    A break stays where a sentence ends before it or an enumeration starts after it; an empty line
    between two lines stays. A label (name, type, office) has no breaks at all.
    """
    if _ODD.search(text):
        text = _LINE_END.sub("\n", text)
        text = _CONTROL.sub("", _BLANK.sub(" ", _INVISIBLE.sub("", text)))
    if "\n" not in text:
        return text.strip()
    lines = [line.strip() for line in text.split("\n")]
    result = ""
    blank_between = False
    for line in lines:
        if not line:
            blank_between = bool(result)
            continue
        if not result:
            result = line
        elif not label and _breaks(result, line):
            result += "\n" + line
        elif not label and blank_between:
            result += "\n\n" + line
        else:
            result += (" " if _inside_words(result, line) else "") + line
        blank_between = False
    return result


def _breaks(before: str, after: str) -> bool:
    return before[-1] in _SENTENCE_END or _ENUMERATOR.match(after) is not None


def _inside_words(before: str, after: str) -> bool:
    return bool(_LETTER.match(before[-1]) and _LETTER.match(after[0]))


def value_text(value: object) -> str:
    """A cell value as an office would read it: 1.0 is "1", a date "2024-01-05"."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime.datetime():
            at_midnight = value.time() == datetime.time()
            return value.date().isoformat() if at_midnight else value.isoformat(" ", "minutes")
        case datetime.time():
            return value.isoformat("minutes")
    return str(value)


@cache
def letter(column: int) -> str:
    """The Excel letters of a column counted from 0: 0 is "A", 27 is "AB"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The Excel name of a cell counted from 0: (6, 2) is "C7"."""
    return f"{letter(column)}{row + 1}"
