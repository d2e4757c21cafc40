"""E3 材料没有写明."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.element import Element, KeyPath
from quanze.model.items import Material
from quanze.model.register import Register
from quanze.rules.parts import every_part
from quanze.rules.rule import Family, Rule, found, shortened
from quanze.rules.wording import names_no_material


def check(register: Register) -> Iterator[Finding]:
    """Find materials such as 其他材料, that do not say what to bring."""
    for element, path, what, material in _materials(register):
        if names_no_material(material.name):
            yield found(
                "E3", element, *path,
                message="{what}的申请材料写着“{material}”，没有写明是什么材料",
                what=what, material=shortened(material.name.strip()),
            )  # fmt: skip


def _materials(register: Register) -> Iterator[tuple[Element, KeyPath, str, Material]]:
    for power, part in every_part(register):
        for i, material in enumerate(part.own.materials):
            yield power, (*part.path, "申请材料", i), part.title, material
    for lists in register.departments:
        for service in lists.public_services:
            for i, material in enumerate(service.materials):
                yield service, ("申请材料", i), f"“{shortened(service.name)}”", material


RULE = Rule(
    code="E3",
    name="材料没有写明",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="应当公示需要提交的全部材料的目录；写“其他材料”“有关材料”，群众备不齐，窗口可以随意加。",
    source="《行政许可法》第三十条（全部材料的目录）、第三十一条（不得要求提交与申请事项无关的材料）；《优化营商环境条例》第三十五条",
    mend="逐份写出材料的名称；法律条文里的“其他材料”，由主管部门写明是哪些，写不出的删去。",
    check=check,
)
