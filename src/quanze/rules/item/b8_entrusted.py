"""B8 受委托、授权组织没有写明来源."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.power import BodyNature
from quanze.model.register import Register
from quanze.rules.bases import all_known
from quanze.rules.parts import every_part
from quanze.rules.rule import Family, Rule, found
from quanze.rules.tables import ranks_for


def check(register: Register) -> Iterator[Finding]:
    """Find entrusted bodies without the entrusting body, and authorised ones without law."""
    for power, part in every_part(register):
        nature = part.own.body_nature
        if nature is BodyNature.ENTRUSTED and not part.value("委托机关"):
            yield found(
                "B8", power, *part.path, "主体性质",
                message="{what}由受委托组织实施，没有写“委托机关”", what=part.title,
            )  # fmt: skip
        if nature is not BodyNature.AUTHORISED:
            continue
        authority = part.value("授权依据") or ()
        known = all_known(authority)
        if not authority:
            yield found(
                "B8", power, *part.path, "主体性质",
                message="{what}由授权组织实施，没有写“授权依据”", what=part.title,
            )  # fmt: skip
        elif known is not None and not known & ranks_for("授权"):
            yield found(
                "B8", power, *part.path, "授权依据",
                message="{what}的授权依据不是法律、法规：{basis}",
                what=part.title, basis=authority[0].citation or authority[0].text,
            )  # fmt: skip


RULE = Rule(
    code="B8",
    name="受委托、授权组织没有写明来源",
    severity=Severity.ERROR,
    family=Family.ITEM,
    why="受委托组织以委托机关的名义行使职权，责任由委托机关承担；授权组织要有法律、法规的授权。不写明，就不知道谁负责。",
    source="《行政许可法》第二十三条、第二十四条；《行政处罚法》第十九条至第二十一条；公主岭市2016年表式填写说明（受委托单位填写委托单位名称）",
    mend="补写“委托机关”，或者“授权依据”（法律、法规的名称和条款）。",
    check=check,
)
