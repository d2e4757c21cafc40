"""What is wrong in one part of a register: in one department's lists, or outside of all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from quanze.findings import Finding
from quanze.load.collector import collector_paused
from quanze.load.outline import outline
from quanze.load.verdict_store import digest
from quanze.model.register import DepartmentLists, Register
from quanze.rules.engine import RULE_FAILED, run_rules
from quanze.rules.frame import Frame
from quanze.rules.registry import RULES
from quanze.rules.rule import Reach
from quanze.rules.stages import Stages
from quanze.rules.verdicts import Verdict, packed_outline, placed

_OF_PARTS: Final = tuple(rule for rule in RULES if rule.reach is Reach.PART)
_OF_OWN: Final = tuple(rule for rule in RULES if rule.reach is Reach.OWN)


def of_own(register: Register) -> Iterator[Finding]:
    """Find what is wrong outside of the departments' lists."""
    yield from run_rules(replace(register, departments=()), (*_OF_PARTS, *_OF_OWN))


@collector_paused()
def of_department(frame: Frame, slug: str, stages: Stages | None = None) -> Verdict:
    """Read a department's lists and find what is wrong in them."""
    stages = stages or Stages()
    with stages.timed("读取", len(frame.reader.paths_of(slug)), "个文件"):
        read = frame.reader.department(slug)
    with stages.timed("检查各部门", len(read.lists.powers), "项职权"):
        findings = (*read.findings, *_found_in(frame.register, read.lists))
    with stages.timed("定位", len(findings), "处"):
        told = placed(findings, frame.source)
    with stages.timed("记要点"):
        kept = packed_outline(outline(read.lists, read.data))
    unread = bool(read.lists.unread)
    return Verdict(told, len(read.lists.powers), unread, digest(kept), kept)


def _found_in(register: Register, lists: DepartmentLists) -> Iterator[Finding]:
    alone = Register(
        register.settings,
        (lists,),
        register.laws,
        register.as_of,
        register.reference_lists,
        law_texts=register.law_texts,
    )
    own = f"departments/{lists.slug}/"
    for found in run_rules(alone, _OF_PARTS):
        # What stands elsewhere is told once, by `of_own`.
        if found.origin.file.startswith(own) or found.code == RULE_FAILED:
            yield found
