"""The pages of power handed down and entrusted: who took over what, since when, answering for what."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from quanze.model.delegation import Delegation, HoldingState
from quanze.model.delegation_parts import CONTENTS, Agreement, DelegatedItem, DelegationEvent, Term
from quanze.model.power import Power
from quanze.model.written_date import in_chinese
from quanze.publish.delegation.held import day_text, handed_over, span_text, term_of, term_text
from quanze.publish.outputs import Output
from quanze.publish.site.own_lists import DELEGATIONS
from quanze.publish.site.paging import Sheet, sheets
from quanze.publish.site.site import Site

_NAME = "下放、委托"


class Holding(NamedTuple):
    """An item as one receiver holds it: what has to be made public (吉发〔2020〕7号第七条)."""

    name: str
    code: str
    mode: str
    giver: str | None
    receiver: str
    handed_over: str
    content: str | None
    responsibility: str | None
    term: str
    state: str
    batch: str
    """The number of the batch."""
    page: str
    """Where it stands among the items of its batch."""

    @property
    def is_over(self) -> bool:
        return self.state in (HoldingState.ENDED, HoldingState.WITHDRAWN)


def holdings(site: Site, batch: Delegation, item: DelegatedItem) -> list[Holding]:
    """Return an item of a batch as each of its receivers holds it."""
    day = site.register.date
    return [
        Holding(
            name=item.name + (f"（{item.sub_item}）" if item.sub_item else ""),
            code=str(item.code),
            mode=str(batch.mode_of(item)),
            giver=batch.giver_of(item),
            receiver=one.name,
            handed_over=handed_over(batch, item, one.name),
            content=item.content,
            responsibility=item.responsibility or batch.responsibility,
            term=term_of(batch, item, one.name),
            state=str(batch.state_on(day, item, one.name)),
            batch=batch.number,
            page=site.own_lists.item(item),
        )
        for one in batch.taken(item)
    ]


def delegation_block(power: Power, site: Site) -> list[Holding]:
    """Return who holds an item, or from whom it came: for the item's own page."""
    found = site.register.delegations_by_item.get(str(power.code), ())
    return [one for batch, item in found for one in holdings(site, batch, item)]


def pages(site: Site) -> Iterator[Output]:
    """Go through the page of all batches and the pages of each; none where there are none."""
    if not site.register.delegations:
        return
    yield from _index(site)
    for batch in site.register.delegations:
        yield from _batch(site, batch)


def _index(site: Site) -> Iterator[Output]:
    batches = [
        (
            batch.number, batch.title, str(batch.mode), batch.authority, len(batch.items),
            "、".join(one.name for one in batch.receivers), site.own_lists.delegation(batch),
        )
        for batch in site.register.delegations
    ]  # fmt: skip
    rows = [
        one
        for batch in site.register.delegations
        for item in batch.items
        for one in holdings(site, batch, item)
    ]
    for sheet in sheets(rows, DELEGATIONS, weight=_weight):
        yield site.page(
            sheet.path,
            "delegations.html",
            (batches, sheet.rows, sheet.number, sheet.of),
            partial(dict, batches=batches, sheet=sheet),
            [(_NAME, None)],
        )


def _weight(row: Holding) -> int:
    """Return about how many bytes a row takes: each text, and what stands around it."""
    return sum(len(text.encode(errors="replace")) + 50 for text in row if text)


def _batch(site: Site, batch: Delegation) -> Iterator[Output]:
    for sheet in site.own_lists.batch_sheets(batch):
        yield site.page(
            sheet.path,
            "delegation.html",
            (batch, site.register.date, sheet.number, sheet.of, _linked(site, batch)),
            partial(_shown, site, batch, sheet),
            [(_NAME, DELEGATIONS), (batch.title, None)],
        )


def _shown(site: Site, batch: Delegation, sheet: Sheet[DelegatedItem]) -> dict[str, Any]:
    return {
        "batch": batch,
        "sheet": sheet,
        "items": [_item_view(site, batch, item) for item in sheet.rows],
        "agreements": [_agreement_view(one) for one in batch.agreements],
        "events": [_event_view(one) for one in batch.events],
        "pilots": [(one, span_text(one.since, one.until)) for one in batch.pilots],
        "term": term_text(batch.term),
    }


def _linked(site: Site, batch: Delegation) -> list[tuple[str, str]]:
    """The items of the register that the page links to, by which it changes too."""
    known = site.register.powers_by_code
    return [
        (power.name, site.addresses.item(power))
        for item in batch.items
        for power in known.get(str(item.code), ())
    ]


def _item_view(site: Site, batch: Delegation, item: DelegatedItem) -> dict[str, Any]:
    powers = site.register.powers_by_code.get(str(item.code), ())
    return {
        "item": item,
        "page": site.addresses.item(powers[0]) if powers else None,
        "mode": str(batch.mode_of(item)),
        "holdings": holdings(site, batch, item),
        "codes": {one.receiver: str(one.code) for one in item.takings if one.code},
        "rows": [
            ("放权部门", batch.giver_of(item)),
            ("具体内容", item.content),
            ("权限", item.scope),
            ("承接环节", "、".join(item.stages)),
            ("保留环节", "、".join(item.kept_stages)),
            ("削减环节", _cut(item)),
            ("责任", item.responsibility or batch.responsibility),
            ("后续监管", item.oversight or batch.oversight),
            ("调整记录", item.adjustment),
        ],
    }


def _cut(item: DelegatedItem) -> str:
    return f"{'、'.join(item.cut_stages)}（改为告知、备案、即办）" if item.cut_stages else ""


def _agreement_view(agreement: Agreement) -> dict[str, Any]:
    contents = []
    for name, attribute in CONTENTS.items():
        value = getattr(agreement, attribute)
        contents.append((name, term_text(value) if isinstance(value, Term) else value))
    return {
        "agreement": agreement,
        "signed": day_text(agreement.signed),
        "published": day_text(agreement.published),
        "contents": contents,
    }


def _event_view(event: DelegationEvent) -> dict[str, Any]:
    note = "；".join(filter(None, (event.result, event.note)))
    if event.until is not None:
        note = f"延期至{in_chinese(event.until)}{'；' if note else ''}{note}"
    planned = f"计划{in_chinese(event.planned)}" if event.planned else ""
    return {
        "stage": str(event.stage),
        "date": day_text(event.date) or planned,
        "body": event.body,
        "number": event.number,
        "for_whom": "、".join(event.receivers),
        "note": note,
    }
