"""B2 统一社会信用代码有误."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.findings import Finding, Severity
from quanze.model.credit_code import CreditCode
from quanze.model.register import Register
from quanze.rules.rule import Family, Rule, found
from quanze.rules.schemes import CREDIT_CODE, best_match, schemes_of


def check(register: Register) -> Iterator[Finding]:
    """Check the code of every department, and the one inside item codes, against GB 32100-2015."""
    schemes = schemes_of(register.settings)[0]
    for lists in register.departments:
        department = lists.department
        if department is not None and department.credit_code is not None:
            code = department.credit_code
            if code.problem:
                fix = code.normalised if code.understood else None
                yield found(
                    "B2", department, "统一社会信用代码",
                    message="{name}的统一社会信用代码：{problem}", problem=code.problem, fix=fix,
                )  # fmt: skip
        for power in lists.powers:
            match = best_match(power.code, schemes)
            inner = match.checked(CREDIT_CODE) if match else None
            if inner and (problem := CreditCode(inner).problem):
                yield found(
                    "B2", power, "编码",
                    message="“{name}”的编码中，统一社会信用代码部分有误：{problem}", problem=problem,
                )  # fmt: skip


RULE = Rule(
    code="B2",
    name="统一社会信用代码有误",
    severity=Severity.WARNING,
    family=Family.ITEM,
    why="代码的末位是按前面各位算出来的校验码；不符就是抄错了，用它对接平台会失败。",
    source="GB 32100-2015《法人和其他组织统一社会信用代码编码规则》；GB 11714（组织机构代码）",
    mend="照登记证书核对改正；18 位数字和大写字母，不用 I、O、S、V、Z。",
    check=check,
    fixable=True,
)
