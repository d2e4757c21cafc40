"""Facts of the lists for programs, as JSON-LD: schema.org, with the terms of CPSV-AP.

The context names no address but schema.org's, which no browser fetches; the other terms are written out.
Every value stands in the list; what it does not state is left out. CPSV-AP asks for dct:identifier,
dct:title and dct:description. A term stands for one property only, so the first two are told twice; the
description, which schema.org does not ask for, by dct's word alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import urljoin

from markupsafe import Markup

from quanze.model.basis import LegalBasis
from quanze.model.items import Fee
from quanze.model.joint_matter import JointMatter
from quanze.model.period import Period, Unit
from quanze.model.power import Power
from quanze.model.register import DepartmentLists
from quanze.model.settings import Settings
from quanze.publish.open_data.paths import DICTIONARY_JSON, csv_path, json_path, parquet_path
from quanze.publish.open_data.terms import terms_of
from quanze.publish.site.contact import web_address
from quanze.publish.site.site import Site

JsonLd = dict[str, Any]

SCHEMA: Final = "https://schema.org"
_CPSV: Final = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
}
_LONGEST: Final = 40
_LAWS: Final = 2
# xsd:duration knows no working days, and they are not converted: the calendar decides how long they take.
_DURATIONS: Final = {
    Unit.DAY: "P{}D",
    Unit.MONTH: "P{}M",
    Unit.YEAR: "P{}Y",
    Unit.HOUR: "PT{}H",
}
_MEDIA_TYPES: Final = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".parquet": "application/vnd.apache.parquet",
    ".gz": "application/gzip",
    ".zip": "application/zip",
}
_PACKED: Final = (".gz", ".zip")
"""Endings of files that hold but one other, whose kind is told beside theirs."""
_DCAT: Final = {"dcat": "http://www.w3.org/ns/dcat#"}
_IANA: Final = "https://www.iana.org/assignments/media-types/"


def json_ld(power: Power, lists: DepartmentLists, site: Site) -> JsonLd:
    """Return an item as a GovernmentService of schema.org and a PublicService of CPSV-AP."""
    settings = site.register.settings
    body = power.body or lists.name
    return _told(
        {
            "@context": [SCHEMA, _CPSV],
            "@type": ["GovernmentService", "cpsv:PublicService"],
            "name": power.name,
            "identifier": str(power.code),
            "dct:title": power.name,
            "dct:identifier": str(power.code),
            "dct:description": _short(power.content),
            "url": absolute(settings, site.addresses.item(power)),
            "serviceType": str(power.type),
            "provider": {"@type": "GovernmentOrganization", "@id": "#body", "name": body},
            "jurisdiction": _area(settings),
            "audience": _typed("Audience", audienceType=power.service_target),
            "availableChannel": _typed("ServiceChannel", serviceUrl=web_address(power.website)),
            "serviceOutput": _typed("Thing", name=power.result),
            "cv:hasCompetentAuthority": {"@id": "#body"},
            "cv:processingTime": _duration(power.promised_limit or power.statutory_limit),
            "cv:hasCost": _cost(power.fee),
            "cv:hasLegalResource": _laws(power.bases),
        }
    )


def joint_ld(matter: JointMatter, site: Site) -> JsonLd:
    """Return a joint matter as a service of the department that leads it."""
    settings = site.register.settings
    return _told(
        {
            "@context": [SCHEMA, _CPSV],
            "@type": ["GovernmentService", "cpsv:PublicService"],
            "name": matter.name,
            "identifier": str(matter.code),
            "dct:title": matter.name,
            "dct:identifier": str(matter.code),
            "dct:description": _short(matter.content),
            "url": absolute(settings, site.own_lists.joint_matter(matter)),
            "provider": _typed("GovernmentOrganization", name=matter.lead),
            "jurisdiction": _area(settings),
            "audience": _typed("Audience", audienceType=matter.service_target),
            "cv:processingTime": _duration(matter.limit),
            "cv:hasLegalResource": _laws(matter.bases),
        }
    )


def site_ld(site: Site) -> JsonLd:
    """Return the site, for its home page."""
    settings = site.register.settings
    return _told(
        {
            "@context": SCHEMA,
            "@type": "WebSite",
            "name": settings.publishing.title or settings.name,
            "url": absolute(settings, ""),
            "inLanguage": "zh-CN",
            "publisher": _typed("GovernmentOrganization", name=_publisher(settings)),
        }
    )


def dataset_ld(site: Site) -> JsonLd:
    """Return the open data as a Dataset, with the files of items."""
    settings, terms = site.register.settings, terms_of(site.register)
    files = (csv_path("items"), json_path("items"), parquet_path("items", terms.division))
    return _told(
        {
            "@context": [SCHEMA, _DCAT],
            "@type": "Dataset",
            "name": f"{settings.name}开放数据",
            "description": f"{settings.name}的全部清单：事项、依据、材料、责任、流程等，每张表一个文件。",
            "url": absolute(settings, "data/index.html"),
            "license": _licence(settings.publishing.licence),
            "creator": _typed("GovernmentOrganization", name=settings.office),
            "publisher": _typed("GovernmentOrganization", name=settings.publishing.owner),
            "spatialCoverage": _area(settings),
            "temporalCoverage": settings.date.isoformat() if settings.date else None,
            "inLanguage": "zh-CN",
            "distribution": [_download(settings, path) for path in (*files, DICTIONARY_JSON)],
        }
    )


def script(data: Mapping[str, Any]) -> Markup:
    """Return JSON-LD as it stands in a page; nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 - see above


def absolute(settings: Settings, path: str) -> str | None:
    """Return where a page will stand on the web; None where the settings do not say."""
    address = web_address(settings.publishing.address)
    return urljoin(f"{address.rstrip('/')}/", path) if address else None


def _told(data: JsonLd) -> JsonLd:
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def _typed(kind: str, **facts: str | None) -> JsonLd | None:
    known = {name: value for name, value in facts.items() if value}
    return {"@type": kind, **known} if known else None


def _short(text: str | None) -> str | None:
    plain = " ".join((text or "").split())
    return f"{plain[:_LONGEST]}……" if len(plain) > _LONGEST else plain or None


def _area(settings: Settings) -> JsonLd | None:
    code = settings.division
    known = code.normalised if code is not None and code.understood else None
    return _typed("AdministrativeArea", name=settings.region, identifier=known)


def _publisher(settings: Settings) -> str | None:
    return settings.publishing.owner or settings.office


def _licence(text: str | None) -> str | JsonLd | None:
    return web_address(text) or _typed("CreativeWork", name=text)


def _duration(period: Period | None) -> str | None:
    if period is None or period.unit not in _DURATIONS or period.further:
        return None
    return _DURATIONS[period.unit].format(period.amount)


def _cost(fee: str | Fee | None) -> JsonLd | None:
    text = _short(fee.standard if isinstance(fee, Fee) else fee)
    return {"@type": "cv:Cost", "dct:description": text} if text else None


def _laws(bases: Iterable[LegalBasis]) -> list[JsonLd]:
    """The first laws that the item rests on, with their articles, without the articles' words."""
    told = (f"{b.law or ''}{b.articles or ''}" for b in bases)
    names = list(dict.fromkeys(filter(None, told)))[:_LAWS]
    return [{"dct:title": name} for name in names]


def _download(settings: Settings, path: str) -> JsonLd:
    """A file, with the kind of what it holds and of how that is packed, which schema.org has no word for."""
    *_, inner, ending = ("", *PurePosixPath(path).suffixes)
    packed = _IANA + _MEDIA_TYPES[ending] if ending in _PACKED else None
    return _told(
        {
            "@type": "DataDownload",
            "contentUrl": absolute(settings, path) or path.removeprefix("data/"),
            "encodingFormat": _MEDIA_TYPES[inner if packed else ending],
            "dcat:compressFormat": packed and {"@id": packed},
        }
    )
