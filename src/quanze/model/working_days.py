"""放假安排: a notice that says which days are off and which weekend days are worked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pydantic import model_validator

from quanze.model.element import Brief, Element, element, optional
from quanze.model.written_date import JOIN, WrittenDate, end_of_span, iso_date


class DaySpan(Brief):
    """一天，或从一天到另一天（两头都算）：2026-02-15至2026-02-23。"""

    text_key = "起"

    first: WrittenDate = element("起", "第一天", examples=["2026-02-15"])
    last: WrittenDate = element("止", "最后一天", examples=["2026-02-23"])

    @classmethod
    def read_text(cls, text: str) -> dict[str, str]:
        """Read one day, or two days joined by 至."""
        written = text.strip()
        join = JOIN.search(written)
        if join is None:
            return {"起": written, "止": written}
        first, rest = written[: join.start()], written[join.end() :]
        first = iso_date(first) or first
        end = end_of_span(rest, first) if iso_date(first) else None
        return {"起": first, "止": end[0] if end and end[1] == len(rest) else rest}

    @model_validator(mode="after")
    def _in_order(self) -> DaySpan:
        if self.last < self.first:
            raise ValueError(f"里的止（{self.last}）早于起（{self.first}）")
        if (self.last - self.first).days > 100:
            raise ValueError("里的一段超过一百天，看看年份有没有写错")
        return self

    def days(self) -> Iterator[datetime.date]:
        """Go through the days, both ends included."""
        for offset in range((self.last - self.first).days + 1):
            yield self.first + datetime.timedelta(offset)


class Festival(Element):
    """通知里的一个节日：哪几天放假，哪几天调休上班。"""

    name: str = element("节日", "节日名称，或放假的事由", examples=["春节"])
    off: tuple[DaySpan, ...] = optional(
        "放假", "放假调休的日期，连同其中的周末", (), examples=[["2026-02-15至2026-02-23"]]
    )
    worked: tuple[WrittenDate, ...] = optional(
        "上班", "调休上班的周六、周日", (), examples=[["2026-02-14", "2026-02-28"]]
    )

    def days_off(self) -> Iterator[datetime.date]:
        """Go through all days off, weekends among them."""
        for span in self.off:
            yield from span.days()


class DayNotice(Element):
    """一份放假安排通知，或一份地方安排。"""

    title: str = element(
        "名称", "通知的标题", examples=["国务院办公厅关于2026年部分节假日安排的通知"]
    )
    number: str = element("文号", "通知的文号", examples=["国办发明电〔2025〕7号"])
    date: WrittenDate = element("日期", "通知的成文日期", examples=["2025-11-04"])
    published: WrittenDate | None = optional("公布", "公布日期；与成文日期不同时才写")
    year: int | None = optional("年份", "全国年度安排写明是哪一年的；地方安排不写", examples=[2026])
    amends: str | None = optional("修改", "改变了哪一份通知：写它的文号；同名节日以本通知为准")
    region: str | None = optional("地区", "地方安排写明适用的地区", examples=["北京市"])
    url: str | None = optional("网址", "原文网址")
    festivals: tuple[Festival, ...] = element("安排", "逐个节日的安排")
    note: str | None = optional("说明", "来源、可靠程度等说明")

    @property
    def known_on(self) -> datetime.date:
        """The first day on which the public could know it."""
        return self.published or self.date
