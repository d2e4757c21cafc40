"""What is known, what is solved, what a change brought in: findings of one fingerprint are counted."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable

import pytest

from quanze.findings import Finding, Place, Report, Reported, Severity, State
from quanze.load.baseline import baseline_text
from quanze.model.baseline import KnownFinding
from quanze.model.element import Origin
from quanze.rules.baseline import updated
from quanze.rules.registry import RULES, RULES_BY_CODE
from quanze.rules.rule import Rule
from quanze.rules.since import brought_in

Examine = Callable[..., Report]
TODAY = datetime.date(2026, 11, 22)
EARLIER = datetime.date(2026, 1, 5)
A1 = RULES_BY_CODE["A1"]
FILE = "departments/lyj/power.yaml"


def power(*codes: str) -> dict[str, str]:
    """A list whose items all lack a basis (A1)."""
    items = (f'  - 编码: "{code}"\n    名称: 许可{code}\n    类型: 行政许可\n' for code in codes)
    return {FILE: "部门: 市林业局\n事项:\n" + "".join(items)}


def fingerprint(item: str, code: str = "A1") -> str:
    return Finding(code, Origin(FILE, ("事项", 0)), "", item=item).fingerprint


def known(item: str, count: int = 1, code: str = "A1") -> KnownFinding:
    print_ = fingerprint(item, code)
    return KnownFinding.model_validate(
        {"文件": FILE, "事项": item, "规则": code, "指纹": print_, "记于": EARLIER, "处数": count}
    )


def with_baseline(files: dict[str, str], *lines: KnownFinding) -> dict[str, str]:
    return {**files, "quanze-baseline.yaml": baseline_text(lines)}


def states(report: Report) -> list[tuple[str, str]]:
    return [
        (entry.finding.item or entry.finding.code, str(entry.state)) for entry in report.entries
    ]


@pytest.mark.parametrize(
    ("items", "lines", "expected"),
    [
        pytest.param(["1"], [("1", 1)], [("1", "known")], id="known"),
        pytest.param(["1", "2"], [("1", 1)], [("1", "known"), ("2", "new")], id="a new one beside it"),
        pytest.param(["1", "1"], [("1", 1)], [("1", "known"), ("1", "new")], id="one more of the same"),
        pytest.param(["1", "1"], [("1", 2)], [("1", "known"), ("1", "known")], id="two of the same"),
        pytest.param(["1"], [("1", 3)], [("1", "known"), ("W4", "new")], id="some solved"),
        pytest.param(["2"], [("1", 1)], [("2", "new"), ("W4", "new")], id="solved"),
        pytest.param(["1"], [("1", 1), ("1", 1)], [("1", "known")], id="a line twice after a merge"),
    ],
)  # fmt: skip
def test_findings_are_known_as_often_as_the_baseline_has_them(
    items: list[str],
    lines: list[tuple[str, int]],
    expected: list[tuple[str, str]],
    examine: Examine,
) -> None:
    report = examine(with_baseline(power(*items), *(known(*line) for line in lines)), [A1])
    assert states(report) == expected


def test_a_known_finding_is_no_reason_to_fail(examine: Examine) -> None:
    report = examine(with_baseline(power("1"), known("1")), [A1])
    assert report.count(Severity.ERROR) == 0
    assert [entry.finding.item for entry in report.in_state(State.KNOWN)] == ["1"]


def test_what_is_solved_is_said_at_its_line_and_is_no_error(examine: Examine) -> None:
    report = examine(with_baseline(power("1"), known("1"), known("2", 3)), [A1])
    (solved,) = report.open()
    assert (solved.finding.code, solved.severity) == ("W4", Severity.INFO)
    assert str(solved.place) == "quanze-baseline.yaml:5:5"
    assert solved.finding.message == "已解决：事项 2 不再有 A1 的已知问题（3 处）"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"departments/lyj/duty.yaml": "部门: [\n"}, id="a file was not read"),
        pytest.param(
            {"quanze.yaml": "名称: 示例\n规则:\n  级别:\n    A1: 关闭\n"}, id="the rule is off"
        ),
    ],
)
def test_what_was_not_checked_is_not_solved(change: dict[str, str], examine: Examine) -> None:
    report = examine(with_baseline(power("1"), known("1"), known("2")) | change, [A1])
    assert "W4" not in {entry.finding.code for entry in report.entries}
    kept = updated([known("1"), known("2")], report, TODAY).known
    assert {one.item for one in kept} == {"1", "2"}


TEXT = {"laws/texts/示例法.md": "# 示例法\n\n**第一条** 制定本法。\n"}
WAIVER = """\
名称: 示例
规则:
  豁免:
    - {规则: %s, 事项: "1", 理由: 等待批复, 到期: 2027-01-01}
"""


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.needs_texts], ids=lambda r: r.code)
@pytest.mark.parametrize(
    ("texts", "told"), [pytest.param(TEXT, True, id="texts"), pytest.param({}, False, id="none")]
)
def test_without_texts_of_laws_nothing_is_told_of_rules_that_need_them(
    rule: Rule, texts: dict[str, str], told: bool, examine: Examine
) -> None:
    line = known("1", code=rule.code)
    waived = {"quanze.yaml": WAIVER % rule.code}
    report = examine(with_baseline(power("1"), line) | waived | texts, [rule])
    assert {e.finding.code for e in report.entries} & {"W1", "W4"} == ({"W1", "W4"} if told else set())  # fmt: skip
    assert (rule.code in report.off) is not told
    for add in (True, False):
        kept = updated([line], report, TODAY, add=add)
        assert ([one.rule for one in kept.known], kept.removed) == (([], 1) if told else ([rule.code], 0))  # fmt: skip


def test_the_rules_that_compare_quotations_need_texts() -> None:
    assert {rule.code for rule in RULES if rule.needs_texts} == {"A20", "A21", "A22"}


def test_a_line_with_an_unknown_rule_is_said_and_kept_and_not_told_as_solved(
    examine: Examine,
) -> None:
    line = known("1", code="ZZ")
    report = examine(with_baseline(power("1"), line), [])
    (said,) = (e for e in report.entries if e.finding.code in ("W3", "W4"))
    assert (said.finding.code, said.finding.message) == ("W3", "没有代码为 ZZ 的规则")
    assert said.place.file == "quanze-baseline.yaml"
    assert updated([line], report, TODAY, add=False).known == (line,)


@pytest.mark.parametrize("code", [rule.code for rule in RULES if rule.essential])
def test_what_was_not_read_cannot_be_known(code: str) -> None:
    found = Finding(code, Origin(FILE), "读不懂")
    report = Report((Reported(found, Severity.ERROR, Place(FILE)),), 1, 0)
    update = updated([], report, TODAY)
    assert (update.known, update.added, update.refused) == ((), 0, 1)


def test_a_line_in_the_baseline_does_not_hide_what_was_not_read(examine: Examine) -> None:
    broken = {"departments/lyj/power.yaml": "部门: [\n"}
    (first,) = (e.finding for e in examine(broken, []).entries if e.finding.code == "F3")
    line = KnownFinding.model_validate(
        {"文件": FILE, "规则": "F3", "指纹": first.fingerprint, "记于": EARLIER}
    )
    report = examine(with_baseline(broken, line), [])
    assert [e.state for e in report.entries if e.finding.code == "F3"] == [State.NEW]


def test_a_waived_finding_needs_no_line_and_uses_none_up(examine: Examine) -> None:
    waiver = """\
名称: 示例
规则:
  豁免:
    - {规则: A1, 事项: "1", 理由: 等待批复, 到期: 2027-01-01}
"""
    files = with_baseline(power("1", "2"), known("1"), known("2")) | {"quanze.yaml": waiver}
    assert states(examine(files, [A1])) == [("1", "waived"), ("2", "known")]


def test_a_baseline_accepts_what_there_is_and_keeps_the_day_of_old_lines(examine: Examine) -> None:
    old = [known("1"), known("9")]
    report = examine(with_baseline(power("1", "2", "2"), *old), [A1])
    update = updated(old, report, TODAY)
    assert [(one.item, one.count, one.noted) for one in update.known] == [
        ("1", 1, EARLIER),
        ("2", 2, TODAY),
    ]
    assert (update.added, update.removed, update.refused) == (2, 1, 0)
    again = examine(with_baseline(power("1", "2", "2"), *update.known), [A1])
    assert again.open() == ()
    assert baseline_text(updated(update.known, again, TODAY).known) == baseline_text(update.known)


def test_pruning_only_takes_away(examine: Examine) -> None:
    old = [known("1", 2), known("9")]
    report = examine(with_baseline(power("1", "2"), *old), [A1])
    update = updated(old, report, TODAY, add=False)
    assert [(one.item, one.count) for one in update.known] == [("1", 1)]
    assert (update.added, update.removed) == (0, 2)


def _report(*found: tuple[str, Severity], state: State = State.NEW) -> Report:
    entries = [
        Reported(Finding("A1", Origin(FILE), "", item=item), severity, Place(FILE), state=state)
        for item, severity in found
    ]
    return Report(tuple(entries), 1, 1)


E, W = Severity.ERROR, Severity.WARNING


@pytest.mark.parametrize(
    ("before", "after", "new", "earlier"),
    [
        pytest.param([], [("1", E)], {"1": 1}, 0, id="new"),
        pytest.param([("1", E)], [("1", E)], {}, 1, id="there before"),
        pytest.param([("1", E)], [("1", E), ("1", E)], {"1": 1}, 1, id="one more of the same"),
        pytest.param([("1", E), ("1", E)], [("1", E)], {}, 1, id="one less of the same"),
        pytest.param([("1", E)], [("2", E)], {"2": 1}, 0, id="one for another"),
        pytest.param([("1", W)], [("1", E)], {"1": 1}, 0, id="worse now"),
        pytest.param([("1", E)], [("1", W)], {}, 1, id="milder now"),
    ],
)
def test_a_change_brought_in_what_was_not_there(
    before: list[tuple[str, Severity]],
    after: list[tuple[str, Severity]],
    new: dict[str, int],
    earlier: int,
) -> None:
    report = brought_in(_report(*after), _report(*before), "main")
    assert Counter(entry.finding.item for entry in report.open()) == new
    assert (report.since, report.earlier) == ("main", earlier)


@pytest.mark.parametrize("state", [State.WAIVED, State.KNOWN])
def test_who_takes_a_waiver_away_brings_the_finding_in(state: State) -> None:
    report = brought_in(_report(("1", E)), _report(("1", E), state=state), "main")
    assert len(report.open()) == 1


def test_an_old_finding_that_became_known_does_not_hide_one_more_of_the_same() -> None:
    old = _report(("1", E))
    now = Report((*_report(("1", E), state=State.KNOWN).entries, *old.entries), 1, 1)
    assert len(brought_in(now, old, "main").open()) == 1
    assert len(brought_in(now, now, "main").open()) == 0


def test_without_an_older_register_everything_is_new() -> None:
    assert len(brought_in(_report(("1", E), ("2", W)), None, "main").open()) == 2


def test_what_is_known_is_neither_new_nor_earlier() -> None:
    report = brought_in(_report(("1", E), state=State.KNOWN), _report(("1", E)), "main")
    assert (report.open(), report.earlier, len(report.entries)) == ((), 0, 1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param({"path": ("事项", 0)}, {"path": ("事项", 5)}, True, id="moved in its list"),
        pytest.param({"message": "甲"}, {"message": "乙"}, True, id="worded otherwise"),
        pytest.param({"name": "甲 流程"}, {"name": "甲流程"}, True, id="a blank in the name"),
        pytest.param({"params": {"a": "５ 日"}}, {"params": {"a": "5日"}}, True, id="width of a digit"),
        pytest.param({"name": "甲"}, {"name": "乙"}, False, id="of another name"),
        pytest.param({"item": "1"}, {"item": "2"}, False, id="of another item"),
        pytest.param({"params": {"a": "5"}}, {"params": {"a": "6"}}, False, id="another value"),
        pytest.param({"path": ("甲",)}, {"path": ("乙",)}, False, id="at another element"),
        pytest.param(
            {"item": "1", "file": "甲.yaml"}, {"item": "1", "file": "乙.yaml"}, True,
            id="the item moved to another file",
        ),
        pytest.param({"file": "甲.yaml"}, {"file": "乙.yaml"}, False, id="in another file"),
    ],
)  # fmt: skip
def test_what_a_fingerprint_is_made_of(
    one: dict[str, object], other: dict[str, object], same: bool
) -> None:
    def print_(file: str = FILE, path: tuple[str | int, ...] = (), **more: object) -> str:
        values = {"message": "", **more}
        return Finding("A1", Origin(file, path), **values).fingerprint  # type: ignore[arg-type]

    assert (print_(**one) == print_(**other)) is same  # type: ignore[arg-type]
