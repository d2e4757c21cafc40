"""设定依据: a citation, and the words of the article where the list quotes them."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

from pydantic import Field

from quanze.model.basis_text import BasisText, split_bases
from quanze.model.citation import Citation
from quanze.model.element import Brief, Shared, optional


class LegalBasis(Brief):
    """一条依据：法规、条款和条文原文。只引条款、不录原文时，可以直接写成一行文字。"""

    text_key = "条款"

    label: str | None = optional("类别", "效力级别，如 法律、行政法规、部门规章", examples=["法律"])
    law: str | None = optional(
        "法规", "法规全称，带书名号", examples=["《中华人民共和国食品安全法》"]
    )
    version: str | None = optional(
        "版本", "修正、修订年份或令号，带括号", examples=["（2021年修正）", "（国务院令第588号）"]
    )
    articles: str | None = optional("条款", "条、款、项", examples=["第三十五条第一款"])
    quote: str | None = optional("原文", "条文原文；省略处用……标明")
    note: str | None = optional("说明", "依据里不属于以上各项的文字")

    @classmethod
    def read_text(cls, text: str) -> dict[str, str]:
        """Read one basis from text; nothing is lost.

        Raises:
            ValueError: the text holds more than one basis.
        """
        return basis_data(text)

    @property
    def citation(self) -> Citation:
        """The citation in one line, as it stands in a document."""
        return _citation(self.label, self.law, self.version, self.articles)

    @property
    def text(self) -> str:
        """Everything that the basis says, in one text."""
        cited = self.citation
        quote = f"：{self.quote}" if self.quote and cited else self.quote or ""
        return "".join((cited, quote, self.note or ""))


@lru_cache(maxsize=4096)
def _citation(
    label: str | None, law: str | None, version: str | None, articles: str | None
) -> Citation:
    """One object for all that cite alike: what it says is read from it once."""
    return Citation(
        "".join((f"【{label}】" if label else "", law or "", version or "", articles or ""))
    )


def basis_data(text: str) -> dict[str, str]:
    """Read one basis from text into the keys of `LegalBasis`; nothing is lost.

    Raises:
        ValueError: the text holds more than one basis.
    """
    pieces = split_bases(text)
    if len(pieces) > 1:
        raise ValueError(f"里写了 {len(pieces)} 条依据，应当一条一项，每项前面加“- ”")
    return basis_parts(pieces[0])


def basis_parts(piece: BasisText) -> dict[str, str]:
    """Put the parts of a basis under the keys of `LegalBasis`."""
    parts = {
        "类别": piece.label,
        "法规": f"《{piece.title}》" if piece.title else None,
        "版本": piece.version,
        "条款": piece.articles_text,
        "原文": piece.quote,
        "说明": piece.rest,
    }
    return {key: part for key, part in parts.items() if part}


Bases = Annotated[Shared[tuple[LegalBasis, ...]], Field(description="依据，位阶从高到低，一条一项")]
