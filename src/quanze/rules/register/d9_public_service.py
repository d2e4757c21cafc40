"""D9 公共服务事项没有承办机构、监督电话."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.duty import PublicService
from quanze.model.register import DepartmentLists, Register
from quanze.rules.rule import Family, Rule, found
from quanze.rules.tables import is_filler
from quanze.rules.wording import any_phone


def check(register: Register) -> Iterator[Finding]:
    """Find public services that do not say who provides them, or where to complain by telephone."""
    for lists in register.departments:
        for service in lists.public_services:
            missing = list(_missing(lists, service))
            if missing:
                message = "公共服务事项“{name}”没有写{missing}"
                yield found("D9", service, message=message, missing="、".join(missing))


def _missing(lists: DepartmentLists, service: PublicService) -> Iterator[str]:
    if is_filler(service.office or ""):
        yield "承办机构"
    of_department = lists.department.supervision if lists.department else ()
    if not any_phone((*service.supervision, *of_department)):
        yield "监督电话"


RULE = Rule(
    code="D9",
    name="公共服务事项没有承办机构、监督电话",
    severity=Severity.WARNING,
    family=Family.REGISTER,
    why="公共服务事项要让群众知道找谁办、办不好向谁反映。",
    source="公共服务事项清单的通行栏目（承办机构、咨询投诉）；吉林省政府部门责任清单的公共服务事项栏目；通化市责任清单实施意见",
    mend="写上“承办机构”；在“监督方式”里写电话，或在 department.yaml 的“监督渠道”里写全部门的监督电话。",
    check=check,
)
