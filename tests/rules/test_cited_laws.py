"""Dated checks of cited laws: on the day as asked, and on the published lists of a real city."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from quanze.excel.importer import import_workbooks
from quanze.findings import Finding, Report
from quanze.load.loader import load
from quanze.load.source import open_register
from quanze.model.register import Register
from quanze.rules.registry import RULES_BY_CODE
from tests.rules.conftest import write_register

LISTS = Path(__file__).parents[3] / "shared" / "realdata" / "karamay"
CODE_OF_ENVIRONMENT = "《中华人民共和国生态环境法典》"
IN_FORCE = datetime.date(2026, 8, 15)
POWER = """\
部门: 市生态环境局
事项:
  - 编码: "T-sthj-CF-0001"
    名称: 对超标排放水污染物的处罚
    类型: 行政处罚
    设定依据:
      - 《水污染防治法》第八十三条
      - 《水污染防治法》第八十四条
"""


def found(register: Register, code: str) -> list[Finding]:
    check = RULES_BY_CODE[code].check
    assert check is not None
    return list(check(register))


@pytest.mark.parametrize(
    ("day", "code", "other", "says"),
    [
        (IN_FORCE - datetime.timedelta(1), "A18", "A3", "将于2026年8月15日废止"),
        (IN_FORCE, "A3", "A18", "已于2026年8月15日废止"),
    ],
)
def test_an_announced_repeal_is_a_warning_before_its_day_and_an_error_from_then(
    day: datetime.date, code: str, other: str, says: str, tmp_path: Path
) -> None:
    write_register(tmp_path, {"departments/sthj/power.yaml": POWER})
    register = load(open_register(tmp_path)).register.on(day)
    (finding,) = found(register, code)
    assert not found(register, other)
    assert says in finding.message
    assert "《中华人民共和国水污染防治法》" in finding.message
    assert f"由{CODE_OF_ENVIRONMENT}代替（共 2 处）" in finding.message
    assert CODE_OF_ENVIRONMENT in finding.mend
    assert [origin.path for origin in finding.related] == [("事项", 0, "设定依据", 1)]


def test_another_place_of_the_same_law_is_no_new_finding(
    examine: Callable[..., Report], tmp_path: Path
) -> None:
    fingerprints = []
    for text in (POWER, POWER.replace("      - 《水污染防治法》第八十四条\n", "")):
        report = examine({"departments/sthj/power.yaml": text}, [RULES_BY_CODE["A3"], RULES_BY_CODE["A18"]])  # fmt: skip
        fingerprints.append([entry.finding.fingerprint for entry in report.entries])
    assert fingerprints[0] == fingerprints[1]
    assert len(fingerprints[0]) == 1


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Register:
    if not LISTS.is_dir():
        pytest.skip(f"the real lists are not beside the checkout ({LISTS.name})")
    folder = tmp_path_factory.mktemp("register")
    import_workbooks(sorted(LISTS.iterdir()), folder)
    return load(open_register(folder)).register


def replaced(register: Register, code: str, department: str) -> list[Finding]:
    """Findings about laws that the code of the environment replaces."""
    return [
        finding
        for finding in found(register, code)
        if finding.params["by"] == CODE_OF_ENVIRONMENT and department in finding.source
    ]


def test_the_list_of_the_environment_bureau(lists: Register) -> None:
    """By hand: 115 of 217 rows rest on one of the ten laws (114 by 设定依据, one by 责任依据)."""
    findings = replaced(lists.on(IN_FORCE), "A3", "生态环境局")
    assert len({finding.item for finding in findings}) == 115
    assert len({f.item for f in findings if f.origin.path[2] == "设定依据"}) == 114
    before = replaced(lists.on(IN_FORCE - datetime.timedelta(1)), "A18", "生态环境局")
    assert {finding.item for finding in before} == {finding.item for finding in findings}


def test_citations_of_the_ten_laws_in_all_lists(lists: Register) -> None:
    findings = replaced(lists.on(IN_FORCE), "A3", "")
    places = [origin for finding in findings for origin in (finding.origin, *finding.related)]
    assert Counter(origin.path[2] for origin in places) == {"设定依据": 188, "责任依据": 7}
    assert len({finding.params["law"] for finding in findings}) == 8


def test_other_findings_of_the_lists_were_read_one_by_one_and_are_true(lists: Register) -> None:
    register = lists.on(IN_FORCE)
    others = Counter(
        finding.params["law"]
        for finding in found(register, "A3")
        if finding.params["by"] != CODE_OF_ENVIRONMENT
    )
    assert len(others) == 11
    assert "《中华人民共和国合同法》" not in others
    assert 150 <= len({finding.item for finding in found(register, "A4")}) <= 170
    assert len(found(register, "A19")) == 7
    assert len(found(register, "A23")) == 5
