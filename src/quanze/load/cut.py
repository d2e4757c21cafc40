"""A list file cut into its entries by lines alone, without reading the YAML.

Only where the lines leave no doubt: a text that may hold a value of several lines in quotes or brackets,
or anything else that lines do not show, is not cut. See docs/dev/decisions/0018.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

from quanze.load.encoding import invisible_break
from quanze.model.patterns import pattern


class Cut(NamedTuple):
    """A list file: its parts together are its text."""

    head: str
    """What stands before the list: the department, what is shared."""
    opening: str = ""
    """The line with the list's key, and comments before the first entry."""
    blocks: tuple[str, ...] = ()
    """One for each entry of the list, with the comments and empty lines after it."""
    tail: str = ""

    @property
    def context(self) -> tuple[str, str]:
        """What is not of the list."""
        return self.head, self.tail

    def only(self, kept: list[int]) -> str:
        """Return the text with some of its entries; without the list where there are none."""
        listed = "".join([self.opening, *(self.blocks[index] for index in kept)] if kept else [])
        return self.head + listed + self.tail


def cut(data: bytes, key: str) -> Cut | None:
    """Cut a file at the entries of the list under a key; None where its lines do not tell them.

    For every text that is YAML and is cut, each block is one entry: it means the same wherever the
    other blocks are left out.
    """
    text = _text(data)
    if text is None or not _top_level(text, key) or not lines_are_closed(text):
        return None
    start = f"\n{text}".find(f"\n{key}:")
    if start < 0:
        return Cut(text)
    head = _OPENING_LINE.match(text, start + len(key))
    if head is None:
        return None
    end = _TOP_KEY.search(text, head.end())
    return _cut_list(text, start, head.end(), end.start() + 1 if end else len(text))


def _text(data: bytes) -> str | None:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    text = text.replace("\r\n", "\n")
    strange = "\r" in text or "\t" in text or text.startswith("\ufeff") or invisible_break(text)
    return None if strange else text


# Patterns begin with the line break rather than with ^: it is found five times as fast.
_TOP_LINE: Final = pattern(r"\n([^ \n#].*)")
_TOP_KEY: Final = pattern(r"\n\w")
_OPENING_LINE: Final = pattern(r":(?: *| +\[\] *)(?: #.*)?(?=\n|\Z)")
_KEY_LINE: Final = pattern(r"\w+:(?: .*)?|-(?: .*)?")
_FIRST_LINE: Final = pattern(r"(?: *(?:#.*)?\n)*\w+:")


def _top_level(text: str, key: str) -> bool:
    """Whether the text is one mapping from its first line on, with the key at most once."""
    lines = _TOP_LINE.findall("\n" + text)
    return (
        _FIRST_LINE.match(text) is not None
        and all(_KEY_LINE.fullmatch(line) for line in lines)
        and sum(line.startswith(f"{key}:") for line in lines) <= 1
    )


_OPENING: Final = pattern(r"[\"'\[{&*!?@%`](?<=[ \n].)")
"""Where something may begin that does not end with its line."""

_WORDS = r"[^\s\"'\[\]{}&*!|>?@%`#,:\-](?:[^:]|:(?! |$))*+"
_QUOTED = r"(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^']|'')*+')"
_INNER = rf"(?:[^\[\]{{}}\"'#&*!|>%@`\\]|{_QUOTED})*+"
_VALUE = rf"(?:{_QUOTED}|\[{_INNER}\]|\{{{_INNER}\}}|[|>].*|{_WORDS})"
_CLOSED_LINE: Final = pattern(
    rf" *+(?:#.*|(?:- ++)*+(?:{_WORDS}(?::(?: ++|$){_VALUE}?)?|{_VALUE})?(?: ++#.*| *+))"
)
"""A line that ends all that it begins: a key, a value, a comment. Nothing is tried twice: a line may
be as long as a file, and hostile."""


def lines_are_closed(text: str) -> bool:
    """Whether no line leaves a quote or a bracket open, or holds an anchor or a tag."""
    end = -1
    for found in _OPENING.finditer("\n" + text):
        at = found.start() - 1
        if at >= end:
            start = text.rfind("\n", 0, at) + 1
            end = text.find("\n", at)
            end = end if end >= 0 else len(text)
            if not _CLOSED_LINE.fullmatch(text, start, end):
                return False
    return True


_FIRST_CONTENT: Final = pattern(r"\n( *)[^ \n#]")


def _cut_list(text: str, key: int, start: int, stop: int) -> Cut | None:
    """Cut at every entry of the list that is written from `start` to `stop`."""
    first = _FIRST_CONTENT.search(text, start, stop)
    if first is None:
        return Cut(text)
    depth = len(first.group(1))
    outside = re.compile(rf"\n {{0,{depth}}}(?![ \n#]|\Z)")
    starts = []
    for line in outside.finditer(text, first.start(), stop):
        if not _is_entry(text, line.end(), line.end() - line.start() == depth + 1):
            return None
        starts.append(line.start() + 1)
    blocks = tuple(text[one:other] for one, other in pairwise((*starts, stop)))
    return Cut(text[:key], text[key : starts[0]], blocks, text[stop:])


def _is_entry(text: str, at: int, in_column: bool) -> bool:
    return in_column and text[at] == "-" and text[at + 1 : at + 2] in (" ", "\n", "")
