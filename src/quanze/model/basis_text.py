"""Cutting a cell of legal bases (实施依据) into single bases, and each into its parts.

Nothing is lost: the slices put together are the cell, and each slice's parts hold all its
characters but numbering, brackets, quotation marks, joining signs and joining words (和, 规定：).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from quanze.model.articles import ANNEX, read_articles
from quanze.model.citation_head import NUMBERING, Head, Span, read_head
from quanze.model.patterns import pattern

__all__ = ["BasisText", "split_bases"]

_SIGNS: Final = " \t\n\r\u3000\xa0\u200b、，,；;。.．：:"
_JOINING: Final = _SIGNS + "和及与"
_SAYS: Final = pattern(r"(?:明确)?规定\s*[：:，,]\s*")
_PAIRS: Final = {"“": "”", '"': '"', "「": "」", "『": "』", "‘": "’"}
# Places where a basis may begin: a line, or after the end of a sentence.
_LINE: Final = pattern(r"(?:^|\n)[^\S\n]*")
_SENTENCE: Final = pattern(r"(?<=[。；;！!”…])[^\S\n]*")
_NUMBERED: Final = pattern(r"(?<![\d.])(?:[（(]?\d{1,2}\s*[.．、)）]|[①-⑳])\s*(?=[【\[［《])")
_INTRODUCTION: Final = pattern(r"[^《》【】。；\n]{1,20}[：:]\s*")
_TITLE_MARK: Final = pattern(r"[《【]")
_SQUARE_LABEL: Final = pattern(r"[【\[［]")
_ARTICLE_LINE: Final = pattern(r"(?:^|\n)(?P<blanks>[^\S\n]*)(?:[（(]?\d{1,2}\s*[.．、)）]\s*)?")
_ARTICLE: Final = pattern(r"第\s*[〇零一二三四五六七八九十百千\d]{1,9}\s*(?:条|[、至])")
_TEXT_FOLLOWS: Final = pattern(r"\s*[：:“\"]|[ \t\u3000\xa0]+(?=\S)|\n")
# Running text that only speaks of an article: 第三十条规定的期限.
_SPOKEN_OF: Final = pattern(r"\s*(?:规定|的|所|中|之|至|或|(?:和|及|与|、|，|,)(?!\s*《))")
# A note that has lost its brackets: it ends a line, and the articles begin the next.
_LOST_NOTE: Final = pattern(
    r"[^“【]{4,400}?(?:通过|修改|修正|修订|施行|公布|发布|实施)[。）)}\s]*\n\s*"
    r"(?=第[〇零一二三四五六七八九十百千\d]{1,9}条)"
)
_MARKS: Final = "【】[]［］（）()〔〕《》“”\"'‘’「」『』{}"
_BEFORE_ARTICLE: Final = pattern(
    r"[^。《》“：:；;\n]{1,60}?(?=第[〇零一二三四五六七八九十百千\d]{1,9}条)"
)


@dataclass(frozen=True)
class BasisText:
    """One basis of a cell, cut into parts; all of them as written.

    `text` is the exact slice of the cell. `title` is without its 《》, `version` with its brackets.
    Where one law is cited with several articles, each with its own words, the later ones are bases
    with `title_repeated`: their label, title and version stand in the slice of the first.
    `rest` is what was not placed.
    """

    label: str | None
    title: str | None
    version: str | None
    articles_text: str | None
    quote: str | None
    rest: str | None
    text: str
    title_repeated: bool = False


def split_bases(text: str) -> tuple[BasisText, ...]:
    """Cut a cell into its bases. A cell without any 《》 is one basis without title."""
    heads = _basis_starts(text)
    found: list[BasisText] = []
    for number, (head_at, end) in enumerate(zip(heads, [*heads[1:], len(text)], strict=True)):
        start = head_at if number else 0
        for basis in _read_basis(text[start:end], head_at - start):
            twice = bool(found) and _title_written_twice(found[-1], basis)
            found.append(_joined(found.pop(), basis) if twice else basis)
    return tuple(found)


def _title_written_twice(first: BasisText, second: BasisText) -> bool:
    """【法律】《建筑法》《建筑法》（2019年修正）第七条 is one basis whose title stands there twice."""
    bare = not (first.version or first.articles_text or first.quote or first.rest)
    return bare and first.title is not None and first.title == second.title and not second.label


def _joined(first: BasisText, second: BasisText) -> BasisText:
    rest = f"《{first.title}》{second.rest or ''}"
    return replace(second, label=first.label, rest=rest, text=first.text + second.text)


def _basis_starts(text: str) -> list[int]:
    """Offsets where bases begin, 0 if none does; text before the first one belongs to it."""
    starts: list[int] = []
    head_end = 0
    for at, is_line in _candidates(text):
        if starts and at < head_end:
            continue
        # A list of bare titles (《A法》第一条、《B法》) has only signs between two heads.
        if starts:
            follows_head = not text[head_end:at].strip(_JOINING)
        else:
            follows_head = _INTRODUCTION.fullmatch(text, 0, at) is not None
        if not _begins_basis(text, at, is_line=is_line or follows_head):
            continue
        head_end = _head_end(text, at)
        starts.append(at)
    # Words before the first head belong to it (依据：), but a text of its own is a basis.
    return starts if starts and "\n" not in text[: starts[0]].strip() else [0, *starts]


def _candidates(text: str) -> Iterator[tuple[int, bool]]:
    """Places to look at, in order: line starts (True), sentence ends and bare titles (False)."""
    places = {m.end(): True for m in _LINE.finditer(text)}
    for place in (*_ends(_SENTENCE, text), *_starts(_NUMBERED, text), *_starts(_TITLE_MARK, text)):
        places.setdefault(place, False)
    # An empty line begins nothing; leaving it out keeps the reading linear.
    return (
        (at, is_line) for at, is_line in sorted(places.items()) if not text[at : at + 1].isspace()
    )


def _starts(pattern: re.Pattern[str], text: str) -> list[int]:
    return [found.start() for found in pattern.finditer(text)]


def _ends(pattern: re.Pattern[str], text: str) -> list[int]:
    return [found.end() for found in pattern.finditer(text)]


def _begins_basis(text: str, at: int, *, is_line: bool) -> bool:
    head = read_head(text, at)
    if head.label is not None and (head.title is not None or _SQUARE_LABEL.match(text, at)):
        return True
    if head.title is None:
        return False
    may_begin = is_line or _NUMBERED.match(text, at) is not None
    return may_begin and (head.version is not None or _is_head_tail(text, head))


def _is_head_tail(text: str, head: Head) -> bool:
    """Whether what follows a title without note is an article or the end of the line."""
    after = read_articles(text, head.end)
    if not after.articles:
        return re.compile(r"\s*(?:[：:。；;、，,]|$)", re.M).match(text, head.end) is not None
    return _SPOKEN_OF.match(text, after.end) is None


def _head_end(text: str, at: int) -> int:
    head = read_head(text, at)
    return max(read_articles(text, head.end).end, head.end)


def _read_basis(body: str, head_at: int) -> Iterator[BasisText]:
    """The basis of one title: several where more than one article has its own words."""
    head = read_head(body, head_at)
    cuts = [0, *_article_starts(body, head.end)]
    for number, (low, high) in enumerate(zip(cuts, [*cuts[1:], len(body)], strict=True)):
        yield _basis(body, head, Span(low, high), repeated=number > 0)


def _article_starts(body: str, head_end: int) -> list[int]:
    """Offsets of the second and later articles that bring their own words."""
    starts: list[int] = []
    done = head_end
    lines = {m.end(): m.end("blanks") for m in _ARTICLE_LINE.finditer(body, head_end)}
    for offset in _starts(_ARTICLE, body[head_end:]):
        at = head_end + offset
        if at < done:
            continue
        if at in lines or _SENTENCE.fullmatch(body, _back_over_blanks(body, at), at):
            after = read_articles(body, at).end
            done = max(done, after)
            if after > at and _own_words(body, after, is_line=at in lines):
                starts.append(lines.get(at, at))
    first = _first_article(body, head_end)
    return [at for at in starts if first is not None and at > first]


def _back_over_blanks(text: str, at: int) -> int:
    while at and text[at - 1] in " \t\u3000\xa0":
        at -= 1
    return at


def _own_words(body: str, after: int, *, is_line: bool) -> bool:
    if not body[after:].strip(_SIGNS):
        return False
    if _TEXT_FOLLOWS.match(body, after):
        return True
    return is_line and _SPOKEN_OF.match(body, after) is None


def _first_article(body: str, head_end: int) -> int | None:
    """Offset of the articles that belong to the head, None if it cites none."""
    articles = _head_articles(body, head_end)
    return articles.start if articles else None


def _head_articles(body: str, head_end: int) -> Span | None:
    """The articles of the head: directly after it, or after words such as 若干规定 or a lost note."""
    at = head_end
    if numbering := NUMBERING.match(body, at):
        at = numbering.end()
    while at < len(body) and body[at] in _SIGNS + "（()）》}":
        at += 1
    if annex := ANNEX.match(body, at):
        return Span(*annex.span())
    for before in (None, _LOST_NOTE.match(body, at), _BEFORE_ARTICLE.match(body, at)):
        start = before.end() if before else at
        reading = read_articles(body, start)
        follows = body[reading.end : reading.end + 1]
        if reading.articles and (start == at or not follows or follows in _SIGNS + '“"'):
            return Span(start, reading.end)
    return None


def _basis(body: str, head: Head, part: Span, *, repeated: bool) -> BasisText:
    """Build a basis from its slice; `head` was read from the whole body."""
    articles = _head_articles(body, part.start if repeated else head.end)
    if articles and articles.end > part.end:
        articles = None
    quote_start = articles.end if articles else max(head.end, part.start)
    parts = [articles] if repeated else [head.label, head.title, head.version, articles]
    rest = _gaps(body, [p for p in parts if p], Span(part.start, quote_start))
    return BasisText(
        label=_cut(body, head.label),
        title=_cut(body, head.title),
        version=_cut(body, head.version),
        articles_text=_cut(body, articles),
        quote=_quote(body[quote_start : part.end]),
        rest="".join(rest) or None,
        text=body[part.start : part.end],
        title_repeated=repeated,
    )


def _gaps(body: str, parts: list[Span], within: Span) -> list[str]:
    """Words between the parts, apart from numbering, marks and joining signs."""
    edges = [within.start, *(edge for part in parts for edge in part), within.end]
    gaps = (body[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True))
    words = (_trimmed(NUMBERING.sub("", gap, count=1)) for gap in gaps)
    return [word for word in words if word]


def _trimmed(gap: str) -> str:
    """Cut signs and marks off the ends; a title keeps its own marks."""
    words = gap.strip(_SIGNS + _MARKS)
    return words if words.count("《") == words.count("》") else gap.strip(_SIGNS)


def _cut(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span else None


def _quote(text: str) -> str | None:
    """The quoted words without signs before them and without the marks around the whole."""
    words = text.lstrip(_SIGNS + "）)").rstrip()
    if says := _SAYS.match(words):
        words = words[says.end() :]
    if words[:1] in _PAIRS:
        close = _PAIRS[words[0]]
        inner = words[1:].rstrip(_SIGNS)
        if inner.endswith(close) and words[0] not in inner[:-1] and close not in inner[:-1]:
            words = inner[:-1]
    return words if words.strip(_JOINING) else None
