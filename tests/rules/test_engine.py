"""The engine: levels, waivers, and rules that fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from quanze.findings import Finding, Report, Severity, State
from quanze.model.register import Register
from quanze.rules.registry import RULES, RULES_BY_CODE
from quanze.rules.rule import Rule

Examine = Callable[..., Report]
A1 = RULES_BY_CODE["A1"]
POWER = """\
部门: 市林业局
事项:
  - 编码: "T-lyj-XK-0001"
    名称: 林木采伐许可
    类型: 行政许可
"""
FILES = {"departments/lyj/power.yaml": POWER}
WAIVER = """\
  豁免:
    - 规则: A1
      事项: {item}
      理由: 等待省里批复
      到期: {until}
"""


def _settings(rules: str) -> dict[str, str]:
    return {**FILES, "quanze.yaml": f"名称: 示例市权责清单\n规则:\n{rules}"}


def _of(report: Report, code: str) -> list[tuple[Severity, State]]:
    return [(e.severity, e.state) for e in report.entries if e.finding.code == code]


@pytest.mark.parametrize("level", ["错误", "警告", "提示"])
def test_a_level_in_the_settings_counts(level: str, examine: Examine) -> None:
    report = examine(_settings(f"  级别:\n    A1: {level}\n"), [A1])
    assert _of(report, "A1") == [(Severity(level), State.NEW)]


def test_a_rule_that_is_off_does_not_run(examine: Examine) -> None:
    report = examine(_settings("  级别:\n    A1: 关闭\n"), [A1])
    assert report.entries == ()


@pytest.mark.parametrize(
    ("rules", "severities"),
    [("", []), ("  级别:\n    A1: 提示\n", [Severity.INFO]), ("  级别:\n    A1: 关闭\n", [])],
)
def test_a_rule_that_is_off_by_default_runs_where_it_is_asked_for(
    rules: str, severities: list[Severity], examine: Examine
) -> None:
    files = _settings(rules) if rules else FILES
    report = examine(files, [replace(A1, severity=Severity.OFF)])
    assert [e.severity for e in report.entries] == severities


@pytest.mark.parametrize(
    ("item", "until", "state", "others"),
    [
        pytest.param("T-lyj-XK-0001", "2026-12-31", State.WAIVED, [], id="in force"),
        pytest.param("T-lyj-XK-0001", "2026-11-22", State.WAIVED, [], id="on its last day"),
        pytest.param("T-lyj-XK-0001", "2026-11-21", State.NEW, ["W2"], id="expired"),
        pytest.param("T-lyj-XK-0002", "2026-12-31", State.NEW, ["W1"], id="of another item"),
        pytest.param(
            "departments/lyj/power.yaml",
            "2026-12-31",
            State.NEW,
            ["W1"],
            id="of the file around it",
        ),
    ],
)
def test_waivers(item: str, until: str, state: State, others: list[str], examine: Examine) -> None:
    report = examine(_settings(WAIVER.format(item=item, until=until)), [A1])
    assert _of(report, "A1") == [(Severity.ERROR, state)]
    assert [e.finding.code for e in report.entries if e.finding.code != "A1"] == others


def test_of_two_waivers_the_one_in_force_counts(examine: Examine) -> None:
    """A clerk who needs longer adds a waiver with the new date and reason."""
    longer = WAIVER.format(item="T-lyj-XK-0001", until="2026-11-21") + (
        "    - {规则: A1, 事项: T-lyj-XK-0001, 理由: 延期, 到期: 2026-12-31}\n"
    )
    report = examine(_settings(longer), [A1])
    assert _of(report, "A1") == [(Severity.ERROR, State.WAIVED)]
    assert [e.finding.code for e in report.entries if e.finding.code != "A1"] == ["W2"]


def test_nobody_knows_whether_a_waiver_is_needed_where_not_all_was_checked(
    examine: Examine,
) -> None:
    waiver = _settings(WAIVER.format(item="T-lyj-XK-0009", until="2026-12-31"))
    unread = {**waiver, "departments/lyj/power.yaml": "部门: 市林业局\n事项: [\n"}
    assert _of(examine(waiver, [A1]), "W1") == [(Severity.WARNING, State.NEW)]
    assert _of(examine(waiver, [replace(A1, check=_fails)]), "W1") == []
    assert _of(examine(unread, [A1]), "W1") == []


@pytest.mark.parametrize("code", ["F6", "A1"])
def test_what_is_off_is_no_part_of_the_report(code: str, examine: Examine) -> None:
    files = _settings(f"  级别:\n    {code}: 关闭\n")
    files["departments/lyj/power.yaml"] = POWER.replace("林木采伐许可", "“林木采伐许可”")
    codes = {e.finding.code for e in examine(files, [A1]).entries}
    assert codes == {"F6", "A1"} - {code}


def test_a_waived_finding_is_not_counted_but_keeps_its_reason(examine: Examine) -> None:
    settings = _settings(WAIVER.format(item="T-lyj-XK-0001", until="2026-12-31"))
    report = examine(settings, [A1])
    assert report.count(Severity.ERROR) == 0
    assert [e.reason for e in report.entries] == ["等待省里批复"]


def _fails(register: Register) -> Iterator[Finding]:
    yield from ()
    raise ZeroDivisionError(f"{len(register.powers)} powers")


def test_a_rule_that_fails_is_a_finding_and_the_others_run(examine: Examine) -> None:
    broken = replace(RULES_BY_CODE["A2"], check=_fails)
    report = examine(FILES, [broken, A1])
    assert _of(report, "X1") == [(Severity.ERROR, State.NEW)]
    assert _of(report, "A1") == [(Severity.ERROR, State.NEW)]
    (failed,) = (e.finding for e in report.entries if e.finding.code == "X1")
    assert failed.params == {"rule": "A2", "error": "ZeroDivisionError"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_rule_fails_on_an_empty_register(rule: Rule, examine: Examine) -> None:
    assert examine({}, [rule]).entries == ()


BROKEN = {
    "departments/lyj/power.yaml": POWER
    + "  - 编码: 7\n    名称: 读不出来的事项\n    类型: 行政许可\n",
    "departments/lyj/duty.yaml": "部门: 市林业局\n责任事项: [\n",
    "departments/lyj/flow.yaml": "部门: 市林业局\n流程:\n  - 名称: 空\n    步骤: []\n",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_rule_fails_on_a_register_that_is_half_read(rule: Rule, examine: Examine) -> None:
    report = examine(BROKEN, [rule])
    assert "X1" not in {e.finding.code for e in report.entries}


def test_what_could_not_be_read_is_not_missing(examine: Examine) -> None:
    """The duty list is broken, so no power is without duties as far as anyone knows."""
    assert _of(examine(BROKEN, [RULES_BY_CODE["D1"]]), "D1") == []


@pytest.mark.parametrize("text", ["{}", "{name}", "{0}", "%s", "五%", "\\", "{{", "}"])
def test_no_rule_stumbles_over_the_signs_in_a_text(text: str, examine: Examine) -> None:
    power = f"""\
部门: 市林业局
事项:
  - 编码: "T-lyj-XK-0001"
    名称: '许可{text}许可许可许可'
    类型: 行政许可
    法定时限: '20{text}'
    承诺时限: '30{text}'
    流程: '{text}'
    设定依据: ['{text}']
    收费: '{text}'
    子项: [{{名称: '1.{text}'}}, {{名称: '3.{text}'}}]
"""
    report = examine({"departments/lyj/power.yaml": power}, RULES)
    assert "X1" not in {e.finding.code for e in report.entries}
    assert {"B9", "C3", "C11"} <= {e.finding.code for e in report.entries}


def test_a_count_is_not_held_against_a_list_that_is_half_read(examine: Examine) -> None:
    declared = POWER + "    来源: 清单.xls#行政许可（2项）!3\n"
    whole = {"departments/lyj/power.yaml": declared}
    broken = {"departments/lyj/power.yaml": declared + '  - 编码: "T-lyj-XK-0002"\n'}
    assert len(_of(examine(whole, [RULES_BY_CODE["B9"]]), "B9")) == 1
    assert _of(examine(broken, [RULES_BY_CODE["B9"]]), "B9") == []


def test_a_finding_without_an_item_is_waived_by_its_file(examine: Examine) -> None:
    waiver = WAIVER.format(item="departments/lyj/power.yaml", until="2026-12-31").replace(
        "A1", "B17"
    )
    files = {"departments/lyj/department.yaml": "名称: 市林业和草原局\n"}
    report = examine(_settings(waiver) | files, [RULES_BY_CODE["B17"]])
    assert _of(report, "B17") == [(Severity.ERROR, State.WAIVED)]


@pytest.mark.parametrize("code", ["F1", "F3", "F4", "F5", "S1", "S2", "S3", "S4", "X1"])
def test_what_was_not_read_cannot_be_silenced(code: str, examine: Examine) -> None:
    report = examine(_settings(f"  级别:\n    {code}: 关闭\n"), [])
    assert [(e.finding.code, str(e.place)) for e in report.entries] == [("W3", "quanze.yaml:4:5")]
