"""The packaged rules on periods: each is held to the article it quotes."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest

from quanze.deadline.period_rules import PeriodRules, UnknownRule, packaged
from quanze.load.emit import emit
from quanze.load.yaml_reader import read
from quanze.model.articles import read_articles
from quanze.model.items import YesNo
from quanze.model.numerals import NUMERAL, to_int
from quanze.model.period import Period, Unit, compare
from quanze.model.period_rule import Direction, EffectDay, PeriodRule, RuleKind
from quanze.model.power_type import PowerKind

SOURCE: Final = Path(__file__).parents[2].parent / "shared" / "data" / "statutory_periods.yaml"
RULES: Final = {rule.id: rule for rule in packaged()}
FAMILIES: Final = ("许可", "处罚", "强制", "复议", "诉讼", "公开", "放权", "调整")
WORDS: Final = {
    Unit.WORKING_DAY: ("工作日", "日"),
    Unit.DAY: ("日",),
    Unit.MONTH: ("月",),
    Unit.YEAR: ("年",),
    Unit.HOUR: ("小时",),
}
"""How an article may write a unit. What its 日 counts is another article's matter."""

SPAN: Final = re.compile(rf"({NUMERAL})个?(工作日|日|月|年|小时)")


def each(condition: Callable[[PeriodRule], object]) -> pytest.MarkDecorator:
    """One case for every rule of which the condition holds."""
    rules = [rule for rule in packaged() if condition(rule)]
    return pytest.mark.parametrize("rule", rules, ids=lambda rule: rule.id)


every_rule = each(lambda rule: True)


def spans(text: str) -> set[tuple[int | None, str]]:
    return {(to_int(number), word) for number, word in SPAN.findall(text)}


def stands_in(limit: Period, text: str) -> bool:
    assert limit.unit
    return any((limit.amount, word) in spans(text) for word in WORDS[limit.unit])


def limits(rule: PeriodRule) -> list[Period]:
    """Every period of a rule that an article states."""
    stated = [rule.limit, rule.extension and rule.extension.limit]
    stated += [case.limit for case in rule.other_cases]
    return [limit for limit in stated if limit and limit.amount]


def named(rule: PeriodRule) -> set[str]:
    """The other rules that a rule names."""
    return {*rule.applies_to, rule.after or "", rule.stricter_than or ""} - {""}


def rolls(rule: PeriodRule) -> bool:
    """Whether the last day moves on from a rest day, as the model says where nothing is written."""
    assert rule.limit
    if rule.roll:
        return rule.roll is YesNo.YES
    by_calendar = rule.limit.unit in (Unit.DAY, Unit.MONTH, Unit.YEAR)
    return by_calendar and rule.direction is Direction.AFTER


# The file


def test_the_file_is_in_the_canonical_layout() -> None:
    text = files("quanze").joinpath("data", "periods.yaml").read_text(encoding="utf-8")
    assert emit(read(text)) == text


def test_ids_and_codes_are_unique() -> None:
    assert len(RULES) == len(packaged()) == len({rule.code for rule in packaged()})


@every_rule
def test_an_id_is_a_family_and_a_matter(rule: PeriodRule) -> None:
    family, _, matter = rule.id.partition("-")
    assert family in FAMILIES
    assert matter


@each(lambda rule: rule.law.startswith("《中华人民共和国"))
def test_the_articles_of_a_law_are_written_in_full(rule: PeriodRule) -> None:
    articles = read_articles(rule.articles).articles
    assert "".join(map(str, articles)) == rule.articles


@each(named)
def test_rules_named_by_a_rule_exist(rule: PeriodRule) -> None:
    assert named(rule) <= RULES.keys()


@each(lambda rule: rule.types)
def test_the_power_types_are_known(rule: PeriodRule) -> None:
    assert set(rule.types) <= {*PowerKind, "全部"}


@each(lambda rule: rule.after)
def test_a_rule_in_a_timeline_follows_one_of_the_same_timeline(rule: PeriodRule) -> None:
    assert rule.after
    assert rule.types
    assert set(rule.types) <= set(RULES[rule.after].types)


# The rule and its article


@each(lambda rule: rule.limit and rule.limit.amount)
def test_the_quotation_states_the_period(rule: PeriodRule) -> None:
    assert rule.quote
    assert rule.limit
    assert stands_in(rule.limit, rule.quote)


def test_only_what_states_no_number_has_none() -> None:
    without = {r.id for r in packaged() if not (r.limit and r.limit.amount)}
    assert without == {"许可-不计入", "许可-延续决定"}


@every_rule
def test_a_period_before_an_event_is_stated_so(rule: PeriodRule) -> None:
    stated = re.search(rf"{NUMERAL}日前|届满前", rule.quote or "")
    assert bool(stated) == (rule.direction is Direction.BEFORE)


@each(lambda rule: rule.extension)
def test_the_quotation_states_the_extension_and_who_grants_it(rule: PeriodRule) -> None:
    assert rule.extension
    assert rule.quote
    before, granted, after = re.split("(批准|同意)", rule.quote, maxsplit=1)
    assert before.endswith(f"经{rule.extension.approver}"), granted
    assert stands_in(rule.extension.limit, after)


@each(lambda rule: rule.other_cases)
def test_the_period_of_another_case_is_quoted(rule: PeriodRule) -> None:
    for case in rule.other_cases:
        assert stands_in(case.limit, f"{rule.quote}{case.note}")


@every_rule
def test_a_period_that_another_law_may_set_says_so(rule: PeriodRule) -> None:
    leaves_room = re.search(r"另有规定|(超过|少于)六十日的除外", rule.quote or "")
    assert bool(leaves_room) == bool(rule.override)


@each(lambda rule: rule.limit and rule.limit.unit is Unit.WORKING_DAY)
def test_working_days_rest_on_words_of_the_law(rule: PeriodRule) -> None:
    assert rule.limit
    assert rule.quote
    said_outright = (rule.limit.amount, "工作日") in spans(rule.quote)
    assert said_outright or "工作日" in (rule.unit_basis or "")


@pytest.mark.parametrize(
    ("law", "working_days"),
    [
        ("《中华人民共和国行政处罚法》", {2, 3, 5, 7}),
        ("《中华人民共和国行政强制法》", set(range(11))),
        ("《中华人民共和国行政复议法》", {3, 5, 7, 10}),
        ("《中华人民共和国政府信息公开条例》", set(range(100))),
    ],
)
def test_a_law_says_which_numbers_of_days_are_working_days(
    law: str, working_days: set[int]
) -> None:
    """处罚法85: 二日三日五日七日. 强制法69: 十日以内. 复议法88: 三日五日七日十日. 条例: 工作日 itself."""
    of_days = [
        limit
        for rule in packaged()
        if rule.law == law
        for limit in limits(rule)
        if limit.unit in (Unit.WORKING_DAY, Unit.DAY)
    ]
    assert of_days
    for limit in of_days:
        assert (limit.unit is Unit.WORKING_DAY) == (limit.amount in working_days), limit


def test_the_periods_of_the_agency_in_a_licence_are_working_days() -> None:
    """许可法82 speaks of the agency; only the party's periods leave room."""
    rules = [r for r in packaged() if r.law == "《中华人民共和国行政许可法》" and limits(r)]
    by_agency = [r for r in rules if r.who in ("行政机关", "下级行政机关")]
    assert {limit.unit for rule in by_agency for limit in limits(rule)} == {Unit.WORKING_DAY}
    assert {r.id for r in rules if r.open_point} == {r.id for r in rules if r not in by_agency}


@each(lambda rule: rule.open_point)
def test_where_the_law_leaves_room_the_first_choice_is_what_the_rule_does(rule: PeriodRule) -> None:
    assert (limit := rule.limit)
    assert (point := rule.open_point)
    assert not point.question.endswith("。"), "what was chosen is written after it"
    assert len(point.unit) > 1 or len(point.roll) > 1
    assert point.unit[:1] in ((), (limit.unit,))
    assert point.roll[:1] in ((), (YesNo.YES if rolls(rule) else YesNo.NO,))


def test_what_restricts_a_party_is_not_lengthened_by_a_rest_day() -> None:
    by_calendar = (Unit.DAY, Unit.MONTH, Unit.YEAR)
    fixed = {
        r.id
        for r in packaged()
        if r.limit
        and r.limit.unit in by_calendar
        and r.direction is Direction.AFTER
        and not rolls(r)
    }
    assert fixed == {"处罚-时效", "强制-查封", "强制-冻结", "放权-最低期限"}


@pytest.mark.parametrize(
    ("rule_id", "words", "day"),
    [
        ("许可-补正", "自收到申请材料之日起即为受理", EffectDay.START),
        ("许可-延续决定", "视为准予延续", EffectDay.NEXT),
        ("处罚-缴款", "百分之三", EffectDay.NEXT),
        ("强制-冻结", "自冻结期满之日起解除冻结", EffectDay.END),
        ("强制-催告", "申请强制执行", EffectDay.NEXT),
        ("复议-受理", "审查期限届满之日起视为受理", EffectDay.END),
        ("复议-补正", "视为申请人放弃行政复议申请", EffectDay.NEXT),
        ("公开-共同制作", "视为同意公开", EffectDay.NEXT),
    ],
)
def test_silence_has_the_consequence_of_the_article(
    rule_id: str, words: str, day: EffectDay
) -> None:
    expiry = RULES[rule_id].expiry
    assert expiry
    assert words in expiry.effect
    assert expiry.day is day


def test_time_that_does_not_count_is_that_of_the_article_on_it() -> None:
    """许可法45: 本节 is articles 42 to 45."""
    article = RULES["许可-不计入"]
    assert article.kind is RuleKind.EXCLUSION
    assert article.exclusion
    assert article.quote
    assert len(article.exclusion.procedures) == 8
    *others, last = article.exclusion.procedures
    assert f"需要{'、'.join(others)}和{last}的" in article.quote
    of_the_section = [
        r.id
        for r in packaged()
        if r.law == article.law and 42 <= read_articles(r.articles).articles[0].number < 45
    ]
    assert list(article.applies_to) == of_the_section
    for rule_id in of_the_section:
        exclusion = RULES[rule_id].exclusion
        assert exclusion
        assert exclusion.articles == article.articles
        assert exclusion.procedures == article.exclusion.procedures


@each(lambda rule: rule.stricter_than)
def test_a_local_rule_is_stricter_than_the_law(rule: PeriodRule) -> None:
    assert rule.stricter_than
    assert rule.region
    assert rule.limit
    assert (statutory := RULES[rule.stricter_than].limit)
    assert compare(rule.limit, statutory) == -1


def test_the_ways_to_hand_in_a_request_for_information() -> None:
    """条例31; both periods that start from 收到申请."""
    by_receipt = [r for r in packaged() if r.channels]
    assert [r.id for r in by_receipt] == ["公开-补正", "公开-答复"]
    for rule in by_receipt:
        names = [channel.name for channel in rule.channels]
        assert names == ["当面提交", "邮寄签收", "平常信函", "互联网或传真"]


# Against the table of facts


def source() -> list[dict[str, Any]]:
    if not SOURCE.is_file():
        pytest.skip("the table of facts, ../shared/data/statutory_periods.yaml, is not here")
    return list(read(SOURCE.read_text(encoding="utf-8"))["rules"])


AMOUNTS: Final = {"days": "", "hours": "小时", "months": "个月", "years": "年"}
DAYS: Final = {"working_day": "个工作日", "calendar_day": "日"}
NOT_IN_THE_TABLE: Final = {
    "xk.renew_decide": "0日"  # the table only says 有效期届满前: at the latest on that day itself
}


def stated(fact: dict[str, Any], unit: str | None) -> str | None:
    for key, word in AMOUNTS.items():
        if key in fact:
            return f"{fact[key]}{word or DAYS[unit or '']}"
    return NOT_IN_THE_TABLE.get(fact.get("id", ""))


def test_every_fact_of_the_table_is_a_rule() -> None:
    assert [fact["id"] for fact in source()] == [rule.code for rule in packaged()]


def test_the_periods_are_those_of_the_table() -> None:
    for fact in source():
        rule = PeriodRules().get(fact["id"])
        assert rule.limit == stated(fact, fact.get("unit")), rule.id
        before = fact.get("dir") == "before" or rule.limit == "0日"
        assert (rule.direction is Direction.BEFORE) == before, rule.id


def test_the_extensions_are_those_of_the_table() -> None:
    for fact in source():
        rule, wanted = PeriodRules().get(fact["id"]), fact.get("extension")
        assert bool(rule.extension) == bool(wanted), rule.id
        if wanted and rule.extension:
            assert rule.extension.limit == stated(wanted, fact["unit"]), rule.id
            # The table says 行政复议机构负责人 where the article has 行政复议机构的负责人.
            assert rule.extension.approver.replace("的", "") == wanted["approver"], rule.id


def test_the_last_day_moves_on_as_in_the_table() -> None:
    for fact in source():
        if "roll" in fact:
            rule = PeriodRules().get(fact["id"])
            assert rolls(rule) == (fact["roll"] == "next_working_day"), rule.id


# Looking up


OWN: Final = PeriodRule.model_validate(
    {
        "编号": "许可-补正",
        "内容": "一次告知",
        "法规": "《示例市一次告知办法》",
        "条款": "第三条",
        "期限": "2个工作日",
    }
)


@pytest.mark.parametrize("name", ["许可-决定", "xk.decision"])
def test_a_rule_is_found_by_id_and_by_code(name: str) -> None:
    assert PeriodRules().get(name) is RULES["许可-决定"]


@pytest.mark.parametrize("name", ["许可-补正", "xk.buzheng"])
def test_an_own_rule_takes_the_place_of_a_packaged_one(name: str) -> None:
    rules = PeriodRules([OWN])
    assert rules.get(name) is OWN
    assert [rule.id for rule in rules] == [rule.id for rule in packaged()]


def test_a_new_own_rule_comes_last() -> None:
    new = OWN.model_copy(update={"id": "许可-补正-示例"})
    assert list(PeriodRules([new])) == [*packaged(), new]


def test_an_unknown_name_is_answered_with_those_like_it() -> None:
    with pytest.raises(UnknownRule) as caught:
        PeriodRules().get("许可决定")
    message = str(caught.value)
    assert message.startswith("没有编号或代码是“许可决定”的期限规则。相近的有：许可-决定")


def test_a_name_like_no_other_has_no_hint() -> None:
    with pytest.raises(UnknownRule) as caught:
        PeriodRules().get("ZZZ")
    assert (
        str(caught.value) == "没有编号或代码是“ZZZ”的期限规则。用 quanze deadline --list 查看全部。"
    )


def test_a_rule_in_one_of_its_other_cases() -> None:
    simple = PeriodRules().get("复议-决定/简易程序")
    assert (simple.limit, simple.articles, simple.extension) == ("30日", "第六十二条第二款", None)
    with pytest.raises(UnknownRule, match="复议-决定/简易程序"):
        PeriodRules().get("复议-决定/快速")
    with pytest.raises(UnknownRule, match="没有别的情形"):
        PeriodRules().get("许可-决定/快速")
