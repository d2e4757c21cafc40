"""What may have been forgotten to declare is asked about, never decided."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from quanze.diff.suggest import Suggestion, Suspicion, suggestions
from quanze.diff.versions import compare_versions
from tests.diff.registers import Files, version

LAW = "《中华人民共和国公路法》第四十四条第二款"
OTHER = "《中华人民共和国公路法》第五十条第一款"


def power(
    code: str,
    name: str = "涉路施工活动许可",
    *,
    basis: str | Iterable[str] = LAW,
    catalogue: str = "",
    kind: str = "行政许可",
    former: str = "",
) -> str:
    bases = [basis] if isinstance(basis, str) else basis
    lines = [f'  - 编码: "{code}"', f"    名称: {name}", f"    类型: {kind}"]
    lines += [f'    基本编码: "{catalogue}"'] if catalogue else []
    lines += ["    设定依据:", *(f"      - {one}" for one in bases)] if basis else []
    lines += [f'    前身: ["{former}"]'] if former else []
    return "\n".join(lines) + "\n"


def listed(*powers: str, slug: str = "甲", name: str = "") -> Files:
    files = {f"{slug}/power": f"部门: {name or slug + '局'}\n事项:\n" + "".join(powers)}
    return {**files, f"{slug}/department": f"名称: {name}\n"} if name else files


def asked(old: Files, new: Files) -> list[Suggestion]:
    return list(suggestions(compare_versions(version(old), version(new))))


def pairs(found: Iterable[Suggestion]) -> list[tuple[str, list[str], list[str], bool]]:
    return [
        (str(one.kind), [e.key.key for e in one.old], [e.key.key for e in one.new], one.clear)
        for one in found
    ]


RENAMED, MERGED, SPLIT = map(str, (Suspicion.RENAMED, Suspicion.MERGED, Suspicion.SPLIT))


@pytest.mark.parametrize(
    ("old", "new", "clear", "grounds"),
    [
        (power("A"), power("B"), True, ("名称相同", "设定依据相同", "同一部门")),
        (
            power("A", catalogue="220105001000", basis=""),
            power("B", "占用挖掘公路审批", catalogue="220105001000", basis=OTHER),
            False,
            ("基本编码相同", "同一部门"),
        ),
        (
            power("A", "涉路施工活动许可"),
            power("B", "涉路施工活动核准"),
            False,
            ("名称相近（71%）", "设定依据相同", "同一部门"),
        ),
        (power("A", basis=OTHER), power("B", basis=LAW), False, ("名称相同", "同一部门")),
    ],
)
def test_a_new_code_for_the_same_power_is_asked_about(
    old: str, new: str, clear: bool, grounds: tuple[str, ...]
) -> None:
    (found,) = asked(listed(old), listed(new))
    assert pairs([found]) == [(RENAMED, ["A"], ["B"], clear)]
    assert found.grounds == grounds


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (listed(power("A")), listed(power("B", former="A"))),
        (listed(power("A"), power("B")), listed(power("B"))),
        (listed(power("A")), listed(power("A"), power("B"))),
        (listed(power("A", "计量器具核准", basis=OTHER)), listed(power("B"))),
        (
            listed(power("A", basis=OTHER)),
            listed(power("B", basis=LAW), slug="乙"),
        ),
        (
            listed(power("A", "未取得许可的处罚", kind="行政处罚")),
            listed(power("B", "未取得许可的检查", kind="行政检查")),
        ),
    ],
    ids=["declared", "namesake stays", "only new", "unlike", "namesake elsewhere", "other type"],
)
def test_what_is_declared_or_unlike_is_not_asked_about(old: Files, new: Files) -> None:
    assert asked(old, new) == []


def test_several_that_became_one_look_like_a_merger() -> None:
    old = listed(power("A", "公路占用许可", basis=LAW), power("B", "公路挖掘许可", basis=OTHER))
    new = listed(power("C", "公路占用、挖掘许可", basis=(LAW, OTHER)))
    (found,) = asked(old, new)
    assert pairs([found]) == [(MERGED, ["A", "B"], ["C"], False)]
    assert [(d.entry.key.key, d.former) for d in found.declarations] == [("C", ("A", "B"))]


CODE = "220105001000"


def test_a_merger_is_asked_about_though_one_of_the_powers_shares_the_catalogue_code() -> None:
    old = listed(
        power("A", "公路占用许可", catalogue=CODE), power("B", "公路挖掘许可", basis=OTHER)
    )
    new = listed(power("C", "公路占用、挖掘许可", basis=(LAW, OTHER), catalogue=CODE))
    (found,) = asked(old, new)
    assert pairs([found]) == [(MERGED, ["A", "B"], ["C"], False)]
    assert found.grounds[0] == "基本编码相同（A）"


def test_a_split_is_asked_about_though_one_of_the_powers_shares_the_catalogue_code() -> None:
    old = listed(power("C", "公路占用、挖掘许可", basis=(LAW, OTHER), catalogue=CODE))
    new = listed(
        power("A", "公路占用许可", catalogue=CODE), power("B", "公路挖掘许可", basis=OTHER)
    )
    (found,) = asked(old, new)
    assert pairs([found]) == [(SPLIT, ["C"], ["A", "B"], False)]
    assert found.grounds[0] == "基本编码相同（A）"


def test_one_that_became_several_looks_like_a_split() -> None:
    old = listed(power("C", "公路占用、挖掘许可", basis=(LAW, OTHER)))
    new = listed(power("A", "公路占用许可", basis=LAW), power("B", "公路挖掘许可", basis=OTHER))
    (found,) = asked(old, new)
    assert pairs([found]) == [(SPLIT, ["C"], ["A", "B"], False)]
    assert [d.former for d in found.declarations] == [("C",), ("C",)]


def test_a_cancelled_power_is_not_drawn_into_the_renaming_of_another() -> None:
    old = listed(power("A"), power("B", "涉路施工活动许可（临时）"))
    (found,) = asked(old, listed(power("C")))
    assert pairs([found]) == [(RENAMED, ["A"], ["C"], False)]
    assert found.grounds[-1] == "另有相像的，请核对"


def test_a_power_that_is_like_another_pair_but_has_its_own_leaves_it_clear() -> None:
    old = listed(power("A"), power("B", "涉路施工活动许可（临时）"))
    new = listed(power("C"), power("D", "涉路施工活动许可（临时）"))
    assert pairs(asked(old, new)) == [(RENAMED, ["A"], ["C"], True), (RENAMED, ["B"], ["D"], True)]


def test_of_namesakes_with_the_same_basis_nobody_says_which_is_which() -> None:
    old, new = listed(power("A"), power("B")), listed(power("C"), power("D"))
    found = asked(old, new)
    assert [one.kind for one in found] == [Suspicion.RENAMED, Suspicion.RENAMED]
    assert not any(one.clear for one in found)
    assert all("另有相像的，请核对" in one.grounds for one in found)


def test_a_department_under_a_new_name_is_known_by_its_code_and_its_powers() -> None:
    code = '统一社会信用代码: "11220400MB0000051K"\n'
    powers = [power(f"A{n}", f"第{n}项许可") for n in range(3)]
    old = {**listed(*powers, name="市环保局"), "甲/department": f"名称: 市环保局\n{code}"}
    new = {**listed(*powers, name="市生态环境局"), "甲/department": f"名称: 市生态环境局\n{code}"}
    (found,) = asked(old, new)
    assert found.kind is Suspicion.DEPARTMENT
    assert found.clear
    assert found.grounds[:2] == ("统一社会信用代码相同", "原有 3 项职权，3 项在新的部门")
    (declared,) = found.declarations
    assert declared.yaml == "曾用名:\n  - 市环保局"


def test_a_department_of_which_only_a_few_powers_moved_is_not_renamed() -> None:
    powers = [power(f"A{n}", f"第{n}项许可") for n in range(4)]
    new = listed(*powers[:1], slug="乙", name="市数据局")
    assert asked(listed(*powers, name="市环保局"), new) == []


def duties(*said: tuple[str, str], slug: str = "甲") -> Files:
    rows = "".join(
        f'  - 事项: "{code}"\n    责任:\n      - 环节: 受理责任\n        内容: {text}\n'
        for code, text in said
    )
    return {f"{slug}/duty": f"部门: {slug}局\n责任事项:\n{rows}"}


def test_a_duty_is_a_ground_where_no_other_power_has_the_same() -> None:
    old = {**listed(power("A")), **duties(("A", "公示条件。"))}
    new = {**listed(power("B")), **duties(("B", "公示条件。"))}
    (found,) = asked(old, new)
    assert "责任事项相同" in found.grounds


def test_a_duty_that_many_powers_have_is_a_form_and_no_ground() -> None:
    names = ("涉路施工许可", "大件运输许可")
    old = {**listed(*map(power, "AB", names)), **duties(("A", "公示。"), ("B", "公示。"))}
    new = {**listed(*map(power, "CD", names)), **duties(("C", "公示。"), ("D", "公示。"))}
    found = asked(old, new)
    assert len(found) == 2
    assert not any("责任事项相同" in one.grounds for one in found)


def test_the_line_to_write_names_the_old_code_in_quotes() -> None:
    (found,) = asked(listed(power("A")), listed(power("B")))
    assert [d.yaml for d in found.declarations] == ['前身:\n  - "A"']


def test_a_whole_list_under_new_codes_is_recognised_pair_by_pair() -> None:
    names = [f"对第{n}种违法行为的处罚" for n in range(300)]
    old = listed(*(power(f"A{n}", name, kind="行政处罚") for n, name in enumerate(names)))
    new = listed(*(power(f"B{n}", name, kind="行政处罚") for n, name in enumerate(names)))
    found = pairs(asked(old, new))
    assert found == [(RENAMED, [f"A{n}"], [f"B{n}"], True) for n in sorted(range(300), key=str)]
