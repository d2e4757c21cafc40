"""E7 没有电话、网址不通."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quanze.findings import Finding, Severity
from quanze.model.element import Element, KeyPath, Origin
from quanze.model.patterns import pattern
from quanze.model.register import DepartmentLists, Register
from quanze.rules.parts import parts
from quanze.rules.rule import Family, Rule, found, shortened
from quanze.rules.tables import is_filler
from quanze.rules.wording import any_phone, has_phone

_ADDRESS: Final = pattern(
    r"(?:https?://)?(?:(?:[\w-]+\.)+[A-Za-z]{2,}|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?(?:[/?#][^\s　-〿＀-￯]*)?"
)


def check(register: Register) -> Iterator[Finding]:
    """Find departments that state no telephone at all, and addresses that cannot lead anywhere."""
    public = has_phone(register.settings.publishing.contact)
    for lists in register.departments:
        if lists.powers and not public and not lists.unread and not _has_phone(lists):
            yield Finding(
                "E7",
                _origin(lists),
                f"{lists.name}的清单里没有一个电话：咨询方式、监督渠道、窗口、内设机构都没有写",
                params={"department": lists.name},
                name=lists.name,
                about=lists.name,
            )
        for element, path, what, address in _addresses(lists):
            if not is_filler(address) and not _ADDRESS.fullmatch(address.strip()):
                yield found(
                    "E7", element, *path,
                    message="{what}“{address}”打不开：不是一个完整的网址",
                    what=what, address=shortened(address.strip()),
                )  # fmt: skip


def _origin(lists: DepartmentLists) -> Origin:
    if lists.department is not None:
        return lists.department.origin
    _, origin = lists.heads.get("power", ("", lists.powers[0].origin))
    return origin


def _has_phone(lists: DepartmentLists) -> bool:
    department = lists.department
    if department is not None:
        stated = [office.phone for office in department.offices]
        stated += [counter.phone for counter in department.counters]
        if any(map(has_phone, stated)):
            return True
        if any_phone((*department.consultation, *department.supervision)):
            return True
    items = (part.own for power in lists.powers for part in parts(power))
    return any(any_phone((*own.consultation, *own.supervision)) for own in items) or any(
        any_phone(service.supervision) for service in lists.public_services
    )


def _addresses(lists: DepartmentLists) -> Iterator[tuple[Element, KeyPath, str, str]]:
    if lists.department is not None and lists.department.website:
        yield lists.department, ("网站",), "部门网站", lists.department.website
    for power in lists.powers:
        for part in parts(power):
            if part.own.website:
                yield power, (*part.path, "网办地址"), f"{part.title}的网办地址", part.own.website
    for service in lists.public_services:
        if service.website:
            what = f"“{shortened(service.name)}”的网办地址"
            yield service, ("网办地址",), what, service.website


RULE = Rule(
    code="E7",
    name="没有电话，网址写错",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    why="公布清单是为了让人找得到、办得成：一个电话都没有，网址打不开，等于没有公布。是否已经公布、网址现在能不能打开，要联网才知道，这里不查。",
    source="《政府信息公开条例》第二十条；《优化营商环境条例》第三十五条；《行政许可法》第三十条",
    mend="在 department.yaml 里写上“咨询方式”“监督渠道”的电话；网址写全，如 https://www.example.gov.cn/，说明文字另写。",
    check=check,
)
