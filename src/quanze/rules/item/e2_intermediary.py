"""E2 中介服务没有依据, and E12 中介服务的依据层级不够."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.element import KeyPath
from quanze.model.items import IntermediaryService
from quanze.model.power import Power
from quanze.model.register import Register
from quanze.rules.bases import all_known, titles
from quanze.rules.parts import Part, every_part
from quanze.rules.rule import Family, Rule, found
from quanze.rules.tables import is_filler
from quanze.rules.wording import ranks_of


def check(register: Register) -> Iterator[Finding]:
    """Find intermediary services asked for without any basis."""
    for power, part, path, service in _services(register):
        if all(is_filler(basis.text) for basis in service.basis):
            yield found(
                "E2", power, *path,
                message="{what}要的中介服务“{service}”没有写依据",
                what=part.title, service=service.name,
            )  # fmt: skip


def check_ranks(register: Register) -> Iterator[Finding]:
    """Find intermediary services that rest on something below regulations."""
    for power, part, path, service in _services(register):
        known = all_known(service.basis)
        if known is not None and not known & ranks_of("中介服务"):
            yield found(
                "E12", power, *path, "依据",
                message="{what}要的中介服务“{service}”，依据不是法律、法规或者国务院决定：{basis}",
                what=part.title, service=service.name, basis=titles(service.basis),
            )  # fmt: skip


def _services(
    register: Register,
) -> Iterator[tuple[Power, Part, KeyPath, IntermediaryService]]:
    for power, part in every_part(register):
        for i, service in enumerate(part.own.intermediary):
            if not is_filler(service.name):
                yield power, part, (*part.path, "中介服务", i), service


RULE = Rule(
    code="E2",
    name="中介服务没有依据",
    severity=Severity.ERROR,
    family=Family.ITEM,
    why="作为办理行政审批条件的中介服务，应当有法律、法规或者国务院决定依据；没有依据的，不得作为审批条件。",
    source="《优化营商环境条例》第四十三条；辽源市“一单一表一图”访谈（没有依据的中介服务一律取消）",
    mend="在“中介服务: 依据”里写明法规名称和条款；查不到的，取消这项中介服务，由申请人自愿或者部门自己承担。",
    check=check,
)

RANKS_RULE = Rule(
    code="E12",
    name="中介服务的依据层级不够",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="规章和文件不能把中介服务设为审批的条件。层级是从依据的标注和名称读出来的。",
    source="《优化营商环境条例》第四十三条",
    mend="补充法律、法规或者国务院决定依据；没有的，取消这项中介服务；标注写错的，改正“类别”。",
    check=check_ranks,
)
