"""委托书: an entrustment as it is signed by both sides, made from an agreement of a batch.

Nothing is invented: what the batch does not say stands as （待填）, and is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quanze.model.basis import LegalBasis
from quanze.model.delegation import Delegation
from quanze.model.delegation_parts import CONTENTS, Agreement, DelegatedItem, DelegationMode, Term
from quanze.model.power_type import PowerKind
from quanze.model.register import Register
from quanze.publish.delegation.held import day_text, term_text
from quanze.publish.document.content import Block, Column, Document, Look, Paragraph, Section, Table

TO_FILL: Final = "（待填）"
_TITLES: Final = {
    "事项内容": "委托事项",
    "期限": "委托期限",
}
_LAWS: Final = {
    PowerKind.PERMIT: "《中华人民共和国行政许可法》第二十四条：委托行政机关对受委托行政机关实施行政许可的行为应当负责监督，"
    "并对该行为的后果承担法律责任；受委托行政机关不得再委托其他组织或者个人实施行政许可。",
    PowerKind.PENALTY: "《中华人民共和国行政处罚法》第二十条：委托行政机关对受委托组织实施行政处罚的行为应当负责监督，"
    "并对该行为的后果承担法律责任；受委托组织不得再委托其他组织或者个人实施行政处罚。",
}
"""What the law says of every entrustment of a kind, whatever is agreed."""


@dataclass(frozen=True)
class Made:
    """A document, and what people have still to write in it."""

    name: str
    document: Document
    gaps: tuple[str, ...]


def letters(register: Register, batch: Delegation) -> tuple[Made, ...]:
    """Return the letter of each agreement of a batch."""
    return tuple(
        _Letter(register, batch, agreement).made(number)
        for number, agreement in enumerate(batch.agreements, 1)
    )


class _Letter:
    """One letter of entrustment."""

    def __init__(self, register: Register, batch: Delegation, agreement: Agreement) -> None:
        self._register, self._batch, self._agreement = register, batch, agreement
        self._gaps: list[str] = []
        self._items = tuple(_covered(batch, agreement))

    def made(self, number: int) -> Made:
        """Return it as a document."""
        agreement, notice = self._agreement, self._register.settings.publishing.notice or ""
        giver = self._filled("委托机关", self._giver())
        opening = tuple(self._opening(giver))
        document = Document(
            title="委　托　书",
            office=giver,
            head=(f"编号：{self._filled('编号', agreement.number)}",),
            day=agreement.signed.isoformat() if agreement.signed else "",
            notice=notice,
            opening=opening,
            sections=tuple(self._sections()),
            closing=tuple(self._closing(giver)),
        )
        gaps = tuple(dict.fromkeys(self._gaps))
        return Made(f"委托书-{self._batch.number}-{number}", document, gaps)

    def _giver(self) -> str | None:
        givers = dict.fromkeys(self._batch.giver_of(item) for item in self._items)
        named = [one for one in givers if one]
        return self._agreement.giver or (named[0] if len(named) == 1 else self._batch.giver)

    def _filled(self, name: str, text: str | None) -> str:
        if text:
            return text
        self._gaps.append(name)
        return TO_FILL

    def _opening(self, giver: str) -> Iterator[Block]:
        yield Paragraph(giver, "委托机关：")
        yield Paragraph(self._agreement.receiver, "受委托机关：")
        grounds = [
            f"{one.name}{one.number or ''}{one.articles or ''}" for one in self._batch.grounds
        ]
        laws = [text for item in self._items for one in item.bases if (text := _cited(one))]
        cited = "、".join(dict.fromkeys((*laws, *grounds)))
        yield Paragraph(
            f"根据{self._filled('依据', cited)}，{giver}委托{self._agreement.receiver}办理下列事项。"
        )

    def _sections(self) -> Iterator[Section]:
        for name, attribute in CONTENTS.items():
            value: str | Term | None = getattr(self._agreement, attribute)
            text = term_text(value) if isinstance(value, Term) else value
            if isinstance(value, Term) and value.until is None:
                self._gaps.append("委托期限到哪一天止")
            blocks: list[Block] = [
                Paragraph(line) for line in self._filled(name, text).splitlines() if line.strip()
            ]
            if name == "事项内容":
                blocks = [self._table(), *blocks]
            yield Section(_TITLES.get(name, name), tuple(blocks))
        kinds = {self._kind(item) for item in self._items}
        laws = tuple(Paragraph(text) for kind, text in _LAWS.items() if kind in kinds)
        if laws:
            yield Section("法律规定", laws)

    def _kind(self, item: DelegatedItem) -> PowerKind | None:
        if item.type:
            return item.type.kind
        powers = self._register.powers_by_code.get(str(item.code), ())
        return powers[0].type.kind if powers else None

    def _table(self) -> Table:
        columns = (
            Column("序号", 1.4, centred=True),
            Column("事项名称、编码", 7),
            Column("具体内容", 6),
            Column("权限", 5),
        )
        if not self._items:
            self._gaps.append("委托的事项")
        rows = [
            (
                str(number),
                f"{item.name}{f'（{item.sub_item}）' if item.sub_item else ''}\n{item.code}",
                self._filled(f"“{item.name}”的具体内容", item.content),
                self._filled(f"“{item.name}”的权限", item.scope),
            )
            for number, item in enumerate(self._items, 1)
        ]
        return Table(columns, tuple(rows) or ((TO_FILL,) * 4,))

    def _closing(self, giver: str) -> Iterator[Block]:
        signed = self._filled("签订日期", day_text(self._agreement.signed))
        yield Paragraph("")
        for side, name in (("委托机关", giver), ("受委托机关", self._agreement.receiver)):
            yield Paragraph(f"{side}（盖章）：{name}", look=Look.SIGNED)
        yield Paragraph(signed, look=Look.SIGNED)


def _covered(batch: Delegation, agreement: Agreement) -> Iterator[DelegatedItem]:
    """Go through the entrusted items that an agreement is about."""
    for item in batch.items_of(agreement.items):
        taken = any(one.name == agreement.receiver for one in batch.taken(item))
        entrusted = batch.mode_of(item) is DelegationMode.ENTRUSTED
        if agreement.items or (taken and entrusted):
            yield item


def _cited(basis: LegalBasis) -> str:
    return str(basis.citation or basis.text)
