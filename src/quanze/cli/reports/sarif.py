"""SARIF 2.1.0, the OASIS exchange format of static analysis."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from quanze import __version__
from quanze.cli.reports.words import mend_of
from quanze.findings import Place, Report, Reported, Severity, State
from quanze.load.source import BASELINE_FILE
from quanze.model.patterns import pattern
from quanze.rules.registry import RULES
from quanze.rules.rule import Rule

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
ROOT = "%SRCROOT%"

_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
    Severity.OFF: "none",
}
_INDEX = {rule.code: index for index, rule in enumerate(RULES)}
_SPECIAL = pattern(r"[\[\]{}]")


def sarif_report(report: Report, prefix: str, column: Callable[[Place], int]) -> dict[str, Any]:
    """Return the report as a SARIF log with one run.

    Args:
        report: the findings; what is waived or known is in it as suppressed.
        prefix: what stands before the register's paths in its repository.
        column: gives the column of a place in UTF-16 code units.
    """
    locate = _Locations(prefix, column)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "quanze",
                        "version": __version__,
                        "language": "zh-CN",
                        "rules": [_rule(rule) for rule in RULES],
                    }
                },
                "columnKind": "utf16CodeUnits",
                "originalUriBaseIds": {ROOT: {"description": {"text": "仓库的最上层文件夹"}}},
                "results": [_result(entry, locate) for entry in report.entries],
            }
        ],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    off = rule.severity is Severity.OFF
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.name},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"为什么：{rule.why}\n依据：{rule.source}\n怎么改：{rule.mend}"},
        "defaultConfiguration": {
            "level": _LEVELS[rule.severity],
            **({"enabled": False} if off else {}),
        },
        "properties": {"tags": [str(rule.family)]},
    }


class _Locations:
    """Makes SARIF's locations of places."""

    def __init__(self, prefix: str, column: Callable[[Place], int]) -> None:
        self._prefix = prefix
        self._column = column

    def of(self, place: Place) -> dict[str, Any]:
        uri = quote(self._prefix + place.file, safe="/")
        return {
            "physicalLocation": {
                "artifactLocation": {"uri": uri, "uriBaseId": ROOT},
                "region": {"startLine": place.line, "startColumn": self._column(place)},
            }
        }


def _result(entry: Reported, locate: _Locations) -> dict[str, Any]:
    found = entry.finding
    location = locate.of(entry.place)
    if found.item:
        location["logicalLocations"] = [{"name": found.item, "kind": "item"}]
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": _INDEX[found.code],
        "level": _LEVELS[entry.severity],
        "message": {"text": escaped(f"{found.message}\n怎么改：{mend_of(found)}")},
        "locations": [location],
        "partialFingerprints": {"quanze/v1": found.fingerprint},
    }
    if entry.related:
        result["relatedLocations"] = [
            {"id": number, **locate.of(place)} for number, place in enumerate(entry.related, 1)
        ]
    if reason := _suppression(entry):
        result["suppressions"] = [{"kind": "external", "justification": reason}]
    if found.name or found.source:
        words = {"事项名称": found.name, "原表位置": found.source}
        result["properties"] = {key: value for key, value in words.items() if value}
    return result


def _suppression(entry: Reported) -> str:
    if entry.state is State.KNOWN:
        return f"已知问题，记在 {BASELINE_FILE}"
    return entry.reason or "已豁免" if entry.state is State.WAIVED else ""


def escaped(text: str) -> str:
    """Escape what means something in a SARIF message: links [text](to) and placeholders {0}."""
    return _SPECIAL.sub(lambda sign: _escape(sign.group()), text)


def _escape(sign: str) -> str:
    return sign * 2 if sign in "{}" else "\\" + sign
