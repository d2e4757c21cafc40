"""D4 职责边界不清."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quanze.findings import Finding, Severity
from quanze.model.boundary import BoundaryMatter, Role
from quanze.model.level import LevelKind
from quanze.model.patterns import pattern
from quanze.model.register import Register
from quanze.model.settings import Settings
from quanze.model.word_table import plain
from quanze.rules.rule import Family, Reach, Rule, found

_PREFIXES = {
    LevelKind.PROVINCE: ("省",),
    LevelKind.CITY: ("市", "州"),
    LevelKind.COUNTY: ("县", "区"),
}
"""How the name of a department of this level begins, where it leaves the place out."""

_DEPARTMENT = pattern(r"(?!.*(?:有关|相关|各|等)).*(?:局|委|委员会|办|办公室|厅)$")
"""Names of single departments: neither 市政府 nor 市级有关部门."""


class _Known:
    """Names of departments, each known with and without what stands before it."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._ends = frozenset(end for name in self._names for end in _ends(name))

    def has(self, name: str) -> bool:
        """Whether a name is the end of a known one, or a known one its end."""
        return name in self._ends or not self._names.isdisjoint(_ends(name))


def _ends(name: str) -> Iterator[str]:
    return (name[start:] for start in range(len(name) + 1))


def check(register: Register) -> Iterator[Finding]:
    """Find boundary matters without lead, with several, of one department, or of unknown ones."""
    known = _Known(plain(name) for name in register.departments_by_name)
    for matter in register.boundaries:
        names = dict.fromkeys(plain(share.department) for share in matter.shares)
        if len(names) < 2:
            only = "只写了一个部门，不是需要划分边界的事项" if names else "没有写部门分工"
            message = "“{name}”" + only
            yield found("D4", matter, "部门分工", message=message)
            continue
        yield from _lead(matter)
        yield from _unknown(register, matter, known)


def _lead(matter: BoundaryMatter) -> Iterator[Finding]:
    roles = [share.role for share in matter.shares]
    for role in (Role.LEAD, Role.MAIN):
        leading = [i for i, r in enumerate(roles) if r is role]
        if len(leading) > 1:
            names = "、".join(matter.shares[i].department for i in leading)
            message = f"“{{name}}”有 {len(leading)} 个部门{{role}}：{{departments}}"
            yield found(
                "D4", matter, "部门分工", leading[1], "角色", message=message,
                related=(matter.origin.at("部门分工", leading[0], "角色"),),
                role=role, departments=names,
            )  # fmt: skip
        if leading:
            return
    # Lists without a column for roles say who leads in the text itself.
    said = " ".join([*(share.task for share in matter.shares), matter.coordination or ""])
    if not any(word in said for word in (Role.LEAD, Role.MAIN)):
        yield found("D4", matter, "部门分工", message="“{name}”没有写哪个部门牵头")


def _unknown(register: Register, matter: BoundaryMatter, known: _Known) -> Iterator[Finding]:
    """Departments that by their name belong to this register's government, and are not in it."""
    if len(register.departments) < 2:
        return
    for i, share in enumerate(matter.shares):
        name = plain(share.department)
        if not _DEPARTMENT.match(name) or not _is_ours(register.settings, name):
            continue
        if not known.has(name):
            message = "“{name}”写到{department}，清单库里没有这个部门"
            yield found(
                "D4", matter, "部门分工", i, "部门", message=message, department=share.department
            )


def _is_ours(settings: Settings, name: str) -> bool:
    """Whether a name says that it is a department of the register's own government."""
    region, level = plain(settings.region or ""), settings.level
    if region and name.startswith(region):
        return True
    prefixes = _PREFIXES.get(level.kind, ()) if level and level.kind else ()
    if level and level.kind is LevelKind.COUNTY and region.endswith("市"):
        prefixes = ("市",)
    return name.startswith(prefixes)


RULE = Rule(
    code="D4",
    name="职责边界不清",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    reach=Reach.WHOLE,
    why="几个部门都管的事，要写明谁牵头、谁配合；没有牵头、两个牵头，或者写了不存在的部门，出了事就互相推诿。",
    source="通化市责任清单实施意见（职责边界：履职界限、职责分工、牵头部门）；济南市政府部门制度建设三年行动计划实施方案；"
    "中央机构编制部门的职责分工协调办法第六条、第七条",
    mend="每件事只写一个“牵头”，其余写“主办”“协办”“配合”；部门名称与 department.yaml 一致，改了名的在“曾用名”里写上。",
    check=check,
)
