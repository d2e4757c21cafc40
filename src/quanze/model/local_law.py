"""本地法规: laws that an office adds to the law index, in laws/*.yaml."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from quanze.model.document_number import DocumentNumber
from quanze.model.element import Brief, Element, element, optional
from quanze.model.law_rank import LawRank
from quanze.model.written_date import WrittenDate, iso_date


class LocalVersion(Brief):
    """法规的一个版本：通过或修正的日期，可写成一行；知道条数的写上条数。"""

    text_key = "日期"

    date: WrittenDate = element("日期", "通过、修订或修正的日期", examples=["2021-06-25"])
    in_force: WrittenDate | None = optional("施行", "施行日期；与通过日期不同时才写")
    articles: int | None = optional("条数", "共有多少条", examples=[45])

    @classmethod
    def read_text(cls, text: str) -> dict[str, str]:
        """Read the date."""
        return {cls.text_key: iso_date(text) or text}

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.articles is not None and self.articles < 1:
            raise ValueError("里的条数应当大于零；没有数过的不写")
        return self


class LawRepeal(Element):
    """法规的废止。"""

    date: WrittenDate | None = optional("日期", "从哪一天起废止；不清楚的不写")
    replaced_by: str | None = optional("代替", "由哪一部法规代替", examples=["《市供热管理条例》"])
    by: str | None = optional("依据", "废止它的决定或公告，连同文号")


class LocalLaw(Element):
    """本地法规：随附的法规索引里没有的，或者要补充、改正的。名称写全称，一部一项。"""

    title: str = element("名称", "法规全称", examples=["《吉林省城市供热条例》"])
    short_names: tuple[str, ...] = optional(
        "简称", "清单里会用到的其他写法；与别的法规不会混淆的才写", ()
    )
    rank: LawRank | None = optional("级别", "效力级别，如 地方性法规、地方政府规章")
    region: str | None = optional("地区", "制定机关所在的地区", examples=["吉林省"])
    number: DocumentNumber | None = optional(
        "文号", "令号或文号", examples=["吉林省人民政府令第268号"]
    )
    versions: tuple[LocalVersion, ...] = optional("版本", "历次版本，从旧到新", ())
    repeal: LawRepeal | None = optional("废止", "已经或者将要废止的，写明日期和由什么代替")
    url: str | None = optional("网址", "公布的网址")
    note: str | None = optional("说明", "来源、核对情况等说明")

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not all(name.strip(" 《》\u3000") for name in (self.title, *self.short_names)):
            raise ValueError("里的名称或简称是空的")
        return self

    @property
    def name(self) -> str:
        """Its name, as findings show it."""
        return self.title


class LocalLawList(Element):
    """本地法规清单（laws/*.yaml）：一个文件可以写多部法规。"""

    laws: tuple[LocalLaw, ...] = optional("法规", "本地用到的法规、规章", ())
