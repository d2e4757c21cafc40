"""法规条款引用: one law with its articles, as in 【法律】《...法》（2021年修正）第三十五条第一款."""

from functools import cached_property
from typing import ClassVar, Final

from quanze.model.articles import ANNEX, Article, ArticleReading, read_articles
from quanze.model.citation_head import Head, Span, read_head
from quanze.model.law_rank import LawRank, label_ranks, title_ranks
from quanze.model.numerals import to_int
from quanze.model.patterns import pattern
from quanze.model.text_value import TextValue

__all__ = ["Citation", "parse_citations"]

_FILLER: Final = pattern(r"[\s、，,；;。.．：:（）()]+|之?的?(?:有关|相关)?规定|等$")
_MARKS: Final = pattern(r"[《》\n]")
_BEFORE_TITLE: Final = pattern(
    r"(?:[【\[［（(〔][^【】\[\]［］（）()〔〕《》\n]{2,12}[】\]］）)〕]\s*)$"
)


class Citation(TextValue):
    """A citation of one law. The text is kept; the parts are read from it.

    `understood` means that there is a title and that nothing in the text was left over.
    """

    description: ClassVar[str] = "法规条款引用：法规名称用书名号，条款写到条、款、项。"
    examples: ClassVar[tuple[str, ...]] = (
        "《中华人民共和国食品安全法》第三十五条第一款",
        "【行政法规】《危险化学品安全管理条例》（国务院令第591号）第八条、第九条",
    )

    @cached_property
    def _head(self) -> Head:
        return read_head(self)

    @cached_property
    def _reading(self) -> ArticleReading:
        at = self._head.end
        while at < len(self) and self[at] in " \u3000\n\t，,、：:（(":
            at += 1
        return read_articles(self, at)

    def _part(self, span: Span | None) -> str | None:
        return str(self)[span.start : span.end] if span else None

    @property
    def label(self) -> str | None:
        """The words of the label before the title (法律, 部门规章)."""
        return self._part(self._head.label)

    @cached_property
    def law_title(self) -> str | None:
        """The words inside the outer 《》, titles within them kept."""
        return self._part(self._head.title)

    @property
    def version(self) -> str | None:
        """The bracketed note after the title, with its brackets (（2021年修正）)."""
        return self._part(self._head.version)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles in their order; ranges are spelled out."""
        return self._reading.articles

    @property
    def annex_item(self) -> int | None:
        """The item of the annex (附件第104项), as used to cite 国务院决定."""
        found = ANNEX.match(self, self._head.end)
        return to_int(found["item"]) if found else None

    @property
    def rest(self) -> str:
        """What is not understood, fillers such as 的规定 left out."""
        end = self._reading.end if self.articles else self._head.end
        if found := ANNEX.match(self, self._head.end):
            end = found.end()
        return _FILLER.sub("", self[end:])

    @property
    def understood(self) -> bool:
        return self.law_title is not None and not self.rest

    @cached_property
    def possible_ranks(self) -> frozenset[LawRank]:
        """The ranks that the label can mean; empty without a label or with an unknown one."""
        return label_ranks(self.label)

    @property
    def rank(self) -> LawRank | None:
        """The rank, if the label leaves one only."""
        ranks = self.possible_ranks
        return next(iter(ranks)) if len(ranks) == 1 else None

    @cached_property
    def title_ranks(self) -> frozenset[LawRank]:
        """The ranks that the words of title and version note allow; empty if they tell nothing."""
        return title_ranks(self.law_title, self.version)


def parse_citations(text: str) -> list[Citation]:
    """Cut a text that names several laws into citations, as in 《A法》第一条、《B条例》第二条.

    Each citation runs from its label or 《 to the next one, joining signs at its end left out.
    Text before the first title is not part of any citation. For cells with quoted text use
    `basis_text.split_bases`.
    """
    starts = _starts(text)
    ends = [*starts[1:], len(text)][: len(starts)]
    return [
        Citation(text[start:end].rstrip(" \u3000\t\n、，,；;。和及与"))
        for start, end in zip(starts, ends, strict=True)
    ]


def _starts(text: str) -> list[int]:
    """Offsets of all outer titles, with the label before them."""
    starts, done = [], 0
    for mark in _MARKS.finditer(text):
        if mark[0] != "《" or mark.start() < done:
            continue
        head = read_head(text, mark.start())
        if head.title is None:
            continue
        label = _BEFORE_TITLE.search(text, done, mark.start())
        starts.append(label.start() if label else mark.start())
        done = head.end
    return starts
