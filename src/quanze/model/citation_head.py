"""The head of a citation: label, title and version note, found by position and never by guess."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from quanze.model.law_rank import is_label
from quanze.model.patterns import pattern

__all__ = ["NUMBERING", "Head", "Span", "read_head"]

_OPEN_LABEL: Final = "【[［（(〔"
_CLOSE_LABEL: Final = "】]］）)〕"
# The opening bracket is lost in some real cells (法律】《...》).
_LABEL: Final = pattern(
    rf"[{re.escape(_OPEN_LABEL)}]?\s*(?P<word>[^\s{re.escape(_OPEN_LABEL + _CLOSE_LABEL)}《》：:，。]"
    rf"{{2,12}})\s*[{re.escape(_CLOSE_LABEL)}]"
)
_LABEL_BEFORE_COLON: Final = pattern(r"(?P<word>[一-龥]{2,8})\s*[：:](?=\s*《)")
NUMBERING: Final = pattern(
    r"(?:[（(]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[）)]|"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[.．、,，)）]|[①-⑳⒈-⒛])(?!\d)"
)
# 《...法》实施细则》 has lost its first mark; the title goes on to the second closing mark.
_LOST_OPENING: Final = pattern(r"[一-龥]{2,10}》")
# 【规范性文件】省政府办公厅《关于...的通知》: the issuer stands before the title.
_ISSUER: Final = pattern(r"[^《》“”：:。\n]{1,60}(?=《)")
# 【法规】自治区实施《...法》办法（2008年...）: the title has no marks of its own.
_BARE_TITLE: Final = pattern(
    r"[^\n。：:“”（(]{1,100}?(?:法|条例|办法|规定|细则|规则|决定|通知|意见)(?=》?\s*[（(])"
)
_AFTER_TITLE: Final = pattern(r"\s*(?:[（(：:。]|第[^条\s]{1,12}条|$)", re.M)
_ARTICLE: Final = pattern(r"\s*第[^条\s]{1,12}条")
_TITLE_STOP: Final = pattern(r"[》（(]")
_QUOTE_STOP: Final = pattern(r"[：:“]")
# Heads are short; the limits also keep hostile text from being read again and again.
_LONGEST_TITLE: Final = 300
_DEEPEST: Final = 6
_MOST_REPEATED: Final = 3
_LONGEST_NOTE: Final = 600
_NEW_BLOCK: Final = pattern(r"\s*(?:第[^条\s]{1,12}条|[【《])")


class Span(NamedTuple):
    start: int
    end: int


class Head(NamedTuple):
    """Where the parts of a head stand in the text; `end` is where it stops.

    `label` and `title` are spans of the words inside their marks, `version` with its brackets.
    """

    start: int
    label: Span | None
    title: Span | None
    version: Span | None
    end: int


_LEAD: Final = pattern(r"(?:依据|根据|按照|依照)\s*[：:]?\s*(?=《)")


def read_head(text: str, start: int = 0) -> Head:
    """Read numbering, label, title and version note from `start`; each of them may be missing."""
    at = start
    for _ in range(_MOST_REPEATED):
        if found := NUMBERING.match(text, _skip(text, at)):
            at = found.end()
    # Only at the head of a cell: inside one, 根据《…》 is a sentence of the article quoted.
    if start == 0 and (lead := _LEAD.match(text, _skip(text, at))):
        at = lead.end()
    label: Span | None = None
    for _ in range(_MOST_REPEATED):  # 【法律】【法律】
        again, at = _label(text, at)
        label = again or label
    title, title_end = _title(text, _skip(text, at), labelled=label is not None)
    if title is None:
        return Head(start, label, None, None, at)
    note_start = _skip(text, title_end)
    if text[note_start : note_start + 1] == "》":
        note_start = _skip(text, note_start + 1)
    note_end = _version_end(text, note_start)
    if note_end == note_start:
        return Head(start, label, title, None, title_end)
    return Head(start, label, title, Span(note_start, note_end), note_end)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _label(text: str, start: int) -> tuple[Span | None, int]:
    at = _skip(text, start)
    found = _LABEL.match(text, at) or _LABEL_BEFORE_COLON.match(text, at)
    if found is None:
        return None, start
    # Only a known word counts where the bracket is round or missing, or no title follows.
    bare = text[at] not in "【[［"
    after = _skip(text, found.end())
    if (bare or text[after : after + 1] != "《") and not is_label(found["word"]):
        return None, start
    return Span(*found.span("word")), found.end()


def _title(text: str, at: int, *, labelled: bool) -> tuple[Span | None, int]:
    """The words of the title, and the offset after its closing mark."""
    if text[at : at + 1] == "《":
        return _marked_title(text, at)
    if not labelled:
        return None, at
    if issuer := _ISSUER.match(text, at):
        title, end = _marked_title(text, issuer.end())
        if _AFTER_TITLE.match(text, end):
            return title, end
    if bare := _BARE_TITLE.match(text, at):
        return Span(*bare.span()), bare.end()
    return None, at


def _marked_title(text: str, start: int) -> tuple[Span | None, int]:
    depth = 0
    for at, c in _marks(text, start, "《》\n"):
        if c == "\n" or at - start > _LONGEST_TITLE:
            break
        depth += 1 if c == "《" else -1
        if depth > _DEEPEST:
            break
        if depth == 0:
            lost = _LOST_OPENING.match(text, at + 1)
            end = lost.end() if lost else at + 1
            return Span(start + 1, end - 1), end
    # Not balanced on its line: up to the first closing mark, or the note if that comes first.
    closing = _TITLE_STOP.search(text, start, _line_end(text, start))
    if closing is None:
        return None, start
    return Span(start + 1, closing.start()), closing.start() + (closing[0] == "》")


def _version_end(text: str, start: int) -> int:
    """The offset after all bracketed notes that follow the title directly."""
    end = start
    while (at := _skip(text, end)) < len(text) and text[at] in "（(":
        closed = at if _ARTICLE.match(text, at + 1) else _bracket_end(text, at)
        if closed == at:
            break
        end = closed
    return end


def _bracket_end(text: str, start: int) -> int:
    """The offset after the bracket that closes the one at `start`; `start` if none does."""
    depth = 0
    for at, c in _marks(text, start, "（(）)\n"):
        if c == "\n":
            # A note may be wrapped, but never over the text that follows it.
            if _NEW_BLOCK.match(text, at) or at - start > _LONGEST_NOTE:
                break
            continue
        depth += 1 if c in "（(" else -1
        if depth > _DEEPEST:
            break
        if depth == 0:
            return at + 1
    # An opening bracket too many: up to the last closing one before the quoted text begins.
    line_end = _line_end(text, start)
    quoted = _QUOTE_STOP.search(text, start, line_end)
    limit = quoted.start() if quoted else line_end
    last = max(text.rfind("）", start, limit), text.rfind(")", start, limit))
    return last + 1 if last > start else start


def _marks(text: str, start: int, marks: str) -> Iterator[tuple[int, str]]:
    return ((m.start(), m[0]) for m in re.compile(f"[{re.escape(marks)}]").finditer(text, start))


def _line_end(text: str, start: int) -> int:
    """The end of the line, or of what a head can be at most."""
    limit = min(start + _LONGEST_NOTE, len(text))
    end = text.find("\n", start, limit)
    return limit if end < 0 else end
