"""D5 职责空泛."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.element import Element, KeyPath
from quanze.model.register import DepartmentLists, Register
from quanze.rules.parts import parts
from quanze.rules.rule import Family, Rule, found, shortened
from quanze.rules.wording import is_vague


def check(register: Register) -> Iterator[Finding]:
    """Find duties that only guide, take part or help, and do not say what is done."""
    for lists in register.departments:
        for element, path, what, text in _duties(lists):
            if is_vague(text):
                yield found(
                    "D5", element, *path,
                    message="{what}只写了“{text}”，没有写具体做什么",
                    what=what, text=shortened(text.strip()),
                )  # fmt: skip


def _duties(lists: DepartmentLists) -> Iterator[tuple[Element, KeyPath, str, str]]:
    """Every text that is the whole of somebody's duty."""
    for power in lists.powers:
        for part in parts(power):
            if part.own.department_role:
                yield (
                    power,
                    (*part.path, "部门职责"),
                    f"{part.title}的部门职责",
                    part.own.department_role,
                )
    for main in lists.main_duties:
        if not main.tasks:
            yield main, (), "主要职责", main.content
    for duty in lists.duties:
        texts = [stage.content for stage in duty.stages]
        if texts and all(map(is_vague, texts)):
            power_ = lists.powers_by_code.get(str(duty.item))
            title = shortened(power_.name) if power_ else str(duty.item)
            yield duty, ("责任", 0), f"“{title}”的责任", texts[0]
    for matter in lists.boundaries:
        for i, share in enumerate(matter.shares):
            what = f"“{shortened(matter.matter)}”里{share.department}的分工"
            yield matter, ("部门分工", i, "分工"), what, share.task


RULE = Rule(
    code="D5",
    name="职责空泛",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    why="整项职责只有“指导”“参与”“配合”“协助”，没有具体动作，履行没有履行都说得通，出了问题也没法追责。",
    source="通化市责任清单实施意见（明确职责分工，分清主办、协办关系）；枣庄市编制责任清单的要求（慎用指导、参与、配合、协助等词）",
    mend="写明具体做什么：检查什么、向谁通报、几日内提出意见、承担哪一段；确实没有具体职责的，不列。",
    check=check,
)
