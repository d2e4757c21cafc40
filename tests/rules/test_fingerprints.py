"""A finding of several items stays the same while these are renamed, moved or written elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quanze.findings import Report
from quanze.rules.registry import RULES_BY_CODE

Examine = Callable[..., Report]

DUTY = "因不履行或者不正确履行行政职责，有其他违反法律法规规章规定的行为"
ITEM = """\
  - 编码: "T-lyj-CF-000{n}"
    名称: {name}
    类型: 行政处罚
    设定依据:
      - 法规: 《中华人民共和国森林法》
        条款: 第七十六条
        原文: 盗伐林木的，并处盗伐林木价值五倍以上十倍以下的罚款。
"""
HELD = """\
  - 事项: "T-lyj-CF-000{n}"
    责任:
      - 立案
    追责:
      情形: {text}
"""


def lists(*items: tuple[int, str]) -> tuple[str, str]:
    powers = "".join(ITEM.format(n=n, name=name) for n, name in items)
    duties = "".join(HELD.format(n=n, text=DUTY) for n, _ in items)
    return f"部门: 市林业局\n事项:\n{powers}", f"部门: 市林业局\n责任事项:\n{duties}"


BEFORE = lists((1, "盗伐林木的处罚"), (2, "滥伐林木的处罚"))
RENAMED = lists((1, "对盗伐林木的处罚"), (2, "滥伐林木的处罚"))
MOVED = lists((2, "滥伐林木的处罚"), (1, "盗伐林木的处罚"))


@pytest.mark.parametrize("code", ["B14", "D2", "E4", "E7"])
@pytest.mark.parametrize(
    ("after", "file"),
    [(RENAMED, "power"), (MOVED, "power"), (BEFORE, "power/全部")],
    ids=["an item renamed", "the last item first", "the list in a folder"],
)
def test_it_is_the_same_finding(
    code: str, after: tuple[str, str], file: str, examine: Examine
) -> None:
    def prints(power: str, duty: str, where: str) -> set[str]:
        files = {
            f"departments/lyj/{where}.yaml": power,
            "departments/lyj/duty.yaml": duty,
            "departments/lyj/department.yaml": "名称: 市林业局\n",
        }
        report = examine(files, [RULES_BY_CODE[code]])
        return {e.finding.fingerprint for e in report.entries if e.finding.code == code}

    before = prints(*BEFORE, "power")
    assert before
    assert prints(*after, file) == before
