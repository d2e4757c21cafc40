"""Reads and writes quanze-baseline.yaml: one line a finding, sorted, so that git can merge it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from quanze.findings import Finding
from quanze.load import schema_errors
from quanze.load.documents import UNREAD, Documents
from quanze.load.emit import scalar
from quanze.load.source import BASELINE_FILE, Source
from quanze.model.baseline import KNOWN_KEY, KnownFinding
from quanze.model.element import Origin

_HEAD = f"""\
# 已知问题：旧有的、一时改不完的问题。quanze validate 不再为它们报错，新出现的照报。
# 由 quanze baseline 写成；请不要手工添加。合并时有冲突，两边的行都留下，再运行一次 quanze baseline --prune。
{KNOWN_KEY}:
"""


@dataclass(frozen=True)
class Baseline:
    """The findings that are accepted as known, and what is wrong with their file."""

    known: tuple[KnownFinding, ...] = ()
    findings: tuple[Finding, ...] = ()


def load_baseline(source: Source) -> Baseline:
    """Load the baseline of a register; without its file nothing is known."""
    documents = Documents(source)
    try:
        data = documents.read_if_there(BASELINE_FILE)
    except FileNotFoundError:
        return Baseline()
    if data is UNREAD:
        return Baseline((), tuple(documents.findings))
    entries = data.get(KNOWN_KEY) if isinstance(data, dict) else None
    if not isinstance(entries, list):
        message = f"应当是“{KNOWN_KEY}”和它的各行"
        mend = "运行 quanze baseline 重新写成。"
        wrong = Finding(schema_errors.WRONG_FORM, Origin(BASELINE_FILE), message, mend)
        return Baseline((), (*documents.findings, wrong))
    known: list[KnownFinding] = []
    findings = [*documents.findings]
    for index, entry in enumerate(entries):
        origin = Origin(BASELINE_FILE, (KNOWN_KEY, index))
        try:
            found = KnownFinding.model_validate(entry)
        except ValidationError as error:
            findings += _explained(error, entry, origin)
        else:
            found.written_at(origin)
            known.append(found)
    return Baseline(tuple(known), tuple(findings))


def _explained(error: ValidationError, entry: Any, origin: Origin) -> Iterable[Finding]:
    for problem in schema_errors.explain(error, entry, KnownFinding):
        where = origin.at(*problem.path)
        at_key = problem.code == schema_errors.UNKNOWN_KEY
        yield Finding(problem.code, where, problem.message, problem.mend, at_key=at_key)


def baseline_text(known: Iterable[KnownFinding]) -> str:
    """Write a baseline; the same findings give the same bytes."""
    lines = sorted(known, key=lambda one: (one.file, one.item, one.rule, one.fingerprint))
    return _HEAD + "".join(f"  - {_line(one)}\n" for one in lines)


def _line(one: KnownFinding) -> str:
    written = {
        key: str(value) if key == "记于" else scalar(value, quoted=isinstance(value, str))
        for key, value in one.data().items()
    }
    return "{" + ", ".join(f"{key}: {value}" for key, value in written.items()) + "}"
