"""The sheets of lists that belong to no single department: regulations, negative list, joint matters,
delegations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quanze.model.element import Element
from quanze.model.joint_flow import ways_of
from quanze.model.register import Register
from quanze.publish.workbook.plain_text import labelled
from quanze.publish.workbook.sheet import Sheet, counted, used


def register_sheets(register: Register) -> Iterator[Sheet]:
    """Yield the sheets, empty ones too."""
    yield _sheet("配套制度", "职权运行配套制度", "项", _records(register.regulations))
    bodies = _records(register.coordinating_bodies)
    yield _sheet("议事协调机构", "议事协调机构", "个", bodies)
    negative = register.negative_list
    entries = negative.entries if negative else ()
    yield _sheet("负面清单", negative.title if negative else "", "项", _records(entries))
    whole = (matter.model_copy(update={"stages": ()}) for matter in register.joint_matters)
    yield _sheet("并联审批", "并联审批事项", "件", _records(whole))
    yield _sheet("并联的各项", "并联审批事项的各项", "项", list(_joint_parts(register)))
    items = [
        {
            "批次": one.number,
            "批次标题": one.title,
            "批次方式": str(one.mode),
            **dict(labelled(item)),
        }
        for one in register.delegations
        for item in one.items
    ]
    yield _sheet("放权事项", "下放、委托事项清单", "项", items)


def _joint_parts(register: Register) -> Iterator[dict[str, str]]:
    """Go through the parts of joint matters, with what the lists say of those that are items."""
    for matter in register.joint_matters:
        for stage in matter.stages:
            head = {
                "并联事项": matter.name,
                "阶段": stage.name,
                "阶段牵头部门": stage.lead or "",
                "阶段时限": str(stage.limit or ""),
            }
            for branch in ways_of(stage, register).branches:
                own = {label: text for label, text in labelled(branch.part) if text}
                told = {
                    "事项": "",
                    "名称": branch.name,
                    "部门": branch.body,
                    "时限": str(branch.limit or ""),
                }
                yield {**head, **told, **own}
            if not stage.parts:
                yield head


def _records(elements: Iterable[Element]) -> list[dict[str, str]]:
    return [dict(labelled(element)) for element in elements]


def _sheet(name: str, heading: str, noun: str, records: Sequence[dict[str, str]]) -> Sheet:
    columns = tuple(dict.fromkeys(label for record in records for label in record))
    return used(name, heading, counted(records, noun), columns, records, fixed=2)
