"""Each check with cases that are right, wrong, and such that nobody can tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.casework.findings import Check
from quanze.model.register import Register

from .world import CODE2, GIVEN, GONE, HALTED, OLD, PENALTY, PERMIT, SEAL, case, register, told

BODY = "示例市林业局"
GOOD = {
    "案号": "A1", "事项编码": PERMIT, "行使主体": BODY, "收件日期": "2026-03-02", "受理日期": "2026-03-03",
    "审查日期": "2026-03-06", "评审日期": "", "决定日期": "2026-03-10", "送达日期": "2026-03-11", "办结日期": "2026-03-11",
    "材料": "采伐申请书；林权证；采伐作业设计", "决定": "准予",
}  # fmt: skip
FINE = {
    "案号": "B1", "事项编码": PENALTY, "行使主体": BODY, "立案日期": "2026-03-02", "调查日期": "2026-03-04",
    "审查日期": "2026-03-05", "告知日期": "2026-03-06", "决定日期": "2026-03-20", "送达日期": "2026-03-20",
    "决定": "予以处罚", "裁量阶次": "从轻", "金额": "8000元",
}  # fmt: skip


@pytest.fixture(scope="module")
def of(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return register(tmp_path_factory.mktemp("cases") / "清单库")


def found(
    folder: Path, of: Register, start: dict[str, str], check: Check, **cells: str
) -> list[str]:
    lines = told(case(folder, of, **{**start, **cells}))
    return [line.partition(" ")[2] if line[2] == " " else f"?{line.partition(' ')[2]}"
            for line in lines if line.startswith(str(check))]  # fmt: skip


@pytest.mark.parametrize("cells", [GOOD, FINE], ids=["permit", "penalty"])
def test_a_case_that_is_as_the_list_says_has_nothing(
    tmp_path: Path, of: Register, cells: dict[str, str]
) -> None:
    assert told(case(tmp_path, of, **cells)) == []


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"事项编码": "99999"}, ["清单里没有这个编码"]),
        ({"事项编码": ""}, ["?没有写事项编码"]),
        ({"事项编码": "张三的案子"}, ["?“事项编码”里写的不是编码"]),
        ({"事项编码": OLD}, ["?用的是旧编码，没有调整记录说明从哪一天起换的"]),
        ({"事项编码": GONE}, ["?办件开始时事项还在清单里，现在的清单没有它，其余各项没有核对"]),
        ({"事项编码": GONE, "受理日期": "2026-03-05"}, ["2026-03-05 起已经取消"]),
        ({"事项编码": GONE, "收件日期": "", "受理日期": "", "决定日期": "", "办结日期": ""},
         ["?事项已经离开清单，办件没有写日期"]),
        ({"事项编码": CODE2}, ["2026-03-05 才新增，列入清单"]),
        ({"事项编码": CODE2, "受理日期": "2026-03-05"}, []),
        ({"事项编码": HALTED}, ["2026-03-01 起暂停行使"]),
        ({"事项编码": HALTED, "受理日期": "2026-05-01"}, []),
        ({"事项编码": GIVEN}, []),
        ({"事项编码": GIVEN, "受理日期": "2026-03-10"}, ["2026-03-10 起已经下放，不在清单里"]),
        ({"事项编码": GIVEN, "受理日期": "2026-03-10", "行使主体": "甲县林业局"}, []),
        ({"事项编码": GIVEN, "受理日期": "2027-03-01", "行使主体": "甲县林业局"},
         ["承接主体在 2027-03-01 没有这项职权（期限已满）"]),
        ({"事项编码": GIVEN, "受理日期": "2026-03-10", "行使主体": ""}, ["?事项已经下放，办件没有写行使主体"]),
    ],
)  # fmt: skip
def test_what_is_exercised_stands_in_the_list(
    tmp_path: Path, of: Register, cells: dict[str, str], expected: list[str]
) -> None:
    assert found(tmp_path, of, GOOD, Check.UNLISTED, **cells) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-02-10", []),
        ("2026-03-05", []),
        ("2026-04-30", []),
        ("2026-05-01", ["非常用权力，2026-05-01 没有启用"]),
        ("2026-07-01", ["非常用权力，2026-07-01 没有启用"]),
        ("", ["?没有写日期，不知道办理时有没有启用"]),
    ],
    ids=["regular power then", "released", "last day", "given back", "never released", "no day"],
)
def test_a_reserved_power_is_exercised_while_it_is_released(
    tmp_path: Path, of: Register, day: str, expected: list[str]
) -> None:
    cells = {"事项编码": SEAL, "行使主体": BODY, "立案日期": day}
    assert found(tmp_path, of, {}, Check.UNRELEASED, **cells) == expected


@pytest.mark.parametrize(
    ("body", "day", "expected"),
    [
        ("市林业局", "2026-03-03", []),
        ("林业局", "2026-03-03", []),
        ("示例市公安局", "2026-03-03", []),
        ("甲县林业局", "2026-03-10", []),
        ("甲县林业局", "2026-05-31", []),
        ("甲县林业局", "2026-03-09", ["承接主体在 2026-03-09 没有这项职权（尚未交接）"]),
        ("甲县林业局", "2026-06-01", ["承接主体在 2026-06-01 没有这项职权（已收回）"]),
        ("乙县林业局", "2026-03-10", ["行使主体与清单不同"]),
        ("行政审批科", "2026-03-10", ["行使主体与清单不同"]),
        ("", "2026-03-10", ["?没有写行使主体"]),
    ],
)
def test_a_case_is_handled_by_the_body_of_the_list_or_a_receiver_in_its_term(
    tmp_path: Path, of: Register, body: str, day: str, expected: list[str]
) -> None:
    assert found(tmp_path, of, GOOD, Check.BODY, 行使主体=body, 受理日期=day) == expected


@pytest.mark.parametrize(
    ("start", "cells", "expected"),
    [
        (GOOD, {"审查日期": ""}, ["到了“办结”，没有“审查”的日期"]),
        (GOOD, {"收件日期": "", "办结日期": "", "送达日期": ""}, ["到了“决定”，没有“申请”的日期"]),
        (GOOD, {"送达日期": "2026-03-09"}, ["送达（2026-03-09）早于决定（2026-03-10）"]),
        (GOOD, {"评审日期": "2026-03-12"}, []),
        (GOOD, {"决定日期": "", "送达日期": "", "办结日期": ""}, []),
        (GOOD, {"审查日期": "下周"}, ["?有的日期读不出来"]),
        (GOOD, {"审查日期": "", "决定": "申请人撤回"}, ["?没有走完就结束的办件（不予受理、撤回、终止等）"]),
        (FINE, {"告知日期": ""}, ["到了“送达”，没有“告知”的日期"]),
        (FINE, {"告知日期": "2026-03-21"}, ["决定（2026-03-20）早于告知（2026-03-21）", "送达（2026-03-20）早于告知（2026-03-21）"]),
        (FINE, {"适用程序": "简易程序", "调查日期": "", "审查日期": "", "送达日期": ""}, []),
        (FINE, {"事项编码": SEAL}, ["?清单没有画流程图，法律也没有统一规定这一类的环节"]),
    ],
)  # fmt: skip
def test_a_case_goes_through_its_stages_in_their_order(
    tmp_path: Path, of: Register, start: dict[str, str], cells: dict[str, str], expected: list[str]
) -> None:
    assert found(tmp_path, of, start, Check.STAGES, **cells) == expected


def test_a_stage_that_the_table_has_no_column_for_is_not_called_skipped(
    tmp_path: Path, of: Register
) -> None:
    cells = {name: text for name, text in GOOD.items() if name != "审查日期"}
    assert found(tmp_path, of, cells, Check.STAGES) == ["?表里没有“审查日期”列"]


LATE = {"审查日期": "2026-04-01", "送达日期": "", "办结日期": ""}


@pytest.mark.parametrize(
    ("start", "cells", "expected"),
    [
        (GOOD, {**LATE, "决定日期": "2026-03-31"}, []),
        (GOOD, {**LATE, "决定日期": "2026-04-01"}, ["2026-03-03 受理，2026-04-01 才决定"]),
        (GOOD, {**LATE, "决定日期": "2026-04-01", "延长": "是", "延长日期": "2026-03-30"}, []),
        (GOOD, {**LATE, "决定日期": "2026-04-01", "延长": "是", "延长日期": "2026-04-01"}, ["2026-03-03 受理，2026-04-01 才决定"]),
        (GOOD, {**LATE, "决定日期": "2026-04-01", "中止": "2026-03-10至2026-03-12 检验"}, []),
        (GOOD, {**LATE, "决定日期": "2026-04-01", "中止": "2026-03-10至2026-03-12 现场踏勘"}, []),
        (GOOD, {**LATE, "决定日期": "2026-04-01", "中止": "2026-03-10至2026-03-12 张三出差"},
         ["扣除的程序不在《中华人民共和国行政许可法》第四十五条规定之内（听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审），2026-03-03 受理，2026-04-01 才决定"]),
        (GOOD, {**LATE, "决定日期": "2026-04-01", "中止": "2026-03-10起 检验"}, ["?中止没有写结束"]),
        (GOOD, {**LATE, "决定日期": ""}, ["2026-03-03 受理，到 2026-11-22 还没有决定"]),
        (GOOD, {**LATE, "决定日期": "", "决定": "撤回"}, ["?没有走完就结束的办件，没有写结束的日期"]),
        (GOOD, {"受理日期": ""}, ["?没有写受理日期"]),
        (GOOD, {"收件日期": "", "受理日期": "9999-12-31", "决定日期": "", "送达日期": "", "办结日期": ""}, ["?日期晚于计算日期"]),
        (GOOD, {"收件日期": "", "受理日期": "1850-12-31"}, ["?期限算不出来（单位、日期或者日历不够）"]),
        (GOOD, {"送达日期": "2026-03-25", "办结日期": ""}, ["2026-03-10 决定，2026-03-25 才送达"]),
        (GOOD, {"送达日期": "2026-03-25", "办结日期": "", "决定": "不予许可"}, []),
        (FINE, {"决定日期": "2026-06-01", "送达日期": ""}, []),
        (FINE, {"决定日期": "2026-06-02", "送达日期": ""}, ["2026-03-02 立案，2026-06-02 才决定"]),
        (FINE, {"决定日期": "2026-06-02", "送达日期": "", "中止": "2026-03-10至2026-03-20 鉴定"},
         ["?靠扣除的时间或者延长才没有超期，没有查到能不能扣除、延长的规定"]),
        (FINE, {"事项编码": SEAL}, ["?清单没有写时限，法律也没有统一规定"]),
    ],
)  # fmt: skip
def test_a_case_is_decided_within_the_law(
    tmp_path: Path, of: Register, start: dict[str, str], cells: dict[str, str], expected: list[str]
) -> None:
    assert found(tmp_path, of, start, Check.STATUTORY, **cells) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"决定日期": "2026-03-13"}, []),
        ({"决定日期": "2026-03-16"}, ["2026-03-03 受理，2026-03-16 才决定"]),
        ({"决定日期": "2026-03-16", "延长": "是"}, ["2026-03-03 受理，2026-03-16 才决定"]),
        ({"决定日期": "2026-03-16", "中止": "2026-03-05至2026-03-05 检验"}, []),
        (
            {"决定日期": "2026-03-10", "承诺时限": "3个工作日"},
            ["2026-03-03 受理，2026-03-10 才决定"],
        ),
        ({"决定日期": "2026-03-10", "承诺时限": "3"}, ["2026-03-03 受理，2026-03-10 才决定"]),
        (
            {"决定日期": "2026-03-16", "承诺时限": "30个工作日"},
            ["2026-03-03 受理，2026-03-16 才决定"],
        ),
        ({"决定日期": "2026-03-13", "承诺时限": "很快"}, []),
    ],
)
def test_a_promise_is_kept_and_not_extended(
    tmp_path: Path, of: Register, cells: dict[str, str], expected: list[str]
) -> None:
    later = {"送达日期": "", "办结日期": ""}
    assert found(tmp_path, of, GOOD, Check.PROMISED, **later, **cells) == expected


@pytest.mark.parametrize(
    ("told_on", "accepted", "expected"),
    [
        ("2026-03-09", "2026-03-12", []),
        ("2026-03-10", "2026-03-12", ["2026-03-02 收件，2026-03-10 才告知补正"]),
        ("昨天", "2026-03-12", ["?补正告知日期读不出来"]),
        ("", "2026-03-03", []),
    ],
)
def test_the_applicant_is_told_in_time_what_to_correct(
    tmp_path: Path, of: Register, told_on: str, accepted: str, expected: list[str]
) -> None:
    cells = {"补正告知日期": told_on, "受理日期": accepted}
    assert found(tmp_path, of, GOOD, Check.CORRECTION, **cells) == expected


def test_without_a_notice_in_time_the_period_runs_from_the_application(
    tmp_path: Path, of: Register
) -> None:
    cells = {
        **LATE,
        "补正告知日期": "2026-03-10",
        "受理日期": "2026-03-12",
        "决定日期": "2026-03-31",
    }
    (message,) = found(tmp_path, of, GOOD, Check.STATUTORY, **cells)
    assert message.startswith("2026-03-02 收到申请")


def test_a_stricter_rule_of_the_place_counts_too(tmp_path: Path) -> None:
    from .world import FILES

    here = {**FILES, "quanze.yaml": "名称: 清单\n地区: 通化市\n层级: 市级\n"}
    of = register(tmp_path / "清单库", here)
    cells = {"补正告知日期": "2026-03-05", "受理日期": "2026-03-06"}
    result = case(tmp_path, of, **{**GOOD, **cells})
    (finding,) = [one for one in result.findings if one.check is Check.CORRECTION]
    assert finding.expected.startswith("在2个工作日以内，最迟 2026-03-04")
    assert "通化市" in finding.source


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("采伐申请书", []),
        ("1.采伐申请书（原件）；2.林权证原件；3、采伐作业设计（附图，附表）", []),
        ("采伐申请书、林权证", []),
        (
            "采伐申请书；张三的无犯罪证明；村委会证明",
            ["第 2、3 份材料清单里没有（这一件要了 3 份）"],
        ),
        ("采伐作业设计（附图、附表）、林权证复印件", []),
        ("1、采伐申请书、2、林权证", []),
        ("（1）采伐申请书 （2）林权证", []),
        ("①采伐申请书②林权证2份", []),
        ("1、保证书 2、林权证", ["第 1 份材料清单里没有（这一件要了 2 份）"]),
        ("林权证明", ["?有的材料名称与清单相近而不同，要人看"]),
        ("1、申请书", ["?有的材料名称与清单相近而不同，要人看"]),
        ("设计2张", ["?有的材料名称与清单相近而不同，要人看"]),
        ("", ["?没有写材料"]),
    ],
)
def test_only_materials_of_the_list_are_asked_for(
    tmp_path: Path, of: Register, asked: str, expected: list[str]
) -> None:
    assert found(tmp_path, of, GOOD, Check.MATERIALS, 材料=f'"{asked}"') == expected


def test_where_the_list_has_no_materials_nothing_can_be_told(tmp_path: Path, of: Register) -> None:
    cells = {"事项编码": HALTED, "材料": "申请书"}
    assert found(tmp_path, of, GOOD, Check.MATERIALS, **cells) == ["?清单没有写申请材料"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"金额": "10000"}, []),
        ({"金额": "1万元整"}, []),
        ({"金额": "一万元"}, []),
        ({"金额": "10001"}, ["金额在阶次“从轻”的幅度以外"]),
        ({"金额": '"¥12,000.00"'}, ["金额在阶次“从轻”的幅度以外"]),
        ({"裁量阶次": "一般", "金额": "2万元"}, []),
        ({"裁量阶次": "从重", "金额": "2万元"}, ["?阶次按倍数（或者每件多少）裁量，表里没有基数"]),
        ({"裁量阶次": "特别重", "金额": "2万元"}, ["写的阶次不在裁量基准里"]),
        ({"裁量阶次": ""}, ["有决定，没有写裁量阶次"]),
        ({"金额": ""}, ["?没有写金额"]),
        ({"金额": "若干"}, ["?金额读不出来"]),
        ({"裁量阶次": "", "金额": "", "决定": "不予处罚"}, []),
        ({"裁量阶次": "", "决定": "", "决定日期": "", "送达日期": ""}, []),
    ],
)
def test_a_decision_names_its_step_and_keeps_to_its_range(
    tmp_path: Path, of: Register, cells: dict[str, str], expected: list[str]
) -> None:
    assert found(tmp_path, of, FINE, Check.DISCRETION, **cells) == expected


def test_every_finding_says_what_was_expected_by_what_and_how_to_mend_it(
    tmp_path: Path, of: Register
) -> None:
    wrong = {**GOOD, "行使主体": "乙县林业局", "审查日期": "", "决定日期": "2026-05-06", "送达日期": "2026-05-30",
             "补正告知日期": "2026-03-20", "材料": "保证书", "受理日期": "2026-03-20"}  # fmt: skip
    result = case(tmp_path, of, **wrong)
    assert {one.check for one in result.findings} == {
        Check.BODY, Check.STAGES, Check.STATUTORY, Check.PROMISED, Check.CORRECTION, Check.MATERIALS,
    }  # fmt: skip
    for finding in result.findings:
        assert finding.expected
        assert finding.source
        assert finding.mend
