"""D6 职责边界与职权对不上."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.boundary import BoundaryMatter, Share
from quanze.model.patterns import pattern
from quanze.model.register import DepartmentLists, Register, group
from quanze.model.word_table import plain
from quanze.rules.parts import parts
from quanze.rules.rule import Family, Reach, Rule, found, shortened

_DOES: Final = r"(?:负责|实施|办理|核发|颁发|审批|承担|行使|受理|作出)"
_QUOTED: Final = pattern(
    _DOES
    + r"[“「](?P<name>[^”」]{3,60}(?:许可|审批|核准|处罚|检查|强制|征收|给付|确认|登记|备案|奖励|裁决))[”」]"
)
_SHORTEST: Final = 5
"""Shorter names of items are words of every sentence."""


def check(register: Register) -> Iterator[Finding]:
    """Find boundary matters that give a department what its own list does not have."""
    names = {lists.slug: _names(lists) for lists in register.departments}
    holding = _Holding(register)
    everywhere = _by_start(frozenset[str]().union(*names.values()))
    for matter in register.boundaries:
        yield from _related_items(register, matter, holding)
        for i, share in enumerate(matter.shares):
            lists = register.departments_by_name.get(share.department)
            if lists is None or not lists.powers or "power" in lists.unread:
                continue
            for name in _done(share, everywhere):
                if name not in names[lists.slug]:
                    yield found(
                        "D6", matter, "部门分工", i, "分工",
                        message="“{name}”写{department}负责“{item_name}”，{department}的权力清单里没有这一项",
                        department=share.department, item_name=shortened(name),
                    )  # fmt: skip


def _names(lists: DepartmentLists) -> frozenset[str]:
    """The names of a department's items, of their parts and of its public services."""
    own = [getattr(part.own, "name", "") for power in lists.powers for part in parts(power)]
    return frozenset(map(plain, (*own, *(service.name for service in lists.public_services))))


def _by_start(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Names by their first letters: a text is held against those only that can begin in it."""
    return group((name[:_SHORTEST], name) for name in names if len(name) >= _SHORTEST)


def _done(share: Share, everywhere: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Items that a share says the department does: in quotes, or by the exact name of one listed."""
    task = plain(share.task)
    quoted = [found["name"] for found in _QUOTED.finditer(task)]
    listed = [
        name
        for start in {task[at : at + _SHORTEST] for at in range(len(task))}
        for name in everywhere.get(start, ())
        if name in task
        and re.search(
            _DOES + r"[“「]?" + re.escape(name) + r"(?:[”」，,。；;、]|的?工作|事项|$)", task
        )
    ]
    return sorted({*quoted, *listed})


class _Holding:
    """The departments whose lists have a code, and all names that these go by."""

    def __init__(self, register: Register) -> None:
        held = ((code, lists) for lists in register.departments for code in _codes(lists))
        self.lists_by_code = group(held)
        known = register.departments_by_name.items()
        self.names_by_slug = group((lists.slug, plain(name)) for name, lists in known)


def _codes(lists: DepartmentLists) -> dict[str, None]:
    """The codes of a department's items and of their parts, each once."""
    codes = (getattr(part.own, "code", None) for power in lists.powers for part in parts(power))
    return dict.fromkeys(str(code) for code in codes if code)


def _related_items(
    register: Register, matter: BoundaryMatter, holding: _Holding
) -> Iterator[Finding]:
    """Codes under 相关事项 that no list has, or only lists of departments outside the matter."""
    inside = {plain(share.department) for share in matter.shares}
    for i, item in enumerate(matter.items):
        code = str(item)
        holders = holding.lists_by_code.get(code, ())
        if not holders:
            if not any(_may_hold(lists, code) for lists in register.departments):
                message = "“{name}”的相关事项 {number}，清单库里没有"
                yield found("D6", matter, "相关事项", i, message=message, number=code)
        elif inside.isdisjoint(
            name for lists in holders for name in holding.names_by_slug.get(lists.slug, ())
        ):
            yield found(
                "D6", matter, "相关事项", i,
                message="“{name}”的相关事项 {number} 属于{department}，部门分工里没有写它",
                number=code, department=holders[0].name,
            )  # fmt: skip


def _may_hold(lists: DepartmentLists, code: str) -> bool:
    return "power" in lists.unread or code in lists.unread


RULE = Rule(
    code="D6",
    name="职责边界与职权对不上",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="边界清单说某部门负责，它自己的权力清单里却没有，或者相关事项属于没有写进分工的部门：两张清单各说各的，责任就落空。",
    source="济南市政府部门制度建设三年行动计划实施方案（职责边界）；通化市责任清单实施意见（厘清履职界限，明确职责分工）",
    mend="核对“三定”规定和法律：职权漏列的补进它的权力清单，分工写错的改正分工；编码变了的改“相关事项”。",
    check=check,
)
