"""JSON-LD has terms that exist, facts of the lists alone, and cannot break out of its element."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from quanze.model.power import Power
from quanze.model.register import DepartmentLists, Register
from quanze.model.settings import Settings
from quanze.publish.site import Site
from quanze.publish.site.json_ld import dataset_ld, json_ld, script, site_ld
from tests.publish.conftest import PERMIT

Make = Callable[..., Register]
IANA = "https://www.iana.org/assignments/media-types"

_THING = {"name", "description", "identifier", "url"}
_SERVICE = _THING | {
    "serviceType", "provider", "jurisdiction", "audience", "availableChannel", "serviceOutput",
}  # fmt: skip
_CPSV = {
    "dct:title", "dct:identifier", "dct:description",
    "cv:hasCompetentAuthority", "cv:processingTime", "cv:hasCost", "cv:hasLegalResource",
}  # fmt: skip
_WORK = _THING | {"license", "creator", "publisher", "inLanguage", "temporalCoverage"}
TERMS = {
    "GovernmentService": _SERVICE | _CPSV,
    "GovernmentOrganization": _THING,
    "AdministrativeArea": _THING,
    "Audience": _THING | {"audienceType"},
    "ServiceChannel": _THING | {"serviceUrl"},
    "Thing": _THING,
    "WebSite": _WORK,
    "Dataset": _WORK | {"spatialCoverage", "distribution"},
    "DataDownload": _WORK | {"contentUrl", "encodingFormat", "dcat:compressFormat"},
    "CreativeWork": _WORK,
    "cv:Cost": {"dct:description"},
    None: {"dct:title"},
}
"""Type -> the properties that it has in schema.org, CPSV-AP or DCAT; None for what is given without a type."""


def nodes(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        if set(data) != {"@id"}:
            yield data
        for name, value in data.items():
            if name != "@context":
                yield from nodes(value)
    elif isinstance(data, list):
        for value in data:
            yield from nodes(value)


def type_of(node: dict[str, Any]) -> str | None:
    kind = node.get("@type")
    return kind[0] if isinstance(kind, list) else kind


def check_terms(data: dict[str, Any]) -> None:
    for node in nodes(data):
        assert {name for name in node if name[0] != "@"} <= TERMS[type_of(node)]
        assert all(value not in (None, "", [], {}) for value in node.values())


def of_power(settings: dict[str, Any] | None = None, **elements: Any) -> dict[str, Any]:
    power = Power.model_validate({"编码": "A1", "名称": "试验", "类型": "行政许可", **elements})
    lists = DepartmentLists("a", powers=(power,))
    register = Register(Settings.model_validate({"名称": "试验", **(settings or {})}), (lists,))
    return json_ld(power, lists, Site(register))


@pytest.fixture(scope="module")
def made(register: Register) -> Site:
    return Site(register)


class TestItem:
    def test_the_terms_exist(self, register: Register, made: Site) -> None:
        for power in register.powers:
            data = json_ld(power, register.lists_of(power), made)
            check_terms(data)
            assert data["@type"] == ["GovernmentService", "cpsv:PublicService"]

    def test_it_says_what_the_list_says(self, register: Register, made: Site) -> None:
        (permit,) = register.powers_by_code[PERMIT]
        data = json_ld(permit, register.lists_of(permit), made)

        assert data["name"] == permit.name
        assert data["identifier"] == PERMIT
        assert (data["dct:title"], data["dct:identifier"]) == (permit.name, PERMIT)
        assert str(permit.content).startswith(data["dct:description"][:20])
        assert data["serviceType"] == "行政许可"
        assert data["provider"]["name"] == permit.body
        assert data["jurisdiction"] == {"@type": "AdministrativeArea", "name": "试验市"}
        assert data["serviceOutput"]["name"] == permit.result
        assert data["availableChannel"]["serviceUrl"] == permit.website
        assert data["cv:hasCompetentAuthority"] == {"@id": data["provider"]["@id"]}

    def test_a_list_that_is_silent_adds_nothing(self) -> None:
        assert set(of_power()) == {
            "@context", "@type", "name", "identifier", "dct:title", "dct:identifier",
            "serviceType", "provider", "cv:hasCompetentAuthority",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("limit", "duration"),
        [
            ("60日", "P60D"),
            ("3个月", "P3M"),
            ("1年", "P1Y"),
            ("24小时", "PT24H"),
            ("20个工作日", None),
            ("当场", None),
            ("30日，可以延长10日", None),
        ],
    )
    def test_working_days_are_no_duration(self, limit: str, duration: str | None) -> None:
        assert of_power(法定时限=limit).get("cv:processingTime") == duration
        assert of_power(法定时限="9日", 承诺时限=limit).get("cv:processingTime") == duration

    def test_its_address_is_told_where_the_settings_tell_the_site_s(self) -> None:
        data = of_power({"发布": {"网址": "https://www.example.gov.cn/qzqd"}})

        assert data["url"].startswith("https://www.example.gov.cn/qzqd/items/")
        assert "url" not in of_power({"发布": {"网址": "javascript:alert(1)"}})

    def test_it_is_about_a_kilobyte(self, register: Register, made: Site) -> None:
        for power in register.powers:
            told = script(json_ld(power, register.lists_of(power), made))
            assert len(told.encode()) < 1600

    def test_long_texts_are_cut(self) -> None:
        content = "对申请进行审查。" * 100
        data = of_power(行使内容=content, 收费={"标准": content})

        assert len(data["dct:description"]) < 50
        assert data["dct:description"].endswith("……")
        assert len(data["cv:hasCost"]["dct:description"]) < 50


class TestSite:
    def test_the_terms_exist(self, made: Site) -> None:
        check_terms(site_ld(made))
        check_terms(dataset_ld(made))

    def test_a_file_says_what_it_holds_and_how_it_is_packed(self, made: Site) -> None:
        kinds = {
            one["contentUrl"]: (
                one["encodingFormat"],
                one.get("dcat:compressFormat", {}).get("@id"),
            )
            for one in dataset_ld(made)["distribution"]
        }

        assert kinds == {
            "csv/items.csv.zip": ("text/csv", f"{IANA}/application/zip"),
            "jsonl/items.jsonl.gz": ("application/jsonl", f"{IANA}/application/gzip"),
            "parquet/items/division=unknown/part-1.parquet": (
                "application/vnd.apache.parquet", None,
            ),
            "dictionary.json": ("application/json", None),
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("licence", "told"),
        [
            (None, None),
            ("CC BY 4.0", {"@type": "CreativeWork", "name": "CC BY 4.0"}),
            ("https://example.gov.cn/licence", "https://example.gov.cn/licence"),
        ],
    )
    def test_the_licence_is_never_made_up(self, licence: str | None, told: Any) -> None:
        publishing = {"许可": licence} if licence else {}
        register = Register(Settings.model_validate({"名称": "试验", "发布": publishing}))

        assert dataset_ld(Site(register)).get("license") == told


class TestScript:
    @pytest.mark.parametrize(
        "text", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "&lt;", "a\u2028b"]
    )
    def test_no_text_leaves_the_element(self, text: str) -> None:
        written = str(script({"name": text}))
        inner = written.removeprefix('<script type="application/ld+json">').removesuffix(
            "</script>"
        )

        assert not set(inner) & set("<>&\u2028")
        assert json.loads(inner) == {"name": text}
