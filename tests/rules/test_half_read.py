"""What could not be read is not known to be missing: rules that compare counts and lists keep silent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quanze.findings import Report
from quanze.rules.registry import RULES_BY_CODE

POWERS = """\
部门: 市林业局
事项:
  - 编码: "T-lyj-XK-0001"
    名称: 林木采伐许可
    类型: 行政许可
    基本编码: "000164106000"
"""
BROKEN = '  - 编码: "T-lyj-XK-0009"\n'
REFERENCE = """\
种类: {kind}
出处: 某政发〔2020〕8号
日期: 2021-01-01
事项:
  - 名称: 林木种子生产经营许可
    层级: 市级
  - 名称: 林木采伐许可
    层级: 市级
"""
REGULATION = '配套制度:\n  - 名称: 《林木种子工作规程》\n    适用事项: ["T-lyj-XK-0009"]\n'
DEPARTMENT = "名称: 市林业局\n公布项数:\n  合计: 2\n"


@pytest.mark.parametrize(
    ("code", "others"),
    [
        ("A12", {"references/a.yaml": REFERENCE.format(kind="下放事项")}),
        ("A16", {"references/a.yaml": REFERENCE.format(kind="实际办理")}),
        ("A17", {"references/a.yaml": REFERENCE.format(kind="许可事项清单")}),
        ("B10", {"departments/lyj/department.yaml": DEPARTMENT}),
        ("G1", {"regulations.yaml": REGULATION}),
    ],
)
@pytest.mark.parametrize(("entry", "count"), [("", 1), (BROKEN, 0)], ids=["whole", "half read"])
def test_nothing_is_said_to_be_missing_from_a_list_that_is_half_read(
    code: str, others: dict[str, str], entry: str, count: int, examine: Callable[..., Report]
) -> None:
    files = {"departments/lyj/power.yaml": POWERS + entry, **others}
    report = examine(files, [RULES_BY_CODE[code]])
    assert [e.finding.code for e in report.entries].count(code) == count


@pytest.mark.parametrize(
    ("entry", "count"), [("", 1), ("  - 适用事项: []\n", 0)], ids=["whole", "half read"]
)
@pytest.mark.parametrize(
    ("code", "file", "text"),
    [
        ("G17", "regulations.yaml", "配套制度:\n  - 名称: 《另一项规程》\n"),
        (
            "G18",
            "negative-list.yaml",
            '名称: 投资项目负面清单\n核准事项: ["T-lyj-XK-0001"]\n条目:\n  - 行业: 采矿业\n    项目: 采石\n    管理措施: 限制\n',
        ),
        (
            "G19",
            "regulations.yaml",
            "议事协调机构:\n  - 名称: 指挥部\n    牵头部门: 市林业局\n    工作规则: [《工作规则》]\n配套制度:\n  - 名称: 《另一项规程》\n",
        ),
    ],
)
def test_what_could_not_be_read_may_be_what_seems_to_lack(
    code: str, file: str, text: str, entry: str, count: int, examine: Callable[..., Report]
) -> None:
    files = {
        "quanze.yaml": "名称: 示例市权责清单\n规则: {级别: {G17: 提示}}\n",
        "departments/lyj/power.yaml": POWERS,
        file: text + entry,
    }
    report = examine(files, [RULES_BY_CODE[code]])
    assert [e.finding.code for e in report.entries].count(code) == count
