"""Examining a register department by department: no more than one department's lists is held at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from quanze.findings import Finding
from quanze.load.collector import collector_paused
from quanze.load.known_places import Position
from quanze.load.outline import LightPowers
from quanze.load.processes import Opening
from quanze.load.source import Source
from quanze.load.verdict_store import VerdictStore
from quanze.model.register import Register
from quanze.rules.coverage import Coverage
from quanze.rules.earlier import EarlierVerdicts
from quanze.rules.engine import RULE_FAILED, run_rules
from quanze.rules.frame import Frame, Terms, read_frame
from quanze.rules.parts_judged import of_department, of_own
from quanze.rules.registry import RULES
from quanze.rules.rule import Reach
from quanze.rules.stages import Stages
from quanze.rules.verdicts import (
    Told,
    Verdict,
    placed,
    unpacked_outline,
)
from quanze.rules.workers import examined_apart, processes_for

_OF_WHOLE: Final = tuple(rule for rule in RULES if rule.reach is Reach.WHOLE)


@dataclass(frozen=True)
class Examined:
    """What was found in a register."""

    findings: tuple[Finding, ...]
    coverage: Coverage
    positions: tuple[Position, ...]
    """Where findings in the lists of departments stand."""


@collector_paused()
def examine(
    source: Source,
    terms: Terms,
    progress: Callable[[str], None] | None = None,
    store: VerdictStore | None = None,
    stages: Stages | None = None,
    opening: Opening | None = None,
) -> Examined:
    """Read a register and run every rule. Never fails on what a file says.

    Args:
        source: the register.
        terms: by what it is judged.
        progress: called with the path of each file before it is read.
        store: what earlier runs found; None: everything is examined now.
        stages: is told how long each stage takes.
        opening: how other processes open it; None: only this one works.
    """
    stages = stages or Stages()
    with stages.timed("读设置、部门和参照的清单"):
        frame = read_frame(source, terms, progress)
    with stages.timed("找以前检查过的", unit="个部门") as stage:
        earlier = _earlier(frame, store)
        known = earlier.verdicts() if earlier is not None else {}
        stage.count = len(known)
    missing = [slug for slug in frame.slugs if slug not in known]
    made = dict(_made(frame, missing, terms, opening, stages))
    if earlier is not None:
        earlier.keep(made)
    verdicts = {slug: (known | made)[slug] for slug in frame.slugs}
    with stages.timed("检查部门以外的清单和记录"):
        own = (*frame.findings, *of_own(frame.register))
    with stages.timed("检查部门之间"):
        whole = _of_whole(frame, verdicts, earlier)
    told = (*(verdict.told for verdict in verdicts.values()), whole)
    found = chain(own, *(one.findings for one in told))
    coverage = Coverage(
        frame.register.settings,
        frame.files,
        sum(verdict.items for verdict in verdicts.values()),
        not frame.register.unread and not any(one.unread for one in verdicts.values()),
        bool(frame.register.law_texts),
    )
    positions = tuple(chain.from_iterable(one.positions for one in told))
    return Examined(tuple(_once(found)), coverage, positions)


def _made(
    frame: Frame, slugs: list[str], terms: Terms, opening: Opening | None, stages: Stages
) -> Iterator[tuple[str, Verdict]]:
    """Examine departments, in several processes where that is worth it."""
    processes = processes_for(frame, slugs) if opening is not None else 1
    if opening is None or processes == 1:
        yield from ((slug, of_department(frame, slug, stages)) for slug in slugs)
        return
    with stages.timed(f"检查各部门（{processes} 个进程）", len(slugs), "个部门"):
        for slug, verdict in examined_apart(frame, opening, terms, slugs, processes):
            frame.reader.tell(f"departments/{slug}")
            yield slug, verdict


def _earlier(frame: Frame, store: VerdictStore | None) -> EarlierVerdicts | None:
    ids = store.identities(frame.source) if store is not None else None
    return EarlierVerdicts(store, frame, ids) if store is not None and ids is not None else None


def _of_whole(
    frame: Frame, verdicts: Mapping[str, Verdict], earlier: EarlierVerdicts | None
) -> Told:
    """Find what is wrong between departments, from their outlines."""
    keys = [verdict.outline_key for verdict in verdicts.values()]
    found = earlier.of_whole(keys) if earlier is not None else None
    if found is None:
        whole = with_outlines(frame.register, _outlines(frame, verdicts, earlier))
        found = tuple(run_rules(whole, _OF_WHOLE))
        if earlier is not None:
            earlier.keep_of_whole(keys, found)
    return placed(found, frame.source) if earlier is None else earlier.placed(found)


def _outlines(
    frame: Frame, verdicts: Mapping[str, Verdict], earlier: EarlierVerdicts | None
) -> Iterator[bytes]:
    absent = [verdict.outline_key for verdict in verdicts.values() if verdict.outline is None]
    fetched = earlier.outlines(absent) if earlier is not None else {}
    for slug, verdict in verdicts.items():
        found = verdict.outline or fetched.get(verdict.outline_key)
        yield found or of_department(frame, slug).outline or b""


def with_outlines(register: Register, outlines: Iterable[bytes]) -> Register:
    """Return a register with its departments' lists in outline."""
    departments = {lists.slug: lists.department for lists in register.departments}
    light = LightPowers()
    read = map(unpacked_outline, outlines)
    lists = tuple(one.lists(departments[one.slug], light) for one in read)
    return replace(register, departments=lists)


def _once(found: Iterable[Finding]) -> Iterator[Finding]:
    """Tell a rule that failed in several parts once."""
    failed: set[str] = set()
    for one in found:
        if one.code != RULE_FAILED:
            yield one
        elif one.message not in failed:
            failed.add(one.message)
            yield one
