"""The Atom feed of adjustments (RFC 4287): the same records give the same bytes, whenever it is made."""

from __future__ import annotations

import datetime
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Final

from quanze.model.settings import Settings
from quanze.publish.document.letters import storable
from quanze.publish.outputs import Output, fingerprint
from quanze.publish.site.adjustments import NAME
from quanze.publish.site.contact import web_address
from quanze.publish.site.records import FEED, INDEX, Announced, summary
from quanze.publish.site.site import Site

ATOM: Final = "http://www.w3.org/2005/Atom"
_MOST: Final = 50
"""A reader asks for what is new; the pages have all."""
_IDENTITY: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:quanze:adjustments")
_BEIJING: Final = datetime.timezone(datetime.timedelta(hours=8))


def outputs(site: Site) -> Iterator[Output]:
    """Return the feed, where some record says since when it has effect: Atom asks for a date."""
    told = sorted(site.records.dated, key=_day, reverse=True)[:_MOST]
    if told:
        settings = site.register.settings
        rests_on = fingerprint(settings, [one.rests_on for one in told])
        yield Output(FEED, rests_on, lambda: feed(told, settings))


def feed(told: list[Announced], settings: Settings) -> bytes:
    """Return the feed of records, the newest first."""
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-CN"})
    _add(root, "id", _identity(settings, ""))
    _add(root, "title", f"{settings.publishing.title or settings.name}：{NAME}")
    _add(root, "updated", _moment(told[0]))
    author = ET.SubElement(root, "author")
    _add(author, "name", settings.office or settings.publishing.owner or settings.name)
    if web_address(settings.publishing.address):
        _link(root, "self", _address(settings, FEED), "application/atom+xml")
    _link(root, "alternate", _address(settings, INDEX), "text/html")
    for one in told:
        _entry(root, one, settings)
    ET.indent(root, "")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode("utf-8", "replace")


def _entry(root: ET.Element, one: Announced, settings: Settings) -> None:
    entry = ET.SubElement(root, "entry")
    _add(entry, "id", _identity(settings, one.number))
    _add(entry, "title", one.title)
    _add(entry, "updated", _moment(one))
    _add(entry, "published", _moment(one))
    _link(entry, "alternate", _address(settings, one.page), "text/html")
    ET.SubElement(entry, "category", {"term": str(one.record.level)})
    _add(entry, "summary", _summary(one))


def _summary(one: Announced) -> str:
    said = summary(one)
    if said["trouble"]:
        return str(said["trouble"])
    counts = "；".join(said["counts"]) or "没有改动职权"
    grounds = f"依据：{'、'.join(said['grounds'])}。" if said["grounds"] else ""
    return f"{said['when']}。{counts}。调整后 {said['after']} 项。{grounds}"


def _identity(settings: Settings, number: str) -> str:
    """Return a name that stays when the site moves: of the division and the record's number."""
    return uuid.uuid5(_IDENTITY, f"{settings.division or settings.name}/{number}").urn


def _address(settings: Settings, page: str) -> str:
    """Return a page's address; relative to the feed where nobody says where the site will stand."""
    if address := web_address(settings.publishing.address):
        return f"{address.rstrip('/')}/{page}"
    return page.rpartition("/")[2]


def _day(one: Announced) -> datetime.date:
    return one.date or datetime.date.min


def _moment(one: Announced) -> str:
    """Return the beginning of the day, in Beijing."""
    return datetime.datetime.combine(_day(one), datetime.time(), _BEIJING).isoformat()


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = storable(text)


def _link(parent: ET.Element, relation: str, address: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": relation, "href": storable(address), "type": kind})
