"""The notice of a batch to the public: 承接部门, 交接日期, 具体内容, 责任 (吉发〔2020〕7号三（七）)."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.model.delegation import Delegation, HoldingState
from quanze.model.delegation_parts import DelegatedItem, DelegationEvent, Stage
from quanze.model.register import Register
from quanze.publish.delegation.held import day_text, handed_over, term_of
from quanze.publish.delegation.letter import TO_FILL, Made
from quanze.publish.document.content import Block, Column, Document, Look, Paragraph, Section, Table


def delegation_notice(register: Register, batch: Delegation) -> Made:
    """Return the notice of a batch."""
    return _Notice(register, batch).made()


class _Notice:
    def __init__(self, register: Register, batch: Delegation) -> None:
        self._register, self._batch = register, batch
        self._gaps: list[str] = []
        self._decided = self._event(Stage.DECISION)
        self._published = self._event(Stage.PUBLICATION)

    def made(self) -> Made:
        batch = self._batch
        draft = "" if self._decided else "草稿：没有写决定的日期"
        notices = (draft, self._register.settings.publishing.notice or "")
        day = self._published.date if self._published else None
        office = self._filled("发文机关", self._office())
        opening = tuple(self._opening())
        sections = (*self._text(), *self._closing(office, day_text(day)), self._annex())
        document = Document(
            title=f"关于{batch.title}的公告",
            office=office,
            head=("草稿",) if draft else (),
            day=day.isoformat() if day else "",
            notice="　".join(filter(None, notices)),
            opening=opening,
            sections=sections,
        )
        return Made(f"赋权公告-{batch.number}", document, tuple(dict.fromkeys(self._gaps)))

    def _event(self, stage: Stage) -> DelegationEvent | None:
        dated = (event for event in self._batch.events if event.stage is stage and event.date)
        return next(dated, None)

    def _filled(self, name: str, text: str | None) -> str:
        if text:
            return text
        self._gaps.append(name)
        return TO_FILL

    def _office(self) -> str | None:
        """The body that publishes: as written, else those whose items they were."""
        if self._published and self._published.body:
            return self._published.body
        return "、".join(self._givers()) or None

    def _givers(self) -> list[str]:
        givers = dict.fromkeys(self._batch.giver_of(item) for item in self._batch.items)
        return [one for one in givers if one]

    def _opening(self) -> Iterator[Block]:
        batch, decided = self._batch, self._decided
        grounds = "、".join(
            f"{one.name}{one.number or ''}{one.articles or ''}" for one in batch.grounds
        )
        number = f"（{decided.number}）" if decided and decided.number and not grounds else ""
        authority = self._filled("赋权机关", batch.authority or (decided.body if decided else None))
        modes = "、".join(dict.fromkeys(str(batch.mode_of(item)) for item in batch.items))
        day = self._filled("决定日期", day_text(decided.date) if decided else None)
        yield Paragraph(
            f"根据{self._filled('依据', grounds)}{number}，{authority}于{day}决定，下列事项以{modes or batch.mode}"
            "的方式交由承接部门办理。现将承接部门、交接日期、具体内容和责任公布如下。"
        )
        if batch.explanation:
            yield from (Paragraph(line) for line in batch.explanation.splitlines() if line.strip())

    def _text(self) -> Iterator[Section]:
        batch = self._batch
        receivers = dict.fromkeys(name for _, name in batch.shares() if name)
        count = f"共{len(batch.items)}项，由{len(receivers)}个部门承接，逐项情况见附件。"
        yield Section("承接的事项和部门", (Paragraph(count), *self._contacts()))
        for title, text in (
            ("法律责任", batch.responsibility),
            ("后续监管", batch.oversight),
            ("已经受理的案件", self._filled("已受理案件怎样办", batch.pending)),
        ):
            if text:
                lines = (line for line in text.splitlines() if line.strip())
                yield Section(title, tuple(map(Paragraph, lines)))

    def _contacts(self) -> Iterator[Block]:
        known = [one for one in self._batch.receivers if one.office or one.contact]
        if known:
            columns = (Column("承接部门", 8), Column("承办机构", 8), Column("联系方式", 5))
            rows = tuple((one.name, one.office or "", one.contact or "") for one in known)
            yield Table(columns, rows)

    def _closing(self, office: str, day: str) -> Iterator[Section]:
        blocks: list[Block] = [
            Paragraph("承接事项目录", "附件："),
            Paragraph(""),
            Paragraph(office, look=Look.SIGNED),
            Paragraph(self._filled("公布日期", day), look=Look.SIGNED),
        ]
        since = "自交接之日起，由承接部门按附件写明的具体内容办理。"
        yield Section("施行时间", (Paragraph(since), *blocks))

    def _annex(self) -> Section:
        columns = (
            Column("序号", 1.3, centred=True),
            Column("事项名称、编码", 6),
            Column("原实施部门", 3.4),
            Column("承接部门", 4),
            Column("交接日期", 3, centred=True),
            Column("期限", 3.4),
            Column("具体内容", 5.4),
            Column("责任", 5.4),
        )
        rows = [self._row(number, *share) for number, share in enumerate(self._batch.shares(), 1)]
        return Section(
            "附件　承接事项目录",
            (Table(columns, tuple(rows)),),
            across=True,
            numbered=False,
            new_page=True,
        )

    def _row(self, number: int, item: DelegatedItem, receiver: str) -> tuple[str, ...]:
        batch, name = self._batch, f"“{item.name}”的"
        sub = f"（{item.sub_item}）" if item.sub_item else ""
        state = batch.state_on(self._register.date, item, receiver)
        back = "\n（已收回）" if state is HoldingState.WITHDRAWN else ""
        return (
            str(number),
            f"{item.name}{sub}\n{item.code}\n{batch.mode_of(item)}",
            self._filled(f"{name}原实施部门", batch.giver_of(item)),
            self._filled(f"{name}承接部门", receiver) + back,
            self._filled(f"{name}交接日期", handed_over(batch, item, receiver)),
            term_of(batch, item, receiver) or "没有期限",
            self._filled(f"{name}具体内容", item.content),
            self._filled(f"{name}责任", item.responsibility or batch.responsibility),
        )
