"""B17 清单写的部门与部门文件不一致."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.register import Register
from quanze.model.word_table import plain
from quanze.rules.rule import Family, Rule


def check(register: Register) -> Iterator[Finding]:
    """Find lists that name another department than the folder they stand in."""
    for lists in register.departments:
        department = lists.department
        if department is None:
            continue
        names = {plain(department.name), plain(department.short_name or department.name)}
        for stem, (name, origin) in lists.heads.items():
            if plain(name) not in names:
                yield Finding(
                    "B17",
                    origin,
                    f"{stem}.yaml 写的部门是“{name}”，department.yaml 写的是“{department.name}”",
                    params={"name": name, "department": department.name},
                )


RULE = Rule(
    code="B17",
    name="部门名称不一致",
    severity=Severity.ERROR,
    family=Family.REGISTER,
    why="一个文件夹是一个部门；部门名称不一致，多半是清单放错了文件夹，公布出来就成了别的部门的职权。",
    source="quanze 清单库格式（docs/format.md）；中办发〔2015〕21号（行使主体应当明确）",
    mend="放错文件夹的，移到自己部门的文件夹；名称写错或改名的，改成与 department.yaml 一致。",
    check=check,
)
