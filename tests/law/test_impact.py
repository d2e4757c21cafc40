"""What a register cites, what rests on one law, and who must do what by when."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from quanze.calendar import WorkingCalendar
from quanze.law.adjustment import adjustment, approved, steps_needed
from quanze.law.impact import Impact, impact
from quanze.law.index import index_of
from quanze.law.quotation import Quotations
from quanze.law.state import CitationState
from quanze.law.survey import survey
from quanze.law.texts import TextFolder
from quanze.load.loader import load
from quanze.load.places import Places
from quanze.load.source import CannotRun, open_register
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.adjustment_words import ChangeLevel
from quanze.model.register import Register
from quanze.model.settings import Settings

WATER = "《中华人民共和国水污染防治法》"
REPEALED_FROM = datetime.date(2026, 8, 15)


@pytest.fixture
def register(register_folder: Path) -> Register:
    loaded = load(open_register(register_folder))
    assert loaded.findings == ()
    return loaded.register


def test_every_law_is_counted_under_one_name(register: Register) -> None:
    laws = {law.title: law for law in survey(register, index_of(register))}
    water = laws[WATER]
    assert (len(water.uses), len(water.items)) == (5, 2)
    assert water.departments == ("市水利局", "市生态环境局")
    assert dict(water.versions) == {"": 3, "2017年": 1, "2008年": 1}
    assert next(iter(laws)) == WATER, "the law cited most often comes first"


def test_the_state_is_that_of_the_day(register: Register) -> None:
    def standing(day: datetime.date) -> CitationState:
        dated = register.on(day)
        return next(law.standing for law in survey(dated, index_of(dated)) if law.title == WATER)

    assert standing(REPEALED_FROM - datetime.timedelta(1)) is CitationState.TO_BE_REPEALED
    assert standing(REPEALED_FROM) is CitationState.REPEALED


def test_a_law_that_is_not_in_the_index_is_unknown(register: Register) -> None:
    laws = {law.title: law for law in survey(register, index_of(register))}
    assert laws["《某市示例管理规定》"].standing is CitationState.UNKNOWN
    assert laws["《某市示例管理规定》"].record is None


def of(register: Register, title: str = WATER, start: datetime.date | None = None) -> Impact:
    return impact(register, index_of(register), title, start)


def test_everything_that_rests_on_a_law_is_found(register: Register, register_folder: Path) -> None:
    places = Places(open_register(register_folder))
    found = {
        (str(one.kind), one.name, str(one.why), str(places.place(one.origin)))
        for one in of(register).affected
    }
    power, duty = "departments/sthj/power.yaml", "departments/sthj/duty.yaml"
    assert found == {
        ("职权", "排污口设置审批", "引用", f"{power}:8:9"),
        ("职权", "对超标排污的处罚", "引用", f"{power}:17:9"),
        ("职权", "对未载明事项的处罚", "文中提到", f"{power}:22:11"),
        ("责任事项", "排污口设置审批", "随事项", f"{duty}:3:5"),
        ("责任事项", "对超标排污的处罚", "引用", f"{duty}:9:9"),
        ("运行流程", "许可", "随事项", "departments/sthj/flow.yaml:3:5"),
        ("职责边界", "入河排污口", "引用", "departments/slj/boundary.yaml:8:13"),
    }


def test_a_power_that_rests_on_this_law_alone_is_told_apart(register: Register) -> None:
    others = {
        one.name: one.other_bases for one in of(register).affected if one.other_bases is not None
    }
    assert others == {"排污口设置审批": 0, "对超标排污的处罚": 1}


@pytest.mark.parametrize("title", ["水污染防治法", "《水污染防治法》", WATER, WATER.strip("《》")])
def test_the_law_may_be_named_in_any_way(register: Register, title: str) -> None:
    assert of(register, title).law.title == WATER


@pytest.mark.parametrize("title", ["污染防治法", "大气污染防治办法"])
def test_a_part_of_a_name_is_not_the_law(register: Register, title: str) -> None:
    with pytest.raises(CannotRun, match="没有哪一处引用"):
        of(register, title)


def test_a_law_that_nobody_cites_touches_nothing(register: Register) -> None:
    found = of(register, "大气污染防治法")
    assert (found.departments, found.law.uses) == ((), ())


def test_a_part_of_a_name_leads_to_the_whole(register: Register) -> None:
    with pytest.raises(CannotRun, match=f"名称相近的有：{WATER}"):
        of(register, "污染防治法")


@pytest.mark.parametrize(
    ("title", "start", "day", "what"),
    [
        (WATER, None, REPEALED_FROM, f"{WATER}废止"),
        (WATER, datetime.date(2026, 9, 1), datetime.date(2026, 9, 1), "按 --from 指定的日期"),
    ],
)
def test_the_ground_for_the_adjustment(
    register: Register, title: str, start: datetime.date | None, day: datetime.date, what: str
) -> None:
    trigger = of(register, title, start).trigger
    assert trigger is not None
    assert (trigger.day, trigger.what) == (day, what)


def test_a_new_version_in_force_is_a_ground_where_an_old_one_is_cited(
    register_folder: Path,
) -> None:
    power = register_folder / "departments/sthj/power.yaml"
    text = power.read_text(encoding="utf-8")
    power.write_text(text.replace("（2021年修订）", "（2017年修正）"), encoding="utf-8")
    trigger = of(load(open_register(register_folder)).register, "行政处罚法").trigger
    assert trigger is not None
    assert (str(trigger.day), trigger.what) == ("2021-07-15", "2021-01-22的新文本施行")


@pytest.mark.parametrize("title", ["行政处罚法", "某市示例管理规定"])
def test_a_law_that_stands_or_is_unknown_sets_no_dates(register: Register, title: str) -> None:
    assert of(register, title).trigger is None


def test_the_new_law_is_searched_for_the_words(register: Register, tmp_path: Path) -> None:
    (tmp_path / "中华人民共和国生态环境法典.md").write_text(
        "第一条 为了保护环境，制定本法。\n"
        "第一百零一条 在江河新建排污口，应当经过有管辖权的主管部门同意，并安装监测设备。\n",
        encoding="utf-8",
    )
    compared = Quotations(TextFolder(tmp_path), register.date)
    found = impact(register, index_of(register), WATER, None, compared).affected
    assert {one.name: one.successors for one in found if one.successors} == {
        "排污口设置审批": ("《中华人民共和国生态环境法典》第一百零一条",)
    }


def steps(settings: Settings) -> list[tuple[str, str, str]]:
    found = adjustment(settings, WorkingCalendar(), REPEALED_FROM)
    return [(step.name, step.who, str(step.outcome)) for step in found]


def plain(**laws: object) -> Settings:
    return Settings.model_validate({"名称": "测试", "法规": laws})


def test_the_reference_policy_is_10_15_3_and_20_working_days() -> None:
    assert steps(plain()) == [
        ("申请", "行政机关", "2026-08-28"),
        ("审核", "审改主管部门", "2026-09-18"),
        ("合法性审查", "司法行政部门（法制机构）", "2026-09-18"),
        ("批准", "本级人民政府", "2026-09-18"),
        ("报送公布", "审改主管部门", "2026-09-22"),
        ("向社会公开", "行政机关", "2026-10-22"),
    ]


def test_an_office_may_set_its_own_steps() -> None:
    own = [
        {"步骤": "申请", "规则": "调整-申请-白城", "主体": "市直部门"},
        {"步骤": "公开", "规则": "公开-主动公开", "起算": "申请"},
    ]
    assert [name for name, *_ in steps(plain(调整=own))] == ["申请", "公开"]
    assert steps(plain(调整=own))[0] == ("申请", "市直部门", "2026-08-28")


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ({"步骤": "申请", "规则": "没有这条"}, "没有编号或代码是“没有这条”"),
        ({"步骤": "审核", "规则": "调整-审核-参考", "起算": "申请"}, "前面没有这一步"),
    ],
)
def test_a_policy_that_cannot_be_followed_is_refused(step: dict[str, str], told: str) -> None:
    with pytest.raises(CannotRun, match=told):
        steps(plain(调整=[step]))


def test_what_follows_from_a_provisional_date_is_provisional() -> None:
    found = adjustment(plain(), WorkingCalendar(), datetime.date(2026, 12, 10))
    by_name = {step.name: step for step in found}
    assert by_name["申请"].outcome.decided
    later = by_name["向社会公开"].outcome
    assert not later.decided
    assert later.earliest < later.latest
    assert "暂定" in str(later)
    assert by_name["批准"].answer is None
    assert by_name["批准"].assumed.startswith("没有规定期限")


@pytest.mark.parametrize(
    ("level", "needed", "all_steps"),
    [
        (
            "实质性",
            ["申请", "审核", "合法性审查", "批准"],
            ["申请", "审核", "合法性审查", "批准", "报送公布", "向社会公开"],
        ),
        (
            "要素",
            ["申请", "审核", "合法性审查"],
            ["申请", "审核", "合法性审查", "报送公布", "向社会公开"],
        ),
        ("文字", [], []),
    ],
)
def test_a_level_has_its_own_steps(level: str, needed: list[str], all_steps: list[str]) -> None:
    asked = ChangeLevel(level)
    assert [step.name for step in steps_needed(plain(), asked)] == needed
    laid = adjustment(plain(), WorkingCalendar(), REPEALED_FROM, level=asked)
    assert [step.name for step in laid] == all_steps


def test_without_approval_the_publication_is_counted_from_the_review() -> None:
    done = {"合法性审查": datetime.date(2026, 9, 1)}
    element = ChangeLevel.ELEMENT
    laid = adjustment(plain(), WorkingCalendar(), REPEALED_FROM, done, element)
    handed_in = next(step for step in laid if step.name == "报送公布")
    assert (str(handed_in.outcome), handed_in.assumed) == ("2026-09-04", "")


def test_a_step_that_was_taken_starts_the_next_limit() -> None:
    done = {"申请": datetime.date(2026, 8, 20), "批准": datetime.date(2026, 9, 30)}
    laid = adjustment(plain(), WorkingCalendar(), REPEALED_FROM, done)
    by_name = {step.name: step for step in laid}
    assert str(by_name["申请"].outcome) == "2026-08-28", "the limit stays what it was"
    assert (str(by_name["审核"].outcome), by_name["审核"].assumed) == ("2026-09-10", "")
    assert by_name["批准"].assumed.startswith("没有规定期限")
    assert str(by_name["向社会公开"].outcome) == "2026-11-03"


STEPS = ("申请", "审核", "合法性审查", "批准")


def record(level: str, *taken: str) -> AdjustmentRecord:
    return AdjustmentRecord.model_validate(
        {
            "编号": "2026-1",
            "级别": level,
            "合计": {"原有": 1, "增加": 0, "减少": 0, "现有": 1},
            "办理": [
                {"步骤": step, "日期": "2026-09-01" if step in taken else None} for step in STEPS
            ],
            "变更": [],
        }
    )


@pytest.mark.parametrize(
    ("level", "taken", "expected"),
    [
        ("实质性", STEPS, True),
        ("实质性", STEPS[:3], False),
        ("要素", STEPS[:3], True),
        ("要素", ("批准",), False),
        ("文字", (), True),
    ],
)
def test_a_record_is_approved_when_its_level_needs_nothing_more(
    level: str, taken: tuple[str, ...], *, expected: bool
) -> None:
    assert approved(record(level, *taken), plain()) is expected


def test_an_office_says_itself_which_steps_come_after_the_effect() -> None:
    own = [{"步骤": "申请"}, {"步骤": "公开", "起算": "申请", "生效以后": True}]
    assert approved(record("实质性", "申请"), plain(调整=own))
